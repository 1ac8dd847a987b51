"""The loss around a trained network: directions, planes, and what is read off them."""

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.catalogue import PAGES
from lossviz.learning.networks import Network, Objective
from lossviz.learning.networks.planes import filter_normalised, principal
from lossviz.learning.optimisers import OPTIMISERS
from lossviz.learning.problems import examples_of
from lossviz.learning.runs import patient
from lossviz.learning.surroundings import POINTS, survey
from lossviz.learning.training import Recipe
from lossviz.vocabulary import View
from tests.promises import assert_numbers_are_told, assert_promised, assert_travels, assert_valid


def _survey(plane, loss="binary_cross_entropy"):
    space = LOSSES[loss].space
    learnt, judged = examples_of(space, 30, 0.3, 2)
    network = Network((learnt.features.shape[1], 6, 6, learnt.target.shape[1] if learnt.target.ndim > 1 else 1), "tanh")
    adam = OPTIMISERS["adam"]
    settings = tuple((each.name, each.initial) for each in adam.parameters)
    recipe = Recipe(Objective(LOSSES[loss].at({}), network), adam, settings, rate=0.02, batch=10, steps=80)
    return recipe, learnt, list(survey(recipe, learnt, judged, plane))


def test_every_unit_of_a_random_direction_is_as_long_as_the_networks_own():
    network, rng = Network((2, 5, 5, 3)), np.random.default_rng(0)
    theta = network.start(rng) + 0.1
    direction = filter_normalised(network, theta, rng)
    for layer in network.layers:
        lengths = (np.linalg.norm(layer.weights(each), axis=0) for each in (direction, theta))
        np.testing.assert_allclose(*lengths, rtol=1e-12)
        assert not layer.biases(direction).any()
    other = filter_normalised(network, 7 * theta, np.random.default_rng(0))
    weights = network.are_weights
    again = filter_normalised(network, theta, np.random.default_rng(0))
    np.testing.assert_allclose(other[weights], 7 * again[weights], rtol=1e-12)


def test_the_plane_of_a_path_is_that_of_a_singular_value_decomposition():
    rng = np.random.default_rng(1)
    path = np.cumsum(rng.normal(size=(40, 90)) * np.linspace(3, 0.1, 90), axis=0)
    found = principal(path)
    offsets = path - path[-1]
    _, sizes, turns = np.linalg.svd(offsets, full_matrices=False)
    np.testing.assert_allclose(found.shares, sizes[:2] ** 2 / (sizes**2).sum(), rtol=1e-9)
    np.testing.assert_allclose(np.abs(found.directions @ turns[:2].T), np.eye(2), atol=1e-9)
    np.testing.assert_allclose(found.directions @ found.directions.T, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(found.places[-1], 0.0, atol=1e-9)


def test_a_path_that_stands_still_has_no_directions():
    found = principal(np.ones((5, 8)))
    assert np.isfinite(found.directions).all()
    assert not found.places.any()


@pytest.mark.parametrize("loss", ["squared", "binary_cross_entropy", "cross_entropy"])
def test_in_the_middle_the_loss_is_that_of_the_trained_network(loss):
    recipe, learnt, states = _survey("random", loss)
    end = states[-1]
    middle = POINTS // 2
    assert (end.rows, end.done) == (POINTS, pytest.approx(1.0))
    assert (end.a[middle], end.b[middle]) == (0, 0)
    assert end.heights[middle, middle] == pytest.approx(end.history.training[end.history.last], rel=1e-9)
    place = end.history.weights[end.history.last] + end.a[3] * end.directions[0] + end.b[5] * end.directions[1]
    expected = recipe.objective.loss(place, learnt.features, learnt.target)
    assert end.heights[5, 3] == pytest.approx(float(expected), rel=1e-9)


def test_the_path_lies_within_its_own_plane_and_the_losses_there_are_told():
    recipe, learnt, states = _survey("path")
    end = states[-1]
    x, y = end.path.places.T
    assert end.a[0] < x.min() <= x.max() < end.a[-1]
    assert end.b[0] < y.min() <= y.max() < end.b[-1]
    last = end.history.weights[end.history.last]
    corner = last + end.a[0] * end.directions[0] + end.b[-1] * end.directions[1]
    assert end.heights[-1, 0] == pytest.approx(float(recipe.objective.loss(corner, learnt.features, learnt.target)))


def test_rise_and_turns_are_along_random_directions_whichever_plane_is_shown():
    (*_, one), (*_, other) = (_survey(plane)[2] for plane in ("random", "path"))
    assert (one.rise, one.turns) == (other.rise, other.turns)
    assert one.rise > 0
    assert one.turns >= 2


def test_a_survey_tells_more_and_more():
    states = _survey("random")[2]
    done = [state.done for state in states]
    assert done == sorted(done)
    rows = [state.rows for state in states]
    assert rows == sorted(rows)
    assert rows[0] == 0


STATES = [
    {},
    {"beside": "none", "plane": "path"},
    {"beside": "width", "relief": "surface"},
    {"beside": "batch", "plane": "path", "relief": "surface", "loss": "squared"},
    {"loss": "cross_entropy", "skips": "yes"},
]


@pytest.mark.parametrize("fields", STATES, ids=[" ".join(fields.values()) or "first" for fields in STATES])
def test_every_way_to_show_it_draws(fields):
    view, complaints = View.read(fields, PAGES["network"])
    assert complaints == []
    drawn = view.draw()
    assert drawn.done == 1
    assert_promised(view.subject.name, drawn)
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    assert_valid(drawn)


def test_it_is_drawn_while_it_is_being_looked_at():
    view, _ = View.read({"seed": "123"}, PAGES["network"])
    shares = []
    while not shares or shares[-1] < 1:
        with patient(0.01):
            drawn = view.draw()
        shares.append(drawn.done)
        assert_promised(view.subject.name, drawn)
        assert_travels(drawn)
    assert shares == sorted(shares)
    assert len(shares) > 2
