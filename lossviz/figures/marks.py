"""Marks that several figures share: contours of a field, arrows of descent, a point with its name."""

import numpy as np

from lossviz.figures.theme import ink

LEVELS = 16  # contour lines
_TOP = 0.92  # the share of a field that the colours cover; higher places look alike
ARROWS = 9  # along either axis
_SHADOW = "rgba(16,21,28,0.7)"


def contours(x: np.ndarray, y: np.ndarray, z: np.ndarray, name: str, **settings) -> dict:
    """A field as filled contours, dark where it is low; the highest places share the lightest colour."""
    low, high = float(z.min()), float(np.quantile(z, _TOP))
    step = (high - low) / LEVELS or 1.0
    return {
        "type": "contour",
        "x": x,
        "y": y,
        "z": z,
        "name": name,
        "colorscale": "Viridis",
        "zmin": low,
        "zmax": high,
        "autocontour": False,
        "contours": {"start": low + step / 2, "end": high, "size": step, "coloring": "fill"},
        "line": {"width": 0.6, "color": "rgba(255,255,255,0.45)", "smoothing": 0},
        "showscale": False,
        "hovertemplate": "%{x:.3g}, %{y:.3g}: %{z:.4g}<extra></extra>",
        **settings,
    }


def arrow_places(low: float, high: float) -> np.ndarray:
    """Positions along an axis at which arrows start."""
    half = (high - low) / ARROWS / 2
    return np.linspace(low + half, high - half, ARROWS)


def arrows(
    x: np.ndarray, y: np.ndarray, slope_x: np.ndarray, slope_y: np.ndarray, spans: tuple[float, float]
) -> tuple[dict, dict]:
    """Arrows of steepest descent, white on a dark shadow so that they show on every colour.

    Their length grows with the square root of the slope.

    Parameters
    ----------
    x, y, slope_x, slope_y : ndarray
        Where the arrows start, and the field's slope there.
    spans : (x, y)
        The widths of the drawn stretch: the longest arrow is as long as the distance to its neighbour.
        Where the slope is zero there is no arrow.
    """
    across, up = -slope_x * spans[0], -slope_y * spans[1]  # as fractions of the picture, so both axes count alike
    size = np.hypot(across, up)
    top = np.quantile(size, 0.95) or 1.0
    reach = np.sqrt(np.minimum(size / top, 1.0)) * 0.85 / ARROWS
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.where(size > 1e-9 * max(1.0, float(top)), reach / size, np.nan)
    gap = np.full(x.size, np.nan)
    heads_x = (x + spans[0] * across * factor).ravel()
    heads_y = (y + spans[1] * up * factor).ravel()
    course_x = np.stack([np.where(np.isnan(heads_x), np.nan, x.ravel()), heads_x, gap], -1).ravel()
    course_y = np.stack([np.where(np.isnan(heads_y), np.nan, y.ravel()), heads_y, gap], -1).ravel()
    shadow = {
        "type": "scatter",
        "mode": "lines",
        "x": course_x,
        "y": course_y,
        "line": {"color": _SHADOW, "width": 3.2},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }
    head = {"symbol": "arrow", "angleref": "previous", "size": _heads(x.size), "opacity": 1}
    return shadow, {
        **shadow,
        "mode": "lines+markers",
        "line": {"color": "#ffffff", "width": 1.4},
        "marker": {**head, "color": "#ffffff", "line": {"color": _SHADOW, "width": 1}},
    }


def _heads(count):
    return np.tile([0.0, 8.0, 0.0], count)


def point(x: float, y: float, name: str, meaning: str, symbol: str = "circle", **settings) -> dict:
    """One point with its name beside it, legible on any colour."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": np.array([x]),
        "y": np.array([y]),
        "marker": {
            "symbol": symbol,
            "size": 13,
            "color": ink(meaning),
            "line": {"color": "#ffffff", "width": 2},
            "opacity": 1,
        },
        "hovertemplate": f"{name}<extra></extra>",
        "meta": {"table": False},
        **settings,
    }
