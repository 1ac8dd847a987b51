"""Two distributions as bars to drag, the pull on every logit, and the ways to measure how far they are apart."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along, handle
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import named, parameters_of, say
from lossviz.losses import LOSSES, family_of
from lossviz.numerics import softmax
from lossviz.spec import Choice, Figure, Interval, Loss, Parameter

MOST = 6  # bars
_FLOOR = 1e-6  # the least share of a bar, so that every logarithm exists
_TOP = 2.5  # the value of a full bar among the measures
_APART = 0.2  # from the middle of a pair of bars to either

# How a space writes the target that the bars of p stand for.
_TARGETS = {
    "distribution": lambda p: p,
    "positive_distribution": lambda p: p,
    "teacher": np.log,
}

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


def fits(loss: Loss) -> bool:
    """Whether the loss compares two distributions."""
    return loss.space.key in _TARGETS


def controls(loss: Loss) -> tuple:
    """The loss's parameters, how many bars, and their weights."""
    return (*loss.parameters, BARS, P, Q)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the bars; see `lossviz.spec.Figure`."""
    count = int(values["bars"])
    weights = {name: np.broadcast_to(values[name], MOST)[:count] for name in ("p", "q")}
    p, q = (_shares(weights[name]) for name in ("p", "q"))
    parameters = parameters_of(loss, loss, values)
    logits, target = np.log(q), _TARGETS[loss.space.key](p)
    cost = float(loss.value(logits, target, **parameters))
    pull = -loss.gradient(logits, target, **parameters)
    names, costs, focus = _measured(loss, parameters, p, q, values)
    places = np.arange(1.0, count + 1)
    softened = parameters.get("temperature", 1.0)
    data = [
        *_pair(places - _APART, p, "p", "target", softened),
        *_pair(places + _APART, q, "q", "loss", softened),
        _stems(places, pull, "pull: minus the gradient of a logit", "gradient", ("x", "y2"), 16),
        *measures(names, costs, focus, _TOP, ("x3", "y3")),
    ]
    return {
        "data": data,
        "layout": _layout(count, names, _reach(loss, logits, target)),
        "short": without_measures(len(data), "3", _SHORT),
        "narrow": _NARROW,
        "worked": [
            f"L = {blackboard(loss.worked(logits, target, **parameters))} = {say(cost)}",
            f"perplexity of q for p: {say(float(np.exp(_cross_entropy(p, q))))}",
        ],
        "takeaway": _takeaway(loss, parameters, cost, p, q, pull),
        "handles": [
            handle(f"bar {name} {k + 1}", (places[k] + side * _APART, shares[k]), y=along(control, k, others=rest))
            for name, control, shares, side in (("p", P, p, -1), ("q", Q, q, 1))
            for k, rest in enumerate(_others(weights[name]))
        ],
    }


def _reach(loss, logits, target):
    """How far the panel of the pull reaches: it stays put while a slider moves."""
    stops = [{}, *({each.name: stop} for each in loss.parameters for stop in each.slider[:2])]
    pulls = [np.abs(loss.gradient(logits, target, **loss.bind(stop))).max() for stop in stops]
    return max(0.25, 1.15 * float(max(pulls)))


def _shares(weights):
    weights = np.maximum(weights, 0.0)
    total = weights.sum()
    shares = weights / total if total > 0 else np.full(weights.shape, 1.0 / weights.size)
    shares = np.maximum(shares, _FLOOR)
    return shares / shares.sum()


def _others(weights):
    """For each bar the sum of the other weights."""
    return [max(float(rest), _FLOOR) for rest in weights.sum() - weights]


def _cross_entropy(p, q):
    return float(LOSSES["cross_entropy"](np.log(q), p))


def _measured(loss, parameters, p, q, values):
    """Names and values of the measures, and the place of the loss in focus."""
    family = [other for other in family_of(loss.key).losses.values() if fits(other)]
    rows = [
        (
            other.name,
            float(other.value(np.log(q), _TARGETS[other.space.key](p), **parameters_of(other, loss, values))),
        )
        for other in family
    ]
    cross, own = _cross_entropy(p, q), _cross_entropy(p, p)
    rows += [("Cross-entropy", cross), ("Entropy of p", own), ("Perplexity", float(np.exp(cross)))]
    return [name for name, _ in rows], [cost for _, cost in rows], family.index(loss)


def _pair(x, shares, name, meaning, temperature):
    tempered = softmax(np.log(shares) / temperature)[0]
    return (
        _stems(x, shares, name, meaning, ("x", "y"), 22),
        {
            "type": "scatter",
            "mode": "markers",
            "x": x,
            "y": tempered,
            "name": f"{name} at the temperature",
            "marker": {
                "symbol": "line-ew",
                "size": 24,
                "color": ink("probe"),
                "line": {"color": ink("probe"), "width": 2},
                "opacity": 1.0 if temperature != 1.0 else 0.0,
            },
            "hovertemplate": "at the temperature: %{y:.3f}<extra></extra>",
            "meta": {"table": False},
        },
    )


def _stems(x, heights, name, meaning, axes, width):
    """Bars as thick lines, which move faster than a bar chart."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.repeat(x, 3),
        "y": np.stack([np.zeros_like(heights), heights, np.full_like(heights, np.nan)], -1).ravel(),
        "xaxis": axes[0],
        "yaxis": axes[1],
        "name": name,
        "line": {"color": ink(meaning), "width": width, "simplify": False},
        "hovertemplate": f"{name}: %{{y:.3f}}<extra></extra>",
    }


def _takeaway(loss, parameters, cost, p, q, pull):
    strongest = int(np.abs(pull).argmax())
    way = "raises" if pull[strongest] > 0 else "lowers"
    return (
        f"{named(loss, parameters)} is {say(cost)}. It pulls hardest at outcome {strongest + 1}, where p is "
        f"{say(float(p[strongest]))} and q is {say(float(q[strongest]))}, and {way} q there; it pays "
        f"{say(float(np.exp(_cross_entropy(p, q))))} guesses for each outcome, where p itself would pay "
        f"{say(float(np.exp(_cross_entropy(p, p))))}."
    )


def _layout(count, names, reach):
    across, down = measures_axes(
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
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=61,
    place=1,
)
