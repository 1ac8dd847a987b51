"""Traces that several figures share, each with the role that it has in the picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lossviz.drawing.theme import FRAME, axis, ink
from lossviz.vocabulary import ROLES

PROBE = {"color": ink("probe"), "line": {"color": ink("paper"), "width": 2}, "opacity": 1}


def trace(
    role: str,
    kind: str = "scatter",
    *,
    table: bool = False,
    tag: str = "",
    spots: Sequence[tuple[float, float]] = (),
    **settings: Any,
) -> dict[str, Any]:
    """A trace of a role.

    Parameters
    ----------
    role : str
        One of `lossviz.vocabulary.ROLES`.
    kind : str
        Plotly's type.
    table : bool
        Whether the data as a table holds it; it then needs a name.
    tag : str
        What is written beside it in the picture. The browser finds the place, free of other marks and names, anew at
        every step; so a name needs no trace of its own.
    spots : sequence of (x, y)
        Where the tag may stand, best first, for what has no line or points of its own: a region. Else it goes by the
        trace's own points.
    """
    if role not in ROLES:
        raise ValueError(f"A trace's role must be one of {', '.join(ROLES)}; got {role!r}.")
    meta: dict[str, Any] = {"role": role} if table else {"role": role, "table": False}
    if tag:
        meta |= {"tag": tag, "spots": [[float(x), float(y)] for x, y in spots]}
    return {"type": kind, "meta": meta, **settings}


def marks(role: str, panel: str = "y", **settings: Any) -> dict[str, Any]:
    """Marks in a panel of a chart, of no interest to a table.

    Plotly's work for a drawing grows with the number of traces, so marks of one panel share a trace.
    """
    return trace(role, xaxis="x", yaxis=panel, hoverinfo="skip", **settings)


def line(role: str, x: np.ndarray, y: np.ndarray, style: Mapping[str, Any], **settings: Any) -> dict[str, Any]:
    """A line that nobody points at."""
    return trace(role, mode="lines", x=x, y=y, line=style, hoverinfo="skip", **settings)


def stems(
    role: str,
    x: np.ndarray,
    heights: np.ndarray,
    name: str,
    style: Mapping[str, Any],
    form: str = ".3f",
    **settings: Any,
) -> dict[str, Any]:
    """Bars as thick lines: a browser moves a line three times as fast as a bar chart."""
    return trace(
        role,
        table=True,
        mode="lines",
        x=np.repeat(x, 3),
        y=np.stack([np.zeros_like(heights), heights, np.full_like(heights, np.nan)], -1).ravel(),
        name=name,
        line={**style, "simplify": False},
        hovertemplate=f"{name}: %{{y:{form}}}<extra></extra>",
        **settings,
    )


def picture(
    role: str,
    pixels: np.ndarray,
    name: str,
    place: str,
    colours: list[list[Any]],
    span: tuple[float, float],
    **settings: Any,
) -> dict[str, Any]:
    """An image, a colour a pixel, on the axes of this number."""
    side = np.arange(len(pixels), dtype=float)
    return trace(
        role,
        "heatmap",
        table=True,
        x=side,
        y=side,
        z=pixels,
        xaxis=f"x{place}",
        yaxis=f"y{place}",
        name=name,
        colorscale=colours,
        zmin=span[0],
        zmax=span[1],
        showscale=False,
        hovertemplate=f"{name}: %{{z:.3g}}<extra></extra>",
        **settings,
    )


def point(
    role: str, x: float, y: float, name: str, meaning: str, symbol: str = "circle", **settings: Any
) -> dict[str, Any]:
    """One point with its name to be pointed at, legible on any colour."""
    rim = {"color": "#ffffff", "width": 2}
    return trace(
        role,
        mode="markers",
        x=np.array([x]),
        y=np.array([y]),
        marker={"symbol": symbol, "size": 13, "color": ink(meaning), "line": rim, "opacity": 1},
        hovertemplate=f"{name}<extra></extra>",
        **settings,
    )


def pull_picture(pull: np.ndarray, place: str, **settings: Any) -> dict[str, Any]:
    """The pull on each pixel as an image: pixels that are to rise in one colour, those that are to fall in another."""
    strongest = float(np.abs(pull).max()) or 1.0
    colours = [[0, ink("outlier")], [0.5, ink("paper")], [1, ink("target")]]
    return picture("pull", pull, "pull: minus the gradient", place, colours, (-strongest, strongest), **settings)


def picture_axes(titles: Sequence[str], count: int) -> dict[str, Any]:
    """The axes of three square pictures in a row above something else, of so many pixels a side."""
    plain = {"showgrid": False, "zeroline": False, "showticklabels": False, "constrain": "domain", **FRAME}
    axes = {}
    for title, left, place in zip(titles, (0.0, 0.35, 0.7), ("", "2", "3"), strict=True):
        across, down = {"domain": [left, left + 0.3]}, {"domain": [0.5, 1.0], "scaleanchor": f"x{place}"}
        axes[f"xaxis{place}"] = axis(title, range=[-0.5, count - 0.5], anchor=f"y{place}", **across, **plain)
        axes[f"yaxis{place}"] = axis("", range=[count - 0.5, -0.5], anchor=f"x{place}", **down, **plain)
    return axes


# What changes in a layout where three such pictures are alone.
PICTURES_ALONE = {
    **{f"xaxis{place}": {"domain": [0.34 * k, 0.34 * k + 0.32]} for k, place in enumerate(("", "2", "3"))},
    **{f"yaxis{place}": {"domain": [0.0, 1.0]} for place in ("", "2", "3")},
    "margin": {"l": 4, "r": 4},
}
