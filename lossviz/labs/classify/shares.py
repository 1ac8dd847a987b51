"""Shares of the gradient: which examples a loss listens to, easy or hard, of which class."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import blocks, heights_written, line
from lossviz.drawing.words import named, say
from lossviz.labs.classify.presets import SHARES
from lossviz.labs.classify.scene import Scene, controls, fits, plain_of, remarks, scene_of, without_moves
from lossviz.learning.classifiers import losses_of, start
from lossviz.learning.pulls import EASY, EDGES, HARD, Shares, shares, sizes
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Loss, Reading, View

_START, _PLAIN, _OWN = "start", "plain", "own"
_WHEN = Choice(
    name="when",
    label="Seen at",
    options=(
        (_PLAIN, "plain cross-entropy's fit"),
        (_OWN, "this loss's own fit"),
        (_START, "the start of training"),
    ),
    default=_PLAIN,
    meaning="at which model the gradients are taken: both losses are asked at the same one",
)
_PLAIN_NAME = "plain cross-entropy"
_NAMED = 1.15  # the height at which the bars are named


def _controls(loss: Loss, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    return *controls(loss, True), _WHEN


def _scores(view: View, scene: Scene) -> np.ndarray:
    """The scores of the examples at the model that is looked at."""
    if view.values["when"] == _START:
        return start(scene.head, scene.model.scorer, scene.data, scene.classes, int(view.values["seed"]))
    return (scene.model if view.values["when"] == _OWN else plain_of(view, scene)).scores


def draw(view: View) -> Drawing:
    """Bars of the shares by how easy an example is, and by class: the loss filled, plain cross-entropy as outlines."""
    scene = scene_of(view)
    scores, labels = _scores(view, scene), scene.labels
    target = scene.head.target(scene.data.labels, scene.classes)
    true = scene.head.probabilities(scores)[np.arange(labels.size), labels]
    own, plain = (
        shares(sizes(losses_of(bound, scene.head, scores, target)[1]), labels, true, scene.classes)
        for bound in (scene.bound, None)
    )
    count = shares(np.ones(labels.size), labels, true, scene.classes)
    name = scene.bound.loss.name
    readings = dict(_readings(scene, own, plain, count))
    return Drawing(
        data=[
            *_bars(own.by_bin, plain.by_bin, count.by_bin, name, "", lambda place: ink("loss")),
            *_bars(own.by_class, plain.by_class, count.by_class, name, "2", lambda place: ink(f"class{place}")),
        ],
        layout=_layout(scene.names),
        narrow=_narrow(),
        short=_short(),
        readings=readings,
        worked=_worked(scene, readings),
        takeaway=_takeaway(scene, own, plain, count),
        events=(scene.head.predictions(scores), target),
    )


def _readings(scene: Scene, own: Shares, plain: Shares, count: Shares) -> Any:
    for kind, each in (("", own), ("plain_", plain), ("count_", count)):
        yield f"{kind}easy", Reading(each.easy)
        yield f"{kind}hard", Reading(each.hard)
        yield f"{kind}rare", Reading(float(each.by_class[scene.rare]))


def _worked(scene: Scene, readings: dict[str, Reading]) -> list[str]:
    rare = scene.names[scene.rare]
    lines = []
    for kind, name in (("", scene.bound.loss.name), ("plain_", _PLAIN_NAME), ("count_", "examples")):
        easy, hard, of_rare = (say(readings[f"{kind}{part}"].value) for part in ("easy", "hard", "rare"))
        lines.append(f"{name}: easy {easy}, hard {hard}, {rare} {of_rare}")
    return lines


def _takeaway(scene: Scene, own: Shares, plain: Shares, count: Shares) -> str:
    rare = scene.names[scene.rare]
    if not own.total:
        told = [f"{named(scene.bound)} has no slope at any of the {len(scene.labels)} examples: nothing pulls."]
    else:
        told = [
            f"{named(scene.bound)}: {say(own.easy)} of the gradient comes from easy examples, of plain cross-entropy's "
            f"{say(plain.easy)}.",
            f"From {rare}, {say(float(count.by_class[scene.rare]))} of the examples, come "
            f"{say(float(own.by_class[scene.rare]))} of it against {say(float(plain.by_class[scene.rare]))}.",
        ]
    return " ".join(
        [*told, f"Easy is what has its true class at {say(EASY)} or more, hard below {say(HARD)}.", *remarks(scene)]
    )


def _bars(
    own: np.ndarray, plain: np.ndarray, count: np.ndarray, name: str, place: str, colour: Callable[[int], str]
) -> list[dict[str, Any]]:
    """The loss's shares filled, those of cross-entropy as outlines beside them, the examples' as dashes across."""
    axes: dict[str, Any] = {"xaxis": f"x{place}", "yaxis": f"y{place}"}
    roles = ("measure",) * 3 if place else ("gradient", "rival", "frame")
    tags = ("", "", "") if place else (name, _PLAIN_NAME, "share of the examples")
    places = np.arange(own.size, dtype=float)
    groups = [places] if not place else [places[[k]] for k in range(own.size)]
    drawn = []
    for group in groups:
        k = group.astype(int)
        fill = colour(int(k[0]))
        drawn.append(
            blocks(
                roles[0],
                group - 0.19,
                own[k],
                0.18,
                {"color": fill, "width": 2},
                fillcolor=fill,
                tag=tags[0],
                spots=[(0.6, _NAMED)],
                **axes,
            )
        )
    style = {"color": ink("muted"), "width": 2.5}
    drawn.append(
        blocks(
            roles[1],
            places + 0.21,
            plain,
            0.17,
            style,
            fillcolor="rgba(0,0,0,0)",
            tag=tags[1],
            spots=[(2.6, _NAMED)],
            **axes,
        )
    )
    rung = np.stack([places - 0.42, places + 0.42, np.full_like(places, np.nan)], -1).ravel()
    height = np.stack([count, count, np.full_like(count, np.nan)], -1).ravel()
    dashes = {"color": ink("text"), "width": 2, "dash": "dot"}
    drawn.append(line(roles[2], rung, height, dashes, tag=tags[2], **axes))
    by = "class" if place else "probability"
    for role, heights, shift, said in ((roles[0], own, -0.2, name), (roles[1], plain, 0.22, _PLAIN_NAME)):
        drawn.append(_written(role, places + shift, heights, f"{said}, share by {by}", axes))
    return drawn


def _written(role: str, x: np.ndarray, heights: np.ndarray, name: str, axes: dict[str, Any]) -> dict[str, Any]:
    """The shares above their bars."""
    text = [f"{share:.0%}" for share in heights.tolist()]
    written = heights_written(role, x, heights, name, "top center", **axes)
    return {**written, "text": text, "textfont": {"color": ink("text"), "size": 11}}


@lru_cache(maxsize=4)
def _layout(names: tuple[str, ...]) -> dict[str, Any]:
    bins = [f"{low:.1f}–{high:.1f}" for low, high in pairwise(EDGES.tolist())]
    bins[0], bins[-1] = f"hard<br>{bins[0]}", f"easy<br>{bins[-1]}"
    plain: dict[str, Any] = {"showgrid": False, "zeroline": False}
    share = {"range": [0.0, 1.22], "tickvals": [0, 0.5, 1], "ticktext": ["0", "50%", "100%"]}
    return layout(
        xaxis=axis(
            "probability of the true class",
            range=[-0.6, len(bins) - 0.4],
            domain=[0.0, 0.62],
            tickvals=list(range(len(bins))),
            tickangle=0,
            ticktext=bins,
            **plain,
        ),
        yaxis=axis("share of the gradient", **share),
        xaxis2=axis(
            "class",
            range=[-0.6, len(names) - 0.4],
            domain=[0.7, 1.0],
            anchor="y2",
            tickvals=list(range(len(names))),
            ticktext=list(names),
            **plain,
        ),
        yaxis2=axis("", anchor="x2", **share),
        margin={"l": 58, "r": 14, "t": 10, "b": 62},
        uirevision="shares",
    )


@lru_cache(maxsize=1)
def _narrow() -> dict[str, Any]:
    return {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.58, 1.0]},
        "xaxis2": {"domain": [0.0, 1.0]},
        "yaxis2": {"domain": [0.0, 0.34]},
    }


@lru_cache(maxsize=1)
def _short() -> dict[str, Any]:
    """There is room for easy and hard alone."""
    gone = {"visible": False}
    moved = {"xaxis": {"domain": [0.0, 1.0]}, "xaxis2": gone, "yaxis2": gone, "margin": {"t": 8, "b": 52}}
    return {"layout": moved, "hidden": ["measure"]}


FIGURE = Figure(
    key="shares",
    name="Who pulls",
    meaning="Which examples a loss listens to: the shares of the gradient by how easy they are, and by class.",
    fits=fits,
    controls=_controls,
    shown=without_moves,
    draw=draw,
    most_steps=61,
    place=30,
    presets=SHARES,
)
