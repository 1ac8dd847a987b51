"""What the figures of the lab ask for, and what comes of it: the problem, the chosen model and the front."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from lossviz.learning.combination import Combination, Problem
from lossviz.learning.weighted_sums import WEIGHTINGS, Front, Lowest, front, lowest, scales, uncertain, values_of
from lossviz.vocabulary import Choice, Control, Interval, Parameter, View


def asked(combination: Combination, travel: Literal["ahead", "chased"]) -> tuple[Control, ...]:
    """A weight for each term but the first, how weights are made, and what the problem depends on.

    ``travel`` is that of the weight of the second term: the others change the front.
    """
    weights = tuple(
        Parameter(
            name="weight" if place == 1 else "third",
            symbol="log₁₀ λ",
            title=f"weight of {name}",
            default=0.0,
            domain=Interval(-math.inf, 9),
            slider=(-4.0, 4.0, 0.1),
            unit="powers of ten",
            meaning=f"0: {name} counts as {combination.terms[0]} does; 1: ten times as much; −inf, typed: not at all",
            travel=travel if place == 1 else "chased",
        )
        for place, name in enumerate(combination.terms)
        if place
    )
    weighting = Choice(
        name="weighting",
        label="Weighted",
        options=tuple((key, WEIGHTINGS[key]) for key in combination.weightings),
        default="fixed",
        meaning="each term as it is; divided by its value, or its gradient's size, before learning; "
        "or divided by itself, as weights by uncertainty do",
    )
    own = (replace(each, travel="chased") for each in combination.parameters)
    return (*weights, *((weighting,) if len(weighting.options) > 1 else ()), *own)


def shown(view: View) -> tuple[str, ...]:
    """All controls, but for the weights where they are found."""
    found = view.values.get("weighting") == "uncertainty"
    return tuple(each.name for each in view.controls if not (found and each.name in ("weight", "third")))


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The model that the chosen weights lead to."""

    lowest: Lowest
    weights: np.ndarray  # the first is 1
    values: np.ndarray


@lru_cache(maxsize=64)
def _problem(combination: Combination, values: tuple[float, ...]) -> Problem:
    return combination.problem(**dict(zip((each.name for each in combination.parameters), values, strict=True)))


@lru_cache(maxsize=64)
def _front(problem: Problem, others: tuple[float, ...]) -> Front:
    return front(problem, others)


@lru_cache(maxsize=1024)
def _found(problem: Problem, powers: tuple[float, ...], weighting: str) -> Found:
    if weighting == "uncertainty":
        theta, weights = uncertain(problem)
        found = Lowest(theta, 0)
    else:
        weights = scales(problem, weighting) * 10.0 ** np.array([0.0, *powers])
        found = lowest(problem, weights)
    return Found(found, weights / weights[0], values_of(problem, found.theta))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """All that a view of the lab is of.

    Parameters
    ----------
    combination : Combination
        Its subject.
    problem : Problem
        The terms on the data.
    found : Found
        The model of the chosen weights.
    whole : Front
        The front at the chosen weight of a third term.
    weighting : str
        How the weights are made.
    """

    combination: Combination
    problem: Problem
    found: Found
    whole: Front
    weighting: str


def setting_of(view: View) -> Setting:
    """What a view is of."""
    combination = combination_of(view)
    problem = _problem(combination, tuple(view.values[each.name] for each in combination.parameters))
    powers = tuple(view.values[name] for name in ("weight", "third") if name in view.values)
    weighting = view.values.get("weighting", "fixed")
    found = _found(problem, powers, weighting)
    return Setting(combination, problem, found, _front(problem, tuple(found.weights[2:].tolist())), weighting)


def combination_of(view: View) -> Combination:
    assert isinstance(view.subject, Combination)
    return view.subject
