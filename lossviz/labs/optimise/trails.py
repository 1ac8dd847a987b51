"""Paths on a surface, in colours and marks that tell them apart."""

from typing import Any

import numpy as np

from lossviz.drawing.line_charts import style_of
from lossviz.drawing.theme import ink
from lossviz.drawing.traces import line, tagged, trace

Ends = tuple[np.ndarray, np.ndarray]  # of a picture: left and bottom, right and top

_BEYOND = 3.0  # widths of the picture: no path is drawn further off
_LEAVES = ("triangle-left", "triangle-right", "triangle-down", "triangle-up")


def colour_of(place: int) -> str:
    """The colour of one that walks, that in focus at place 0."""
    return ink(style_of(place)["ink"] or "loss")


def trail(
    way: np.ndarray, now: np.ndarray, ends: Ends, name: str, place: int = 0, width: float = 3.5
) -> list[dict[str, Any]]:
    """A way, and a mark where it has led: at the picture's edge a triangle that points where it has gone.

    Parameters
    ----------
    way : ndarray, shape (steps + 1, 2)
        Its places; NaN where they are beyond telling.
    now : ndarray, shape (2,)
        The last place that can be told.
    ends : (low, high)
        The picture's corners.
    name : str
        Who goes it.
    place : int
        Which of those that walk it is; the one in focus is 0.
    width : float
        Of its line, in pixels.
    """
    low, high = ends
    reach = _BEYOND * (high - low)
    x, y = np.where(((way >= low - reach) & (way <= high + reach)).all(-1, keepdims=True), way, np.nan).T
    at = np.clip(now, low, high)
    out = (np.stack([low - now, now - high], -1) / (high - low)[:, None]).ravel()
    symbol = _LEAVES[int(out.argmax())] if out.max() > 0 else "circle"
    role, colour = "rival" if place else "descent", colour_of(place)
    mark = {"size": 13 if place else 16, "color": colour, "line": {"color": ink("paper"), "width": 2}}
    head = trace(
        role,
        mode="markers",
        x=at[:1],
        y=at[1:],
        marker={**mark, "symbol": [symbol], "opacity": 1},
        name=name,
        hoverinfo="name",
        cliponaxis=False,
    )
    dots = {"color": colour, "size": 2.5 + width, "opacity": 1}
    return [
        line(role, x, y, {"color": ink("paper"), "width": width + 2.5, "simplify": False}),
        {
            **line(role, x, y, {"color": colour, "width": width, "simplify": False}),
            "mode": "lines+markers",
            "marker": dots,
        },
        tagged(head, name),
    ]


def decades(heights: np.ndarray, least: float) -> np.ndarray:
    """Heights as powers of ten, none below the least; NaN where there is none."""
    return np.asarray(np.log10(np.maximum(heights, least)))


def power(exponent: int) -> str:
    """A power of ten, as an axis writes it."""
    return f"10<sup>{exponent}</sup>".replace("-", "−")
