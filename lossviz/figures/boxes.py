"""Two boxes: the predicted one dragged about, the field of its loss over every place, and every box loss at once."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import cost_axes, cost_bars, without_cost_bars
from lossviz.drawing.fields import Shade, arrow_places, arrows, coloured, nearby, scale, shade_of, strip
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, trace
from lossviz.drawing.words import named, say
from lossviz.maths.descent import descent
from lossviz.maths.expressions import blackboard
from lossviz.spaces.box import BOX
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

Box = tuple[float, ...]  # left, bottom, right, top

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
    plays=True,
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


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the two boxes, and the descent."""
    return (*loss.parameters, STEPS, RATE, CORNER, SIZE, TRUE_CORNER, TRUE_SIZE)


def draw(view: View) -> Drawing:
    """Both boxes on the field of the predicted one's place, its descent, and the cost under every box loss."""
    size = view.values["size"]
    predicted = _box(view.values["corner"], size)
    true = _box(view.values["true_corner"], view.values["true_size"])
    bound = view.bound
    events = np.array([predicted]), np.array([true])
    path = _descent(bound, predicted, true, view.values["rate"])[: round(view.values["steps"]) + 1]
    lot = with_rivals(view)
    costs = [float(own.value(*events)[0]) for own in lot]
    cost, names = costs[lot.index(bound)], [own.loss.name for own in lot]
    slope = bound.gradient(*events)[0]
    pull = -float(slope[0] + slope[2]), -float(slope[1] + slope[3])
    end = float(bound.value(path[-1], events[1][0]))
    field, shade = _field(bound, size, true)
    return Drawing(
        data=[
            *field,
            _outline("frame", _enclosing(predicted, true), "#ffffff", "smallest box around both", 1.5, "dot"),
            *_seen("target", true, "true box", ink("target")),
            _trail(path),
            _outline("descent", tuple(path[-1]), ink("minimiser"), "predicted box after the steps", 2.5, "dash"),
            *_seen("prediction", predicted, "predicted box", "#ffffff"),
            *cost_bars(names, costs, lot.index(bound), _TOP, ("x2", "y2")),
        ],
        short=without_cost_bars("2", {"xaxis": {"domain": [0.0, 1.0]}}),
        layout={**_layout(names), **scale(shade, (0.0, 0.58))},
        narrow=_NARROW,
        readings={
            "value": Reading(cost),
            "pull_right": Reading(pull[0] + 0.0),
            "pull_up": Reading(pull[1] + 0.0),
            "value_after_descent": Reading(end),
        },
        worked=[
            f"L = {blackboard(bound.worked(events[0][0], events[1][0]))} = {say(cost)}",
            f"pull on its place: {say(pull[0] + 0.0)} to the right, {say(pull[1] + 0.0)} up",
        ],
        takeaway=_takeaway(bound, cost, pull, bool(np.abs(slope).max() > 1e-9), len(path) - 1, end),
        events=events,
        handles=[
            *_handles("predicted box", predicted, CORNER, SIZE),
            *_handles("true box", true, TRUE_CORNER, TRUE_SIZE),
        ],
    )


def _box(corner: tuple[float, float], size: tuple[float, float]) -> Box:
    return (*corner, corner[0] + size[0], corner[1] + size[1])


@lru_cache(maxsize=64)
def _field(bound: BoundLoss, size: tuple[float, float], true: Box) -> tuple[tuple[dict[str, Any], ...], Shade]:
    """The loss of a box of this size over every place of its centre, with arrows of descent."""
    half = np.array(size) / 2

    def at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.stack([x - half[0], y - half[1], x + half[0], y + half[1]], -1)

    across = np.linspace(0.0, SIDE, POINTS)
    heights = bound.value(at(*np.meshgrid(across, across)), np.array(true))
    x, y = np.meshgrid(*(arrow_places(0.0, SIDE),) * 2)
    slopes = bound.gradient(at(x, y), np.array(true))
    along = slopes[..., 0] + slopes[..., 2], slopes[..., 1] + slopes[..., 3]
    shade = shade_of(heights)
    name = f"{bound.loss.name} loss by the place of the predicted box's centre"
    field = coloured(across, across, heights, name, shade, ("x", "y"))
    return (field, *arrows(x, y, along, shade.rise(nearby(heights)), (SIDE, SIDE))), shade


@lru_cache(maxsize=64)
def _descent(bound: BoundLoss, start: Box, true: Box, rate: float) -> np.ndarray:
    """The box at the start and after each step of gradient descent, shape (steps + 1, 4)."""
    target = np.array(true)

    def held(box: np.ndarray) -> np.ndarray:
        box = np.clip(box, -1e6, 1e6)
        middle, half = (box[:2] + box[2:]) / 2, np.maximum((box[2:] - box[:2]) / 2, _SMALLEST / 2)
        return np.concatenate([middle - half, middle + half])

    return descent(lambda box: bound.gradient(box, target), np.array(start), rate, MOST_STEPS, held)


def _enclosing(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _seen(role: str, box: Box, name: str, colour: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An outline between two dark edges, or between two white ones, so that it shows on every colour of the field."""
    edge = "rgba(16,21,28,0.85)" if colour == "#ffffff" else "#ffffff"
    return _outline(role, box, edge, name, 6), _outline(role, box, colour, name, 3)


def _outline(role: str, box: Box, colour: str, name: str, width: float, dash: str = "solid") -> dict[str, Any]:
    left, bottom, right, top = box
    return trace(
        role,
        mode="lines",
        x=np.array([left, right, right, left, left], float),
        y=np.array([bottom, bottom, top, top, bottom], float),
        name=name,
        line={"color": colour, "width": width, "dash": dash},
        hoverinfo="name",
    )


def _trail(path: np.ndarray) -> dict[str, Any]:
    middle, colour = (path[:, :2] + path[:, 2:]) / 2, ink("minimiser")
    marker = {"color": colour, "size": 4, "opacity": 1}
    return {
        **line("descent", middle[:, 0], middle[:, 1], {"color": colour, "width": 1.5}),
        "mode": "lines+markers",
        "marker": marker,
    }


def _handles(name: str, box: Box, corner: Parameter, size: Parameter) -> list[dict[str, Any]]:
    left, bottom, right, top = box
    middle = ((left + right) / 2, (bottom + top) / 2)
    half = ((right - left) / 2, (top - bottom) / 2)
    return [
        handle(f"{name}, to move", middle, along(corner, 0, half[0]), along(corner, 1, half[1])),
        handle(f"{name}, to resize", (right, top), along(size, 0, left), along(size, 1, bottom)),
    ]


def _takeaway(bound: BoundLoss, cost: float, pull: tuple[float, float], pulled: bool, steps: int, end: float) -> str:
    moved = float(np.hypot(*pull))
    if moved < 1e-9 and cost > 1e-6:
        force = "nothing pulls the predicted box to another place" + (
            ", only to other sides" if pulled else ": it is on a plateau"
        )
    else:
        force = f"the predicted box is pulled with {say(moved)}"
    return (
        f"{named(bound)} costs {say(cost)} and {force}. {steps} steps of descent (dashed) bring it "
        f"to {say(end)}. The colours are the loss by the place of the box's centre, dark is low; where there are no "
        "arrows the field is flat."
    )


def _layout(names: list[str]) -> dict[str, Any]:
    across, down = cost_axes(
        names, _TOP, "every box loss, here", x={"domain": [0.72, 1.0], "anchor": "y2"}, y={"anchor": "x2"}
    )
    plain: dict[str, Any] = {"range": [0.0, SIDE], "showgrid": False, "zeroline": False, "constrain": "domain"}
    return layout(
        xaxis=axis("x", domain=[0.0, 0.58], **plain),
        yaxis=axis("y", domain=[0.0, 1.0], scaleanchor="x", **plain),
        xaxis2=across,
        yaxis2=down,
        margin={"l": 52, "r": 14, "t": 36, "b": 44},
        uirevision="boxes",
    )


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis": {"domain": [0.38, 1.0]},
    "xaxis2": {"domain": [0.3, 1.0]},
    "yaxis2": {"domain": [0.0, 0.28]},
    "coloraxis": {"colorbar": strip((0.0, 1.0))},
}

FIGURE = Figure(
    key="boxes",
    name="Boxes",
    meaning="A predicted and a true box to drag and resize, with the loss of every place and every box loss at once.",
    fits=lambda loss, rivals: loss.space is BOX,
    rivals=of_family(lambda loss, other: other.space is loss.space),
    controls=controls,
    draw=draw,
    most_steps=61,
    place=1,
)
