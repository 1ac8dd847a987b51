"""A small image shifted, blurred and made noisy: pixel error beside perceptual error, and the pull on each pixel."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import FRAME, axis, ink, layout
from lossviz.figures.words import named, parameters_of, say
from lossviz.spaces.image import IMAGES, blur, noise, shift
from lossviz.spec import Choice, Figure, Interval, Loss, Parameter

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


def fits(loss: Loss) -> bool:
    """Whether predictions are images."""
    return loss.space.key == "image"


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the three distortions, and the image."""
    return (*loss.parameters, SHIFT, BLUR, NOISE, IMAGE)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the images; see `lossviz.spec.Figure`."""
    true = IMAGES[values["image"]]
    alone = {
        "shift": shift(true, values["shift"]),
        "blur": blur(true, values["blur"]),
        "noise": noise(true, values["noise"], _SEED),
    }
    together = noise(blur(alone["shift"], values["blur"]), values["noise"], _SEED)
    parameters = parameters_of(loss, loss, values)
    cost = float(loss.value(together, true, **parameters))
    pull = -loss.gradient(together, true, **parameters)
    names, costs = [], []
    for name, image in {"all three": together, **alone}.items():
        for kind, weight in (("pixels", 0.0), ("filters", 1.0)):
            names.append(f"{name}: {kind}")
            costs.append(float(loss.value(image, true, weight=weight)))
    strongest = float(np.abs(pull).max()) or 1.0
    side = np.arange(len(true), dtype=float)
    grey = [[0, "rgba(0,0,0,1)"], [1, "#ffffff"]]
    pulls = [[0, ink("outlier")], [0.5, ink("paper")], [1, ink("target")]]
    data = [
        _picture(side, true, "true image", "", grey, (0.0, 1.0)),
        _picture(side, together, "distorted image", "2", grey, (0.0, 1.0)),
        _picture(side, pull, "pull: minus the gradient", "3", pulls, (-strongest, strongest)),
        *measures(names, costs, -1, _TOP, ("x4", "y4")),
    ]
    return {
        "data": data,
        "short": without_measures(len(data), "4", _SHORT),
        "layout": _layout(names, len(true)),
        "narrow": _NARROW,
        "worked": [
            f"L = {blackboard(loss.worked(together, true, **parameters))} = {say(cost)}",
            f"pixels alone {say(costs[0])}, filters alone {say(costs[1])}",
        ],
        "takeaway": _takeaway(loss, parameters, cost, values, costs),
        "handles": [],
    }


def _picture(side, pixels, name, place, colours, span):
    return {
        "type": "heatmap",
        "x": side,
        "y": side,
        "z": pixels,
        "xaxis": f"x{place}",
        "yaxis": f"y{place}",
        "name": name,
        "colorscale": colours,
        "zmin": span[0],
        "zmax": span[1],
        "showscale": False,
        "hovertemplate": f"{name}: %{{z:.3g}}<extra></extra>",
    }


def _takeaway(loss, parameters, cost, values, costs):
    told = {"shift": costs[2:4], "blur": costs[4:6], "noise": costs[6:8]}
    said = [
        f"the {name} of {say(values[name])} costs {say(pixels)} in pixels and {say(filters)} in filters"
        for name, (pixels, filters) in told.items()
        if values[name] > 0
    ]
    parts = "; ".join(said) or "with 0 of each distortion the images are the same"
    return (
        f"{named(loss, parameters)} is {say(cost)}: {parts}. Pixel error counts every pixel alone; the filters see "
        "edges and averages, at three sizes."
    )


def _layout(names, count):
    across, down = measures_axes(
        names, _TOP, "", x={"domain": [0.2, 0.85], "anchor": "y4"}, y={"domain": [0.0, 0.38], "anchor": "x4"}
    )
    plain = {"showgrid": False, "zeroline": False, "showticklabels": False, "constrain": "domain", **FRAME}
    axes = {}
    titles = ("true image", "distorted image", "pull on each pixel")
    for title, left, place in zip(titles, (0.0, 0.35, 0.7), ("", "2", "3"), strict=True):
        axes[f"xaxis{place}"] = axis(
            title, range=[-0.5, count - 0.5], domain=[left, left + 0.3], anchor=f"y{place}", **plain
        )
        axes[f"yaxis{place}"] = axis(
            "",
            range=[count - 0.5, -0.5],
            domain=[0.5, 1.0],
            anchor=f"x{place}",
            scaleanchor=f"x{place}",
            **plain,
        )
    return layout(**axes, xaxis4=across, yaxis4=down, uirevision="images", dragmode=False)


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
    "yaxis": {"domain": [0.74, 1.0]},
    "yaxis2": {"domain": [0.74, 1.0]},
    "yaxis3": {"domain": [0.43, 0.68]},
    "yaxis4": {"domain": [0.0, 0.36]},
}

FIGURE = Figure(
    key="images",
    name="Images",
    meaning="An image shifted, blurred and made noisy, with pixel error beside perceptual error.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=41,
    place=1,
)
