"""Optimisers that start from one place, their paths on the surface, and how high they are step by step."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import coloured, scale, shade_of, strip
from lossviz.drawing.handles import along, handle
from lossviz.drawing.line_charts import style_of
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, point, tagged, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.optimise import settings
from lossviz.labs.optimise.presets import PRESETS
from lossviz.labs.optimise.settings import STEPS, Entrant
from lossviz.labs.optimise.told import LATE, State, fate, state_of
from lossviz.learning.ground import Ground
from lossviz.vocabulary import Drawing, Figure, Reading, View

_ACROSS = (0.0, 0.57), (0.68, 1.0)  # where the picture and the chart lie
_PALE = 0.5  # of the picture's colours, so that paths stand out
_BEYOND = 3.0  # widths of the picture: no path is drawn further off
_LEAVES = ("triangle-left", "triangle-right", "triangle-down", "triangle-up")


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
        data += _path(ground, lot[place], states[place], step, place)
    data.append(point("chosen", *start, "start", "text", "circle-open", tag="start"))
    for place, (each, state) in enumerate(zip(lot, states, strict=True)):
        data += _height(ground, each, state, step, place)
    return Drawing(
        data=data,
        layout={**_layout(ground, symbols), **shades},
        narrow=_NARROW,
        short=_SHORT,
        readings=_readings(lot, states, ground),
        worked=_worked(lot, states, ground, symbols, step),
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


def _ink(place: int) -> str:
    return ink(style_of(place)["ink"] or "loss")


def _role(place: int) -> str:
    return "rival" if place else "descent"


def _path(ground: Ground, entrant: Entrant, state: State, step: int, place: int) -> list[dict[str, Any]]:
    """The way so far, and a mark where it has led: at the picture's edge a triangle that points where it has gone."""
    low, high = np.array([ground.x[0], ground.y[0]]), np.array([ground.x[-1], ground.y[-1]])
    way = entrant.walk.places[: step + 1]
    reach = _BEYOND * (high - low)
    there = ((way >= low - reach) & (way <= high + reach)).all(-1, keepdims=True)
    x, y = np.where(there, way, np.nan).T
    at = np.clip(state.place, low, high)
    out = (np.stack([low - state.place, state.place - high], -1) / (high - low)[:, None]).ravel()
    symbol = _LEAVES[int(out.argmax())] if out.max() > 0 else "circle"
    role, style, colour = _role(place), style_of(place), _ink(place)
    width = 3.5 if place == 0 else 2.5
    mark = {"size": 16 if place == 0 else 13, "color": colour, "line": {"color": ink("paper"), "width": 2}}
    head = trace(
        role,
        mode="markers",
        x=at[:1],
        y=at[1:],
        marker={**mark, "symbol": [symbol], "opacity": 1},
        name=state.name,
        hoverinfo="name",
    )
    dots = {"color": colour, "size": 5 if place == 0 else 4, "opacity": 1}
    return [
        line(role, x, y, {"color": ink("paper"), "width": width + 2.5}),
        {
            **line(role, x, y, {"color": colour, "width": width, "dash": style["dash"], "simplify": False}),
            "mode": "lines+markers",
            "marker": dots,
        },
        tagged(head, state.name),
    ]


def _height(ground: Ground, entrant: Entrant, state: State, step: int, place: int) -> list[dict[str, Any]]:
    """How far above the lowest height it is after every step, in powers of ten, and where it is now."""
    high = _decades(ground, entrant)
    style, role = style_of(place), "rival" if place else "loss"
    colour, name = _ink(place), entrant.optimiser.name
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
    )
    return [tagged(curve, name), now]


def _decades(ground: Ground, entrant: Entrant) -> np.ndarray:
    """Heights above the lowest as powers of ten, none below what is known of it."""
    above = entrant.walk.heights - ground.lowest
    return np.asarray(np.log10(np.maximum(above, ground.sure)))


def _readings(lot: list[Entrant], states: list[State], ground: Ground) -> dict[str, Reading]:
    focus = states[0]
    readings = {
        "height": Reading(focus.height),
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


def _worked(lot: list[Entrant], states: list[State], ground: Ground, symbols: tuple[str, str], step: int) -> list[str]:
    (x, y), focus = states[0].place.tolist(), states[0]
    low, high = focus.swing
    seen = "is" if np.isfinite(focus.height) else "was last seen"
    return [
        *(
            f"{state.name}, step {step}: height {say(state.height)}; {fate(state, each, ground, step)}"
            for each, state in zip(lot, states, strict=True)
        ),
        f"{focus.name} {seen} at {symbols[0]} = {say(x)}, {symbols[1]} = {say(y)}; "
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
    return text


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
            ticktext=[_power(each) for each in powers],
            zeroline=False,
        ),
        margin={"l": 52, "r": 14, "t": 36, "b": 44},
        uirevision=f"{ground.name} {ground.x[0]} {ground.y[0]}",
    )


def _heights(ground: Ground) -> tuple[float, float]:
    """The chart's range, in powers of ten: from what is known of the lowest height to above the picture's highest."""
    spread = float(np.quantile(ground.heights[np.isfinite(ground.heights)], 0.95)) - ground.lowest
    return float(np.log10(ground.sure)), float(np.ceil(np.log10(max(spread, 10 * ground.sure)))) + 1


def _power(power: int) -> str:
    return f"10<sup>{power}</sup>".replace("-", "−")


_NARROW = {
    "xaxis": {"domain": [0, 1]},
    "yaxis": {"domain": [0.44, 1]},
    "xaxis2": {"domain": [0, 1]},
    "yaxis2": {"domain": [0, 0.3]},
    "coloraxis": {"colorbar": strip((0.0, 1.0))},
}
# A short view has no height to spare for the colours' scale.
_SHORT = {
    "layout": {"coloraxis": {"showscale": False}, "margin": {"t": 8, "b": 38}},
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
