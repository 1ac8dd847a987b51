"""Sums of many numbers in a number format: one after the other, in pairs, and with what was lost kept."""

import numpy as np


def in_turn(numbers: np.ndarray) -> np.ndarray:
    """The sums of the first 1, 2, ... numbers, each rounded before the next is added."""
    return np.add.accumulate(numbers, dtype=numbers.dtype)


def in_pairs(numbers: np.ndarray) -> np.generic:
    """The sum of the sums of two, of those the sums of two, and so on: each number is rounded few times."""
    while numbers.size > 1:
        odd = numbers[-1:] if numbers.size % 2 else numbers[:0]
        paired = numbers[: numbers.size - odd.size]
        numbers = np.concatenate([paired[::2] + paired[1::2], odd])
    return numbers[0]


def kept(numbers: np.ndarray) -> np.ndarray:
    """The sums of the first 1, 2, ... numbers after Kahan (1965): what a rounding cuts off is added to the next."""
    sums = np.empty_like(numbers)
    total = lost = numbers.dtype.type(0)
    for place, number in enumerate(numbers):
        wanted = number - lost
        new = total + wanted
        lost = (new - total) - wanted
        sums[place] = total = new
    return sums
