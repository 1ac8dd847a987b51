"""Every limit and equality between losses that the pages state."""

import re

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.relatives import RELATIVES, relatives_of
from tests.cases import every_loss

every_relative = pytest.mark.parametrize("relative", RELATIVES.values(), ids=lambda relative: relative.key)


def events(space, soft):
    """Predictions and targets of a space, near and far, random and on its lines; soft targets where there are any."""
    rng = np.random.default_rng(8)
    prediction, target = space.sample(rng, 200)
    if space.key == "logit" and soft:
        target = rng.uniform(size=target.shape)
    if space.key == "logits" and not soft:
        target = np.eye(target.shape[-1])[target.argmax(-1)]
    parts = [(prediction, target), (0.05 * prediction, target)]
    for line in space.lines:
        parts += [line.place(np.linspace(line.low, line.high, 41), label) for label in space.labels]
    return tuple(np.concatenate(arrays) for arrays in zip(*parts, strict=True))


def distances(relative, soft):
    """How far the sides of each pair are apart, relative to the larger of their size and 1."""
    prediction, target = events(LOSSES[relative.one.key].space, soft)
    for one, other in relative.sides(prediction, target):
        assert one.shape == other.shape == (len(prediction),)
        assert np.abs(one).max() > 0.01, "both sides are nothing"
        yield (np.abs(one - other) / np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))).max()


@every_relative
def test_the_sides_agree(relative):
    apart = list(distances(relative, soft=not relative.hard))
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
    assert len({(one.key, other.key) for one, other in relative.pairs}) == 1
    for one, other in relative.pairs:
        same = one.key == other.key and one.parameters == other.parameters
        assert not same or relative.bridge, "a loss is compared with itself"


def test_no_statement_is_made_twice():
    assert len({relative.statement for relative in RELATIVES.values()}) == len(RELATIVES)


@every_loss
def test_relatives_are_found_from_either_side(loss):
    expected = [r for r in RELATIVES.values() if loss.key in {setting.key for pair in r.pairs for setting in pair}]
    assert list(relatives_of(loss.key)) == expected
