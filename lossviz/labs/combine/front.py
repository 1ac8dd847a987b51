"""Combine: a model under a weighted sum of losses, and the front of all that weights can make of it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.combine.lines import fronts, models, scaled, short_front, term_axis, worked
from lossviz.labs.combine.presets import PRESETS
from lossviz.labs.combine.settings import Found, asked, combination_of, setting_of, shown
from lossviz.learning.combination import Combination, Problem
from lossviz.learning.weighted_sums import WIDEST, Front, pulls
from lossviz.vocabulary import Drawing, Figure, Reading, View

_BARS = 3  # the number of the first axis of bars


def draw(view: View) -> Drawing:
    """The model on its data; the front with the chosen place; each term's value and share of the gradient."""
    setting = setting_of(view)
    combination, problem, found, whole = setting.combination, setting.problem, setting.found, setting.whole
    shares, cosine = pulls(problem, found.weights, problem.start)
    groups = _groups(combination, found.values, shares)
    readings = _readings(problem, found, whole, shares, cosine)
    return Drawing(
        data=[
            *models(combination, problem, whole, found.lowest.theta),
            *fronts(combination, whole),
            *_chosen(combination, found),
            *cost_bars(groups, _BARS),
        ],
        layout=_layout(combination),
        narrow=_narrow(combination),
        short=_short(combination),
        readings=readings,
        worked=worked(combination, found.weights, found.values, "before learning", (shares, cosine)),
        takeaway=_takeaway(view, problem, found, whole, readings),
    )


def _chosen(combination: Combination, found: Found) -> list[dict[str, Any]]:
    """The line of equal sums, and the chosen place on it."""
    on: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    style = {"color": ink("muted"), "width": 1.5, "dash": "dash"}
    level = scaled(combination, _level(combination, found))
    at = scaled(combination, found.values[None])
    dot = {**PROBE, "size": 15}
    return [
        line("tangent", level[:, 0], level[:, 1], style, name="equal sums", **on),
        trace("probe", mode="markers", x=at[:, 0], y=at[:, 1], marker=dot, name="the sum", hoverinfo="skip", **on),
    ]


def _level(combination: Combination, found: Found) -> np.ndarray:
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


def _readings(problem: Problem, found: Found, whole: Front, shares: np.ndarray, cosine: float) -> dict[str, Reading]:
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


def _takeaway(view: View, problem: Problem, found: Found, whole: Front, readings: Mapping[str, Reading]) -> str:
    terms, numbers = combination_of(view).terms, {name: say(each.value) for name, each in readings.items()}
    weights = [f"{name} {numbers[f'weight_{place}']}" for place, name in enumerate(terms[1:], 2)]
    told = [f"{subject_at(view)}, weights {terms[0]} 1, {', '.join(weights)}"]
    values = [f"{name} {numbers[f'term_{place}']}" for place, name in enumerate(terms, 1)]
    told.append(f"The sum leaves {', '.join(values)}")
    for place, name, other in ((1, terms[0], terms[1]), (2, terms[1], terms[0])):
        told.append(f"Without {other}, {name} gets down to {numbers[f'alone_{place}']}")
    told.append(f"Without means at 1/{10.0**WIDEST:.0f} of the weight")
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
        "xaxis2": term_axis(combination, 0, domain=list(_WIDE[1]), anchor="y2"),
        "yaxis2": term_axis(combination, 1, anchor="x2"),
        **cost_axes(_bare(combination), _BARS, _WIDE[2]),
    }
    return layout(uirevision=combination.key, **settings)


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
    changes = {"xaxis": {"domain": [0.0, 0.4]}, "xaxis2": short_front(combination), "margin": {"t": 8, "b": 38}}
    bare = without_cost_bars(_bare(combination), _BARS, changes)
    return {**bare, "hidden": [*bare["hidden"], "fit"]}


FIGURE = Figure(
    key="front",
    name="Front",
    meaning="A model under a weighted sum of losses, and the front of all that weights can make of it.",
    fits=lambda combination, rivals: True,
    controls=lambda combination, rivals: asked(combination, "ahead"),
    shown=shown,
    draw=draw,
    most_steps=81,
    place=0,
    presets=PRESETS,
)
