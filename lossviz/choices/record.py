"""How a way to a loss is written down: questions, answers, and what stands at their end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lossviz.lessons.exhibit import Exhibit, Numbers, Read, plainly

# What the questions are called in an address, in their order: no path is longer.
QUESTIONS = ("task", "trouble", "detail")


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A loss to try, by its key, and how it is to be set where that matters."""

    loss: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaf:
    """What stands at the end of a path.

    Parameters
    ----------
    start, against : Candidate
        The loss to start with, and the one to hold against it.
    exhibit : Exhibit
        The figure that shows why.
    says : str
        What it shows, a template whose numbers are those of `known`.
    numbers : callable
        ``numbers(read)`` gives them from readings; settings of the figure need not be given.
    shows : callable
        Whether these numbers bear out what is said.
    price : str
        What the loss costs whoever takes it.
    beside : tuple of str
        The keys of other losses of its kind.
    """

    start: Candidate
    against: Candidate
    exhibit: Exhibit
    says: str
    numbers: Callable[[Read], Numbers]
    shows: Callable[[Numbers], bool]
    price: str
    beside: tuple[str, ...] = ()

    @property
    def known(self) -> Numbers:
        """The numbers of its sentence; ``at_...`` are settings of its figure."""
        values = self.exhibit.view().values
        settings = {f"at_{name.removeprefix('at_')}": float(each) for name, each in values.items() if _is_number(each)}
        return {**settings, **self.numbers(plainly)}


def _is_number(setting: Any) -> bool:
    return isinstance(setting, float) or (isinstance(setting, str) and setting.isdecimal())


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """An answer.

    Parameters
    ----------
    key, text : str
        What stands for it in an address, and in words.
    leads : Fork or Leaf
        What comes of it.
    about : str
        What is meant, for instance.
    drawn : str
        The key of a loss whose curve stands beside it.
    place : int
        Its place among the answers that are found by looking, smaller first.
    """

    key: str
    text: str
    leads: "Fork | Leaf"
    about: str = ""
    drawn: str = ""
    place: int = 50


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A question and its answers."""

    asks: str
    options: tuple[Option, ...]

    def option(self, key: str) -> Option | None:
        """The answer of this key, if there is one."""
        return next((each for each in self.options if each.key == key), None)


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Answers given one after the other, and where they lead.

    Parameters
    ----------
    taken : tuple of Option
        The answers, in the order of `QUESTIONS`.
    here : Fork or Leaf
        The next question, or the end.
    """

    taken: tuple[Option, ...]
    here: Fork | Leaf

    @property
    def fields(self) -> dict[str, str]:
        """Its address."""
        return dict(zip(QUESTIONS, (each.key for each in self.taken), strict=False))

    def further(self, option: Option) -> "Path":
        """The path with one more answer."""
        return Path((*self.taken, option), option.leads)

    def onward(self) -> Iterator["Path"]:
        """The paths by one answer longer."""
        if isinstance(self.here, Fork):
            yield from map(self.further, self.here.options)

    def follow(self, fields: Mapping[str, str]) -> "Path":
        """As far as there are such answers to the questions that are still open."""
        place = len(self.taken)
        if not isinstance(self.here, Fork) or place >= len(QUESTIONS):
            return self
        option = self.here.option(fields.get(QUESTIONS[place], ""))
        return self.further(option).follow(fields) if option else self

    def ends(self) -> Iterator["Path"]:
        """All paths from here that reach a leaf."""
        if isinstance(self.here, Leaf):
            yield self
        for each in self.onward():
            yield from each.ends()
