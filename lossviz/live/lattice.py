"""Several sliders together without a server: a figure at all their stops.

A slider's travel (`payload.arm`) holds as long as nothing else moves. Here every combination of the stops of a few
sliders is drawn, and each leaf of the figure is kept along those sliders alone that move it: of Huber's loss the curve
along δ, the probe along δ and the residual. The browser's ``packed.js`` is a source over it.
"""

import base64
import gzip
import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from lossviz.live import payload
from lossviz.vocabulary import InvalidInput, Parameter, View

MOST_SLIDERS = 3
MOST_STATES = 20_000  # pictures that are drawn for one lattice, some 0.3 ms to 3 ms each
LARGEST = 12_000_000  # bytes of a lattice, packed

_DROPPED = 3  # of the 23 bits after the point of a float: what is left is right to one part in two millions
_WINDOWS = {1: 16, 2: 5, 3: 3}  # stops of each slider in a sample, by how many sliders there are

# The leaves that move, each with the axes that move it, its nodes along these, the last axis fastest, and whether it
# is read as colours alone.
_Moving = Iterator[tuple[payload.Path, list[int], np.ndarray, bool]]


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
        Its stops; then what else it can be: the value that it has in the view, and values of note.
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
        If there are too many sliders, one is named twice, or a slider would have fewer than two stops.
    """
    if len(names) > MOST_SLIDERS:
        raise InvalidInput(
            f"At most {MOST_SLIDERS} sliders can move together; {len(names)} were named. Leave some out."
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InvalidInput(f"Each slider can be named once; {twice!r} was named {names.count(twice)} times.")
    if most is not None and most < 2:
        raise InvalidInput(f"A slider needs at least 2 stops; got {most}.")
    return [_axis(view, name, most or view.figure.most_steps) for name in names]


def _axis(view: View, name: str, most: int) -> Axis:
    parameter, place = payload.slider_of(view, name)
    stops = parameter.steps(most)
    now = view.values[parameter.name]
    values = [*stops, now[int(place)] if place else now, *(mark.value for mark in parameter.landmarks)]
    return Axis(name, parameter, place, list(dict.fromkeys(map(float, values))), len(stops))


def states(axes: Sequence[Axis]) -> int:
    """How many pictures there are."""
    return math.prod(len(axis.values) for axis in axes)


def lattice(view: View, axes: Sequence[Axis]) -> dict[str, Any]:
    """What travels: the stops of each slider and, for every leaf that moves, a column along those that move it.

    Raises
    ------
    InvalidInput
        If there are more combinations than can be drawn.
    """
    if states(axes) > MOST_STATES:
        raise InvalidInput(
            f"These sliders have {states(axes):,} combinations of stops together; at most {MOST_STATES:,} can be "
            "drawn. Choose fewer sliders, or fewer stops."
        )
    columns: dict[str, tuple[list[payload.Path], list[int], dict[str, Any]]] = {}
    for path, along, kept, shades in _moving(view, axes, [axis.values for axis in axes]):
        code = _coded(kept, len(along), shades)
        columns.setdefault(f"{along} {code}", ([], along, code))[0].append(path)
    return {"axes": [_described(axis) for axis in axes], "columns": list(columns.values())}


def packed(told: Mapping[str, Any]) -> bytes:
    """A lattice, compressed."""
    return gzip.compress(json.dumps(told, separators=(",", ":"), allow_nan=False).encode(), 9, mtime=0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """How large lattices of a view will be, from a few of their pictures.

    Parameters
    ----------
    rates : sequence of (axes, bytes)
        What a combination of the stops of these axes adds to the packed lattice.
    """

    rates: Sequence[tuple[Sequence[int], float]]

    def bytes(self, axes: Sequence[Axis]) -> int:
        """Of a lattice over the same sliders, whatever their stops."""
        return round(
            sum(rate * math.prod(len(axes[place].values) for place in along) for along, rate in self.rates)
            + 8 * sum(len(axis.values) for axis in axes)
        )


def estimate(view: View, axes: Sequence[Axis]) -> Estimate:
    """An estimate from two samples of neighbouring stops: what is kept are differences between neighbours."""
    rates: dict[tuple[int, ...], float] = {}
    width = _WINDOWS.get(len(axes), 1)
    for share in (0.2, 0.7):
        windows = []
        for axis in axes:
            first = max(0, round(share * (axis.stops - width)))
            windows.append(axis.values[: axis.stops][first : first + width])
        seen: dict[str, None] = {}
        for _, along, kept, shades in _moving(view, axes, windows):
            key = str(_coded(kept, len(along), shades))
            if key not in seen:
                seen[key] = None
                rates[tuple(along)] = rates.get(tuple(along), 0.0) + _rate(kept, len(along), shades) / 2
    return Estimate(list(rates.items()))


def _rate(kept: np.ndarray, axes: int, shades: bool) -> float:
    """The packed bytes that one more place in a column takes."""
    if kept.dtype == object:
        texts = [json.dumps(payload.plain(node)) for node in kept.ravel()]
        half = len(texts) // 2
        return (_squeezed(",".join(texts)) - _squeezed(",".join(texts[:half]))) / (len(texts) - half)
    differences, _ = _differences(kept, axes, shades)
    inner = differences[tuple(slice(1, None) if length > 1 else slice(None) for length in differences.shape[:axes])]
    return _squeezed(_planes(inner)) / math.prod(inner.shape[:axes])


def _squeezed(text: str) -> int:
    return len(zlib.compress(text.encode(), 9))


def _described(axis: Axis) -> dict[str, Any]:
    values = [value if math.isfinite(value) else str(value) for value in axis.values]
    return {"name": axis.name, "values": values, "stops": axis.stops}


def _at(view: View, axes: Sequence[Axis], values: Sequence[float]) -> View:
    moved: dict[str, Any] = {}
    for axis, value in zip(axes, values, strict=True):
        name = axis.parameter.name
        moved[name] = axis.parameter.moved(moved.get(name, view.values[name]), axis.place, value)
    return view.moved(**moved)


def _moving(view: View, axes: Sequence[Axis], values: Sequence[Sequence[float]]) -> _Moving:
    """The leaves that are not the same at all combinations of these values: arrays of numbers, or of all else."""
    shape = tuple(map(len, values))
    frames = [_at(view, axes, each).draw().specification() for each in product(*values)]
    for path, nodes in payload.varying(frames):
        if isinstance(nodes[0], np.ndarray):
            stack = payload.stacked(nodes)
            # Where a field has its heights beside it, hovering and tables tell those.
            shades = path[-1] == "z" and "customdata" in frames[0]["data"][path[1]]
            yield path, *_along(stack.reshape(*shape, *stack.shape[1:]), len(shape), _unlike_numbers), shades
        else:
            told = np.empty(len(nodes), object)
            told[:] = nodes
            yield path, *_along(told.reshape(shape), len(shape), _unlike), False


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


def _coded(kept: np.ndarray, axes: int, shades: bool) -> dict[str, Any]:
    """A column as JSON: whole numbers as differences between neighbouring stops, which are small and pack well."""
    if kept.dtype == object:
        return {"each": payload.plain(kept.ravel().tolist())}
    if np.abs(kept).max(where=np.isfinite(kept), initial=0.0) > np.finfo(np.float32).max:
        return {"each": payload.plain(list(kept.reshape(-1, *kept.shape[axes:])))}
    differences, scale = _differences(kept, axes, shades)
    return {"planes": _planes(differences), "shape": kept.shape, "along": axes, **scale}


def _differences(kept: np.ndarray, axes: int, shades: bool) -> tuple[np.ndarray, dict[str, float]]:
    """Whole numbers for numbers, as differences along the axes, and their scale if they have one.

    Shades, which are read as colours, are on a scale of their range. All else is in floats of fewer digits, whose bits
    are taken as whole numbers: a table shows their first digits however small they are.
    """
    scale: dict[str, float] = {}
    if shades:
        coded, low, step = payload.scaled(kept)
        numbers, scale = coded.astype(np.int64), {"low": low, "scale": step}
    else:
        bits = kept.astype("<f4").view("<u4").astype(np.int64)
        size = ((bits & 0x7FFFFFFF) + (1 << (_DROPPED - 1))) >> _DROPPED
        numbers = np.where(bits >> 31, -size, size)
    for axis in range(axes):
        numbers = np.diff(numbers, axis=axis, prepend=0)
    return numbers, scale


def _planes(numbers: np.ndarray) -> str:
    """Whole numbers as their lowest bytes, then their next, as far as there are any: signs go into the lowest bit."""
    folded = numbers.ravel().astype("<i4")
    folded = ((folded << 1) ^ (folded >> 31)).view("<u4")
    planes = folded.view(np.uint8).reshape(-1, 4).T
    used = max((place + 1 for place in range(4) if planes[place].any()), default=1)
    return base64.b64encode(np.ascontiguousarray(planes[:used]).tobytes()).decode()
