"""Embeddings as points to drag, with the loss as a field over the place of one of them and the pull on each."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import Shade, arrow_places, arrows, coloured, nearby, scale, seam, shade_of
from lossviz.drawing.handles import along, handle
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, tagged, trace
from lossviz.drawing.truths import label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.expressions import blackboard
from lossviz.vocabulary import (
    BoundLoss,
    Choice,
    Control,
    Drawing,
    Figure,
    Interval,
    Label,
    Loss,
    Parameter,
    Reading,
    View,
)
from lossviz.vocabulary.spaces import Scene

WIDE, HIGH = 5.0, 3.0  # half the sides of the picture
_ACROSS, _UP = 51, 31  # points of the field
_SPOTS = 8  # where the name of a seam may stand
_LONGEST = 1.5  # of the arrows that show the pull on each point, which share a scale
_WEAK = 0.5  # where no pull is stronger, the arrows are shorter

Places = tuple[tuple[float, float] | None, ...]  # of the points; None for the one that moves


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the truth, the point that the field is of, and every point's place."""
    return (*loss.parameters, *_choices(loss), *_points(_scene(loss)))


def _scene(loss: Loss) -> Scene:
    assert loss.space.scene is not None
    return loss.space.scene


def _points(scene: Scene) -> tuple[Parameter, ...]:
    return tuple(
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


def _choices(loss: Loss) -> tuple[Choice, ...]:
    scene = _scene(loss)
    moving = Choice(
        name="moving",
        label="Field of",
        options=tuple((_slug(name), name) for name in scene.names),
        default=_slug(scene.names[scene.moving]),
        meaning="the point over whose place the loss is drawn, with all others held",
    )
    return (moving, *label_choice(loss.space.labels, loss.space.label_name, "what the points are to each other"))


def _slug(name: str) -> str:
    return name.replace(" ", "_")


def draw(view: View) -> Drawing:
    """The points on the field of the one that moves, with the pull on each."""
    bound, scene, label = view.bound, _scene(view.loss), label_of(view)
    points = _points(scene)
    places = tuple(view.values[control.name] for control in points)
    moving = [control.name for control in points].index(view.values["moving"])
    rows, target = np.array(places), np.array(label.target, float)
    cost = float(bound.value(rows, target))
    pull = -bound.gradient(rows, target)
    sizes = np.hypot(*pull.T)
    most = int(sizes.argmax())
    strongest = float(sizes[most]) if sizes[most] >= 1e-9 else np.nan
    field, shade = _field(bound, label, (*places[:moving], None, *places[moving + 1 :]), moving)
    return Drawing(
        data=[
            *field,
            _pulls(rows, pull),
            *_dots(rows, scene.names, moving),
        ],
        layout={**_LAYOUT, **scale(shade, (0.0, 1.0))},
        readings={
            "value": Reading(cost),
            **{f"pull_on_{_slug(n)}": Reading(float(size)) for n, size in zip(scene.names, sizes, strict=True)},
            "strongest_pull": Reading(strongest),
        },
        worked=[
            f"L = {blackboard(bound.worked(rows, target))} = {say(cost)}",
            f"pull on the {', '.join(f'{n}: {say(float(s))}' for n, s in zip(scene.names, sizes, strict=True))}",
        ],
        takeaway=_takeaway(bound, label, cost, scene.names[most], strongest, scene.names[moving]),
        events=(rows[None], target[None]),
        handles=[
            handle(name, row, along(control, 0), along(control, 1))
            for name, row, control in zip(scene.names, places, points, strict=True)
        ],
    )


@lru_cache(maxsize=64)
def _field(bound: BoundLoss, label: Label, others: Places, moving: int) -> tuple[tuple[dict[str, Any], ...], Shade]:
    """The loss over the place of the moving point, its arrows of descent, and the seams at which it kinks."""
    target = np.array(label.target, float)

    def at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        rows = np.empty((*np.shape(x), len(others), 2))
        for i, other in enumerate(others):
            rows[..., i, :] = np.stack([x, y], -1) if other is None else other
        return rows

    across, up = np.linspace(-WIDE, WIDE, _ACROSS), np.linspace(-HIGH, HIGH, _UP)
    grid = at(*np.meshgrid(across, up))
    x, y = np.meshgrid(arrow_places(-WIDE, WIDE), arrow_places(-HIGH, HIGH))
    heights = bound.value(grid, target)
    slopes = bound.gradient(at(x, y), target)[..., moving, :]
    shade = shade_of(heights)
    rise = shade.rise(nearby(heights))
    name = f"{bound.loss.name} loss by the place of the moving point"
    traces = (
        coloured(across, up, heights, name, shade, ("x", "y")),
        *arrows(x, y, (slopes[..., 0], slopes[..., 1]), rise, (2 * WIDE, 2 * HIGH)),
        *(_seam(across, up, np.broadcast_to(each, (_UP, _ACROSS))) for each in bound.kinks(grid, target)),
    )
    return traces, shade


def _pulls(rows: np.ndarray, pull: np.ndarray) -> dict[str, Any]:
    size = np.hypot(*pull.T)
    step = pull * (_LONGEST / max(float(size.max()), _WEAK))
    course = np.stack([rows, rows + step, np.full_like(rows, np.nan)], 1).reshape(-1, 2)
    style = {"color": ink("gradient"), "width": 4, "simplify": False}
    longest = int(size.argmax())
    drawn = line("pull", course[:, 0], course[:, 1], style, name="pull: minus the gradient")
    return tagged(drawn, "pull" if size[longest] > 1e-9 else "", [rows[longest] + step[longest]])


def _seam(across: np.ndarray, up: np.ndarray, heights: np.ndarray) -> dict[str, Any]:
    """The line at which the loss sets in, named where it crosses the picture."""
    rows, columns = np.nonzero(np.diff(np.sign(heights), axis=1))
    order = np.resize(np.argsort(-np.abs(up[rows]), kind="stable"), _SPOTS if rows.size else 0)
    spots = list(zip(across[columns[order]], up[rows[order]], strict=True)) or [(0.0, 0.0)] * _SPOTS
    return tagged(seam(across, up, heights), "the loss sets in" if rows.size else "", spots)


_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "x", "star")


def _dots(rows: np.ndarray, names: tuple[str, ...], moving: int) -> list[dict[str, Any]]:
    """The points, each with a name and a symbol of its own."""
    return [
        trace(
            "prediction",
            tag=name,
            mode="markers",
            x=rows[i : i + 1, 0],
            y=rows[i : i + 1, 1],
            marker={
                "symbol": _SYMBOLS[min(i, len(_SYMBOLS) - 1)],
                "size": 16 if i == moving else 12,
                "color": ink("loss" if i == moving else "probe"),
                "line": {"color": "#ffffff", "width": 2},
                "opacity": 1,
            },
            hovertemplate=f"{name}: %{{x:.2f}}, %{{y:.2f}}<extra></extra>",
            cliponaxis=False,
        )
        for i, name in enumerate(names)
    ]


def _takeaway(bound: BoundLoss, label: Label, cost: float, pulled: str, strongest: float, moving: str) -> str:
    truth = f" with {label.name}" if len(bound.loss.space.labels) > 1 else ""
    if not np.isnan(strongest):
        force = f"the {pulled} is pulled hardest, with {say(strongest)}"
    elif cost < 1e-9:
        force = "nothing is pulled: the loss is satisfied here"
    else:
        force = "and yet nothing is pulled: a place without a slope"
    seams = " The dashed line is where the loss sets in." if bound.loss.kinks else ""
    return (
        f"{named(bound)}{truth} costs {say(cost)}; {force}. The colours are the loss by the place of the {moving}, "
        f"dark is low.{seams}"
    )


_LAYOUT = layout(
    xaxis=axis("", range=[-WIDE, WIDE], showgrid=False, zeroline=False, constrain="domain"),
    yaxis=axis("", range=[-HIGH, HIGH], showgrid=False, zeroline=False, constrain="domain", scaleanchor="x"),
    margin={"l": 32, "r": 10, "t": 36, "b": 28},
    uirevision="points",
    dragmode=False,
)

FIGURE = Figure(
    key="points",
    name="Points",
    meaning="Embeddings as points to drag, the loss over the place of one of them, and the pull on each.",
    fits=lambda loss, rivals: loss.space.scene is not None,
    controls=controls,
    draw=draw,
    most_steps=41,
    place=1,
)
