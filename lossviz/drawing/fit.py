"""What a place on a landscape means: the model there, drawn on its data."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import stems, trace
from lossviz.learning.data.record import Data
from lossviz.learning.model import Sketch, Task

_STYLES = {
    "chosen": {"color": ink("loss"), "width": 3},
    "minimiser": {"color": ink("minimiser"), "width": 2.5, "dash": "dash"},
    "other": {"color": ink("other4"), "width": 2, "dash": "dot"},
}


def fit_axes(sketch: Sketch) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes of the picture of a fit."""
    ticks = {"tickvals": [1, 2], "ticktext": ["w₁", "w₂"]} if sketch.style == "bars" else {}
    (across, *x_range), (up, *y_range) = sketch.across, sketch.up
    return axis(across, range=x_range, **ticks), axis(up, range=y_range)


def fit(
    sketch: Sketch, task: Task, pull: np.ndarray, models: Mapping[str, tuple[str, np.ndarray]]
) -> list[dict[str, Any]]:
    """The models on their data.

    Parameters
    ----------
    sketch, task : Sketch, Task
        The model, and how it is drawn.
    pull : ndarray
        How strongly each example pulls: the size of its point.
    models : mapping of str to (name, theta)
        The models by their style: ``chosen``, ``minimiser`` or ``other``.
    """
    if sketch.style == "bars":
        return _bars(sketch, task, models)
    lines = [_line(*sketch.path(task, theta), name, style) for style, (name, theta) in models.items()]
    if sketch.style == "density":
        return [_shaded(task.data), *lines]
    return [*lines, _points(*sketch.points(task.data), pull, task.data, sketch.style == "classes")]


def _line(x: np.ndarray, y: np.ndarray, name: str, style: str) -> dict[str, Any]:
    settings: dict[str, Any] = {"name": name, "line": _STYLES[style], "connectgaps": False, "hoverinfo": "skip"}
    return trace("fit", mode="lines", x=x, y=y, **settings)


def _bars(sketch: Sketch, task: Task, models: Mapping[str, tuple[str, np.ndarray]]) -> list[dict[str, Any]]:
    """Weights fitted to the data alone, then one narrower bar for each model."""
    places = np.arange(1.0, task.data.labels.size + 1)
    wide = {"color": ink("target"), "width": 34, "dash": "solid"}
    bars = [stems("data", places, task.data.labels, "data alone", wide, ".3g")]
    for shift, (style, (name, theta)) in zip(np.linspace(-0.12, 0.12, len(models)), models.items(), strict=True):
        x, heights = sketch.path(task, theta)
        bars.append(stems("fit", x + shift, heights, name, {**_STYLES[style], "width": 6, "dash": "solid"}, ".3g"))
    return bars


def _shaded(data: Data) -> dict[str, Any]:
    return trace(
        "data",
        table=True,
        mode="lines",
        x=data.features,
        y=data.labels / (data.features[1] - data.features[0]),
        name="p",
        fill="tozeroy",
        fillcolor="rgba(0,121,90,0.25)",
        line={"color": ink("target"), "width": 1.5},
        hovertemplate="p: %{y:.3g}<extra></extra>",
    )


def _points(x: np.ndarray, y: np.ndarray, pull: np.ndarray, data: Data, classes: bool) -> dict[str, Any]:
    size = np.abs(pull) / (np.abs(pull).max() or 1.0)
    rim = {"color": np.where(data.odd, ink("outlier"), ink("paper")).tolist(), "width": np.where(data.odd, 2.0, 0.5)}
    if classes:
        own = data.labels.astype(int)
        colours = np.array([ink(f"class{k}") for k in range(3)])[own]
        symbols = {"symbol": np.array(["circle", "square", "diamond"])[own].tolist()}
    else:
        colours, symbols = np.where(data.odd, ink("outlier"), ink("target")), {}
    return trace(
        "data",
        table=True,
        mode="markers",
        x=x,
        y=y,
        name="data",
        marker={"color": colours.tolist(), "size": 5 + 11 * np.sqrt(size), "opacity": 0.85, "line": rim, **symbols},
        hovertemplate="%{x:.3g}, %{y:.3g}<extra></extra>",
    )
