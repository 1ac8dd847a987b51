"""Fields: heights over a plane as colours and contours, and arrows of descent."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.drawing.theme import ink
from lossviz.drawing.traces import line, trace
from lossviz.drawing.words import say

LEVELS = 16  # contour lines
_TOP = 0.92  # the share of the places that the colours tell apart; all higher ones have the lightest
_LOWER = 0.4  # the share of the places that get the darker half of the colours, or more
_MOST_BENT = 1e4
_PLATEAU = 1e-9  # of all heights: what is no higher above the lowest is a plateau, and not counted among the places
ARROWS = 9  # along either axis
PEN = 6  # places that the pen goes to for an arrow: tail, head, a barb, head, a barb, and up
_BARB = 0.022  # length of a head, as a fraction of the picture
_FAINT = 2e-4  # of the colours, crossed on the way from edge to edge: less is flat to the eye, and gets no arrow
_SHADOW = "rgba(16,21,28,0.7)"


@dataclass(frozen=True, slots=True)
class Shade:
    """How heights become shades from 0, the lowest, to 1: their logarithm, counted from a bend on.

    The shade of a height h above the lowest is log(1 + h / bend) / log(1 + top / bend). The bend is so small that the
    lower two fifths of the places get the darker half of the shades: a valley shows however high its sides. Where the
    sides flatten instead, the bend is so large that the shades go up evenly. Places on a plateau at the bottom do not
    count. All of it changes smoothly with the heights.

    Parameters
    ----------
    low, span : float
        The lowest height, and how far above it the top is; higher places look alike.
    bent : float
        The span divided by the bend.
    """

    low: float
    span: float
    bent: float

    def __call__(self, heights: Any) -> Any:
        """The shades of heights."""
        risen = np.clip((heights - self.low) / self.span, 0.0, 1.0)
        return np.log1p(self.bent * risen) / np.log1p(self.bent)

    def height(self, shade: float) -> float:
        """The height that has a shade."""
        return self.low + self.span * float(np.expm1(shade * np.log1p(self.bent))) / self.bent

    def rise(self, heights: np.ndarray) -> np.ndarray:
        """How fast the shade grows with the height, as if it went on beyond the top."""
        risen = (heights - self.low) / self.span
        return self.bent / (1 + self.bent * np.maximum(risen, 0.0)) / np.log1p(self.bent) / self.span


def shade_of(heights: np.ndarray, lowest: float = np.inf) -> Shade:
    """The shade for a field of heights, of which a lower one between its places may be known."""
    ordered = np.sort(_finite(heights), axis=None)
    low, highest = min(float(ordered[0]), lowest), float(ordered[-1])
    slopes = ordered[np.searchsorted(ordered, low + _PLATEAU * (highest - low), side="right") :]
    if not slopes.size:
        return Shade(low, 1.0, 1e-6)
    lower, top = (float(slopes[round(share * (slopes.size - 1))]) for share in (_LOWER, _TOP))
    span = top - low
    share = max((lower - low) / span, 1e-9)
    return Shade(low, span, float(np.clip((1 - 2 * share) / share**2, 1e-6, _MOST_BENT)))


def _finite(heights: np.ndarray) -> np.ndarray:
    """What is beyond a float is as high as the highest number that is there."""
    if np.isfinite(heights).all():
        return heights
    return np.nan_to_num(heights, nan=0.0, posinf=heights.max(where=np.isfinite(heights), initial=0.0))


def coloured(
    x: np.ndarray,
    y: np.ndarray,
    heights: np.ndarray,
    name: str,
    shade: Shade,
    axes: tuple[str, str],
    jumps: bool = False,
    place: str = "",
) -> dict[str, Any]:
    """A field in colours, dark where it is low, with contours; as cells without contours, where it jumps.

    Parameters
    ----------
    axes : (x, y)
        What the axes are called where a place is pointed at.
    place : str
        The number of its colour axis, for which `scale` makes the layout.
    """
    heights = _finite(heights)
    drawn: dict[str, Any] = {"type": "heatmap"}
    if not jumps:
        half = 1 / LEVELS / 2
        levels = {"start": half, "end": 1 - half, "size": 2 * half, "coloring": "fill"}
        lines = {"width": 0.6, "color": "rgba(255,255,255,0.45)", "smoothing": 0}
        drawn = {"type": "contour", "autocontour": False, "contours": levels, "line": lines}
    return trace(
        "field",
        drawn.pop("type"),
        table=True,
        x=x,
        y=y,
        z=shade(heights),
        customdata=heights,
        name=name,
        coloraxis=f"coloraxis{place}",
        hovertemplate=f"{axes[0]} = %{{x:.3g}}, {axes[1]} = %{{y:.3g}}: {name} %{{customdata:.4g}}<extra></extra>",
        **drawn,
    )


def strip(across: tuple[float, float]) -> dict[str, Any]:
    """Where the colours of a panel stand, inset by half a number at either end."""
    return {"x": (across[0] + across[1]) / 2, "xanchor": "center", "xpad": 0, "len": 0.78 * (across[1] - across[0])}


def scale(shade: Shade, across: tuple[float, float], place: str = "") -> dict[str, Any]:
    """The colour axis of a field in a layout: a strip above the panel, its ends named."""
    texts = [say(shade.height(share)) for share in (0.0, 0.5, 1.0)]
    bar = {
        "orientation": "h",
        **strip(across),
        "y": 1,
        "yanchor": "bottom",
        "ypad": 2,
        "thickness": 7,
        "outlinewidth": 0,
        "ticklen": 2,
        "tickfont": {"size": 11, "color": ink("muted")},
        "tickvals": [0.0, 0.5, 1.0],
        "ticktext": [f"low {texts[0]}", texts[1], f"high {texts[2]}"],
    }
    return {f"coloraxis{place}": {"colorscale": "Viridis", "cmin": 0.0, "cmax": 1.0, "colorbar": bar}}


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


def nearby(heights: np.ndarray) -> np.ndarray:
    """Of a field, the heights that are nearest to where arrows start."""
    rows, columns = (np.rint((np.arange(ARROWS) + 0.5) / ARROWS * (count - 1)).astype(int) for count in heights.shape)
    return heights[rows[:, None], columns]


def arrows(
    x: np.ndarray,
    y: np.ndarray,
    slopes: tuple[np.ndarray, np.ndarray],
    rise: np.ndarray,
    spans: tuple[float, float],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arrows of steepest descent, white on a dark shadow so that they show on every colour.

    They are the longer the faster the shade changes, a steep one hardly longer than a gentle one, so that directions
    show in a valley and on its sides. Where the slope is zero there is no arrow.

    Parameters
    ----------
    x, y : ndarray
        Where the arrows start.
    slopes : (along x, along y)
        The field's slope there.
    rise : ndarray
        How fast the shade grows with the height there: `Shade.rise`.
    spans : (x, y)
        The widths of the drawn stretch: the longest arrow is as long as the distance to its neighbour.
    """
    # As fractions of the picture, so both axes count alike; beyond 1e150 the squares would overflow.
    across, up = (
        np.clip(-np.clip(slope, -1e290, 1e290) * span * rise, -1e150, 1e150)
        for slope, span in zip(slopes, spans, strict=True)
    )
    size = np.hypot(across, up).ravel()
    ahead = np.stack([across.ravel(), up.ravel()]) / np.where(size > _FAINT, size, np.nan)
    reach = np.sqrt(size / (size + 0.5)) * 0.85 / ARROWS
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
