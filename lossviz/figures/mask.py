"""A mask to paint beside its target, the pull on every pixel as a picture, and every mask loss at once."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, by_unit, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.handles import canvas
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import ink, layout
from lossviz.drawing.traces import (
    NARROW_PLACES,
    SHORT_PLACES,
    WIDE_PLACES,
    picture,
    picture_axes,
    picture_places,
    pull_picture,
    pull_title,
)
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.spaces.mask import MASK, SHAPES
from lossviz.vocabulary import (
    BoundLoss,
    Control,
    Drawing,
    Figure,
    Interval,
    Landmark,
    Loss,
    Painting,
    Parameter,
    Reading,
    View,
)

_UNITS = ("from 0, all right, to 1, all wrong", "with no upper end")
_TOPS = dict(zip(_UNITS, (1.0, 1.5), strict=True))  # the values of a full bar


def _painting(name: str, label: str, start: str, meaning: str) -> Painting:
    blank = Painting(name=name, label=label, side=len(SHAPES[start]), default="", stamps=(), meaning=meaning)
    stamps = tuple((blank.value_of(pixels), shape) for shape, pixels in SHAPES.items())
    return replace(blank, default=blank.value_of(SHAPES[start]), stamps=stamps)


TARGET = replace(_painting("target", "Target", "disc", "the pixels of the object"), formerly=("truth",))
PAINTED = _painting("painted", "Prediction", "shifted disc", "the pixels that the model takes for the object")
CERTAINTY = Parameter(
    name="certainty",
    symbol="c",
    default=0.9,
    domain=Interval(0.5, 1),
    slider=(0.5, 1.0, 0.01),
    unit="probability",
    meaning="the probability that the model gives to painted pixels; the others get 1 − c",
    landmarks=(Landmark(0.5, "no idea"), Landmark(1.0, "certain")),
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the two pictures, and how certain the model is."""
    return (*loss.parameters, CERTAINTY, PAINTED, TARGET)


def draw(view: View) -> Drawing:
    """The target, the prediction and the pull on each pixel as pictures, and the cost under every mask loss."""
    target, painted = TARGET.pixels(view.values["target"]), PAINTED.pixels(view.values["painted"])
    certainty, bound = view.values["certainty"], view.bound
    prediction = np.where(painted == 1, certainty, 1.0 - certainty)
    lot = with_rivals(view)
    names = [each.loss.name for each in lot]
    costs = [float(each.value(prediction, target)) for each in lot]
    focus = lot.index(bound)
    groups = by_unit(names, costs, focus, [_UNITS[_endless(each.loss)] for each in lot], _TOPS)
    pull, most = -bound.gradient(prediction, target), _most(view.loss, view.values["target"])
    readings = _readings(costs[focus], target, painted, np.abs(pull))
    gaps = {"xgap": 1, "ygap": 1}
    painting = {name: [[0, ink("paper")], [1, ink(name)]] for name in ("target", "loss")}
    return Drawing(
        data=[
            picture("prediction", prediction, "prediction", "", painting["loss"], (0.0, 1.0), **gaps),
            picture("target", target, "target", "2", painting["target"], (0.0, 1.0), **gaps),
            *pull_picture(pull, "3", most, **gaps),
            *cost_bars(groups, 4),
        ],
        short=without_cost_bars(groups, 4, picture_places(SHORT_PLACES)),
        layout=_layout(groups, most, view.conceal),
        narrow={**picture_places(NARROW_PLACES), **cost_places(groups, 4, (0.34, 0.95), (0.0, 0.36))},
        readings=readings,
        worked=[
            f"L = {blackboard(bound.worked(prediction, target))} = {say(costs[focus])}",
            f"strongest pull on a pixel: {say(readings['strongest_pull'].value)}",
        ],
        takeaway=_takeaway(bound, readings),
        events=(prediction[None], target[None]),
        canvases=[canvas(PAINTED), canvas(TARGET, ("xaxis2", "yaxis2"))],
    )


@lru_cache(maxsize=64)
def _endless(loss: Loss) -> bool:
    """Whether a mask that is wrong everywhere and certain costs more than 1."""
    target = SHAPES["disc"]
    return float(loss.at({}).value(1.0 - target, target)) > 1.0 + 1e-9


@lru_cache(maxsize=256)
def _most(loss: Loss, target: str) -> float:
    """The strongest pull on a pixel where nothing is painted, or all, or what is right, or its contrary; at defaults.

    It is the scale of the pull's picture, which no slider moves.
    """
    certainty = CERTAINTY.default
    right = TARGET.pixels(target)
    painted = np.stack([np.zeros_like(right), np.ones_like(right), right, 1 - right])
    prediction = np.where(painted == 1, certainty, 1.0 - certainty)
    slopes = loss.at({}).gradient(prediction, np.broadcast_to(right, painted.shape))
    return float(np.abs(slopes).max()) or 1.0


def _readings(cost: float, target: np.ndarray, painted: np.ndarray, force: np.ndarray) -> dict[str, Reading]:
    missed, false = target * (1 - painted) == 1, (1 - target) * painted == 1
    return {
        "value": Reading(cost),
        "strongest_pull": Reading(float(force.max())),
        "object": Reading(float(target.sum()), "pixels"),
        "found": Reading(float((target * painted).sum()), "pixels"),
        "missed": Reading(float(missed.sum()), "pixels"),
        "false_alarms": Reading(float(false.sum()), "pixels"),
        "pull_on_missed": Reading(float(force[missed].mean()) if missed.any() else np.nan),
        "pull_on_false_alarms": Reading(float(force[false].mean()) if false.any() else np.nan),
    }


def _takeaway(bound: BoundLoss, readings: dict[str, Reading]) -> str:
    told = {name: say(reading.value) for name, reading in readings.items()}
    means = [
        f"{told[f'pull_on_{what}']} on {words}"
        for what, words in (("missed", "a missed pixel"), ("false_alarms", "a false alarm"))
        if readings[what].value
    ]
    drawn = f" Its mean pull is {' and '.join(means)}." if means else ""
    return (
        f"{named(bound)} costs {told['value']}: of {told['object']} pixels {told['found']} are found and "
        f"{told['missed']} missed, and {told['false_alarms']} are false alarms.{drawn} In the picture of the pull "
        "a plus is to rise, a minus to fall. Paint in the large picture, or in the target."
    )


def _layout(groups: list[Group], most: float, conceal: Sequence[str]) -> dict[str, Any]:
    held = {control.name for control in (PAINTED, TARGET) if {control.name, "handles"} <= {*conceal}}
    titles = (
        "prediction" if "painted" in held else "prediction: paint here",
        "target" if "target" in held else "target: paint here" if "painted" in held else "target: paint here too",
        pull_title(most),
    )
    return layout(
        **picture_axes(titles, TARGET.side, WIDE_PLACES),
        **cost_axes(groups, 4, (0.67, 0.95), (0.0, 0.5)),
        margin={"l": 4, "r": 4, "t": 40, "b": 6},
        uirevision="mask",
        dragmode=False,
    )


FIGURE = Figure(
    key="mask",
    name="Mask",
    meaning="A mask to paint, the pull of the loss on every pixel, and every mask loss at once.",
    fits=lambda loss, rivals: loss.space is MASK,
    rivals=of_family(lambda loss, other: other.space is loss.space),
    controls=controls,
    draw=draw,
    most_steps=51,
    place=1,
)
