"""For teachers: a course on one page, ready to be taught."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lossviz.content.exhibits import inline
from lossviz.content.guides import learn
from lossviz.content.guides.codes import NO_PROOF
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.drawing.words import said, say
from lossviz.lessons import COURSES, LESSONS, course_of
from lossviz.lessons.exhibit import Exhibit, Numbers
from lossviz.lessons.plans import CLASS, Slot, planned
from lossviz.lessons.record import Bound, Course, Lesson, OneOf, Task
from lossviz.vocabulary import listed
from lossviz.vocabulary.errors import hint, quoted

_PARTS = {"guess": "Guess", "talk": "Talk", "reveal": "Answer", "task": "Task"}
_HOW = (
    ("Opening", "Share the link to the first lesson. Nobody needs an account."),
    ("Guess", "Everybody guesses alone, before anybody talks."),
    ("Talk", "Neighbours who guessed differently convince each other. Ask for reasons; tell no answer."),
    ("Answer", "Show it. Let somebody say what the wrong guesses would have meant."),
    ("Task", "Everybody tries it. Those who are done compare their ways."),
    ("Closing", "Ask the room a question from below. Who has met all tasks can take a code."),
)


def tells(fields: Fields) -> Told:
    """The courses, or one of them with all that it takes to teach it."""
    key = fields.get("course", "")
    if key in COURSES:
        return _course(COURSES[key])
    notice = f"There is no course {quoted(key)} here. {hint(key, COURSES)}These are all." if key else ""
    return Told(
        template="teachers.html",
        title="For teachers",
        about=GUIDE.about,
        words={"courses": COURSES.values(), "course": None, "no_proof": NO_PROOF, "minutes": CLASS},
        notices=(notice,) if notice else (),
        styles=("teachers",),
        found=not key,
    )


@lru_cache(maxsize=16)
def _course(course: Course) -> Told:
    return Told(
        template="teachers.html",
        title=f"{course.name}: for teachers",
        about=course.about,
        words={
            "course": course,
            "aims": [inline(each) for each in course.aims],
            "assumes": [inline(each) for each in course.assumes],
            "before": _before(course),
            "questions": [(inline(question), inline(good)) for question, good in course.questions],
            "lessons": [_lesson(each) for each in course.lessons],
            "plan": _plan(course),
            "minutes": CLASS,
            "hideable": _hideable(course),
            "no_proof": NO_PROOF,
        },
        styles=("teachers",),
    )


def _before(course: Course) -> list[tuple[str, str]]:
    """Lessons of other courses on which those of this one build: addresses and questions."""
    keys = dict.fromkeys(key for lesson in course.lessons for key in lesson.builds_on)
    found = [LESSONS[key] for key in keys if course_of(LESSONS[key]) is not course]
    return [(href("learn", lesson=each.key), f"{each.question} ({course_of(each).name})") for each in found]


def _lesson(lesson: Lesson) -> Mapping[str, Any]:
    """A lesson as its teacher sees it: where it starts, what the class sees there, and the answers."""
    known = learn.numbers(lesson)
    address = href("learn", lesson=lesson.key)
    return {
        "lesson": lesson,
        "href": address,
        "asks": inline(lesson.asks),
        "misconception": inline(lesson.misconception),
        "builds_on": [(href("learn", lesson=key), LESSONS[key].question) for key in lesson.builds_on],
        "steps": list(_steps(lesson, known)),
        "truth": lesson.guess.truth(known),
        "said": [inline(said(each.says, known)) for each in lesson.reveals],
        "meant": list(_meant(lesson, known)),
        "tasks": [_task(task, known) for task in lesson.tasks],
        "note": inline(said(lesson.note, known)),
    }


def _steps(lesson: Lesson, known: Numbers) -> Iterator[Mapping[str, Any]]:
    """The steps: what each is called, where its link leads, what the class sees; the answer to each guess."""
    covered = "The figure is covered." if lesson.covered else "The figure is a picture: nothing moves, no number shows."
    for step in lesson.steps:
        kind, _, place = step.partition("-")
        name = {"predict": "The question", "reveal": "The answer", "task": "The task"}[kind]
        fields = {} if kind == "predict" else {"step": step}
        yield {
            "name": f"{name}, part {place}" if place else name,
            "href": href("learn", lesson=lesson.key, **fields),
            "sees": covered if kind == "predict" else _moves(lesson.exhibit(step)),
            "guesses": [
                (_called(lesson, given, known), href("learn", lesson=lesson.key, step=step, guess=given))
                for given in (_guesses(lesson, known) if step == "reveal" else ())
            ],
        }


def _called(lesson: Lesson, given: str, known: Numbers) -> str:
    """A guess as a link is called; a number that is right is not told, for the page may be on a wall."""
    guess = lesson.guess
    return guess.told(given) if isinstance(guess, OneOf) or not guess.is_right(given, known) else "the right number"


def _guesses(lesson: Lesson, known: Numbers) -> list[str]:
    """Guesses to show the answer to: all, or for a number one too small, a right one and one too large."""
    guess = lesson.guess
    if isinstance(guess, OneOf):
        return [option.value for option in guess.options]
    given = (guess.read(f"{number:.6g}") for number in (guess.low, guess.answer(known), guess.high))
    return list(dict.fromkeys(each for each in given if each is not None))


def _moves(exhibit: Exhibit) -> str:
    """What a class can move in a figure, as a sentence."""
    view = exhibit.view()
    free = [control.spoken for control in view.controls if control.name in exhibit.free]
    free += ["the choice of the loss"] if exhibit.losses else []
    return f"The class can move {listed(free)}." if free else "The figure shows its numbers; nothing moves."


def _meant(lesson: Lesson, known: Numbers) -> Iterator[tuple[str, str]]:
    """Wrong guesses, with what they would have meant."""
    for given in _guesses(lesson, known):
        if not lesson.guess.is_right(given, known):
            yield lesson.guess.told(given), inline(said(lesson.guess.meant(given, known), known))


def _task(task: Task, known: Numbers) -> Mapping[str, Any]:
    whole = task.exhibit.moved(**task.solution)
    names = {control.name: control.spoken for control in task.exhibit.view().controls}
    return {
        "asks": inline(said(task.asks, known)),
        "met": inline(said(task.met, known)),
        "wanted": [_wanted(bound, known) for bound in task.bounds],
        "solution": [(names.get(name, name), text) for name, text in task.solution.items()],
        "href": href(whole.page, **whole.fields),
        "edge": task.edge and f"and so that no stop further on {names[task.edge[0]]} meets it",
    }


def _wanted(bound: Bound, known: Numbers) -> str:
    low, high = bound.ends(known)
    if low == float("-inf"):
        return f"{bound.label} at most {say(high)}"
    return f"{bound.label} at least {say(low)}" if high == float("inf") else f"{bound.label} {say(low)} to {say(high)}"


def _plan(course: Course) -> Mapping[str, Any] | None:
    """The plan of a class, a row a lesson."""
    plan = planned(course)
    if plan is None:
        return None
    opening, *parts, closing = plan.slots
    taught = [slot.lesson for slot in parts if slot.lesson and slot.what == "guess"]
    return {
        "parts": _PARTS,
        "opening": opening,
        "closing": closing,
        "rows": [(each, [(slot, _where(slot)) for slot in parts if slot.lesson is each]) for each in taught],
        "how": _HOW,
        "home": [(href("learn", lesson=each.key), each.question) for each in plan.home],
    }


def _where(slot: Slot) -> str:
    """The link to what is shown in a part of a class; "" where nothing is."""
    steps: dict[str, dict[str, str]] = {"guess": {}, "reveal": {"step": "reveal"}, "task": {"step": "task"}}
    if slot.lesson is None or slot.what not in steps:
        return ""
    return href("learn", lesson=slot.lesson.key, **steps[slot.what])


def _hideable(course: Course) -> Mapping[str, str]:
    """What can be hidden in the tasks of a course besides what is: names, and what readers call it."""
    found: dict[str, str] = {}
    for lesson in course.lessons:
        for exhibit in (lesson.exhibit(step) for step in lesson.steps[1:]):
            view = exhibit.view()
            there = {trace["meta"]["role"] for trace in view.draw().data}
            names = (*exhibit.free, "worked", *(f"role:{role}" for role in sorted(there)))
            found |= {name: exhibit.hideable[name] for name in names if name not in exhibit.conceal}
    return found


GUIDE = Guide(
    key="teachers",
    name="For teachers",
    about="Each course on a page: aims, links to every step, questions for the room, answers, a plan of a class.",
    place=10,
    tells=tells,
)
