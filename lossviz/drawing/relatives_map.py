"""Where every loss and every relative stands on a map: families in columns, arcs between the losses.

Losses stand one below the other, each a dot with its name at the right. A relative between two losses of one
column is an arc at the left of their dots; between two columns it runs from the end of a name to a dot.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lossviz.relatives.statement import Relative
from lossviz.vocabulary import Family

Place = tuple[float, float]

COLUMNS = 5
WIDTH = 1220.0
ROW = 21.0  # the height of a loss's name
_HEADING = 26.0
_GAP = 12.0  # between families
_BETWEEN = 14.0  # between columns
_ARCS = 58.0  # the room for arcs at the left of a column's dots
_LETTER = 6.1  # the width of an average letter, on the large side
_LONGEST = 26  # letters of a name
_TEXT = 9.0  # from a dot to its name


@dataclass(frozen=True, slots=True)
class Block:
    """A family: its frame and its name."""

    key: str
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A loss: its dot, and the width from there to the end of its name."""

    key: str
    name: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A relative: the four points of a cubic curve, from its first side's loss to the second's."""

    key: str
    one: str
    other: str
    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The curve as path data."""
        (a, b), *rest = self.points
        return f"M{a:.1f} {b:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)


@dataclass(frozen=True, slots=True)
class RelativesMap:
    """The map, in a view box from the origin."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def relatives_map(families: Sequence[Family], relatives: Sequence[Relative]) -> RelativesMap:
    """The map of the families' losses and of the relatives between them."""
    families = [family for family in families if family.losses]
    columns = _columns([_height(len(family.losses)) for family in families])
    across = (WIDTH + _BETWEEN) / COLUMNS
    corners, ends = {}, [0.0] * COLUMNS
    for family, column in zip(families, columns, strict=True):
        corners[family.key] = (column * across, ends[column])
        ends[column] += _height(len(family.losses)) + _GAP
    pairs = [(relative.one.loss.key, relative.other.loss.key) for relative in relatives]
    places = _ordered(families, corners, pairs)
    names = {key: loss.name for family in families for key, loss in family.losses.items()}
    nodes = {key: Node(key, _cut(names[key]), x, y, _wide(names[key])) for key, (x, y) in places.items()}
    blocks = [
        Block(family.key, family.name, *corners[family.key], across - _BETWEEN, _height(len(family.losses)))
        for family in families
    ]
    return RelativesMap(WIDTH, max(ends) - _GAP, tuple(blocks), tuple(nodes.values()), tuple(_edges(relatives, nodes)))


def _height(losses: int) -> float:
    return _HEADING + ROW * losses + 6.0


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _wide(name: str) -> float:
    return _TEXT + _LETTER * len(_cut(name))


def _columns(heights: Sequence[float]) -> list[int]:
    """The column of each family, in order, so that the tallest column is as low as it can be."""
    count = len(heights)
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(heights) + _GAP)])
    tallest = np.full((COLUMNS + 1, count + 1), math.inf)
    tallest[0, 0] = 0.0
    starts = np.zeros((COLUMNS + 1, count + 1), int)
    for column in range(1, COLUMNS + 1):
        for end in range(count + 1):
            options = np.maximum(tallest[column - 1, : end + 1], sums[end] - sums[: end + 1])
            starts[column, end] = int(options.argmin())
            tallest[column, end] = options.min()
    column_of, end = [0] * count, count
    for column in range(COLUMNS, 0, -1):
        start = starts[column, end]
        column_of[start:end] = [column - 1] * (end - start)
        end = start
    return column_of


def _ordered(
    families: Sequence[Family], corners: Mapping[str, Place], pairs: Sequence[tuple[str, str]]
) -> dict[str, tuple[float, float]]:
    """The losses' dots: within each family two losses change places as long as that makes the edges shorter."""
    dots = {}
    for family in families:
        x, y = corners[family.key]
        for place, key in enumerate(family.losses):
            dots[key] = (x + _ARCS, y + _HEADING + ROW * (place + 0.5))
    keys = {key: place for place, key in enumerate(dots)}
    ends = np.array([(keys[one], keys[other]) for one, other in pairs], int).reshape(-1, 2)
    heights = np.array([y for _, y in dots.values()])

    def length(mine: np.ndarray) -> float:
        return float(np.abs(heights[ends[mine, 0]] - heights[ends[mine, 1]]).sum())

    touching = [np.nonzero((ends == place).any(1))[0] for place in range(len(keys))]
    for _ in range(20):
        moved = False
        for family in families:
            own = [keys[key] for key in family.losses]
            for a, i in enumerate(own):
                for j in own[a + 1 :]:
                    mine = np.union1d(touching[i], touching[j])
                    if not mine.size:
                        continue
                    before = length(mine)
                    heights[i], heights[j] = heights[j], heights[i]
                    if length(mine) < before - 1e-9:
                        moved = True
                    else:
                        heights[i], heights[j] = heights[j], heights[i]
        if not moved:
            break
    return {key: (x, float(heights[keys[key]])) for key, (x, _) in dots.items()}


def _edges(relatives: Sequence[Relative], nodes: Mapping[str, Node]) -> Iterator[Edge]:
    """Curves for the relatives; those between the same two losses bend more and more."""
    seen: dict[frozenset, int] = {}
    for relative in relatives:
        one, other = nodes[relative.one.loss.key], nodes[relative.other.loss.key]
        pair = frozenset((one.key, other.key))
        turn = seen[pair] = seen.get(pair, -1) + 1
        yield Edge(relative.key, one.key, other.key, _curve(one, other, turn))


def _curve(one: Node, other: Node, turn: int) -> tuple[Place, ...]:
    if one is other:
        reach = one.x - min(20.0 + 9.0 * turn, _ARCS - 2)
        return (one.x, one.y - 2), (reach, one.y - 10), (reach, one.y + 10), (one.x, one.y + 2)
    if one.x == other.x:
        rows = abs(one.y - other.y) / ROW
        reach = one.x - min((_ARCS - 2) * (1 - math.exp(-rows / 6)) + 9.0 * turn, _ARCS - 2)
        return (one.x, one.y), (reach, one.y), (reach, other.y), (other.x, other.y)
    left, right = sorted((one, other), key=lambda node: node.x)
    start, bend = left.x + left.width + 3, 34.0 + 12.0 * turn
    points = (start, left.y), (start + bend, left.y), (right.x - bend, right.y), (right.x, right.y)
    return points if left is one else points[::-1]
