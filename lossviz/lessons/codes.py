"""Codes of completion: eight letters made from a course, its version and a name.

Nothing is secret here: whoever reads this file can make a code for any name. A code shows that somebody's browser said
that all tasks were met; it proves neither who that was nor what they did.
"""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lossviz.lessons.record import Course
from lossviz.vocabulary import InvalidInput

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that no code is a word
LENGTH = 8
LONGEST_NAME = 100  # characters
MOST_LINES, MOST_TEXT = 500, 20_000  # of a pasted list: lines, characters

_KEY = b"lossviz completion"
_MOST_PARTS = 4  # of a name, in any order
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327"
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"}
_HALVES = re.compile(rf"\b([{LETTERS}]{{4}})[ -]([{LETTERS}]{{4}})\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the code that came with it.

    Parameters
    ----------
    number : int
        Its place in the list, from 1.
    name, code : str
        As they were written; "" where one is missing.
    """

    number: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code fits its name, and what else it may be."""

    line: Line
    fits: bool
    why: str


def normalised(name: str) -> str:
    """A name as codes see it: whatever its case, its spaces and the way its letters are encoded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def code(course: str, version: int, name: str) -> str:
    """The code of a name for a version of a course."""
    text = "\n".join((course, str(version), normalised(name))).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.blake2s(text, key=_KEY).digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def checked_name(name: str) -> str:
    """The name, if a code can be made for it.

    Raises
    ------
    InvalidInput
        If there is none, or it is too long.
    """
    if not normalised(name):
        raise InvalidInput("There is no name. Type the name that your teacher knows you by.")
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"The name has {len(name)} characters; at most {LONGEST_NAME} fit.")
    return name


def lines(text: str) -> list[Line]:
    """The names and codes of a pasted list, in either order; lines with nothing in them are left out.

    Raises
    ------
    InvalidInput
        If the list is empty or too long.
    """
    if len(text) > MOST_TEXT:
        raise InvalidInput(f"The list has {len(text)} characters; at most {MOST_TEXT} fit. Check it in parts.")
    found = [_line(number, each) for number, each in enumerate(text.splitlines(), 1) if each.strip(' \t,;"')]
    if not found:
        raise InvalidInput("There is nothing to check. Write a name and its code, or one of each a line.")
    if len(found) > MOST_LINES:
        raise InvalidInput(f"The list has {len(found)} lines; at most {MOST_LINES} fit. Check it in parts.")
    return found


def _line(number: int, text: str) -> Line:
    text = _HALVES.sub(r"\1\2", text)
    parts = [part.strip(' "') for part in re.split(r"[\t,;]", text)]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        parts = parts[0].split()
    first, last = _likeness(parts[0]), _likeness(parts[-1])
    if first > last:
        parts = [*parts[1:], parts[0]]
    *name, given = parts if first or last else [*parts, ""]
    return Line(number, " ".join(name)[: 2 * LONGEST_NAME], given)


def _likeness(text: str) -> int:
    """How much a word looks like a code."""
    letters = text.replace("-", "").upper()
    legal = sum(letter in LETTERS for letter in letters)
    if len(letters) == LENGTH:
        return 3 if legal == LENGTH else 2 * (letters.isalnum() and legal >= LENGTH - 2)
    return int(LENGTH - 1 <= len(letters) <= LENGTH + 1 and legal == len(letters))


def checked(course: Course, others: Sequence[Course], given: Sequence[Line]) -> list[Verdict]:
    """What is to be said of each line of a list.

    Parameters
    ----------
    course : Course
        The one that the codes should be of.
    others : sequence of Course
        Those whose codes may have been sent in its place.
    given : sequence of Line
        The names and codes.
    """
    of_line = {code(course.key, course.version, each.name): each for each in given if each.name}
    return [_verdict(course, others, each, of_line) for each in given]


def _verdict(course: Course, others: Sequence[Course], line: Line, of_line: Mapping[str, Line]) -> Verdict:
    if not line.name or not line.code:
        what = "name" if not line.name else f"code of {LENGTH} letters"
        return Verdict(line, False, f"There is no {what} in this line.")
    given, wanted = line.code.replace("-", "").upper(), code(course.key, course.version, line.name)
    if given == wanted:
        return Verdict(line, True, "")
    return Verdict(line, False, _why(course, others, line, given, wanted, of_line))


def _why(
    course: Course, others: Sequence[Course], line: Line, given: str, wanted: str, of_line: Mapping[str, Line]
) -> str:
    """The nearest guess at where a code comes from."""
    for each in (course, *others):
        for version in range(each.version, 0, -1):
            if given == code(each.key, version, line.name):
                if each is not course:
                    return f"It is this name's code of another course: {each.name}."
                return f"It is of version {version} of the course, which has version {course.version} now."
    if given in of_line:
        return f"It is the code of line {of_line[given].number}, {of_line[given].name}."
    slip = _slip(given, wanted)
    if slip:
        return slip
    for spelling in _spellings(line.name):
        if given == code(course.key, course.version, spelling):
            return f"It fits another spelling of the name: {normalised(spelling)}."
    return "No name in the list, no other course and no likely slip explains it."


def _slip(given: str, wanted: str) -> str:
    """What a slip of the finger would have been; "" if it was none."""
    places = [place for place, (one, other) in enumerate(zip(given, wanted, strict=False)) if one != other]
    if len(given) == len(wanted):
        if len(places) == 1:
            return f"All letters but number {places[0] + 1} fit: a typing mistake?"
        if len(places) == 2 and sorted(given) == sorted(wanted):
            return f"Letters {places[0] + 1} and {places[1] + 1} are swapped: a typing mistake?"
        return ""
    shorter, longer = sorted((given, wanted), key=len)
    if len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    ):
        return "A letter is missing." if len(given) < len(wanted) else "There is a letter too many."
    return ""


def _spellings(name: str) -> Iterator[str]:
    """Other ways in which somebody may have written a name: at most a few hundred."""
    plain = normalised(name)[:LONGEST_NAME]
    bare = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    spelt = "".join(_UMLAUTS.get(sign, sign) for sign in plain)
    words = ["".join(sign for sign in each if sign.isalnum() or sign == " ") for each in (plain, bare, spelt)]
    for each in dict.fromkeys((plain, bare, spelt, *words)):
        parts = each.split()[:_MOST_PARTS]
        for count in range(len(parts), 0, -1):
            yield from (" ".join(some) for some in itertools.permutations(parts, count))
    yield plain.replace(" ", "")
    for letters, umlaut in ((letters, umlaut) for umlaut, letters in _UMLAUTS.items()):
        yield plain.replace(letters, umlaut)
    for place, sign in enumerate(plain):
        yield plain[:place] + plain[place + 1 :]
        yield plain[:place] + plain[place + 1 : place + 2] + sign + plain[place + 2 :]
        yield plain[:place] + sign + plain[place:]
        for accent in _ACCENTS if sign.isalpha() else "":
            yield plain[:place] + sign + accent + plain[place + 1 :]
