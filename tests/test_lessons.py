"""What every lesson keeps, whichever it is: its start, its guess, its sentences, its tasks."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import lossviz.lessons
from lossviz.catalogue import PAGES
from lossviz.content.guides import learn
from lossviz.drawing.words import said
from lossviz.lessons import COURSES, LESSONS, course_of
from lossviz.lessons.exhibit import plainly
from lossviz.lessons.record import Amount, OneOf
from lossviz.live import payload
from lossviz.vocabulary import Parameter, View

SEEDS = 20
LONGEST, MOST = 25, 3  # words of a sentence, sentences of a paragraph

every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
TASKS = {f"{key}-{place}": (lesson, task) for key, lesson in LESSONS.items() for place, task in enumerate(lesson.tasks)}
every_task = pytest.mark.parametrize(("lesson", "task"), TASKS.values(), ids=TASKS)


def exhibits_of(lesson):
    parts = (*lesson.reveals, *lesson.tasks)
    return (lesson.start, *(part.exhibit for part in parts))


def answers_of(lesson):
    """The templates of what is said after the guess, whose numbers are readings."""
    guess = lesson.guess
    meant = [each.meant for each in guess.options] if isinstance(guess, OneOf) else [guess.below, guess.above]
    told = [reveal.says for reveal in lesson.reveals]
    told += [text for task in lesson.tasks for text in (task.asks, task.met, task.hint)]
    return [text for text in (*meant, *told, lesson.note) if text]


def words_of(lesson):
    """All that a reader of the lesson reads."""
    options = [each.text for each in lesson.guess.options] if isinstance(lesson.guess, OneOf) else [lesson.guess.label]
    known = learn.numbers(lesson)
    return [
        lesson.question,
        lesson.misconception,
        lesson.asks,
        *options,
        *(said(text, known) for text in answers_of(lesson)),
    ]


def is_met(task, fields, known):
    """Whether a state meets a task, its edge too."""
    if not task.is_within(task.exhibit.read(**fields), known):
        return False
    if task.edge is None:
        return True
    name, way = task.edge
    here = task.exhibit.moved(**fields)
    control = next(each for each in here.view().controls if each.name == name)
    low, next_low, *_, high = control.steps(here.view().figure.most_steps)
    further = here.view().values[name] + way * (next_low - low)
    if not low - 1e-9 <= further <= high + 1e-9:
        return True
    return not task.is_within(here.read(**{name: f"{further:.10g}"}), known)


def met_stops(lesson, task):
    """The stops of the swept slider that meet a task, and all of them, as texts."""
    known, others = learn.numbers(lesson), {name: text for name, text in task.solution.items() if name != task.swept}
    here = task.exhibit.moved(**others).view()
    control = next(each for each in here.controls if each.name == task.swept)
    assert isinstance(control, Parameter)
    stops = [f"{stop:.10g}" for stop in control.steps(here.figure.most_steps)]
    return [stop for stop in stops if is_met(task, {**others, task.swept: stop}, known)], stops


def test_a_lesson_is_named_by_its_file_and_found_by_looking():
    root = Path(lossviz.lessons.__file__).parent
    for lesson in LESSONS.values():
        assert (root / course_of(lesson).key / f"{lesson.key}.py").is_file()
    assert sum(len(course.lessons) for course in COURSES.values()) == len(LESSONS)
    places = Counter((course.key, lesson.place) for course in COURSES.values() for lesson in course.lessons)
    assert set(places.values()) == {1}


@every_lesson
def test_what_it_shows_is_legal_and_draws(lesson):
    for exhibit in exhibits_of(lesson):
        view = exhibit.view()
        assert view.draw().data
        assert {*exhibit.free} <= {control.name for control in view.controls}, "a control that is not there is free"
        for key in exhibit.losses:
            assert exhibit.moved(loss=key).view().draw().data
    assert {*lesson.builds_on} <= LESSONS.keys()


@every_lesson
def test_the_answer_is_what_the_readings_say(lesson):
    known, guess = learn.numbers(lesson), lesson.guess
    if isinstance(guess, Amount):
        assert guess.low <= guess.answer(known) <= guess.high
        assert guess.within < (guess.high - guess.low) / 4
        assert guess.is_right(guess.read(f"{guess.answer(known):.6g}"), known)
        return
    answer = guess.answer(known)
    assert guess.read(answer) == answer
    for option in guess.options:
        assert option.value == answer or option.meant, f"what would {option.text!r} have meant?"


@every_lesson
def test_a_wrong_guess_is_met_with_what_it_would_have_meant_and_a_right_one_is_not(lesson):
    known, guess = learn.numbers(lesson), lesson.guess
    given = [each.value for each in guess.options] if isinstance(guess, OneOf) else [f"{guess.low}", f"{guess.high}"]
    for text in given:
        answer = learn.answer(lesson, guess.read(text))
        assert answer["right"] == guess.is_right(guess.read(text), known)
        assert bool(answer["meant"]) != answer["right"]


@every_lesson
def test_no_number_of_an_answer_is_typed(lesson):
    for text in answers_of(lesson):
        written = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(r"(?<![A-Za-z₀-₉])\d", written), f"a number is typed in {text!r}"


@every_lesson
def test_every_number_of_an_answer_comes_from_a_reading_or_is_a_setting(lesson):
    """Numbers called ``at_...`` are settings of what is shown; all others move with the readings."""
    used = {name for text in answers_of(lesson) for name in re.findall(r"\{(\w+)", text)}
    used |= {
        end for task in lesson.tasks for bound in task.bounds for end in (bound.low, bound.high) if isinstance(end, str)
    }
    settings = [value for exhibit in exhibits_of(lesson) for value in exhibit.view().values.values()]

    def noted(exhibit, **changes):
        settings.extend(exhibit.moved(**changes).view().values.values())
        return exhibit.read(**changes)

    def disturbed(exhibit, **changes):
        readings = exhibit.read(**changes)
        return {name: value * (1.371 + 0.013 * place) + 0.0177 for place, (name, value) in enumerate(readings.items())}

    known, other = lesson.numbers(noted), lesson.numbers(disturbed)
    there = {float(value) for value in settings if isinstance(value, float)}
    for name in used:
        if name.startswith("at_"):
            assert any(np.isclose(known[name], value) for value in there), f"{name} is no setting of what is shown"
        else:
            assert known[name] != other[name], f"{name} does not hang on any reading"


@every_lesson
def test_its_answer_holds_on_most_data_or_it_says_why_not(lesson):
    seeded = [exhibit for exhibit in exhibits_of(lesson) if "seed" in exhibit.view().values]
    if not seeded:
        return
    answers = []
    for seed in range(SEEDS):

        def read(exhibit, seed=seed, **changes):
            has_seed = "seed" in exhibit.view().values
            return exhibit.read(**changes, **({"seed": str(seed)} if has_seed and "seed" not in changes else {}))

        answers.append(
            lesson.guess.is_right(
                lesson.guess.read(str(lesson.guess.answer(learn.numbers(lesson)))), lesson.numbers(read)
            )
        )
    assert sum(answers) > SEEDS / 2 or lesson.seed, f"the answer is the same on {sum(answers)} of {SEEDS} seeds"


@every_lesson
def test_nothing_of_the_answer_is_in_the_page_before_the_guess(lesson):
    told = learn.tells({"lesson": lesson.key})
    assert told.browser["answered"] is None
    shown = str(told.browser) + str(told.words["asks"])
    for part in (*lesson.reveals, *lesson.tasks):
        says = said(part.says if hasattr(part, "says") else part.asks, learn.numbers(lesson))
        assert says not in shown
    assert (told.exhibit is None) == lesson.covered
    if told.exhibit:
        view = told.exhibit.view()
        sent = payload.snapshot(view, view.draw())
        assert not sent["controls"], "what can be moved answers before it is asked"
        for part in ("readings", "worked", "takeaway", "handles", "canvases"):
            assert not sent["figure"][part], f"the {part} are in the page"


@every_task
def test_a_task_is_not_met_at_its_start_and_is_at_its_solution(lesson, task):
    known = learn.numbers(lesson)
    assert not task.is_within(task.exhibit.read(), known), "it is met before anything is done"
    assert {*task.solution} <= {*task.exhibit.free, *(["loss"] if task.exhibit.losses else [])}
    assert is_met(task, task.solution, known), f"{task.exhibit.read(**task.solution)}"
    shown = task.exhibit.view().draw().readings.keys()
    assert {name for bound in task.bounds for name in (bound.reading, bound.per) if name} <= shown


@every_task
def test_at_least_one_and_at_most_half_of_a_sliders_stops_meet_a_task(lesson, task):
    if not task.swept:
        assert task.swept_why, "no slider is swept, and nothing says why"
        return
    met, stops = met_stops(lesson, task)
    assert met
    assert len(met) <= len(stops) / 2 or task.swept_why, f"{met} of {len(stops)} stops meet it"


@every_lesson
def test_its_sentences_are_short(lesson):
    for text in words_of(lesson):
        plain = re.sub(r"\$[^$]*\$|\[([^\]]*)\]\([^)]*\)", r"\1", text)
        sentences = [each for each in re.split(r"(?<=[.?!:])\s+", plain) if each]
        assert len(re.split(r"(?<=[.?!])\s+", plain.strip())) <= MOST, f"too many sentences: {text!r}"
        for sentence in sentences:
            assert len(sentence.split()) <= LONGEST, f"too long: {sentence!r}"


def test_the_numbers_of_plain_reading_are_those_of_the_pages():
    lesson = next(iter(LESSONS.values()))
    view, _ = View.read(lesson.start.fields, PAGES[lesson.start.page])
    assert plainly(lesson.start) == {name: each.value for name, each in view.draw().readings.items()}
