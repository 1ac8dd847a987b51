"""Optimisers that start from one place, their paths on the surface, and how high they are step by step."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import coloured, scale, shade_of, strip
from lossviz.drawing.handles import along, handle
from lossviz.drawing.line_charts import style_of
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import point, tagged, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.optimise import settings
from lossviz.labs.optimise.presets import PRESETS
from lossviz.labs.optimise.settings import STEPS, Entrant
from lossviz.labs.optimise.told import LATE, State, fate, state_of
from lossviz.labs.optimise.trails import colour_of, decades, power, trail
from lossviz.learning.ground import Ground
from lossviz.vocabulary import Drawing, Figure, Reading, View

_ACROSS = (0.0, 0.57), (0.68, 1.0)  # where the picture and the chart lie
_PALE = 0.5  # of the picture's colours, so that paths stand out


def draw(view: View) -> Drawing:
    """The paths on the surface, and the heights along them."""
    ground, cells = settings.ground_of(view)
    step, start = round(view.values["steps"]), settings.start_of(view)
    lot = list(settings.entrants(view, ground))
    states = [state_of(each, ground, step) for each in lot]
    parts = settings.starts_in(view)
    symbols = parts[0].symbol, parts[1].symbol
    field, shades = _field(ground, cells, symbols)
    data = list(field)
    for place in reversed(range(len(lot))):  # the one in focus lies over the others
        way = lot[place].walk.places[: step + 1]
        data += trail(way, states[place].place, ground.ends, states[place].name, place, 2.0 if place else 3.5)
    data.append(point("chosen", *start, "start", "text", "circle-open", tag="start"))
    for place, (each, state) in enumerate(zip(lot, states, strict=True)):
        data += _height(ground, each, state, step, place)
    return Drawing(
        data=data,
        layout={**_layout(ground, symbols), **shades},
        narrow=_NARROW,
        short=_SHORT,
        readings=_readings(lot, states, step),
        worked=_worked(lot[0], states, symbols, step),
        takeaway=_takeaway(view, lot, states, ground, step),
        handles=[handle("start", start, along(parts[0]), along(parts[1]))],
    )


@lru_cache(maxsize=32)
def _field(ground: Ground, cells: bool, symbols: tuple[str, str]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """The surface in colours with its lowest places, and what the colours mean."""
    shade = shade_of(ground.heights, ground.lowest)
    pale = {**coloured(ground.x, ground.y, ground.heights, "height", shade, symbols, cells), "opacity": _PALE}
    x, y = np.array(ground.minima).T
    stars = point("minimiser", 0.0, 0.0, f"lowest: {say(ground.lowest)}", "minimiser", "star", tag="lowest")
    return (pale, {**stars, "x": x, "y": y}), scale(shade, _ACROSS[0])


def _height(ground: Ground, entrant: Entrant, state: State, step: int, place: int) -> list[dict[str, Any]]:
    """How far above the lowest height it is after every step, in powers of ten, and where it is now."""
    high = decades(entrant.walk.heights - ground.lowest, ground.sure)
    style, role = style_of(place), "rival" if place else "loss"
    colour, name = colour_of(place), entrant.optimiser.name
    curve = trace(
        role,
        table=True,
        mode="lines",
        x=np.arange(STEPS + 1.0),
        y=high,
        customdata=entrant.walk.heights,
        name=f"{name}: height above the lowest, as a power of ten",
        line={"color": colour, "dash": style["dash"], "width": 3 if place == 0 else 2, "simplify": False},
        xaxis="x2",
        yaxis="y2",
        hovertemplate=f"%{{customdata:.4g}}<extra>{name}</extra>",
    )
    mark = {"size": 13 if place == 0 else 10, "color": colour, "line": {"color": ink("paper"), "width": 2}}
    now = trace(
        "probe",
        mode="markers",
        x=np.array([float(step)]),
        y=high[step : step + 1],
        marker={**mark, "opacity": 1},
        xaxis="x2",
        yaxis="y2",
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [tagged(curve, name), now]


def _readings(lot: list[Entrant], states: list[State], step: int) -> dict[str, Reading]:
    focus = states[0]
    readings = {
        "height": Reading(focus.height),
        "rate": Reading(_rate(lot[0], step), "per step"),
        "arrived": Reading(float(focus.arrived or np.nan), "steps"),
        "diverges": Reading(float(focus.diverges or np.nan), "steps"),
        "x": Reading(float(focus.place[0])),
        "y": Reading(float(focus.place[1])),
        "swing_low": Reading(focus.swing[0]),
        "swing_high": Reading(focus.swing[1]),
    }
    for each, state in zip(lot[1:], states[1:], strict=True):
        readings[f"height_{each.optimiser.key}"] = Reading(state.height)
        readings[f"arrived_{each.optimiser.key}"] = Reading(float(state.arrived or np.nan), "steps")
        readings[f"diverges_{each.optimiser.key}"] = Reading(float(state.diverges or np.nan), "steps")
    return readings


def _rate(entrant: Entrant, step: int) -> float:
    """The rate of the step that has been taken last, or of the first."""
    return entrant.manner.rate_at(max(step, 1), STEPS)


def _worked(entrant: Entrant, states: list[State], symbols: tuple[str, str], step: int) -> list[str]:
    (x, y), focus = states[0].place.tolist(), states[0]
    low, high = focus.swing
    seen = "is" if np.isfinite(focus.height) else "was last seen"
    return [
        *(f"{state.name}, step {step}: height {say(state.height)}" for state in states),
        f"{focus.name} {seen} at {symbols[0]} = {say(x)}, {symbols[1]} = {say(y)}; rate {say(_rate(entrant, step))}; "
        f"over the last {LATE} steps {symbols[0]} went from {say(low)} to {say(high)}",
    ]


def _takeaway(view: View, lot: list[Entrant], states: list[State], ground: Ground, step: int) -> str:
    """The fate of each; a step of SGD on a surface without data is told of."""
    focus = lot[0]
    text = f"{subject_at(view)} at a rate of {say(focus.manner.rate)} {fate(states[0], focus, ground, step)}."
    for each, state in zip(lot[1:], states[1:], strict=True):
        text += f" {state.name} {fate(state, each, ground, step)}."
    whole = [each.optimiser.name for each in lot if each.optimiser.batch and not ground.examples]
    if whole:
        text += f" Here are no data to take batches of, so {whole[0]} takes the whole slope."
    return f"{text} {ground.formula}. {ground.shows}"


@lru_cache(maxsize=32)
def _layout(ground: Ground, symbols: tuple[str, str]) -> dict[str, Any]:
    plain = {"showgrid": False, "zeroline": False}
    bottom, top = _heights(ground)
    powers = list(range(int(np.ceil(bottom)), int(np.floor(top)) + 1, max(1, round((top - bottom) / 6))))
    return layout(
        xaxis=axis(symbols[0], range=[ground.x[0], ground.x[-1]], domain=list(_ACROSS[0]), **plain),
        yaxis=axis(symbols[1], range=[ground.y[0], ground.y[-1]], **plain),
        xaxis2=axis("step", range=[0, STEPS], domain=list(_ACROSS[1]), anchor="y2", nticks=6),
        yaxis2=axis(
            "height above the lowest",
            range=[bottom, top],
            anchor="x2",
            tickvals=powers,
            ticktext=[power(each) for each in powers],
            zeroline=False,
        ),
        margin={"l": 52, "r": 14, "t": 36, "b": 44},
        uirevision=f"{ground.x[0]} {ground.y[0]}",
    )


def _heights(ground: Ground) -> tuple[float, float]:
    """The chart's range, in powers of ten: from what is known of the lowest height to above the picture's highest."""
    spread = float(np.quantile(ground.heights[np.isfinite(ground.heights)], 0.95)) - ground.lowest
    return float(np.log10(ground.sure)), float(np.ceil(np.log10(max(spread, 10 * ground.sure)))) + 1


_NARROW = {
    "xaxis": {"domain": [0, 1]},
    "yaxis": {"domain": [0.44, 1]},
    "xaxis2": {"domain": [0, 1]},
    "yaxis2": {"domain": [0, 0.3]},
    "coloraxis": {"colorbar": strip((0.0, 1.0))},
}
# A short view has no height to spare for the colours' scale.
_SHORT = {
    "layout": {
        "coloraxis": {"showscale": False},
        "margin": {"t": 8, "b": 38},
        "yaxis2": {"title": {"text": ""}},
    },
    "hidden": [],
}

FIGURE = Figure(
    key="race",
    name="Race",
    meaning="Optimisers from one start on one surface, step by step, with their heights.",
    fits=lambda optimiser, rivals: True,
    rivals=settings.rivals,
    controls=settings.controls,
    shown=settings.shown,
    draw=draw,
    most_steps=STEPS + 1,
    place=1,
    presets=PRESETS,
)
