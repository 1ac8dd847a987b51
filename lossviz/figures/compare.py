"""Compare: any losses of one space over each other, in one quantity, raw or scaled to agree at the probe.

Along a line of predictions with coordinate t, with s(t) the slope of the loss along the line:

value
    The loss.
gradient
    s(t).
curvature
    The derivative of s(t); none at a kink, where it jumps or does not exist.
influence
    s(t) divided by the mean of its derivative under a normal distribution in the middle of the line, with a
    quarter of half the line's length as standard deviation. A jump of the slope counts towards that mean. On
    the residual line the distribution is the standard normal one, and this is Hampel's influence function of
    the location estimate that minimises the loss: where one more observation at t moves the estimate to,
    times the number of observations. Where the mean is not positive there is no such estimate, and no curve.
weight
    s(t) divided by the slope of the plain loss of the space.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.figures.curve import (
    PROBE,
    WEIGHTS,
    arithmetic,
    in_window,
    line_of,
    marks_in,
    placed,
    probe_name,
    probe_of,
    probed,
    style_of,
    weight_of,
)
from lossviz.figures.handles import along as moves
from lossviz.figures.handles import handle
from lossviz.figures.marks import name_places
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import hashable, named, say, unhashed
from lossviz.losses import LOSSES
from lossviz.profile import along, grid, kinks_along, profile
from lossviz.spec import Choice, Figure, Line, Loss, Parameter, Several

RAW, VALUE, SLOPE = "raw", "value", "slope"
_STEP = 1e-5  # of the line's length, between a place and those from which its curvature is taken
_HAIR = 1e-9
_FINE = 1281  # places of the mean
_NOTHING = 1e-12


def fits(loss: Loss) -> bool:
    """Whether there is another loss over the same lines."""
    return bool(comparable(loss.key))


@lru_cache(maxsize=256)
def comparable(key: str) -> tuple[str, ...]:
    """The keys of the other losses, of any family, whose space has the same lines."""
    lines = _lines(LOSSES[key])
    return tuple(other.key for other in LOSSES.values() if lines and other.key != key and _lines(other) == lines)


def _lines(loss):
    return [(line.key, line.name) for line in loss.space.lines]


def controls(loss: Loss) -> tuple:
    """What is drawn, a probe for each line, and the parameters of the loss and of all it can be compared with.

    A parameter of another loss has that loss's key and a hyphen before its name.
    """
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss = LOSSES[key]
    space, others = loss.space, [LOSSES[other] for other in comparable(key)]
    quantities = ["value", "gradient", "curvature", "influence", "weight"]
    if not all(line.reference for line in space.lines):
        quantities.remove("weight")
    beside = tuple(other for other in loss.beside if other in comparable(key))
    choices = [
        Choice(
            name="quantity",
            label="Quantity",
            options=tuple((quantity, quantity) for quantity in quantities),
            default="value",
            meaning="curvature is the derivative of the gradient; influence, the gradient over the mean curvature "
            "under a normal distribution, is what one more point there does to an estimate; weight is the gradient "
            "over that of the plain loss",
        ),
        Choice(
            name="scaled",
            label="Scaled",
            options=((RAW, "raw"), (VALUE, "equal value at the probe"), (SLOPE, "equal slope at the probe")),
            default=RAW,
            meaning="a loss may be multiplied by any number without another fit: what is left is shape",
        ),
        Several(
            name="against",
            label="Compared with",
            options=tuple((other.key, other.name) for other in others),
            default=beside or tuple(other.key for other in others[:1]),
            meaning="other losses over the same predictions, of any family",
        ),
        Choice(
            name="line",
            label="Drawn over",
            options=tuple((line.key, line.name) for line in space.lines),
            default=space.lines[0].key,
            meaning="the quantity on the horizontal axis",
        ),
        Choice(
            name="label",
            label="True label",
            options=tuple((label.key, label.name) for label in space.labels),
            default=space.labels[0].key,
            meaning="the label that the prediction is compared with",
        ),
    ]
    choices = [choice for choice in choices if isinstance(choice, Several) or len(choice.options) > 1]
    theirs = [_theirs(other, parameter) for other in others for parameter in other.parameters]
    return (*choices, *(probe_of(line) for line in space.lines), *loss.parameters, *theirs)


def _theirs(other: Loss, parameter: Parameter) -> Parameter:
    """A parameter of another loss under a name of its own."""
    components = tuple(f"{other.name}, {component}" for component in parameter.components)
    return replace(parameter, name=f"{other.key}-{parameter.name}", components=components)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All but the probes of other lines and the parameters of losses that are not drawn."""
    probe = probe_name(line_of(loss, values))
    chosen = values["against"]

    def matters(name):
        owner, hyphen, _ = name.partition("-")
        return owner in chosen if hyphen else not name.startswith("at_") or name == probe

    return tuple(control.name for control in controls(loss) if matters(control.name))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the comparison; see `lossviz.spec.Figure`."""
    line, quantity, scaled = line_of(loss, values), values["quantity"], values["scaled"]
    truth = values.get("label", loss.space.labels[0].key)
    at = values[probe_name(line)]
    lot = [loss, *(LOSSES[key] for key in comparable(loss.key) if key in values["against"])]
    view = _view(tuple(each.key for each in lot), line.key, truth, quantity)
    data, curves, marks, told = [], [], [], []
    model = None
    for place, own in enumerate(lot):
        bound = loss_parameters(own, loss, values)
        where = (own.key, line.key, _label(own, truth), hashable(bound))
        value, slope = probed(*where, at)
        model = model or (value, slope)
        factor, why = _factor(scaled, quantity, loss, *model, value, slope) if place else (1.0, "")
        style = style_of(place, 0)
        t, heights = _course(*where, quantity)
        with np.errstate(over="ignore", invalid="ignore"):
            heights = in_window(factor * heights, view)
            here = factor * _at(*where, quantity, at)
        curves.append((own.name, t, heights, style))
        marks.append(float(np.clip(here, *view)) if np.isfinite(here) else np.nan)
        told.append(_told(own, bound, factor, here, why, quantity))
        colour = ink(style["ink"] or "loss")
        data.append(_curve(t, heights, f"{quantity}: {own.name}", colour, style, place == 0))
    data += [_names(curves, line, view), _probes(at, marks)]
    value, slope = model
    label = next(label for label in loss.space.labels if label.key == truth)
    title = "loss" if quantity == "value" else quantity
    where = f"{line.symbol} = {say(at)}" + (f" with {label.name}" if len(loss.space.labels) > 1 else "")
    return {
        "data": data,
        "layout": layout(
            xaxis=axis(line.name, range=[line.low, line.high]),
            yaxis=axis(title, range=list(view), nticks=7),
            uirevision=f"{line.key} {quantity} {view[0]:g} {view[1]:g}",
        ),
        "worked": arithmetic(loss, loss_parameters(loss, loss, values), line, label, at, value, slope),
        "takeaway": f"The {quantity} at {where}. {'; '.join(told)}.",
        "handles": [handle("probe", (at, marks[0] if np.isfinite(marks[0]) else 0.0), x=moves(probe_of(line)))],
    }


def loss_parameters(own: Loss, focus: Loss, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of one of the losses on the figure, from the values of the figure's controls."""
    prefix = "" if own is focus else f"{own.key}-"
    return {parameter.name: values[prefix + parameter.name] for parameter in own.parameters}


def _label(own, wanted):
    """The key of the label of a loss's own space that is meant."""
    keys = [label.key for label in own.space.labels]
    return wanted if wanted in keys else keys[0]


def _factor(scaled, quantity, focus, value, slope, own_value, own_slope):
    """What a loss is multiplied by, and why it is not if it cannot be; no factor changes an influence."""
    if scaled == RAW or quantity == "influence":
        return 1.0, ""
    wanted, own = (value, own_value) if scaled == VALUE else (slope, own_slope)
    if abs(wanted) < _NOTHING:
        return 1.0, f"not scaled: the {scaled} of {focus.name} there is 0"
    if abs(own) < _NOTHING:
        return 1.0, f"not scaled: its {scaled} there is 0"
    if wanted / own < 0 or not np.isfinite(wanted / own):
        return 1.0, f"not scaled: its {scaled} there has the other sign"
    return wanted / own, ""


_MISSING = {"curvature": "it has a kink there", "influence": "its mean curvature is not positive"}


def _told(own, bound, factor, here, why, quantity):
    name = named(own, bound) if factor == 1 else f"{say(factor)} × {named(own, bound)}"
    if not np.isfinite(here):
        why = _MISSING.get(quantity, "too large")
    return f"{name}: {say(float(here)) if np.isfinite(here) else 'none'}" + (f" ({why})" if why else "")


@lru_cache(maxsize=2048)
def _course(key, line_key, label_key, parameters, quantity):
    """Places along the line and a loss's quantity there."""
    loss, line, label = placed(key, line_key, label_key)
    bound = unhashed(parameters)
    if quantity == "curvature":
        kinks = kinks_along(loss, line, label, bound)
        step = 2 * _STEP * (line.high - line.low)
        t = np.unique(np.concatenate([grid(line), kinks - step, kinks, kinks + step]))
        t = t[(t >= line.low) & (t <= line.high)]
        return t, curvature(loss, line, label, bound, t, kinks)
    course = profile(loss, line, label, bound)
    heights = {
        "value": lambda: course.value,
        "gradient": lambda: course.slope,
        "influence": lambda: _influence(course.slope, mean_curvature(key, line_key, label_key, parameters)),
        "weight": lambda: weight_of(course.t, course.slope, line, label),
    }
    return course.t, heights[quantity]()


def curvature(loss: Loss, line: Line, label, bound: Mapping[str, Any], t: np.ndarray, kinks: np.ndarray) -> np.ndarray:
    """The derivative of the slope along the line, from slopes at either side; NaN at kinks."""
    step = _STEP * (line.high - line.low)
    middle = np.clip(t, line.low + step, line.high - step)
    with np.errstate(over="ignore", invalid="ignore"):
        rise = along(loss, line, label, bound, middle + step)[1] - along(loss, line, label, bound, middle - step)[1]
    astride = (np.abs(t[:, None] - kinks) <= step).any(1)
    return np.where(astride, np.nan, rise / (2 * step))


@lru_cache(maxsize=2048)
def mean_curvature(key: str, line_key: str, label_key: str, parameters: tuple) -> float:
    """The mean of the slope's derivative under the normal distribution that the module's docstring names.

    Integrated by parts, so that it needs the slope only and a jump of the slope counts.
    """
    loss, line, label = placed(key, line_key, label_key)
    bound = unhashed(parameters)
    centre, deviation = (line.low + line.high) / 2, (line.high - line.low) / 8
    t = np.linspace(line.low, line.high, _FINE)
    kinks = kinks_along(loss, line, label, bound)
    t = np.sort(np.concatenate([t, kinks - _HAIR, kinks + _HAIR]))
    t = t[(t >= line.low) & (t <= line.high)]
    slope = along(loss, line, label, bound, t)[1]
    density = np.exp(-0.5 * ((t - centre) / deviation) ** 2)
    with np.errstate(over="ignore", invalid="ignore"):
        inside = np.trapezoid(slope * density * (t - centre), t) / deviation**2
        return float((inside + slope[-1] * density[-1] - slope[0] * density[0]) / np.trapezoid(density, t))


def _influence(slope, mean):
    return slope / mean if np.isfinite(mean) and mean > _NOTHING else np.full_like(slope, np.nan)


@lru_cache(maxsize=4096)
def _at(key, line_key, label_key, parameters, quantity, at) -> float:
    """A loss's quantity at the probe."""
    loss, line, label = placed(key, line_key, label_key)
    value, slope = probed(key, line_key, label_key, parameters, at)
    place = np.array([at])
    if quantity == "curvature":
        bound = unhashed(parameters)
        return float(curvature(loss, line, label, bound, place, kinks_along(loss, line, label, bound))[0])
    if quantity == "influence":
        return float(_influence(np.array([slope]), mean_curvature(key, line_key, label_key, parameters))[0])
    if quantity == "weight":
        return float(weight_of(place, np.array([slope]), line, label)[0])
    return value if quantity == "value" else slope


@lru_cache(maxsize=1024)
def _view(keys, line_key, truth, quantity) -> tuple[float, float]:
    """The range of the vertical axis: the line's own, or what holds most of the losses at their defaults."""
    line = placed(keys[0], line_key, _label(LOSSES[keys[0]], truth))[1]
    if quantity in ("value", "gradient", "weight"):
        return {"value": line.values, "gradient": line.slopes, "weight": WEIGHTS}[quantity]
    lows, highs = [0.0], [0.0]
    for key in keys:
        loss = LOSSES[key]
        heights = _course(key, line_key, _label(loss, truth), hashable(loss.bind({})), quantity)[1]
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


def _curve(t, heights, name, colour, style, focus):
    return {
        "type": "scatter",
        "mode": "lines",
        "x": t,
        "y": heights,
        "xaxis": "x",
        "yaxis": "y",
        "name": name,
        "line": {"color": colour, "dash": style["dash"], "width": style["width"] if focus else 2},
        "hovertemplate": f"{name}: %{{y:.4g}}<extra></extra>",
    }


def _names(curves, line, view):
    places = name_places(curves, (line.low, line.high), view)
    return marks_in(
        ("x", "y", None),
        mode="text",
        x=np.array([at for at, *_ in places]),
        y=np.array([height for _, height, *_ in places]),
        text=[name for _, _, _, name, _ in places],
        textposition=[f"top {side}" for _, _, side, _, _ in places],
        textfont={"color": [ink(style["ink"] or "loss") for *_, style in places], "size": 13},
        cliponaxis=False,
    )


def _probes(at, heights):
    sizes = np.where(np.arange(len(heights)) == 0, 11.0, 7.0)
    return marks_in(
        ("x", "y", None),
        mode="markers",
        x=np.full(len(heights), at),
        y=np.array(heights),
        marker={**PROBE, "size": sizes},
    )


FIGURE = Figure(
    key="compare",
    name="Compare",
    meaning="Any losses of one space over each other, in one quantity, raw or scaled to agree at the probe.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=90,
    lab=True,
)
