"""Numbers and losses as sentences write them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lossviz.vocabulary import BoundLoss, Subject, View

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def say(number: float) -> str:
    """A number in a sentence: three significant digits, a true minus sign; the browser's ``spoken`` writes the same."""
    return _written(number, 3, 1e-4, 1e6)


def short(number: float) -> str:
    """A number where there is little room: two significant digits, and never 0 for what is not."""
    return _written(number, 2, 1e-3, 1e4)


def _written(number: float, digits: int, least: float, most: float) -> str:
    """A number with so many significant digits; with a power of ten where its size is less or not below these."""
    if not math.isfinite(number):
        return "undefined" if math.isnan(number) else ("∞" if number > 0 else "−∞")
    rounded = float(f"{number:.{digits}g}")
    text = f"{rounded:.12g}"
    if rounded and not least <= abs(rounded) < most:
        factor, power = f"{rounded:e}".split("e")
        text = f"{float(factor):g}×10{str(int(power)).translate(_RAISED)}"
    return text.replace("-", "−")


def named(bound: BoundLoss) -> str:
    """A loss with its parameters: ``Huber (δ = 1)``; of a vector of equal numbers one is said."""
    return _with_parameters(bound.loss, bound.values)


def subject_at(view: View) -> str:
    """What a view is of, with its parameters."""
    return _with_parameters(view.subject, [view.values[each.name] for each in view.subject.parameters])


def _with_parameters(subject: Subject, values: Sequence[Any]) -> str:
    parts = []
    for parameter, value in zip(subject.parameters, values, strict=True):
        numbers = np.ravel(value).tolist()
        numbers = numbers[:1] if len(set(numbers)) == 1 else numbers
        parts.append(f"{parameter.symbol} = {', '.join(map(say, numbers))}")
    return f"{subject.name} ({', '.join(parts)})" if parts else subject.name


class _Said(float):
    """A number in a template: as sentences say it, or by the format that the template asks for."""

    def __format__(self, wanted: str) -> str:
        return format(float(self), wanted).replace("-", "−") if wanted else say(float(self))


def said(template: str, numbers: Mapping[str, float]) -> str:
    """A sentence whose numbers are readings: ``said("It costs {cost}.", {"cost": 0.25})``.

    A name stands for the number with three digits; ``{share:.0%}`` and the like say it in another way.
    """
    given: dict[str, Any] = {name: _Said(value) for name, value in numbers.items()}
    return template.format_map(given)
