"""A number that a reader can set, or several of a kind."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from lossviz.vocabulary.controls.control import Control
from lossviz.vocabulary.domains import Interval, Landmark
from lossviz.vocabulary.errors import InvalidInput, NotAllowed

# A figure of a parameter beyond these sizes would show nothing but rounding: everything drawn is between
# about 0.01 and 100. Zero, and an infinity that a domain admits, are exact and may pass.
SMALLEST, LARGEST = 1e-6, 1e6


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
