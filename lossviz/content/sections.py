"""The pieces that pages are written in: Markdown with formulas between dollar signs, badges, programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a coloured frame and the sentence beside it.

    Parameters
    ----------
    word, sentence : str
        The two; the sentence is Markdown and may be empty.
    tone : {"blue", "grey", "red", "green"}
        The colour: what is claimed, what is not; what is wrong, what is right.
    """

    word: str
    sentence: str
    tone: Literal["blue", "grey", "red", "green"] = "blue"


@dataclass(frozen=True, slots=True)
class Program:
    """A program in a library: its code, None where the library has no such setting, and a note."""

    library: str
    code: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it: Markdown, badges, programs."""

    title: str
    body: Sequence["str | Badge | Program"]


def bullets(sentences: Iterable[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def link(words: str, page: str, **fields: str) -> str:
    """A link to a page of the app, relative to the others."""
    return f"[{words}]({href(page, **fields)})"


def href(page: str, **fields: str) -> str:
    """The address of a page of the app, relative to the others."""
    return f"{page}?{urlencode(fields)}" if fields else page
