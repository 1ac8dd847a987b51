"""The map of relatives: where losses and curves stand, and where the links lead."""

import itertools
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from lossviz import CATALOGUE, FAMILIES, LOSSES, View
from lossviz.content.relatives_map import contents, fields_of
from lossviz.drawing.relatives_map import relatives_map
from lossviz.relatives import RELATIVES

ROW = 20.0
MAP = relatives_map(list(FAMILIES.values()), list(RELATIVES.values()), row=ROW)
EMPTY = relatives_map(list(FAMILIES.values()), [], row=ROW)
NARROW = relatives_map(list(FAMILIES.values()), list(RELATIVES.values()), columns=1, width=320.0, gutter=96.0, row=ROW)

every_map = pytest.mark.parametrize("drawn", [MAP, EMPTY, NARROW], ids=["with relatives", "without", "narrow"])


@every_map
def test_every_loss_is_a_node_and_no_two_overlap(drawn):
    assert sorted(node.key for node in drawn.nodes) == sorted(LOSSES)
    boxes = np.array([(node.x - 4, node.x + node.width, node.y - ROW / 2, node.y + ROW / 2) for node in drawn.nodes])
    (l1, r1, t1, b1), (l2, r2, t2, b2) = boxes.T[:, :, None], boxes.T[:, None, :]
    overlap = (l1 < r2) & (l2 < r1) & (t1 < b2 - 1e-9) & (t2 < b1 - 1e-9)
    assert np.argwhere(overlap & ~np.eye(len(boxes), dtype=bool)).size == 0


@every_map
def test_every_node_is_in_its_familys_block_and_no_two_blocks_overlap(drawn):
    blocks = {block.key: block for block in drawn.blocks}
    for node in drawn.nodes:
        block = blocks[CATALOGUE.family_of(LOSSES[node.key]).key]
        assert block.x < node.x - 4
        assert node.x + node.width <= block.x + block.width
        assert block.y < node.y - ROW / 2
        assert node.y + ROW / 2 <= block.y + block.height
    for one in drawn.blocks:
        for other in drawn.blocks:
            apart = (
                one.x + one.width < other.x
                or other.x + other.width < one.x
                or one.y + one.height < other.y
                or other.y + other.height < one.y
            )
            assert one is other or apart


def test_every_relative_is_an_edge_between_its_losses():
    assert [edge.key for edge in MAP.edges] == list(RELATIVES)
    nodes = {node.key: node for node in MAP.nodes}
    for edge in MAP.edges:
        relative = RELATIVES[edge.key]
        assert (edge.one, edge.other) == (relative.one.loss.key, relative.other.loss.key)
        for key, (x, y) in ((edge.one, edge.points[0]), (edge.other, edge.points[-1])):
            assert abs(y - nodes[key].y) <= 2
            assert x == nodes[key].x


def test_no_two_edges_are_drawn_over_each_other():
    for drawn in (MAP, NARROW):
        paths = [frozenset(edge.points) for edge in drawn.edges]
        assert len(set(paths)) == len(paths)


def _line(edge):
    """Points along an edge, a pixel apart or less."""
    points = np.array(edge.points)
    if edge.far:
        t = np.linspace(0, 1, 1000)[:, None]
        return np.concatenate([a + t * (b - a) for a, b in itertools.pairwise(points)])
    t = np.linspace(0, 1, 4000)[:, None]
    shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    return sum(share * point for share, point in zip(shares, points, strict=True))


@every_map
def test_no_line_crosses_a_name(drawn):
    names = [(node.x + 9, node.x + node.width, node.y - ROW / 2, node.y + ROW / 2) for node in drawn.nodes]
    titles = [(block.x + block.gutter - 4, block.x + block.width, block.y + 5, block.y + 24) for block in drawn.blocks]
    for edge in drawn.edges:
        x, y = _line(edge).T[..., None]
        left, right, top, bottom = np.array(names + titles).T
        assert not ((left < x) & (x < right) & (top < y) & (y < bottom)).any(), edge.key


@every_map
def test_no_line_runs_through_the_dot_of_another_loss(drawn):
    for edge in drawn.edges:
        line = _line(edge)
        for node in drawn.nodes:
            if node.key not in (edge.one, edge.other):
                assert np.hypot(*(line - (node.x, node.y)).T).min() > 4, (edge.key, node.key)


def test_the_lines_of_one_loss_to_other_columns_run_apart():
    tracks = {}
    for edge in (edge for edge in MAP.edges if edge.far):
        high = edge.points[2][1]
        for key in (edge.one, edge.other):
            tracks.setdefault(key, []).append(high)
    assert max(map(len, tracks.values())) > 2
    for heights in tracks.values():
        assert len(set(heights)) == len(heights)


def test_a_line_to_another_column_is_one_and_none_else_is():
    columns = {node.key: node.x for node in MAP.nodes}
    assert {edge.far for edge in MAP.edges} == {True, False}
    for edge in MAP.edges:
        assert edge.far == (columns[edge.one] != columns[edge.other])
    assert not any(edge.far for edge in NARROW.edges)


@every_map
def test_nothing_stands_outside_the_view_box(drawn):
    for block in drawn.blocks:
        assert 0 <= block.x < block.x + block.width <= drawn.width
        assert 0 <= block.y < block.y + block.height <= drawn.height
    for edge in drawn.edges:
        (left, top), (right, bottom) = _line(edge).min(0), _line(edge).max(0)
        assert 0 <= left <= right <= drawn.width, edge.key
        assert 0 <= top <= bottom <= drawn.height, edge.key


def test_the_map_fits_a_small_screen_without_scrolling_far():
    assert MAP.height <= 700


def test_the_map_is_the_same_every_time():
    assert relatives_map(list(FAMILIES.values()), list(RELATIVES.values()), row=ROW) == MAP


def test_losses_are_ordered_so_that_edges_are_short():
    def length(drawn):
        heights = {node.key: node.y for node in drawn.nodes}
        pairs = [(relative.one.loss.key, relative.other.loss.key) for relative in RELATIVES.values()]
        return sum(abs(heights[one] - heights[other]) for one, other in pairs)

    assert length(MAP) < 0.8 * length(EMPTY)


def _followed(href):
    """The view that a link opens, which must use all of it, and the link's fields."""
    parts = urlsplit(href)
    fields = {name: value for name, (value,) in parse_qs(parts.query).items()}
    view, complaints = View.read(fields, CATALOGUE.pages()[parts.path])
    assert not complaints
    return view, fields


def test_every_loss_links_to_its_page():
    told = contents()
    for drawn in told["maps"].values():
        assert sorted(node["key"] for node in drawn["nodes"]) == sorted(told["losses"])
    for key, loss in told["losses"].items():
        view, fields = _followed(loss["href"])
        assert view.subject is LOSSES[key]
        assert loss["name"] == LOSSES[key].name
        assert set(fields) == {"loss"}


def test_every_statement_is_listed_once_and_links_to_its_figure():
    listed = [item for family in contents()["statements"] for item in family["items"]]
    assert sorted(item["key"] for item in listed) == sorted(RELATIVES)
    for item in listed:
        relative = RELATIVES[item["key"]]
        assert item["statement"] == relative.statement
        assert item["ends"] == [relative.one.loss.key, relative.other.loss.key]
        assert item["limit"] is relative.limit
        view, fields = _followed(item["href"])
        assert view.subject is relative.one.loss
        assert fields == fields_of(relative)
        assert view.values["relative"] == relative.key
        assert relative.statement in view.draw().takeaway
