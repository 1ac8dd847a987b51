"""Estimates: the one number that each loss makes of a column of numbers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.handles import handle, placing
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, trace
from lossviz.drawing.words import named, say
from lossviz.labs.fit.presets import ESTIMATES
from lossviz.labs.fit.scene import MEASURED, SPREADS, against, fits, lot, matters, rivals, theirs
from lossviz.learning.data.column import LARGEST, column
from lossviz.learning.fitting import best, plateau, spread
from lossviz.learning.model import Model, Sketch
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Loss, Reading, View

_LOW, _HIGH = 18.0, 54.0
_PLACES = 181  # of a curve
_EDGE = 0.4  # by which a mark at the edge is inside it
_TALL = 0.72  # of a lane: its curve
_FLOOR = -0.62  # where the numbers lie
_FARTHEST = 1e5  # times the spread: where the largest number is moved to, to see what comes of it

COLUMN = Model(
    key="column",
    name="one number",
    data=column,
    tasks={},
    parameters=(),
    knobs=(LARGEST,),
    rate=0.1,
    sketch=Sketch(
        across=("thousand a year", _LOW, _HIGH),
        up=("", 0.0, 1.0),
        path=lambda task, theta: (np.empty(0), np.empty(0)),
        steps=(0.5, 1.0),
    ),
    legend=lambda data: f"{data.features.size} numbers",
)


def controls(loss: Loss, others: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, what stands beside it, and the numbers."""
    assert COLUMN.moves is not None
    own = (*loss.parameters, against(loss, others), *COLUMN.knobs, MEASURED, COLUMN.moves)
    return (*own, *(each for other in others for each in theirs(other).values()))


def shown(view: View) -> tuple[str, ...]:
    """All but the parameters of losses that are not drawn."""
    return tuple(each.name for each in view.controls if matters(view, each.name))


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What a loss makes of a column of numbers.

    Parameters
    ----------
    bound : BoundLoss
        The loss.
    low, high : float
        The ends of what it calls best, mostly one number.
    minima : int
        How many places are lowest nearby.
    heights : ndarray
        Its mean loss along the picture, from 0 at the lowest to 1.
    """

    bound: BoundLoss
    low: float
    high: float
    minima: int
    heights: np.ndarray

    @property
    def middle(self) -> float:
        """The middle of what it calls best."""
        return (self.low + self.high) / 2

    @property
    def told(self) -> str:
        """What it says, in words."""
        return say(self.low) if self.high - self.low < 1e-9 * abs(self.high) else f"{say(self.low)} to {say(self.high)}"


@lru_cache(maxsize=2048)
def estimated(bound: BoundLoss, numbers: tuple[float, ...], unit: float) -> Estimate:
    """The number of the lowest mean loss; residuals are measured in ``unit``."""
    target = np.array(numbers) / unit
    found = best(bound, np.ones((target.size, 1)), target)
    low, high = plateau(bound, target, found)
    places = np.linspace(_LOW, _HIGH, _PLACES)[:, None] / unit
    heights = bound.value(places - target, np.zeros((_PLACES, target.size))).mean(-1)
    least = min(found.value, float(heights.min()))
    risen = (heights - least) / max(float(heights.max()) - least, 1e-300)
    return Estimate(bound, low * unit, high * unit, 1 + len(found.others), risen)


def swayed(estimate: Estimate, numbers: tuple[float, ...], unit: float) -> float:
    """By which share the estimate rises as the largest number goes from the next one to far out."""
    *rest, _ = sorted(numbers)
    near, far = (
        estimated(estimate.bound, (*rest, largest), unit).middle
        for largest in (rest[-1], rest[-1] + _FARTHEST * max(rest[-1] - rest[0], 1.0))
    )
    return abs(far - near) / max(abs(near), 1e-300)


def draw(view: View) -> Drawing:
    """A lane for each loss, with its mean loss along the numbers and the number that it chooses."""
    numbers = COLUMN.examples(view.values).features
    scatter = spread(np.ones((numbers.size, 1)), numbers)
    unit = scatter if view.values["measured"] == SPREADS and scatter > 0 else 1.0
    held = tuple(numbers.tolist())
    lanes = [estimated(bound, held, unit) for bound in lot(view)]
    first = lanes[0]
    data = [part for place, each in enumerate(lanes) for part in _lane(each, place, len(lanes))]
    readings: dict[str, Reading] = {}
    for each in lanes:
        key = each.bound.loss.key
        readings |= {f"low_{key}": Reading(each.low), f"high_{key}": Reading(each.high)}
    sway = swayed(first, held, unit)
    events = np.full(numbers.size, first.middle / unit), numbers / unit
    return Drawing(
        data=[*data, *_numbers(numbers)],
        layout=_layout(len(lanes)),
        narrow={"margin": {"l": 14}},
        short={"layout": {"margin": {"t": 6, "b": 38}}, "hidden": []},
        readings=readings
        | {
            "largest": Reading(float(numbers.max())),
            "spread": Reading(scatter),
            "sway": Reading(100 * sway, "%"),
            "minima": Reading(float(first.minima)),
        },
        worked=[f"{named(each.bound)}: {each.told}" for each in lanes],
        takeaway=_takeaway(lanes, scatter, numbers, sway),
        events=events,
        handles=_grips(numbers),
    )


def _lane(each: Estimate, place: int, count: int) -> list[dict[str, Any]]:
    """A loss's mean loss, what it chooses, and that number written."""
    floor = float(count - 1 - place)
    style = charts.style_of(place + 1 if place else 0)
    colour = ink(style["ink"] or "loss")
    name = each.bound.loss.name
    x = np.linspace(_LOW, _HIGH, _PLACES)
    curve = charts.curve(
        "rival" if place else "loss",
        "mean loss, its own scale",
        name,
        x,
        floor + _TALL * each.heights,
        {"color": colour, "width": 1.75 if place else 3},
        tag=name,
    )
    ends = np.clip([each.low, each.high], _LOW, _HIGH)
    beyond = each.middle > _HIGH
    bar = line("minimiser", ends, np.full(2, floor), {"color": colour, "width": 9})
    mark = trace(
        "minimiser",
        mode="markers+text",
        x=np.clip([each.middle], _LOW, _HIGH - _EDGE),
        y=np.array([floor]),
        text=[f"{each.told} →" if beyond else each.told],
        textposition="top left" if beyond else "bottom right",
        textfont={"color": ink("text"), "size": 15},
        marker={"symbol": "diamond", "size": 13, "color": colour, "line": {"color": ink("paper"), "width": 2}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    under = np.full(2, np.clip(each.middle, _LOW, _HIGH))
    down = line("frame", under, np.array([floor, _FLOOR]), {"color": colour, "width": 1, "dash": "dot"})
    return [down, curve, bar, mark]


def _numbers(numbers: np.ndarray) -> list[dict[str, Any]]:
    """The numbers at the bottom; one beyond the picture as an arrow at its edge, which says what it is."""
    beyond = numbers > _HIGH
    within = np.where(beyond | (numbers < _LOW), np.nan, numbers)
    floor = np.full(numbers.size, _FLOOR)
    dots = trace(
        "data",
        table=True,
        tag="the numbers",
        mode="markers",
        x=within,
        y=floor,
        name="numbers",
        marker={"color": ink("target"), "size": 12, "opacity": 0.85, "line": {"color": ink("paper"), "width": 1}},
        hovertemplate="%{x:.4g}<extra></extra>",
        cliponaxis=False,
    )
    arrow = trace(
        "data",
        mode="markers+text",
        x=np.where(beyond, _HIGH - _EDGE, np.nan),
        y=floor,
        text=[f"{say(float(each))} →" if off else "" for each, off in zip(numbers, beyond, strict=True)],
        textposition="top left",
        textfont={"color": ink("outlier"), "size": 15},
        marker={"symbol": "triangle-right", "color": ink("outlier"), "size": 14, "opacity": 1},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [dots, arrow]


def _grips(numbers: np.ndarray) -> list[dict[str, Any]]:
    """A handle for each number, at the edge for one that is beyond it."""
    moves = COLUMN.moves
    assert moves is not None
    return [
        handle(f"number {k + 1}", (at, _FLOOR), placing(moves, k)[0], group="data")
        for k, at in enumerate(np.clip(numbers, _LOW, _HIGH - _EDGE).tolist())
    ]


@lru_cache(maxsize=32)
def _layout(count: int) -> dict[str, Any]:
    return layout(
        xaxis=axis(COLUMN.sketch.across[0], range=[_LOW, _HIGH], zeroline=False),
        yaxis={"range": [-0.95, count - 1 + _TALL + 0.2], "visible": False},
        margin={"l": 14, "r": 14, "t": 8, "b": 44},
        uirevision=f"{count}",
    )


def _takeaway(lanes: list[Estimate], scatter: float, numbers: np.ndarray, sway: float) -> str:
    told = "; ".join(f"{named(each.bound)} calls {each.told} typical" for each in lanes)
    first = lanes[0]
    places = "1 place is" if first.minima == 1 else f"{first.minima} places are"
    return (
        f"{told}. The largest number is {say(float(numbers.max()))}; from the next one to far out it moves the answer "
        f"of {first.bound.loss.name} by {say(100 * sway)} %. {places} lowest nearby. The spread of the numbers is "
        f"σ = {say(scatter)}."
    )


FIGURE = Figure(
    key="estimates",
    name="One number",
    meaning="The one number that each loss makes of a column of numbers: mean, median, quantile, expectile, mode.",
    fits=fits,
    rivals=rivals,
    controls=controls,
    draw=draw,
    shown=shown,
    most_steps=43,
    place=20,
    presets=ESTIMATES,
)
