"""The map of relatives: where losses and curves stand, and where the links lead."""

from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from lossviz import CATALOGUE, FAMILIES, LOSSES, View
from lossviz.content.relatives_map import contents, fields_of
from lossviz.drawing.relatives_map import ROW, relatives_map
from lossviz.relatives import RELATIVES

MAP = relatives_map(list(FAMILIES.values()), list(RELATIVES.values()))
EMPTY = relatives_map(list(FAMILIES.values()), [])

every_map = pytest.mark.parametrize("drawn", [MAP, EMPTY], ids=["with relatives", "without"])


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
            assert nodes[key].x <= x <= nodes[key].x + nodes[key].width + 4


def test_no_two_edges_are_drawn_over_each_other():
    paths = [frozenset(edge.points) for edge in MAP.edges]
    assert len(set(paths)) == len(paths)


@every_map
def test_nothing_stands_outside_the_view_box(drawn):
    for block in drawn.blocks:
        assert 0 <= block.x < block.x + block.width <= drawn.width
        assert 0 <= block.y < block.y + block.height <= drawn.height
    for edge in drawn.edges:  # a cubic curve lies within the hull of its points
        for x, y in edge.points:
            assert 0 <= x <= drawn.width, edge.key
            assert 0 <= y <= drawn.height, edge.key


def test_the_map_fits_a_small_screen_without_scrolling_far():
    assert MAP.height <= 700


def test_the_map_is_the_same_every_time():
    assert relatives_map(list(FAMILIES.values()), list(RELATIVES.values())) == MAP


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


def test_every_node_links_to_its_losss_page():
    for node in contents()["nodes"]:
        view, fields = _followed(node["href"])
        assert view.subject is LOSSES[node["key"]]
        assert set(fields) == {"loss"}


def test_every_statement_is_listed_once_and_links_to_its_figure():
    listed = [item for family in contents()["statements"] for item in family["items"]]
    assert sorted(item["key"] for item in listed) == sorted(RELATIVES)
    for item in listed:
        relative = RELATIVES[item["key"]]
        assert item["statement"] == relative.statement
        view, fields = _followed(item["href"])
        assert view.subject is relative.one.loss
        assert fields == fields_of(relative)
        assert view.values["relative"] == relative.key
        assert relative.statement in view.draw().takeaway
