"""Traces that several figures share, each with the role that it has in the picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lossviz.drawing.theme import FRAME, axis, ink
from lossviz.drawing.words import say, short
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


def tagged(drawn: dict[str, Any], tag: str, spots: Sequence[tuple[float, float]] = ()) -> dict[str, Any]:
    """A trace with a name to be written beside it, see `trace`."""
    return {**drawn, "meta": {**drawn["meta"], "tag": tag, "spots": [[float(x), float(y)] for x, y in spots]}}


def blocks(
    role: str, x: np.ndarray, heights: np.ndarray, half: float, style: Mapping[str, Any], **settings: Any
) -> dict[str, Any]:
    """Bars as outlines, to be filled, hatched or left open: told apart without colour.

    Parameters
    ----------
    x, heights : ndarray
        The bars' middles, and their ends; they start at 0.
    half : float
        Half a bar's width, in numbers of the axis.
    style : mapping
        Of the outline; a ``fillcolor`` or a ``fillpattern`` stand in the settings.
    """
    low, gap = np.zeros_like(heights), np.full_like(heights, np.nan)
    return trace(
        role,
        mode="lines",
        x=np.stack([x - half, x - half, x + half, x + half, x - half, gap], -1).ravel(),
        y=np.stack([low, heights, heights, low, low, gap], -1).ravel(),
        fill="toself",
        line={**style, "simplify": False},
        hoverinfo="skip",
        **settings,
    )


def heights_written(
    role: str, x: np.ndarray, heights: np.ndarray, name: str, position: str | list[str], **settings: Any
) -> dict[str, Any]:
    """The number of each bar at its end."""
    return trace(
        role,
        table=True,
        mode="text",
        x=x,
        y=heights,
        text=[short(float(height)) for height in heights],
        textposition=position,
        textfont={"color": ink("text"), "size": 11},
        name=name,
        cliponaxis=False,
        hovertemplate=f"{name}: %{{y:.3g}}<extra></extra>",
        **settings,
    )


# The pull on pixels


def pull_picture(pull: np.ndarray, place: str, most: float, **settings: Any) -> list[dict[str, Any]]:
    """The pull on each pixel as an image with a plus in pixels that are to rise and a minus in those that are to fall.

    ``most`` is the pull from which on a pixel has the full colour; it stays put while the picture changes, so that a
    pull that fades is seen to fade. What is below a tenth of it has no sign.
    """
    colours = [[0, ink("outlier")], [0.5, ink("paper")], [1, ink("target")]]
    side = np.arange(len(pull), dtype=float)
    name = "pull: minus the gradient"
    image = picture("pull", pull, name, place, colours, (-most, most), **settings)
    signs = []
    for sign, symbol in ((1.0, "cross-thin"), (-1.0, "line-ew")):
        there = np.where(sign * pull > 0.1 * most, 0.0, np.nan)
        x, y = (np.broadcast_to(at, pull.shape) + there for at in (side, side[:, None]))
        line = {"color": ink("text"), "width": 1}
        marker = {"symbol": symbol, "size": 34 / len(pull), "color": ink("text"), "line": line, "opacity": 1}
        axes: dict[str, Any] = {"xaxis": f"x{place}", "yaxis": f"y{place}"}
        signs.append(trace("pull", mode="markers", x=x.ravel(), y=y.ravel(), marker=marker, hoverinfo="skip", **axes))
    return [image, *signs]


def pull_title(most: float) -> str:
    """What stands over such a picture: the meaning of its signs and colours, and their scale."""
    return f"pull: + rise, − fall<br>full colour: {say(most)}"


# Three square pictures: a large one, and two small ones beside it


def picture_axes(titles: Sequence[str], count: int, place: "Places") -> dict[str, Any]:
    """The axes of three square pictures of so many pixels a side, in these parts of the figure, below their titles."""
    plain = {"showgrid": False, "zeroline": False, "showticklabels": False, "constrain": "domain", **FRAME}
    axes = {}
    for title, (across, up), number in zip(titles, place, _NUMBERS, strict=True):
        own = axis(
            title,
            range=[-0.5, count - 0.5],
            anchor=f"y{number}",
            side="top",
            domain=across,
            constraintoward="left",
            **plain,
        )
        own["title"] |= {"standoff": 3, "font": {"size": 12}}
        axes[f"xaxis{number}"] = own
        down = {"domain": up, "scaleanchor": f"x{number}", "constraintoward": "top"}
        axes[f"yaxis{number}"] = axis("", range=[count - 0.5, -0.5], anchor=f"x{number}", **down, **plain)
    return axes


def picture_places(place: "Places") -> dict[str, Any]:
    """What changes in the axes of such pictures when they go to other parts of the figure."""
    changes: dict[str, Any] = {}
    for (across, up), number in zip(place, _NUMBERS, strict=True):
        changes |= {f"xaxis{number}": {"domain": across}, f"yaxis{number}": {"domain": up}}
    return changes


Places = Sequence[tuple[list[float], list[float]]]  # of pictures, across and up; the large one first
_NUMBERS = ("", "2", "3")
WIDE_PLACES: Places = (([0.0, 0.46], [0.0, 1.0]), ([0.49, 0.73], [0.58, 1.0]), ([0.76, 1.0], [0.58, 1.0]))
NARROW_PLACES: Places = (([0.0, 0.62], [0.46, 1.0]), ([0.66, 1.0], [0.77, 1.0]), ([0.66, 1.0], [0.43, 0.66]))
SHORT_PLACES: Places = (([0.0, 0.66], [0.0, 1.0]), ([0.68, 1.0], [0.62, 1.0]), ([0.68, 1.0], [0.0, 0.38]))
