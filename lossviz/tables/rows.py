"""The lines of a text as rows of cells."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

from lossviz.tables.numbers import MISSING, parted
from lossviz.vocabulary.errors import InvalidInput

_DELIMITERS = ("\t", ";", "|", ",", "")  # "" are spaces, as many as there are; the first of equals is taken
_LOOKED_AT = 60  # rows by which the delimiter is found
_COMMENT = ("#", "//")
NAMES = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas", "": "spaces"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line of the text that it begins in."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of a text.

    Parameters
    ----------
    rows : tuple of Row
        Those that hold something.
    delimiter : str
        What stands between cells; empty for spaces.
    comment : tuple of str
        The cells of the comment right before the first row, which may be its header.
    """

    rows: tuple[Row, ...]
    delimiter: str
    comment: tuple[str, ...]


def split(text: str) -> Split:
    """The rows of a text, blank lines and comments left out.

    Raises
    ------
    InvalidInput
        If quotation marks do not match; the sentence names the line.
    """
    lines, asked = text.split("\n"), None
    if (told := re.fullmatch(r"sep=(.)", lines[0].strip('\ufeff "'), re.IGNORECASE)) and told[1] in ",;|\t":
        asked, lines = told[1], ["", *lines[1:]]
    remark = ""
    kept: list[str] = []
    for line in lines:
        is_comment = line.lstrip().startswith(_COMMENT)
        if is_comment and not any(each.strip() for each in kept):
            remark = line.lstrip().lstrip("#/").strip()
        kept.append("" if is_comment else line)
    tried = [asked] if asked else _DELIMITERS
    first = next((place for place, line in enumerate(kept) if line.strip()), 0)
    sample = kept[first : first + _LOOKED_AT]
    delimiter = tried[0] if asked else max(tried, key=lambda each: _fitness(sample, each))
    comment = tuple(_cells(remark, delimiter)) if remark else ()
    return Split(tuple(_rows(kept, delimiter)), delimiter, comment)


def _cells(line: str, delimiter: str) -> list[str]:
    if not delimiter:
        return line.split()
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return line.split(delimiter)


def _fitness(sample: list[str], delimiter: str) -> tuple[bool, float, float]:
    """How well a delimiter parts some lines: into more than one cell, all alike, many of them numbers."""
    rows = [cells for line in sample if line.strip() and (cells := _cells(line, delimiter))]
    if not rows:
        return False, 0.0, 0.0
    (width, count), *_ = Counter(map(len, rows)).most_common(1)
    cells = [each.strip() for row in rows for each in row]
    told = sum(parted(each) is not None or each.lower() in MISSING for each in cells) / len(cells)
    alike = count / len(rows)
    return width > 1 and alike >= 0.5, round(told, 2), alike


def _rows(lines: list[str], delimiter: str) -> list[Row]:
    if not delimiter:
        return [Row(at, tuple(line.split())) for at, line in enumerate(lines, 1) if line.strip()]
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[Row] = []
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error as problem:
            raise InvalidInput(_quotes(str(problem), begins)) from None
        if any(each.strip() for each in cells):
            rows.append(Row(begins, tuple(each.strip() for each in cells)))
        begins = reader.line_num + 1


def _quotes(problem: str, line: int) -> str:
    if "field larger" in problem:
        return f"Line {line} has a cell that is too long for a table. Is a quotation mark not closed?"
    if "expected after" in problem:
        return f'Line {line} goes on after a closing quotation mark. Write two of them ("") for one within a cell.'
    return f"Line {line} opens a quotation mark that is not closed. Close it or take it out."
