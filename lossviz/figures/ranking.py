"""A list to reorder by dragging scores, with the loss of the list, the pull on each item, and the AUC it stands for."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, by_unit, cost_axes, cost_bars, cost_places, degree, without_cost_bars
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, tagged, trace
from lossviz.drawing.words import named, say
from lossviz.maths.rankings import auc, ndcg, pairs
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

_REACH = 4.0  # of the scores that are drawn, either way
_UNITS = {0: "without unit", 1: "in units of the score", 2: "in squared units of the score"}
_SHARE = "shares: 0 is a perfect order"
_TOPS = dict(zip((*_UNITS.values(), _SHARE), (1.0, 5.5, 5.5, 1.0), strict=True))  # the values of a full bar
_NAMES = "ABCDEF"
_BODY = 0.35  # half of what an item takes up along the axis
_LONGER = 4.0  # times the pull is what its bar is long

SCORES = Parameter(
    name="scores",
    symbol="s",
    default=(0.4, 1.6, -0.8, 0.9, -1.7, -0.2),
    domain=Interval(-np.inf, np.inf, "neither"),
    slider=(-_REACH, _REACH, 0.05),
    unit="",
    meaning="the score that the model gives to each item; the list is in the order of the scores",
    components=tuple(_NAMES),
    by_hand=True,
)
RELEVANCE = Parameter(
    name="relevance",
    symbol="t",
    default=(1.0, 0.0, 1.0, 0.0, 0.0, 0.0),
    domain=Interval(0, np.inf, "left"),
    slider=(0.0, 3.0, 1.0),
    unit="",
    meaning="how much the reader wants each item",
    components=tuple(_NAMES),
    by_hand=True,
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the scores and the relevance of the items."""
    return (*loss.parameters, SCORES, RELEVANCE)


def draw(view: View) -> Drawing:
    """The items in their order with the pull on each, and the list's cost under every ranking loss."""
    scores, relevance = np.array(view.values["scores"]), np.array(view.values["relevance"])
    bound, lot = view.bound, with_rivals(view)
    costs, focus = [_cost(each, scores, relevance) for each in lot], lot.index(bound)
    events = _events(view.loss, scores, relevance)
    pull = _pull(bound, scores, relevance)
    order = np.argsort(-scores, kind="stable")
    rows = np.argsort(order).astype(float)
    at = np.clip(scores, -_REACH, _REACH)
    far = at + np.clip(_LONGER * pull, -2.5, 2.5)
    area, gain = auc(scores, relevance), ndcg(scores, relevance)
    names = [*(each.loss.name for each in lot), "1 − AUC", "1 − NDCG"]
    units = [*(_UNITS[_degree(each.loss)] for each in lot), _SHARE, _SHARE]
    groups = by_unit(names, [*costs, 1 - area, 1 - gain], focus, units, _TOPS)
    kind = "of the whole list" if _whole(events[0]) else "the mean over all pairs of a wanted and a less wanted"
    return Drawing(
        data=[
            _pulls(at, far, rows),
            _items(scores, rows, relevance, relevance > 0, "wanted", "circle", "target"),
            _items(scores, rows, relevance, relevance == 0, "not wanted", "square", "other4"),
            *cost_bars(groups, 2),
        ],
        short=without_cost_bars(groups, 2, {"xaxis": {"domain": [0.0, 1.0]}}),
        layout=_layout(groups),
        narrow={**_NARROW, **cost_places(groups, 2, (0.42, 1.0), (0.0, 0.44))},
        readings={
            "value": Reading(costs[focus]),
            "auc": Reading(area),
            "pairs_in_order": Reading(100 * area, "%"),
        },
        worked=[
            f"L = {say(costs[focus])}, {kind}",
            f"AUC = {say(area) if np.isfinite(area) else '0 pairs, so none'}",
        ],
        takeaway=_takeaway(bound, costs[focus], area, pull, order),
        events=events,
        handles=[
            handle(
                f"item {name}",
                (at[i], rows[i]),
                x=along(SCORES, i),
                grip=(min(at[i], far[i]) - _BODY, max(at[i], far[i]) + _BODY, rows[i] + 0.45, rows[i] - 0.45),
            )
            for i, name in enumerate(_NAMES)
        ],
    )


def _events(loss: Loss, scores: np.ndarray, relevance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    assert loss.space.of_list is not None
    return loss.space.of_list(scores, relevance)


def _whole(prediction: np.ndarray) -> bool:
    """Whether the list is judged as a whole, and not by its pairs."""
    return prediction.shape[-1] == len(_NAMES)


def _cost(bound: BoundLoss, scores: np.ndarray, relevance: np.ndarray) -> float:
    costs = bound.value(*_events(bound.loss, scores, relevance))
    return float(costs.mean()) if costs.size else 0.0


def _pull(bound: BoundLoss, scores: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    """Minus the gradient of the list's loss with respect to each score."""
    prediction, target = _events(bound.loss, scores, relevance)
    gradient = bound.gradient(prediction, target) / max(1, len(prediction))
    if _whole(prediction):
        return -gradient[0]
    pull = np.zeros_like(scores)
    for side, items in enumerate(pairs(relevance)):
        np.subtract.at(pull, items, gradient[:, side])
    return pull


@lru_cache(maxsize=64)
def _degree(loss: Loss) -> int:
    """The power of the scores' unit that the loss is measured in, where these are large."""
    scores, relevance = np.array([-1.0, 2.0, -3.0]), np.array([1.0, 0.0, 0.0])
    return degree(lambda scale: _cost(loss.at({}), scale * scores, relevance))


def _items(
    scores: np.ndarray, rows: np.ndarray, relevance: np.ndarray, own: np.ndarray, name: str, symbol: str, colour: str
) -> dict[str, Any]:
    """The items of one kind; the others are left out."""
    return trace(
        "prediction",
        table=True,
        tag=name,
        mode="markers+text",
        x=np.where(own, np.clip(scores, -_REACH, _REACH), np.nan),
        y=rows,
        text=list(_NAMES),
        textposition="middle center",
        textfont={"color": ink("paper"), "size": 13},
        marker={
            "symbol": symbol,
            "size": 24 + 4 * np.minimum(relevance, 3.0),
            "color": ink(colour),
            "opacity": 1,
        },
        name=name,
        hovertemplate="%{text}: %{x:.2f}<extra></extra>",
        cliponaxis=False,
    )


def _pulls(at: np.ndarray, far: np.ndarray, rows: np.ndarray) -> dict[str, Any]:
    course = np.stack([at, far, np.full_like(at, np.nan)], -1).ravel()
    style = {"color": ink("gradient"), "width": 5, "simplify": False}
    longest = int(np.abs(far - at).argmax())
    name = f"pull, {_LONGER:g} times as long"
    spots = [(far[longest], rows[longest] - 0.4), (far[longest], rows[longest] + 0.4)]
    return tagged(line("pull", course, np.repeat(rows, 3), style, name=name), "pull", spots)


def _takeaway(bound: BoundLoss, cost: float, area: float, pull: np.ndarray, order: np.ndarray) -> str:
    listed = ", ".join(_NAMES[i] for i in order)
    strongest = int(np.abs(pull).argmax())
    if np.isfinite(area):
        judged = f"{say(100 * area)} % of the pairs are in the right order (AUC {say(area)})"
    else:
        judged = "no item is wanted more than another, so there are 0 pairs to order"
    if abs(pull[strongest]) < 1e-12:
        force = "no item is pulled"
    else:
        force = f"item {_NAMES[strongest]} is pulled hardest, {'up' if pull[strongest] > 0 else 'down'} the list"
    return (
        f"{named(bound)} of the list {listed} is {say(cost)}; {judged}; {force}. Round items are wanted. "
        "The AUC moves only when two items change places; the losses move with every score."
    )


def _layout(groups: list[Group]) -> dict[str, Any]:
    return layout(
        xaxis=axis("score", domain=[0.0, 0.5], range=[-_REACH - 0.3, _REACH + 0.3]),
        yaxis=axis(
            "place in the list",
            range=[len(_NAMES) - 0.5, -0.5],
            tickvals=list(range(len(_NAMES))),
            ticktext=[str(place + 1) for place in range(len(_NAMES))],
            zeroline=False,
        ),
        **cost_axes(groups, 2, (0.74, 1.0)),
        uirevision="ranking",
        dragmode=False,
    )


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis": {"domain": [0.58, 1.0]},
}

FIGURE = Figure(
    key="ranking",
    name="List",
    meaning="A list to reorder by dragging scores, with its losses, the pull on each item, and the AUC.",
    fits=lambda loss, rivals: loss.space.of_list is not None,
    rivals=of_family(lambda loss, other: other.space.of_list is not None),
    controls=controls,
    draw=draw,
    most_steps=61,
    place=2,
)
