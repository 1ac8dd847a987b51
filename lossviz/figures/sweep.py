"""A sweep: a loss at the marked values of one parameter, as thin curves, and at the current value."""

import math
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.theme import STEPS, axis, ink, layout
from lossviz.drawing.traces import PROBE, marks
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.lines import STOPS, along, grid, probe_of, probed, profile
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Label, Line, Loss, Parameter, View

MOST = len(STEPS)  # thin curves
_ENOUGH = 5  # charts.where fewer values are marked, others between them are added
_LONGEST = 14  # letters of a landmark that a curve's name can hold
_TELLING = 0.03  # the least share of the panel's height that the curves have to part by
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "5px,2px")
_PANELS = {"y": (0.4, 1.0), "y2": (0.0, 0.34)}


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, a probe for each line, and which parameter spans the curves."""
    space, knobs = loss.space, _knobs(loss)
    first, label = _telling(loss) or (next(iter(knobs)), space.labels[0])
    knob = Choice(
        name="knob",
        label="Which setting",
        options=tuple(knobs.items()),
        default=first,
        meaning="the setting whose marked values are drawn thin",
    )
    labels = (replace(choice, default=label.key) for choice in label_choice(space.labels, space.label_name))
    choices = (*([knob] if len(knobs) > 1 else []), *charts.line_choice(space.lines), *labels)
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
    at, windows = view.values[probe_of(line).name], charts.windows(view.loss, line)
    span, focus = stops(view.loss, knob), charts.course_of(bound, line, label)
    thin = [focus._replace(bound=bound.turned(parameter.name, place, stop)) for stop in span]
    value, slope = probed(*focus, at)
    data = [
        curve
        for turn, (stop, course) in enumerate(zip(span, thin, strict=True))
        for curve in _curves(course, _name(parameter, stop), (turn, len(span)))
    ]
    data += _curves(focus, _now(parameter, place, bound), None)
    data += [
        marks("probe", panel, mode="markers", x=np.array([at]), y=np.array([height]), marker={**PROBE, "size": 11})
        for panel, height in zip(_PANELS, (value, slope), strict=True)
    ]
    (first, first_slope), (last, last_slope) = (probed(*course, at) for course in (thin[0], thin[-1]))
    here = charts.where(view, line, label, at)
    return Drawing(
        data=data,
        layout=_layout(line, knob, windows),
        readings=charts.probe_readings(line, at, value, slope),
        worked=charts.arithmetic(focus, at, value, slope),
        takeaway=(
            f"{named(bound)} costs {say(value)} at {here} and has slope {say(slope)}. "
            f"The thin curves run from {parameter.symbol} = {say(span[0])} to {say(span[-1])}; from one to the other "
            f"the cost there goes from {say(first)} to {say(last)} and the slope from {say(first_slope)} "
            f"to {say(last_slope)}."
        ),
        events=charts.probed_events(view.loss.space, line, at),
        handles=charts.probe_handles(probe_of(line), at, [value, slope], list(_PANELS), windows),
    )


def _now(parameter: Parameter, place: int | None, bound: BoundLoss) -> str:
    """The name of the curve at the current value."""
    value = bound.parameters[parameter.name]
    number = float(value if place is None else np.broadcast_to(value, len(parameter.components))[place])
    return f"{parameter.symbol} = {number:.4g} now".replace("-", "−")


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
def _curves(course: charts.Course, name: str, turn: tuple[int, int] | None) -> list[dict[str, Any]]:
    """A loss and its slope, thin as one of a scale of so many, or wide as the loss in focus."""
    whole, traces = profile(*course), []
    windows = charts.windows(course.bound.loss, course.line)
    for what, panel, height, window in zip(
        ("loss", "gradient"), _PANELS, (whole.value, whole.slope), windows, strict=True
    ):
        colour = ink(what) if turn is None else ink(_inks(turn[1])[turn[0]])
        dash = "solid" if turn is None else _DASHES[turn[0] % len(_DASHES)]
        traces.append(
            charts.curve(
                "sweep" if turn else what,
                what,
                name,
                whole.t,
                charts.in_window(height, window),
                {"color": colour, "width": 1.5 if turn else 3.5, "dash": dash},
                xaxis="x",
                yaxis=panel,
                tag=name if panel == "y" else "",
            )
        )
    return traces


def _name(parameter: Parameter, stop: float) -> str:
    label = next((mark.label for mark in parameter.landmarks if mark.value == stop), "")
    number = f"{stop:.4g}".replace("-", "−") if 1e-3 <= abs(stop) < 1e4 else say(stop)
    return f"{number} {label}" if 0 < len(label) <= _LONGEST else f"{parameter.symbol} = {number}"


@lru_cache(maxsize=512)
def _spread(loss: Loss, knob: str, line: Line, label: Label) -> float:
    """How far apart a knob drives the curves, as a share of the panel's height."""
    parameter, place = _parameter(loss, knob)
    start = loss.at({each.name: loss.opening.values.get(each.name, each.default) for each in loss.parameters})
    low, high = charts.windows(loss, line)[0]
    _, own, truth = charts.course_of(start, line, label)
    bounds = (start.turned(parameter.name, place, stop) for stop in stops(loss, knob))
    curves = [np.nan_to_num(along(bound, own, truth, grid(own))[0], nan=high) for bound in bounds]
    heights = np.clip(np.stack(curves), low, high)
    return float(np.ptp(heights, axis=0).max()) / (high - low)


@lru_cache(maxsize=256)
def _telling(loss: Loss) -> tuple[str, Label] | None:
    """The first knob and label for which the curves part, or None: then there is nothing to show."""
    pairs = ((knob, label) for knob in _knobs(loss) for label in loss.space.labels)
    return next((pair for pair in pairs if _spread(loss, pair[0], loss.space.lines[0], pair[1]) > _TELLING), None)


@lru_cache(maxsize=256)
def _layout(line: Line, knob: str, windows: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    values, slopes = windows
    return layout(
        xaxis=charts.across(line, anchor="y2", domain=[0, 1]),
        yaxis=axis("loss", domain=list(_PANELS["y"]), range=list(values), nticks=6),
        yaxis2=axis("gradient", domain=list(_PANELS["y2"]), range=list(slopes), nticks=6),
        uirevision=f"{line.key} {knob}",
        **charts.POINTED,
    )


FIGURE = Figure(
    key="sweep",
    name="Change one setting",
    meaning="The loss at the marked values of one parameter, and at the current one, with the gradient below.",
    fits=lambda loss, rivals: bool(loss.parameters and loss.space.lines) and _telling(loss) is not None,
    controls=controls,
    shown=charts.without_other_probes,
    draw=draw,
    most_steps=STOPS,
    place=15,
    formerly=("spectrum",),
)
