"""Two distributions as bars to drag, the pull on every logit, and the ways to measure how far they are apart."""

from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, by_unit, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import blocks, heights_written, stems, tagged, trace
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.maths.information import cross_entropy
from lossviz.maths.numerics import softmax
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

MOST = 6  # bars
_GONE = (1e-150, 1e-300)  # what stands for a probability of 0 where a logarithm is taken: twice, to see where it leads
_APART = 0.2  # from the middle of a pair of bars to either
_HALF = 0.17  # of a bar's width
_TOPS = {"in nats": 2.5, "in guesses for an outcome": 12.0}  # the units, and the values of a full bar

BARS = Choice(
    name="bars",
    label="Bars",
    options=tuple((str(count), str(count)) for count in range(3, MOST + 1)),
    default="5",
    meaning="how many outcomes there are",
)


def _weights(name: str, default: tuple[float, ...], meaning: str) -> Parameter:
    return Parameter(
        name=name,
        symbol=name,
        default=default,
        domain=Interval(0, np.inf, "left"),
        slider=(0.0, 1.0, 0.01),
        unit="",
        meaning=meaning,
        fold="Weights as numbers",
        components=tuple(f"{name}{k + 1}" for k in range(len(default))),
        by_hand=True,
    )


P = _weights("p", (0.08, 0.42, 0.06, 0.36, 0.08, 0.05), "the bars of the truth: their weights, divided by their sum")
Q = _weights("q", (0.1, 0.2, 0.4, 0.2, 0.1, 0.05), "the bars of the model: their weights, divided by their sum")


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, how many bars, and their weights."""
    return (*loss.parameters, BARS, P, Q)


def draw(view: View) -> Drawing:
    """The bars of both distributions, the pull on each logit, and how far they are apart by every measure."""
    count = int(view.values["bars"])
    weights = {name: np.array(view.values[name][:count]) for name in ("p", "q")}
    p, q = (_shares(weights[name]) for name in ("p", "q"))
    bound, lot = view.bound, with_rivals(view)
    logits, target = _event(view.loss, p, q)
    pull = -bound.gradient(logits, target)
    cross, own = _beyond(lambda gone: float(cross_entropy(p, np.maximum(q, gone)))), float(cross_entropy(p, p))
    names = [*(each.loss.name for each in lot), "Cross-entropy", "Entropy of p", "Perplexity"]
    costs = [*(_cost(each, p, q) for each in lot), cross, own, float(np.exp(cross))]
    focus = lot.index(bound)
    groups = by_unit(names, costs, focus, [*["in nats"] * (len(lot) + 2), "in guesses for an outcome"], _TOPS)
    places = np.arange(1.0, count + 1)
    softened = float(bound.parameters.get("temperature", 1.0))
    strongest = int(np.abs(pull).argmax())
    still = bool(np.abs(pull[strongest]) < 1e-9)
    readings = {
        "value": Reading(costs[focus]),
        "cross_entropy": Reading(cross),
        "entropy": Reading(own),
        "perplexity": Reading(costs[-1], "guesses"),
        "least_perplexity": Reading(float(np.exp(own)), "guesses"),
        "hardest_outcome": Reading(np.nan if still else strongest + 1.0),
        "hardest_p": Reading(np.nan if still else float(p[strongest])),
        "hardest_q": Reading(np.nan if still else float(q[strongest])),
    }
    arithmetic = blackboard(bound.worked(logits, target)) if np.isfinite(costs[focus]) else "… + p · log(p / 0) + …"
    return Drawing(
        data=[
            *_side("target", places - _APART, p, "p: the truth", softened),
            *_side("prediction", places + _APART, q, "q: the model", softened),
            _pulls(places, pull),
            *cost_bars(groups, 3),
        ],
        layout=_layout(count, groups, _reach(view.loss, logits, target)),
        short=without_cost_bars(groups, 3, _SHORT),
        narrow={**_NARROW, **cost_places(groups, 3, (0.36, 1.0), (0.0, 0.42))},
        readings=readings,
        worked=[f"L = {arithmetic} = {say(costs[focus])}", f"perplexity of q for p: {say(costs[-1])}"],
        takeaway=_takeaway(bound, p, q, readings, float(pull[strongest])),
        events=(logits[None], target[None]),
        handles=[
            handle(
                f"bar {name} {k + 1}",
                (places[k] + side * _APART, shares[k]),
                y=along(control, k, others=rest),
                grip=(places[k] + side * _APART - _HALF, places[k] + side * _APART + _HALF, 0.0, shares[k]),
            )
            for name, control, shares, side in (("p", P, p, -1), ("q", Q, q, 1))
            for k, rest in enumerate(_others(weights[name]))
        ],
    )


def _event(loss: Loss, p: np.ndarray, q: np.ndarray, gone: float = _GONE[1]) -> tuple[np.ndarray, np.ndarray]:
    """Logits of q, and p as the loss's targets say it; ``gone`` stands for what is 0."""
    assert loss.space.of_distribution is not None
    return np.log(np.maximum(q, gone)), loss.space.of_distribution(np.maximum(p, gone))


def _beyond(cost: Any) -> float:
    """The limit of ``cost(gone)`` as gone goes to 0: infinite where it goes on growing."""
    before, after = (cost(gone) for gone in _GONE)
    return np.inf if after - before > 1e-3 * max(1.0, abs(before)) else after


def _cost(bound: BoundLoss, p: np.ndarray, q: np.ndarray) -> float:
    return _beyond(lambda gone: float(bound.value(*_event(bound.loss, p, q, gone))))


def _reach(loss: Loss, logits: np.ndarray, target: np.ndarray) -> float:
    """How far the panel of the pull reaches: it stays put while a slider moves."""
    stops = [{}, *({each.name: stop} for each in loss.parameters for stop in each.slider[:2])]
    pulls = [np.abs(loss.at(stop).gradient(logits, target)).max() for stop in stops]
    return max(0.25, 1.15 * float(max(pulls)))


def _shares(weights: np.ndarray) -> np.ndarray:
    total = weights.sum()
    return weights / total if total > 0 else np.full(weights.shape, 1.0 / weights.size)


def _others(weights: np.ndarray) -> list[float]:
    """For each bar the sum of the other weights."""
    return [max(float(rest), 1e-6) for rest in weights.sum() - weights]


_LOOKS: dict[str, dict[str, Any]] = {
    "target": {
        "style": {"color": ink("target"), "width": 2},
        "fillcolor": "rgba(0,0,0,0)",
        "fillpattern": {"shape": "/", "fgcolor": ink("target"), "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.3},
    },
    "prediction": {"style": {"color": ink("loss"), "width": 2}, "fillcolor": ink("loss")},
}


def _side(role: str, x: np.ndarray, shares: np.ndarray, name: str, temperature: float) -> list[dict[str, Any]]:
    """The bars of one distribution, their numbers, and what they are at the temperature."""
    tempered = trace(
        role,
        mode="markers",
        x=x,
        y=softmax(np.log(np.maximum(shares, _GONE[1])) / temperature)[0],
        name=f"{name[0]} at the temperature",
        marker={
            "symbol": "line-ew",
            "size": 24,
            "color": ink("probe"),
            "line": {"color": ink("probe"), "width": 2},
            "opacity": 1.0 if temperature != 1.0 else 0.0,
        },
        hovertemplate="at the temperature: %{y:.3f}<extra></extra>",
    )
    highest = np.argsort(-shares, kind="stable")
    spots = [(float(x[k]), float(shares[k]) + 0.13) for k in highest]
    return [
        tagged(blocks(role, x, shares, _HALF, **_LOOKS[role]), name, spots),
        heights_written(role, x, shares, name, "top center"),
        tagged(tempered, "at T" if temperature != 1.0 else ""),
    ]


def _pulls(x: np.ndarray, pull: np.ndarray) -> dict[str, Any]:
    style = {"color": ink("gradient"), "width": 16}
    return stems("pull", x, pull, "pull: minus the gradient of a logit", style, xaxis="x", yaxis="y2")


def _takeaway(bound: BoundLoss, p: np.ndarray, q: np.ndarray, readings: dict[str, Reading], pull: float) -> str:
    told = {name: say(reading.value) for name, reading in readings.items()}
    if not np.isfinite(readings["value"].value):
        missing = np.flatnonzero((q == 0) & (p > 0))
        k, empty = (int(missing[0]), "q") if missing.size else (int(((p == 0) & (q > 0)).argmax()), "p")
        full, share = ("p", p[k]) if empty == "q" else ("q", q[k])
        return (
            f"{named(bound)} is ∞: at outcome {k + 1}, where {full} is {say(float(share))}, {empty} is 0, and the "
            f"logarithm of {full} / {empty} has no end. A single outcome that {empty} rules out and {full} does not is "
            f"enough; {_guesses(told)}."
        )
    here = f"outcome {told['hardest_outcome']}, where p is {told['hardest_p']} and q is {told['hardest_q']}"
    if np.isnan(readings["hardest_outcome"].value):
        force = "It pulls at no outcome"
    else:
        force = f"It pulls hardest at {here}, and {'raises' if pull > 0 else 'lowers'} q there"
    return f"{named(bound)} is {told['value']}. {force}; {_guesses(told)}."


def _guesses(told: dict[str, str]) -> str:
    return f"q pays {told['perplexity']} guesses for each outcome, where p itself would pay {told['least_perplexity']}"


def _layout(count: int, groups: list[Group], reach: float) -> dict[str, Any]:
    return layout(
        xaxis=axis(
            "outcome", domain=[0.0, 0.56], range=[0.45, count + 0.55], tickvals=list(range(1, count + 1)), anchor="y2"
        ),
        yaxis=axis("probability", domain=[0.4, 1.0], range=[0.0, 1.0]),
        yaxis2=axis("pull on the logit", domain=[0.0, 0.32], range=[-reach, reach], nticks=5),
        **cost_axes(groups, 3, (0.76, 1.0)),
        uirevision=f"bars {count}",
        dragmode=False,
    )


_SHORT = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis2": {"title": {"text": "pull"}},
}
_NARROW = {
    "xaxis": {"domain": [0.0, 1.0], "title": {"text": ""}},
    "yaxis": {"domain": [0.7, 1.0]},
    "yaxis2": {"domain": [0.48, 0.64], "title": {"text": "pull"}},
}

FIGURE = Figure(
    key="bars",
    name="Bars",
    meaning="Two distributions as bars to drag, the pull on every logit, and the ways to measure how far they differ.",
    fits=lambda loss, rivals: loss.space.of_distribution is not None,
    rivals=of_family(lambda loss, other: other.space.of_distribution is not None),
    controls=controls,
    draw=draw,
    most_steps=61,
    place=1,
)
