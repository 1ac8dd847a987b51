"""Lessons: one question at a time, and the figure answers."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lossviz.content import exhibits
from lossviz.content.exhibits import inline
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.lessons import COURSES, LESSONS, course_of
from lossviz.lessons.exhibit import Numbers, plainly, said
from lossviz.lessons.record import Lesson, Task, no_guess
from lossviz.vocabulary import InvalidInput
from lossviz.vocabulary.errors import hint, quoted

_OWN = ("lesson", "step", "guess", "hide")


def tells(fields: Fields) -> Told:
    """The courses, or one lesson at one of its steps."""
    key = fields.get("lesson", "")
    if key in LESSONS:
        return _lesson(LESSONS[key], fields)
    notice = f"There is no lesson {quoted(key)} here, or no longer. {hint(key, LESSONS)}These are all." if key else ""
    return Told(
        template="learn.html",
        title="Learn: one question at a time",
        about=GUIDE.about,
        words={"courses": COURSES.values()},
        browser={"courses": {course.key: [each.key for each in course.lessons] for course in COURSES.values()}},
        notices=(notice,) if notice else (),
        found=not key,
    )


def _lesson(lesson: Lesson, fields: Fields) -> Told:
    step, given, notices = _asked(lesson, fields)
    exhibit = lesson.exhibit(step)
    here = exhibit.within({name: text for name, text in fields.items() if name not in _OWN})
    course = course_of(lesson)
    answered = answer(lesson, given) if step != "predict" else None
    is_shown = step != "predict" or not lesson.covered
    browser = {
        "lesson": lesson.key,
        "steps": lesson.steps,
        "step": step,
        "guess": given,
        "asked": exhibits.asked(lesson.guess),
        "start": None if lesson.covered else exhibits.told(lesson.exhibit("predict")),
        "answered": answered,
        "course": [each.key for each in course.lessons],
    }
    return Told(
        template="lesson.html",
        title=lesson.question,
        about=f"A lesson of {lesson.minutes} minutes with a live figure: guess, see, try.",
        words={"lesson": lesson, "course": course, "asks": inline(lesson.asks)},
        browser=browser,
        exhibit=here if is_shown else None,
        notices=notices,
    )


def _asked(lesson: Lesson, fields: Fields) -> tuple[str, str, tuple[str, ...]]:
    """The step and the guess of an address, and what of them was not used."""
    step, text = fields.get("step", "predict"), fields.get("guess", "")
    given, notices = lesson.guess.read(text) if text else "", []
    if given is None:
        notices.append(no_guess(text, lesson.guess))
    if step not in lesson.steps:
        notices.append(f"{quoted(step)} is no step of this lesson: it has {', '.join(lesson.steps)}.")
        step = "predict"
    return step, given or "", tuple(notices)


@lru_cache(maxsize=64)
def numbers(lesson: Lesson) -> Numbers:
    """The numbers that a lesson's sentences say."""
    return lesson.numbers(plainly)


@lru_cache(maxsize=256)
def answer(lesson: Lesson, given: str) -> Mapping[str, Any]:
    """All that a lesson shows once a guess has been made: what is said of it, what the figure shows, the tasks."""
    known = numbers(lesson)
    reveals = [
        {"says": inline(said(each.says, known)), "exhibit": exhibits.told(each.exhibit)} for each in lesson.reveals
    ]
    lessons = course_of(lesson).lessons
    after = next((each for each in lessons if each.place > lesson.place), None)
    return {
        **exhibits.judged(lesson.guess, given, known),
        "reveals": reveals,
        "tasks": [task(each, known) for each in lesson.tasks],
        "note": inline(said(lesson.note, known)),
        "next": after and {"href": href("learn", lesson=after.key), "question": after.question},
    }


def task(task: Task, known: Numbers) -> dict[str, Any]:
    """A task as the browser is told of it: all but its solution."""
    bounds = []
    for bound in task.bounds:
        low, high = (None if math.isinf(end) else end for end in bound.ends(known))
        named = {"reading": bound.reading, "label": bound.label, "per": bound.per, "size": bound.size}
        bounds.append({**named, "low": low, "high": high})
    return {
        "asks": inline(said(task.asks, known)),
        "met": inline(said(task.met, known)),
        "hint": inline(said(task.hint, known)),
        "bounds": bounds,
        "edge": task.edge,
        "exhibit": exhibits.told(task.exhibit),
    }


def _reveal(fields: Fields) -> Mapping[str, Any]:
    lesson = LESSONS[fields.get("lesson", "")]
    text = fields.get("guess", "")
    given = lesson.guess.read(text) if text else ""
    if given is None:
        raise InvalidInput(no_guess(text, lesson.guess))
    return answer(lesson, given)


GUIDE = Guide(
    key="learn",
    name="Learn",
    about="Short lessons: guess first, and the figure answers.",
    place=1,
    tells=tells,
    answers={"reveal": _reveal},
    door=True,
)
