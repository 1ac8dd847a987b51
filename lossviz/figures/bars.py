"""Two distributions as bars to drag, the pull on every logit, and the ways to measure how far they are apart."""

from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import cost_axes, cost_bars, without_cost_bars
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family, with_rivals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import stems, trace
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.maths.information import cross_entropy
from lossviz.maths.numerics import softmax
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

MOST = 6  # bars
_FLOOR = 1e-6  # the least share of a bar, so that every logarithm exists
_TOP = 2.5  # the value of a full bar among the measures
_APART = 0.2  # from the middle of a pair of bars to either

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
        components=tuple(f"{name}{k + 1}" for k in range(len(default))),
        by_hand=True,
    )


P = _weights("p", (0.08, 0.42, 0.06, 0.36, 0.08, 0.05), "the true distribution: weights, divided by their sum")
Q = _weights("q", (0.1, 0.2, 0.4, 0.2, 0.1, 0.05), "the model's distribution: weights, divided by their sum")


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, how many bars, and their weights."""
    return (*loss.parameters, BARS, P, Q)


def draw(view: View) -> Drawing:
    """The bars of both distributions, the pull on each logit, and how far they are apart by every measure."""
    count = int(view.values["bars"])
    weights = {name: np.array(view.values[name][:count]) for name in ("p", "q")}
    p, q = (_shares(weights[name]) for name in ("p", "q"))
    bound = view.bound
    logits, target = _event(view.loss, p, q)
    pull = -bound.gradient(logits, target)
    lot = with_rivals(view)
    cross, own = float(cross_entropy(p, q)), float(cross_entropy(p, p))
    names = [*(each.loss.name for each in lot), "Cross-entropy", "Entropy of p", "Perplexity"]
    costs = [*(float(each.value(*_event(each.loss, p, q))) for each in lot), cross, own, float(np.exp(cross))]
    focus = lot.index(bound)
    places = np.arange(1.0, count + 1)
    softened = float(bound.parameters.get("temperature", 1.0))
    strongest = int(np.abs(pull).argmax())
    still = bool(np.abs(pull[strongest]) < 1e-9)
    readings = {
        "value": Reading(costs[focus]),
        "perplexity": Reading(costs[-1], "guesses"),
        "least_perplexity": Reading(float(np.exp(own)), "guesses"),
        "hardest_outcome": Reading(np.nan if still else strongest + 1.0),
        "hardest_p": Reading(np.nan if still else float(p[strongest])),
        "hardest_q": Reading(np.nan if still else float(q[strongest])),
    }
    return Drawing(
        data=[
            *_pair("target", places - _APART, p, "p", "target", softened),
            *_pair("prediction", places + _APART, q, "q", "loss", softened),
            _bars("pull", places, pull, "pull: minus the gradient of a logit", "gradient", "y2", 16),
            *cost_bars(names, costs, focus, _TOP, ("x3", "y3")),
        ],
        layout=_layout(count, names, _reach(view.loss, logits, target)),
        short=without_cost_bars("3", _SHORT),
        narrow=_NARROW,
        readings=readings,
        worked=[
            f"L = {blackboard(bound.worked(logits, target))} = {say(costs[focus])}",
            f"perplexity of q for p: {say(costs[-1])}",
        ],
        takeaway=_takeaway(bound, readings, "raises" if pull[strongest] > 0 else "lowers"),
        events=(logits[None], target[None]),
        handles=[
            handle(f"bar {name} {k + 1}", (places[k] + side * _APART, shares[k]), y=along(control, k, others=rest))
            for name, control, shares, side in (("p", P, p, -1), ("q", Q, q, 1))
            for k, rest in enumerate(_others(weights[name]))
        ],
    )


def _event(loss: Loss, p: np.ndarray, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits of q, and p as the loss's targets say it."""
    assert loss.space.of_distribution is not None
    return np.log(q), loss.space.of_distribution(p)


def _reach(loss: Loss, logits: np.ndarray, target: np.ndarray) -> float:
    """How far the panel of the pull reaches: it stays put while a slider moves."""
    stops = [{}, *({each.name: stop} for each in loss.parameters for stop in each.slider[:2])]
    pulls = [np.abs(loss.at(stop).gradient(logits, target)).max() for stop in stops]
    return max(0.25, 1.15 * float(max(pulls)))


def _shares(weights: np.ndarray) -> np.ndarray:
    total = weights.sum()
    shares = weights / total if total > 0 else np.full(weights.shape, 1.0 / weights.size)
    shares = np.maximum(shares, _FLOOR)
    return shares / shares.sum()


def _others(weights: np.ndarray) -> list[float]:
    """For each bar the sum of the other weights."""
    return [max(float(rest), _FLOOR) for rest in weights.sum() - weights]


def _pair(
    role: str, x: np.ndarray, shares: np.ndarray, name: str, meaning: str, temperature: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    tempered = trace(
        role,
        mode="markers",
        x=x,
        y=softmax(np.log(shares) / temperature)[0],
        name=f"{name} at the temperature",
        marker={
            "symbol": "line-ew",
            "size": 24,
            "color": ink("probe"),
            "line": {"color": ink("probe"), "width": 2},
            "opacity": 1.0 if temperature != 1.0 else 0.0,
        },
        hovertemplate="at the temperature: %{y:.3f}<extra></extra>",
    )
    return _bars(role, x, shares, name, meaning, "y", 22), tempered


def _bars(
    role: str, x: np.ndarray, heights: np.ndarray, name: str, meaning: str, panel: str, width: int
) -> dict[str, Any]:
    return stems(role, x, heights, name, {"color": ink(meaning), "width": width}, xaxis="x", yaxis=panel)


def _takeaway(bound: BoundLoss, readings: dict[str, Reading], way: str) -> str:
    told = {name: say(reading.value) for name, reading in readings.items()}
    force = (
        f"It pulls hardest at outcome {told['hardest_outcome']}, where p is {told['hardest_p']} and q is "
        f"{told['hardest_q']}, and {way} q there"
    )
    if np.isnan(readings["hardest_outcome"].value):
        force = "It pulls at no outcome"
    return (
        f"{named(bound)} is {told['value']}. {force}; q pays {told['perplexity']} guesses for each outcome, where p "
        f"itself would pay {told['least_perplexity']}."
    )


def _layout(count: int, names: list[str], reach: float) -> dict[str, Any]:
    across, down = cost_axes(
        names, _TOP, "", x={"domain": [0.76, 1.0], "anchor": "y3"}, y={"domain": [0.0, 1.0], "anchor": "x3"}
    )
    return layout(
        xaxis=axis(
            "outcome", domain=[0.0, 0.56], range=[0.45, count + 0.55], tickvals=list(range(1, count + 1)), anchor="y2"
        ),
        yaxis=axis("p (left), q (right)", domain=[0.4, 1.0], range=[0.0, 1.0]),
        yaxis2=axis("pull on the logit", domain=[0.0, 0.32], range=[-reach, reach], nticks=5),
        xaxis3=across,
        yaxis3=down,
        uirevision=f"bars {count}",
        dragmode=False,
    )


_SHORT = {
    "xaxis": {"domain": [0.0, 1.0]},
    "yaxis": {"title": {"text": "p, q"}},
    "yaxis2": {"title": {"text": "pull"}},
}
_NARROW = {
    "xaxis": {"domain": [0.0, 1.0], "title": {"text": ""}},
    "yaxis": {"domain": [0.66, 1.0]},
    "yaxis2": {"domain": [0.42, 0.6]},
    "xaxis3": {"domain": [0.36, 1.0]},
    "yaxis3": {"domain": [0.0, 0.34]},
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
