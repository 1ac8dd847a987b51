"""Several losses side by side: a bar and a number each, with a scale of its own for each unit."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import trace
from lossviz.drawing.words import say

_CLEAR = 0.72  # the share of the width that the longest bar may take; the rest is for its number
_TITLE = 1.5  # the height of a group's title, in rows
_CUTS = (0.86, 0.93)  # where a bar that goes on is cut through, as shares of its length
_SLANT = 0.03


class Group(NamedTuple):
    """Bars that share a unit, and so a scale.

    Parameters
    ----------
    title : str
        The unit, in words.
    names, values : sequence
        What is measured, from the top.
    top : float
        The value at which a bar has its full length; longer ones are cut through there, their numbers go on.
    focus : int
        The place of the loss in focus, or −1.
    texts : sequence of str
        What is written beside the bars where that is not their values.
    """

    title: str
    names: Sequence[str]
    values: Sequence[float]
    top: float
    focus: int = -1
    texts: Sequence[str] = ()


def by_unit(
    names: Sequence[str], values: Sequence[float], focus: int, units: Sequence[str], tops: dict[str, float]
) -> list[Group]:
    """The bars in groups of one unit, in the order of ``tops``, which are the units with their scales."""
    groups = []
    for unit, top in tops.items():
        places = [place for place, own in enumerate(units) if own == unit]
        if places:
            chosen = places.index(focus) if focus in places else -1
            groups.append(Group(unit, [names[i] for i in places], [values[i] for i in places], top, chosen))
    return groups


def degree(height: Callable[[float], float]) -> int:
    """The power of its events that a loss grows with, once these are large: ``height(scale)`` is its value there.

    It tells units apart: what does not grow has none, what grows in proportion has that of the events.
    """
    near, far = abs(height(1e5)), abs(height(1e7))
    return round(float(np.log10(far / near) / 2)) if near > 0 and far > 0 else 0


def cost_bars(groups: Sequence[Group], first: int) -> list[dict[str, Any]]:
    """Bars with their numbers, the one in focus in the colour of the loss, a group an axis from this number on.

    Bars are thick lines: a browser moves a line three times as fast as a bar chart.
    """
    return [each for place, group in enumerate(groups) for each in _group_bars(group, first + place)]


def _group_bars(group: Group, number: int) -> list[dict[str, Any]]:
    values, top = np.asarray(group.values, float), group.top
    lengths = np.clip(np.nan_to_num(values, posinf=top), 0.0, top)
    rows = np.arange(len(values), dtype=float)
    common: dict[str, Any] = {"xaxis": f"x{number}", "yaxis": f"y{number}", "hoverinfo": "skip"}
    focused = rows == group.focus
    data = []
    for which, colour in ((~focused, "other4"), (focused, "loss")):
        x = np.stack([np.zeros(which.sum()), lengths[which], np.full(which.sum(), np.nan)], -1).ravel()
        line = {"color": ink(colour), "width": 13, "simplify": False}
        data.append(trace("measure", mode="lines", x=x, y=np.repeat(rows[which], 3), line=line, **common))
    beyond = np.where(values > top, 0.0, np.nan)[:, None, None]  # nowhere, for a bar that ends
    across = top * (np.array(_CUTS)[:, None] + [-_SLANT, _SLANT, np.nan]) + beyond
    down = np.broadcast_to([0.45, -0.45, np.nan], (len(_CUTS), 3)) + rows[:, None, None]
    cut = {"color": ink("paper"), "width": 3, "simplify": False}
    numbers = trace(
        "measure",
        mode="text",
        x=lengths + 0.02 * top / _CLEAR,
        y=rows,
        text=list(group.texts) or [say(float(value)) for value in values],
        textposition="middle right",
        textfont={"color": ink("text"), "size": 12},
        cliponaxis=False,
        **common,
    )
    return [*data, trace("measure", mode="lines", x=across.ravel(), y=down.ravel(), line=cut, **common), numbers]


def cost_axes(
    groups: Sequence[Group], first: int, across: tuple[float, float], up: tuple[float, float] = (0.0, 1.0)
) -> dict[str, Any]:
    """The axes of `cost_bars` in this part of the figure, each group below its title."""
    axes: dict[str, Any] = {}
    for place, (group, domain) in enumerate(zip(groups, _domains(groups, up), strict=True)):
        number = first + place
        axes[f"xaxis{number}"] = axis(
            group.title,
            range=[0.0, group.top / _CLEAR],
            domain=list(across),
            anchor=f"y{number}",
            side="top",
            showgrid=False,
            zeroline=True,
            showticklabels=False,
        )
        axes[f"xaxis{number}"]["title"] |= {"standoff": 2, "font": {"size": 12, "color": ink("muted")}}
        axes[f"yaxis{number}"] = axis(
            "",
            range=[len(group.names) - 0.4, -0.6],
            domain=domain,
            anchor=f"x{number}",
            tickvals=list(range(len(group.names))),
            ticktext=[f"<b>{name}</b>" if i == group.focus else name for i, name in enumerate(group.names)],
            showgrid=False,
            zeroline=False,
            ticks="",
        )
    return axes


def cost_places(
    groups: Sequence[Group], first: int, across: tuple[float, float], up: tuple[float, float]
) -> dict[str, Any]:
    """What changes in the axes of `cost_bars` when they go to another part of the figure."""
    changes: dict[str, Any] = {}
    for place, domain in enumerate(_domains(groups, up)):
        changes |= {f"xaxis{first + place}": {"domain": list(across)}, f"yaxis{first + place}": {"domain": domain}}
    return changes


def without_cost_bars(groups: Sequence[Group], first: int, changes: dict[str, Any]) -> dict[str, Any]:
    """What a figure with cost bars is on a short screen, where there is no room for them.

    ``changes`` is what else changes in the layout: the others take the room.
    """
    gone = {f"{way}axis{first + place}": {"visible": False} for place in range(len(groups)) for way in "xy"}
    return {"layout": {**gone, **changes}, "hidden": ["measure"]}


def _domains(groups: Sequence[Group], up: tuple[float, float]) -> list[list[float]]:
    """The part of the height that each group has, from the top; every row is as high as any other."""
    rows = [len(group.names) for group in groups]
    unit = (up[1] - up[0]) / (sum(rows) + _TITLE * len(rows))
    domains, edge = [], up[1]
    for count in rows:
        edge -= _TITLE * unit
        domains.append([max(0.0, round(edge - count * unit, 6)), round(edge, 6)])
        edge -= count * unit
    return domains
