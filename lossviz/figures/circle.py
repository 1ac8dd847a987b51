"""Classes as directions on a circle: the loss around it, with and without the margin, for an embedding to turn."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, tagged
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.spaces.cosines import COSINES
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Interval, Label, Loss, Parameter, Reading, View

_WIDE, _HIGH = 3.4, 2.1  # half the sides of the picture
_ANGLES = np.linspace(0.0, 2 * np.pi, 181)
_RISE = 0.06  # how far the curve leaves the circle for a loss of 1
_HIGHEST = 16.0  # the loss at which the curve stops
_FREE = -np.pi / 4  # a direction in which nothing is drawn at first


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


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the true class, and the directions."""
    label = label_choice(loss.space.labels, loss.space.label_name, "the class that the embedding belongs to")
    return (*loss.parameters, *label, EMBEDDING, *CLASSES)


def draw(view: View) -> Drawing:
    """The classes on the circle, the loss around it, and the embedding with the way that descent turns it."""
    bound, label = view.bound, label_of(view)
    true = view.loss.space.labels.index(label)
    place, *classes = (view.values[control.name] for control in (EMBEDDING, *CLASSES))
    turn, *turns = (float(np.arctan2(y, x)) for x, y in (place, *classes))
    away = turn - np.array(turns)
    cosines, target = np.cos(away), np.array(label.target, float)
    plain = bound.turned("margin", None, 0.0)
    cost, without = (float(each.value(cosines, target)) for each in (bound, plain))
    slope = float((bound.gradient(cosines, target) * -np.sin(away)).sum())
    degrees = float(np.degrees(np.arccos(np.clip(cosines[true], -1, 1))))
    return Drawing(
        data=[
            tagged(_line("frame", *_round(1.0), "axis", 1), "no loss", [_spot(0.94, _FREE)]),
            _curve("sweep", plain, tuple(turns), label, "without the margin", "other4", 1.5, "dot"),
            _curve("loss", bound, tuple(turns), label, "loss", "loss", 3),
            *(_ray(k, at, k == true) for k, at in enumerate(classes)),
            *_embedding(place, turn, slope),
        ],
        layout=_LAYOUT,
        readings={
            "value": Reading(cost),
            "value_without_margin": Reading(without),
            "angle": Reading(degrees, "°"),
            "slope": Reading(slope, "per radian"),
        },
        worked=[
            f"L = {blackboard(bound.worked(cosines, target))} = {say(cost)}",
            f"dL/dθ = {say(slope)} per radian",
        ],
        takeaway=(
            f"{named(bound)} costs {say(cost)} for an embedding {say(degrees)}° from the direction of "
            f"{label.name}, and {say(without)} without a margin. The farther the curve is outside the circle, the "
            "larger the loss of an embedding in that direction: with the margin it has to come closer to its class "
            "before the loss lets go."
        ),
        events=(cosines[None], target[None]),
        handles=[
            handle(name, at, along(control, 0), along(control, 1))
            for name, at, control in zip(_HELD, (place, *classes), (EMBEDDING, *CLASSES), strict=True)
        ],
    )


_HELD = ("embedding", *(f"direction of class {k}" for k in range(len(CLASSES))))


def _round(radius: float | np.ndarray, angles: float | np.ndarray = _ANGLES) -> tuple[np.ndarray, np.ndarray]:
    return radius * np.cos(angles), radius * np.sin(angles)


def _spot(radius: float, angle: float) -> tuple[float, float]:
    x, y = _round(radius, angle)
    return float(x), float(y)


def _line(
    role: str, x: np.ndarray, y: np.ndarray, colour: str, width: float, dash: str = "solid", **settings: Any
) -> dict[str, Any]:
    return line(role, x, y, {"color": ink(colour), "width": width, "dash": dash}, **settings)


def _curve(
    role: str,
    bound: BoundLoss,
    turns: tuple[float, ...],
    label: Label,
    name: str,
    colour: str,
    width: float,
    dash: str = "solid",
) -> dict[str, Any]:
    radius = 1 + _RISE * np.minimum(_around(bound, turns, label), _HIGHEST)
    return tagged(_line(role, *_round(radius), colour, width, dash, name=name), name)


@lru_cache(maxsize=64)
def _around(bound: BoundLoss, turns: tuple[float, ...], label: Label) -> np.ndarray:
    """The loss of an embedding in each direction."""
    return bound.value(np.cos(_ANGLES[:, None] - np.array(turns)), np.full(_ANGLES.shape, label.target))


def _ray(k: int, at: tuple[float, float], true: bool) -> dict[str, Any]:
    """A class: from the centre to its mark, which is larger for the true one."""
    ray = {
        **_line("target", np.array([0.0, at[0]]), np.array([0.0, at[1]]), "target", 2.5 if true else 1.5),
        "mode": "lines+markers",
        "marker": {"color": ink("target"), "symbol": _SYMBOLS[k], "size": [0.0, 15.0 if true else 9.0], "opacity": 1},
    }
    return tagged(ray, f"class {k}, the true one" if true else f"class {k}", [at])


_SYMBOLS = ("circle", "square", "diamond")


def _embedding(place: tuple[float, float], turn: float, slope: float) -> list[dict[str, Any]]:
    """From the centre to the embedding, and along the circle the way that descent turns it."""
    turned = turn - np.clip(slope * 0.05, -0.6, 0.6) * np.linspace(0, 1, 12)
    own = _line("prediction", np.array([0.0, place[0]]), np.array([0.0, place[1]]), "probe", 2.5)
    mark = {"color": ink("probe"), "size": [0.0, 14.0], "symbol": "star", "opacity": 1}
    way = _line("pull", *_round(1.0, turned), "gradient", 5)
    return [
        tagged({**own, "mode": "lines+markers", "marker": mark}, "embedding", [place]),
        tagged(way, "pull" if abs(slope) > 1e-9 else "", [_spot(1.1, float(turned[-1]))]),
    ]


_BARE: dict[str, Any] = {"showgrid": False, "zeroline": False, "showticklabels": False, "showline": False}
_LAYOUT = layout(
    xaxis=axis("", range=[-_WIDE, _WIDE], constrain="domain", **_BARE),
    yaxis=axis("", range=[-_HIGH, _HIGH], scaleanchor="x", **_BARE),
    margin={"l": 10, "r": 10, "t": 10, "b": 10},
    uirevision="circle",
    dragmode=False,
)

FIGURE = Figure(
    key="circle",
    name="Circle",
    meaning="Classes as directions on a circle, the loss around it, and an embedding to turn.",
    fits=lambda loss, rivals: loss.space is COSINES,
    controls=controls,
    draw=draw,
    most_steps=61,
    place=1,
)
