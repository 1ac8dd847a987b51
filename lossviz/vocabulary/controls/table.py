"""A table of a reader's own."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lossviz.vocabulary.controls.control import Control
from lossviz.vocabulary.controls.parameter import LARGEST
from lossviz.vocabulary.errors import NotAllowed, quoted

_KEPT = re.compile(r"kept:[0-9a-f]{8,32}")
_CELL = 15  # characters of a number in a table's text, with what stands before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Control):
    """Rows of a reader's own numbers, which stand for an example's.

    A value is a tuple of rows, tuples of numbers; the empty one stands for the example. ``kept:<name>`` is a table that
    is too long for a link: it is in the browser that it was pasted into, which sends it with each request. Where that
    is not so, the example is shown: `rows` gives what is to be drawn.

    Parameters
    ----------
    label : str
        What the page writes beside it.
    columns : tuple of str
        What its columns are, as words.
    optional : int
        How many columns at the end may miss numbers, which are then None.
    labels : tuple of str
        Where each row has a label, the names of those that are told apart; its place stands last in the row.
    least, most : int
        How many rows there are.
    largest : float
        The largest size of a number.
    lost : bool
        Whether NaN and infinity stand for themselves, as in what a training run wrote down.
    longest_read : int
        More rows than ``most`` are thinned out, as far as these; where it is 0 they are refused.
    finds : tuple of str
        For each column a regular expression that its header is likely to match; empty where columns go by their order.
    """

    label: str
    columns: tuple[str, ...]
    default: tuple[tuple[float | None, ...], ...] = ()
    optional: int = 0
    labels: tuple[str, ...] = ()
    least: int = 2
    most: int = 500
    largest: float = LARGEST
    lost: bool = False
    longest_read: int = 0
    finds: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        return f"the table “{self.label}”"

    @property
    def longest(self) -> int:
        return self.most * self._width * _CELL

    @property
    def _width(self) -> int:
        return len(self.columns) + bool(self.labels)

    @property
    def allowed(self) -> str:
        names = [*self.columns, *(["label"] if self.labels else [])]
        label = f"; a label from 0 to {len(self.labels) - 1}" if self.labels else ""
        return (
            f"{':'.join(names)} with commas between, {self.least} to {self.most} rows of numbers of at most "
            f"{self.largest:g}{label}"
        )

    def rows(self, value: Any) -> tuple[tuple[float | None, ...], ...]:
        """The rows of a value, none for the example."""
        return () if self.is_kept(value) else value

    def is_kept(self, value: Any) -> bool:
        """Whether its rows are in a browser alone."""
        return isinstance(value, str)

    def legal(self, value: str | Iterable[Sequence[float | None]]) -> Any:
        """The value, its numbers with nine digits."""
        if isinstance(value, str):
            if not _KEPT.fullmatch(value):
                raise NotAllowed(self.name, self.allowed, quoted(value))
            return value
        rows = tuple(self._row(row) for row in value)
        if rows and not self.least <= len(rows) <= self.most:
            raise NotAllowed(self.name, self.allowed, f"{len(rows)} rows")
        return rows

    def _row(self, row: Sequence[float | None]) -> tuple[float | None, ...]:
        if len(row) != self._width:
            raise NotAllowed(self.name, self.allowed, f"a row of {len(row)} numbers")
        needed = len(self.columns) - self.optional
        for place, number in enumerate(row):
            if number is None and needed <= place < len(self.columns):
                continue
            if number is None or not (abs(number) <= self.largest or (self.lost and not math.isfinite(number))):
                raise NotAllowed(self.name, self.allowed, f"{number} in a row")
        if self.labels and row[-1] not in range(len(self.labels)):
            raise NotAllowed(self.name, self.allowed, f"the label {row[-1]}")
        # one NaN for all: a cache tells two of them apart
        return tuple(None if each is None else math.nan if each != each else float(f"{each:.9g}") + 0.0 for each in row)

    def parsed(self, text: str) -> str | list[list[float | None]]:
        if text.startswith("kept:"):
            return text
        rows = [row.split(":") for row in text.split(",")] if text.strip() else []
        return [[float(cell) if cell else None for cell in row] for row in rows]

    def text(self, value: Any) -> str:
        def plain(number: float | None) -> str:
            return "" if number is None else repr(number).removesuffix(".0")

        return value if isinstance(value, str) else ",".join(":".join(map(plain, row)) for row in value)

    def described(self, value: Any, most_steps: int) -> Iterator[dict[str, Any]]:
        yield {
            "kind": "table",
            "name": self.name,
            "label": self.label,
            "meaning": self.meaning,
            "columns": self.columns,
            "optional": self.optional,
            "labels": self.labels,
            "most": self.most,
            "value": self.text(value),
        }
