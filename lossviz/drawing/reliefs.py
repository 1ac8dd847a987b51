"""A landscape drawn: the mean loss over two parameters, in colours or as a surface, and walks on it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import PEN, Shade, arrow_places, arrows, coloured, nearby, scale, shade_of
from lossviz.drawing.theme import ink
from lossviz.drawing.traces import line, point, trace
from lossviz.drawing.words import say
from lossviz.learning.landscape import Minimum, Terrain, heights, mean_loss, minimum, pulled_back
from lossviz.vocabulary import BoundLoss, Loss

_ARROWS_3D = 7


def jumps(loss: Loss) -> bool:
    """Whether the value of a loss jumps, so that contours through places between would not be there."""
    return loss.kinks is not None and loss.kinks.jump == "value"


@dataclass(frozen=True, slots=True)
class Relief:
    """A landscape with its arrows and its lowest place."""

    traces: tuple[dict[str, Any], ...]
    lowest: Minimum
    shade: Shade
    scale: dict[str, Any]


@lru_cache(maxsize=128)
def relief_of(
    bound: BoundLoss, land: Terrain, symbols: tuple[str, str], surface: bool, suffix: str, across: tuple[float, float]
) -> Relief:
    """A landscape, which stays as it is while a chosen model moves.

    Parameters
    ----------
    symbols : (a, b)
        What its axes are called where a place is pointed at.
    surface : bool
        Whether it is a surface.
    suffix : str
        The number of its axes.
    across : (left, right)
        Where in the picture it lies.
    """
    height = heights(bound, land)
    lowest = minimum(bound, land, height)
    shade = shade_of(height, lowest.value)
    name = f"mean loss, {bound.loss.name}"
    if surface:
        star = _mark_on_surface("minimiser", lowest.a, lowest.b, float(shade(lowest.value)), "minimiser", "diamond")
        traces = [raised(land.a, land.b, height, shade, name, symbols), _strokes(bound, land, shade), star]
    else:
        x, y, theta, predictions = _lookouts(land)
        slopes = pulled_back(land.task, theta, bound.gradient(predictions, land.task.target))
        rise = shade.rise(nearby(height))
        star = point("minimiser", lowest.a, lowest.b, f"lowest: {say(lowest.value)}", "minimiser", "star", tag="lowest")
        traces = [
            coloured(land.a, land.b, height, name, shade, symbols, jumps(bound.loss), suffix),
            *arrows(x, y, (slopes[..., 0], slopes[..., 1]), rise, land.spans),
            star,
        ]
    placed = tuple({**each, **_axes(surface, suffix)} for each in traces)
    return Relief(placed, lowest, shade, scale(shade, across, suffix))


@lru_cache(maxsize=32)
def _lookouts(land: Terrain) -> tuple[np.ndarray, ...]:
    """The places at which arrows start, the parameters there, and their predictions."""
    x, y = np.meshgrid(*(arrow_places(along[0], along[-1]) for along in (land.a, land.b)))
    theta = land.at(x, y)
    return x, y, theta, land.task.predict(theta)


def walk(path: np.ndarray, heights: np.ndarray, shade: Shade, surface: bool, suffix: str) -> list[dict[str, Any]]:
    """A chosen model and where it goes, at these mean losses; a path of one place goes nowhere."""
    (x, *_), (y, *_), (z, *_) = trail = path[:, 0], path[:, 1], shade(heights)
    if len(path) == 1:
        trail = (np.full(1, np.nan),) * 3
    if surface:
        traces = [_trail_on_surface(*trail), _mark_on_surface("chosen", x, y, z, "loss", "circle")]
    else:
        way = line("descent", trail[0], trail[1], {"color": ink("gradient"), "width": 2}, tag="descent")
        dots = {"color": ink("gradient"), "size": 6, "opacity": 1, "line": {"color": "#ffffff", "width": 1}}
        chosen = point("chosen", x, y, "chosen model", "loss", tag="chosen model")
        traces = [{**way, "mode": "lines+markers", "marker": dots}, chosen]
    return [{**each, **_axes(surface, suffix)} for each in traces]


def _axes(surface: bool, suffix: str) -> dict[str, str]:
    return {"scene": f"scene{suffix}"} if surface else {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def _mark_on_surface(role: str, x: float, y: float, z: float, meaning: str, symbol: str) -> dict[str, Any]:
    return trace(
        role,
        "scatter3d",
        mode="markers",
        x=np.array([x]),
        y=np.array([y]),
        z=np.array([z]),
        marker={"symbol": symbol, "size": 6, "color": ink(meaning), "line": {"color": "#ffffff", "width": 2}},
        hoverinfo="skip",
    )


def raised(
    x: np.ndarray, y: np.ndarray, height: np.ndarray, shade: Shade, name: str, axes: tuple[str, ...]
) -> dict[str, Any]:
    """The shades as heights, so that a valley shows here, too; pointed at, it tells the mean loss."""
    shades = shade(height)
    return trace(
        "field",
        "surface",
        table=True,
        x=x,
        y=y,
        z=shades,
        customdata=height,
        name=name,
        colorscale="Viridis",
        showscale=False,
        contours={"z": {"show": True, "color": "rgba(255,255,255,0.4)", "width": 1}},
        hovertemplate=f"{axes[0]} = %{{x:.3g}}, {axes[1]} = %{{y:.3g}}: {name} %{{customdata:.4g}}<extra></extra>",
    )


def _strokes(bound: BoundLoss, land: Terrain, shade: Shade) -> dict[str, Any]:
    """Short strokes on the surface, each running downhill from its dot."""
    at_a, at_b = (
        grid.ravel() for grid in np.meshgrid(*(np.linspace(axis[2], axis[-3], _ARROWS_3D) for axis in (land.a, land.b)))
    )
    theta = land.at(at_a, at_b)
    predictions = land.task.predict(theta)
    slopes = pulled_back(land.task, theta, bound.gradient(predictions, land.task.target))
    rise = shade.rise(mean_loss(bound, land.task, theta, predictions))
    _, strokes = arrows(at_a, at_b, (slopes[:, 0], slopes[:, 1]), rise, land.spans)
    x, y = (strokes[key].reshape(-1, PEN)[:, [0, 1, -1]].ravel() for key in "xy")  # without the barbs
    there = ~np.isnan(x)
    z = np.full(x.size, np.nan)
    z[there] = shade(mean_loss(bound, land.task, land.at(x[there], y[there])))
    return trace(
        "descent",
        "scatter3d",
        mode="lines+markers",
        x=x,
        y=y,
        z=np.where(z < 1.0, z, np.nan),
        line={"color": "#ffffff", "width": 4},
        marker={"size": np.tile([3.0, 0.0, 0.0], at_a.size), "color": "#ffffff", "opacity": 1},
        hoverinfo="skip",
    )


def _trail_on_surface(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> dict[str, Any]:
    colour = ink("gradient")
    style: dict[str, Any] = {"line": {"color": colour, "width": 5}, "marker": {"color": colour, "size": 3}}
    return trace("descent", "scatter3d", mode="lines+markers", x=x, y=y, z=z, hoverinfo="skip", **style)
