"""Bytes that should be a table, as text."""

import codecs
import unicodedata

from lossviz.vocabulary.errors import InvalidInput

_SAVE = "Save it as CSV and open that"
_FILES = {
    b"PK\x03\x04": "a zipped file, as Excel and LibreOffice write them",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"PAR1": "a Parquet file",
    b"\x93NUMPY": "a NumPy array",
    b"SQLite format 3": "a database",
}
_LINES = "\t\n\r\f\v\x85"
_LONGEST_QUOTE = 30


def decoded(given: str | bytes, most: int) -> tuple[str, list[str]]:
    """The text with line ends ``\\n``, and what is to be said about it.

    Raises
    ------
    InvalidInput
        If there are more than so many bytes, or if they are no text.
    """
    size = len(given if isinstance(given, bytes) else given.encode("utf-8", "replace"))
    if size > most:
        raise InvalidInput(
            f"The table has {-(-size // 1000)} kB; at most {most // 1000} kB are read. Leave out rows or columns."
        )
    text, notes = _text(given) if isinstance(given, bytes) else (given, [])
    text = text.removeprefix("\ufeff")
    for line, row in enumerate(text.split("\n"), 1):
        if any(unicodedata.category(each) == "Cc" and each not in _LINES for each in row):
            raise InvalidInput(f"This is no text: line {line} has characters that no table has. {_SAVE}.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode(), notes  # half a surrogate pair can be written nowhere


def _text(given: bytes) -> tuple[str, list[str]]:
    for start, kind in _FILES.items():
        if given.startswith(start):
            raise InvalidInput(f"This is {kind}, no text. {_SAVE}.")
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if given.startswith(mark):
            return given.removeprefix(mark).decode(name, "replace"), []
    if b"\0" in given:  # UTF-16 without a mark: plain letters have a zero before or after them
        for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            if given[place::2].count(0) > 0.7 * len(given) / 2:
                return given.decode(name, "replace"), []
        raise InvalidInput(f"This is no text: it has zero bytes. {_SAVE}.")
    try:
        return given.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return given.decode("cp1252", "replace"), ["The text is not UTF-8; it was read as Windows-1252."]


def cell(text: str) -> str:
    """A cell as sentences quote it, cut short, without characters that cannot be seen."""
    plain = "".join(each if each.isprintable() else "·" for each in text[:_LONGEST_QUOTE])
    return f"“{plain}{'…' if len(text) > _LONGEST_QUOTE else ''}”"
