"""What the cells of a table say in numbers, and why they say none."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from lossviz.tables.decoding import cell

Decimal = Literal[".", ","]

MISSING = {"", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "–", "—", "?", ".", "#n/a", "#value!", "#div/0!"}
INFINITE = {"inf", "+inf", "-inf", "infinity", "-infinity", "∞", "-∞"}
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ].*)?")
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?")
_FORMULA = re.compile(r"[=@].*|[+-]\s*[A-Za-z@=(].*", re.DOTALL)
_GAPS = " \u00a0\u202f\u2009'’"  # between thousands
_PARTED = re.compile(
    r"(?P<before>[$€£¥₹]?)\s*(?P<sign>[+-]?)\s*(?P<currency>[$€£¥₹]?)\s*"
    rf"(?P<digits>\d[\d.,{_GAPS}]*|[.,]\d+)(?P<power>[eE][+-]?\d+)?\s*(?P<unit>[^\d\s.,;][^\d\s;]{{0,11}})?"
)
_POINT, _COMMA = (
    re.compile(r"\d+(\.\d*)?|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?"),
    re.compile(r"\d+(,\d*)?|,\d+|\d{1,3}(\.\d{3})+(,\d*)?"),
)
_UNSURE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_LONGEST = 60  # characters of a number


def parted(text: str) -> tuple[str, str, str] | None:
    """A cell's sign and digits, its power and its unit; None where it is no number at all."""
    plain = text.replace("−", "-").strip()
    found = _PARTED.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None or (found["before"] and found["currency"]):
        return None
    digits = found["digits"].strip()
    for gap in _GAPS:
        if gap in digits:
            groups = re.split(r"[.,]", digits)[0].split(gap)
            if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
                return None
            digits = digits.replace(gap, "")
    unit = (found["before"] or found["currency"]) + (found["unit"] or "")
    return found["sign"] + digits, found["power"] or "", unit


def decimal_of(cells: Iterable[str], unsure: Decimal) -> tuple[Decimal, str]:
    """What stands before decimals in a table, and a cell that leaves it open where nothing tells.

    A comma is then ``unsure``, a point one that stands before decimals.
    """
    votes, open_cells = Counter[str](), dict[str, str]()
    for text in cells:
        parts = parted(text)
        digits = parts[0].lstrip("+-") if parts else ""
        point, comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
        if _UNSURE.fullmatch(digits):
            open_cells.setdefault("," if "," in digits else ".", text.strip())
        elif point != comma:
            votes["." if point else ","] += 1
    if votes["."] != votes[","]:
        return ("." if votes["."] > votes[","] else ","), ""
    if "." in open_cells:
        return ".", open_cells["."] if unsure == "," else ""
    return unsure, open_cells.get(",", "")


def number(text: str, decimal: Decimal) -> tuple[float, str] | None:
    """The number that a cell says and its unit; None where it says none."""
    parts = parted(text)
    if parts is None:
        return None
    digits, power, unit = parts
    sign, bare = ("-", digits[1:]) if digits.startswith("-") else ("", digits.lstrip("+"))
    if not (_POINT if decimal == "." else _COMMA).fullmatch(bare):
        return None
    plain = bare.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    value = float(f"{sign}{plain}{power}")
    return (value + 0.0, unit) if math.isfinite(value) else None


def lost(text: str) -> float | None:
    """NaN or an infinity, where a cell says so; None where it says something else."""
    plain = text.strip().lower().replace("−", "-").replace("∞", "inf")
    return float(plain) if plain == "nan" or plain in INFINITE else None


def why_none(text: str, decimal: Decimal, unit: str) -> str:
    """Why a cell of a column of numbers with this unit cannot be used, as a sentence without its full stop."""
    plain, told = text.strip(), cell(text.strip())
    if not plain:
        return "the cell is empty"
    if plain.lower() in MISSING:
        return f"{told} is no number"
    if plain.lower() in INFINITE:
        return f"{told} is no finite number"
    if _DATE.fullmatch(plain):
        return f"{told} is a date, no number; write the days since the first one"
    if _TIME.fullmatch(plain):
        return f"{told} is a time of day, no number; write seconds or hours"
    if _FORMULA.fullmatch(plain):
        return f"{told} is a formula, which is not computed; write its value"
    found = number(plain, decimal)
    if found:
        own, wanted = (each or "no unit" for each in (found[1], unit))
        return f"{told} has {own}, the other cells of its column {'have ' if not unit else ''}{wanted}"
    if number(plain, "," if decimal == "." else "."):
        return (
            f"{told} does not fit the other numbers, whose decimals follow a {'point' if decimal == '.' else 'comma'}"
        )
    if parted(plain) and re.search(r"\d", plain):
        return f"{told} is too large or is no number"
    return f"{told} is no number"
