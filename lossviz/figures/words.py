"""Numbers and losses as sentences write them."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.spec import Loss


def say(number: float) -> str:
    """A number in a sentence: three significant digits, a true minus sign."""
    if not math.isfinite(number):
        return "undefined" if math.isnan(number) else ("∞" if number > 0 else "−∞")
    text = f"{number:.3g}" if 1e-3 <= abs(number) < 1e5 or number == 0 else f"{number:.2e}"
    return text.replace("-", "−")


def named(loss: Loss, parameters: Mapping[str, Any]) -> str:
    """A loss with its parameters: ``Huber (δ = 1)``."""
    parts = []
    for parameter in loss.parameters:
        number = parameters[parameter.name]
        text = ", ".join(say(float(item)) for item in number) if np.ndim(number) else say(number)
        parts.append(f"{parameter.symbol} = {text}")
    return f"{loss.name} ({', '.join(parts)})" if parts else loss.name


def parameters_of(other: Loss, focus: Loss, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a loss on a figure: the reader's for the loss in focus, defaults for the others.

    The others are what the loss in focus is held against, so they stand still while its sliders move.
    """
    return (
        {parameter.name: values[parameter.name] for parameter in focus.parameters} if other is focus else other.bind({})
    )


def hashable(parameters: Mapping[str, Any]) -> tuple:
    """Bound parameters as a cache's key."""
    return tuple((name, tuple(value.tolist()) if np.ndim(value) else value) for name, value in parameters.items())


def unhashed(key: tuple) -> dict[str, Any]:
    """The bound parameters that `hashable` made a key of."""
    return {name: np.array(value) if isinstance(value, tuple) else value for name, value in key}
