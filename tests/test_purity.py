"""The law of purity: a figure draws the loss that it is handed, and looks nothing up.

A loss that no registry holds draws what its registered twin draws. One whose values are doubled, under the same key,
draws twice the heights: what is computed, and what is remembered, is of the thing itself and never of its name.
"""

import ast
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lossviz
from lossviz import CATALOGUE, View
from lossviz.learning.landscape import terrain
from tests.pictures import every_pair, exactly, leaves, random_view, view_of

PACKAGE = Path(lossviz.__file__).parent
PURE = sorted(path for folder in ("figures", "maths") for path in (PACKAGE / folder).glob("*.py"))
REGISTRIES = re.compile(r"lossviz|lossviz\.(catalogue|figures|relatives|losses(\..*)?)")


@pytest.mark.parametrize("path", PURE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_draws_imports_no_registry(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert not getattr(node, "level", 0), "from where it stands, everything is in reach"
            found = [each.name for each in node.names]
            found = [node.module, *(f"{node.module}.{name}" for name in found)] if hasattr(node, "module") else found
            assert not any(map(REGISTRIES.fullmatch, found)), ast.unparse(node)
        assert not isinstance(node, ast.Name) or node.id not in ("__import__", "importlib")


@every_pair
def test_a_loss_that_no_registry_holds_draws_what_its_registered_twin_draws(loss, figure):
    mine = replace(loss, key="mine")

    def handed(rival):
        """A rival, or a relative in which the twin stands."""
        if not hasattr(rival, "pairs"):
            return rival
        pairs = ([replace(side, loss=mine) if side.loss is loss else side for side in pair] for pair in rival.pairs)
        return replace(rival, pairs=tuple(map(tuple, pairs)))

    rng = np.random.default_rng([11, len(loss.key), len(figure.key)])
    for registered in (view_of(loss, figure), random_view(loss, figure, rng)):
        twin = View.of(figure, mine, tuple(map(handed, registered.rivals)), **registered.values)
        one, other = twin.draw(), registered.draw()
        _assert_equal(one.data, other.data)
        _assert_equal(one.layout, other.layout)
        assert (list(one.worked), one.takeaway) == (list(other.worked), other.takeaway)
        assert exactly([each.value for each in one.readings.values()]) == exactly(
            [each.value for each in other.readings.values()]
        )


@every_pair
def test_a_loss_that_is_doubled_under_the_same_key_is_drawn_twice_as_high(loss, figure):
    plain = view_of(loss, figure)
    for relative in plain.rivals if "relative" in plain.values else ():
        if not any(side.plus for pair in relative.pairs for side in pair if side.loss is loss):
            plain = plain.moved(relative=relative.key)  # a sum is doubled in part
    plain = plain.moved(second="none") if "second" in plain.values else plain  # which is not doubled
    plain = plain.moved(closer=1.0) if "closer" in plain.values else plain  # the first pair
    before = plain.draw()
    twice = _doubled(plain)
    one, other = _heights(plain, before), _heights(twice, twice.draw())
    assert one.keys() == other.keys()
    assert any(np.isfinite(height).any() for height in one.values()), "something in the picture is of the loss itself"
    for what, height in one.items():
        seen = np.isfinite(height) & np.isfinite(other[what])  # what leaves the picture is left out
        np.testing.assert_allclose(other[what][seen], 2 * height[seen], rtol=1e-9, atol=1e-12, err_msg=str(what))
    again = plain.moved().draw()
    _assert_equal(again.data, before.data)
    assert again.takeaway == before.takeaway, "the doubled one has left nothing behind"


def _doubled(view):
    """The view of the same loss times two, in a catalogue that holds this one under the key."""

    def twice(function):
        return lambda prediction, target, **parameters: 2 * function(prediction, target, **parameters)

    mine = replace(view.loss, value=twice(view.loss.value), gradient=twice(view.loss.gradient))
    catalogue = CATALOGUE.including(CATALOGUE.family_of(view.loss).key, mine)
    return View.of(view.figure, mine, catalogue.rivals(view.figure, mine), **view.values)


_OF_THE_LOSS = re.compile(
    r"value|value_without_margin|mean|lowest|slope|strongest_pull|pull_\w+|descent_\w+|(far|near)_mistake"
    r"|\w+_alone|\w+_in_(pixels|filters)"
)


def _heights(view, drawn):
    """The numbers of a drawing that are heights or forces of the loss itself."""
    own = {name for name in drawn.readings if _OF_THE_LOSS.fullmatch(name)} | {f"value_{view.loss.key}"}
    if "relative" in view.values:
        pair = next(each for each in view.rivals if each.key == view.values["relative"]).pairs[0]
        sides = {name: side for name, side in zip(("value", "other"), pair, strict=True) if side.loss is view.loss}
        if any(side.plus for side in sides.values()):  # what is added stays as it is
            return {
                name: drawn.readings[name].value - (side.plus(*drawn.events) if side.plus else 0.0)
                for name, side in sides.items()
            }
        own = set(sides)
    found = {name: reading.value for name, reading in drawn.readings.items() if name in own}
    if view.figure.key == "landscape" and (added := terrain(view.loss.space, view.values).task.added):
        return {"mean": found["mean"] - added(drawn.events[0])[0]}
    for place, trace in enumerate(drawn.data):
        role = trace["meta"]["role"]
        if "z" in trace and role in ("field", "pull"):
            found[place] = trace.get("customdata", trace["z"])  # a shade is no height
        elif view.figure.key == "circle" and role == "loss":
            rise = np.hypot(trace["x"], trace["y"]) - 1
            found[place] = np.where(rise < 0.47, rise, np.nan)  # higher, the curve stops
        elif role in ("loss", "gradient") and trace.get("yaxis", "y") in ("y", "y2"):
            found[place] = trace["y"]
    return {what: np.asarray(numbers, float) for what, numbers in found.items()}


def _assert_equal(one, other):
    ones, others = dict(leaves(one)), dict(leaves(other))
    assert ones.keys() == others.keys()
    for path, leaf in ones.items():
        assert exactly(leaf) == exactly(others[path]), path
