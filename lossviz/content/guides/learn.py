"""Lessons: one question at a time, and the figure answers."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lossviz.content import exhibits
from lossviz.content.exhibits import inline
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.drawing.words import said
from lossviz.lessons import COURSES, LESSONS, course_of
from lossviz.lessons.exhibit import Numbers, plainly
from lossviz.lessons.record import Course, Lesson, no_guess
from lossviz.vocabulary import InvalidInput
from lossviz.vocabulary.errors import hint, quoted

_OWN = ("lesson", "step", "guess", "hide")
_MOST_HIDDEN = 40  # names; no figure has more to hide


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
        browser={"courses": [told_of(course) for course in COURSES.values()]},
        notices=(notice,) if notice else (),
        found=not key,
    )


def _lesson(lesson: Lesson, fields: Fields) -> Told:
    step, given, notices = _asked(lesson, fields)
    hidden, unknown = _hidden(lesson, fields)
    exhibit = lesson.exhibit(step).without(hidden)
    here = exhibit.within({name: text for name, text in fields.items() if name not in _OWN})
    course = course_of(lesson)
    answered = answer(lesson, given, hidden) if step != "predict" else None
    is_shown = step != "predict" or not lesson.covered
    browser = {
        "lesson": lesson.key,
        "steps": lesson.steps,
        "step": step,
        "guess": given,
        "asked": exhibits.asked(lesson.guess),
        "start": None if lesson.covered else exhibits.told(lesson.exhibit("predict").without(hidden)),
        "answered": answered,
        "hide": ",".join(hidden),
        "course": told_of(course),
    }
    return Told(
        template="lesson.html",
        title=lesson.question,
        about=f"A lesson of {lesson.minutes} minutes with a live figure: guess, see, try.",
        words={"lesson": lesson, "course": course, "asks": inline(lesson.asks, set())},
        browser=browser,
        exhibit=here if is_shown else None,
        notices=(*notices, *unknown),
    )


def _hidden(lesson: Lesson, fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an address leaves out of all figures of a lesson, and a sentence on each name that none of them has."""
    names = tuple(dict.fromkeys(filter(None, fields.get("hide", "").split(","))))[:_MOST_HIDDEN]
    if not names:
        return (), ()
    known = {name for step in lesson.steps for name in lesson.exhibit(step).hideable} - {"readings"}  # judge the task
    unknown = [name for name in names if name not in known]
    told = [f"{quoted(name)} cannot be hidden in this lesson. {hint(name, known)}".strip() for name in unknown]
    hidden = tuple(name for name in names if name in known)
    if any(task.exhibit.free and not task.exhibit.without(hidden).free for task in lesson.tasks):
        told.append("All that the task moves is hidden: it cannot be met like this.")
    return hidden, tuple(told)


def told_of(course: Course) -> Mapping[str, Any]:
    """A course as the browser is told of it: how many tasks each of its lessons has."""
    return {"key": course.key, "name": course.name, "tasks": {each.key: len(each.tasks) for each in course.lessons}}


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
def answer(lesson: Lesson, given: str, hidden: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """All that a lesson shows once a guess has been made: what is said of it, what the figure shows, the tasks."""
    known, seen = numbers(lesson), set[str]()
    reveals = [
        {"says": inline(said(each.says, known), seen), "exhibit": exhibits.told(each.exhibit.without(hidden))}
        for each in lesson.reveals
    ]
    lessons = course_of(lesson).lessons
    after = next((each for each in lessons if each.place > lesson.place), None)
    return {
        **exhibits.judged(lesson.guess, given, known),
        "reveals": reveals,
        "tasks": [exhibits.task(each, known, seen, hidden) for each in lesson.tasks],
        "note": inline(said(lesson.note, known), seen),
        "next": after and {"href": href("learn", lesson=after.key), "question": after.question},
    }


def _reveal(fields: Fields) -> Mapping[str, Any]:
    lesson = LESSONS[fields.get("lesson", "")]
    text = fields.get("guess", "")
    given = lesson.guess.read(text) if text else ""
    if given is None:
        raise InvalidInput(no_guess(text, lesson.guess))
    return answer(lesson, given, _hidden(lesson, fields)[0])


GUIDE = Guide(
    key="learn",
    name="Learn",
    about="Short lessons: guess first, and the figure answers.",
    place=1,
    tells=tells,
    answers={"reveal": _reveal},
    door=True,
)
