"""Embeddings as points to drag, with the loss as a field over the place of one of them and the pull on each."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from lossviz.arithmetic import blackboard
from lossviz.figures.handles import along, handle
from lossviz.figures.marks import arrow_places, arrows, contours
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES
from lossviz.spaces.embeddings import SCENES
from lossviz.spec import Choice, Figure, Interval, Loss, Parameter

WIDE, HIGH = 5.0, 3.0  # half the sides of the picture
_ACROSS, _UP = 51, 31  # points of the field
_LONGEST = 1.5  # of the arrows that show the pull on each point


def fits(loss: Loss) -> bool:
    """Whether predictions are rows of embeddings that stand for a scene of points."""
    return loss.space.key in SCENES


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the truth, the point that the field is of, and every point's place."""
    return (*loss.parameters, *_own_controls(loss.key))


@cache
def _own_controls(key):
    space = LOSSES[key].space
    scene = SCENES[space.key]
    points = tuple(
        Parameter(
            name=_slug(name),
            symbol=name,
            default=start,
            domain=Interval(-np.inf, np.inf, "neither"),
            slider=(-WIDE, WIDE, 0.1),
            unit="",
            meaning=f"where the {name} is",
            components=("x", "y"),
            by_hand=True,
        )
        for name, start in zip(scene.names, scene.starts, strict=True)
    )
    moving = Choice(
        name="moving",
        label="Field of",
        options=tuple((_slug(name), name) for name in scene.names),
        default=_slug(scene.names[scene.moving]),
        meaning="the point over whose place the loss is drawn, with all others held",
    )
    label = Choice(
        name="label",
        label="Truth",
        options=tuple((label.key, label.name) for label in space.labels),
        default=space.labels[0].key,
        meaning="what the points are to each other",
    )
    return (moving, *([label] if len(space.labels) > 1 else []), *points)


def _slug(name):
    return name.replace(" ", "_")


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the points; see `lossviz.spec.Figure`."""
    scene = SCENES[loss.space.key]
    rows = np.array([np.broadcast_to(values[_slug(name)], 2) for name in scene.names], float)
    moving = [_slug(name) for name in scene.names].index(values["moving"])
    wanted = values.get("label", loss.space.labels[0].key)
    label = next(label for label in loss.space.labels if label.key == wanted)
    target = np.array(label.target, float)
    parameters = parameters_of(loss, loss, values)
    cost = float(loss.value(rows, target, **parameters))
    pull = -loss.gradient(rows, target, **parameters)
    others = tuple(tuple(row) if i != moving else None for i, row in enumerate(rows.tolist()))
    points = [control for control in controls(loss) if isinstance(control, Parameter) and control.by_hand]
    return {
        "data": [
            *_field(loss.key, hashable(parameters), others, moving, label.key),
            _pulls(rows, pull),
            _dots(rows, scene.names, moving),
        ],
        "layout": _LAYOUT,
        "worked": [
            f"L = {blackboard(loss.worked(rows, target, **parameters))} = {say(cost)}",
            f"pull on the {scene.names[moving]}: {say(float(np.hypot(*pull[moving])))}",
        ],
        "takeaway": _takeaway(loss, parameters, scene, label, cost, pull, moving),
        "handles": [
            handle(name, row, *(along(control, i) for i in (0, 1)))
            for name, row, control in zip(scene.names, rows, points, strict=True)
        ],
    }


@lru_cache(maxsize=64)
def _field(key, parameters, others, moving, label_key):
    """The loss over the place of the moving point, its arrows of descent, and the seams at which it kinks."""
    loss, parameters = LOSSES[key], unhashed(parameters)
    label = next(label for label in loss.space.labels if label.key == label_key)
    target = np.array(label.target, float)

    def at(x, y):
        rows = np.empty((*np.shape(x), len(others), 2))
        for i, other in enumerate(others):
            rows[..., i, :] = np.stack([x, y], -1) if other is None else other
        return rows

    across, up = np.linspace(-WIDE, WIDE, _ACROSS), np.linspace(-HIGH, HIGH, _UP)
    grid = at(*np.meshgrid(across, up))
    starts = np.meshgrid(arrow_places(-WIDE, WIDE), arrow_places(-HIGH, HIGH))
    slopes = loss.gradient(at(*starts), target, **parameters)[..., moving, :]
    name = f"{loss.name} loss by the place of the moving point"
    seams = loss.kinks.where(grid, target, **parameters) if loss.kinks else []
    return (
        contours(across, up, loss.value(grid, target, **parameters), name),
        *arrows(*starts, slopes[..., 0], slopes[..., 1], (2 * WIDE, 2 * HIGH)),
        *(_seam(across, up, np.broadcast_to(seam, (_UP, _ACROSS))) for seam in seams),
    )


def _seam(x, y, heights):
    return {
        "type": "contour",
        "x": x,
        "y": y,
        "z": heights,
        "autocontour": False,
        "contours": {"start": 0.0, "end": 0.0, "size": 1.0, "coloring": "none", "showlabels": False},
        "line": {"color": "#ffffff", "width": 2.5, "dash": "dash"},
        "showscale": False,
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _pulls(rows, pull):
    size = np.hypot(*pull.T)[:, None]
    step = pull * np.minimum(1.0, _LONGEST / np.maximum(size, 1e-300))
    course = np.stack([rows, rows + step, np.full_like(rows, np.nan)], 1).reshape(-1, 2)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": course[:, 0],
        "y": course[:, 1],
        "name": "pull: minus the gradient",
        "line": {"color": ink("gradient"), "width": 4, "simplify": False},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _dots(rows, names, moving):
    symbols = ["circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "x", "star"]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rows[:, 0],
        "y": rows[:, 1],
        "text": list(names),
        "textposition": "top center",
        "textfont": {"color": "#ffffff", "size": 14, "shadow": "0 0 4px #10151c, 0 0 2px #10151c"},
        "marker": {
            "symbol": [symbols[min(i, len(symbols) - 1)] for i in range(len(names))],
            "size": [16 if i == moving else 12 for i in range(len(names))],
            "color": [ink("loss") if i == moving else ink("probe") for i in range(len(names))],
            "line": {"color": "#ffffff", "width": 2},
            "opacity": 1,
        },
        "hovertemplate": "%{text}: %{x:.2f}, %{y:.2f}<extra></extra>",
        "cliponaxis": False,
        "meta": {"table": False},
    }


def _takeaway(loss, parameters, scene, label, cost, pull, moving):
    truth = f" with {label.name}" if len(loss.space.labels) > 1 else ""
    sizes = np.hypot(*pull.T)
    if sizes.max() < 1e-9:
        force = "nothing is pulled: the loss is satisfied here"
    else:
        most = int(sizes.argmax())
        force = f"the {scene.names[most]} is pulled hardest, with {say(float(sizes[most]))}"
    seams = " The dashed line is where the loss sets in." if loss.kinks else ""
    return (
        f"{named(loss, parameters)}{truth} costs {say(cost)}; {force}. The colours are the loss by the place of the "
        f"{scene.names[moving]}, dark is low.{seams}"
    )


_LAYOUT = layout(
    xaxis=axis("", range=[-WIDE, WIDE], showgrid=False, zeroline=False, constrain="domain"),
    yaxis=axis("", range=[-HIGH, HIGH], showgrid=False, zeroline=False, constrain="domain", scaleanchor="x"),
    margin={"l": 32, "r": 10, "t": 10, "b": 28},
    uirevision="points",
    dragmode=False,
)

FIGURE = Figure(
    key="points",
    name="Points",
    meaning="Embeddings as points to drag, the loss over the place of one of them, and the pull on each.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=41,
    place=1,
)
