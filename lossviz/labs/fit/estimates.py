"""Estimates: the one number that each loss makes of a column of numbers."""

from dataclasses import dataclass, replace
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
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Loss, Reading, Table, View

_LOW, _HIGH = 18.0, 54.0
_PLACES = 181  # of a curve
_EDGE = 0.011  # of the picture, by which a mark at its edge is inside
_REACH = 5.0  # spreads about the middle that are drawn of one's own numbers
_ROOM = 0.06  # of what is drawn, around it
_TALL = 0.72  # of a lane: its curve
_FLOOR = -0.62  # where the numbers lie
_NOTHING = 1e-9  # of a number
_FARTHEST = 1e4  # times the spread: where the largest number is moved to, to see what comes of it

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


assert COLUMN.moves is not None
MOVES = replace(COLUMN.moves, most=0, label="Numbers moved by hand", meaning="Drag a number to see what it does.")
OWN = Table(
    name="column",
    label="Your own data",
    columns=("number",),
    meaning="paste a column of numbers, or open a file with one; it stands for the salaries",
)


def controls(loss: Loss, others: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, what stands beside it, and the numbers."""
    own = (*loss.parameters, against(loss, others), LARGEST, MEASURED, MOVES, OWN)
    return (*own, *(each for other in others for each in theirs(other).values()))


def shown(view: View) -> tuple[str, ...]:
    """All but the parameters of losses that are not drawn, and the example's where the numbers are one's own."""
    hidden = {LARGEST.name, MOVES.name, MEASURED.name} if OWN.rows(view.values[OWN.name]) else set()
    return tuple(each.name for each in view.controls if matters(view, each.name) and each.name not in hidden)


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """A column of numbers, and the part of the line that is drawn.

    Parameters
    ----------
    numbers : tuple of float
        The numbers.
    low, high : float
        The ends of what is drawn; numbers beyond are told at the edge.
    spread : float
        That of the good numbers.
    is_own : bool
        Whether the numbers are the reader's own.
    """

    numbers: tuple[float, ...]
    low: float
    high: float
    spread: float
    is_own: bool

    @property
    def edge(self) -> float:
        """By which a mark at the edge is inside it."""
        return _EDGE * (self.high - self.low)


def pile_of(view: View) -> Pile:
    """The numbers of a view."""
    own = OWN.rows(view.values[OWN.name])
    return _own_pile(own) if own else _example((view.values[LARGEST.name], view.values[MOVES.name]))


@lru_cache(maxsize=64)
def _example(values: tuple[Any, ...]) -> Pile:
    numbers = COLUMN.examples(dict(zip((LARGEST.name, MOVES.name), values, strict=True))).features
    return Pile(tuple(numbers.tolist()), _LOW, _HIGH, _spread(numbers), False)


@lru_cache(maxsize=16)
def _own_pile(rows: tuple[tuple[float | None, ...], ...]) -> Pile:
    numbers = np.array(rows, float)[:, 0]
    middle, scatter = float(np.median(numbers)), _spread(numbers)
    reach = _REACH * (scatter or float(np.ptp(numbers)) or max(1.0, abs(middle)))
    low, high = max(middle - reach, float(numbers.min())), min(middle + reach, float(numbers.max()))
    mean = float(numbers.mean())
    if abs(mean - middle) < 3 * reach:
        low, high = min(low, mean), max(high, mean)
    room = _ROOM * (high - low) or 1.0
    return Pile(tuple(numbers.tolist()), low - room, high + room, scatter, True)


def _spread(numbers: np.ndarray) -> float:
    return spread(np.ones((numbers.size, 1)), numbers)[0]


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
def estimated(bound: BoundLoss, numbers: tuple[float, ...], unit: float, ends: tuple[float, float]) -> Estimate:
    """The number of the lowest mean loss; residuals are measured in ``unit``, heights go from end to end."""
    target = np.array(numbers) / unit
    found = best(bound, np.ones((target.size, 1)), target)
    low, high = plateau(bound, target, found)
    places = np.linspace(*ends, _PLACES)[:, None] / unit
    heights = bound.value(places - target, np.zeros((_PLACES, target.size))).mean(-1)
    least = min(found.value, float(heights.min()))
    risen = (heights - least) / max(float(heights.max()) - least, 1e-300)
    return Estimate(bound, low * unit, high * unit, 1 + len(found.others), risen)


def swayed(bound: BoundLoss, pile: Pile, unit: float) -> float:
    """By which share the estimate rises as the largest number goes from the next one to far out."""
    *rest, _ = sorted(pile.numbers)
    if not rest:
        return float("nan")
    near, far = (
        estimated(bound, (*rest, largest), unit, (pile.low, pile.high)).middle
        for largest in (rest[-1], rest[-1] + _FARTHEST * max(rest[-1] - rest[0], 1.0))
    )
    share = abs(far - near) / abs(near) if near else float("nan")
    return 0.0 if share < _NOTHING else share


def draw(view: View) -> Drawing:
    """A lane for each loss, with its mean loss along the numbers and the number that it chooses."""
    pile = pile_of(view)
    by_spread = pile.is_own or view.values[MEASURED.name] == SPREADS
    unit = pile.spread if by_spread and pile.spread > 0 else 1.0
    lanes = [estimated(bound, pile.numbers, unit, (pile.low, pile.high)) for bound in lot(view)]
    first = lanes[0]
    data = [part for place, each in enumerate(lanes) for part in _lane(each, pile, place, len(lanes))]
    readings: dict[str, Reading] = {}
    for each in lanes:
        key = each.bound.loss.key
        readings |= {f"low_{key}": Reading(each.low), f"high_{key}": Reading(each.high)}
    sway = swayed(first.bound, pile, unit)
    readings["largest"] = Reading(max(pile.numbers))
    readings["spread"] = Reading(pile.spread)
    readings["sway"] = Reading(100 * sway, "%")
    readings["minima"] = Reading(float(first.minima))
    numbers = np.array(pile.numbers)
    return Drawing(
        data=[*data, *_numbers(pile)],
        layout=_layout(len(lanes), pile.low, pile.high, "" if pile.is_own else COLUMN.sketch.across[0]),
        short={"layout": {"margin": {"t": 6, "b": 38}}, "hidden": []},
        readings=readings,
        worked=[f"{named(each.bound)}: {each.told}" for each in lanes],
        takeaway=_takeaway(lanes, pile, sway),
        events=(np.full(numbers.size, first.middle / unit), numbers / unit),
        handles=[] if pile.is_own else _grips(pile),
    )


def _lane(each: Estimate, pile: Pile, place: int, count: int) -> list[dict[str, Any]]:
    """A loss's mean loss, what it chooses, and that number written."""
    floor = float(count - 1 - place)
    style = charts.style_of(place + 1 if place else 0)
    colour = ink(style["ink"] or "loss")
    name = each.bound.loss.name
    curve = charts.curve(
        "rival" if place else "loss",
        "mean loss, its own scale",
        name,
        np.linspace(pile.low, pile.high, _PLACES),
        floor + _TALL * each.heights,
        {"color": colour, "width": 1.75 if place else 3},
        tag=name,
    )
    ends = np.clip([each.low, each.high], pile.low, pile.high)
    inside = np.clip([each.middle], pile.low + pile.edge, pile.high - pile.edge)
    size = 5.0 if each.low < each.high else 13.0  # in the middle of a stretch it only says where that is
    right, left = each.middle > pile.high, each.middle < pile.low
    mark = trace(
        "minimiser",
        mode="markers+text",
        x=inside,
        y=np.array([floor]),
        text=[f"{each.told} →" if right else f"← {each.told}" if left else each.told],
        textposition="top left" if right else "bottom right",
        textfont={"color": ink("text"), "size": 15},
        marker={"symbol": "diamond", "size": size, "color": colour, "line": {"color": ink("paper"), "width": 2}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    bar = line("minimiser", ends, np.full(2, floor), {"color": colour, "width": 10})
    fall = {"color": colour, "width": 1, "dash": "dot"}
    down = line("frame", np.repeat(inside, 2), np.array([floor, _FLOOR]), fall)
    return [down, curve, bar, mark]


def _numbers(pile: Pile) -> list[dict[str, Any]]:
    """The numbers at the bottom; what is beyond the picture is an arrow at its edge, which says what it is."""
    numbers, floor = np.array(pile.numbers), np.full(len(pile.numbers), _FLOOR)
    right, left = numbers > pile.high, numbers < pile.low
    within = np.where(right | left, np.nan, numbers)
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
    far = {1: float(numbers.max()), -1: float(numbers.min())}
    arrows = []
    for way, beyond, end in ((1, right, pile.high - pile.edge), (-1, left, pile.low + pile.edge)):
        count = int(beyond.sum())
        more = f"{count} numbers to " if count > 1 else ""
        told = f"{more}{say(far[way])} →" if way > 0 else f"← {more}{say(far[way])}"
        arrows.append(
            trace(
                "data",
                mode="markers+text",
                x=np.array([end if count else np.nan]),
                y=np.array([_FLOOR]),
                text=[told if count else ""],
                textposition="top left" if way > 0 else "top right",
                textfont={"color": ink("outlier"), "size": 15},
                marker={"symbol": f"triangle-{'right' if way > 0 else 'left'}", "color": ink("outlier"), "size": 14},
                hoverinfo="skip",
                cliponaxis=False,
            )
        )
    return [dots, *arrows]


def _grips(pile: Pile) -> list[dict[str, Any]]:
    """A handle for each number, at the edge for one that is beyond it."""
    places = np.clip(pile.numbers, pile.low, pile.high - pile.edge).tolist()
    return [handle(f"number {k + 1}", (at, _FLOOR), placing(MOVES, k)[0], group="data") for k, at in enumerate(places)]


@lru_cache(maxsize=64)
def _layout(count: int, low: float, high: float, title: str) -> dict[str, Any]:
    return layout(
        xaxis=axis(title, range=[low, high], zeroline=False),
        yaxis={"range": [-0.95, count - 1 + _TALL + 0.2], "visible": False},
        margin={"l": 14, "r": 14, "t": 8, "b": 44},
        uirevision=f"{count} {low:g} {high:g}",
    )


def _takeaway(lanes: list[Estimate], pile: Pile, sway: float) -> str:
    told = ["; ".join(f"{named(each.bound)} calls {each.told} typical" for each in lanes)]
    first = lanes[0]
    told.append(f"The largest of {len(pile.numbers)} numbers is {say(max(pile.numbers))}")
    if sway == sway:
        told[-1] += f"; going from the next one to far out it moves the answer of {first.bound.loss.name} "
        told[-1] += f"by {say(100 * sway)} %"
    told.append("There is 1 lowest place" if first.minima == 1 else f"There are {first.minima} valleys")
    unit = "; residuals are measured in it" if pile.is_own else ""
    return f"{'. '.join(told)}. The spread of the good numbers is σ = {say(pile.spread)}{unit}."


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
