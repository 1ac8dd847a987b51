"""Numbers and losses as sentences write them."""

import math

import numpy as np

from lossviz.vocabulary import BoundLoss


def say(number: float) -> str:
    """A number in a sentence: three significant digits, a true minus sign."""
    if not math.isfinite(number):
        return "undefined" if math.isnan(number) else ("∞" if number > 0 else "−∞")
    text = f"{number:.3g}" if 1e-3 <= abs(number) < 1e5 or number == 0 else f"{number:.2e}"
    return text.replace("-", "−")


def short(number: float) -> str:
    """A number where there is little room: two significant digits, and never 0 for what is not."""
    text = f"{number:.2g}" if abs(number) >= 1e-3 or number == 0 else f"{number:.0e}".replace("e-0", "e-")
    return text.replace("-", "−")


def named(bound: BoundLoss) -> str:
    """A loss with its parameters: ``Huber (δ = 1)``; of a vector of equal numbers one is said."""
    parts = []
    for parameter, value in zip(bound.loss.parameters, bound.values, strict=True):
        numbers = np.ravel(value).tolist()
        numbers = numbers[:1] if len(set(numbers)) == 1 else numbers
        parts.append(f"{parameter.symbol} = {', '.join(map(say, numbers))}")
    return f"{bound.loss.name} ({', '.join(parts)})" if parts else bound.loss.name
