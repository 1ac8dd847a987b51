"""Classes as directions on a circle: the loss around it, with and without the margin, for an embedding to turn."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along, handle
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES
from lossviz.spec import Choice, Figure, Interval, Loss, Parameter

_WIDE, _HIGH = 3.4, 2.1  # half the sides of the picture
_ANGLES = np.linspace(0.0, 2 * np.pi, 181)
_RISE = 0.06  # how far the curve leaves the circle for a loss of 1
_HIGHEST = 16.0  # the loss at which the curve stops


def _direction(name: str, start: tuple[float, float], meaning: str) -> Parameter:
    return Parameter(
        name=name,
        symbol=name.replace("_", " "),
        default=start,
        domain=Interval(-np.inf, np.inf, "neither"),
        slider=(-_WIDE, _WIDE, 0.05),
        unit="",
        meaning=meaning,
        components=("x", "y"),
        by_hand=True,
    )


EMBEDDING = _direction("embedding", (0.35, 1.4), "the embedding; only its direction counts")
CLASSES = tuple(
    _direction(f"class_{k}", start, f"the direction of class {k}")
    for k, start in enumerate(((1.2, 0.7), (-1.3, 0.45), (0.2, -1.4)))
)


def fits(loss: Loss) -> bool:
    """Whether predictions are cosines between an embedding and each class."""
    return loss.space.key == "cosines"


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the true class, and the directions."""
    return (*loss.parameters, _truth(loss.key), EMBEDDING, *CLASSES)


@lru_cache(maxsize=32)
def _truth(key):
    labels = LOSSES[key].space.labels
    return Choice(
        name="label",
        label="True class",
        options=tuple((label.key, label.name) for label in labels),
        default=labels[0].key,
        meaning="the class that the embedding belongs to",
    )


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the circle; see `lossviz.spec.Figure`."""
    place = np.array(np.broadcast_to(values["embedding"], 2), float)
    classes = [np.array(np.broadcast_to(values[control.name], 2), float) for control in CLASSES]
    turns = tuple(float(np.arctan2(y, x)) for x, y in classes)
    label = next(label for label in loss.space.labels if label.key == values["label"])
    true = loss.space.labels.index(label)
    parameters = parameters_of(loss, loss, values)
    turn = float(np.arctan2(place[1], place[0]))
    cosines, target = np.cos(turn - np.array(turns)), np.array(label.target, float)
    cost = float(loss.value(cosines, target, **parameters))
    slope = float((loss.gradient(cosines, target, **parameters) * -np.sin(turn - np.array(turns))).sum())
    degrees = float(np.degrees(np.arccos(np.clip(cosines[true], -1, 1))))
    plain = {**parameters, **({"margin": 0.0} if "margin" in parameters else {})}
    without = float(loss.value(cosines, target, **plain))
    return {
        "data": [
            _circle(),
            _curve(loss, plain, turns, label.key, "without the margin", "other4", "dot", 1.5),
            _curve(loss, parameters, turns, label.key, "loss", "loss", "solid", 3),
            _rays(turns, true),
            _names(turns),
            _embedding(place, turn, slope),
        ],
        "layout": _LAYOUT,
        "worked": [
            f"L = {blackboard(loss.worked(cosines, target, **parameters))} = {say(cost)}",
            f"dL/dθ = {say(slope)} per radian",
        ],
        "takeaway": (
            f"{named(loss, parameters)} costs {say(cost)} for an embedding {say(degrees)}° from the direction of "
            f"{label.name}, and {say(without)} without a margin. The farther the curve is outside the circle, the "
            "larger the loss of an embedding in that direction: with the margin it has to come closer to its class "
            "before the loss lets go."
        ),
        "handles": [
            handle("embedding", place, *(along(EMBEDDING, i) for i in (0, 1))),
            *(
                handle(f"direction of class {k}", at, *(along(control, i) for i in (0, 1)))
                for k, (at, control) in enumerate(zip(classes, CLASSES, strict=True))
            ),
        ],
    }


def _round(radius, angles=_ANGLES):
    return radius * np.cos(angles), radius * np.sin(angles)


def _line(x, y, colour, width, dash="solid", **settings):
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": ink(colour), "width": width, "dash": dash},
        "hoverinfo": "skip",
        "meta": {"table": False},
        **settings,
    }


def _circle():
    return _line(*_round(1.0), "axis", 1)


def _curve(loss, parameters, turns, label, name, colour, dash, width):
    radius = 1 + _RISE * np.minimum(_around(loss.key, hashable(parameters), turns, label), _HIGHEST)
    return _line(*_round(radius), colour, width, dash, name=name)


@lru_cache(maxsize=64)
def _around(key, parameters, turns, label):
    """The loss of an embedding in each direction."""
    loss = LOSSES[key]
    target = next(np.array(each.target, float) for each in loss.space.labels if each.key == label)
    cosines = np.cos(_ANGLES[:, None] - np.array(turns))
    return loss.value(cosines, np.broadcast_to(target, (_ANGLES.size, *target.shape)), **unhashed(parameters))


def _rays(turns, true):
    ends = np.array([_round(1.0, turn) for turn in turns])
    course = np.stack([np.zeros_like(ends), ends, np.full_like(ends, np.nan)], 1).reshape(-1, 2)
    sizes = [6 if k == true else 3 for k in range(len(turns)) for _ in range(3)]
    return {
        **_line(course[:, 0], course[:, 1], "target", 2.5),
        "mode": "lines+markers",
        "marker": {"color": ink("target"), "size": [2.0 * size for size in sizes], "opacity": 1},
    }


def _names(turns):
    x, y = np.array([_round(0.8, turn) for turn in turns]).T
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": [f"class {k}" for k in range(len(turns))],
        "textfont": {"color": ink("text"), "size": 13},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _embedding(place, turn, slope):
    """From the centre through the embedding, and along the circle the way that descent turns it."""
    turned = turn - np.clip(slope * 0.05, -0.6, 0.6) * np.linspace(0, 1, 12)
    arc_x, arc_y = _round(1.0, turned)
    x = np.concatenate([[0.0, place[0], np.nan], arc_x])
    y = np.concatenate([[0.0, place[1], np.nan], arc_y])
    return {
        **_line(x, y, "gradient", 4),
        "mode": "lines+markers",
        "marker": {"color": ink("probe"), "size": [0.0, 14.0, 0.0] + [0.0] * arc_x.size, "opacity": 1},
    }


_LAYOUT = layout(
    xaxis=axis(
        "",
        range=[-_WIDE, _WIDE],
        showgrid=False,
        zeroline=False,
        showticklabels=False,
        showline=False,
        constrain="domain",
    ),
    yaxis=axis(
        "", range=[-_HIGH, _HIGH], showgrid=False, zeroline=False, showticklabels=False, showline=False, scaleanchor="x"
    ),
    margin={"l": 10, "r": 10, "t": 10, "b": 10},
    uirevision="circle",
    dragmode=False,
)

FIGURE = Figure(
    key="circle",
    name="Circle",
    meaning="Classes as directions on a circle, the loss around it, and an embedding to turn.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=1,
)
