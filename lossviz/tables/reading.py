"""A table as it was pasted or opened: its columns, and what of it cannot be used."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lossviz.tables.decoding import cell, decoded
from lossviz.tables.numbers import INFINITE, MISSING, Decimal, decimal_of, number, why_none
from lossviz.tables.rows import NAMES, Row, Split, split
from lossviz.vocabulary.errors import InvalidInput

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 200_000, 5000, 50
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Unused:
    """A row that is not used: its line in the text, and why, as a sentence without its full stop."""

    line: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Its header, or what stands for it; no other column has it.
    kind : {"number", "label"}
        Whether most of its cells are numbers.
    cells : tuple of str
        What stands in it, row by row.
    numbers : tuple of float or None
        What the cells say in numbers; None where they say none, and in a column of labels.
    why : tuple of str
        Why a cell says no number; empty where it says one.
    unit : str
        The unit of its cells, which is left out of the numbers.
    """

    name: str
    kind: Literal["number", "label"]
    cells: tuple[str, ...]
    numbers: tuple[float | None, ...]
    why: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What a text says as a table.

    Parameters
    ----------
    columns : tuple of Column
        Its columns, all of one length.
    lines : tuple of int
        The line of the text that each row begins in.
    unused : tuple of Unused
        Rows that are no rows of this table.
    notes : tuple of str
        Sentences on how it was read, where it could be read otherwise.
    """

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    unused: tuple[Unused, ...]
    notes: tuple[str, ...]

    def column(self, name: str) -> Column:
        """The column of this name; `InvalidInput` if there is none."""
        for each in self.columns:
            if each.name == name:
                return each
        known = ", ".join(cell(each.name) for each in self.columns[:8])
        raise InvalidInput(f"The table has no column {cell(name)}. It has: {known}.")


def read(given: str | bytes, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS) -> Read:
    """The table that a text, or the bytes of a file, say.

    Columns may be parted by commas, semicolons, tabs, bars or spaces, decimals by a point or a comma; a header may be
    there or not. A row that cannot be used is told with its line.

    Raises
    ------
    InvalidInput
        If it is no table; the sentence says why, in which line, and how to mend it.
    """
    text, notes = decoded(given, MOST_BYTES)
    parts = split(text)
    if not parts.rows:
        raise InvalidInput("There is nothing to read. Paste rows of numbers, with a comma or a tab between columns.")
    _check_size(parts.rows, most_rows, most_columns)
    decimal, open_cell = decimal_of(
        (each for row in parts.rows for each in row.cells), "," if parts.delimiter in (";", "") else "."
    )
    if open_cell:
        mark = "comma" if "," in open_cell else "point"
        meant = "decimals" if mark == {",": "comma", ".": "point"}[decimal] else "thousands"
        notes.append(f"In {cell(open_cell)} the {mark} is read as that of {meant}.")
    header, rows = _header(parts, decimal)
    width = _width(header, rows)
    names = _names(header, rows, width, notes)
    fit, unused = _fitting(rows, width, parts.delimiter)
    if not fit:
        raise InvalidInput(f"No row can be used. Line {unused[0].line}: {unused[0].why}.")
    columns = tuple(
        _column(name, [row.cells[at] if at < len(row.cells) else None for row in fit], decimal, width, fit)
        for at, name in enumerate(names)
    )
    units = [f"{cell(each.unit)} in {cell(each.name)}" for each in columns if each.unit]
    if units:
        notes.append(f"Units are left out: {', '.join(units)}.")
    return Read(columns, tuple(row.line for row in fit), tuple(unused), tuple(notes))


def _check_size(rows: Sequence[Row], most_rows: int, most_columns: int) -> None:
    if len(rows) > most_rows + 1:
        raise InvalidInput(
            f"The table has {len(rows)} rows; at most {most_rows} can be used, up to line {rows[most_rows].line}. "
            "Leave some out, perhaps every second one."
        )
    widest = max(rows, key=lambda row: len(row.cells))
    if len(widest.cells) > most_columns:
        raise InvalidInput(
            f"Line {widest.line} has {len(widest.cells)} cells; at most {most_columns} columns can be used. "
            "Leave out columns, or put every row on a line of its own."
        )


def _says_number(text: str, decimal: Decimal) -> bool:
    return number(text, decimal) is not None


def _header(parts: Split, decimal: Decimal) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The names of columns, if the first row or the comment before it says them, and the rows below."""
    first, *rest = parts.rows
    words = [not _says_number(each, decimal) and each.lower() not in MISSING for each in first.cells]
    if not any(words):
        named = parts.comment and len(parts.comment) == len(first.cells)
        return (parts.comment if named else ()), parts.rows
    below = [[row.cells[at] for row in rest if at < len(row.cells)] for at in range(len(first.cells))]
    over_numbers = any(
        is_word and 2 * sum(_says_number(each, decimal) for each in cells) > len([each for each in cells if each])
        for is_word, cells in zip(words, below, strict=True)
    )
    is_new = all(words) and all(each not in cells for each, cells in zip(first.cells, below, strict=True))
    if over_numbers or is_new:
        if not rest:
            raise InvalidInput(f"Line {first.line} has names of columns, but no row follows. Add rows below it.")
        return first.cells, tuple(rest)
    return (), parts.rows


def _width(header: tuple[str, ...], rows: Sequence[Row]) -> int:
    """How many columns there are: the cells that most rows have, of equals more, and no empty ones at the end."""
    counts = Counter(len(row.cells) for row in rows)
    width = max(counts, key=lambda width: (counts[width], width))
    width = max(width, *(at for at, name in enumerate(header, 1) if name), 1)
    every = (header, *(row.cells for row in rows))
    while width > 1 and not any(cells[width - 1] for cells in every if cells[width - 1 :]):
        width -= 1  # lines that end with a delimiter
    return width


def _names(header: tuple[str, ...], rows: Sequence[Row], width: int, notes: list[str]) -> list[str]:
    """A name for every column, each another."""
    if header and len(header) == width - 1 and all(len(row.cells) == width for row in rows):
        header = ("", *header)
        notes.append("The header has a name less than the rows have cells; the first column is taken for their names.")
    names: list[str] = []
    for at in range(width):
        own = " ".join(header[at].split())[:_LONGEST_NAME] if header[at:] else ""
        own = own or f"column {at + 1}"
        name, again = own, 1
        while name in names:
            again += 1
            name = f"{own} ({again})"
        names.append(name)
    return names


def _fitting(rows: Sequence[Row], width: int, delimiter: str) -> tuple[list[Row], list[Unused]]:
    """The rows that have no cell too many."""
    fit, unused = [], []
    for row in rows:
        if any(row.cells[width:]):
            why = f"{len(row.cells)} cells instead of {width}"
            if delimiter:
                why += f"; put a cell that holds {NAMES[delimiter]} in quotation marks"
            unused.append(Unused(row.line, why))
        else:
            fit.append(Row(row.line, row.cells[:width]))
    return fit, unused


def _column(name: str, cells: list[str | None], decimal: Decimal, width: int, rows: list[Row]) -> Column:
    found = [number(each, decimal) if each else None for each in cells]
    units = Counter(each[1] for each in found if each)
    unit = max(units, key=lambda each: (units[each], each == "")) if units else ""
    told = [each for each in cells if each and each.lower() not in MISSING | INFINITE]
    texts = tuple(each or "" for each in cells)
    if not told or 2 * units[unit] < len(told) or (len(units) > 1 and 2 * units[unit] <= len(told)):
        return Column(name, "label", texts, (None,) * len(cells), ("",) * len(cells))
    numbers = tuple(each[0] if each and each[1] == unit else None for each in found)
    why = tuple(
        ""
        if value is not None
        else why_none(text, decimal, unit)
        if text is not None
        else f"{len(row.cells)} {'cell' if len(row.cells) == 1 else 'cells'} instead of {width}"
        for value, text, row in zip(numbers, cells, rows, strict=True)
    )
    return Column(name, "number", texts, numbers, why, unit)
