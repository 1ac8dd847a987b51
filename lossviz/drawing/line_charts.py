"""What charts of losses along a line share: the line and the probe, styles of curves, names beside them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing.handles import along as moves
from lossviz.drawing.handles import handle
from lossviz.drawing.theme import DASHES, OTHERS, axis
from lossviz.drawing.traces import trace
from lossviz.drawing.words import say
from lossviz.maths.expressions import blackboard
from lossviz.maths.lines import kinks_along, probe_of
from lossviz.vocabulary import BoundLoss, Choice, Label, Line, Loss, Parameter, Reading, Space, View

WEIGHTS = (-0.2, 3.2)  # the range of weights that a chart shows


# The line and the probe


def line_choice(lines: Sequence[Line]) -> tuple[Choice, ...]:
    """The choice of the line that is drawn, if there is one to make."""
    if len(lines) == 1:
        return ()
    choice = Choice(
        name="line",
        label="Drawn over",
        options=tuple((line.key, line.name) for line in lines),
        default=lines[0].key,
        meaning="the quantity on the horizontal axis",
    )
    return (choice,)


def line_of(view: View) -> Line:
    """The line of the loss's space that was chosen, or the first."""
    lines = view.loss.space.lines
    return next((line for line in lines if line.key == view.values.get("line")), lines[0])


def without_other_probes(view: View) -> tuple[str, ...]:
    """The names of all controls but the probes of lines that are not drawn."""
    hidden = {probe_of(line).name for line in view.loss.space.lines} - {probe_of(line_of(view)).name}
    return tuple(control.name for control in view.controls if control.name not in hidden)


class Course(NamedTuple):
    """A loss at its parameters along a line of its own space, for a label of its own."""

    bound: BoundLoss
    line: Line
    label: Label


def course_of(bound: BoundLoss, line: Line, label: Label) -> Course:
    """The course with the line and the label of the loss's own space that have these keys, or its first label.

    Losses with the same lines may know other truths: a generator knows none.
    """
    space: Space = bound.loss.space
    own = next(each for each in space.lines if each.key == line.key)
    return Course(bound, own, next((each for each in space.labels if each.key == label.key), space.labels[0]))


@lru_cache(maxsize=256)
def probed_events(space: Space, line: Line, at: float) -> tuple[np.ndarray, np.ndarray]:
    """The probe's prediction with each label in turn, since some libraries want to see every label.

    Where there is one label only, half-way between the probe and the line's low end is a second prediction:
    of a single number every mean is the number itself.
    """
    places = np.array([at] if len(space.labels) > 1 else [at, (at + line.low) / 2])
    placed = [line.place(places, label) for label in space.labels]
    return np.concatenate([part for part, _ in placed]), np.concatenate([part for _, part in placed])


def where(view: View, line: Line, label: Label, at: float) -> str:
    """The probe's place in words, with the label where there is more than one."""
    return f"{line.symbol} = {say(at)}" + (f" with {label.name}" if len(view.loss.space.labels) > 1 else "")


# Numbers


def arithmetic(course: Course, at: float, value: float, slope: float) -> list[str]:
    """The loss at the probe with its numbers filled in, and its slope."""
    prediction, target = (part[0] for part in course.line.place(np.array([at]), course.label))
    expression = blackboard(course.bound.worked(prediction, target))
    return [f"L = {expression} = {say(value)}", f"dL/d{course.line.symbol} = {say(slope)}"]


def probe_readings(line: Line, at: float, value: float, slope: float) -> dict[str, Reading]:
    """What a reader sees at the probe."""
    return {"at": Reading(at, line.symbol), "value": Reading(value), "slope": Reading(slope, f"per {line.symbol}")}


def weight_of(t: np.ndarray, slope: np.ndarray, line: Line, label: Label) -> np.ndarray:
    """The slope divided by that of the plain loss: how many plain examples this one counts for."""
    assert line.reference is not None
    plain = line.reference(t, label)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(plain) > 1e-9, slope / plain, np.nan)


def in_window(heights: np.ndarray, view: tuple[float, float]) -> np.ndarray:
    """Heights well outside the view are left out: they would cost precision in transport, not be seen."""
    span = 2 * (view[1] - view[0])
    return np.where((heights > view[0] - span) & (heights < view[1] + span), heights, np.nan)


# Looks


def style_of(place: int, turn: int = 0) -> dict[str, Any]:
    """How a curve is drawn: that of the loss in focus at place 0, its rivals after it; labels by turn."""
    if place == 0:
        return {"ink": None, "dash": "solid" if turn == 0 else DASHES[turn - 1], "width": 3}
    around, colour = divmod(place - 1, len(OTHERS))
    return {
        "ink": OTHERS[colour],
        # Shifted by one with every round of colours, so that colour and dash together stay unlike.
        "dash": DASHES[(colour + around) % len(DASHES)],
        "width": 1.75 if turn == 0 else 1,
    }


def curve(
    role: str, what: str, name: str, t: np.ndarray, heights: np.ndarray, style: Mapping[str, Any], **settings: Any
) -> dict[str, Any]:
    """A curve of a chart; pointed at anywhere, the chart tells the values of all curves there.

    Parameters
    ----------
    role, what, name : str
        Its role, which quantity it is, and of what.
    t, heights : ndarray
        The curve. No point of it is left out in drawing: what Plotly thinks too many are what makes it smooth.
    style : mapping
        Of the line.
    **settings
        Of the trace: its axes, its tag.
    """
    pointed = f"%{{y:.4g}}<extra>{what}: {name}</extra>"
    return trace(
        role,
        table=True,
        mode="lines",
        x=t,
        y=heights,
        name=f"{what}: {name}",
        line={**style, "simplify": False},
        hovertemplate=pointed,
        **settings,
    )


def across(line: Line, **settings: Any) -> dict[str, Any]:
    """The axis along a line."""
    heading = {"text": f"{line.symbol} = %{{x:.3g}}"}
    return axis(line.name, range=[line.low, line.high], unifiedhovertitle=heading, **settings)


# Of a layout: what is pointed at anywhere tells all curves there, in all panels.
POINTED = {"hovermode": "x unified", "hoversubplots": "axis"}


@lru_cache(maxsize=1024)
def windows(loss: Loss, line: Line) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges of loss and gradient: the first view's own for its line, else the line's."""
    first, lines = loss.opening, loss.space.lines
    if line.key != first.values.get("line", lines[0].key if lines else ""):
        return line.values, line.slopes
    return first.heights or line.values, first.slopes or line.slopes


def verticals(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions and heights of vertical lines, each followed by a gap."""
    heights = np.full((places.size, 3), np.nan)
    heights[:, :2] = (-1e3, 1e3)
    return np.repeat(places, 3), heights.ravel()


# Handles


def probe_handles(
    probe: Parameter, at: float, heights: Sequence[float], panels: Sequence[str], windows: Sequence[tuple[float, float]]
) -> list[dict[str, Any]]:
    """The probe's dots, one a panel; each is taken hold of by itself, and all are one stop of the Tab key."""
    return [
        handle(
            "probe" if place == 0 else f"probe, panel {place + 1}",
            (at, float(np.clip(height, *window)) if np.isfinite(height) else window[0]),
            x=moves(probe),
            axes=("xaxis", f"yaxis{panel[1:]}"),
            group="probe" if len(panels) > 1 else "",
        )
        for place, (height, panel, window) in enumerate(zip(heights, panels, windows, strict=False))
    ]


class _Grip(NamedTuple):
    """A kink that goes with a parameter: where it is at the default, and how far it moves with the number."""

    parameter: Parameter
    place: int
    start: float
    pace: float


@lru_cache(maxsize=512)
def _grips(loss: Loss, line: Line, label: Label) -> tuple[_Grip, ...]:
    """The kinks that move with a number among the parameters, as far as it or as far the other way."""
    start = loss.at({})
    kinks, found = kinks_along(start, line, label), []
    for parameter, value in zip(loss.parameters, start.values, strict=True):
        if parameter.components or not np.isfinite(value):
            continue
        step = 1e-3 * (parameter.slider[1] - parameter.slider[0])
        moved = [kinks_along(start.turned(parameter.name, None, value + way * step), line, label) for way in (1, -1)]
        if not kinks.size or any(each.size != kinks.size for each in moved):
            continue
        paces = (moved[0] - moved[1]) / (2 * step)
        found += [
            _Grip(parameter, place, float(kinks[place]), float(np.sign(pace)))
            for place, pace in enumerate(paces)
            if abs(abs(pace) - 1) < 1e-6
        ]
    return tuple(found)


def kink_handles(course: Course, window: tuple[float, float]) -> list[dict[str, Any]]:
    """The kinks that go with a parameter: dragging their line sets it. As many at every number."""
    bound, line, label = course
    kinks, usual = kinks_along(*course), kinks_along(bound.loss.at({}), line, label)
    found = []
    for parameter, place, start, pace in _grips(bound.loss, line, label):
        value = float(bound.parameters[parameter.name])
        there = kinks[place] if kinks.size == usual.size else start + pace * (value - float(parameter.default))
        at = float(np.clip(there, line.low, line.high))
        way = moves(parameter, less=round(at * pace - value, 9), times=pace)
        name = f"{parameter.symbol}, kink {place + 1}"
        found.append(handle(name, (at, window[1]), x=way, grip=(at, at, *window), group="kink"))
    return found


def same_lines(loss: Loss, other: Loss) -> bool:
    """Whether two losses can be laid over each other: their spaces have the same lines."""
    lines = [(line.key, line.name) for line in loss.space.lines]
    return bool(lines) and lines == [(line.key, line.name) for line in other.space.lines]
