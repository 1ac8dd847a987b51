"""The cost of each mistake: the loss for every true class and every class that the prediction trusts in."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.measures import measures, measures_axes, without_measures
from lossviz.figures.theme import axis, layout
from lossviz.figures.words import named, parameters_of, say
from lossviz.spec import Figure, Interval, Landmark, Loss, Parameter

CLASSES = 5  # where no vector parameter says how many

CONFIDENCE = Parameter(
    name="confidence",
    symbol="p",
    default=0.9,
    domain=Interval(0, 1, "neither"),
    slider=(0.5, 0.99, 0.01),
    unit="probability",
    meaning="what the prediction gives to the one class that it trusts in; the others share the rest evenly",
    landmarks=(Landmark(0.5, "in doubt"), Landmark(0.99, "nearly certain")),
)


def fits(loss: Loss) -> bool:
    """Whether the prediction is one logit a class, and the target one of the classes."""
    space = loss.space
    labels = np.array([label.target for label in space.labels], dtype=object)
    one_hot = labels.shape == (len(labels), len(labels)) and (labels == np.eye(len(labels))).all()
    return space.prediction_axes == 1 and "logits" in space.prediction and bool(one_hot)


def controls(loss: Loss) -> tuple:
    """The loss's parameters, and how sure the prediction is."""
    return (*loss.parameters, CONFIDENCE)


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the costs; see `lossviz.spec.Figure`."""
    parameters, confidence = parameters_of(loss, loss, values), values["confidence"]
    weighted = any(parameter.components for parameter in loss.parameters)
    cost = costs(loss, parameters, confidence)
    count = len(cost)
    if weighted:
        names = [f"class {k}" for k in range(count)]
        heights, title, top = weights(cost), "weight of a class", float(count)
        numbers = heights
    else:
        names = ["right", *(f"{k} off" for k in range(1, count))]
        numbers = by_distance(cost)
        largest = float(numbers.max())
        heights = np.maximum(numbers, 0.0) / (largest if largest > 0 else 1.0)
        title, top = "mean cost", 1.0
    bars = measures(names, heights, -1, top, ("x2", "y2"))
    bars[-1]["text"] = [say(float(number)) for number in numbers]
    across, down = measures_axes(names, top, title, x={"domain": [0.77, 1.0], "anchor": "y2"}, y={"anchor": "x2"})
    rest = (1 - confidence) / (count - 1)
    data = [_matrix(cost), *bars]
    return {
        "data": data,
        "layout": layout(
            xaxis=_classes("trusted class", count, [0, 0.62], "y", range=[-0.5, count - 0.5]),
            yaxis=_classes("true class", count, [0, 1], "x", range=[count - 0.5, -0.5]),
            xaxis2=across,
            yaxis2=down,
            uirevision="costs",
        ),
        "short": without_measures(len(data), "2", {"xaxis": {"domain": [0.0, 1.0]}}),
        "narrow": {
            "xaxis": {"domain": [0, 1]},
            "yaxis": {"domain": [0.45, 1]},
            "xaxis2": {"domain": [0.16, 1]},
            "yaxis2": {"domain": [0, 0.28]},
        },
        "worked": [
            f"trusted class: {say(confidence)}, each other: (1 − {say(confidence)}) / {count - 1} = {say(rest)}",
            _worst(loss, parameters, cost, confidence),
        ],
        "takeaway": (
            f"{named(loss, parameters)}, with {say(confidence)} of the probability on one class: "
            f"{_weights_told(cost) if weighted else _distances_told(cost)}"
        ),
        "handles": [],
    }


def costs(loss: Loss, parameters: Mapping[str, Any], confidence: float) -> np.ndarray:
    """The loss by true class, in rows, and by the class that gets so much of the probability, in columns."""
    count = next((len(each.components) for each in loss.parameters if each.components), CLASSES)
    cost = loss.value(*_events(loss, count, confidence), **parameters)
    return np.clip(np.nan_to_num(cost), -1e300, 1e300)


def weights(cost: np.ndarray) -> np.ndarray:
    """What a mistake about each class costs, relative to the mean over the classes; 0 where nothing costs."""
    mistakes = np.where(np.eye(len(cost), dtype=bool), 0.0, cost).sum(1)
    mean = mistakes.mean()
    return mistakes / mean if mean > 0 else np.zeros(len(cost))


def by_distance(cost: np.ndarray) -> np.ndarray:
    """The mean cost of trusting a class so many away from the true one, from none to all."""
    return np.array([np.concatenate([np.diagonal(cost, k), np.diagonal(cost, -k)]).mean() for k in range(len(cost))])


@lru_cache(maxsize=256)
def _logits(count, confidence):
    rest = (1 - confidence) / (count - 1)
    return np.log(np.where(np.eye(count, dtype=bool), confidence, rest))


def _events(loss, count, confidence):
    """Logits and targets for every true class and every trusted one."""
    predictions = np.broadcast_to(_logits(count, confidence), (count, count, count))
    truth = np.broadcast_to(np.arange(count)[:, None], (count, count))
    return predictions, (np.eye(count)[truth] if loss.space.target_axes else truth.astype(float))


def _matrix(cost):
    low, high = min(0.0, float(cost.min())), float(cost.max())
    places = np.arange(len(cost), dtype=float)
    return {
        "type": "heatmap",
        "x": places,
        "y": places,
        "z": cost,
        "name": "loss, true class down and trusted class across",
        "text": [[say(float(number)) for number in row] for row in cost],
        "texttemplate": "%{text}",
        "colorscale": "Viridis",
        "zmin": low,
        "zmax": high if high > low else low + 1.0,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hovertemplate": "true class %{y}, trust in class %{x}: %{text}<extra></extra>",
    }


def _classes(title, count, domain, anchor, **settings):
    return axis(
        title,
        domain=domain,
        anchor=anchor,
        tickvals=list(range(count)),
        ticktext=[str(k) for k in range(count)],
        showgrid=False,
        zeroline=False,
        ticks="",
        **settings,
    )


def _worst(loss, parameters, cost, confidence):
    """The arithmetic of trust in the last class where the first is true."""
    predictions, targets = _events(loss, len(cost), confidence)
    expression = blackboard(loss.worked(predictions[0, -1], targets[0, -1], **parameters))
    return f"true class 0, trust in class {len(cost) - 1}: L = {expression} = {say(float(cost[0, -1]))}"


def _distances_told(cost):
    numbers = by_distance(cost)
    far, near = float(numbers[-1]), float(numbers[1])
    off = len(cost) - 1
    told = f"a mistake by {off} classes costs {say(far)}"
    if np.ptp(numbers[1:]) <= 1e-9 * max(1.0, abs(far)):
        return f"{told}, the same as one by 1 class: to this loss all mistakes are alike."
    times = f", {say(far / near)} times as much as one by 1 class, {say(near)}" if near > 0 else ""
    return f"{told}{times}: the classes stand in an order."


def _weights_told(cost):
    shares = weights(cost)
    told = ", ".join(f"{say(float(share))} for class {k}" for k, share in enumerate(shares))
    if not shares.any():
        return f"no mistake costs anything, {told}."
    if np.ptp(shares) < 1e-9:
        return f"a mistake costs the same whichever of the {len(cost)} classes is the true one."
    return f"relative to the mean, a mistake about the true class costs {told}."


FIGURE = Figure(
    key="costs",
    name="Cost of each mistake",
    meaning="The loss for every true class and every class that a confident prediction can trust in.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=50,
    place=25,
)
