"""What a reader can set: numbers, choices, pictures.

A control is all that is known of its kind: it reads its value from text and writes it, says what it allows, and
describes itself to the browser, where a module of the kind's name shows it. Values are floats, tuples of floats,
strings and tuples of strings: immutable, so that a state can be remembered by them.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from lossviz.vocabulary.domains import Interval, Landmark
from lossviz.vocabulary.errors import InvalidInput, NotAllowed, quoted

# A figure of a parameter beyond these sizes would show nothing but rounding: everything drawn is between
# about 0.01 and 100. Zero, and an infinity that a domain admits, are exact and may pass.
SMALLEST, LARGEST = 1e-6, 1e6

# A hostile link must not make its reader wait.
_LONGEST_TEXT = 2000
_MOST_NAMES = 24  # that a sentence lists
_KEPT = re.compile(r"kept:[0-9a-f]{8,32}")
_CELL = 15  # characters of a number in a table's text, with what stands before it


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Control):
    """A number, or one number a component, that a loss or a figure depends on.

    Parameters
    ----------
    default : float or tuple of float
        The value where none is given. A number given for a parameter with components holds for all.
    symbol : str
        How mathematics writes it, as a Unicode string: ``"δ"``.
    title : str
        Its name in words, where that is not its keyword's.
    domain : Interval
        Every value that has a meaning.
    slider : (low, high, step)
        The part of the domain that a slider covers.
    unit : str
        What the number counts.
    meaning : str
        What more of it does, in words.
    landmarks : tuple of Landmark
        Values worth stopping at.
    components : tuple of str
        The names of the components a page shows, where the parameter is a vector; empty for a number.
    by_hand : bool
        Whether it is moved by a handle in the picture; a page then shows its numbers without sliders.
    travel : {"ahead", "chased"}
        Whether its slider's whole travel is sent ahead, or one frame at a time is asked for while it moves:
        where every stop is dear.
    plays : bool
        Whether its slider has a play button: where its values are a story from first to last.
    stops : tuple of float
        What its slider stops at, where that is not evenly spaced: rates, which differ by factors.
    """

    symbol: str
    domain: Interval
    slider: tuple[float, float, float]
    unit: str
    landmarks: tuple[Landmark, ...] = ()
    components: tuple[str, ...] = ()
    by_hand: bool = False
    travel: Literal["ahead", "chased"] = "ahead"
    plays: bool = False
    title: str = ""
    stops: tuple[float, ...] = ()

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.title or self.name.replace("_", " ")

    @property
    def spoken(self) -> str:
        return f"the {'numbers' if self.by_hand else 'slider'} {self.label}"

    @property
    def allowed(self) -> str:
        count = len(self.components)
        return f"{self.domain}, or {count} such numbers with commas between" if count else str(self.domain)

    def steps(self, most: int) -> list[float]:
        """The values that the slider stops at, at most so many, each the shortest decimal for its place."""
        low, high, step = self.slider
        count = len(self.stops) - 1 if self.stops else round((high - low) / step)
        least = -(-count // (most - 1))
        stride = next((each for each in range(least, 2 * least + 1) if count % each == 0), least)  # to the very end
        if self.stops:
            return list(dict.fromkeys((*self.stops[::stride], self.stops[-1])))
        digits = max(0, 2 - math.floor(math.log10(step)))
        return [round(low + i * step, digits) for i in range(0, count + 1, stride)]

    def check(self, value: ArrayLike) -> float | np.ndarray:
        """The value as a number or a vector of any length, as a loss takes it.

        Raises
        ------
        InvalidInput
            If it is not numeric, has too many axes or lies outside the domain.
        """
        if type(value) is float and value in self.domain:  # the common case: once per slider step
            return value
        try:
            numbers = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            raise InvalidInput(f"{self.name} must be {self.domain}; got {value!r}.") from None
        if numbers.ndim > (1 if self.components else 0) or numbers.size == 0:
            wanted = "a number or a sequence of numbers" if self.components else "a single number"
            raise InvalidInput(f"{self.name} must be {wanted}; got an array of shape {numbers.shape}.")
        for number in numbers.ravel():
            if number not in self.domain:
                raise InvalidInput(f"{self.name} must be {self.domain}; got {number:g}.")
        return numbers if numbers.ndim else float(numbers)

    def legal(self, value: ArrayLike) -> float | tuple[float, ...]:
        """The value as a view holds it: a vector has all its components, and every number can be drawn."""
        numbers = (np.ravel(self.check(value)) + 0.0).tolist()  # minus zero is zero: no cache could tell them apart
        for number in numbers:
            if not (SMALLEST <= abs(number) <= LARGEST or number == 0 or math.isinf(number)):
                raise NotAllowed(self.name, f"of a size from {SMALLEST:g} to {LARGEST:g} to be drawn", f"{number:g}")
        if not self.components:
            return float(numbers[0])
        count = len(self.components)
        if len(numbers) not in (1, count):
            raise NotAllowed(self.name, self.allowed, f"{len(numbers)} numbers")
        return tuple(numbers * (count // len(numbers)))

    def parsed(self, text: str) -> float | list[float]:
        numbers = [float(item) for item in text.split(",")]
        return numbers if self.components else float(text)

    def text(self, value: float | tuple[float, ...]) -> str:
        numbers = value if isinstance(value, tuple) else (value,)
        return ",".join(repr(float(number)).removesuffix(".0") for number in numbers)

    def moved(self, value: Any, component: str, number: float) -> Any:
        """The value with another number, or with another number at this place of a vector."""
        if component == "":
            return number
        place = int(component)
        return (*value[:place], number, *value[place + 1 :])

    def described(self, value: Any, most_steps: int) -> Iterator[dict[str, Any]]:
        numbers = value if self.components else (value,)
        own = {"meaning": self.meaning, "unit": self.unit, "step": self.slider[2], "domain": self._domain()}
        if self.by_hand:
            names = self.components or (self.symbol,)
            yield {
                **own,
                "kind": "numbers",
                "name": self.name,
                "label": self.label,
                "components": names,
                "value": numbers,
            }
            return
        for place, number in enumerate(numbers):
            yield {
                **own,
                "kind": "slider",
                "name": f"{self.name}.{place}" if self.components else self.name,
                "label": self._titled(place) if self.components else self.label,
                "symbol": self.symbol,
                "value": _carried(number),
                "steps": self.steps(most_steps),
                "landmarks": [[_carried(mark.value), mark.label] for mark in self.landmarks],
                "travel": self.travel,
                "plays": self.plays,
            }

    def _titled(self, place: int) -> str:
        return f"{self.title}, {self.components[place]}" if self.title else self.components[place]

    def _domain(self) -> dict[str, Any]:
        low, high = _carried(self.domain.low), _carried(self.domain.high)
        sizes = [SMALLEST, LARGEST]
        return {"low": low, "high": high, "closed": self.domain.closed, "words": str(self.domain), "sizes": sizes}


def _carried(number: float) -> float | str:
    """A number as JSON can carry it: infinities as strings."""
    return float(number) if math.isfinite(number) else str(float(number))


def _listed(options: Sequence[tuple[str, str]]) -> str:
    names = list(dict(options))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Control):
    """One of a few named options.

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
        own = {"name": self.name, "label": self.label, "meaning": self.meaning, "options": self.options}
        yield {**own, "kind": "choice", "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Control):
    """Any number of a few named options; fields as in `Choice`, the default a tuple."""

    label: str
    options: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        return f"the choice “{self.label}”"

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
        own = {"name": self.name, "label": self.label, "meaning": self.meaning, "options": self.options}
        yield {**own, "kind": "several", "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting(Control):
    """A small square picture of black and white pixels, painted by the reader.

    Parameters
    ----------
    default : str
        The picture where none is given: its pixels row by row from the top, 1 for white, as a number of
        base 16 with all its leading zeros.
    label : str
        What the page writes beside it.
    side : int
        How many pixels a side has.
    stamps : tuple of (value, label)
        Pictures that may be chosen instead of painted.
    """

    label: str
    side: int
    stamps: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        return f"the picture “{self.label}”"

    @property
    def allowed(self) -> str:
        return f"{self.digits} hexadecimal digits, {self.side} by {self.side} pixels"

    @property
    def digits(self) -> int:
        """How many hexadecimal digits a picture has."""
        return -(-(self.side**2) // 4)

    def legal(self, value: str) -> str:
        value = value.lower()
        if len(value) != self.digits or not set(value) <= set("0123456789abcdef"):
            raise NotAllowed(self.name, self.allowed, repr(value[:40]))
        return value

    def parsed(self, text: str) -> str:
        return text

    def pixels(self, value: str) -> np.ndarray:
        """The picture as an array of zeros and ones, shape (side, side), the top row first."""
        bits = bin(int(value, 16))[2:].zfill(4 * self.digits)[4 * self.digits - self.side**2 :]
        return np.array([float(bit) for bit in bits]).reshape(self.side, self.side)

    def value_of(self, pixels: np.ndarray) -> str:
        """The value for an array of zeros and ones: the inverse of `pixels`."""
        bits = "".join("1" if pixel else "0" for pixel in np.ravel(pixels))
        return f"{int(bits, 2):0{self.digits}x}"

    def described(self, value: str, most_steps: int) -> Iterator[dict[str, Any]]:
        own = {"name": self.name, "label": self.label, "meaning": self.meaning, "stamps": self.stamps}
        yield {**own, "kind": "painting", "side": self.side, "digits": self.digits, "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves(Control):
    """Examples of a data set that a reader has put elsewhere by hand, has added or has taken away.

    A value is a tuple of entries, by example. ``(3, x, y)`` has been moved, None in the place of a coordinate leaves it
    as the data have it; ``(3,)`` has been taken away; an example from ``count`` on has been added. Where examples have
    labels, a fourth number is the place of the label, which an added example needs: ``(30, x, y, 1)``.

    Parameters
    ----------
    label : str
        What the page writes beside it.
    count : int
        How many examples there are.
    across, up : (low, high, step)
        Where an example can be put, and the steps between places.
    most : int
        How many examples can be added; where it is 0, none can be taken away either.
    least : int
        How many examples stay at least.
    labels : tuple of str
        The names of the labels that an example can be given.
    """

    label: str
    count: int
    across: tuple[float, float, float]
    up: tuple[float, float, float]
    most: int = 0
    least: int = 2
    labels: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        return f"the line “{self.label}”"

    @property
    def allowed(self) -> str:
        (left, right, _), (low, high, _) = self.across, self.up
        label = (
            f", perhaps with a label from 0 to {len(self.labels) - 1} as in example:x:y:label" if self.labels else ""
        )
        more = (
            f"; examples from {self.count} to {self.count + self.most - 1} are added ones, with all their numbers; "
            f"example:out is taken away, and at least {self.least} stay"
        )
        return (
            f"example:x:y with commas between, an example from 0 to {self.count - 1}, "
            f"x from {left:g} to {right:g} and y from {low:g} to {high:g}, or either left out"
            f"{label}{more if self.most else ''}"
        )

    def legal(self, value: Iterable[tuple[float | None, ...]]) -> Any:
        """The value, its places on the nearest steps; of an example that is named twice the last entry holds."""
        found: dict[int, tuple[float | None, ...]] = {}
        for example, *numbers in value:
            if example is None or not (0 <= example < self.count + self.most and int(example) == example):
                raise NotAllowed(self.name, self.allowed, f"the example {example}")
            found.pop(int(example), None)
            entry = (int(example), *self._numbers(numbers))
            is_added = example >= self.count
            if is_added and (None in entry or (1 < len(entry) < 4 and self.labels)):
                raise NotAllowed(self.name, self.allowed, f"a part of example {example:g} alone")
            if not (is_added and len(entry) == 1) and entry[1:] != (None, None):
                found[int(example)] = entry
        gone = sum(len(entry) == 1 for entry in found.values())
        stay = self.count - gone + sum(example >= self.count for example in found)
        if gone and (not self.most or stay < self.least):
            raise NotAllowed(self.name, self.allowed, f"{stay} examples")
        return tuple(found[example] for example in sorted(found))

    def _numbers(self, numbers: Sequence[float | None]) -> tuple[float | None, ...]:
        """What stands in an entry after the example."""
        if not numbers:
            return ()
        x, y, *label = numbers
        place = self._stop(x, self.across), self._stop(y, self.up)
        if len(label) > 1 or (label and not self.labels):
            raise NotAllowed(self.name, self.allowed, f"{len(numbers)} numbers for an example")
        if not label or label[0] is None:
            return place
        if label[0] not in range(len(self.labels)):
            raise NotAllowed(self.name, self.allowed, f"the label {label[0]:g}")
        return (*place, int(label[0]))

    def _stop(self, number: float | None, stops: tuple[float, float, float]) -> float | None:
        low, high, step = stops
        if number is None:
            return None
        if not low <= number <= high:
            raise NotAllowed(self.name, self.allowed, f"{number:g}")
        return round(min(high, round((number - low) / step) * step + low), 10) + 0.0

    def parsed(self, text: str) -> list[tuple[float | None, ...]]:
        entries = [item.split(":") for item in text.split(",")] if text.strip() else []
        if any(len(entry) < 3 and entry[1:] != ["out"] for entry in entries):
            raise ValueError("an entry without its place")
        parts = [entry[:1] if entry[1:] == ["out"] else entry for entry in entries]
        return [tuple(float(part) if part else None for part in entry) for entry in parts]

    def text(self, value: Iterable[tuple[float | None, ...]]) -> str:
        def plain(place: float | None) -> str:
            return "" if place is None else repr(place).removesuffix(".0")

        return ",".join(
            ":".join((str(example), *(map(plain, numbers) if numbers else ["out"]))) for example, *numbers in value
        )

    def described(self, value: Any, most_steps: int) -> Iterator[dict[str, Any]]:
        yield {
            "kind": "moves",
            "name": self.name,
            "label": self.label,
            "meaning": self.meaning,
            "count": self.count,
            "most": self.most,
            "across": self.across,
            "up": self.up,
            "labels": self.labels,
            "value": self.text(value),
        }


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
