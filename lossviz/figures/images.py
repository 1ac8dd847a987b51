"""A small image shifted, blurred and made noisy: pixel error beside perceptual error, and the pull on each pixel."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.theme import layout
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
from lossviz.spaces.image import IMAGE as IMAGE_SPACE
from lossviz.spaces.image import IMAGES, blur, noise, shift
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

_TOP = 0.12  # the value of a full bar
_SEED = 4


def _slider(name: str, symbol: str, default: float, high: float, step: float, unit: str, meaning: str) -> Parameter:
    return Parameter(
        name=name,
        symbol=symbol,
        default=default,
        domain=Interval(0, high),
        slider=(0.0, high, step),
        unit=unit,
        meaning=meaning,
    )


SHIFT = _slider("shift", "Δ", 1.0, 4.0, 0.1, "pixels", "by how much the image is moved to the right")
BLUR = _slider("blur", "σ", 0.8, 3.0, 0.1, "pixels", "the width of the blur")
NOISE = _slider("noise", "ν", 0.1, 0.5, 0.01, "of the range from black to white", "the spread of the noise")
IMAGE = Choice(
    name="image",
    label="Image",
    options=tuple((name, name) for name in IMAGES),
    default=next(iter(IMAGES)),
    meaning="the true image",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the three distortions, and the image."""
    return (*loss.parameters, SHIFT, BLUR, NOISE, IMAGE)


def draw(view: View) -> Drawing:
    """The true image, the distorted one and the pull on each pixel, and what each distortion costs."""
    true, bound = IMAGES[view.values["image"]], view.bound
    amounts = {control.name: view.values[control.name] for control in (SHIFT, BLUR, NOISE)}
    alone = {
        "shift": shift(true, amounts["shift"]),
        "blur": blur(true, amounts["blur"]),
        "noise": noise(true, amounts["noise"], _SEED),
    }
    together = _distorted(true, *amounts.values())
    cost = float(bound.value(together, true))
    ways = {"pixels": bound.turned("weight", None, 0.0), "filters": bound.turned("weight", None, 1.0)}
    costs = {
        f"{name}: {kind}": float(way.value(image, true))
        for name, image in {"all three": together, **alone}.items()
        for kind, way in ways.items()
    }
    groups = [Group("mean squares", list(costs), list(costs.values()), _TOP)]
    pull, grey = -bound.gradient(together, true), [[0, "rgba(0,0,0,1)"], [1, "#ffffff"]]
    most = _most(view.loss, view.values["image"])
    return Drawing(
        data=[
            picture("prediction", together, "distorted image", "", grey, (0.0, 1.0)),
            picture("target", true, "true image", "2", grey, (0.0, 1.0)),
            *pull_picture(pull, "3", most),
            *cost_bars(groups, 4),
        ],
        short=without_cost_bars(groups, 4, picture_places(SHORT_PLACES)),
        layout=_layout(groups, len(true), most),
        narrow={**picture_places(NARROW_PLACES), **cost_places(groups, 4, (0.34, 0.95), (0.0, 0.36))},
        readings={
            "value": Reading(cost),
            **{f"{kind}_alone": Reading(costs[f"all three: {kind}"]) for kind in ways},
            **{
                f"{name}_in_{kind}": Reading(costs[f"{name}: {kind}"] if amount > 0 else np.nan)
                for name, amount in amounts.items()
                for kind in ways
            },
        },
        worked=[
            f"L = {blackboard(bound.worked(together, true))} = {say(cost)}",
            f"pixels alone {say(costs['all three: pixels'])}, filters alone {say(costs['all three: filters'])}",
        ],
        takeaway=_takeaway(bound, cost, amounts, costs),
        events=(together[None], true[None]),
    )


def _distorted(true: np.ndarray, pixels: float, width: float, spread: float) -> np.ndarray:
    return noise(blur(shift(true, pixels), width), spread, _SEED)


@lru_cache(maxsize=32)
def _most(loss: Loss, image: str) -> float:
    """The strongest pull on a pixel at the defaults: the scale of the pull's picture, which no slider moves."""
    true = IMAGES[image]
    distorted = _distorted(true, SHIFT.default, BLUR.default, NOISE.default)
    return float(np.abs(loss.at({}).gradient(distorted, true)).max()) or 1.0


def _takeaway(bound: BoundLoss, cost: float, amounts: dict[str, float], costs: dict[str, float]) -> str:
    said = [
        f"the {name} of {say(amount)} costs {say(costs[f'{name}: pixels'])} in pixels and "
        f"{say(costs[f'{name}: filters'])} in filters"
        for name, amount in amounts.items()
        if amount > 0
    ]
    parts = "; ".join(said) or "with 0 of each distortion the images are the same"
    return (
        f"{named(bound)} is {say(cost)}: {parts}. Pixel error counts every pixel alone; the filters see "
        "edges and averages, at three sizes."
    )


def _layout(groups: list[Group], count: int, most: float) -> dict[str, Any]:
    titles = ("distorted image", "true image", pull_title(most))
    return layout(
        **picture_axes(titles, count, WIDE_PLACES),
        **cost_axes(groups, 4, (0.63, 0.95), (0.0, 0.5)),
        margin={"l": 4, "r": 4, "t": 40, "b": 6},
        uirevision="images",
        dragmode=False,
    )


FIGURE = Figure(
    key="images",
    name="Images",
    meaning="An image shifted, blurred and made noisy, with pixel error beside perceptual error.",
    fits=lambda loss, rivals: loss.space is IMAGE_SPACE,
    controls=controls,
    draw=draw,
    most_steps=41,
    place=1,
)
