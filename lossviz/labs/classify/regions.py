"""Decision regions: where a model that a loss has trained calls which class, how sure it is, and whom it finds."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import examples
from lossviz.drawing.theme import FRAME, axis, ink, layout
from lossviz.drawing.traces import blocks, heights_written, trace
from lossviz.drawing.words import named, say
from lossviz.labs.classify.presets import REGIONS
from lossviz.labs.classify.scene import Scene, controls, fits, remarks, scene_of, shown
from lossviz.learning.data.groups import ACROSS, UP
from lossviz.learning.data.record import Data
from lossviz.vocabulary import Drawing, Figure, Moves, Reading, View

_PLACES = 61  # of the field, along either axis
_SYMBOLS = ("circle", "square", "diamond")
_PALE = 0.42  # of the field, so that points stand out
_CROSS = {"symbol": "x-thin", "size": 15, "line": {"color": ink("text"), "width": 2}}
_RING = {"symbol": "circle-open", "size": 17, "line": {"width": 2}}
_HALF = 0.32  # of a bar's width


@lru_cache(maxsize=1)
def _grid() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = np.linspace(-ACROSS, ACROSS, _PLACES), np.linspace(-UP, UP, _PLACES)
    return x, y, np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def draw(view: View) -> Drawing:
    """The plane in the colours of the classes, the examples on it, and the share of each class that is found."""
    scene = scene_of(view)
    labels, called = scene.labels, scene.model.probabilities.argmax(-1)
    counts = np.bincount(labels, minlength=scene.classes)
    found = np.bincount(labels[called == labels], minlength=scene.classes)
    right, total, odd = int(found.sum()), labels.size, scene.data.odd
    learned = int((called == labels)[odd].sum())
    always = int(counts.max())
    often = scene.names[int(counts.argmax())]
    rare = f"{scene.names[scene.rare]}{', the rare one,' if scene.is_rare else ''}"
    data = [*_field(scene), *_points(scene, called), *_bars(scene, found, counts)]
    return Drawing(
        data=data,
        layout=_layout(scene.names),
        narrow=_narrow(),
        short=_short(),
        readings={
            "accuracy": Reading(right / total),
            "always": Reading(always / total),
            "mean_loss": Reading(scene.model.mean),
            **{f"found_{k}": Reading(float(found[k]), f"of {counts[k]}") for k in range(scene.classes)},
            "rare_found": Reading(float(found[scene.rare])),
            "rare": Reading(float(counts[scene.rare])),
            "wrong_labels": Reading(float(odd.sum())),
            "wrong_labels_learned": Reading(float(learned)),
        },
        worked=[
            f"right: {right} of {total} = {say(right / total)}",
            f"always calling {often}: {always} of {total} = {say(always / total)}",
            *(f"found of {name}: {found[k]} of {counts[k]}" for k, name in enumerate(scene.names)),
            f"wrong labels: {odd.sum()}, of which {learned} are learned",
            f"mean L = {say(scene.model.mean)}",
        ],
        takeaway=" ".join(
            [
                f"{named(scene.bound)}: the {scene.model.scorer.name} is right on {right} of {total} examples, "
                f"{say(right / total)}.",
                f"Whoever always calls {often} is right on {always}, {say(always / total)}.",
                f"Of {rare} it finds {found[scene.rare]} of {counts[scene.rare]}.",
                *remarks(scene),
            ]
        ),
        events=(scene.head.predictions(scene.model.scores), scene.head.target(scene.data.labels, scene.classes)),
        handles=[] if scene.moves is None else _grips(scene.moves, scene.data),
    )


@lru_cache(maxsize=32)
def _grips(moves: Moves, data: Data) -> tuple[dict[str, Any], ...]:
    """A handle for each example; they stay as they are while the data do."""
    return examples(moves, data, (data.features[:, 0], data.features[:, 1]))


def _field(scene: Scene) -> list[dict[str, Any]]:
    """Each place in the colour of the class that is called there, the fuller the surer; and the borders."""
    x, y, places = _grid()
    probabilities = scene.model.probabilities_at(places).reshape(_PLACES, _PLACES, -1)
    ordered = np.sort(probabilities, -1)
    lead = ordered[..., -1]
    sure = np.clip((lead - 1 / scene.classes) / (1 - 1 / scene.classes), 0.0, 1.0)
    colours: list[list[Any]] = []
    for k in range(scene.classes):
        colours += [[k / scene.classes, ink("paper")], [(k + 1) / scene.classes, ink(f"class{k}")]]
    field = trace(
        "field",
        "heatmap",
        x=x,
        y=y,
        z=probabilities.argmax(-1) + 0.02 + 0.96 * sure,  # off the whole numbers, where the colours jump
        customdata=lead,
        name="probability of the class that is called",
        table=False,
        colorscale=colours,
        zmin=0.0,
        zmax=float(scene.classes),
        opacity=_PALE,
        showscale=False,
        hovertemplate="x = %{x:.2f}, y = %{y:.2f}: p = %{customdata:.3f}<extra></extra>",
    )
    among = range(1, 2) if scene.classes == 2 else range(scene.classes)
    leads = scene.model.leads_at(places).reshape(_PLACES, _PLACES, -1)
    return [field, *(_border(x, y, leads[..., k]) for k in among)]


def _border(x: np.ndarray, y: np.ndarray, lead: np.ndarray) -> dict[str, Any]:
    """The line along which a class leads no more."""
    return trace(
        "fit",
        "contour",
        x=x,
        y=y,
        z=lead,
        autocontour=False,
        contours={"start": 0.0, "end": 0.0, "size": 1.0, "coloring": "none", "showlabels": False},
        line={"color": ink("text"), "width": 2.5},
        showscale=False,
        hoverinfo="skip",
    )


def _points(scene: Scene, called: np.ndarray) -> list[dict[str, Any]]:
    """The examples by class, a cross on those that are called wrongly, rings about what is off."""
    (x, y), labels = scene.data.features.T, scene.labels
    drawn = []
    for k, name in enumerate(scene.names):
        own = labels == k
        rim = {"color": ink("paper"), "width": 1}
        drawn.append(
            trace(
                "data",
                table=True,
                tag=f"{name}, rare" if k == scene.rare and scene.is_rare else name,
                mode="markers",
                x=np.where(own, x, np.nan),
                y=np.where(own, y, np.nan),
                name=name,
                marker={"symbol": _SYMBOLS[k], "color": ink(f"class{k}"), "size": 11, "opacity": 1, "line": rim},
                hovertemplate=f"{name}: x = %{{x:.2f}}, y = %{{y:.2f}}<extra></extra>",
            )
        )
    by_hand = np.zeros(labels.size, dtype=bool) if scene.data.by_hand is None else scene.data.by_hand
    for own, name, mark in (
        (
            called != labels,
            "called wrongly",
            {"symbol": "x-thin", "size": 15, "line": {"color": ink("text"), "width": 2}},
        ),
        (scene.data.odd, "wrong label", {"symbol": "circle-open", "size": 16, "line": {"width": 2}}),
        (by_hand, "changed by hand", {"symbol": "circle-open", "size": 16, "line": {"width": 2}}),
    ):
        colour = ink("outlier" if name == "wrong label" else "text")
        drawn.append(
            trace(
                "data",
                tag=name,
                mode="markers",
                x=np.where(own, x, np.nan),
                y=np.where(own, y, np.nan),
                marker={**mark, "color": colour, "opacity": 1},
                hoverinfo="skip",
            )
        )
    return drawn


def _bars(scene: Scene, found: np.ndarray, counts: np.ndarray) -> list[dict[str, Any]]:
    """How large a share is called rightly: of all, and of each class."""
    shares = np.array([found.sum() / counts.sum(), *(found / np.where(counts, counts, np.nan))])
    drawn = []
    for place, height in enumerate(shares):
        colour = ink(f"class{place - 1}" if place else "muted")
        drawn.append(
            blocks(
                "measure",
                np.array([float(place)]),
                np.array([height]),
                _HALF,
                {"color": colour, "width": 2},
                fillcolor=colour,
                xaxis="x2",
                yaxis="y2",
            )
        )
    places = np.arange(shares.size, dtype=float)
    written = heights_written("measure", places, shares, "share called rightly", "top center", xaxis="x2", yaxis="y2")
    text = [f"{share:.0%}" if np.isfinite(share) else "" for share in shares.tolist()]
    return [*drawn, {**written, "text": text, "textfont": {"color": ink("text"), "size": 14}}]


@lru_cache(maxsize=4)
def _layout(names: tuple[str, ...]) -> dict[str, Any]:
    bars = axis(
        "called rightly",
        range=[-0.6, len(names) + 0.6],
        domain=[0.79, 1.0],
        anchor="y2",
        tickvals=list(range(len(names) + 1)),
        ticktext=["all", *names],
        showgrid=False,
        zeroline=False,
    )
    return layout(
        xaxis=axis("feature 1", range=[-ACROSS, ACROSS], domain=[0.0, 0.73], showgrid=False, zeroline=False, **FRAME),
        yaxis=axis("feature 2", range=[-UP, UP], showgrid=False, zeroline=False, **FRAME),
        xaxis2=bars,
        yaxis2=axis("", range=[0.0, 1.12], anchor="x2", tickvals=[0, 0.5, 1], ticktext=["0", "50%", "100%"]),
        uirevision="regions",
    )


@lru_cache(maxsize=1)
def _narrow() -> dict[str, Any]:
    return {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.42, 1.0]},
        "xaxis2": {"domain": [0.0, 1.0]},
        "yaxis2": {"domain": [0.0, 0.26]},
    }


@lru_cache(maxsize=1)
def _short() -> dict[str, Any]:
    gone = {"visible": False}
    moved = {"xaxis": {"domain": [0.0, 1.0]}, "xaxis2": gone, "yaxis2": gone, "margin": {"t": 8, "b": 38}}
    return {"layout": moved, "hidden": ["measure"]}


FIGURE = Figure(
    key="regions",
    name="Decision regions",
    meaning="Where a model that a loss has trained calls which class, how sure it is there, and whom it finds.",
    fits=fits,
    controls=lambda loss, rivals: controls(loss, False),
    shown=shown,
    draw=draw,
    most_steps=61,
    place=10,
    presets=REGIONS,
)
