"""Several losses side by side: a bar and a number each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import trace
from lossviz.drawing.words import say

_CLEAR = 0.72  # the share of the width that the longest bar may take; the rest is for its number


def cost_bars(
    names: Sequence[str], values: Sequence[float], focus: int, top: float, axes: tuple[str, str]
) -> list[dict[str, Any]]:
    """Bars with their numbers, the one in focus in the colour of the loss.

    Bars are thick lines: a browser moves a line three times as fast as a bar chart.

    Parameters
    ----------
    names, values : sequence
        What is measured, from the top.
    focus : int
        The place of the loss in focus.
    top : float
        The value at which a bar has its full length; longer ones stop there, their numbers go on.
    axes : (x, y)
        Their axes, such as ``("x2", "y2")``.
    """
    lengths = np.clip(np.asarray(values, float), 0.0, top)
    rows = np.arange(len(names), dtype=float)
    common: dict[str, Any] = {"xaxis": axes[0], "yaxis": axes[1], "hoverinfo": "skip"}
    focused = rows == focus
    data = []
    for which, colour in ((~focused, "other4"), (focused, "loss")):
        x = np.stack([np.zeros(which.sum()), lengths[which], np.full(which.sum(), np.nan)], -1).ravel()
        line = {"color": ink(colour), "width": 13, "simplify": False}
        data.append(trace("measure", mode="lines", x=x, y=np.repeat(rows[which], 3), line=line, **common))
    numbers = trace(
        "measure",
        mode="text",
        x=lengths + 0.02 * top / _CLEAR,
        y=rows,
        text=[say(float(value)) for value in values],
        textposition="middle right",
        textfont={"color": ink("text"), "size": 13},
        cliponaxis=False,
        **common,
    )
    return [*data, numbers]


def cost_axes(
    names: Sequence[str], top: float, title: str, **settings: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes of `cost_bars`; ``x`` and ``y`` in the settings are added to either."""
    across = axis(title, range=[0, top / _CLEAR], showgrid=False, zeroline=True, showticklabels=False)
    down = axis(
        "",
        range=[len(names) - 0.4, -0.6],
        tickvals=list(range(len(names))),
        ticktext=list(names),
        showgrid=False,
        zeroline=False,
        ticks="",
    )
    return {**across, **settings.get("x", {})}, {**down, **settings.get("y", {})}


def without_cost_bars(axes: str, changes: dict[str, Any]) -> dict[str, Any]:
    """What a figure with cost bars is on a short screen, where there is no room for them.

    Parameters
    ----------
    axes : str
        The number of the bars' axes, such as ``"2"``.
    changes : dict
        What else changes in the layout: the others take the room.
    """
    gone = {"visible": False}
    return {"layout": {f"xaxis{axes}": gone, f"yaxis{axes}": gone, **changes}, "hidden": ["measure"]}
