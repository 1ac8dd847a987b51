"""What a place on a landscape means: the model there, drawn on its data."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import stems, trace
from lossviz.learning.data.record import Data
from lossviz.learning.model import Sketch, Task

_STYLES = {
    "chosen": {"color": ink("loss"), "width": 3},
    "minimiser": {"color": ink("minimiser"), "width": 2.5, "dash": "dash"},
    "descent": {"color": ink("gradient"), "width": 2.5, "dash": "dashdot"},
    "other": {"color": ink("other4"), "width": 2, "dash": "dot"},
}
_SYMBOLS = ("circle", "square", "diamond")
_WIDE = 34  # pixels of the bar of what fits the data alone
_CORNERS = 8  # of a region, at most: a square and two cuts
_FAINT = 0.13  # the opacity of a region
_TRUTH = 49  # places of its line

Models = Mapping[str, tuple[str, np.ndarray | None]]


def fit_axes(sketch: Sketch) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes of the picture of a fit."""
    ticks = {"tickvals": [1, 2], "ticktext": ["w₁", "w₂"]} if sketch.style == "bars" else {}
    (across, *x_range), (up, *y_range) = sketch.across, sketch.up
    return axis(across, range=x_range, **ticks), axis(up, range=y_range)


def fit(sketch: Sketch, task: Task, pull: np.ndarray, models: Models) -> list[dict[str, Any]]:
    """The models on their data.

    Parameters
    ----------
    sketch, task : Sketch, Task
        The model, and how it is drawn.
    pull : ndarray
        How strongly each example pulls: the size of its point.
    models : mapping of str to (name, theta)
        The models by their style: ``chosen``, ``minimiser``, ``descent`` or ``other``; theta is None for one that is
        not to be seen now.
    """
    if sketch.style == "bars":
        return _bars(sketch, task, models)
    drawn = [_line(sketch, task, _place(theta), name, style) for style, (name, theta) in models.items()]
    if sketch.style == "density":
        return [_shaded(task.data), *drawn]
    return [*_regions(sketch, _place(models["chosen"][1])), *_truth(sketch), *drawn, *points(sketch, task.data, pull)]


def _role(style: str) -> str:
    return "chosen" if style == "chosen" else "fit"


def _place(theta: np.ndarray | None) -> tuple[float, ...]:
    return () if theta is None else tuple(theta.tolist())


@lru_cache(maxsize=128)
def _line(sketch: Sketch, task: Task, theta: tuple[float, ...], name: str, style: str) -> dict[str, Any]:
    x, y = sketch.path(task, np.array(theta)) if theta else (np.full(2, np.nan),) * 2
    settings: dict[str, Any] = {"name": name, "line": _STYLES[style], "connectgaps": False, "hoverinfo": "skip"}
    return trace(_role(style), tag=name, mode="lines", x=x, y=y, **settings)


@lru_cache(maxsize=32)
def _truth(sketch: Sketch) -> tuple[dict[str, Any], ...]:
    """What the examples lie about."""
    if sketch.truth is None:
        return ()
    x = np.linspace(*sketch.across[1:], _TRUTH)
    style = {"color": ink("muted"), "width": 1}
    return (trace("frame", tag="truth", mode="lines", x=x, y=sketch.truth(x), line=style, hoverinfo="skip"),)


@lru_cache(maxsize=128)
def _regions(sketch: Sketch, theta: tuple[float, ...]) -> tuple[dict[str, Any], ...]:
    """Where a model decides for which class."""
    if sketch.regions is None:
        return ()
    regions = zip(sketch.regions(np.array(theta)), sketch.classes, strict=True)
    return tuple(_region(corners, f"called {name}", ink(f"class{k}")) for k, (corners, name) in enumerate(regions))


def _region(corners: np.ndarray, name: str, colour: str) -> dict[str, Any]:
    around = np.full((_CORNERS, 2), np.nan)
    around[: len(corners)] = corners
    middle = corners.mean(0) if len(corners) else around[0]
    return trace(
        _role("chosen"),
        tag=name,
        spots=[middle],
        mode="lines",
        x=around[:, 0],
        y=around[:, 1],
        name=name,
        fill="toself",
        fillcolor=colour,
        opacity=_FAINT,
        line={"width": 0, "color": colour},
        hoverinfo="skip",
    )


def _bars(sketch: Sketch, task: Task, models: Models) -> list[dict[str, Any]]:
    """Weights fitted to the data alone, then one narrower bar for each model."""
    places = np.arange(1.0, task.data.labels.size + 1)
    wide = {"color": ink("target"), "width": _WIDE, "dash": "solid"}
    bars = [stems("data", places, task.data.labels, "data alone", wide, ".3g", tag="data alone")]
    for shift, (style, (name, theta)) in zip(np.linspace(-0.3, 0.3, len(models)), models.items(), strict=True):
        heights = np.full_like(places, np.nan) if theta is None else sketch.path(task, theta)[1]
        thin = {**_STYLES[style], "width": 8, "dash": "solid"}
        bars.append(stems(_role(style), places + shift, heights, name, thin, ".3g", tag=name))
    return bars


def _shaded(data: Data) -> dict[str, Any]:
    return trace(
        "data",
        table=True,
        tag="p, the data",
        mode="lines",
        x=data.features,
        y=data.labels / (data.features[1] - data.features[0]),
        name="p",
        fill="tozeroy",
        fillcolor="rgba(0,121,90,0.25)",
        line={"color": ink("target"), "width": 1.5},
        hovertemplate="x = %{x:.3g}, p = %{y:.3g}<extra></extra>",
    )


def points(sketch: Sketch, data: Data, pull: np.ndarray) -> Iterator[dict[str, Any]]:
    """The examples, those of a class in one colour and shape; rings about what is off and what is by hand."""
    x, y = sketch.points(data)
    strength = np.abs(pull) / (np.abs(pull).max() or 1.0)
    size, places = 5 + 11 * np.sqrt(strength), np.arange(data.labels.size)
    hover = f"{sketch.across[0]} = %{{x:.3g}}, {sketch.up[0]} = %{{y:.3g}}, pull %{{customdata:.2g}}<extra></extra>"
    groups = [(data.labels == k, f"class{k}", name) for k, name in enumerate(sketch.classes)]
    for (own, colour, name), symbol in zip(groups or [(places >= 0, "target", "data")], _SYMBOLS, strict=False):
        yield trace(
            "data",
            table=True,
            tag=name,
            mode="markers",
            x=np.where(own, x, np.nan),
            y=np.where(own, y, np.nan),
            customdata=np.abs(pull),
            name=name,
            marker={
                "symbol": symbol,
                "color": ink(colour),
                "size": size,
                "opacity": 0.85,
                "line": {"color": ink("paper"), "width": 0.5},
            },
            cliponaxis=False,
            hovertemplate=hover,
        )
    by_hand = np.zeros_like(data.odd) if data.by_hand is None else data.by_hand
    for own, colour, name in ((data.odd, "outlier", sketch.odd), (by_hand, "probe", "by hand")):
        yield trace(
            "data",
            tag=name,
            mode="markers",
            x=np.where(own, x, np.nan),
            y=np.where(own, y, np.nan),
            marker={
                "symbol": "circle-open",
                "color": ink(colour),
                "size": size + 7,
                "opacity": 1,
                "line": {"width": 2},
            },
            cliponaxis=False,
            hoverinfo="skip",
        )
