"""A picture that a reader can paint."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.vocabulary.controls.control import Control
from lossviz.vocabulary.errors import NotAllowed


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
