"""What the doctor knows of a fault, and what it says of a history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lossviz.doctor.history import History
from lossviz.doctor.signs import Signs
from lossviz.doctor.trainings import Training
from lossviz.vocabulary import Opening, Parameter


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Evidence: a part of a curve, and what is seen there.

    Parameters
    ----------
    series : {"training", "validation"}
        Which curve.
    start, end : float
        From which step to which.
    tag : str
        What is written beside it, one to three words.
    says : str
        What is seen, a sentence; ``{name}`` stands for a number.
    numbers : mapping of str to float
        Its numbers.
    """

    series: Literal["training", "validation"]
    start: float
    end: float
    tag: str
    says: str
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diagnosis:
    """Something that a history can be a sign of: a file in `lossviz.doctor.diagnoses` with a ``DIAGNOSIS``.

    Parameters
    ----------
    key, name : str
        Its name in tables, and for readers.
    says : str
        What it is, in one sentence.
    evidence : callable
        ``evidence(history, signs)`` are the stretches that speak for it, the strongest first; there is always one.
    also : tuple of str
        The keys of what looks alike.
    why_also : str
        What would tell them apart, in one sentence.
    tries : tuple of str
        What to try, most worth while first, a sentence each.
    see : tuple of (words, address)
        Where the site shows more.
    possible : callable
        ``possible(signs)`` is False where it cannot be known or cannot be so.
    well : bool
        Whether nothing is wrong.
    fact : bool
        Whether it can be read off, so that what the curve looked like before is a question of its own.
    place : int
        Its place in tables, smaller first.
    """

    key: str
    name: str
    says: str
    evidence: Callable[[History, Signs], tuple[Stretch, ...]]
    also: tuple[str, ...]
    why_also: str
    tries: tuple[str, ...]
    see: tuple[tuple[str, str], ...] = ()
    possible: Callable[[Signs], bool] = lambda signs: True
    well: bool = False
    fact: bool = False
    place: int = 50


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A diagnosis of a history.

    Parameters
    ----------
    diagnosis : Diagnosis
        What it may be.
    sureness : float
        How sure the doctor is, from 0 to 1; those of all diagnoses sum to 1.
    evidence : tuple of Stretch
        What speaks for it.
    """

    diagnosis: Diagnosis
    sureness: float
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A history to look at: a file in `lossviz.doctor.examples` with an ``EXAMPLE``.

    Parameters
    ----------
    key, name : str
        Its name in a link, and for readers.
    idea : str
        What was done to the training, in one sentence.
    training : Training
        What it comes from.
    place : int
        Its place in lists, smaller first.
    """

    key: str
    name: str
    idea: str
    training: Training
    place: int = 50
    parameters: tuple[Parameter, ...] = ()
    opening: Opening = field(default_factory=Opening)
