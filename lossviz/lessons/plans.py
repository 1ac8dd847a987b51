"""A class of so many minutes, made from the minutes of a course's lessons."""

from dataclasses import dataclass

from lossviz.lessons.record import Course, Lesson

CLASS = 45  # minutes
_OPENING, _CLOSING = 2, 5
_GUESS, _LEAST_TALK, _REVEAL, _LEAST_TASK = 1, 2, 1, 1
_MOST_TALK = 6


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A part of a class.

    Parameters
    ----------
    start, end : int
        Minutes from its beginning.
    what : str
        ``"opening"``, ``"guess"``, ``"talk"``, ``"reveal"``, ``"task"`` or ``"closing"``.
    lesson : Lesson or None
        The lesson that it is about.
    """

    start: int
    end: int
    what: str
    lesson: Lesson | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is done when, and which lessons are left for home."""

    slots: tuple[Slot, ...]
    home: tuple[Lesson, ...]


def _task(lesson: Lesson) -> int:
    """What of a lesson's minutes is left for its task."""
    return max(lesson.minutes - _GUESS - _REVEAL, _LEAST_TASK)


def planned(course: Course, minutes: int = CLASS) -> Plan | None:
    """The plan of a class: as many of the course's lessons as fit, each with a guess, a talk, the answer and the task.

    What remains goes to the talks, evenly, the first ones before others, and then to the closing talk.
    """
    spare = minutes - _OPENING - _CLOSING
    taken: list[Lesson] = []
    for lesson in course.lessons:
        least = _GUESS + _LEAST_TALK + _REVEAL + _task(lesson)
        if least > spare:
            break
        taken.append(lesson)
        spare -= least
    if not taken:
        return None
    most = len(taken) * (_MOST_TALK - _LEAST_TALK)
    share, over = divmod(min(spare, most), len(taken))
    slots = [Slot(0, _OPENING, "opening")]
    for place, lesson in enumerate(taken):
        talk = _LEAST_TALK + share + (place < over)
        for what, length in (("guess", _GUESS), ("talk", talk), ("reveal", _REVEAL), ("task", _task(lesson))):
            start = slots[-1].end
            slots.append(Slot(start, start + length, what, lesson))
    slots.append(Slot(slots[-1].end, minutes, "closing"))
    return Plan(tuple(slots), course.lessons[len(taken) :])
