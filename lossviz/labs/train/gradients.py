"""The gradient in every layer of a network: over the steps of training, and from layer to layer at one of them."""

from dataclasses import replace
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import trace
from lossviz.drawing.words import say
from lossviz.labs.train import charts
from lossviz.labs.train.history import Trained, readings, takeaway, trained_of, worked
from lossviz.labs.train.presets import GRADIENTS
from lossviz.learning.problems import problem_of
from lossviz.learning.training_controls import DEEPEST, DEPTH, RECIPE, SKIPS, STEP, with_each_stop_trained
from lossviz.vocabulary import Control, Drawing, Figure, Loss, Reading, View

_MOST = DEEPEST + 1  # layers, the last among them
_FROM_THE_START = replace(STEP, default=0.0)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """As of a run; what a gradient's way through the layers depends on is not folded away."""
    first = {DEPTH.name: replace(DEPTH, fold="", default=float(DEEPEST)), SKIPS.name: replace(SKIPS, fold="")}
    started = {"size": 100.0, "batch": 16.0, "width": 16.0}
    rest = (
        replace(each, default=started[each.name]) if each.name in started else each
        for each in RECIPE
        if each.name not in first
    )
    return (_FROM_THE_START, *first.values(), *rest, *with_each_stop_trained(loss.parameters))


def draw(view: View) -> Drawing:
    """Every layer's gradient over the steps, losses below them, and the way through the layers beside."""
    shown = trained_of(view)
    ends, numbers = charts.window(shown, False), _readings(shown)
    return Drawing(
        data=[
            *_layers(shown),
            *({**each, "xaxis": "x2", "yaxis": "y2"} for each in charts.losses(shown, ends, False)),
            *_profile(shown),
        ],
        layout=_layout(shown, ends),
        narrow={
            "xaxis": {"domain": [0, 1]},
            "yaxis": {"domain": [0.66, 1.0]},
            "xaxis2": {"domain": [0, 1]},
            "yaxis2": {"domain": [0.43, 0.58]},
            "xaxis3": {"domain": [0, 1]},
            "yaxis3": {"domain": [0.0, 0.32]},
        },
        short=charts.short("loss", "validation", "minimiser", "frame", "probe"),
        readings=numbers,
        worked=[*worked(numbers), f"last over first: {say(numbers['ratio'].value)}"],
        takeaway=takeaway(view, shown, numbers) + _way(numbers),
        done=shown.done,
    )


def _readings(shown: Trained) -> dict[str, Reading]:
    found = readings(shown)
    first, last = found["gradient_first"].value, found["gradient_last"].value
    return {**found, "ratio": Reading(last / first if first > 0 else float("nan"))}


def _way(numbers: dict[str, Reading]) -> str:
    first, last = (say(numbers[f"gradient_{which}"].value) for which in ("first", "last"))
    return f" At the step shown the gradient is {last} in the last layer and {first} in the first."


def _layers(shown: Trained) -> list[dict[str, Any]]:
    count = len(shown.recipe.objective.network.layers)
    names = [f"layer {place + 1}" for place in range(_MOST)]
    drawn = charts.gradients(shown, list(range(_MOST)), "", names)
    tags = {0: "first layer", count - 1: "last layer"}
    return [
        {**each, "meta": {**each["meta"], "tag": tags.get(place, ""), "spots": []}} for place, each in enumerate(drawn)
    ]


def _profile(shown: Trained) -> list[dict[str, Any]]:
    """The gradient from layer to layer at the step that is shown."""
    norms = shown.history.norms[shown.row]
    heights = np.full(_MOST, np.nan)
    low, high = (10.0**end for end in charts.gradient_window(shown))
    heights[: norms.size] = np.clip(norms, low, high)
    places = np.arange(1.0, _MOST + 1)
    dots = {"color": ink("gradient"), "size": 11, "line": {"color": ink("paper"), "width": 1.5}, "opacity": 1}
    return [
        trace(
            "gradient",
            table=True,
            mode="lines+markers",
            x=places,
            y=heights,
            name="gradient by layer",
            line={"color": ink("gradient"), "width": 3},
            marker=dots,
            xaxis="x3",
            yaxis="y3",
            hovertemplate="layer %{x}: %{y:.2e}<extra></extra>",
        )
    ]


def _layout(shown: Trained, ends: tuple[float, float]) -> dict[str, Any]:
    powers = charts.powers(charts.gradient_window(shown))
    return layout(
        xaxis=charts.step_axis(shown, domain=[0, 0.56], anchor="y") | {"showticklabels": False, "title": {"text": ""}},
        yaxis=axis("gradient", domain=[0.4, 1.0], anchor="x", **powers),
        xaxis2=charts.step_axis(shown, domain=[0, 0.56], anchor="y2"),
        yaxis2=axis("loss", range=list(ends), domain=[0, 0.32], anchor="x2", nticks=4),
        xaxis3=axis(
            "layer", range=[0.5, _MOST + 0.5], tick0=1, dtick=2, domain=[0.66, 1.0], anchor="y3", zeroline=False
        ),
        yaxis3=axis("", anchor="x3", **powers),
        margin={"l": 58, "r": 14, "t": 10, "b": 44},
        annotations=[charts.note(shown)],
    )


FIGURE = Figure(
    key="gradients",
    name="Gradients",
    meaning="The gradient in every layer, over the steps of training and from layer to layer.",
    fits=lambda loss, rivals: problem_of(loss.space) is not None,
    controls=controls,
    draw=draw,
    most_steps=101,
    place=20,
    presets=GRADIENTS,
)
