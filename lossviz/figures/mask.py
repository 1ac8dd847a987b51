"""A mask to paint beside its target, the pull on every pixel as a picture, and every mask loss at once."""

from dataclasses import replace
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import cost_axes, cost_bars, without_cost_bars
from lossviz.drawing.handles import canvas
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import ink, layout
from lossviz.drawing.traces import PICTURES_ALONE, picture, picture_axes, pull_picture
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

_TOP = 1.5  # the value of a full bar


def _painting(name: str, label: str, start: str, meaning: str) -> Painting:
    blank = Painting(name=name, label=label, side=len(SHAPES[start]), default="", stamps=(), meaning=meaning)
    stamps = tuple((blank.value_of(pixels), shape) for shape, pixels in SHAPES.items())
    return replace(blank, default=blank.value_of(SHAPES[start]), stamps=stamps)


TRUTH = _painting("truth", "Target", "disc", "the pixels of the object")
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
    return (*loss.parameters, CERTAINTY, PAINTED, TRUTH)


def draw(view: View) -> Drawing:
    """The target, the prediction and the pull on each pixel as pictures, and the cost under every mask loss."""
    target, painted = TRUTH.pixels(view.values["truth"]), PAINTED.pixels(view.values["painted"])
    certainty, bound = view.values["certainty"], view.bound
    prediction = np.where(painted == 1, certainty, 1.0 - certainty)
    lot = with_rivals(view)
    names = [each.loss.name for each in lot]
    costs = [float(each.value(prediction, target)) for each in lot]
    focus = lot.index(bound)
    pull = -bound.gradient(prediction, target)
    readings = _readings(costs[focus], target, painted, np.abs(pull))
    gaps = {"xgap": 1, "ygap": 1}
    painting = {name: [[0, ink("paper")], [1, ink(name)]] for name in ("target", "loss")}
    return Drawing(
        data=[
            picture("target", target, "target", "", painting["target"], (0.0, 1.0), **gaps),
            picture("prediction", prediction, "prediction", "2", painting["loss"], (0.0, 1.0), **gaps),
            pull_picture(pull, "3", **gaps),
            *cost_bars(names, costs, focus, _TOP, ("x4", "y4")),
        ],
        short=without_cost_bars("4", PICTURES_ALONE),
        layout=_layout(names),
        narrow=_NARROW,
        readings=readings,
        worked=[
            f"L = {blackboard(bound.worked(prediction, target))} = {say(costs[focus])}",
            f"strongest pull on a pixel: {say(readings['strongest_pull'].value)}",
        ],
        takeaway=_takeaway(bound, readings),
        events=(prediction[None], target[None]),
        canvases=[canvas(PAINTED, ("xaxis2", "yaxis2")), canvas(TRUTH)],
    )


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
        "green pixels are to rise, red ones to fall. Paint in either picture on the left."
    )


def _layout(names: list[str]) -> dict[str, Any]:
    across, down = cost_axes(
        names, _TOP, "", x={"domain": [0.2, 0.85], "anchor": "y4"}, y={"domain": [0.0, 0.36], "anchor": "x4"}
    )
    pictures = picture_axes(("target", "prediction", "pull on each pixel"), TRUTH.side)
    return layout(**pictures, xaxis4=across, yaxis4=down, uirevision="mask", dragmode=False)


_NARROW = {
    "xaxis": {"domain": [0.0, 0.48]},
    "xaxis2": {"domain": [0.52, 1.0]},
    "xaxis3": {"domain": [0.26, 0.74]},
    "xaxis4": {"domain": [0.34, 0.95]},
    "yaxis": {"domain": [0.7, 1.0]},
    "yaxis2": {"domain": [0.7, 1.0]},
    "yaxis3": {"domain": [0.34, 0.62]},
    "yaxis4": {"domain": [0.0, 0.26]},
}

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
