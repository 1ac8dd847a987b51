"""Compare: any losses of one space over each other, in one quantity, raw or scaled to agree at the probe.

Along a line of predictions with coordinate t, with s(t) the slope of the loss along the line:

value
    The loss.
gradient
    s(t).
curvature
    The derivative of s(t); none at a kink, charts.where it jumps or does not exist.
influence
    s(t) divided by the mean of its derivative under a normal distribution in the middle of the line, with a
    quarter of half the line's length as standard deviation. A jump of the slope counts towards that mean. On
    the residual line the distribution is the standard normal one, cut off at ±4, and this is Hampel's influence
    function of the location estimate that minimises the loss: where one more observation at t moves the
    estimate to, times the number of observations. Where the mean is not positive there is no such estimate,
    and no curve.
weight
    s(t) divided by the slope of the plain loss of the space.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, marks
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.labs.compare.presets import PRESETS
from lossviz.maths.lines import STOPS, along, grid, kinks_along, probe_of, probed, profile
from lossviz.vocabulary import (
    BoundLoss,
    Catalogue,
    Choice,
    Control,
    Drawing,
    Figure,
    Line,
    Loss,
    Parameter,
    Reading,
    Several,
    View,
)

RAW, VALUE, SLOPE = "raw", "value", "slope"
_STEP = 1e-5  # of the line's length, between a place and those from which its curvature is taken
_HAIR = 1e-9
_FINE = 1281  # places of the mean
_NOTHING = 1e-12
_ROLES = {
    "value": "loss",
    "gradient": "gradient",
    "curvature": "curvature",
    "influence": "influence",
    "weight": "weight",
}


def rivals(loss: Loss, catalogue: Catalogue) -> tuple[Loss, ...]:
    """The other losses, of any family, whose space has the same lines."""
    return tuple(other for other in catalogue.losses.values() if other is not loss and charts.same_lines(loss, other))


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """What is drawn, a probe for each line, and the parameters of the loss and of all it can be compared with.

    A parameter of another loss has that loss's key and a hyphen before its name.
    """
    lines = loss.space.lines
    quantities = [each for each in _ROLES if each != "weight" or all(line.reference for line in lines)]
    best = tuple(other.key for other in rivals if other.key in loss.rivals)
    quantity = Choice(
        name="quantity",
        label="Quantity",
        options=tuple((each, each) for each in quantities),
        default="value",
        meaning="curvature is the derivative of the gradient; influence, the gradient over the mean curvature "
        "under a normal distribution, is what one more point there does to an estimate; weight is the gradient "
        "over that of the plain loss",
    )
    scaled = Choice(
        name="scaled",
        label="Scaled",
        options=((RAW, "raw"), (VALUE, "equal value at the probe"), (SLOPE, "equal slope at the probe")),
        default=RAW,
        meaning="a loss may be multiplied by any number without another fit: what is left is shape",
    )
    against = Several(
        name="against",
        label="Compared with",
        options=tuple((other.key, other.name) for other in rivals),
        default=best or tuple(other.key for other in rivals[:1]),
        meaning="other losses over the same predictions, of any family",
    )
    choices = (
        quantity,
        scaled,
        against,
        *charts.line_choice(lines),
        *label_choice(loss.space.labels, loss.space.label_name),
    )
    theirs = (_theirs(other, parameter) for other in rivals for parameter in other.parameters)
    return (*choices, *(probe_of(line) for line in lines), *loss.parameters, *theirs)


def _theirs(other: Loss, parameter: Parameter) -> Parameter:
    """A parameter of another loss under a name of its own."""
    components = tuple(f"{other.name}, {component}" for component in parameter.components)
    title = f"{parameter.label} of {other.name}"
    return replace(parameter, name=f"{other.key}-{parameter.name}", components=components, title=title)


def shown(view: View) -> tuple[str, ...]:
    """All but the probes of other lines and the parameters of losses that are not drawn."""
    probe, chosen = probe_of(charts.line_of(view)).name, view.values["against"]

    def matters(name: str) -> bool:
        owner, hyphen, _ = name.partition("-")
        return owner in chosen if hyphen else not name.startswith("at_") or name == probe

    return tuple(control.name for control in view.controls if matters(control.name))


def refocused(view: View, after: Loss) -> dict[str, str]:
    """The fields after another loss has come into focus; the two change roles, with the parameters they had."""
    before, fields = view.loss, {"loss": after.key}
    if after not in view.rivals:
        return fields
    text = {control.name: control.text(view.values[control.name]) for control in view.controls}
    fields |= {parameter.name: parameter.text(parameter.initial) for parameter in before.parameters}
    fields |= {parameter.name: text[f"{after.key}-{parameter.name}"] for parameter in after.parameters}
    fields |= {f"{before.key}-{parameter.name}": text[parameter.name] for parameter in before.parameters}
    return {**fields, "against": ",".join([before.key, *(key for key in view.values["against"] if key != after.key)])}


def draw(view: View) -> Drawing:
    """The chosen losses in one quantity, and the probe on each."""
    line, label, quantity = charts.line_of(view), label_of(view), view.values["quantity"]
    at = view.values[probe_of(line).name]
    lot = [view.bound, *(_bound(other, view) for other in view.rivals if other.key in view.values["against"])]
    courses = [charts.course_of(bound, line, label) for bound in lot]
    window = _window(tuple(course._replace(bound=course.bound.loss.at({})) for course in courses), quantity)
    focus = courses[0]
    value, slope = probed(*focus, at)
    data, heights, told = [], [], []
    readings: dict[str, Reading] = {}
    for place, course in enumerate(courses):
        factor, why = _factor(view, focus, course, at) if place else (1.0, "")
        data.append(_curve(course, quantity, factor, place, window))
        with np.errstate(over="ignore", invalid="ignore"):
            here = factor * _at(course, quantity, at)
        heights.append(float(np.clip(here, *window)) if np.isfinite(here) else np.nan)
        told.append(_told(course.bound, factor, here, why, quantity))
        readings[f"{quantity}_{course.bound.loss.key}"] = Reading(here)
    data.append(_probes(at, heights))
    return Drawing(
        data=data,
        layout=_layout(line, quantity, window),
        readings=charts.probe_readings(line, at, value, slope) | readings,
        worked=charts.arithmetic(focus, at, value, slope),
        takeaway=f"The {quantity} at {charts.where(view, line, label, at)}. {'; '.join(told)}.",
        events=charts.probed_events(view.loss.space, line, at),
        handles=charts.probe_handles(probe_of(line), at, heights[:1], ["y"], [window]),
    )


def _bound(other: Loss, view: View) -> BoundLoss:
    """A rival at the parameters of its own sliders."""
    return other.at({parameter.name: view.values[f"{other.key}-{parameter.name}"] for parameter in other.parameters})


def _factor(view: View, focus: charts.Course, course: charts.Course, at: float) -> tuple[float, str]:
    """What a loss is multiplied by, and why it is not if it cannot be; no factor changes an influence."""
    scaled = view.values["scaled"]
    if scaled == RAW or view.values["quantity"] == "influence":
        return 1.0, ""
    which = 0 if scaled == VALUE else 1
    wanted, own = probed(*focus, at)[which], probed(*course, at)[which]
    if abs(wanted) < _NOTHING:
        return 1.0, f"not scaled: the {scaled} of {focus.bound.loss.name} there is 0"
    if abs(own) < _NOTHING:
        return 1.0, f"not scaled: its {scaled} there is 0"
    if wanted / own < 0 or not np.isfinite(wanted / own):
        return 1.0, f"not scaled: its {scaled} there has the other sign"
    return wanted / own, ""


_MISSING = {"curvature": "it has a kink there", "influence": "its mean curvature is not positive"}


def _told(bound: BoundLoss, factor: float, here: float, why: str, quantity: str) -> str:
    name = named(bound) if factor == 1 else f"{say(factor)} × {named(bound)}"
    if not np.isfinite(here):
        why = _MISSING.get(quantity, "too large")
    return f"{name}: {say(float(here)) if np.isfinite(here) else 'none'}" + (f" ({why})" if why else "")


@lru_cache(maxsize=1024)
def _shape(course: charts.Course, quantity: str) -> tuple[np.ndarray, np.ndarray]:
    """Places along the line and a loss's quantity there."""
    bound, line, label = course
    if quantity == "curvature":
        kinks = kinks_along(bound, line, label)
        step = 2 * _STEP * (line.high - line.low)
        t = np.unique(np.concatenate([grid(line), kinks - step, kinks, kinks + step]))
        t = t[(t >= line.low) & (t <= line.high)]
        return t, curvature(course, t, kinks)
    whole = profile(bound, line, label)
    if quantity == "influence":
        return whole.t, _influence(whole.slope, mean_curvature(course))
    if quantity == "weight":
        return whole.t, charts.weight_of(whole.t, whole.slope, line, label)
    return whole.t, whole.value if quantity == "value" else whole.slope


def curvature(course: charts.Course, t: np.ndarray, kinks: np.ndarray) -> np.ndarray:
    """The derivative of the slope along the line, from slopes at either side; NaN at kinks."""
    line = course.line
    step = _STEP * (line.high - line.low)
    middle = np.clip(t, line.low + step, line.high - step)
    with np.errstate(over="ignore", invalid="ignore"):
        rise = along(*course, middle + step)[1] - along(*course, middle - step)[1]
    astride = (np.abs(t[:, None] - kinks) <= step).any(1)
    return np.where(astride, np.nan, rise / (2 * step))


@lru_cache(maxsize=1024)
def mean_curvature(course: charts.Course) -> float:
    """The mean of the slope's derivative under the normal distribution that the module's docstring names.

    Integrated by parts, so that it needs the slope only and a jump of the slope counts.
    """
    line = course.line
    centre, deviation = (line.low + line.high) / 2, (line.high - line.low) / 8
    t = np.linspace(line.low, line.high, _FINE)
    kinks = kinks_along(*course)
    t = np.sort(np.concatenate([t, kinks - _HAIR, kinks + _HAIR]))
    t = t[(t >= line.low) & (t <= line.high)]
    slope = along(*course, t)[1]
    density = np.exp(-0.5 * ((t - centre) / deviation) ** 2)
    with np.errstate(over="ignore", invalid="ignore"):
        inside = np.trapezoid(slope * density * (t - centre), t) / deviation**2
        return float((inside + slope[-1] * density[-1] - slope[0] * density[0]) / np.trapezoid(density, t))


def _influence(slope: np.ndarray, mean: float) -> np.ndarray:
    return slope / mean if np.isfinite(mean) and mean > _NOTHING else np.full_like(slope, np.nan)


def _at(course: charts.Course, quantity: str, at: float) -> float:
    """A loss's quantity at the probe."""
    value, slope = probed(*course, at)
    place = np.array([at])
    if quantity == "curvature":
        return float(curvature(course, place, kinks_along(*course))[0])
    if quantity == "influence":
        return float(_influence(np.array([slope]), mean_curvature(course))[0])
    if quantity == "weight":
        return float(charts.weight_of(place, np.array([slope]), course.line, course.label)[0])
    return value if quantity == "value" else slope


@lru_cache(maxsize=256)
def _window(courses: tuple[charts.Course, ...], quantity: str) -> tuple[float, float]:
    """The range of the vertical axis: the line's own, or what holds most of the losses at their defaults."""
    line = courses[0].line
    if quantity in ("value", "gradient", "weight"):
        return {"value": line.values, "gradient": line.slopes, "weight": charts.WEIGHTS}[quantity]
    lows, highs = [0.0], [0.0]
    for course in courses:
        heights = _shape(course, quantity)[1]
        heights = heights[np.isfinite(heights)]
        if heights.size:
            low, high = np.quantile(heights, [0.03, 0.97])
            lows.append(float(low))
            highs.append(float(high))
    low, high = min(lows), max(highs)
    if high - low < 1e-6:
        return -1.0, 1.0
    room = 0.12 * (high - low)
    return low - room, high + room


@lru_cache(maxsize=1024)
def _curve(
    course: charts.Course, quantity: str, factor: float, place: int, window: tuple[float, float]
) -> dict[str, Any]:
    """A loss's curve; a rival's stays as it is while a slider of another moves."""
    t, heights = _shape(course, quantity)
    with np.errstate(over="ignore", invalid="ignore"):
        heights = charts.in_window(factor * heights, window)
    style, name = charts.style_of(place), course.bound.loss.name
    look = {"color": ink(style["ink"] or "loss"), "dash": style["dash"], "width": 2 if place else style["width"]}
    role = "rival" if place else _ROLES[quantity]
    return charts.curve(role, quantity, name, t, heights, look, xaxis="x", yaxis="y", tag=name)


def _probes(at: float, heights: list[float]) -> dict[str, Any]:
    sizes = np.where(np.arange(len(heights)) == 0, 11.0, 7.0)
    x, y = np.full(len(heights), at), np.array(heights)
    return marks("probe", mode="markers", x=x, y=y, marker={**PROBE, "size": sizes})


@lru_cache(maxsize=256)
def _layout(line: Line, quantity: str, window: tuple[float, float]) -> dict[str, Any]:
    return layout(
        xaxis=charts.across(line),
        yaxis=axis("loss" if quantity == "value" else quantity, range=list(window), nticks=7),
        uirevision=f"{line.key} {quantity} {window[0]:g} {window[1]:g}",
        **charts.POINTED,
    )


FIGURE = Figure(
    key="compare",
    name="Compare",
    meaning="Any losses of one space over each other, in one quantity, raw or scaled to agree at the probe.",
    fits=lambda loss, rivals: bool(rivals),
    rivals=rivals,
    controls=controls,
    shown=shown,
    draw=draw,
    refocused=refocused,
    most_steps=STOPS,
    place=90,
    presets=PRESETS,
)
