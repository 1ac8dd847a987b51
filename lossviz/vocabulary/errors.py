"""What is refused, in sentences: what, which value, what it may be."""

import difflib
from collections.abc import Iterable

_LONGEST_QUOTE = 40


class InvalidInput(ValueError):
    """An input that a loss or a figure cannot use; the message says which, why and what it may be."""


class NotAllowed(InvalidInput):
    """A value that a control does not allow.

    Parameters
    ----------
    name : str
        The control.
    allowed : str
        What the value may be, as words after "must be".
    given : str
        The value as the message shows it.
    """

    def __init__(self, name: str, allowed: str, given: object):
        super().__init__(f"{name} must be {allowed}; got {given}.")
        self.allowed = allowed


class UnknownName(KeyError):
    """A name that a registry does not hold; the message offers the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the repr, quotes and all


def hint(name: object, known: Iterable[str]) -> str:
    """The nearest known name as a question with a blank after it; nothing if none is near."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f"Did you mean {close[0]!r}? " if close else ""


def listed(names: Iterable[str]) -> str:
    """Names as English lists them: ``a, b and c``."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else str(last)


def quoted(text: str) -> str:
    """A stranger's text, cut short and stripped of everything but plain characters, in quotation marks."""
    seen = text[:_LONGEST_QUOTE]
    plain = "".join(character if character.isalnum() or character in " .,+-_:=" else "·" for character in seen)
    return f"“{plain}{'…' if len(text) > _LONGEST_QUOTE else ''}”"
