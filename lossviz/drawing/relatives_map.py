"""Where every loss and every relative stands on a map: families in columns, lines between the losses.

Losses stand one below the other, each a dot with its name at the right; the gutter at the left of the dots is free of
words. A relative between two losses of one column is an arc in its gutter; between two columns it is a track up the one
gutter, along the top and down the other. So no line crosses a name, wherever the losses stand.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from lossviz.relatives.statement import Relative
from lossviz.vocabulary import Family

Place = tuple[float, float]

_HEADING = 26.0
_GAP = 12.0  # between families
_BETWEEN = 14.0  # between columns
_LETTER = 6.1  # the width of an average letter, on the large side
_LONGEST = 26  # letters of a name
_TEXT = 9.0  # from a dot to its name
_TRACK = 5.0  # between the tracks of relatives that lead to another column
_CORNER = 6.0  # how much of a track's corner is rounded off


@dataclass(frozen=True, slots=True)
class Block:
    """A family: its frame, and its name, which begins at so much from the left as the gutter is wide."""

    key: str
    name: str
    x: float
    y: float
    width: float
    height: float
    gutter: float


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
    """A relative: a line from its first side's loss to the second's.

    Parameters
    ----------
    key, one, other : str
        The relative, and the two losses.
    points : tuple of (float, float)
        An arc's four points, those of a cubic curve; or the six corners of a track, which are rounded.
    far : bool
        Whether it is a track, to another column.
    """

    key: str
    one: str
    other: str
    points: tuple[Place, ...]
    far: bool

    @property
    def path(self) -> str:
        """The line as path data."""
        (a, b), *rest = self.points
        if not self.far:
            return f"M{a:.1f} {b:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)
        drawn = f"M{a:.1f} {b:.1f}"
        for before, corner, after in zip(self.points, rest, rest[1:], strict=False):
            (p, q), (r, s) = _towards(corner, before), _towards(corner, after)
            drawn += f"L{p:.1f} {q:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {r:.1f} {s:.1f}"
        return f"{drawn}L{rest[-1][0]:.1f} {rest[-1][1]:.1f}"


def _towards(corner: Place, end: Place) -> Place:
    """A point a little way from the corner, half the way at most."""
    (x, y), (u, v) = corner, end
    share = min(0.5, _CORNER / max(math.hypot(u - x, v - y), 1e-9))
    return x + share * (u - x), y + share * (v - y)


@dataclass(frozen=True, slots=True)
class RelativesMap:
    """The map, in a view box from the origin; its losses column by column, from the top down."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def relatives_map(
    families: Sequence[Family],
    relatives: Sequence[Relative],
    *,
    columns: int = 4,
    width: float = 930.0,
    gutter: float = 50.0,
    row: float = 20.0,
) -> RelativesMap:
    """The map of the families' losses and of the relatives between them.

    Parameters
    ----------
    families : sequence of Family
        In order, column by column.
    relatives : sequence of Relative
        What is drawn between their losses.
    columns : int
        How many columns.
    width, gutter : float
        Of the whole, and of the room for lines in each column.
    row : float
        The height of a loss's name.
    """
    families = [family for family in families if family.losses]
    column_of = dict(
        zip(
            [family.key for family in families],
            _columns([_height(family, row) for family in families], columns),
            strict=True,
        )
    )
    across = (width + _BETWEEN) / columns
    tracks = _tracks(relatives, {key: column_of[family.key] for family in families for key in family.losses})
    top = _TRACK * (max(tracks.values()) + 2) if tracks else 0.0
    corners, ends = {}, [top] * columns
    for family in families:
        column = column_of[family.key]
        corners[family.key] = (column * across, ends[column])
        ends[column] += _height(family, row) + _GAP
    pairs = [(relative.one.loss.key, relative.other.loss.key) for relative in relatives]
    places = _ordered(families, corners, pairs, gutter, row)
    names = {key: loss.name for family in families for key, loss in family.losses.items()}
    nodes = {key: Node(key, _cut(names[key]), x, y, _wide(names[key])) for key, (x, y) in places.items()}
    blocks = [
        Block(family.key, family.name, *corners[family.key], across - _BETWEEN, _height(family, row), gutter)
        for family in families
    ]
    edges = _edges(relatives, nodes, tracks, gutter, top)
    in_order = sorted(nodes.values(), key=lambda node: (node.x, node.y))
    return RelativesMap(width, max(ends) - _GAP, tuple(blocks), tuple(in_order), tuple(edges))


def _height(family: Family, row: float) -> float:
    return _HEADING + row * len(family.losses) + 6.0


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _wide(name: str) -> float:
    return _TEXT + _LETTER * len(_cut(name))


def _columns(heights: Sequence[float], columns: int) -> list[int]:
    """The column of each family, in order, so that the tallest column is as low as it can be."""
    last = len(heights)
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(heights) + _GAP)])
    tallest = np.full((columns + 1, last + 1), math.inf)
    tallest[0, 0] = 0.0
    starts = np.zeros((columns + 1, last + 1), int)
    for column in range(1, columns + 1):
        for end in range(last + 1):
            options = np.maximum(tallest[column - 1, : end + 1], sums[end] - sums[: end + 1])
            starts[column, end] = int(options.argmin())
            tallest[column, end] = options.min()
    column_of, end = [0] * last, last
    for column in range(columns, 0, -1):
        start = starts[column, end]
        column_of[start:end] = [column - 1] * (end - start)
        end = start
    return column_of


def _ordered(
    families: Sequence[Family],
    corners: Mapping[str, Place],
    pairs: Sequence[tuple[str, str]],
    gutter: float,
    row: float,
) -> dict[str, tuple[float, float]]:
    """The losses' dots: within each family two losses change places as long as that makes the edges shorter."""
    dots = {}
    for family in families:
        x, y = corners[family.key]
        for place, key in enumerate(family.losses):
            dots[key] = (x + gutter, y + _HEADING + row * (place + 0.5))
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


def _tracks(relatives: Sequence[Relative], column_of: Mapping[str, int]) -> dict[str, int]:
    """The number of each relative's track between columns; those of one loss have tracks of their own."""
    taken: defaultdict[str, set[int]] = defaultdict(set)
    tracks = {}
    for relative in relatives:
        one, other = relative.one.loss.key, relative.other.loss.key
        if column_of[one] != column_of[other]:
            track = next(number for number in count() if number not in taken[one] | taken[other])
            tracks[relative.key] = track
            taken[one].add(track)
            taken[other].add(track)
    return tracks


def _edges(
    relatives: Sequence[Relative], nodes: Mapping[str, Node], tracks: Mapping[str, int], gutter: float, top: float
) -> Iterator[Edge]:
    """Lines for the relatives; arcs between the same two losses bend more and more."""
    seen: dict[frozenset, int] = {}
    ends = [(nodes[relative.one.loss.key], nodes[relative.other.loss.key]) for relative in relatives]
    longest = max((abs(one.y - other.y) for one, other in ends if one.x == other.x), default=1.0)
    for relative, (one, other) in zip(relatives, ends, strict=True):
        pair = frozenset((one.key, other.key))
        turn = seen[pair] = seen.get(pair, -1) + 1
        track = tracks.get(relative.key)
        points = _arc(one, other, turn, gutter, longest) if track is None else _track(one, other, track, gutter, top)
        yield Edge(relative.key, one.key, other.key, points, track is not None)


def _arc(one: Node, other: Node, turn: int, gutter: float, longest: float) -> tuple[Place, ...]:
    most = gutter - 2
    if one is other:
        reach = one.x - min(20.0 + 9.0 * turn, most)
        return (one.x, one.y - 2), (reach, one.y - 10), (reach, one.y + 10), (one.x, one.y + 2)
    # A cubic curve goes three quarters of the way to where its inner points are.
    wide = (most - 12.0) * math.sqrt(abs(one.y - other.y) / longest) + 6.0 + 6.0 * turn
    reach = one.x - min(wide, most) / 0.75
    return (one.x, one.y), (reach, one.y), (reach, other.y), (other.x, other.y)


def _track(one: Node, other: Node, track: int, gutter: float, top: float) -> tuple[Place, ...]:
    aside, high = min(10.0 + _TRACK * track, gutter - 2), top - _TRACK * (track + 1)
    return (
        (one.x, one.y),
        (one.x - aside, one.y),
        (one.x - aside, high),
        (other.x - aside, high),
        (other.x - aside, other.y),
        (other.x, other.y),
    )
