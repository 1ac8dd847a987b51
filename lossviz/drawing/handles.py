"""Handles: the marks of a picture that a reader can take hold of, as the browser needs to know them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.vocabulary import Moves, Painting, Parameter


def along(
    parameter: Parameter,
    component: int | None = None,
    less: float = 0.0,
    others: float | None = None,
    times: float = 1.0,
) -> dict[str, Any]:
    """What a handle sets when it moves along an axis.

    Parameters
    ----------
    parameter : Parameter
        The number that it sets.
    component : int or None
        Which one, where the parameter is a vector.
    less : float
        By how much the number is less than the handle's place.
    others : float or None
        Where the handle is the top of a bar that shows a share of a whole: the sum of the other shares'
        weights. The number that it sets is then a weight, which makes the share what the handle says.
    times : float
        The number is so many times the handle's place, before ``less`` is taken off.
    """
    low, high, step = parameter.slider
    return {
        "name": parameter.name if component is None else f"{parameter.name}.{component}",
        "low": low,
        "high": high,
        "step": step,
        "less": less,
        "others": others,
        "times": times,
    }


def placing(moves: Moves, example: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the handle of an example sets, across and up: the coordinates ``moved.3.0`` and ``moved.3.1`` of example 3.

    They stand in the list of the control's field; one that is not there yet comes into it as it is set.
    """
    across, up = (
        {
            "name": f"{moves.name}.{example}.{way}",
            "low": low,
            "high": high,
            "step": step,
            "less": 0.0,
            "others": None,
            "times": 1.0,
        }
        for way, (low, high, step) in enumerate((moves.across, moves.up))
    )
    return across, up


def handle(
    label: str,
    at: Sequence[float],
    x: dict[str, Any] | None = None,
    y: dict[str, Any] | None = None,
    axes: tuple[str, str] = ("xaxis", "yaxis"),
    grip: Sequence[float] | None = None,
    group: str = "",
    out: str | None = None,
    kind: int | None = None,
) -> dict[str, Any]:
    """A mark that can be dragged, focused and moved with the arrow keys.

    Parameters
    ----------
    label : str
        What it is, for a reader who does not see it.
    at : (x, y)
        Where it is, in the numbers of its axes.
    x, y : dict or None
        What moving it sets, from `along`; None where it does not move that way.
    axes : (x, y)
        The layout's names of its axes.
    grip : (left, right, bottom, top) or None
        What can be taken hold of besides the ring, in numbers of the axes: the body of a box, a bar, a line of no
        width; what is narrower than a finger is widened. Later handles lie over earlier ones.
    group : str
        What it is one of, where there are many, as points of data: a group is one stop of the Tab key, Page Up and
        Page Down go from one to the next.
    out : str or None
        What takes it away, where it can be taken away: ``moved.3.out``, or ``moved.30.gone`` for one that was added.
    kind : int or None
        The place of its label, where it is an example that has one.
    """
    spot = [float(at[0]), float(at[1])]
    body = None if grip is None else [float(edge) for edge in grip]
    return {
        "label": label,
        "at": spot,
        "x": x,
        "y": y,
        "xaxis": axes[0],
        "yaxis": axes[1],
        "grip": body,
        "group": group,
        "out": out,
        "kind": kind,
    }


def examples(
    moves: Moves,
    data: Data,
    points: tuple[np.ndarray, np.ndarray],
    axes: tuple[str, str] = ("xaxis", "yaxis"),
) -> tuple[dict[str, Any], ...]:
    """A handle for each example of data that a reader can change by hand, at these places."""
    can_go = moves.most > 0 and data.labels.size > moves.least
    kinds = data.labels.astype(int).tolist() if moves.labels else [None] * data.labels.size
    return tuple(
        handle(
            f"example {example}",
            at,
            *placing(moves, example),
            axes=axes,
            group="data",
            out=f"{moves.name}.{example}.{'out' if example < moves.count else 'gone'}" if can_go else None,
            kind=kind,
        )
        for example, kind, *at in zip(data.numbers.tolist(), kinds, *points, strict=True)
    )


def canvas(painting: Painting, axes: tuple[str, str] = ("xaxis", "yaxis")) -> dict[str, Any]:
    """A picture whose pixels can be painted: pixel (0, 0) is at the top left, centres are at whole numbers."""
    return {"name": painting.name, "label": painting.label, "side": painting.side, "xaxis": axes[0], "yaxis": axes[1]}
