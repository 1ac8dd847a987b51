"""What a reader can choose: one of a few options, or any number of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lossviz.vocabulary.controls.control import Control
from lossviz.vocabulary.errors import NotAllowed

_MOST_NAMES = 24  # that a sentence lists


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named(Control):
    """Some of a few named options.

    Parameters
    ----------
    label : str
        What the page writes beside it.
    options : tuple of (value, label)
        What may be chosen, and how the page writes it.
    """

    label: str
    options: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        return f"the choice “{self.label}”"

    def _shown(self, kind: str, value: str | tuple[str, ...]) -> dict[str, Any]:
        own = {"name": self.name, "label": self.label, "meaning": self.meaning, "options": self.options}
        return {**own, "kind": kind, "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(_Named):
    """One of a few named options: a ``label`` and the ``options``, pairs of a value and how the page writes it."""

    @property
    def allowed(self) -> str:
        return f"one of {_listed(self.options)}"

    def legal(self, value: str) -> str:
        if value not in dict(self.options):
            raise NotAllowed(self.name, self.allowed, repr(value))
        return value

    def parsed(self, text: str) -> str:
        return text

    def described(self, value: str, most_steps: int) -> Iterator[dict[str, Any]]:
        yield self._shown("choice", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(_Named):
    """Any number of a few named options; fields as in `Choice`, the default a tuple."""

    @property
    def allowed(self) -> str:
        return f"any of {_listed(self.options)}, with commas between"

    def legal(self, value: Iterable[str]) -> tuple[str, ...]:
        """The values in the order of the options."""
        value, known = tuple(value), dict(self.options)
        for item in value:
            if item not in known:
                raise NotAllowed(self.name, self.allowed, repr(item))
        return tuple(option for option in known if option in value)

    def parsed(self, text: str) -> tuple[str, ...]:
        return tuple(item.strip() for item in text.split(",")) if text.strip() else ()

    def described(self, value: tuple[str, ...], most_steps: int) -> Iterator[dict[str, Any]]:
        yield self._shown("several", value)


def _listed(options: Sequence[tuple[str, str]]) -> str:
    names = list(dict(options))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"
