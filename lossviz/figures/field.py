"""The gradient field: a loss over a plane of predictions, with arrows of steepest descent."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.figures.handles import along, handle
from lossviz.figures.marks import arrow_places, arrows, contours, point
from lossviz.figures.theme import axis, layout
from lossviz.figures.words import named, say
from lossviz.losses import LOSSES
from lossviz.spec import Choice, Figure, Interval, Loss, Parameter

_STEP = 0.1


def fits(loss: Loss) -> bool:
    """Whether the space has a plane."""
    return loss.space.plane is not None


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the probe's two coordinates, and the true label where the field depends on it."""
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss = LOSSES[key]
    plane = loss.space.plane
    label = Choice(
        name="label",
        label="True label",
        options=tuple((label.key, label.name) for label in loss.space.labels),
        default=loss.space.labels[0].key,
        meaning="the label that the prediction is compared with",
    )
    return (*loss.parameters, *_probes(plane), *([label] if plane.by_label else []))


def _probes(plane):
    return [
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
    ]


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the field; see `lossviz.spec.Figure`."""
    plane = loss.space.plane
    parameters = {parameter.name: values[parameter.name] for parameter in loss.parameters}
    label = next(label for label in loss.space.labels if not plane.by_label or label.key == values["label"])

    def height(x, y):
        return loss.value(*plane.place(x, y, label), **parameters).sum(-1)

    def slope(x, y):
        return plane.along(loss.gradient(*plane.place(x, y, label), **parameters))

    across = np.linspace(plane.low, plane.high, plane.points)
    starts = arrow_places(plane.low, plane.high)
    start_x, start_y = np.meshgrid(starts, starts)
    (key_x, name_x, symbol_x), (key_y, name_y, symbol_y) = plane.axes
    x, y = values[key_x], values[key_y]
    at = (np.array([x]), np.array([y]))
    (cost,), ((slope_x,), (slope_y,)) = height(*at), slope(*at)
    span = (plane.high - plane.low,) * 2
    view = [plane.low, plane.high]
    return {
        "data": [
            contours(across, across, height(*np.meshgrid(across, across)), f"loss over {symbol_x} and {symbol_y}"),
            *arrows(start_x, start_y, *slope(start_x, start_y), span),
            point(x, y, "probe", "minimiser"),
        ],
        "layout": layout(
            xaxis=axis(f"{name_x}, {symbol_x}", range=view, constrain="domain", showgrid=False, zeroline=False),
            yaxis=axis(
                f"{name_y}, {symbol_y}",
                range=view,
                scaleanchor="x",
                constrain="domain",
                showgrid=False,
                zeroline=False,
            ),
            uirevision="field",
        ),
        "worked": [
            f"L = {say(float(cost))}",
            f"−dL/d{symbol_x} = {say(-float(slope_x) + 0.0)}",
            f"−dL/d{symbol_y} = {say(-float(slope_y) + 0.0)}",
        ],
        "takeaway": (
            f"{named(loss, parameters)} at {symbol_x} = {say(x)}, {symbol_y} = {say(y)} costs {say(float(cost))}; "
            f"descent {_direction(slope_x, symbol_x)} and {_direction(slope_y, symbol_y)}. "
            "Dark is low; the arrows point the way down and are longest where it is steep."
        ),
        "handles": [handle("probe", (x, y), *(along(parameter) for parameter in _probes(plane)))],
    }


def _direction(slope, symbol):
    if abs(slope) < 1e-12:
        return f"leaves {symbol} alone"
    return f"{'lowers' if slope > 0 else 'raises'} {symbol} with {say(abs(float(slope)))}"


FIGURE = Figure(
    key="field",
    name="Gradient field",
    meaning="The loss over a plane of predictions, with arrows of steepest descent.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=33,
    place=20,
)
