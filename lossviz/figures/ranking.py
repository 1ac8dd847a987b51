"""A list to reorder by dragging scores, with the loss of the list, the pull on each item, and the AUC it stands for."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.figures.handles import along, handle
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import named, parameters_of, say
from lossviz.losses import family_of
from lossviz.metrics import auc, ndcg, pairs
from lossviz.spec import Figure, Interval, Loss, Parameter

_REACH = 4.0  # of the scores that are drawn, either way
_TOP = 2.5  # the value of a full bar
_NAMES = "ABCDEF"

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

# How a space makes its events of a list: predictions and targets, from scores and relevance.
_EVENTS = {
    "scores": lambda scores, relevance: (scores[None], relevance[None]),
    "score_pair": lambda scores, relevance: (_paired(scores, relevance), np.ones(len(_paired(scores, relevance)))),
    "log_ratio_pair": lambda scores, relevance: (
        _paired(scores, relevance),
        np.empty((len(_paired(scores, relevance)), 0)),
    ),
    "positive_and_negative": lambda scores, relevance: (
        _paired(scores, relevance),
        np.empty((len(_paired(scores, relevance)), 0)),
    ),
}


def _paired(scores, relevance):
    above, below = pairs(relevance)
    return np.stack([scores[above], scores[below]], -1)


def fits(loss: Loss) -> bool:
    """Whether the loss can judge a list: as a whole, or by its pairs."""
    return loss.space.key in _EVENTS


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the scores and the relevance of the items."""
    return (*loss.parameters, SCORES, RELEVANCE)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the list; see `lossviz.spec.Figure`."""
    scores = np.array(np.broadcast_to(values["scores"], len(_NAMES)), float)
    relevance = np.array(np.broadcast_to(values["relevance"], len(_NAMES)), float)
    parameters = parameters_of(loss, loss, values)
    family = [other for other in family_of(loss.key).losses.values() if fits(other)]
    costs = [_cost(other, parameters_of(other, loss, values), scores, relevance) for other in family]
    pull = _pull(loss, parameters, scores, relevance)
    order = np.argsort(-scores, kind="stable")
    rows = np.empty(len(_NAMES))
    rows[order] = np.arange(len(_NAMES))
    area, gain = auc(scores, relevance), ndcg(scores, relevance)
    focus = family.index(loss)
    names = [*(other.name for other in family), "1 − AUC", "1 − NDCG"]
    shown_costs = [*costs, 1 - area if np.isfinite(area) else 0.0, 1 - gain if np.isfinite(gain) else 0.0]
    data = [
        _pulls(scores, rows, pull),
        _items(scores, rows, relevance),
        *measures(names, shown_costs, focus, _TOP, ("x2", "y2")),
    ]
    return {
        "data": data,
        "short": without_measures(len(data), "2", {"xaxis": {"domain": [0.0, 1.0]}}),
        "layout": _layout(names),
        "narrow": _NARROW,
        "worked": [
            f"L = {say(costs[focus])}, {_kind(loss)}",
            f"AUC = {say(area) if np.isfinite(area) else '0 pairs, so none'}",
        ],
        "takeaway": _takeaway(loss, parameters, costs[focus], area, pull, order),
        "handles": [
            handle(f"item {name}", (np.clip(scores[i], -_REACH, _REACH), rows[i]), x=along(SCORES, i))
            for i, name in enumerate(_NAMES)
        ],
    }


def _cost(loss, parameters, scores, relevance):
    prediction, target = _EVENTS[loss.space.key](scores, relevance)
    return float(loss.value(prediction, target, **parameters).mean()) if len(prediction) else 0.0


def _pull(loss, parameters, scores, relevance):
    """Minus the gradient of the list's loss with respect to each score."""
    prediction, target = _EVENTS[loss.space.key](scores, relevance)
    if not len(prediction):
        return np.zeros_like(scores)
    gradient = loss.gradient(prediction, target, **parameters) / len(prediction)
    if loss.space.key == "scores":
        return -gradient[0]
    pull = np.zeros_like(scores)
    for side, items in enumerate(pairs(relevance)):
        np.subtract.at(pull, items, gradient[:, side])
    return pull


def _kind(loss):
    return (
        "of the whole list" if loss.space.key == "scores" else "the mean over all pairs of a wanted and a less wanted"
    )


def _items(scores, rows, relevance):
    wanted = relevance > 0
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.clip(scores, -_REACH, _REACH),
        "y": rows,
        "text": list(_NAMES),
        "textposition": "middle center",
        "textfont": {"color": ink("paper"), "size": 13},
        "marker": {
            "symbol": ["circle" if each else "square" for each in wanted],
            "size": 24 + 4 * np.minimum(relevance, 3.0),
            "color": [ink("target") if each else ink("other4") for each in wanted],
            "opacity": 1,
        },
        "name": "items",
        "hovertemplate": "%{text}: %{x:.2f}<extra></extra>",
        "cliponaxis": False,
    }


def _pulls(scores, rows, pull):
    at = np.clip(scores, -_REACH, _REACH)
    far = at + np.clip(4.0 * pull, -2.5, 2.5)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.stack([at, far, np.full_like(at, np.nan)], -1).ravel(),
        "y": np.repeat(rows, 3),
        "name": "pull: minus the gradient, four times as long",
        "line": {"color": ink("gradient"), "width": 5, "simplify": False},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _takeaway(loss, parameters, cost, area, pull, order):
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
        f"{named(loss, parameters)} of the list {listed} is {say(cost)}; {judged}; {force}. Round items are wanted. "
        "The AUC moves only when two items change places; the losses move with every score."
    )


def _layout(names):
    across, down = measures_axes(
        names, _TOP, "", x={"domain": [0.74, 1.0], "anchor": "y2"}, y={"domain": [0.0, 1.0], "anchor": "x2"}
    )
    return layout(
        xaxis=axis("score", domain=[0.0, 0.5], range=[-_REACH - 0.3, _REACH + 0.3]),
        yaxis=axis(
            "place in the list",
            range=[len(_NAMES) - 0.5, -0.5],
            tickvals=list(range(len(_NAMES))),
            ticktext=[str(place + 1) for place in range(len(_NAMES))],
            zeroline=False,
        ),
        xaxis2=across,
        yaxis2=down,
        uirevision="ranking",
        dragmode=False,
    )


_NARROW = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis": {"domain": [0.46, 1.0]},
    "xaxis2": {"domain": [0.42, 1.0]},
    "yaxis2": {"domain": [0.0, 0.34]},
}

FIGURE = Figure(
    key="ranking",
    name="List",
    meaning="A list to reorder by dragging scores, with its losses, the pull on each item, and the AUC.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=2,
)
