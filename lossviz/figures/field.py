"""The gradient field: a loss over a plane of predictions, with arrows of steepest descent."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import Shade, arrow_places, arrows, coloured, nearby, scale, shade_of
from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import axis, layout
from lossviz.drawing.traces import point
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.vocabulary import (
    BoundLoss,
    Control,
    Drawing,
    Figure,
    Interval,
    Label,
    Loss,
    Parameter,
    Plane,
    Reading,
    View,
)

_STEP = 0.1


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the probe's two coordinates, and the true label where the field depends on it."""
    plane = _plane(loss)
    return (
        *loss.parameters,
        *_probes(plane),
        *(label_choice(loss.space.labels, loss.space.label_name) if plane.by_label else ()),
    )


def _plane(loss: Loss) -> Plane:
    assert loss.space.plane is not None
    return loss.space.plane


def _probes(plane: Plane) -> tuple[Parameter, Parameter]:
    one, other = (
        Parameter(
            name=key,
            symbol=symbol,
            default=start,
            domain=Interval(plane.low, plane.high),
            slider=(plane.low, plane.high, _STEP),
            unit="",
            meaning=f"where the probe stands: {name}",
        )
        for (key, name, symbol), start in zip(plane.axes, plane.start, strict=True)
    )
    return one, other


def draw(view: View) -> Drawing:
    """The field, arrows of descent, and the probe."""
    plane, bound = _plane(view.loss), view.bound
    across, up = _probes(plane)
    label = label_of(view)
    (key_x, name_x, symbol_x), (key_y, name_y, symbol_y) = plane.axes
    x, y = view.values[key_x], view.values[key_y]
    prediction, target = plane.place(np.array([x]), np.array([y]), label)
    cost = float(bound.value(prediction, target).sum(-1)[0])
    (slope_x,), (slope_y,) = plane.along(bound.gradient(prediction, target))
    look = {"range": [plane.low, plane.high], "constrain": "domain", "showgrid": False, "zeroline": False}
    field, shade = _field(bound, plane, label)
    return Drawing(
        data=[*field, point("probe", x, y, "probe", "minimiser", tag="probe")],
        layout=layout(
            **scale(shade, (0.0, 1.0)),
            margin={"l": 52, "r": 14, "t": 36, "b": 44},
            xaxis=axis(f"{name_x}, {symbol_x}", **look),
            yaxis=axis(f"{name_y}, {symbol_y}", scaleanchor="x", **look),
            uirevision="field",
        ),
        readings={
            "value": Reading(cost),
            f"descent_{key_x}": Reading(-float(slope_x) + 0.0),
            f"descent_{key_y}": Reading(-float(slope_y) + 0.0),
        },
        worked=[
            f"L = {say(cost)}",
            f"−dL/d{symbol_x} = {say(-float(slope_x) + 0.0)}",
            f"−dL/d{symbol_y} = {say(-float(slope_y) + 0.0)}",
        ],
        takeaway=(
            f"{named(bound)} at {symbol_x} = {say(x)}, {symbol_y} = {say(y)} costs {say(cost)}; "
            f"descent {_direction(slope_x, symbol_x)} and {_direction(slope_y, symbol_y)}. "
            "Dark is low; the arrows point the way down."
        ),
        events=(prediction[0], np.broadcast_to(target[0], (len(prediction[0]), *target.shape[2:]))),
        handles=[handle("probe", (x, y), along(across), along(up))],
    )


@lru_cache(maxsize=128)
def _field(bound: BoundLoss, plane: Plane, label: Label) -> tuple[tuple[dict[str, Any], ...], Shade]:
    """The field and its arrows; they stay as they are while the probe moves."""
    across = np.linspace(plane.low, plane.high, plane.points)
    start_x, start_y = np.meshgrid(*(arrow_places(plane.low, plane.high),) * 2)
    heights = bound.value(*plane.place(*np.meshgrid(across, across), label)).sum(-1)
    shade, slopes = shade_of(heights), plane.along(bound.gradient(*plane.place(start_x, start_y, label)))
    (_, _, symbol_x), (_, _, symbol_y) = plane.axes
    name, span = f"loss over {symbol_x} and {symbol_y}", plane.high - plane.low
    jumps = bound.loss.kinks is not None and bound.loss.kinks.jump == "value"
    field = coloured(across, across, heights, name, shade, (symbol_x, symbol_y), jumps)
    return (field, *arrows(start_x, start_y, slopes, shade.rise(nearby(heights)), (span, span))), shade


def _direction(slope: float, symbol: str) -> str:
    if abs(slope) < 1e-12:
        return f"leaves {symbol} alone"
    return f"{'lowers' if slope > 0 else 'raises'} {symbol} with {say(abs(float(slope)))}"


FIGURE = Figure(
    key="field",
    name="Two at a time",
    meaning="The loss over a plane of predictions, with arrows of steepest descent.",
    fits=lambda loss, rivals: loss.space.plane is not None,
    controls=controls,
    draw=draw,
    most_steps=33,
    place=20,
)
