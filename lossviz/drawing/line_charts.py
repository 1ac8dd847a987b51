"""What charts of losses along a line share: the line and the probe, styles of curves, names beside them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing.theme import DASHES, OTHERS
from lossviz.drawing.words import say
from lossviz.maths.expressions import blackboard
from lossviz.maths.lines import probe_of
from lossviz.vocabulary import BoundLoss, Choice, Label, Line, Loss, Reading, Space, View

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


class Named(NamedTuple):
    """A curve that gets its name written beside it."""

    name: str
    t: np.ndarray
    heights: np.ndarray
    style: dict[str, Any]


_CHARACTER = 0.0085  # the width of a letter as a fraction of a wide chart's


def name_places(
    curves: Sequence[Named], stretch: tuple[float, float], view: tuple[float, float]
) -> list[tuple[float, float, str, str, dict[str, Any]]]:
    """Where each curve's name stands: on its curve, as near to its higher end in view as leaves names apart.

    Parameters
    ----------
    curves : sequence of Named
        The curves.
    stretch, view : (low, high)
        The ranges of the two axes.

    Returns
    -------
    list of (t, height, side, name, style)
        The side is that of the position that the name runs to.
    """
    low, high = view
    span, width = high - low, stretch[1] - stretch[0]
    places: list[tuple[float, float, str, str, dict[str, Any]]] = []
    taken: list[tuple[float, float, float]] = []
    for name, t, heights, style in curves:
        seen = np.nonzero((heights >= low) & (heights <= high - 0.05 * span))[0]
        if not seen.size:
            places.append((stretch[0], high - 0.1 * span, "right", name, style))
            continue
        falls = bool(heights[seen[0]] > heights[seen[-1]] + 1e-6)
        reach = _CHARACTER * len(name) * width * (1 if falls else -1)
        for i in (seen[::6] if falls else seen[::-6]).tolist():
            ends = float(t[i]), float(t[i]) + reach
            box = (min(ends), max(ends), float(heights[i]))
            if not any(_overlap(box, other, span) for other in taken):
                break
        taken.append(box)
        places.append((box[0 if falls else 1], box[2], "right" if falls else "left", name, style))
    return places


def _overlap(box: tuple[float, float, float], other: tuple[float, float, float], span: float) -> bool:
    return box[0] < other[1] and other[0] < box[1] and abs(box[2] - other[2]) < 0.075 * span


def same_lines(loss: Loss, other: Loss) -> bool:
    """Whether two losses can be laid over each other: their spaces have the same lines."""
    lines = [(line.key, line.name) for line in loss.space.lines]
    return bool(lines) and lines == [(line.key, line.name) for line in other.space.lines]
