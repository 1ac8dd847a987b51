"""Several losses side by side: a bar and a number each."""

from collections.abc import Sequence

import numpy as np

from lossviz.figures.theme import axis, ink
from lossviz.figures.words import say

_CLEAR = 0.72  # the share of the width that the longest bar may take; the rest is for its number


def measures(
    names: Sequence[str], values: Sequence[float], focus: int, top: float, axes: tuple[str, str]
) -> list[dict]:
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
    common = {"type": "scatter", "xaxis": axes[0], "yaxis": axes[1], "hoverinfo": "skip", "meta": {"table": False}}
    focused = rows == focus
    data = []
    for which, colour in ((~focused, "other4"), (focused, "loss")):
        x = np.stack([np.zeros(which.sum()), lengths[which], np.full(which.sum(), np.nan)], -1).ravel()
        y = np.repeat(rows[which], 3)
        line = {"color": ink(colour), "width": 13, "simplify": False}
        data.append({**common, "mode": "lines", "x": x, "y": y, "line": line})
    data.append(
        {
            **common,
            "mode": "text",
            "x": lengths + 0.02 * top / _CLEAR,
            "y": rows,
            "text": [say(float(value)) for value in values],
            "textposition": "middle right",
            "textfont": {"color": ink("text"), "size": 13},
            "cliponaxis": False,
        }
    )
    return data


def measures_axes(names: Sequence[str], top: float, title: str, **settings: dict) -> tuple[dict, dict]:
    """The axes of `measures`; ``x`` and ``y`` in the settings are added to either."""
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


def without_measures(traces: int, axes: str, changes: dict) -> dict:
    """What a figure whose last traces are `measures` is on a short screen, where there is no room for them.

    Parameters
    ----------
    traces : int
        How many traces the figure has.
    axes : str
        The number of the measures' axes, such as ``"2"``.
    changes : dict
        What else changes in the layout: the others take the room.
    """
    gone = {"visible": False}
    return {
        "layout": {f"xaxis{axes}": gone, f"yaxis{axes}": gone, **changes},
        "hidden": list(range(traces - 3, traces)),
    }
