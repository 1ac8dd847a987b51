"""A sweep: a loss at the marked values of one parameter, as thin curves, and at the current value."""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import STEPS, axis, ink, layout
from lossviz.drawing.traces import PROBE, marks, trace
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.lines import STOPS, Profile, probe_of, probed, profile
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Line, Loss, Parameter, View

MOST = len(STEPS)  # thin curves
_ENOUGH = 5  # charts.where fewer values are marked, others between them are added
_LONGEST = 14  # letters of a landmark that a curve's name can hold
_GAP = 0.11  # between two names, as a share of the panel's height
_COLUMN, _NARROW_COLUMN, _SHORT_COLUMN = 0.14, 0.4, 0.36  # the room for the names, as a share of the width
_PANELS = {"y": (0.4, 1.0), "y2": (0.0, 0.34)}


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, a probe for each line, and which parameter spans the curves."""
    space, knobs = loss.space, _knobs(loss)
    knob = Choice(
        name="knob",
        label="Knob",
        options=tuple(knobs.items()),
        default=next(iter(knobs)),
        meaning="the parameter whose marked values are drawn thin",
    )
    choices = (*([knob] if len(knobs) > 1 else []), *charts.line_choice(space.lines), *label_choice(space.labels))
    return (*loss.parameters, *(probe_of(line) for line in space.lines), *choices)


def _knobs(loss: Loss) -> dict[str, str]:
    """What may be the knob: numbers first, then the components of vectors; the name of a slider and its words."""
    numbers = {each.name: each.label for each in loss.parameters if not each.components}
    return numbers | {
        f"{each.name}.{place}": f"{each.label}, {component}"
        for each in loss.parameters
        for place, component in enumerate(each.components)
    }


def draw(view: View) -> Drawing:
    """The thin curves, the curve at the current value, and the probe on it."""
    line, label, bound = charts.line_of(view), label_of(view), view.bound
    knob = view.values.get("knob") or next(iter(_knobs(view.loss)))
    parameter, place = _parameter(view.loss, knob)
    at = view.values[probe_of(line).name]
    span, focus = stops(view.loss, knob), charts.course_of(bound, line, label)
    thin = [focus._replace(bound=bound.turned(parameter.name, place, stop)) for stop in span]
    value, slope = probed(*focus, at)
    data = [
        curve
        for colour, stop, course in zip(_inks(len(span)), span, thin, strict=True)
        for curve in _curves(course, _name(parameter, stop), colour)
    ]
    data += _curves(focus, "at present", None)
    rising = _rises(focus._replace(bound=view.loss.at({})), knob)
    data.append(_names(parameter, span, [profile(*course) for course in thin], line, rising))
    data += [
        marks("probe", panel, mode="markers", x=np.array([at]), y=np.array([height]), marker={**PROBE, "size": 11})
        for panel, height in zip(_PANELS, (value, slope), strict=True)
    ]
    (first, first_slope), (last, last_slope) = (probed(*course, at) for course in (thin[0], thin[-1]))
    here = charts.where(view, line, label, at)
    return Drawing(
        data=data,
        layout=_layout(line, rising, knob),
        narrow=_moved(rising, _NARROW_COLUMN),
        short={"layout": {**_moved(rising, _SHORT_COLUMN), "yaxis3": {"domain": [0, 1]}}, "hidden": []},
        readings=charts.probe_readings(line, at, value, slope),
        worked=charts.arithmetic(focus, at, value, slope),
        takeaway=(
            f"{named(bound)} costs {say(value)} at {here} and has slope {say(slope)}. "
            f"The thin curves run from {parameter.symbol} = {say(span[0])} to {say(span[-1])}; from one to the other "
            f"the cost there goes from {say(first)} to {say(last)} and the slope from {say(first_slope)} "
            f"to {say(last_slope)}."
        ),
        events=charts.probed_events(view.loss.space, line, at),
        handles=[handle("probe", (at, value), x=along(probe_of(line)))],
    )


@lru_cache(maxsize=512)
def stops(loss: Loss, knob: str) -> tuple[float, ...]:
    """The values of a parameter that get a thin curve: landmarks and the slider's ends, 5 to 7 in all.

    Where fewer are marked, the widest gap between two is halved until there are five; where more are, the
    landmark nearest to another value goes.
    """
    parameter, _ = _parameter(loss, knob)
    low, high, step = parameter.slider
    marked = sorted({low, high, *(mark.value for mark in parameter.landmarks)})
    while len(marked) > MOST:
        gaps = {b: min(b - a, c - b) for a, b, c in zip(marked, marked[1:], marked[2:], strict=False) if b < high}
        marked.remove(min(gaps, key=lambda stop: gaps[stop]))
    while len(marked) < _ENOUGH:
        inside = [stop for stop in marked if math.isfinite(stop)]
        _, a, b = max((b - a, a, b) for a, b in pairwise(inside))
        middle = float(f"{low + round(((a + b) / 2 - low) / step) * step:.6g}")
        if middle in marked:
            break
        marked = sorted([*marked, middle])
    return tuple(marked)


def _parameter(loss: Loss, knob: str) -> tuple[Parameter, int | None]:
    name, _, component = knob.partition(".")
    parameter = next(each for each in loss.parameters if each.name == name)
    return parameter, int(component) if component else None


def _inks(count: int) -> list[str]:
    """Colours for so many steps of the scale, spread over all of it."""
    return [STEPS[round(i * (MOST - 1) / max(1, count - 1))] for i in range(count)]


@lru_cache(maxsize=1024)
def _curves(course: charts.Course, name: str, colour: str | None) -> list[dict[str, Any]]:
    """A loss and its slope, thin in a colour of the scale, or wide as the loss in focus."""
    whole, line, traces = profile(*course), course.line, []
    heights = charts.in_window(whole.value, line.values), charts.in_window(whole.slope, line.slopes)
    for what, panel, height in zip(("loss", "gradient"), _PANELS, heights, strict=True):
        traces.append(
            trace(
                "sweep" if colour else what,
                table=True,
                mode="lines",
                x=whole.t,
                y=height,
                xaxis="x",
                yaxis=panel,
                name=f"{what}: {name}",
                line={"color": ink(colour), "width": 1.5} if colour else {"color": ink(what), "width": 3.5},
                hovertemplate=f"{what}: {name}, %{{y:.4g}}<extra></extra>",
            )
        )
    return traces


def _name(parameter: Parameter, stop: float) -> str:
    label = next((mark.label for mark in parameter.landmarks if mark.value == stop), "")
    number = f"{stop:.4g}".replace("-", "−") if 1e-3 <= abs(stop) < 1e4 else say(stop)
    return f"{number} {label}" if 0 < len(label) <= _LONGEST else f"{parameter.symbol} = {number}"


@lru_cache(maxsize=512)
def _rises(course: charts.Course, knob: str) -> bool:
    """Whether the curves end, and so are named, at the right: they are further apart there than at the left."""
    loss, line = course.bound.loss, course.line
    parameter, place = _parameter(loss, knob)
    bounds = [course.bound.turned(parameter.name, place, stop) for stop in stops(loss, knob)]
    low, high = line.values
    curves = [charts.in_window(profile(bound, line, course.label).value, line.values) for bound in bounds]
    spreads = []
    for end in (slice(0, 40), slice(-40, None)):
        heights = np.stack([np.nan_to_num(np.clip(value[end], low, high), nan=high) for value in curves])
        spreads.append(float(np.ptp(heights, axis=0).max()))
    return spreads[1] >= 0.9 * spreads[0]


def _names(
    parameter: Parameter, span: tuple[float, ...], thin: list[Profile], line: Line, rising: bool
) -> dict[str, Any]:
    """The curves' names in a column beside their ends, in the order in which the curves leave the picture."""
    low, high = line.values
    ends = [_end(whole, line, rising) for whole in thin]
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
    return trace(
        "name",
        mode="text",
        xaxis="x2",
        yaxis="y3",
        x=np.full(len(span), 1.0 if rising else 0.0),
        y=np.array([heights[i] for i in range(len(span))]),
        text=[_name(parameter, stop) for stop in span],
        textposition="middle left" if rising else "middle right",
        textfont={"color": [ink(colour) for colour in _inks(len(span))], "size": 12},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _end(whole: Profile, line: Line, rising: bool) -> tuple[float, float]:
    """The height at which a curve leaves the picture, and how early, more so the higher."""
    low, high = line.values
    seen = np.nonzero((whole.value >= low) & (whole.value <= high))[0]
    if not seen.size:
        return high, 0.0
    last = seen[-1 if rising else 0]
    early = abs((line.high if rising else line.low) - float(whole.t[last]))
    height = float(whole.value[last])
    if early > 0:
        height = high if height > (low + high) / 2 else low
    return height, early if height == high else -early


def _domains(rising: bool, column: float) -> dict[str, list[float]]:
    """Where the curves and the names stand, the names beside the curves' ends."""
    if rising:
        return {"xaxis": [0, 1 - column], "xaxis2": [1 - column, 1]}
    return {"xaxis": [column, 1], "xaxis2": [0, column]}


def _moved(rising: bool, column: float) -> dict[str, Any]:
    return {name: {"domain": domain} for name, domain in _domains(rising, column).items()}


@lru_cache(maxsize=256)
def _layout(line: Line, rising: bool, knob: str) -> dict[str, Any]:
    """The ticks stand on the other side of the names."""
    domains = _domains(rising, _COLUMN)
    down: dict[str, Any] = {"side": "left" if rising else "right", "nticks": 6}
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
    key="sweep",
    name="Change one setting",
    meaning="The loss at the marked values of one parameter, and at the current one, with the gradient below.",
    fits=lambda loss, rivals: bool(loss.parameters and loss.space.lines),
    controls=controls,
    shown=charts.without_other_probes,
    draw=draw,
    most_steps=STOPS,
    place=15,
    formerly=("spectrum",),
)
