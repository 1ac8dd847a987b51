"""What all controls have: a reader's text becomes a value, and a value text."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lossviz.vocabulary.errors import NotAllowed, quoted

# A hostile link must not make its reader wait.
_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(ABC):
    """What a reader can set.

    Parameters
    ----------
    name : str
        The keyword in Python and in a link.
    default : Any
        The value where none is given.
    meaning : str
        What it changes, in words.
    formerly : tuple of str
        Names that it had in links; they are still read.
    fold : str
        The title of the group that it is folded away in, beside the figure; empty for one that always shows.
    """

    name: str
    default: Any
    meaning: str
    formerly: tuple[str, ...] = ()
    fold: str = ""

    @property
    def initial(self) -> Any:
        """The default as a view holds it."""
        return self.legal(self.default)

    @property
    def longest(self) -> int:
        """How many characters its text may have."""
        return _LONGEST_TEXT

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What its text may be, as words after "must be"."""

    @property
    @abstractmethod
    def spoken(self) -> str:
        """What a page calls it: ``the slider delta``."""

    @abstractmethod
    def legal(self, value: Any) -> Any:
        """The value as a view holds it, or `NotAllowed`."""

    @abstractmethod
    def parsed(self, text: str) -> Any:
        """The value that a text stands for; `NotAllowed` or ValueError if it stands for none."""

    @abstractmethod
    def described(self, value: Any, most_steps: int) -> Iterator[dict[str, Any]]:
        """What the browser needs to know of it, for each of its parts; ``kind`` names the browser's module."""

    def text(self, value: Any) -> str:
        """A value as it stands in a link; it reads back as the same value."""
        return ",".join(value) if isinstance(value, tuple) else str(value)


def read(fields: Mapping[str, str], controls: Iterable[Control]) -> tuple[dict[str, Any], list[str]]:
    """The values that the fields of an address ask for, and a sentence for each that could not be used.

    Reading is total: whatever the fields hold, there is a legal value for every control. Fields of other names
    are not looked at.
    """
    values, complaints = {}, []
    for control in controls:
        name = next((name for name in (control.name, *control.formerly) if name in fields), None)
        if name is None:
            values[control.name] = control.initial
            continue
        text, allowed = fields[name], control.allowed
        try:
            if len(text) > control.longest:
                raise ValueError("too long")
            values[control.name] = control.legal(control.parsed(text))
            continue
        except NotAllowed as problem:
            allowed = problem.allowed
        except ValueError:
            pass
        values[control.name] = control.initial
        instead = control.text(control.initial) or "Nothing"
        complaints.append(f"{name} = {quoted(text)} was not used: it must be {allowed}. {instead} is shown instead.")
    return values, complaints


def write(values: Mapping[str, Any], controls: Iterable[Control]) -> dict[str, str]:
    """The fields of the address of a state: exact, defaults left out."""
    return {
        control.name: control.text(values[control.name])
        for control in controls
        if values[control.name] != control.initial
    }
