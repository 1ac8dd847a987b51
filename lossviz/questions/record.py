"""How a frequent question is written down."""

from collections.abc import Callable
from dataclasses import dataclass

from lossviz.lessons.exhibit import Exhibit, Numbers, Read


def _none(read: Read) -> Numbers:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """Something that is often asked, answered in two sentences and a figure.

    Parameters
    ----------
    key, asks : str
        Its name in links; the question.
    place : int
        Its place on the page, smaller first.
    says : str
        The answer, Markdown: a template whose numbers are readings.
    numbers : callable
        ``numbers(read)`` are the numbers that it says, as a lesson's.
    exhibit : Exhibit or None
        The figure beside it.
    words : tuple of str
        In what other words people ask it.
    see : tuple of (str, str)
        What else to look at: words, and an address relative to the app's pages.
    """

    key: str
    asks: str
    place: int
    says: str
    numbers: Callable[[Read], Numbers] = _none
    exhibit: Exhibit | None = None
    words: tuple[str, ...] = ()
    see: tuple[tuple[str, str], ...] = ()
