"""The bowl of squared error, what scaling the input makes of it, and the largest rate that still converges."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import Shade, coloured, scale, shade_of, strip
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, point, tagged, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.optimise.presets import SCALED
from lossviz.labs.optimise.trails import decades, power, trail
from lossviz.learning.conditioning import PREPARED, Bowl, bowl, descended
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.optimiser import Optimiser
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Landmark, Parameter, Reading, View

STEPS = 200
_REACH = 3.0  # from the lowest place to the picture's edges
_POINTS = 49
_ACROSS = (0.0, 0.46), (0.57, 1.0)  # where the bowl and the chart lie
_LEAST, _MOST = -8.0, 8.0  # of the chart, in powers of ten
_RATES = np.geomspace(1e-3, 2.0, 181)
_TICKS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
_STOPS = (
    0.0,
    *(number / 1000 for number in range(1, 100)),
    *(number / 100 for number in range(10, 101)),
    *(number / 10 for number in range(11, 21)),
)

_RATE = Parameter(
    name="rate",
    symbol="η",
    title="learning rate",
    default=0.69,
    domain=Interval(0, 1e3),
    slider=(0.0, 2.0, 0.01),
    stops=_STOPS,
    unit="per step",
    meaning="what a step is multiplied by; beyond the limit every step ends higher than it began",
)
_STEPS = Parameter(
    name="steps",
    symbol="n",
    default=100.0,
    domain=Interval(0, STEPS),
    slider=(0.0, float(STEPS), 1.0),
    unit="steps",
    meaning="how many steps are taken",
    plays=True,
)
_SHIFT = Parameter(
    name="shift",
    symbol="s",
    title="x shifted by",
    default=0.0,
    domain=Interval(-100, 100),
    slider=(0.0, 10.0, 0.5),
    unit="units of x",
    meaning="how far from 0 the middle of the input lies, as years do",
    landmarks=(Landmark(5.0, "far"),),
)
_STRETCH = Parameter(
    name="stretch",
    symbol="u",
    title="x multiplied by",
    default=1.0,
    domain=Interval(0.01, 100),
    slider=(0.1, 10.0, 0.1),
    stops=(0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0),
    unit="",
    meaning="the input in other units, as metres instead of kilometres",
    fold="Data",
)
_PREPARED = Choice(
    name="prepared",
    label="Input",
    options=tuple(PREPARED.items()),
    default="raw",
    meaning="centred, its mean is taken off before the model sees it; standardised, the rest is also divided by its "
    "standard deviation",
)
_REDUCE = Choice(
    name="reduce",
    label="Loss of all",
    options=(("mean", "mean"), ("sum", "sum")),
    default="mean",
    meaning="how one number is made of the losses of 30 points",
)


def controls(optimiser: Optimiser, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    """The rate and the steps, then what is done to the input."""
    return (_RATE, _STEPS, _SHIFT, _PREPARED, _REDUCE, *optimiser.parameters, _STRETCH, NOISE, SEED)


def draw(view: View) -> Drawing:
    """The bowl with the steps in it, and how high they end, at this rate and at all others."""
    values, optimiser = view.values, view.subject
    assert isinstance(optimiser, Optimiser)
    assert optimiser.limit is not None
    on = bowl(
        values["shift"],
        values["stretch"],
        values["prepared"],
        values["reduce"] == "sum",
        values["noise"],
        values["seed"],
    )
    own = tuple(values[each.name] for each in optimiser.parameters)
    settings = {each.name: value for each, value in zip(optimiser.parameters, own, strict=True)}
    limit, rate, step = optimiser.limit(on.curvatures[1], **settings), values["rate"], round(values["steps"])
    whole = descended(on, optimiser, own, (rate,), STEPS)[:, 0]
    way = whole[: step + 1]
    last = way[np.flatnonzero(np.isfinite(way[:, 0]))[-1]]
    off = way[-1]
    told = np.isfinite(off[0])
    error = float(on.heights(off)) if told else np.inf
    slope = float(on.slope(off)) if told else np.nan
    fit = on.fit[0] / on.unit
    ends = np.full(2, -_REACH), np.full(2, _REACH)
    field, shade = _field(on)
    alone = "role:loss" in view.conceal
    return Drawing(
        data=[
            *field,
            *trail(way, last, ends, optimiser.name, width=1.5),
            *_chart(on, optimiser, own, limit, rate, step),
        ],
        layout={**(_ALONE if alone else _LAYOUT), **scale(shade, (0.0, 1.0) if alone else _ACROSS[0])},
        narrow={} if alone else _NARROW,
        short=_SHORT,
        readings={
            "curvature_low": Reading(on.curvatures[0]),
            "curvature_high": Reading(on.curvatures[1]),
            "condition": Reading(on.curvatures[1] / on.curvatures[0]),
            "limit": Reading(limit),
            "slope": Reading(slope),
            "fit_slope": Reading(fit),
            "off": Reading(abs(slope - fit)),
            "error": Reading(error),
        },
        worked=[
            f"curvatures {say(on.curvatures[0])} and {say(on.curvatures[1])}: "
            f"condition number {say(on.curvatures[1] / on.curvatures[0])}",
            f"the largest rate that converges: {say(limit)}",
            f"after {step} steps: slope {_said(slope)}, the fit's is {say(fit)}, off by {_said(abs(slope - fit))}; "
            f"loss above the lowest: {say(error)}",
        ],
        takeaway=_takeaway(view, rate, limit, step),
    )


def _said(number: float) -> str:
    return say(number) if np.isfinite(number) else "too large to tell"


@lru_cache(maxsize=64)
def _field(on: Bowl) -> tuple[tuple[dict[str, Any], ...], Shade]:
    """The bowl in colours, its lowest place in the middle."""
    ticks = np.linspace(-_REACH, _REACH, _POINTS)
    heights = on.heights(np.stack(np.meshgrid(ticks, ticks), -1))
    shade = shade_of(heights, 0.0)
    picture = coloured(ticks, ticks, heights, "loss above the lowest", shade, ("slope off", "intercept off"))
    star = point("minimiser", 0.0, 0.0, "the fit", "minimiser", "star", tag="the fit")
    begin = point("chosen", float(on.start[0]), float(on.start[1]), "start", "text", "circle-open", tag="start")
    return ({**picture, "opacity": 0.5}, star, begin), shade


def _chart(
    on: Bowl, optimiser: Optimiser, own: tuple[Any, ...], limit: float, rate: float, step: int
) -> list[dict[str, Any]]:
    """How high the steps end at every rate, and the limit."""
    places: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    ended = descended(on, optimiser, own, tuple(_RATES.tolist()), STEPS)[step]
    mine = descended(on, optimiser, own, (rate,), STEPS)[step]
    with np.errstate(over="ignore"):
        high, now = (_powers(on.heights(each)) for each in (ended, mine))
    at, bar = np.log10(_RATES), float(np.clip(np.log10(limit), -3.2, 0.5))
    begun = float(_powers(on.heights(on.start)))
    right = float(at[-1])
    beyond = trace(
        "frame",
        mode="lines",
        x=np.array([bar, bar, right, right, bar]),
        y=np.array([_LEAST, _MOST, _MOST, _LEAST, _LEAST]),
        fill="toself",
        fillcolor="rgba(199, 60, 50, 0.14)",
        line={"width": 0, "color": ink("outlier")},
        hoverinfo="skip",
        **places,
    )
    edge = line("frame", np.full(2, bar), np.array([_LEAST, _MOST]), {"color": ink("outlier"), "width": 3}, **places)
    level = line(
        "frame", at[[0, -1]], np.full(2, begun), {"color": ink("muted"), "dash": "dot", "width": 1.5}, **places
    )
    curve = trace(
        "loss",
        table=True,
        mode="lines",
        x=at,
        y=high,
        customdata=_RATES,
        name="loss above the lowest by rate, both as powers of ten",
        line={"color": ink("loss"), "width": 3, "simplify": False},
        hovertemplate="rate %{customdata:.3g}: 10^%{y:.2f}<extra></extra>",
        **places,
    )
    mark = {"size": 15, "color": ink("probe"), "line": {"color": ink("paper"), "width": 2}, "opacity": 1}
    here = trace(
        "probe",
        mode="markers",
        x=np.array([float(np.clip(np.log10(max(rate, 1e-9)), at[0], at[-1]))]),
        y=np.clip(now, _LEAST, _MOST),
        marker=mark,
        hoverinfo="skip",
        cliponaxis=False,
        **places,
    )
    return [
        beyond,
        tagged(edge, f"limit {say(limit)}", [(bar - 0.45, _MOST - 1), (bar + 0.45, _MOST - 1)]),
        tagged(level, "start"),
        curve,
        tagged(here, "this rate"),
    ]


def _powers(heights: np.ndarray) -> np.ndarray:
    """Heights as powers of ten; what is beyond telling is at the top."""
    return np.minimum(np.nan_to_num(decades(heights, 10.0**_LEAST), nan=99.0, posinf=99.0), 99.0)


def _takeaway(view: View, rate: float, limit: float, step: int) -> str:
    """Which side of the limit the rate is on."""
    fate = f"{subject_at(view)} at a rate of {say(rate)} "
    if rate == 0:
        fate += "does not move"
    elif rate < limit:
        fate += f"converges, for it is below the limit of {say(limit)}"
    else:
        fate += f"runs away, for it is not below the limit of {say(limit)}"
    prepared = PREPARED[view.values["prepared"]]
    return f"{fate}. Its input is taken {prepared}. The curve tells how high {step} steps end at any rate."


def _axes() -> dict[str, Any]:
    plain: dict[str, Any] = {"range": [-_REACH, _REACH], "showgrid": False, "zeroline": False, "constrain": "domain"}
    across, up = np.log10(_RATES[[0, -1]]).tolist(), list(range(int(_LEAST), int(_MOST) + 1, 4))
    return layout(
        xaxis=axis("slope, off its best", domain=list(_ACROSS[0]), **plain),
        yaxis=axis("intercept, off its best", scaleanchor="x", **plain),
        xaxis2=axis(
            "learning rate",
            range=across,
            domain=list(_ACROSS[1]),
            anchor="y2",
            tickvals=np.log10(_TICKS).tolist(),
            ticktext=[f"{each:g}" for each in _TICKS],
            zeroline=False,
        ),
        yaxis2=axis(
            "loss above the lowest",
            range=[_LEAST, _MOST],
            anchor="x2",
            tickvals=up,
            ticktext=[power(each) for each in up],
            zeroline=False,
        ),
        margin={"l": 52, "r": 14, "t": 36, "b": 44},
        uirevision="scaling",
    )


_LAYOUT = _axes()
# Where the chart is left out, the bowl takes its room.
_ALONE = {
    **_LAYOUT,
    "xaxis": {**_LAYOUT["xaxis"], "domain": [0.0, 1.0]},
    "xaxis2": {**_LAYOUT["xaxis2"], "visible": False},
    "yaxis2": {**_LAYOUT["yaxis2"], "visible": False},
}
_NARROW = {
    "xaxis": {"domain": [0, 1]},
    "yaxis": {"domain": [0.46, 1]},
    "xaxis2": {"domain": [0, 1]},
    "yaxis2": {"domain": [0, 0.32]},
    "coloraxis": {"colorbar": strip((0.0, 1.0))},
}
# A short view has no height to spare for the colours' scale.
_SHORT = {
    "layout": {
        "coloraxis": {"showscale": False},
        "margin": {"t": 8, "b": 38},
        "xaxis": {"domain": [0.0, 0.5]},
        "yaxis": {"title": {"text": ""}},
        "xaxis2": {"domain": [0.62, 1.0], "tickvals": [-2, -1, 0], "ticktext": ["0.01", "0.1", "1"], "tickangle": 0},
        "yaxis2": {"title": {"text": ""}},
    },
    "hidden": [],
}

FIGURE = Figure(
    key="scaling",
    name="Scaling and rate",
    meaning="What shifting and scaling the input makes of a bowl, and of the largest rate that converges.",
    fits=lambda optimiser, rivals: optimiser.limit is not None,
    controls=controls,
    draw=draw,
    most_steps=len(_STOPS) + 1,
    place=2,
    presets=SCALED,
)
