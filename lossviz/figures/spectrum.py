"""One knob: a loss at the marked values of one parameter, as thin curves, and at the current value."""

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lossviz.figures.curve import PROBE, arithmetic, in_window, line_of, marks_in, placed, probe_name, probe_of, probed
from lossviz.figures.handles import along, handle
from lossviz.figures.theme import STEPS, axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES
from lossviz.profile import profile
from lossviz.spec import Choice, Figure, Loss, Parameter

MOST = len(STEPS)  # thin curves
_ENOUGH = 5  # where fewer values are marked, others between them are added
_LONGEST = 14  # letters of a landmark that a curve's name can hold
_GAP = 0.11  # between two names, as a share of the panel's height
_COLUMN, _NARROW_COLUMN, _SHORT_COLUMN = 0.14, 0.4, 0.36  # the room for the names, as a share of the width
_PANELS = {"y": (0.4, 1.0), "y2": (0.0, 0.34)}


def fits(loss: Loss) -> bool:
    """Whether there is a parameter, and a line to draw curves over."""
    return bool(loss.parameters and loss.space.lines)


def controls(loss: Loss) -> tuple:
    """The loss's parameters, a probe for each line, and which parameter spans the curves."""
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss = LOSSES[key]
    space = loss.space
    choices = [
        Choice(
            name="knob",
            label="Knob",
            options=tuple(_knobs(loss).items()),
            default=next(iter(_knobs(loss))),
            meaning="the parameter whose marked values are drawn thin",
        ),
        Choice(
            name="line",
            label="Drawn over",
            options=tuple((line.key, line.name) for line in space.lines),
            default=space.lines[0].key,
            meaning="the quantity on the horizontal axis",
        ),
        Choice(
            name="truth",
            label="True label",
            options=tuple((label.key, label.name) for label in space.labels),
            default=space.labels[0].key,
            meaning="the label that the prediction is compared with",
        ),
    ]
    choices = [choice for choice in choices if len(choice.options) > 1]
    return (*loss.parameters, *(probe_of(line) for line in space.lines), *choices)


def _knobs(loss: Loss) -> dict[str, str]:
    """What may be the knob: numbers first, then the components of vectors; the name of a slider and its words."""
    numbers = {each.name: each.name.replace("_", " ") for each in loss.parameters if not each.components}
    return numbers | {
        f"{each.name}.{place}": f"{each.name.replace('_', ' ')}, {component}"
        for each in loss.parameters
        for place, component in enumerate(each.components)
    }


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything but the probes of the lines that are not drawn."""
    hidden = {probe_name(line) for line in loss.space.lines} - {probe_name(line_of(loss, values))}
    return tuple(control.name for control in controls(loss) if control.name not in hidden)


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the spectrum; see `lossviz.spec.Figure`."""
    line = line_of(loss, values)
    truth = values.get("truth", loss.space.labels[0].key)
    label = next(label for label in loss.space.labels if label.key == truth)
    knob = values.get("knob") or next(iter(_knobs(loss)))
    parameter, place = _parameter(loss, knob)
    at = values[probe_name(line)]
    parameters = parameters_of(loss, loss, values)
    span = stops(loss.key, knob)
    where = (loss.key, line.key, label.key)
    keys = [_turned(parameters, parameter, place, stop) for stop in span]
    thin = [_course(*where, key) for key in keys]
    now = hashable(parameters)
    t, *heights = _course(*where, now)
    value, slope = probed(*where, now, at)
    data = [
        _curve(t_, height, y, f"{what}: {_name(parameter, stop)}", colour)
        for colour, stop, (t_, *both) in zip(_inks(len(span)), span, thin, strict=True)
        for height, y, what in zip(both, _PANELS, ("loss", "gradient"), strict=True)
    ]
    data += [
        {**_curve(t, height, y, f"{what}: at present", what), "line": {"color": ink(what), "width": 3.5}}
        for height, y, what in zip(heights, _PANELS, ("loss", "gradient"), strict=True)
    ]
    rising = _rises(*where, knob)
    data.append(_names(parameter, span, thin, line, rising))
    data += [
        marks_in(("x", y, None), mode="markers", x=np.array([at]), y=np.array([height]), marker={**PROBE, "size": 11})
        for y, height in zip(_PANELS, (value, slope), strict=True)
    ]
    ends = [probed(*where, key, at) for key in (keys[0], keys[-1])]
    return {
        "data": data,
        "layout": _layout(line, rising, knob),
        "narrow": _moved(rising, _NARROW_COLUMN),
        "short": {"layout": {**_moved(rising, _SHORT_COLUMN), "yaxis3": {"domain": [0, 1]}}, "hidden": []},
        "worked": arithmetic(loss, parameters, line, label, at, value, slope),
        "takeaway": (
            f"{named(loss, parameters)} costs {say(value)} at {line.symbol} = {say(at)}"
            f"{f' with {label.name}' if len(loss.space.labels) > 1 else ''} and has slope {say(slope)}. "
            f"The thin curves run from {parameter.symbol} = {say(span[0])} to {say(span[-1])}; from one to the other "
            f"the cost there goes from {say(ends[0][0])} to {say(ends[1][0])} and the slope from {say(ends[0][1])} "
            f"to {say(ends[1][1])}."
        ),
        "handles": [handle("probe", (at, value), x=along(probe_of(line)))],
    }


@lru_cache(maxsize=512)
def stops(key: str, knob: str) -> tuple[float, ...]:
    """The values of a parameter that get a thin curve: landmarks and the slider's ends, 5 to 7 in all.

    Where fewer are marked, the widest gap between two is halved until there are five; where more are, the
    landmark nearest to another value goes.
    """
    parameter, _ = _parameter(LOSSES[key], knob)
    low, high, step = parameter.slider
    marked = sorted({low, high, *(mark.value for mark in parameter.landmarks)})
    while len(marked) > MOST:
        gaps = {b: min(b - a, c - b) for a, b, c in zip(marked, marked[1:], marked[2:], strict=False) if b < high}
        marked.remove(min(gaps, key=gaps.get))
    while len(marked) < _ENOUGH:
        inside = [stop for stop in marked if math.isfinite(stop)]
        _, a, b = max((b - a, a, b) for a, b in pairwise(inside))
        middle = float(f"{low + round(((a + b) / 2 - low) / step) * step:.6g}")
        if middle in marked:
            break
        marked = sorted([*marked, middle])
    return tuple(marked)


def _parameter(loss, knob) -> tuple[Parameter, int | None]:
    name, _, component = knob.partition(".")
    parameter = next(each for each in loss.parameters if each.name == name)
    return parameter, int(component) if component else None


def _turned(parameters, parameter, place, stop):
    """The parameters, as a cache's key, with the knob at a stop: a number, or one component of a vector."""
    turned = stop
    if place is not None:
        turned = np.array(np.broadcast_to(parameters[parameter.name], len(parameter.components)), float)
        turned[place] = stop
    return hashable({**parameters, parameter.name: turned})


@lru_cache(maxsize=2048)
def _course(key, line_key, label_key, parameters):
    loss, line, label = placed(key, line_key, label_key)
    course = profile(loss, line, label, unhashed(parameters))
    return course.t, in_window(course.value, line.values), in_window(course.slope, line.slopes)


def _inks(count):
    """Colours for so many steps of the scale, spread over all of it."""
    return [STEPS[round(i * (MOST - 1) / max(1, count - 1))] for i in range(count)]


def _curve(t, heights, y, name, colour):
    return {
        "type": "scatter",
        "mode": "lines",
        "x": t,
        "y": heights,
        "xaxis": "x",
        "yaxis": y,
        "name": name,
        "line": {"color": ink(colour), "width": 1.5},
        "hovertemplate": f"{name}, %{{y:.4g}}<extra></extra>",
    }


def _name(parameter, stop):
    label = next((mark.label for mark in parameter.landmarks if mark.value == stop), "")
    number = f"{stop:.4g}".replace("-", "−") if 1e-3 <= abs(stop) < 1e4 else say(stop)
    return f"{number} {label}" if 0 < len(label) <= _LONGEST else f"{parameter.symbol} = {number}"


@lru_cache(maxsize=512)
def _rises(key, line_key, label_key, knob) -> bool:
    """Whether the curves end, and so are named, at the right: they are further apart there than at the left."""
    loss, line, _ = placed(key, line_key, label_key)
    parameter, place = _parameter(loss, knob)
    keys = [_turned(loss.bind({}), parameter, place, stop) for stop in stops(key, knob)]
    curves = [_course(key, line_key, label_key, each) for each in keys]
    low, high = line.values
    spreads = []
    for end in (slice(0, 40), slice(-40, None)):
        heights = np.stack([np.nan_to_num(np.clip(value[end], low, high), nan=high) for _, value, _ in curves])
        spreads.append(float(np.ptp(heights, axis=0).max()))
    return spreads[1] >= 0.9 * spreads[0]


def _names(parameter, span, thin, line, rising):
    """The curves' names in a column beside their ends, in the order in which the curves leave the picture."""
    low, high = line.values
    ends = []
    for t, value, _ in thin:
        seen = np.nonzero((value >= low) & (value <= high))[0]
        if not seen.size:
            ends.append((high, 0.0))
            continue
        last = seen[-1 if rising else 0]
        early = abs((line.high if rising else line.low) - float(t[last]))
        height = float(value[last])
        if early > 0:
            height = high if height > (low + high) / 2 else low
        ends.append((height, early if height == high else -early))
    order = sorted(range(len(span)), key=lambda i: ends[i], reverse=True)
    gap = _GAP * (high - low)
    heights, ceiling = {}, high - gap / 2
    for i in order:
        heights[i] = ceiling = min(ends[i][0], ceiling)
        ceiling -= gap
    floor = low + gap / 2
    for i in reversed(order):
        heights[i] = floor = max(heights[i], floor)
        floor += gap
    return marks_in(
        ("x2", "y3", None),
        mode="text",
        xaxis="x2",
        x=np.full(len(span), 1.0 if rising else 0.0),
        y=np.array([heights[i] for i in range(len(span))]),
        text=[_name(parameter, stop) for stop in span],
        textposition="middle left" if rising else "middle right",
        textfont={"color": [ink(colour) for colour in _inks(len(span))], "size": 12},
        cliponaxis=False,
    )


def _domains(rising, column):
    """Where the curves and the names stand, the names beside the curves' ends."""
    return (
        {"xaxis": [0, 1 - column], "xaxis2": [1 - column, 1]}
        if rising
        else {"xaxis": [column, 1], "xaxis2": [0, column]}
    )


def _moved(rising, column):
    return {name: {"domain": domain} for name, domain in _domains(rising, column).items()}


def _layout(line, rising, knob):
    """The ticks stand on the other side of the names."""
    domains = _domains(rising, _COLUMN)
    down = {"side": "left" if rising else "right", "nticks": 6}
    return layout(
        xaxis=axis(line.name, range=[line.low, line.high], anchor="y2", domain=domains["xaxis"]),
        xaxis2=axis("", range=[0, 1], anchor="y3", domain=domains["xaxis2"], visible=False),
        yaxis=axis("loss", domain=list(_PANELS["y"]), range=list(line.values), **down),
        yaxis3=axis("", domain=list(_PANELS["y"]), range=list(line.values), anchor="x2", visible=False),
        yaxis2=axis("gradient", domain=list(_PANELS["y2"]), range=list(line.slopes), **down),
        margin={"l": 52 if rising else 4, "r": 4 if rising else 56, "t": 10, "b": 44},
        uirevision=f"{line.key} {knob} {rising}",
    )


FIGURE = Figure(
    key="spectrum",
    name="One knob",
    meaning="The loss at the marked values of one parameter, and at the current one, with the gradient below.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=15,
)
