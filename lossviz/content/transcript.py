"""A figure in words, numbers and formulas, for those who have no scripts, or none yet: readers, search engines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from latex2mathml.converter import convert

from lossviz.drawing.words import subject_at
from lossviz.vocabulary import Drawing, Loss, View

_ROWS = 12  # of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Curves side by side over their common places: a head, and rows whose first cell is the place."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What a figure says.

    Parameters
    ----------
    title : str
        The loss at its parameters, and the kind of figure.
    takeaway : str
        The point in words and numbers.
    worked : sequence of str
        Lines of arithmetic.
    formulas : sequence of str
        The loss and its gradient as MathML.
    tables : sequence of Table
        The data of its curves, some rows of them.
    """

    title: str
    takeaway: str
    worked: Sequence[str]
    formulas: Sequence[str]
    tables: Sequence[Table]


def title(view: View) -> str:
    """What a figure is of, in a line."""
    return f"{subject_at(view)}: {view.figure.name.lower()}"


def transcript(view: View, drawing: Drawing) -> Transcript:
    """What a drawing of a view says, without what the view conceals."""
    hidden = view.conceal
    return Transcript(
        title=title(view),
        takeaway="" if "takeaway" in hidden else drawing.takeaway,
        worked=() if "worked" in hidden else drawing.worked,
        formulas=formulas(view.subject) if isinstance(view.subject, Loss) and "formula" not in hidden else (),
        tables=() if "table" in hidden else tuple(_tables(drawing)),
    )


@lru_cache(maxsize=256)
def formulas(loss: Loss) -> tuple[str, ...]:
    """The loss and its gradient as MathML, each definition by itself."""
    return tuple(mathml(line) for latex in (loss.latex, loss.gradient_latex) for line in latex.split(r", \quad "))


def mathml(latex: str, display: str = "block") -> str:
    """A formula as MathML, which browsers draw without a script."""
    return str(convert(latex, display=display))


def _tables(drawing: Drawing) -> Iterator[Table]:
    """The browser's ``tables.js`` makes the same of a live figure, fields too."""
    curves: dict[bytes, list[Mapping[str, Any]]] = {}
    for trace in drawing.data:
        if trace.get("name") and trace["meta"].get("table") is not False and "z" not in trace and "x" in trace:
            curves.setdefault(np.asarray(trace["x"], float).tobytes(), []).append(trace)
    for traces in curves.values():
        places = np.asarray(traces[0]["x"], float)
        every = max(1, len(places) // _ROWS)
        chosen = [place for place in range(0, len(places), every) if np.isfinite(places[place])]
        yield Table(
            head=[traces[0]["meta"].get("x", "x"), *(trace["name"] for trace in traces)],
            rows=[[_told(places[place]), *(_cell(trace, place) for trace in traces)] for place in chosen],
        )


def _cell(trace: Mapping[str, Any], place: int) -> str:
    text = trace.get("text")
    return str(text[place]) if isinstance(text, list | tuple) else _told(trace["y"][place])


def _told(number: Any) -> str:
    value = float(number)
    return f"{value:.4g}".replace("-", "−") if np.isfinite(value) else ""
