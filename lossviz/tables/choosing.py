"""Columns of a table as numbers to draw and fit: which, and which rows."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lossviz.tables.decoding import cell
from lossviz.tables.numbers import lost as lost_in
from lossviz.tables.reading import Column, Read, Unused
from lossviz.vocabulary.errors import InvalidInput

ROW = "row number"  # stands for a column: the rows are counted from 1


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Columns of a table, row by row.

    Parameters
    ----------
    rows : tuple of tuple of float or None
        The rows that can be used; of a label its place among ``labels`` stands last.
    lines : tuple of int
        Their lines in the text.
    unused : tuple of Unused
        All other rows, by line.
    labels : tuple of str
        The labels, in the order of their first rows.
    """

    rows: tuple[tuple[float | None, ...], ...]
    lines: tuple[int, ...]
    unused: tuple[Unused, ...]
    labels: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """How many rows are used, and why the first others are not, in sentences."""
        every = len(self.rows) + len(self.unused)
        told = [f"line {each.line}: {each.why}" for each in self.unused[:3]]
        more = [f"{len(self.unused) - 3} more"] if len(self.unused) > 3 else []
        count = f"{len(self.rows)} of {every} rows used"
        return f"{'; '.join([count, *told, *more])}."


def automatic(
    table: Read, count: int, label: bool = False, optional: int = 0, finds: Sequence[str] = ()
) -> tuple[str, ...]:
    """The names of the columns that are taken unless others are chosen: the first of numbers, then one of labels.

    One column of numbers alone is drawn over the number of its row. Of ``count`` columns so many at the end are
    ``optional``: where there is none, its name is empty. Columns whose headers match ``finds`` go before others.

    Raises
    ------
    InvalidInput
        If there are too few columns of numbers; the sentence says what stands in the others.
    """
    numeric = [each.name for each in table.columns if each.kind == "number"]
    if headed := _by_header(numeric, finds, count - optional):
        return headed
    if finds and numeric and not _rises(table.column(numeric[0])):
        numeric.insert(0, ROW)  # what has a first column to be found counts by it
    labels = [each.name for each in table.columns if each.kind == "label" and any(each.cells)]
    needed = count - optional
    if label and not labels and len(numeric) > needed:
        labels = [numeric.pop()]  # classes may be numbers
    if needed > 1 and len(numeric) == needed - 1:
        numeric.insert(0, ROW)
    if len(numeric) < needed:
        found = f"{len(numeric) or 'no'} column{'s' if len(numeric) > 1 else ''} of numbers"
        others = f"; {cell(labels[0])} has words" if labels else ""
        raise InvalidInput(f"The table has {found}, {needed} are needed{others}. Paste a table with more of them.")
    if label and not labels:
        raise InvalidInput("The table has no column of labels. Add one that says the class of every row.")
    taken = numeric[:count]
    return (*taken, *[""] * (count - len(taken)), *labels[: 1 if label else 0])


def _rises(column: Column) -> bool:
    told = [each for each in column.numbers if each is not None]
    return all(one < other for one, other in pairwise(told))


def _by_header(numeric: Sequence[str], finds: Sequence[str], needed: int) -> tuple[str, ...]:
    """The columns that headers tell, if they tell the last needed one; rows are numbered where they tell no first."""
    taken: list[str] = []
    for pattern in finds:
        fit = [name for name in numeric if re.search(pattern, name.lower()) and name not in taken]
        taken.append(fit[0] if fit else "")
    if not taken or not taken[needed - 1]:
        return ()
    return tuple(name or (ROW if at < needed else "") for at, name in enumerate(taken))


def chosen(
    table: Read,
    names: Sequence[str],
    label: str | None = None,
    most_labels: int = 6,
    optional: int = 0,
    largest: float = math.inf,
    lost: bool = False,
) -> Chosen:
    """The rows of these columns of numbers, and perhaps of a column of labels, as far as they can be used.

    Parameters
    ----------
    table : Read
        The table.
    names : sequence of str
        The columns, or `ROW`.
    label : str, optional
        The column of labels.
    most_labels : int
        How many labels there may be.
    optional : int
        How many columns at the end may miss numbers, which are then None; the empty name is of one that is not there.
    largest : float
        The largest size of a number.
    lost : bool
        Whether NaN and infinity stand for themselves in all columns but the first.

    Raises
    ------
    InvalidInput
        If there is no such column, if one holds words, or if no row can be used.
    """
    columns = [_numeric(table, name) if name not in ("", ROW) else None for name in names]
    if lost:
        columns = [*columns[:1], *(each and _with_lost(each) for each in columns[1:])]
    kinds = table.column(label) if label else None
    labels = _labels_of(kinds, most_labels) if kinds else []
    needed = len(names) - optional
    rows, lines, unused = [], [], list(table.unused)
    for at, line in enumerate(table.lines):
        numbers = [
            (float(at + 1) if name == ROW else None) if each is None else each.numbers[at]
            for name, each in zip(names, columns, strict=True)
        ]
        reasons = _reasons(columns, at, needed, largest)
        if kinds and not kinds.cells[at]:
            reasons.append("the label is empty")
        if reasons:
            unused.append(Unused(line, reasons[0]))
            continue
        own = [float(labels.index(kinds.cells[at]))] if kinds else []
        rows.append((*numbers, *own))
        lines.append(line)
    unused.sort(key=lambda each: each.line)
    if not rows:
        raise InvalidInput(f"No row can be used. Line {unused[0].line}: {unused[0].why}.")
    return Chosen(tuple(rows), tuple(lines), tuple(unused), tuple(labels))


def _labels_of(kinds: Column, most: int) -> list[str]:
    """The labels of a column, in the order of their first rows."""
    labels = list(dict.fromkeys(text for text in kinds.cells if text))
    if len(labels) > most:
        raise InvalidInput(
            f"The column {cell(kinds.name)} has {len(labels)} labels; at most {most} can be told apart. "
            "Choose another column, or join classes."
        )
    return labels


def _reasons(columns: Sequence[Column | None], at: int, needed: int, largest: float) -> list[str]:
    """Why a row cannot be used, as far as its numbers are the reason."""
    reasons = [each.why[at] for each in columns[:needed] if each and each.why[at]]
    there = [(each, number) for each in columns if each and (number := each.numbers[at]) is not None]
    return reasons + [
        f"{cell(each.cells[at])} is beyond {largest:g}; divide the column {cell(each.name)} by some thousand"
        for each, number in there
        if largest < abs(number) < math.inf
    ]


def _with_lost(column: Column) -> Column:
    """The column with NaN and infinity where its cells say so."""
    numbers = tuple(
        lost_in(text) if value is None else value for text, value in zip(column.cells, column.numbers, strict=True)
    )
    why = tuple("" if value is not None else told for value, told in zip(numbers, column.why, strict=True))
    return replace(column, numbers=numbers, why=why)


def _numeric(table: Read, name: str) -> Column:
    """The column of numbers of this name."""
    found = table.column(name)
    if found.kind == "number":
        return found
    first = next(((line, text) for line, text in zip(table.lines, found.cells, strict=True) if text), None)
    where = f": in line {first[0]} stands {cell(first[1])}" if first else ": it is empty"
    raise InvalidInput(f"The column {cell(name)} is not of numbers{where}. Choose another column.")
