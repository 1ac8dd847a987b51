"""The chain rule for one example: from its score through the activation to the loss, with the slope of each link."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import along as sets
from lossviz.drawing.handles import handle
from lossviz.drawing.line_charts import in_window
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, tagged, trace
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.labs.classify.presets import CHAIN
from lossviz.learning.heads import HEADS
from lossviz.maths.lines import along, grid, probe_of
from lossviz.vocabulary import BoundLoss, Control, Drawing, Figure, Label, Line, Loss, Reading, View

_TALL, _STEEP = (-0.3, 6.0), (-1.6, 1.6)  # the stretches of the loss and of its slope that are drawn
_TANGENT = 0.16  # of a panel's width, to either side
_PLAIN = "cross-entropy"


def _line(loss: Loss) -> Line:
    """The line along which the score of the true class, or the only one, moves."""
    return next(each for each in loss.space.lines if each.key == "logit")


def _controls(loss: Loss, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    return probe_of(_line(loss)), *loss.parameters, *label_choice(loss.space.labels, loss.space.label_name)


@dataclass(frozen=True, slots=True, eq=False)
class _Links:
    """The links along scores: probability, loss and plain cross-entropy, with their slopes by the score.

    The probability is that of what the score is of.
    """

    z: np.ndarray
    p: np.ndarray
    p_slope: np.ndarray
    value: np.ndarray
    slope: np.ndarray
    plain: np.ndarray
    plain_slope: np.ndarray


def _links(bound: BoundLoss, line: Line, label: Label, z: np.ndarray) -> _Links:
    head = HEADS[bound.loss.space]
    prediction, target = line.place(z, label)
    scores = head.slopes(prediction)
    direction = head.slopes(line.direction(z, label))
    moving = 1 if head.single else int(np.abs(np.broadcast_to(direction, scores.shape)).sum(0).argmax())
    p = head.probabilities(scores)[:, moving]
    value, slope = along(bound, line, label, z)
    plain, plain_slopes = head.plain(scores, target)
    return _Links(z, p, p * (1 - p), value, slope, plain, (plain_slopes * direction).sum(-1))


@lru_cache(maxsize=64)
def _curves(bound: BoundLoss, line: Line, label: Label) -> _Links:
    return _links(bound, line, label, grid(line))


def draw(view: View) -> Drawing:
    """Three panels, one a link: the activation, the loss over its probability, and the product over the score."""
    line_, label, bound = _line(view.loss), label_of(view), view.bound
    probe = probe_of(line_)
    z = float(view.values[probe.name])
    whole, here = _curves(bound, line_, label), _links(bound, line_, label, np.array([z]))
    p, p_slope, pull, plain_pull = (float(each[0]) for each in (here.p, here.p_slope, here.slope, here.plain_slope))
    by_p, plain_by_p = pull / p_slope, plain_pull / p_slope
    name = bound.loss.name
    return Drawing(
        data=[*_activation(whole, z, p, p_slope), *_losses(whole, here, by_p, name), *_products(whole, here, name)],
        layout=_layout(line_),
        narrow=_narrow(),
        short=_short(),
        readings={
            "score": Reading(z),
            "probability": Reading(p),
            "sigmoid_slope": Reading(p_slope),
            "loss_slope": Reading(by_p),
            "plain_loss_slope": Reading(plain_by_p),
            "pull": Reading(pull),
            "plain_pull": Reading(plain_pull),
        },
        worked=[
            f"z = {say(z)}, p = {say(p)}",
            f"dL/dp × dp/dz = {say(by_p)} × {say(p_slope)} = {say(pull)}",
            f"{_PLAIN}: {say(plain_by_p)} × {say(p_slope)} = {say(plain_pull)}",
        ],
        takeaway=f"{named(bound)} at score {say(z)}: p is {say(p)}, and changes by {say(p_slope)} for a unit of score. "
        f"The loss changes by {say(by_p)} for a unit of p, by {say(pull)} for a unit of score. "
        f"Plain {_PLAIN}: {say(plain_by_p)} and {say(plain_pull)}.",
        events=line_.place(np.array([z]), label),
        handles=[handle("score", (z, p), x=sets(probe), axes=("xaxis", "yaxis"))],
    )


def _point(x: float, y: float, place: str) -> dict[str, Any]:
    axes: dict[str, Any] = {"xaxis": f"x{place}", "yaxis": f"y{place}"}
    marker = {**PROBE, "size": 13}
    return trace("probe", mode="markers", x=np.array([x]), y=np.array([y]), marker=marker, hoverinfo="skip", **axes)


def _tangent(x: float, y: float, slope: float, window: tuple[float, float, float, float], place: str) -> dict[str, Any]:
    """The tangent at a point, so long that it is as far across a panel however steep."""
    left, right, low, high = window
    steep = slope * (right - left) / (high - low)
    half = _TANGENT * (right - left) / np.sqrt(1 + steep**2)
    style = {"color": ink("gradient"), "width": 4}
    ends = np.array([x - half, x + half])
    return line(
        "tangent", ends, y + slope * (ends - x), style, xaxis=f"x{place}", yaxis=f"y{place}", tag=f"slope {say(slope)}"
    )


def _activation(whole: _Links, z: float, p: float, slope: float) -> list[dict[str, Any]]:
    window = (float(whole.z[0]), float(whole.z[-1]), 0.0, 1.0)
    return [
        _curve("prediction", whole.z, whole.p, "probability", {"color": ink("target"), "width": 3}, "", tag="p"),
        _tangent(z, p, slope, window, ""),
        _point(z, p, ""),
    ]


def _losses(whole: _Links, here: _Links, slope: float, name: str) -> list[dict[str, Any]]:
    p, value = float(here.p[0]), float(here.value[0])
    tangent = _tangent(p, value, slope, (0.0, 1.0, *_TALL), "2")
    return [
        _curve("rival", whole.p, in_window(whole.plain, _TALL), _PLAIN, _DASHED, "2", tag=_PLAIN),
        _curve("loss", whole.p, in_window(whole.value, _TALL), name, _SOLID, "2", tag=name),
        {**tangent, "y": in_window(tangent["y"], _TALL)},
        _point(p, float(np.clip(value, *_TALL)), "2"),
    ]


def _products(whole: _Links, here: _Links, name: str) -> list[dict[str, Any]]:
    z, slope, plain = (float(each[0]) for each in (here.z, here.slope, here.plain_slope))
    small = {**_point(z, plain, "3"), "marker": {**PROBE, "size": 9, "symbol": "diamond"}}
    return [
        _curve("rival", whole.z, whole.plain_slope, f"dL/dz, {_PLAIN}", _DASHED, "3", tag=_PLAIN),
        _curve("loss", whole.z, in_window(whole.slope, _STEEP), f"dL/dz, {name}", _SOLID, "3", tag=name),
        small,
        tagged(_point(z, float(np.clip(slope, *_STEEP)), "3"), f"product {say(slope)}"),
    ]


_SOLID = {"color": ink("loss"), "width": 3}
_DASHED = {"color": ink("other4"), "width": 2, "dash": "dash"}


def _curve(
    role: str, x: np.ndarray, y: np.ndarray, name: str, style: dict[str, Any], place: str, tag: str
) -> dict[str, Any]:
    return trace(
        role,
        table=True,
        tag=tag,
        mode="lines",
        x=x,
        y=y,
        name=name,
        line=style,
        hovertemplate=f"%{{x:.3g}}: {name} %{{y:.3g}}<extra></extra>",
        xaxis=f"x{place}",
        yaxis=f"y{place}",
    )


_WIDE = ((0.0, 0.27), (0.365, 0.635), (0.73, 1.0))
_TITLES = ("from score to probability", "from probability to loss", "slope of the loss by the score")


def _titles(spans: tuple[tuple[float, float], ...], tops: tuple[float, ...]) -> list[dict[str, Any]]:
    where = {"xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "bottom", "showarrow": False}
    return [
        {"text": title, "x": sum(span) / 2, "y": top, **where, "font": {"size": 13}}
        for title, span, top in zip(_TITLES, spans, tops, strict=True)
    ]


@lru_cache(maxsize=8)
def _layout(line_: Line) -> dict[str, Any]:
    score, shares = [line_.low, line_.high], [0.0, 1.0]
    panels = (
        ("", "score z", score, "p", [-0.04, 1.04]),
        ("2", "probability p", shares, "loss", list(_TALL)),
        ("3", "score z", score, "dL/dz", list(_STEEP)),
    )
    axes: dict[str, Any] = {}
    for (place, across, x, up, y), span in zip(panels, _WIDE, strict=True):
        axes[f"xaxis{place}"] = axis(across, range=x, domain=list(span), anchor=f"y{place}", nticks=7)
        axes[f"yaxis{place}"] = axis(up, range=y, anchor=f"x{place}", nticks=7)
    margin = {"l": 52, "r": 14, "t": 30, "b": 44}
    return layout(**axes, margin=margin, annotations=_titles(_WIDE, (1.01,) * 3), uirevision=line_.key)


@lru_cache(maxsize=1)
def _narrow() -> dict[str, Any]:
    spans, ups = ((0.0, 0.42), (0.58, 1.0), (0.0, 1.0)), ((0.6, 1.0), (0.6, 1.0), (0.0, 0.38))
    moved: dict[str, Any] = {"annotations": _titles(spans, tuple(up[1] for up in ups))}
    for place, across, up in zip(("", "2", "3"), spans, ups, strict=True):
        moved |= {f"xaxis{place}": {"domain": list(across)}, f"yaxis{place}": {"domain": list(up)}}
    return moved


@lru_cache(maxsize=1)
def _short() -> dict[str, Any]:
    """Three small panels, without numbers."""
    bare = {f"{way}axis{place}": {"showticklabels": False} for place in ("", "2", "3") for way in "xy"}
    return {"layout": {**bare, "annotations": [], "margin": {"l": 30, "r": 8, "t": 8, "b": 26}}, "hidden": []}


FIGURE = Figure(
    key="chain",
    name="Chain rule",
    meaning="One example: how its score becomes a probability and this a loss, and how slopes multiply on the way.",
    fits=lambda loss, rivals: loss.space in HEADS,
    controls=_controls,
    draw=draw,
    most_steps=61,
    place=40,
    presets=CHAIN,
)
