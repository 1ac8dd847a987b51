"""A threshold on a trained model's probabilities: its decisions, all others' on the ROC curve, and calibration."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import FRAME, axis, ink, layout
from lossviz.drawing.traces import PROBE, line, trace
from lossviz.drawing.words import named, say
from lossviz.labs.classify.presets import THRESHOLDS
from lossviz.labs.classify.scene import Scene, controls, fits, remarks, scene_of, without_moves
from lossviz.learning.classifiers import Classifier
from lossviz.learning.decisions import (
    Calibration,
    Counts,
    Curves,
    calibration,
    decided,
    over_thresholds,
    roc,
    thresholds,
)
from lossviz.learning.heads import HEADS
from lossviz.spaces.class_numbers import CLASSES
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Landmark, Loss, Parameter, Reading, View

_THRESHOLD = Parameter(
    name="threshold",
    symbol="t",
    default=0.5,
    domain=Interval(0, 1),
    slider=(0.0, 1.0, 0.01),
    unit="probability",
    meaning="from which probability on the class is called; less of it finds more, at the price of false alarms",
    landmarks=(Landmark(0.5, "one half"),),
)
_WANTED = Choice(
    name="wanted",
    label="Called above it",
    options=tuple((str(k), f"class {k}") for k in range(CLASSES)),
    default=str(CLASSES - 1),
    meaning="the class that is looked for; all others count as one",
)
_ROWS = (-0.9, 1.9)  # of the strip: the others about 0, the class that is called about 1
_SPREAD = 0.27  # of the points of a row


def _controls(loss: Loss, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    return _THRESHOLD, *controls(loss, True), *(() if HEADS[loss.space].single else (_WANTED,))


def _wanted(view: View, scene: Scene) -> int:
    """The class that is called above the threshold: of two the second."""
    return min(int(view.values.get(_WANTED.name, scene.rare)), scene.rare)


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """What a model's probabilities are worth, whatever the threshold."""

    p: np.ndarray
    positive: np.ndarray
    curves: Curves
    true: Calibration
    precision: np.ndarray
    recall: np.ndarray


@lru_cache(maxsize=64)
def _judged(model: Classifier, labels: tuple[int, ...], wanted: int) -> _Judged:
    p, positive = model.probabilities[:, wanted], np.array(labels) == wanted
    return _Judged(p, positive, roc(p, positive), calibration(p, positive), *over_thresholds(p, positive))


def draw(view: View) -> Drawing:
    """The probabilities on either side of the threshold, ROC, precision and recall, and calibration."""
    scene, threshold = scene_of(view), float(view.values["threshold"])
    wanted = _wanted(view, scene)
    judged = _judged(scene.model, tuple(scene.labels.tolist()), wanted)
    counts = decided(judged.p, judged.positive, threshold)
    total, positives = judged.p.size, int(judged.positive.sum())
    data = [
        *_strip(scene, wanted, judged, threshold, counts),
        *_roc(judged, counts),
        *_over(judged, threshold, counts),
        *_calibrated(judged),
    ]
    numbers = {
        "accuracy": counts.accuracy,
        "always_no": (total - positives) / total,
        "recall": counts.recall,
        "precision": counts.precision,
        "auc": judged.curves.area,
        "mean_probability": round(float(judged.p.mean()), 8),  # as exact as the training
        "base_rate": positives / total,
        "calibration_error": judged.true.error,
    }
    auc = f"AUC of {positives} among {total} = {_or_none(judged.curves.area)}"
    return Drawing(
        data=data,
        layout=_layout(scene.names[wanted]),
        narrow=_narrow(),
        short=_short(),
        readings={
            "found": Reading(float(counts.found), f"of {positives}"),
            "positives": Reading(float(positives)),
            "threshold": Reading(threshold),
            "missed": Reading(float(counts.missed)),
            "false_alarms": Reading(float(counts.false)),
            "rightly_left": Reading(float(counts.left)),
            **{name: Reading(number) for name, number in numbers.items()},
        },
        worked=[*_worked(counts), auc, *_means(numbers)],
        takeaway=_takeaway(scene, wanted, threshold, counts, numbers),
        events=(scene.head.predictions(scene.model.scores), scene.head.target(scene.data.labels, scene.classes)),
        handles=[
            handle("threshold", (threshold, 0.5), x=along(_THRESHOLD), grip=(threshold, threshold, *_ROWS)),
        ],
    )


def _or_none(number: float) -> str:
    return say(number) if np.isfinite(number) else "none"


def _worked(counts: Counts) -> list[str]:
    found, missed, false, left = counts.found, counts.missed, counts.false, counts.left
    return [
        f"found {found}, missed {missed}, false alarms {false}, rightly left {left}",
        f"accuracy = {found + left} / {found + missed + false + left} = {say(counts.accuracy)}",
        f"recall = {found} / {found + missed} = {_or_none(counts.recall)}",
        f"precision = {found} / {found + false} = {_or_none(counts.precision)}",
    ]


def _means(numbers: dict[str, float]) -> list[str]:
    return [
        f"mean p = {say(numbers['mean_probability'])}, share of positives = {say(numbers['base_rate'])}",
        f"calibration error = {say(numbers['calibration_error'])}",
    ]


def _takeaway(scene: Scene, wanted: int, threshold: float, counts: Counts, numbers: dict[str, float]) -> str:
    told = [
        f"{named(scene.bound)}: called {scene.names[wanted]} where p is above {say(threshold)}, {counts.found} of "
        f"{counts.found + counts.missed} are found, with {counts.false} false alarms.",
        f"{say(numbers['accuracy'])} of the decisions are right; always saying no is right on "
        f"{say(numbers['always_no'])}.",
    ]
    if not counts.found + counts.false:
        told.append("Nothing is called, so that there is no precision.")
    if not counts.found + counts.missed:
        told.append("Without a positive there is neither recall nor a ROC curve.")
    if not counts.false + counts.left:
        told.append("Without a negative there is no ROC curve.")
    return " ".join([*told, *remarks(scene)])


def _strip(scene: Scene, wanted: int, judged: _Judged, threshold: float, counts: Counts) -> list[dict[str, Any]]:
    """The examples along their probabilities, a row for the class and one for all others; cut at the threshold."""
    apart = _SPREAD * np.sin(12.9898 * np.arange(judged.p.size))
    drawn = [_called(threshold, wanted)]
    for own, row, name, colour, symbol in (
        (judged.positive, 1.0, scene.names[wanted], f"class{wanted}", "square"),
        (~judged.positive, 0.0, "others", "muted" if scene.classes > 2 else "class0", "circle"),
    ):
        drawn.append(
            trace(
                "data",
                table=True,
                mode="markers",
                x=np.where(own, judged.p, np.nan),
                y=np.where(own, row + apart, np.nan),
                name=name,
                marker={
                    "symbol": symbol,
                    "color": ink(colour),
                    "size": 9,
                    "opacity": 0.8,
                    "line": {"color": ink("paper"), "width": 1},
                },
                hovertemplate=f"{name}: p = %{{x:.3f}}<extra></extra>",
                cliponaxis=False,
            )
        )
    cut = {"color": ink("probe"), "width": 3}
    drawn.append(line("chosen", np.full(2, threshold), np.array(_ROWS), cut))
    drawn.append(_counted(counts))
    return drawn


def _called(threshold: float, wanted: int) -> dict[str, Any]:
    """The part of the strip in which the class is called."""
    colour, (low, high) = ink(f"class{wanted}"), _ROWS
    return trace(
        "chosen",
        mode="lines",
        x=np.array([threshold, 1.05, 1.05, threshold]),
        y=np.array([low, low, high, high]),
        fill="toself",
        fillcolor=colour,
        opacity=0.12,
        line={"width": 0, "color": colour},
        hoverinfo="skip",
    )


def _counted(counts: Counts) -> dict[str, Any]:
    """The confusion matrix, written into the corners of the strip."""
    return trace(
        "prediction",
        mode="text",
        x=np.array([-0.03, 1.03, -0.03, 1.03]),
        y=np.array([1.62, 1.62, -0.62, -0.62]),
        text=[
            f"{counts.missed} missed",
            f"{counts.found} found",
            f"{counts.left} rightly left",
            f"{counts.false} false alarms",
        ],
        textposition=["middle right", "middle left", "middle right", "middle left"],
        textfont={"color": ink("text"), "size": 14},
        hoverinfo="skip",
    )


def _probe(x: float, y: float, place: str) -> dict[str, Any]:
    where: dict[str, Any] = {"xaxis": f"x{place}", "yaxis": f"y{place}"}
    marker = {**PROBE, "size": 13}
    return trace(
        "probe",
        mode="markers",
        x=np.array([x]),
        y=np.array([y]),
        marker=marker,
        hoverinfo="skip",
        cliponaxis=False,
        **where,
    )


def _roc(judged: _Judged, counts: Counts) -> list[dict[str, Any]]:
    """Recall over false alarms for all thresholds, and the one that is chosen."""
    axes: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    even = {"color": ink("muted"), "width": 1, "dash": "dash"}
    style = {"color": ink("loss"), "width": 3}
    return [
        line("frame", np.array([0.0, 1.0]), np.array([0.0, 1.0]), even, **axes),
        line(
            "measure",
            judged.curves.false_rate,
            judged.curves.recall,
            style,
            tag=f"ROC, AUC {_or_none(judged.curves.area)}",
            spots=[(0.68, 0.3), (0.68, 0.15)],
            **axes,
        ),
        _probe(counts.false_rate, counts.recall, "2"),
    ]


def _over(judged: _Judged, threshold: float, counts: Counts) -> list[dict[str, Any]]:
    """Precision and recall over the threshold."""
    axes: dict[str, Any] = {"xaxis": "x3", "yaxis": "y3"}
    drawn = [line("frame", np.full(2, threshold), np.array([0.0, 1.0]), {"color": ink("muted"), "width": 1}, **axes)]
    for name, heights, meaning, dash in (
        ("recall", judged.recall, "loss", "solid"),
        ("precision", judged.precision, "gradient", "dash"),
    ):
        style = {"color": ink(meaning), "width": 2.5, "dash": dash}
        drawn.append(line("measure", thresholds(), heights, style, tag=name, **axes))
    return [*drawn, _probe(threshold, counts.recall, "3"), _probe(threshold, counts.precision, "3")]


def _calibrated(judged: _Judged) -> list[dict[str, Any]]:
    """What came over what was said, bins of probabilities by their size, and all examples together."""
    axes: dict[str, Any] = {"xaxis": "x4", "yaxis": "y4"}
    true, even = judged.true, {"color": ink("muted"), "width": 1, "dash": "dash"}
    size = 5 + 15 * np.sqrt(true.count / max(1, true.count.max()))
    return [
        line("frame", np.array([0.0, 1.0]), np.array([0.0, 1.0]), even, tag="as said", **axes),
        trace(
            "measure",
            table=True,
            mode="markers",
            x=true.said,
            y=true.came,
            name="share of positives by probability",
            marker={"color": ink("loss"), "size": size, "opacity": 0.85, "line": {"color": ink("paper"), "width": 1}},
            hovertemplate="said %{x:.2f}, came %{y:.2f}<extra></extra>",
            cliponaxis=False,
            **axes,
        ),
        trace(
            "measure",
            tag="all together",
            mode="markers",
            x=np.array([judged.p.mean()]),
            y=np.array([judged.positive.mean()]),
            marker={
                "symbol": "diamond",
                "color": ink("minimiser"),
                "size": 14,
                "opacity": 1,
                "line": {"color": ink("paper"), "width": 1},
            },
            hoverinfo="skip",
            cliponaxis=False,
            **axes,
        ),
    ]


_SHARE = {"range": [-0.05, 1.05], "tickvals": [0, 0.5, 1], "zeroline": False}
_WIDE = ((0.0, 0.56, 0.4, 1.0), (0.66, 1.0, 0.6, 1.0), (0.0, 0.56, 0.0, 0.22), (0.66, 1.0, 0.0, 0.4))


@lru_cache(maxsize=8)
def _layout(name: str) -> dict[str, Any]:
    strip = {"tickvals": [0.0, 1.0], "ticktext": ["others", name], "showgrid": False, "zeroline": False}
    titles = {
        "": (f"probability of {name}, cut at the threshold", ""),
        "2": ("share of false alarms", "share found"),
        "3": ("threshold", "share"),
        "4": ("probability said", "share that came"),
    }
    axes: dict[str, Any] = {}
    for (place, (across, up)), (left, right, bottom, top) in zip(titles.items(), _WIDE, strict=True):
        axes[f"xaxis{place}"] = axis(across, domain=[left, right], anchor=f"y{place}", **_SHARE)
        axes[f"yaxis{place}"] = axis(
            up,
            domain=[bottom, top],
            anchor=f"x{place}",
            **(_SHARE if place else {**strip, "range": list(_ROWS), **FRAME}),
        )
    return layout(**axes, uirevision=f"thresholds {name}", margin={"l": 62, "r": 14, "t": 10, "b": 44})


def _placed(places: tuple[tuple[float, float, float, float], ...]) -> dict[str, Any]:
    moved: dict[str, Any] = {}
    for place, (left, right, bottom, top) in zip(("", "2", "3", "4"), places, strict=True):
        moved |= {f"xaxis{place}": {"domain": [left, right]}, f"yaxis{place}": {"domain": [bottom, top]}}
    return moved


@lru_cache(maxsize=1)
def _narrow() -> dict[str, Any]:
    return _placed(((0.0, 1.0, 0.7, 1.0), (0.0, 0.42, 0.29, 0.55), (0.0, 1.0, 0.0, 0.14), (0.6, 1.0, 0.29, 0.55)))


@lru_cache(maxsize=1)
def _short() -> dict[str, Any]:
    """There is room for the strip alone."""
    gone = {f"{way}axis{place}": {"visible": False} for place in ("2", "3", "4") for way in "xy"}
    strip = {"xaxis": {"domain": [0.0, 1.0]}, "yaxis": {"domain": [0.0, 1.0]}, "margin": {"t": 8, "b": 38}}
    return {"layout": {**gone, **strip}, "hidden": ["measure", "frame", "probe"]}


FIGURE = Figure(
    key="thresholds",
    name="Threshold",
    meaning="A threshold on a trained model's probabilities: what it finds and misses, and how true they are.",
    fits=fits,
    controls=_controls,
    shown=without_moves,
    draw=draw,
    most_steps=101,
    place=20,
    presets=THRESHOLDS,
)
