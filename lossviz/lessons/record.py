"""How a lesson is written down: a question, a guess, what the figure shows, a task."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lossviz.drawing.words import say
from lossviz.lessons.exhibit import Exhibit, Numbers, Read
from lossviz.vocabulary.errors import quoted


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """An answer that can be guessed.

    Parameters
    ----------
    value : str
        Its name in a link.
    text : str
        What the reader sees.
    meant : str
        Were this the answer, what would follow, or what is so instead: a template, said to those who guess it wrongly.
    """

    value: str
    text: str
    meant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneOf:
    """A guess among a few answers.

    Parameters
    ----------
    options : tuple of Option
        The answers.
    answer : callable
        ``answer(numbers)`` is the value of the right one: decided by readings, never written down.
    """

    options: tuple[Option, ...]
    answer: Callable[[Numbers], str]

    def read(self, text: str) -> str | None:
        """The guess that a text is, if it is one."""
        return text if any(each.value == text for each in self.options) else None

    def is_right(self, guess: str, numbers: Numbers) -> bool:
        """Whether the guess is the answer."""
        return guess == self.answer(numbers)

    def told(self, value: str) -> str:
        """An answer as the reader sees it."""
        return next(each.text for each in self.options if each.value == value)

    def truth(self, numbers: Numbers) -> str:
        """The answer as the reader sees it."""
        return self.told(self.answer(numbers))

    def meant(self, guess: str, numbers: Numbers) -> str:
        """The template of what a wrong guess would have meant."""
        return next(each.meant for each in self.options if each.value == guess)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amount:
    """A guess that is a number.

    Parameters
    ----------
    label, unit : str
        What is asked for, and what it counts.
    low, high, step : float
        Which numbers can be guessed.
    answer : callable
        ``answer(numbers)`` is the right one.
    within : float
        How far off a guess may be and is still right.
    below, above : str
        What a smaller number and a larger one would have meant: templates.
    """

    label: str
    low: float
    high: float
    step: float
    answer: Callable[[Numbers], float]
    within: float
    below: str
    above: str
    unit: str = ""

    def read(self, text: str) -> str | None:
        """The guess that a text is, if it is one."""
        try:
            value = float(text.replace("−", "-").replace(",", "."))
        except ValueError:
            return None
        return f"{value:.6g}" if math.isfinite(value) and self.low <= value <= self.high else None

    def is_right(self, guess: str, numbers: Numbers) -> bool:
        """Whether the guess is near enough to the answer."""
        return abs(float(guess) - self.answer(numbers)) <= self.within + 1e-12

    def told(self, value: str) -> str:
        """A number as the reader sees it."""
        return f"{say(float(value))} {self.unit}".strip()

    def truth(self, numbers: Numbers) -> str:
        """The answer as the reader sees it."""
        return self.told(str(self.answer(numbers)))

    def meant(self, guess: str, numbers: Numbers) -> str:
        """The template of what a wrong guess would have meant."""
        return self.below if float(guess) < self.answer(numbers) else self.above


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reveal:
    """What is shown after the guess.

    Parameters
    ----------
    exhibit : Exhibit
        The view.
    says : str
        At most three sentences: a template whose numbers are those of the lesson.
    """

    exhibit: Exhibit
    says: str


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """What a reading must be for a task to be met.

    Parameters
    ----------
    reading : str
        The name of a reading of the task's figure.
    label : str
        What the reader calls it, with its article: "the slope".
    low, high : float or str
        From where to where, both included; or the name of one of the lesson's numbers.
    per : str
        Another reading, by which it is divided.
    size : bool
        Whether its sign does not matter.
    """

    reading: str
    label: str
    low: float | str = -math.inf
    high: float | str = math.inf
    per: str = ""
    size: bool = False

    def ends(self, numbers: Numbers) -> tuple[float, float]:
        """The two ends as numbers."""
        low, high = (numbers[end] if isinstance(end, str) else end for end in (self.low, self.high))
        return low, high

    def value(self, readings: Numbers) -> float:
        """What is compared with the two ends."""
        value = readings[self.reading] / (readings[self.per] or math.nan) if self.per else readings[self.reading]
        return abs(value) if self.size else value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """Something to reach in a figure, in whatever way.

    Parameters
    ----------
    exhibit : Exhibit
        Where it starts; what is not free there is held.
    asks : str
        What to reach: a template.
    bounds : tuple of Bound
        What must hold of the figure's readings, all of it.
    met : str
        What it shows, said when it is reached: a template.
    solution : mapping of str to str
        Fields that meet it; for the tests, never sent to a browser.
    swept : str
        The slider by which it is met: of its stops at least one and at most half meet it.
    swept_why : str
        Why there is no such slider, or why more stops meet it.
    edge : (str, int) or None
        A slider and a way: one stop further that way the bounds must not hold.
    hint : str
        What to look at, for those who are stuck.
    """

    exhibit: Exhibit
    asks: str
    bounds: tuple[Bound, ...]
    met: str
    solution: Mapping[str, str]
    swept: str = ""
    swept_why: str = ""
    edge: tuple[str, int] | None = None
    hint: str = ""

    def is_within(self, readings: Numbers, numbers: Numbers) -> bool:
        """Whether the bounds hold, the edge aside."""
        for bound in self.bounds:
            low, high = bound.ends(numbers)
            if not low <= bound.value(readings) <= high:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """One question, answered by a figure.

    Parameters
    ----------
    key : str
        Its name in links: the name of its file.
    place : int
        Its place in the course, smaller first.
    question : str
        The one question, its title.
    misconception : str
        What many believe.
    start : Exhibit
        What is on screen while the reader guesses.
    covered : bool
        Whether the start itself would give the answer away, so that it is shown with the answer.
    asks : str
        What is to be guessed.
    guess : OneOf or Amount
        How.
    numbers : callable
        ``numbers(read)`` are the numbers that its sentences say, by name, where ``read(exhibit, **changes)`` gives the
        readings of a view.
    reveals : tuple of Reveal
        What is shown after the guess, one after the other.
    tasks : tuple of Task
        What is to be reached at the end, one after the other.
    minutes : int
        How long it takes.
    builds_on : tuple of str
        The keys of lessons that it takes for granted.
    seed : str
        Where the answer hangs on the data: which and why, if it is not the same on most seeds.
    words : tuple of str
        By what else people look for it.
    note : str
        What the lesson does not show, said at its end: a template.
    """

    key: str
    place: int
    question: str
    misconception: str
    start: Exhibit
    asks: str
    guess: OneOf | Amount
    numbers: Callable[[Read], Numbers]
    reveals: tuple[Reveal, ...]
    tasks: tuple[Task, ...]
    minutes: int
    covered: bool = False
    builds_on: tuple[str, ...] = ()
    seed: str = ""
    words: tuple[str, ...] = ()
    note: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of its steps in links: ``predict``, ``reveal``, ``reveal-2``, ``task``."""
        return (
            "predict",
            *(f"reveal-{place}" if place > 1 else "reveal" for place in range(1, len(self.reveals) + 1)),
            *(f"task-{place}" if place > 1 else "task" for place in range(1, len(self.tasks) + 1)),
        )

    def exhibit(self, step: str) -> Exhibit:
        """What is on screen at a step."""
        kind, _, place = step.partition("-")
        if kind == "predict":
            return self.start.still()
        return (self.reveals if kind == "reveal" else self.tasks)[int(place or 1) - 1].exhibit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """Lessons that belong together.

    Parameters
    ----------
    key, name : str
        Its name in links, that of its folder; and for readers.
    place : int
        Its place among the courses, smaller first.
    about : str
        What it is about, in a sentence.
    version : int
        Raised when what its lessons ask for changes: codes of completion tell of it.
    assumes : tuple of str
        What a learner has to know before.
    aims : tuple of str
        What a learner can do after it, each from a verb on.
    questions : tuple of (str, str)
        For the room: a question and what a good answer says.
    lessons : tuple of Lesson
        In order; found by looking.
    """

    key: str
    name: str
    place: int
    about: str
    version: int = 1
    assumes: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    lessons: tuple[Lesson, ...] = field(default=())

    @property
    def minutes(self) -> int:
        """How long its lessons take."""
        return sum(lesson.minutes for lesson in self.lessons)


def no_guess(text: str, guess: OneOf | Amount) -> str:
    """What is said of a guess that is none."""
    if isinstance(guess, Amount):
        return f"{quoted(text)} is no guess here: it must be a number from {guess.low:g} to {guess.high:g}."
    options = ", ".join(option.value for option in guess.options)
    return f"{quoted(text)} is no guess here: it must be one of {options}."
