"""How a statement is written down: what many say, and the view whose readings decide whether it is so."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lossviz.lessons.exhibit import Exhibit, Numbers, Read
from lossviz.lessons.record import OneOf, Option
from lossviz.traps import numbers as recorded

TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where something can be read.

    Parameters
    ----------
    text, address : str
        What it is, and where.
    opened : bool
        Whether it was opened for what is said here; else it is named from memory or from another source.
    """

    text: str
    address: str
    opened: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement:
    """Something that is said of losses, and the view that settles it.

    Parameters
    ----------
    key : str
        Its name in links.
    place : int
        Its place among the others, smaller first.
    says : str
        The statement.
    exhibit : Exhibit
        The view that settles it, with what the reader may move there.
    numbers : callable
        ``numbers(read)`` are the numbers that its sentences say and its verdict hangs on, as those of a lesson are.
        ``at_...`` are settings of what is shown, ``run_...`` what libraries gave (`ran`); all others hang on readings.
    holds : callable
        ``holds(numbers)`` is whether it is so.
    told : str
        What the view shows: a template of at most three sentences.
    otherwise : str
        What would follow were it the other way round: a template, said to those who judge it wrongly.
    seed : str
        Where the verdict hangs on the data: which and why, if it is not the same on most seeds.
    sources : tuple of Source
        Where more of it is said.
    """

    key: str
    place: int
    says: str
    exhibit: Exhibit
    numbers: Callable[[Read], Numbers]
    holds: Callable[[Numbers], bool]
    told: str
    otherwise: str
    seed: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def guess(self) -> OneOf:
        """The verdict as something to be guessed."""
        return OneOf(
            options=(Option(TRUE, "True", self.otherwise), Option(FALSE, "False", self.otherwise)),
            answer=lambda numbers: TRUE if self.holds(numbers) else FALSE,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Correction:
    """Something said that no view can settle, and what is so, in words.

    Parameters
    ----------
    says, so : str
        What is said, and what is so.
    sources : tuple of Source
        Where that can be read.
    """

    says: str
    so: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Collection:
    """Statements of one kind.

    Parameters
    ----------
    key, name : str
        Its name in links, that of its folder; and for readers.
    about : str
        What they are, in a sentence or two.
    statements : tuple of Statement
        In order; found by looking.
    corrections : tuple of Correction
        What is set right in words; found by looking.
    """

    key: str
    name: str
    about: str
    statements: tuple[Statement, ...] = field(default=())
    corrections: tuple[Correction, ...] = field(default=())


def ran(trap: str) -> dict[str, float]:
    """What the program of a trap gave: ``run_wrong`` and ``run_right``; several are counted from 1 on."""
    found: dict[str, float] = {}
    for side in ("wrong", "right"):
        given = recorded()["traps"][trap][side]
        if isinstance(given, list):
            found |= {f"run_{side}_{place}": each for place, each in enumerate(given, 1)}
        else:
            found[f"run_{side}"] = given
    return found
