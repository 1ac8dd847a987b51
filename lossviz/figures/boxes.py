"""Two boxes: the predicted one dragged about, the field of its loss over every place, and every box loss at once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along, handle
from lossviz.figures.marks import arrow_places, arrows, contours
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES, family_of
from lossviz.spec import Figure, Interval, Loss, Parameter

SIDE = 10.0  # of the picture
POINTS = 41
MOST_STEPS = 40
_SMALLEST = 0.05  # of a box's sides, where descent would turn it inside out
_TOP = 3.0  # the value of a full bar


def _place(
    name: str, components: tuple[str, str], default: float | tuple[float, float], low: float, meaning: str
) -> Parameter:
    return Parameter(
        name=name,
        symbol=name.replace("_", " "),
        default=default,
        domain=Interval(low, np.inf, "neither"),
        slider=(0.0 if low < 0 else 0.2, SIDE, 0.1),
        unit="",
        meaning=meaning,
        components=components,
        by_hand=True,
    )


CORNER = _place("corner", ("left", "bottom"), (1.2, 6.2), -np.inf, "where the predicted box starts")
SIZE = _place("size", ("width", "height"), (2.4, 1.8), 0.0, "the sides of the predicted box")
TRUE_CORNER = _place("true_corner", ("left", "bottom"), (4.5, 3.0), -np.inf, "where the true box starts")
TRUE_SIZE = _place("true_size", ("width", "height"), 3.0, 0.0, "the sides of the true box")
STEPS = Parameter(
    name="steps",
    symbol="n",
    default=20.0,
    domain=Interval(0, MOST_STEPS),
    slider=(0.0, float(MOST_STEPS), 1.0),
    unit="steps",
    meaning="how many steps of gradient descent the predicted box has taken (dashed)",
)
RATE = Parameter(
    name="rate",
    symbol="η",
    default=2.0,
    domain=Interval(0, 1e3, "right"),
    slider=(0.5, 6.0, 0.5),
    unit="per step",
    meaning="what a step of descent is multiplied by",
)


def fits(loss: Loss) -> bool:
    """Whether predictions are boxes."""
    return loss.space.key == "box"


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the two boxes, and the descent."""
    return (*loss.parameters, STEPS, RATE, CORNER, SIZE, TRUE_CORNER, TRUE_SIZE)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the boxes; see `lossviz.spec.Figure`."""
    corner, size = _pair(values["corner"]), _pair(values["size"])
    true_corner, true_size = _pair(values["true_corner"]), _pair(values["true_size"])
    predicted, true = _box(corner, size), _box(true_corner, true_size)
    parameters = parameters_of(loss, loss, values)
    key = hashable(parameters)
    path = _descent(loss.key, key, predicted, true, values["rate"])[: round(values["steps"]) + 1]
    family = list(family_of(loss.key).losses.values())
    costs = [float(_cost(other, parameters_of(other, loss, values), predicted, true)) for other in family]
    focus = family.index(loss)
    slope = loss.gradient(np.array(predicted), np.array(true), **parameters)
    pull = -float(slope[0] + slope[2]), -float(slope[1] + slope[3])
    end = path[-1]
    names = [other.name for other in family]
    data = [
        *_field(loss.key, key, size, true),
        _outline(_enclosing(predicted, true), "#ffffff", "smallest box around both", 1.5, "dot"),
        *_seen(true, "true box", ink("target")),
        _trail(path),
        _outline(tuple(end), ink("minimiser"), "predicted box after the steps", 2.5, "dash"),
        *_seen(predicted, "predicted box", "#ffffff"),
        *measures(names, costs, focus, _TOP, ("x2", "y2")),
    ]
    return {
        "data": data,
        "short": without_measures(len(data), "2", {"xaxis": {"domain": [0.0, 1.0]}}),
        "layout": _layout(names),
        "narrow": _NARROW,
        "worked": [
            f"L = {blackboard(loss.worked(np.array(predicted), np.array(true), **parameters))} = {say(costs[focus])}",
            f"pull on its place: {say(pull[0] + 0.0)} to the right, {say(pull[1] + 0.0)} up",
        ],
        "takeaway": _takeaway(loss, parameters, costs[focus], pull, path, true),
        "handles": [
            *_handles("predicted box", predicted, CORNER, SIZE),
            *_handles("true box", true, TRUE_CORNER, TRUE_SIZE),
        ],
    }


def _pair(value):
    first, second = np.broadcast_to(value, 2)
    return float(first), float(second)


def _box(corner, size):
    return (*corner, corner[0] + size[0], corner[1] + size[1])


def _cost(loss, parameters, predicted, true):
    return loss.value(np.array(predicted), np.array(true), **parameters)


@lru_cache(maxsize=64)
def _field(key, parameters, size, true):
    """The loss of a box of this size over every place of its centre, with arrows of descent."""
    loss, parameters = LOSSES[key], unhashed(parameters)
    half = np.array(size) / 2

    def at(x, y):
        return np.stack([x - half[0], y - half[1], x + half[0], y + half[1]], -1)

    across = np.linspace(0.0, SIDE, POINTS)
    heights = loss.value(at(*np.meshgrid(across, across)), np.array(true), **parameters)
    starts = np.meshgrid(*(arrow_places(0.0, SIDE),) * 2)
    slopes = loss.gradient(at(*starts), np.array(true), **parameters)
    slope = slopes[..., 0] + slopes[..., 2], slopes[..., 1] + slopes[..., 3]
    return (
        contours(across, across, heights, f"{loss.name} loss by the place of the predicted box's centre"),
        *arrows(*starts, *slope, (SIDE, SIDE)),
    )


@lru_cache(maxsize=64)
def _descent(key, parameters, start, true, rate):
    """The box at the start and after each step of gradient descent, shape (steps + 1, 4)."""
    loss, parameters, target = LOSSES[key], unhashed(parameters), np.array(true)
    boxes = [np.array(start)]
    for _ in range(MOST_STEPS):
        box = boxes[-1] - rate * loss.gradient(boxes[-1], target, **parameters)
        box = np.clip(box, -1e6, 1e6)
        middle, half = (box[:2] + box[2:]) / 2, np.maximum((box[2:] - box[:2]) / 2, _SMALLEST / 2)
        boxes.append(np.concatenate([middle - half, middle + half]))
    return np.array(boxes)


def _enclosing(one, other):
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _seen(box, name, colour):
    """An outline between two dark edges, or between two white ones, so that it shows on every colour of the field."""
    edge = "rgba(16,21,28,0.85)" if colour == "#ffffff" else "#ffffff"
    return _outline(box, edge, name, 6), _outline(box, colour, name, 3)


def _outline(box, colour, name, width, dash="solid"):
    left, bottom, right, top = box
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([left, right, right, left, left], float),
        "y": np.array([bottom, bottom, top, top, bottom], float),
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "hoverinfo": "name",
        "meta": {"table": False},
    }


def _trail(path):
    middle = (path[:, :2] + path[:, 2:]) / 2
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": middle[:, 0],
        "y": middle[:, 1],
        "line": {"color": ink("minimiser"), "width": 1.5},
        "marker": {"color": ink("minimiser"), "size": 4, "opacity": 1},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _handles(name, box, corner, size):
    left, bottom, right, top = box
    middle = ((left + right) / 2, (bottom + top) / 2)
    half = ((right - left) / 2, (top - bottom) / 2)
    return [
        handle(f"{name}, to move", middle, *(along(corner, i, half[i]) for i in (0, 1))),
        handle(f"{name}, to resize", (right, top), *(along(size, i, box[i]) for i in (0, 1))),
    ]


def _takeaway(loss, parameters, cost, pull, path, true):
    end = float(loss.value(path[-1], np.array(true), **parameters))
    moved = float(np.hypot(*pull))
    if moved < 1e-9 and cost > 1e-6:
        force = "nothing pulls the predicted box to another place: it is on a plateau"
    else:
        force = f"the predicted box is pulled with {say(moved)}"
    return (
        f"{named(loss, parameters)} costs {say(cost)} and {force}. {len(path) - 1} steps of descent (dashed) bring it "
        f"to {say(end)}. The colours are the loss by the place of the box's centre, dark is low; where there are no "
        "arrows the field is flat."
    )


def _layout(names):
    across, down = measures_axes(
        names, _TOP, "every box loss, here", x={"domain": [0.72, 1.0], "anchor": "y2"}, y={"anchor": "x2"}
    )
    plain = {"range": [0.0, SIDE], "showgrid": False, "zeroline": False, "constrain": "domain"}
    return layout(
        xaxis=axis("x", domain=[0.0, 0.58], **plain),
        yaxis=axis("y", domain=[0.0, 1.0], scaleanchor="x", **plain),
        xaxis2=across,
        yaxis2=down,
        uirevision="boxes",
    )


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis": {"domain": [0.38, 1.0]},
    "xaxis2": {"domain": [0.3, 1.0]},
    "yaxis2": {"domain": [0.0, 0.28]},
}

FIGURE = Figure(
    key="boxes",
    name="Boxes",
    meaning="A predicted and a true box to drag and resize, with the loss of every place and every box loss at once.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=1,
)
