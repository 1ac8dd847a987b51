"""Several sliders together without a server: a figure at all their stops.

A slider's travel (`payload.arm`) holds as long as nothing else moves. Here every combination of the stops of a few
sliders is drawn, and each leaf of the figure is kept along those sliders alone that move it: of Huber's loss the curve
along δ, the probe along δ and the residual. The browser's ``packed.js`` is a source over it.
"""

import base64
import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from lossviz.live import payload
from lossviz.vocabulary import InvalidInput, Parameter, View

MOST_SLIDERS = 3
MOST_STATES = 20_000  # pictures that are drawn for one lattice, some 0.3 ms each
LARGEST = 12_000_000  # bytes of a lattice, packed


@dataclass(frozen=True, slots=True)
class Axis:
    """A slider of a lattice.

    Parameters
    ----------
    name : str
        Its name, as among `payload.sliders`.
    parameter, place : Parameter, str
        What it sets, and which component of a vector, "" for a number.
    values : sequence of float
        Its stops; then, if it is none of them, the value that it has in the view.
    stops : int
        How many of them are stops.
    """

    name: str
    parameter: Parameter
    place: str
    values: Sequence[float]
    stops: int


def axes_of(view: View, names: Sequence[str], most: int | None = None) -> list[Axis]:
    """The axes of a lattice over these sliders, with at most so many stops each.

    Raises
    ------
    UnknownName
        If the figure has no such slider.
    InvalidInput
        If there are too many.
    """
    if len(names) > MOST_SLIDERS:
        raise InvalidInput(
            f"At most {MOST_SLIDERS} sliders can move together; {len(names)} were named. Leave some out."
        )
    return [_axis(view, name, most or view.figure.most_steps) for name in names]


def _axis(view: View, name: str, most: int) -> Axis:
    parameter, place = payload.slider_of(view, name)
    stops = parameter.steps(most)
    now = view.values[parameter.name]
    own = now[int(place)] if place else now
    return Axis(name, parameter, place, stops if own in stops else [*stops, own], len(stops))


def lattice(view: View, axes: Sequence[Axis]) -> dict[str, Any]:
    """What travels: the stops of each slider and, for every leaf that moves, a column along those that move it.

    Raises
    ------
    InvalidInput
        If there are more combinations than can be drawn.
    """
    shape = tuple(len(axis.values) for axis in axes)
    if math.prod(shape) > MOST_STATES:
        raise InvalidInput(
            f"These sliders have {math.prod(shape):,} combinations of stops together; at most {MOST_STATES:,} can be "
            "drawn. Choose fewer sliders, or fewer stops."
        )
    names, states = [axis.name for axis in axes], product(*(axis.values for axis in axes))
    frames = [_at(view, axes, values).draw().movable(names).specification() for values in states]
    columns = [[path, *_column(nodes, shape)] for path, nodes in payload.varying(frames)]
    return {"axes": [_described(axis) for axis in axes], "columns": columns}


def _described(axis: Axis) -> dict[str, Any]:
    return {"name": axis.name, "values": axis.values, "stops": axis.stops}


def _at(view: View, axes: Sequence[Axis], values: Sequence[float]) -> View:
    moved: dict[str, Any] = {}
    for axis, value in zip(axes, values, strict=True):
        name = axis.parameter.name
        moved[name] = axis.parameter.moved(moved.get(name, view.values[name]), axis.place, value)
    return view.moved(**moved)


def _column(nodes: Sequence[Any], shape: tuple[int, ...]) -> tuple[list[int], dict[str, Any]]:
    """The axes that move a leaf, and its values along these, the last axis fastest."""
    if isinstance(nodes[0], np.ndarray):
        stack = payload.stacked(nodes)
        along, kept = _along(stack.reshape(*shape, *stack.shape[1:]), len(shape), _unlike_numbers)
        return along, _coded(kept.reshape(-1, *stack.shape[1:]))
    told = np.empty(len(nodes), object)
    told[:] = nodes
    along, kept = _along(told.reshape(shape), len(shape), _unlike)
    return along, {"each": payload.plain(kept.ravel().tolist())}


def _along(stack: np.ndarray, axes: int, unlike: Any) -> tuple[list[int], np.ndarray]:
    along = []
    for axis in reversed(range(axes)):
        first = stack.take([0], axis)
        if unlike(stack, first):
            along.append(axis)
        else:
            stack = stack.take(0, axis)
    return along[::-1], stack


def _unlike_numbers(stack: np.ndarray, first: np.ndarray) -> bool:
    return not bool(np.all((stack == first) | (np.isnan(stack) & np.isnan(first))))


def _unlike(stack: np.ndarray, first: np.ndarray) -> bool:
    pairs = zip(stack.ravel(), np.broadcast_to(first, stack.shape).ravel(), strict=True)
    return not all(payload.same(one, other) for one, other in pairs)


def _coded(stack: np.ndarray) -> dict[str, Any]:
    """Fields, which are read as colours, in two bytes a number; all else in four, since a table shows its digits."""
    if stack.ndim > 2:
        return payload.column(list(stack))
    data = np.ascontiguousarray(stack, "<f4")
    return {"f4": base64.b64encode(data.tobytes()).decode(), "shape": stack.shape}


def packed(told: Mapping[str, Any]) -> bytes:
    """A lattice, compressed."""
    return gzip.compress(json.dumps(told, separators=(",", ":"), allow_nan=False).encode(), 9, mtime=0)
