"""Runs: advanced by those who look, shared, one at a time, after other work."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lossviz.learning import runs
from lossviz.learning.runs import Run, looking, patient, shared, working

TOGETHER = 12


def _counting(steps, pause=0.0, tell=lambda step: None):
    def begin():
        for step in range(steps):
            time.sleep(pause)
            tell(step)
            yield step

    return begin


def _to_the_end(run):
    seen = []
    with patient(0.02):
        while True:
            state, finished = run.look()
            seen.append(state)
            if finished:
                return seen


def test_without_hurry_a_look_takes_a_run_to_its_end():
    assert Run(_counting(50)).look() == (49, True)


def test_a_look_lasts_as_long_as_its_patience_and_the_next_goes_on():
    seen = _to_the_end(Run(_counting(40, 0.003)))
    assert seen == sorted(seen)
    assert 3 <= len(seen) <= 40
    assert seen[-1] == 39


def test_what_is_made_of_half_a_run_is_provisional():
    run = Run(_counting(3, 0.02))
    with patient(0.0), looking() as outer, looking() as look:
        assert run.look() == (0, False)
    assert look.provisional
    assert outer.provisional
    with looking() as look:
        run.look()
    assert not look.provisional


def test_many_who_ask_for_the_same_share_one_run_and_its_work():
    begun, made = [], []

    @shared(4)
    def of(setting):
        made.append(setting)
        return Run(_counting(30, 0.002, lambda step: begun.append(step)))

    gate = threading.Barrier(TOGETHER)

    def reader():
        gate.wait()
        return _to_the_end(of("same"))[-1]

    with ThreadPoolExecutor(TOGETHER) as pool:
        ends = list(pool.map(lambda _: reader(), range(TOGETHER)))
    assert ends == [29] * TOGETHER
    assert made == ["same"]
    assert begun == list(range(30)), "each step is computed once"


def test_a_run_that_nobody_asks_for_stands_still_and_is_dropped():
    steps = []

    @shared(2)
    def of(setting):
        return Run(_counting(1000, 0.002, lambda step: steps.append((setting, step))))

    with patient(0.02):
        of("older").look()
        before = len(steps)
        of("newer").look()
        of("third").look()
    assert before < 1000
    assert sum(setting == "older" for setting, _ in steps) == before
    with patient(0.0):
        of("older").look()
    assert steps.count(("older", 0)) == 2, "it begins anew"


def test_different_runs_go_on_one_at_a_time_and_all_get_on():
    inside, most = [0], [0]

    def tell(step):
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.001)
        inside[0] -= 1

    runs_ = [Run(_counting(60, 0.0, tell)) for _ in range(TOGETHER)]
    gate = threading.Barrier(TOGETHER)

    def reader(run):
        gate.wait()
        for _ in range(40):  # on a busy machine a look can pass without a turn: a page asks again
            with patient(0.05):
                reached = run.look()[0]
            if reached:
                return reached
        return 0

    with ThreadPoolExecutor(TOGETHER) as pool:
        reached = list(pool.map(reader, runs_))
    assert most == [1]
    assert min(reached) > 0
    assert max(reached) < 59, "none is finished before the others have begun"


def test_a_run_steps_back_while_other_work_goes_on_but_not_for_ever():
    run, ended = Run(_counting(100, 0.004)), threading.Event()

    def busy():
        with working():
            ended.wait(5)

    worker = threading.Thread(target=busy)
    worker.start()
    with patient(0.3):
        hindered = run.look()[0]
    ended.set()
    worker.join()
    with patient(0.3):
        free = run.look()[0] - hindered
    assert 0 < hindered < free


def test_what_waits_for_a_run_is_no_other_work():
    with working(), patient(0.2):
        state, _ = Run(_counting(1000, 0.002)).look()
    assert state > 15  # were it other work, every turn would wait
    assert runs._WORK.add(0) == 0
    assert runs._LOOKERS.add(0) == 0


def test_an_error_is_told_to_everyone_who_looks():
    def begin():
        yield 1
        raise ZeroDivisionError("in the middle")

    run = Run(begin)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError, match="in the middle"):
            run.look()
