"""A mask to paint beside its target, the pull on every pixel as a picture, and every mask loss at once."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import canvas
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import FRAME, axis, ink, layout
from lossviz.figures.words import named, parameters_of, say
from lossviz.losses import family_of
from lossviz.spaces.mask import SHAPES
from lossviz.spec import Figure, Interval, Landmark, Loss, Painting, Parameter

_TOP = 1.5  # the value of a full bar


@cache
def _painting(name: str, label: str, start: str, meaning: str) -> Painting:
    side = len(SHAPES[start])
    blank = Painting(name=name, label=label, side=side, default="", stamps=(), meaning=meaning)
    stamps = tuple((blank.text(pixels), shape) for shape, pixels in SHAPES.items())
    return Painting(
        name=name, label=label, side=side, default=blank.text(SHAPES[start]), stamps=stamps, meaning=meaning
    )


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


def fits(loss: Loss) -> bool:
    """Whether predictions are masks."""
    return loss.space.key == "mask"


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the two pictures, and how certain the model is."""
    return (*loss.parameters, CERTAINTY, PAINTED, TRUTH)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the mask; see `lossviz.spec.Figure`."""
    target, painted = TRUTH.pixels(values["truth"]), PAINTED.pixels(values["painted"])
    certainty = values["certainty"]
    prediction = np.where(painted == 1, certainty, 1.0 - certainty)
    parameters = parameters_of(loss, loss, values)
    family = list(family_of(loss.key).losses.values())
    costs = [float(other.value(prediction, target, **parameters_of(other, loss, values))) for other in family]
    focus = family.index(loss)
    pull = -loss.gradient(prediction, target, **parameters)
    strongest = float(np.abs(pull).max()) or 1.0
    names = [other.name for other in family]
    side = np.arange(TRUTH.side, dtype=float)
    data = [
        _picture(side, target, "target", ("x", "y"), [[0, ink("paper")], [1, ink("target")]], (0.0, 1.0)),
        _picture(side, prediction, "prediction", ("x2", "y2"), [[0, ink("paper")], [1, ink("loss")]], (0.0, 1.0)),
        _picture(
            side,
            pull,
            "pull: minus the gradient",
            ("x3", "y3"),
            [[0, ink("outlier")], [0.5, ink("paper")], [1, ink("target")]],
            (-strongest, strongest),
        ),
        *measures(names, costs, focus, _TOP, ("x4", "y4")),
    ]
    return {
        "data": data,
        "short": without_measures(len(data), "4", _SHORT),
        "layout": _layout(names),
        "narrow": _NARROW,
        "worked": [
            f"L = {blackboard(loss.worked(prediction, target, **parameters))} = {say(costs[focus])}",
            f"strongest pull on a pixel: {say(float(np.abs(pull).max()))}",
        ],
        "takeaway": _takeaway(loss, parameters, costs[focus], target, painted, pull),
        "handles": [],
        "canvases": [canvas(PAINTED, ("xaxis2", "yaxis2")), canvas(TRUTH)],
    }


def _picture(side, pixels, name, axes, colours, span):
    return {
        "type": "heatmap",
        "x": side,
        "y": side,
        "z": pixels,
        "xaxis": axes[0],
        "yaxis": axes[1],
        "name": name,
        "colorscale": colours,
        "zmin": span[0],
        "zmax": span[1],
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hovertemplate": f"{name}: %{{z:.3g}}<extra></extra>",
    }


def _takeaway(loss, parameters, cost, target, painted, pull):
    found, missed, false = (
        int((target * painted).sum()),
        int((target * (1 - painted)).sum()),
        int(((1 - target) * painted).sum()),
    )
    sizes = [
        float(np.abs(pull[where]).mean()) if where.any() else None
        for where in (target * (1 - painted) == 1, (1 - target) * painted == 1)
    ]
    told = [
        f"{say(size)} on {what}"
        for size, what in zip(sizes, ("a missed pixel", "a false alarm"), strict=True)
        if size is not None
    ]
    drawn = f" Its mean pull is {' and '.join(told)}." if told else ""
    return (
        f"{named(loss, parameters)} costs {say(cost)}: of {int(target.sum())} pixels {found} are found and {missed} "
        f"missed, and {false} are false alarms.{drawn} In the picture of the pull green pixels are to rise, red ones "
        "to fall. Paint in either picture on the left."
    )


def _square(title, across, anchor, down):
    plain = {"showgrid": False, "zeroline": False, "showticklabels": False, "constrain": "domain", **FRAME}
    count = TRUTH.side
    x = axis(title, range=[-0.5, count - 0.5], domain=across, anchor=f"y{anchor}", **plain)
    y = axis("", range=[count - 0.5, -0.5], domain=down, anchor=f"x{anchor}", scaleanchor=f"x{anchor}", **plain)
    return x, y


def _layout(names):
    across, down = measures_axes(
        names, _TOP, "", x={"domain": [0.2, 0.85], "anchor": "y4"}, y={"domain": [0.0, 0.36], "anchor": "x4"}
    )
    titles = ("target", "prediction", "pull on each pixel")
    squares = [
        _square(title, [left, left + 0.3], anchor, [0.5, 1.0])
        for title, left, anchor in zip(titles, (0.0, 0.35, 0.7), ("", "2", "3"), strict=True)
    ]
    axes = {}
    for (x, y), anchor in zip(squares, ("", "2", "3"), strict=True):
        axes |= {f"xaxis{anchor}": x, f"yaxis{anchor}": y}
    return layout(**axes, xaxis4=across, yaxis4=down, uirevision="mask", dragmode=False)


_SHORT = {
    "xaxis": {"domain": [0.0, 0.32]},
    "xaxis2": {"domain": [0.34, 0.66]},
    "xaxis3": {"domain": [0.68, 1.0]},
    "yaxis": {"domain": [0.0, 1.0]},
    "yaxis2": {"domain": [0.0, 1.0]},
    "yaxis3": {"domain": [0.0, 1.0]},
    "margin": {"l": 4, "r": 4},
}
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
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=51,
    place=1,
)
