"""The cost of each mistake: the loss for every true class and every class that the prediction trusts in."""

from typing import Any

import numpy as np

from lossviz.drawing.cost_bars import Group, cost_axes, cost_bars, cost_places, without_cost_bars
from lossviz.drawing.theme import axis, layout
from lossviz.drawing.traces import trace
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.vocabulary import Control, Drawing, Figure, Interval, Landmark, Loss, Parameter, Reading, View

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


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, and how sure the prediction is."""
    return (*loss.parameters, CONFIDENCE)


def draw(view: View) -> Drawing:
    """The loss by true and by trusted class, and what mistakes cost by their class or by their distance."""
    bound, confidence = view.bound, view.values["confidence"]
    predictions, targets = _events(view.loss, confidence)
    cost = np.clip(np.nan_to_num(bound.value(predictions, targets)), -1e300, 1e300)
    count, worst = len(cost), float(cost[0, -1])
    if _classes_of(view.loss):
        names = [f"class {k}" for k in range(count)]
        numbers = heights = weights(cost)
        title, top, (told, readings) = "cost of its mistakes, by their mean", float(count), _weights_told(cost)
    else:
        names = ["right", *(f"{k} off" for k in range(1, count))]
        numbers = by_distance(cost)
        heights = np.maximum(numbers, 0.0) / (max(0.0, float(numbers.max())) or 1.0)
        title, top, (told, readings) = "mean cost of a mistake", 1.0, _distances_told(cost)
    groups = [Group(title, names, heights.tolist(), top, texts=[say(float(number)) for number in numbers])]
    rest = (1 - confidence) / (count - 1)
    arithmetic = blackboard(bound.worked(predictions[0, -1], targets[0, -1]))
    return Drawing(
        data=[_matrix(cost), *cost_bars(groups, 2)],
        layout=_layout(groups),
        short=without_cost_bars(groups, 2, {"xaxis": {"domain": [0.0, 1.0]}}),
        narrow={**_NARROW, **cost_places(groups, 2, (0.16, 1.0), (0.0, 0.32))},
        readings={"value": Reading(worst), "probability_of_others": Reading(rest, "probability"), **readings},
        worked=[
            f"trusted class: {say(confidence)}, each other: (1 − {say(confidence)}) / {count - 1} = {say(rest)}",
            f"true class 0, trust in class {count - 1}: L = {arithmetic} = {say(worst)}",
        ],
        takeaway=f"{named(bound)}, with {say(confidence)} of the probability on one class: {told}",
        events=(predictions[0], targets[0]),
    )


def weights(cost: np.ndarray) -> np.ndarray:
    """What a mistake about each class costs, relative to the mean over the classes; 0 where nothing costs."""
    mistakes = np.where(np.eye(len(cost), dtype=bool), 0.0, cost).sum(1)
    mean = mistakes.mean()
    return mistakes / mean if mean > 0 else np.zeros(len(cost))


def by_distance(cost: np.ndarray) -> np.ndarray:
    """The mean cost of trusting a class so many away from the true one, from none to all."""
    return np.array([np.concatenate([np.diagonal(cost, k), np.diagonal(cost, -k)]).mean() for k in range(len(cost))])


def _classes_of(loss: Loss) -> int:
    """How many classes the loss has a parameter for, or 0."""
    return next((len(each.components) for each in loss.parameters if each.components), 0)


def _events(loss: Loss, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Logits and targets for every true class and every trusted one."""
    assert loss.space.of_class is not None
    count = _classes_of(loss) or CLASSES
    logits = np.log(np.where(np.eye(count, dtype=bool), confidence, (1 - confidence) / (count - 1)))
    truth = np.broadcast_to(np.arange(count)[:, None], (count, count))
    return np.broadcast_to(logits, (count, count, count)), loss.space.of_class(truth, count)


def _matrix(cost: np.ndarray) -> dict[str, Any]:
    low, high = min(0.0, float(cost.min())), float(cost.max())
    places = np.arange(len(cost), dtype=float)
    return trace(
        "field",
        "heatmap",
        table=True,
        x=places,
        y=places,
        z=cost,
        name="loss, true class down and trusted class across",
        text=[[say(float(number)) for number in row] for row in cost],
        texttemplate="%{text}",
        colorscale="Viridis",
        zmin=low,
        zmax=high if high > low else low + 1.0,
        xgap=2,
        ygap=2,
        showscale=False,
        hovertemplate="true class %{y}, trust in class %{x}: %{text}<extra></extra>",
    )


def _layout(groups: list[Group]) -> dict[str, Any]:
    count = len(groups[0].names)
    classes = {
        "tickvals": list(range(count)),
        "ticktext": [str(k) for k in range(count)],
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }
    return layout(
        xaxis=axis("trusted class", domain=[0, 0.62], anchor="y", range=[-0.5, count - 0.5], **classes),
        yaxis=axis("true class", domain=[0, 1], anchor="x", range=[count - 0.5, -0.5], **classes),
        **cost_axes(groups, 2, (0.77, 1.0)),
        uirevision="costs",
        dragmode=False,
    )


def _distances_told(cost: np.ndarray) -> tuple[str, dict[str, Reading]]:
    numbers = by_distance(cost)
    near, far, off = float(numbers[1]), float(numbers[-1]), len(cost) - 1
    told = f"a mistake by {off} classes costs {say(far)}"
    times = np.nan
    if np.ptp(numbers[1:]) <= 1e-9 * max(1.0, abs(far)):
        near, times, told = far, 1.0, f"{told}, the same as one by 1 class: to this loss all mistakes are alike."
    elif near > 0:
        times = far / near
        told = f"{told}, {say(times)} times as much as one by 1 class, {say(near)}: the classes stand in an order."
    else:
        near, told = np.nan, f"{told}: the classes stand in an order."
    return told, {"far_mistake": Reading(far), "near_mistake": Reading(near), "times": Reading(times)}


def _weights_told(cost: np.ndarray) -> tuple[str, dict[str, Reading]]:
    shares = weights(cost)
    readings = {
        "far_mistake": Reading(float(cost[0, -1])),
        "near_mistake": Reading(float(cost[0, 1])),
        **{f"weight_of_class_{k}": Reading(float(share)) for k, share in enumerate(shares)},
    }
    each = ", ".join(f"{say(float(share))} for class {k}" for k, share in enumerate(shares))
    if not shares.any():
        return f"no mistake costs anything, {each}.", readings
    if np.ptp(shares) < 1e-9:
        return f"a mistake costs the same whichever of the {len(cost)} classes is the true one.", readings
    return f"relative to the mean, a mistake about the true class costs {each}.", readings


_NARROW = {
    "xaxis": {"domain": [0, 1]},
    "yaxis": {"domain": [0.45, 1]},
}

FIGURE = Figure(
    key="costs",
    name="Cost of each mistake",
    meaning="The loss for every true class and every class that a confident prediction can trust in.",
    fits=lambda loss, rivals: loss.space.of_class is not None,
    controls=controls,
    draw=draw,
    most_steps=50,
    place=25,
)
