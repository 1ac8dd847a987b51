"""Fields: contours of a height over a plane, and arrows of descent."""

from typing import Any

import numpy as np

from lossviz.drawing.traces import line, trace

LEVELS = 16  # contour lines
_TOP = 0.92  # the share of a field that the colours cover; higher places look alike
ARROWS = 9  # along either axis
PEN = 6  # places that the pen goes to for an arrow: tail, head, a barb, head, a barb, and up
_BARB = 0.022  # length of a head, as a fraction of the picture
_SHADOW = "rgba(16,21,28,0.7)"


def contours(x: np.ndarray, y: np.ndarray, z: np.ndarray, name: str) -> dict[str, Any]:
    """A field as filled contours, dark where it is low; the highest places share the lightest colour."""
    if not np.isfinite(z).all():  # beyond what a float can hold: drawn as high as the highest number that is there
        z = np.nan_to_num(z, nan=0.0, posinf=z.max(where=np.isfinite(z), initial=0.0))
    low, high = float(z.min()), float(np.quantile(z, _TOP))
    step = (high - low) / LEVELS or 1.0
    return trace(
        "field",
        "contour",
        table=True,
        x=x,
        y=y,
        z=z,
        name=name,
        colorscale="Viridis",
        zmin=low,
        zmax=high,
        autocontour=False,
        contours={"start": low + step / 2, "end": high, "size": step, "coloring": "fill"},
        line={"width": 0.6, "color": "rgba(255,255,255,0.45)", "smoothing": 0},
        showscale=False,
        hovertemplate="%{x:.3g}, %{y:.3g}: %{z:.4g}<extra></extra>",
    )


def seam(x: np.ndarray, y: np.ndarray, heights: np.ndarray) -> dict[str, Any]:
    """The line along which a field's switch is zero, dashed."""
    return trace(
        "kink",
        "contour",
        x=x,
        y=y,
        z=heights,
        autocontour=False,
        contours={"start": 0.0, "end": 0.0, "size": 1.0, "coloring": "none", "showlabels": False},
        line={"color": "#ffffff", "width": 2.5, "dash": "dash"},
        showscale=False,
        hoverinfo="skip",
    )


def arrow_places(low: float, high: float) -> np.ndarray:
    """Positions along an axis at which arrows start."""
    half = (high - low) / ARROWS / 2
    return np.linspace(low + half, high - half, ARROWS)


def arrows(
    x: np.ndarray, y: np.ndarray, slope_x: np.ndarray, slope_y: np.ndarray, spans: tuple[float, float]
) -> tuple[dict[str, Any], dict[str, Any]]:
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
    slopes = np.clip([slope_x, slope_y], -1e300, 1e300)  # beyond, multiplying them would overflow
    across, up = -slopes[0] * spans[0], -slopes[1] * spans[1]  # as fractions of the picture, so both axes count alike
    size = np.hypot(across, up).ravel()
    top = float(np.quantile(size, 0.95)) or 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        ahead = np.stack([across.ravel(), up.ravel()]) / np.where(size > 1e-9 * max(1.0, top), size, np.nan)
    reach = np.sqrt(np.minimum(size / top, 1.0)) * 0.85 / ARROWS
    aside = np.stack([-ahead[1], ahead[0]])
    barb = np.minimum(_BARB, 0.5 * reach)
    tail = np.stack([x.ravel() / spans[0], y.ravel() / spans[1]]) + 0 * ahead
    head = tail + reach * ahead
    left, right = (head - barb * (ahead + side * 0.55 * aside) for side in (1, -1))
    # One stroke of the pen: to the head, back along either barb. Markers for heads would take thrice as long to draw.
    course = np.stack([tail, head, left, head, right, np.full_like(tail, np.nan)], -1).reshape(2, -1)
    places = course[0] * spans[0], course[1] * spans[1]
    shadow = line("descent", *places, {"color": _SHADOW, "width": 3.4, "simplify": False})
    return shadow, line("descent", *places, {"color": "#ffffff", "width": 1.5, "simplify": False})
