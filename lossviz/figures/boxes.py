"""Two boxes: the predicted one dragged about, the field of its loss over every place, and every box loss at once."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, by_unit, cost_axes, cost_bars, cost_places, degree, without_cost_bars
from lossviz.drawing.fields import Shade, arrow_places, arrows, coloured, nearby, scale, shade_of, strip
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, tagged, trace
from lossviz.drawing.words import named, say
from lossviz.maths.descent import descent
from lossviz.maths.expressions import blackboard
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import pair
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

Box = tuple[float, ...]  # left, bottom, right, top

SIDE = 10.0  # of the picture
POINTS = 41
MOST_STEPS = 40
_SMALLEST = 0.05  # of a box's sides, where descent would turn it inside out
_UNITS = {0: "without unit: the same at any scale", 1: "in units of x and y", 2: "in squared units of x and y"}
_TOPS = dict(zip(_UNITS.values(), (3.25, 12.0, 50.0), strict=True))  # the values of a full bar


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
    groups = by_unit(names, costs, lot.index(bound), [_UNITS[_degree(own.loss)] for own in lot], _TOPS)
    slope = bound.gradient(*events)[0]
    pull = -float(slope[0] + slope[2]), -float(slope[1] + slope[3])
    growth = float(np.abs(slope).max())
    end = float(bound.value(path[-1], events[1][0]))
    overlaps = [_overlap(tuple(box), true) for box in (predicted, path[-1])]
    field, shade = _field(bound, size, true)
    # Where the bars are left out, the picture takes their room.
    across, up = ((0.0, 1.0), (0.0, 1.0)) if "role:measure" in view.conceal else ((0.0, 0.58), (0.47, 1.0))
    return Drawing(
        data=[
            *field,
            _named(_outline("frame", _enclosing(predicted, true), "#ffffff", "smallest box around both", 1.5, "dot")),
            *_seen("target", true, "true box", ink("target")),
            _trail(path),
            _named(_outline("descent", tuple(path[-1]), ink("minimiser"), _ended(len(path) - 1), 2.5, "dash")),
            *_seen("prediction", predicted, "predicted box", "#ffffff"),
            *cost_bars(groups, 2),
        ],
        short=without_cost_bars(groups, 2, _SHORT),
        layout={**_layout(groups, across), **scale(shade, across)},
        narrow={**_narrow(up), **cost_places(groups, 2, (0.3, 1.0), (0.0, 0.41))},
        readings={
            "value": Reading(cost),
            "pull_right": Reading(pull[0] + 0.0),
            "pull_up": Reading(pull[1] + 0.0),
            "value_after_descent": Reading(end),
            "overlap": Reading(overlaps[0]),
            "overlap_after_descent": Reading(overlaps[1]),
        },
        worked=[
            f"L = {blackboard(bound.worked(events[0][0], events[1][0]))} = {say(cost)}",
            f"pull on its place: {say(pull[0] + 0.0)} to the right, {say(pull[1] + 0.0)} up",
            f"IoU: {say(overlaps[0])}, after the steps {say(overlaps[1])}",
        ],
        takeaway=_takeaway(bound, cost, pull, growth, len(path) - 1, end),
        events=events,
        handles=[
            # The predicted box lies over the true one, and the corners over both.
            *_bodies(("true box", true, TRUE_CORNER), ("predicted box", predicted, CORNER)),
            *_corners(("true box", true, TRUE_SIZE), ("predicted box", predicted, SIZE)),
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


def _overlap(predicted: Box, true: Box) -> float:
    """The area that both share over the area of both together."""
    measured = pair(np.array(predicted), np.array(true))
    return float(measured.intersection / measured.union)


def _enclosing(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _seen(role: str, box: Box, name: str, colour: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An outline between two dark edges, or between two white ones, so that it shows on every colour of the field."""
    edge = "rgba(16,21,28,0.85)" if colour == "#ffffff" else "#ffffff"
    return _outline(role, box, edge, name, 6), _named(_outline(role, box, colour, name, 3))


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


def _bodies(*boxes: tuple[str, Box, Parameter]) -> list[dict[str, Any]]:
    return [
        handle(
            f"{name}, to move",
            ((left + right) / 2, (bottom + top) / 2),
            along(corner, 0, (right - left) / 2),
            along(corner, 1, (top - bottom) / 2),
            grip=(left, right, bottom, top),
        )
        for name, (left, bottom, right, top), corner in boxes
    ]


def _corners(*boxes: tuple[str, Box, Parameter]) -> list[dict[str, Any]]:
    return [
        handle(f"{name}, to resize", (right, top), along(size, 0, left), along(size, 1, bottom))
        for name, (left, bottom, right, top), size in boxes
    ]


@lru_cache(maxsize=64)
def _degree(loss: Loss) -> int:
    """The power of the coordinates' unit that the loss is measured in."""
    predicted, true = np.array([1.0, 1.0, 3.0, 2.5]), np.array([0.0, 0.0, 2.0, 2.0])
    bound = loss.at({})
    return degree(lambda scale: float(bound.value(scale * predicted, scale * true)))


def _named(outline: dict[str, Any]) -> dict[str, Any]:
    """The outline with its name above it, or below, or inside."""
    (left, right), (bottom, top) = ((float(outline[way].min()), float(outline[way].max())) for way in "xy")
    middle, rise = (left + right) / 2, 0.035 * SIDE
    return tagged(outline, outline["name"], [(middle, top + rise), (middle, bottom - rise), (middle, top - rise)])


def _ended(steps: int) -> str:
    return f"after {steps} step{'' if steps == 1 else 's'}"


def _takeaway(bound: BoundLoss, cost: float, pull: tuple[float, float], growth: float, steps: int, end: float) -> str:
    moved = float(np.hypot(*pull))
    if moved < 1e-9 and cost > 1e-6 and growth < 1e-9:
        force = "nothing pulls the predicted box anywhere: it is on a plateau"
    elif moved < 1e-9 and cost > 1e-6:
        force = "nothing pulls the predicted box to another place: only its size is pulled"
    else:
        force = f"the predicted box is pulled with {say(moved)}"
    return (
        f"{named(bound)} costs {say(cost)} and {force}. {steps} steps of descent (dashed) bring it "
        f"to {say(end)}. The colours are the loss by the place of the box's centre, dark is low; where there are no "
        "arrows the field is flat."
    )


def _layout(groups: list[Group], across: tuple[float, float]) -> dict[str, Any]:
    plain: dict[str, Any] = {"range": [0.0, SIDE], "showgrid": False, "zeroline": False, "constrain": "domain"}
    return layout(
        xaxis=axis("x", domain=list(across), **plain),
        yaxis=axis("y", domain=[0.0, 1.0], scaleanchor="x", **plain),
        **cost_axes(groups, 2, (0.72, 1.0)),
        margin={"l": 52, "r": 14, "t": 36, "b": 44},
        uirevision="boxes",
        dragmode=False,
    )


def _narrow(up: tuple[float, float]) -> dict[str, Any]:
    return {
        "xaxis": {"domain": [0.0, 1.0], "title": {"text": ""}},
        "yaxis": {"domain": list(up)},
        "coloraxis": {"colorbar": strip((0.0, 1.0))},
    }


# A short view has no height to spare for the colours' scale.
_SHORT = {"xaxis": {"domain": [0.0, 1.0]}, "coloraxis": {"showscale": False}, "margin": {"t": 8, "b": 36}}

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
