"""Every limit and equality between losses that the pages state."""

import importlib
import re
from pathlib import Path

import numpy as np
import pytest

from lossviz import CATALOGUE, relatives
from lossviz.relatives import RELATIVES
from tests.cases import every_loss
from tests.events import joined, legal, on_lines, toward

FILES = sorted(Path(relatives.__file__).parent.glob("[a-z]*.py"))

every_relative = pytest.mark.parametrize("relative", RELATIVES.values(), ids=lambda relative: relative.key)


def events(space, soft):
    """Predictions and targets of a space, near and far, random and on its lines; in-between targets if soft."""
    rng = np.random.default_rng(8)
    prediction, target = space.samples.draw(rng, 200)
    between = toward(target, rng.permutation(target), rng.uniform(size=200))
    if soft and legal(space, prediction, between):
        target = np.concatenate([target[:100], between[100:]])
    near = 0.05 * prediction if space.free else toward(prediction, rng.permutation(prediction), 0.05)
    for predictions, targets in joined([(prediction, target), (near, target), *on_lines(space, 41)]):
        hard = ((targets == 0) | (targets == 1)).all(tuple(range(1, targets.ndim)))
        kept = slice(None) if soft else hard
        yield predictions[kept], targets[kept]


def distances(relative, soft):
    """How far the sides of each pair are apart, relative to the larger of their size and 1."""
    apart, sizes = np.zeros((2, len(relative.pairs)))
    for prediction, target in events(relative.one.loss.space, soft):
        for k, (one, other) in enumerate(relative.sides(prediction, target)):
            assert one.shape == other.shape == (len(prediction),)
            scale = np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
            sizes[k] = max(sizes[k], np.abs(one).max(initial=0))
            apart[k] = max(apart[k], (np.abs(one - other) / scale).max(initial=0))
    assert (sizes > 0.01).all(), "both sides are nothing"
    return apart


@every_relative
def test_the_sides_agree(relative):
    apart = distances(relative, soft=not relative.hard)
    if relative.limit:
        assert len(apart) > 2
        assert (np.diff(apart) < 0).all(), f"no closer from pair to pair: {apart}"
        assert apart[0] > 1e-3, "the sides agree from the start: that is an equality"
        assert apart[-1] <= relative.tolerance
    else:
        assert max(apart) <= relative.tolerance


@every_relative
def test_what_is_said_of_hard_targets_only_fails_for_soft_ones(relative):
    if relative.hard:
        assert max(distances(relative, soft=True)) > 1e-3


@every_relative
def test_a_relative_states_something_in_one_sentence(relative):
    assert re.fullmatch(r"[A-Z].*\.", relative.statement)
    assert 0 <= relative.shown < len(relative.pairs)
    assert len({(one.loss, other.loss) for one, other in relative.pairs}) == 1
    for one, other in relative.pairs:
        same = one.loss is other.loss and one.parameters == other.parameters
        assert not same or relative.bridge, "a loss is compared with itself"


def test_every_file_has_keys_of_its_own():
    files = [importlib.import_module(f"lossviz.relatives.{path.stem}") for path in FILES]
    assert sum(len(getattr(file, "RELATIVES", ())) for file in files) == len(RELATIVES)


def test_no_statement_is_made_twice():
    assert len({relative.statement for relative in RELATIVES.values()}) == len(RELATIVES)


@every_loss
def test_relatives_are_found_from_either_side(loss):
    expected = [r for r in RELATIVES.values() if loss in {setting.loss for pair in r.pairs for setting in pair}]
    assert list(CATALOGUE.relatives_of(loss)) == expected
