"""Training runs: how soon a reader sees something, and what twenty of them cost a reader who drags a slider."""

import gzip
import itertools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from benchmarks.browser import chromium, page_of, profile
from benchmarks.drag import Seen, drag, opened
from benchmarks.server import APP, Server, served
from benchmarks.table import middle_and_tail, table

_READERS = 20
_ARMS = 30  # travels that the reader with a slider asks for, one after another
_BREATH = 0.06  # seconds between answers, as in a browser
_FIRST, _TOTAL = 300, 3000  # goals in milliseconds
_TIMES = 2  # how much slower an ordinary answer may get
_SCRUB = (17, 34)  # goals in milliseconds: median, 95th percentile
_RUNS = {
    "default": "",
    "with 100 examples, in batches": "&size=100&batch=16",
    "eight layers, 200 examples": "&size=200&depth=8",
}
_SCRUBBED = {
    "step of training": ("/train", "step"),
    "the same, two crescents": ("/train?loss=binary_cross_entropy", "step"),
    "curve, δ": ("/regression?figure=curve", "delta"),
}
_SEEDS = itertools.count(100)


def run(quick: bool) -> str:
    """The tables."""
    repetitions = 3 if quick else 10
    with served(APP) as server:
        asked = _Asker(server)
        asked("train/figure?seed=99")  # not counted: the first of anything is slow
        alone = [_timed_run(asked, fields, repetitions) for fields in _RUNS.values()]
        quiet = _arms(server, _ARMS)
        with _training(server, _READERS):
            busy = _arms(server, _ARMS)
        scrubbed = {name: Seen() for name in _SCRUBBED}
        with chromium() as browser, profile(browser) as context:
            for name in [*_SCRUBBED] * (1 if quick else 3):
                address, slider = _SCRUBBED[name]
                thumb = f'.lossviz-control[data-name="{slider}"] input[type=range]'
                with page_of(context) as page:
                    opened(page, server.url + address)
                    page.locator(thumb).focus()
                    page.wait_for_timeout(1500)  # its travel is on its way
                    scrubbed[name].add(drag(page, thumb, thumb, plain=False))
    return "\n\n".join([_runs_table(alone, repetitions), _load_table(quiet, busy), _scrub_table(scrubbed)])


class _Asker:
    """Asks the live routes, one request at a time."""

    def __init__(self, server: Server) -> None:
        self._http = HTTPConnection(urlsplit(server.url).netloc)

    def __call__(self, address: str) -> dict[str, Any]:
        self._http.request("GET", f"/live/{address}", headers={"Accept-Encoding": "gzip"})
        return json.loads(gzip.decompress(self._http.getresponse().read()))


def _timed_run(asked: _Asker, fields: str, repetitions: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds to the first points and to the end, and how many answers it took, for fresh runs."""
    first, total, answers = [], [], []
    for _ in range(repetitions):
        seed, start, count, done = next(_SEEDS), time.perf_counter(), 0, 0.0
        while done < 1:
            if count:
                time.sleep(_BREATH)
            done = asked(f"train/figure?seed={seed}{fields}")["figure"]["done"]
            count += 1
            if count == 1:
                first.append(1e3 * (time.perf_counter() - start))
        total.append(1e3 * (time.perf_counter() - start))
        answers.append(float(count))
    return first, total, answers


def _arms(server: Server, count: int) -> list[float]:
    """Milliseconds for travels of a slider that nobody has asked for before."""
    asked, took = _Asker(server), []
    for _ in range(count):
        start = time.perf_counter()
        asked(f"regression/arm?loss=huber&figure=curve&at_residual={1 + next(_SEEDS) / 1e4:.4f}&slider=delta")
        took.append(1e3 * (time.perf_counter() - start))
        time.sleep(_BREATH)
    return took


@contextmanager
def _training(server: Server, readers: int) -> Iterator[None]:
    """Readers who each train one run after another, until the ``with`` block ends."""
    over = threading.Event()

    def read() -> None:
        asked = _Asker(server)
        while not over.is_set():
            seed, done = next(_SEEDS), 0.0
            while done < 1 and not over.is_set():
                done = asked(f"train/figure?seed={seed % 1000}&depth={2 + seed % 6}&size=100")["figure"]["done"]
                time.sleep(_BREATH)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _runs_table(alone: list[tuple[list[float], list[float], list[float]]], repetitions: int) -> str:
    rows = []
    for name, (first, total, answers) in zip(_RUNS, alone, strict=True):
        goals = "" if name != "default" else f"{_FIRST}, {_TOTAL}: "
        met = median(first) <= _FIRST and median(total) <= _TOTAL
        verdict = goals + ("met" if met else "missed") if goals else ""
        rows.append((name, *middle_and_tail(first, 0), *middle_and_tail(total, 0), f"{median(answers):.0f}", verdict))
    head = "Run", "first points ms", "p95", "in all ms", "p95", "answers", "goal"
    note = f"{repetitions} fresh runs each, asked for over HTTP as a browser does, {1e3 * _BREATH:.0f} ms apart."
    return table("A network is trained", head, rows, note)


def _load_table(quiet: list[float], busy: list[float]) -> str:
    times = median(busy) / median(quiet)
    verdict = f"{_TIMES}: {'met' if times <= _TIMES else 'missed'}"
    rows = [
        ("nobody trains", *middle_and_tail(quiet, 0), "", ""),
        (f"{_READERS} readers train different runs", *middle_and_tail(busy, 0), f"{times:.2f}", verdict),
    ]
    head = "Meanwhile", "median ms", "p95 ms", "times", "goal"
    note = (
        f"{_ARMS} travels of δ on fresh states of a curve, asked for one after another; on {_READERS} further "
        "connections each reader trains one run after another, two to seven layers deep."
    )
    return table("A slider's travel while others train", head, rows, note)


def _scrub_table(scrubbed: dict[str, Seen]) -> str:
    rows = []
    for name, seen in scrubbed.items():
        middle, tail = middle_and_tail(seen.drawn)
        met = float(middle) <= _SCRUB[0] and float(tail) <= _SCRUB[1]
        verdict = f"{_SCRUB[0]}, {_SCRUB[1]}: {'met' if met else 'missed'}"
        rows.append((name, str(seen.stops), str(min(seen.inputs)), str(min(seen.pictures)), middle, tail, verdict))
    head = "What moves", "stops", "inputs", "drawings", "median ms", "p95 ms", "goal"
    return table("A trained run is scrubbed", head, rows, "As in “A thumb is dragged”; the curve in the same run.")
