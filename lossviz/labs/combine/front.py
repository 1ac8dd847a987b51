"""Combine: a model under a weighted sum of losses, and the front of all that weights can make of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.combine.presets import PRESETS
from lossviz.learning.combination import Combination, Points, Problem
from lossviz.learning.weighted_sums import (
    WEIGHTINGS,
    WIDEST,
    Front,
    Lowest,
    front,
    lowest,
    pulls,
    scales,
    uncertain,
    values_of,
)
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Parameter, Reading, View

_MISSED = 41  # places of a dent that are drawn
_ALONE = ({"color": ink("other4"), "width": 1.5, "dash": "dash"}, {"color": ink("other4"), "width": 1.5, "dash": "dot"})
_SYMBOLS = ("circle", "square", "diamond")
_LEAST = 1e-30
_BARS = 3  # the number of the first axis of bars


def controls(combination: Combination, rivals: Any) -> tuple[Control, ...]:
    """A weight for each term but the first, how weights are made, and what the problem depends on."""
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
            travel="ahead" if place == 1 else "chased",
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
class _Found:
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
def _found(problem: Problem, powers: tuple[float, ...], weighting: str) -> _Found:
    if weighting == "uncertainty":
        theta, weights = uncertain(problem)
        found = Lowest(theta, 0)
    else:
        weights = scales(problem, weighting) * 10.0 ** np.array([0.0, *powers])
        found = lowest(problem, weights)
    return _Found(found, weights / weights[0], values_of(problem, found.theta))


def draw(view: View) -> Drawing:
    """The model on its data; the front with the chosen place; each term's value and share of the gradient."""
    combination = _of(view)
    problem = _problem(combination, tuple(view.values[each.name] for each in combination.parameters))
    powers = tuple(view.values[name] for name in ("weight", "third") if name in view.values)
    found = _found(problem, powers, view.values.get("weighting", "fixed"))
    whole = _front(problem, tuple(found.weights[2:].tolist()))
    shares, cosine = pulls(problem, found.weights, problem.start)
    groups = _groups(combination, found.values, shares)
    readings = _readings(problem, found, whole, shares, cosine)
    return Drawing(
        data=[
            *_models(combination, problem, whole, found.lowest.theta),
            *_fronts(combination, whole, found),
            *cost_bars(groups, _BARS),
        ],
        layout=_layout(combination),
        narrow=_narrow(combination),
        short=_short(combination),
        readings=readings,
        worked=_worked(combination, found, shares, cosine),
        takeaway=_takeaway(view, problem, found, whole, readings),
    )


def _of(view: View) -> Combination:
    assert isinstance(view.subject, Combination)
    return view.subject


def _models(combination: Combination, problem: Problem, whole: Front, theta: np.ndarray) -> list[dict[str, Any]]:
    """The examples, the model of the chosen weights, and those of either term alone."""
    drawn = (
        [_line("frame", problem.x, problem.truth, {"color": ink("muted"), "width": 1}, "truth")]
        if (problem.truth is not None)
        else []
    )
    for end, name, style in zip((0, -1), combination.terms[1::-1], _ALONE, strict=True):
        drawn.append(_line("fit", problem.x, problem.predict(whole.thetas[end]), style, f"without {name}"))
    chosen = {"color": ink("minimiser"), "width": 4}
    drawn.append(_line("chosen", problem.x, problem.predict(theta), chosen, "the sum"))
    if problem.levels is not None:
        for place, height in enumerate(problem.levels(theta)):
            level = {"color": ink(f"class{place}"), "width": 2, "dash": "dashdot"}
            ends, name = np.array(combination.across[1:]), problem.points[place].name
            drawn.append(_line("prediction", ends, np.full(2, height), level, f"mean, {name}"))
    return [*drawn, *(_marks(combination, each) for each in problem.points)]


def _line(role: str, x: np.ndarray, y: np.ndarray, style: Mapping[str, Any], name: str) -> dict[str, Any]:
    return trace(role, table=True, tag=name, mode="lines", x=x, y=y, name=name, line=style, hoverinfo="skip")


def _marks(combination: Combination, points: Points) -> dict[str, Any]:
    return trace(
        "data",
        table=True,
        tag=points.name,
        mode="markers",
        x=points.x,
        y=points.y,
        name=points.name,
        marker={"color": ink(f"class{points.colour}"), "symbol": _SYMBOLS[points.colour], "size": 8, "opacity": 0.85},
        hovertemplate=f"{points.name}: %{{x:.3g}}, %{{y:.3g}}<extra></extra>",
    )


def _fronts(combination: Combination, whole: Front, found: _Found) -> list[dict[str, Any]]:
    """All that weights reach, what they do not, and the chosen place with all equal sums."""
    one, other = combination.terms[:2]
    places = _scaled(combination, whole.values)
    dents = np.full((_MISSED, 2), np.nan)
    if len(whole.missed):
        dents = _scaled(combination, whole.missed)[np.linspace(0, len(whole.missed) - 1, _MISSED).astype(int)]
    on: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    hover = f"{one} %{{x:.3g}}, {other} %{{y:.3g}}<extra></extra>"
    reached = _unbroken(places, dents)
    front_style, dent_style = {"color": ink("weight"), "width": 4}, {"color": ink("outlier"), "width": 3, "dash": "dot"}
    level = _scaled(combination, _level(combination, found))
    at = _scaled(combination, found.values[None])
    return [
        line("tangent", level[:, 0], level[:, 1], {"color": ink("muted"), "width": 1.5, "dash": "dash"}, **on)
        | {"name": "equal sums"},
        trace(
            "front",
            table=True,
            tag="weights reach this",
            mode="lines",
            x=reached[:, 0],
            y=reached[:, 1],
            name="front",
            line=front_style,
            connectgaps=False,
            hovertemplate=hover,
            **on,
        ),
        trace(
            "front",
            table=True,
            tag="no weight reaches this",
            mode="lines",
            x=dents[:, 0],
            y=dents[:, 1],
            name="dent",
            line=dent_style,
            hovertemplate=hover,
            **on,
        ),
        trace(
            "probe",
            mode="markers",
            x=at[:, 0],
            y=at[:, 1],
            marker={**PROBE, "size": 15},
            name="the sum",
            hovertemplate=hover,
            **on,
        ),
    ]


def _scaled(combination: Combination, values: np.ndarray) -> np.ndarray:
    """The first two terms as the front's axes have them."""
    pair = values[:, :2]
    return np.log10(np.maximum(pair, _LEAST)) if combination.powers else pair


def _unbroken(places: np.ndarray, dents: np.ndarray) -> np.ndarray:
    """The places with one between each two, which is none where a dent lies between them."""
    left, right = (side(places[:-1, 0], places[1:, 0]) for side in (np.minimum, np.maximum))
    with np.errstate(invalid="ignore"):
        over = ((dents[:, 0] > left[:, None]) & (dents[:, 0] < right[:, None])).any(-1)
    between = np.where(over[:, None], np.nan, (places[:-1] + places[1:]) / 2)
    joined = np.empty((2 * len(places) - 1, 2))
    joined[::2], joined[1::2] = places, between
    return joined


def _level(combination: Combination, found: _Found) -> np.ndarray:
    """Places at which the weighted sum of the first two terms is what it is at the chosen place."""
    (low, high), _ = combination.spans
    first = np.linspace(low, high, 41)
    first = 10.0**first if combination.powers else first
    with np.errstate(divide="ignore"):
        second = found.values[1] - (first - found.values[0]) / found.weights[1]
    return np.stack([first, np.where(second > 0, second, np.nan)], -1)


def _groups(combination: Combination, values: np.ndarray, shares: np.ndarray) -> list[Group]:
    tops = [10.0**high if combination.powers else high for _, high in combination.spans]
    tops += [tops[0]] * (len(values) - 2)
    names = list(combination.terms)
    texts = [say(float(share)) if np.isfinite(share) else "none" for share in shares]
    return [
        Group("value", names, (values / tops).tolist(), 1.0, texts=[say(float(value)) for value in values]),
        Group("share of first pull", names, np.nan_to_num(shares).tolist(), 1.0, texts=texts),
    ]


def _readings(problem: Problem, found: _Found, whole: Front, shares: np.ndarray, cosine: float) -> dict[str, Reading]:
    numbers = {f"term_{place}": value for place, value in enumerate(found.values, 1)}
    numbers |= {f"alone_{place}": whole.values[end, place - 1] for place, end in ((1, 0), (2, -1))}
    numbers |= {f"share_{place}": share for place, share in enumerate(shares, 1)}
    numbers |= {f"weight_{place}": weight for place, weight in enumerate(found.weights[1:], 2)}
    numbers |= {
        "sum": found.weights @ found.values,
        "cosine": cosine,
        "unreached": whole.share,
        "free": found.lowest.free,
    }
    for each in problem.measures:
        numbers[each.name] = each.value(found.lowest.theta)
        numbers[f"{each.name}_alone"] = each.value(whole.thetas[0])
    return {name: Reading(float(number)) for name, number in numbers.items()}


def _worked(combination: Combination, found: _Found, shares: np.ndarray, cosine: float) -> list[str]:
    parts = [f"{say(float(w))} × {say(float(v))}" for w, v in zip(found.weights, found.values, strict=True)]
    lines = [f"{' + '.join(parts)} = {say(float(found.weights @ found.values))}, the sum"]
    told = [f"{name} {say(float(share))}" for name, share in zip(combination.terms, shares, strict=True)]
    if np.isfinite(shares).all():
        lines.append(f"shares of the gradient before learning: {', '.join(told)}")
    if np.isfinite(cosine):
        verdict = "they pull apart" if cosine < 0 else "they pull together"
        lines.append(f"cosine between the first two gradients there: {say(cosine)}, {verdict}")
    return lines


def _takeaway(view: View, problem: Problem, found: _Found, whole: Front, readings: Mapping[str, Reading]) -> str:
    terms, numbers = _of(view).terms, {name: say(each.value) for name, each in readings.items()}
    weights = [f"{name} {numbers[f'weight_{place}']}" for place, name in enumerate(terms[1:], 2)]
    told = [f"{subject_at(view)}, weights {terms[0]} 1, {', '.join(weights)}"]
    values = [f"{name} {numbers[f'term_{place}']}" for place, name in enumerate(terms, 1)]
    told.append(f"The sum leaves {', '.join(values)}")
    for place, name, other in ((1, terms[0], terms[1]), (2, terms[1], terms[0])):
        told.append(f"Without {other}, {name} gets down to {numbers[f'alone_{place}']}")
    told.append(f"Without means at {say(10.0**-WIDEST)} of the weight")
    for each in problem.measures:
        words = f"{each.words[0].upper()}{each.words[1:]}"
        now, alone = numbers[each.name], numbers[f"{each.name}_alone"]
        told.append(f"{words}: {now}" + (f"; {alone} without {terms[1]}" if alone != now else ""))
    if found.lowest.free:
        told.append(
            f"The sum is flat along {numbers['free']} of {found.lowest.theta.size} directions: "
            "many models are equally good, and the one nearest to the start is drawn"
        )
    if whole.share:
        told.append(f"Of all models that none beats, no weights reach a share of {numbers['unreached']}")
    return f"{'. '.join(told)}."


_WIDE = ((0.0, 0.38), (0.47, 0.75), (0.865, 1.0))


@lru_cache(maxsize=32)
def _bare(combination: Combination) -> list[Group]:
    nothing = np.zeros(len(combination.terms))
    return _groups(combination, nothing, nothing)


@lru_cache(maxsize=32)
def _layout(combination: Combination) -> dict[str, Any]:
    (across, *x_range), (up, *y_range) = combination.across, combination.up
    settings = {
        "xaxis": axis(across, range=x_range, domain=list(_WIDE[0]), anchor="y"),
        "yaxis": axis(up, range=y_range, anchor="x"),
        "xaxis2": _term_axis(combination, 0, domain=list(_WIDE[1]), anchor="y2"),
        "yaxis2": _term_axis(combination, 1, anchor="x2"),
        **cost_axes(_bare(combination), _BARS, _WIDE[2]),
    }
    return layout(uirevision=combination.key, **settings)


def _term_axis(combination: Combination, place: int, **settings: Any) -> dict[str, Any]:
    low, high = combination.spans[place]
    if combination.powers:
        ticks = np.arange(np.ceil(low), np.floor(high) + 1)[:: 2 if high - low > 6 else 1]
        settings |= {
            "tickvals": ticks.tolist(),
            "ticktext": [f"10<sup>{tick:.0f}</sup>".replace("-", "−") for tick in ticks],
        }
    else:
        settings |= {"nticks": 5}
    return axis(f"loss: {combination.terms[place]}", range=[low, high], **settings)


@lru_cache(maxsize=32)
def _narrow(combination: Combination) -> dict[str, Any]:
    return {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.64, 1.0]},
        "xaxis2": {"domain": [0.0, 1.0]},
        "yaxis2": {"domain": [0.24, 0.54]},
        **cost_places(_bare(combination), _BARS, (0.22, 1.0), (0.0, 0.14)),
    }


@lru_cache(maxsize=32)
def _short(combination: Combination) -> dict[str, Any]:
    few = {"nticks": 3, "tickangle": 0, "domain": [0.66, 1.0]}
    changes = {"xaxis": {"domain": [0.0, 0.4]}, "xaxis2": few, "margin": {"t": 8, "b": 38}}
    bare = without_cost_bars(_bare(combination), _BARS, changes)
    return {**bare, "hidden": [*bare["hidden"], "fit"]}


FIGURE = Figure(
    key="front",
    name="Front",
    meaning="A model under a weighted sum of losses, and the front of all that weights can make of it.",
    fits=lambda combination, rivals: True,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=81,
    place=0,
    presets=PRESETS,
)
