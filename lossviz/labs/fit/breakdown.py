"""Breakdown: how many bad points it takes until each loss's line gives way."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.fit import fit_axes
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, trace
from lossviz.drawing.words import named, say
from lossviz.labs.fit.presets import BREAKDOWN
from lossviz.labs.fit.scene import SCATTER, against, fits, lot, matters, rivals, theirs
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.scatter import DROP, POINTS, SKEW, scatter
from lossviz.learning.fitting import bests
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

_MOST = 15  # half of the points: beyond, nobody could say which are the bad ones
_END, _MIDDLE = "end", "middle"
_NAMES = {_END: "slope of the fitted line", _MIDDLE: "height of the fitted line at x = 0"}
_RANGES = {_END: (-1.6, 1.4), _MIDDLE: (-5.6, 1.2)}
_GIVES_WAY = {_END: 0.0, _MIDDLE: -DROP / 2}  # at or below, the line is nearer to the bad points

BAD = Parameter(
    name="bad",
    symbol="bad",
    default=6.0,
    domain=Interval(0, _MOST),
    slider=(0.0, float(_MOST), 1.0),
    unit=f"of {POINTS} points",
    meaning="how many points have dropped by 5, in the picture of the points",
    plays=True,
)
WHERE = Choice(
    name="where",
    label="Bad points",
    options=((_END, "at the right-hand end"), (_MIDDLE, "in the middle")),
    default=_END,
    meaning="at the end of x they have leverage: each turns the line; in the middle they can only lower it",
)
_KNOBS = tuple(replace(each, travel="chased") for each in (NOISE, SKEW, SEED))


def controls(loss: Loss, others: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, what stands beside it, how many points are bad, and where."""
    own = (*(replace(each, travel="chased") for each in loss.parameters), against(loss, others), BAD, WHERE, *_KNOBS)
    return (*own, *(replace(each, travel="chased") for other in others for each in theirs(other).values()))


def shown(view: View) -> tuple[str, ...]:
    """All but the parameters of losses that are not drawn."""
    return tuple(each.name for each in view.controls if matters(view, each.name))


@dataclass(frozen=True, slots=True, eq=False)
class Bearing:
    """What a loss makes of ever more bad points.

    Parameters
    ----------
    bound : BoundLoss
        The loss.
    lines : ndarray, shape (_MOST + 1, 2)
        Intercept and slope for each number of bad points.
    course : ndarray
        What is watched of them.
    gives_way : int or None
        From how many on the line is nearer to the bad points than to the others.
    """

    bound: BoundLoss
    lines: np.ndarray
    course: np.ndarray
    gives_way: int | None


@lru_cache(maxsize=64)
def _clouds(where: str, noise: float, skew: float, seed: float) -> tuple[np.ndarray, np.ndarray]:
    """The points for each number of bad ones: x, and y of shape (_MOST + 1, n)."""
    name = {_END: "bad_end", _MIDDLE: "bad_middle"}[where]
    none = {"bad_end": 0.0, "bad_middle": 0.0, "noise": noise, "skew": skew, "seed": seed}
    clouds = [scatter(**{**none, name: float(count)}) for count in range(_MOST + 1)]
    return clouds[0].features, np.stack([each.labels for each in clouds])


@lru_cache(maxsize=512)
def borne(bound: BoundLoss, where: str, noise: float, skew: float, seed: float) -> Bearing:
    """The fits to ever more bad points."""
    x, y = _clouds(where, noise, skew, seed)
    design = np.stack([np.ones_like(x), x], -1)
    lines = np.stack([each.theta for each in bests(bound, np.broadcast_to(design, (len(y), *design.shape)), y)])
    course = lines[:, 1] if where == _END else lines[:, 0]
    gone = np.flatnonzero(course <= _GIVES_WAY[where])
    return Bearing(bound, lines, course, int(gone[0]) if gone.size else None)


def draw(view: View) -> Drawing:
    """The course of each fit over the number of bad points, and the points with the lines at one of them."""
    values = view.values
    where, count = values["where"], round(values["bad"])
    data_at = tuple(values[each.name] for each in _KNOBS)
    borne_by = [borne(bound, where, *data_at) for bound in lot(view)]
    data = [part for place, each in enumerate(borne_by) for part in _course(each, place, where)]
    data += [_cursor(count), *_picture(borne_by, where, count, data_at)]
    readings: dict[str, Reading] = {"bad": Reading(float(count), f"of {POINTS}")}
    for each in borne_by:
        key = each.bound.loss.key
        readings[f"gives_way_{key}"] = Reading(np.nan if each.gives_way is None else float(each.gives_way))
        readings[f"now_{key}"] = Reading(float(each.course[count]))
    x, y = _clouds(where, *data_at)
    first = borne_by[0]
    return Drawing(
        data=data,
        layout=_layout(where),
        narrow={
            "xaxis": {"domain": [0.0, 1.0]},
            "yaxis": {"domain": [0.5, 1.0]},
            "xaxis2": {"domain": [0.0, 1.0]},
            "yaxis2": {"domain": [0.0, 0.36]},
        },
        short={
            "layout": {
                "margin": {"t": 6, "b": 38},
                "xaxis": {"domain": [0.0, 0.997], "dtick": 5},
                "xaxis2": {"domain": [0.998, 1.0], "range": [99.0, 100.0], "visible": False},
                "yaxis2": {"visible": False},
            },
            "hidden": ["data", "fit"],
        },
        readings=readings,
        worked=[f"{named(each.bound)}: {say(float(each.course[count]))} at {count} bad points" for each in borne_by],
        takeaway=_takeaway(borne_by, where),
        events=(first.lines[count, 0] + first.lines[count, 1] * x, y[count]),
    )


def _look(place: int) -> dict[str, Any]:
    style = charts.style_of(place + 1 if place else 0)
    return {"color": ink(style["ink"] or "loss"), "dash": style["dash"], "width": 2.25 if place else 3.5}


def _course(each: Bearing, place: int, where: str) -> list[dict[str, Any]]:
    """What becomes of a fit, and where it gives way."""
    counts, look, name = np.arange(_MOST + 1.0), _look(place), each.bound.loss.name
    course = charts.curve("rival" if place else "loss", _NAMES[where], name, counts, each.course, look, tag=name)
    at = np.nan if each.gives_way is None else float(each.gives_way)
    height = np.nan if each.gives_way is None else float(each.course[each.gives_way])
    mark = trace(
        "minimiser",
        mode="markers+text",
        x=np.array([at]),
        y=np.array([height]),
        text=["" if each.gives_way is None else f"{each.gives_way}"],
        textposition="bottom left",
        textfont={"color": ink("text"), "size": 15},
        marker={"symbol": "x", "size": 12, "color": look["color"], "line": {"color": ink("paper"), "width": 1}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [{**course, "mode": "lines+markers", "marker": {"size": 5, "color": look["color"]}}, mark]


def _cursor(count: int) -> dict[str, Any]:
    style = {"color": ink("probe"), "width": 1.5, "dash": "dot"}
    return line("probe", np.full(2, float(count)), np.array([-9.0, 9.0]), style, tag="the points beside")


def _picture(borne_by: list[Bearing], where: str, count: int, at: tuple[float, ...]) -> list[dict[str, Any]]:
    """The points with so many bad ones, and the lines."""
    x, y = _clouds(where, *at)
    bad = y[count] < y[0] - DROP / 2
    place: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    ends = np.array(SCATTER.sketch.across[1:])
    drawn = []
    for turn, each in enumerate(borne_by):
        intercept, slope = each.lines[count]
        drawn.append(line("fit", ends, intercept + slope * ends, _look(turn), **place))
    for name, own, colour, symbol in (("points", ~bad, "target", "circle"), ("bad points", bad, "outlier", "x")):
        marker = {"color": ink(colour), "symbol": symbol, "size": 8, "opacity": 0.85}
        at_y = np.where(own, y[count], np.nan)
        hover = "x = %{x:.3g}, y = %{y:.3g}<extra></extra>"
        settings: dict[str, Any] = {"name": name, "marker": marker, "hovertemplate": hover, "cliponaxis": False}
        drawn.append(trace("data", table=True, tag=name, mode="markers", x=x, y=at_y, **settings, **place))
    return drawn


@lru_cache(maxsize=4)
def _layout(where: str) -> dict[str, Any]:
    across, up = fit_axes(SCATTER.sketch)
    return layout(
        xaxis=axis(f"bad points, of {POINTS}", range=[-0.4, _MOST + 0.4], domain=[0.0, 0.56], anchor="y", dtick=1),
        yaxis=axis(_NAMES[where], range=list(_RANGES[where]), anchor="x", nticks=7),
        xaxis2={**across, "domain": [0.65, 1.0], "anchor": "y2"},
        yaxis2={**up, "anchor": "x2"},
        uirevision=where,
    )


def _takeaway(borne_by: list[Bearing], where: str) -> str:
    told = [
        f"{named(each.bound)} " + (f"gives way at {each.gives_way}" if each.gives_way is not None else "bears them all")
        for each in borne_by
    ]
    limit = (
        "A line gives way where it no longer rises."
        if where == _END
        else "A line gives way where it has sunk to half way between the points and the bad ones."
    )
    return f"Of up to {_MOST} bad points in {POINTS}: {'; '.join(told)}. {limit}"


FIGURE = Figure(
    key="breakdown",
    name="Bad points",
    meaning="How many bad points it takes until the line of each loss gives way, and what leverage does.",
    fits=fits,
    rivals=rivals,
    controls=controls,
    draw=draw,
    shown=shown,
    most_steps=31,
    place=30,
    presets=BREAKDOWN,
)
