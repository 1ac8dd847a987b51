"""The way down: how the terms of a weighted sum change while a model learns."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.combine.lines import fronts, scaled, short_front, term_axis, worked
from lossviz.labs.combine.settings import Setting, asked, setting_of, shown
from lossviz.learning.combination import Combination, Problem
from lossviz.learning.weighted_sums import descended, pulls, values_of
from lossviz.vocabulary import Control, Drawing, Figure, Interval, Parameter, Preset, Reading, View

_STEPS = 60
_STYLES = (
    {"color": ink("class0"), "width": 3, "dash": "dash"},
    {"color": ink("class1"), "width": 3, "dash": "dot"},
    {"color": ink("class2"), "width": 3, "dash": "dashdot"},
)
_LEAST = 1e-9


def controls(combination: Combination, rivals: Any) -> tuple[Control, ...]:
    """The steps, the weights, and what the problem depends on."""
    steps = Parameter(
        name="steps",
        symbol="n",
        default=float(_STEPS),
        domain=Interval(0, _STEPS),
        slider=(0.0, float(_STEPS), 1.0),
        unit="steps",
        meaning="how many steps of descent are taken from the start",
        plays=True,
    )
    rate = Parameter(
        name="rate_of_descent",
        symbol="η",
        title="rate",
        default=0.2,
        domain=Interval(0, 1, "right"),
        slider=(0.05, 1.0, 0.05),
        unit="times one over the largest curvature",
        meaning="the length of a step; a step that would not lower the sum is halved",
        travel="chased",
        fold="Descent",
    )
    return (steps, *asked(combination, "chased"), rate)


@lru_cache(maxsize=64)
def _way(problem: Problem, weights: tuple[float, ...], rate: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The models on the way, their terms and the weights; no weights stand for those by uncertainty."""
    path, used = descended(problem, np.array(weights) if weights else None, rate, _STEPS)
    return path, values_of(problem, path), used


def draw(view: View) -> Drawing:
    """The parts of the sum over the steps, and the way to the front."""
    setting = setting_of(view)
    free = setting.weighting == "uncertainty"
    weights = () if free else tuple(setting.found.weights.tolist())
    path, values, used = _way(setting.problem, weights, view.values["rate_of_descent"])
    steps = round(view.values["steps"])
    parts = used * values
    shares, cosine = pulls(setting.problem, used[steps], path[steps])
    readings = _readings(setting, values, used, steps)
    readings |= {f"share_{place}": share for place, share in enumerate(shares, 1)} | {"cosine": cosine}
    heights = np.concatenate([parts, parts.sum(-1, keepdims=True)], -1)
    return Drawing(
        data=[*_curves(setting.combination, heights, steps), *_walk(setting, values, steps)],
        layout=_layout(setting.combination, _window(setting.combination, heights)),
        narrow={"xaxis": {"domain": [0, 1]}, "yaxis": {"domain": [0.58, 1]}, "xaxis2": {"domain": [0, 1]}}
        | {"yaxis2": {"domain": [0, 0.42]}},
        short={
            "layout": {
                "xaxis": {"domain": [0.0, 0.4]},
                "xaxis2": short_front(setting.combination),
                "margin": {"t": 8, "b": 38},
            },
            "hidden": [],
        },
        readings={name: Reading(float(number)) for name, number in readings.items()},
        worked=worked(setting.combination, used[steps], values[steps], "at this step", (shares, cosine)),
        takeaway=_takeaway(view, setting, {name: say(float(number)) for name, number in readings.items()}),
    )


def _readings(setting: Setting, values: np.ndarray, used: np.ndarray, steps: int) -> dict[str, float]:
    numbers = {"steps": float(steps), "sum": float(used[steps] @ values[steps])}
    numbers |= {"sum_before": float(used[steps] @ values[0])}
    for place in range(values.shape[1]):
        numbers[f"before_{place + 1}"] = values[0, place]
        numbers[f"term_{place + 1}"] = values[steps, place]
        numbers[f"goal_{place + 1}"] = setting.found.values[place]
        numbers[f"weight_{place + 1}"] = used[steps, place]
    return numbers


def _drawn(combination: Combination, heights: np.ndarray) -> np.ndarray:
    return np.log10(np.maximum(heights, _LEAST)) if combination.powers else heights


def _window(combination: Combination, heights: np.ndarray) -> tuple[float, float]:
    """The stretch of the parts that the way needs, whatever the step."""
    drawn = _drawn(combination, heights)
    low, high = float(drawn.min()) if combination.powers else 0.0, float(drawn.max())
    return low, high + max(0.12 * (high - low), _LEAST)


def _curves(combination: Combination, heights: np.ndarray, steps: int) -> list[dict[str, Any]]:
    """The weighted terms and their sum over the steps, and where this step is."""
    drawn, n = _drawn(combination, heights), np.arange(len(heights), dtype=float)
    names = [*(f"part of {name}" for name in combination.terms), "the sum"]
    styles = [*_STYLES[: len(combination.terms)], {"color": ink("minimiser"), "width": 4}]
    roles = ["rival"] * len(combination.terms) + ["loss"]
    curves = [
        trace(
            role,
            table=True,
            tag=name,
            mode="lines",
            x=n,
            y=column,
            name=name,
            line=style,
            hovertemplate=f"step %{{x}}: {name} %{{y:.3g}}<extra></extra>",
        )
        for role, name, style, column in zip(roles, names, styles, drawn.T, strict=True)
    ]
    at = np.full(drawn.shape[1], float(steps))
    return [*curves, trace("probe", mode="markers", x=at, y=drawn[steps], marker={**PROBE, "size": 10}, name="now")]


def _walk(setting: Setting, values: np.ndarray, steps: int) -> list[dict[str, Any]]:
    """The front, and the way to it up to this step."""
    places = scaled(setting.combination, values)
    gone = np.where((np.arange(len(places)) <= steps)[:, None], places, np.nan)
    on: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    here = places[steps : steps + 1]
    style = {"color": ink("gradient"), "width": 2.5}
    first = {"color": ink("gradient"), "size": 10, "symbol": "circle-open"}
    dot = {**PROBE, "size": 13}
    return [
        *fronts(setting.combination, setting.whole),
        line("descent", gone[:, 0], gone[:, 1], style, name="the way", **on),
        trace(
            "descent", tag="start", mode="markers", x=places[:1, 0], y=places[:1, 1], marker=first, name="start", **on
        ),
        trace("probe", mode="markers", x=here[:, 0], y=here[:, 1], marker=dot, name="now", **on),
    ]


def _takeaway(view: View, setting: Setting, numbers: dict[str, str]) -> str:
    terms = setting.combination.terms
    told = [
        f"{subject_at(view)}, after {numbers['steps']} steps",
        f"The sum goes from {numbers['sum_before']} to {numbers['sum']}, its weights adding up to 1",
    ]
    for place, name in enumerate(terms, 1):
        before, now, goal, weight = (numbers[f"{which}_{place}"] for which in ("before", "term", "goal", "weight"))
        told.append(f"{name[0].upper()}{name[1:]} at weight {weight} goes from {before} to {now}; its end is {goal}")
    if setting.weighting == "uncertainty":
        told.append("Each weight is 1 over its term, anew at every step")
    return f"{'. '.join(told)}."


@lru_cache(maxsize=256)
def _layout(combination: Combination, window: tuple[float, float]) -> dict[str, Any]:
    ticks: dict[str, Any] = {"nticks": 6}
    if combination.powers:
        powers = np.arange(np.ceil(window[0]), np.floor(window[1]) + 1)
        texts = [f"10<sup>{power:.0f}</sup>".replace("-", "−") for power in powers]
        ticks = {"tickvals": powers.tolist(), "ticktext": texts}
    settings = {
        "xaxis": axis("step", range=[0.0, _STEPS + 1.0], domain=[0.0, 0.48], anchor="y"),
        "yaxis": axis("weight × loss", range=list(window), anchor="x", **ticks),
        "xaxis2": term_axis(combination, 0, domain=[0.59, 1.0], anchor="y2"),
        "yaxis2": term_axis(combination, 1, anchor="x2"),
    }
    return layout(uirevision=f"{combination.key} path", **settings)


PRESETS = (
    Preset(
        name="The sum falls, a term rises",
        fields={"combination": "fairness"},
        says="The sum falls from {sum_before} to {sum}. Within it the errors rise from {before_1} to {term_1}.",
        holds=lambda n: n["sum"] < 0.5 * n["sum_before"] and n["term_1"] > 1.5 * n["before_1"],
    ),
    Preset(
        name="Uncertainty takes a side",
        fields={"combination": "two_tasks", "weighting": "uncertainty"},
        says="Both tasks start near {before_1}. Weights by uncertainty end at {weight_1} and {weight_2}, "
        "the tasks at {term_1} and {term_2}.",
        holds=lambda n: (
            max(n["weight_1"], n["weight_2"]) > 0.9 and abs(n["before_1"] - n["before_2"]) < 0.3 * n["before_1"]
        ),
    ),
    Preset(
        name="A stiff equation",
        fields={"combination": "physics"},
        says="After {steps} steps the points' loss is {term_1}; where the sum is lowest it is {goal_1}. "
        "The equation bends the sum so much that steps stay short.",
        holds=lambda n: n["term_1"] > 5 * n["goal_1"],
    ),
)


FIGURE = Figure(
    key="way",
    name="On the way",
    meaning="How the terms of a weighted sum change while a model learns, and the way that they take to the front.",
    fits=lambda combination, rivals: True,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=_STEPS + 1,
    place=10,
    presets=PRESETS,
)
