"""Small networks: what they say and how it changes with their numbers, as PyTorch and differences have it."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.learning.networks import ACTIVATIONS, Network, Objective
from lossviz.vocabulary import InvalidInput

ROWS = json.loads((Path(__file__).parent / "golden" / "networks" / "pytorch.json").read_text())["rows"]
SPACES = ("real", "logit", "logits")
TRAINED = [loss for loss in LOSSES.values() if loss.space.key in SPACES]


def _objective(row):
    network = Network(tuple(row["widths"]), row["activation"], row["skips"])
    options = {name: row[name] for name in ("summed", "l1", "l2") if name in row}
    return Objective(LOSSES[row["loss"]].at({}), network, **options)


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['widths']}-{r['activation']}-{r['loss']}" for r in ROWS])
def test_values_and_gradients_are_those_of_pytorch(row):
    objective = _objective(row)
    given = [np.array(row[name]) for name in ("theta", "features", "target")]
    masks = [np.array(mask) for mask in row["masks"]]
    assert objective.value(*given, masks) == pytest.approx(row["value"], rel=1e-12)
    expected = np.array(row["gradient"])
    assert np.abs(objective.gradient(*given, masks) - expected).max() <= 1e-7 * np.abs(expected).max()
    np.testing.assert_allclose(objective.gradient(*given, masks), expected, rtol=1e-7, atol=1e-12)


def test_the_golden_rows_cover_every_activation_with_and_without_skips():
    assert {(row["activation"], row["skips"]) for row in ROWS} >= {(key, s) for key in ACTIVATIONS for s in (0, 1)}
    assert any(row["masks"] for row in ROWS)


def _batch(loss, rng, examples=9):
    outputs = 3 if loss.space.prediction_axes else 1
    network = Network((2, 4, 4, outputs), "tanh", True)
    _, target = loss.space.samples.draw(rng, examples)
    return Objective(loss.at({}), network), network.start(rng), rng.normal(size=(examples, 2)), target


@pytest.mark.parametrize("loss", TRAINED, ids=[loss.key for loss in TRAINED])
def test_the_gradient_is_the_derivative_under_every_loss(loss):
    if loss.surrogate:
        pytest.skip("its gradient is that of another function, as its record says")
    rng = np.random.default_rng(7)
    objective, theta, features, target = _batch(loss, rng)
    way, step = rng.normal(size=theta.size), 1e-6
    ends = [objective.value(theta + sign * step * way, features, target) for sign in (1, -1)]
    slope = objective.gradient(theta, features, target) @ way
    assert slope == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5, abs=1e-7)


def test_many_networks_at_once_are_as_one_by_one():
    rng = np.random.default_rng(3)
    objective, theta, features, target = _batch(LOSSES["cross_entropy"], rng)
    several = theta + 0.1 * rng.normal(size=(2, 5, theta.size))
    at_once = objective.gradient(several, features, target)
    one_by_one = [[objective.gradient(each, features, target) for each in row] for row in several]
    np.testing.assert_allclose(at_once, one_by_one, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(
        objective.loss(several, features, target),
        [[objective.loss(each, features, target) for each in row] for row in several],
        rtol=1e-13,
    )


@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
def test_at_the_start_signals_keep_their_size(activation):
    rng = np.random.default_rng(0)
    network = Network((64, 64, 64, 64), activation)
    passed = network.forward(network.start(rng), 0.1 * rng.normal(size=(200, 64)))
    assert passed[-1].std() == pytest.approx(0.1, rel=0.25)


def test_dropout_switches_off_its_share_and_keeps_sums():
    rng = np.random.default_rng(0)
    (mask,) = Network((1, 50, 1)).masks(rng, 400, 0.25)
    assert (mask == 0).mean() == pytest.approx(0.25, abs=0.01)
    assert mask.mean() == pytest.approx(1.0, abs=0.02)
    assert Network((1, 50, 1)).masks(rng, 400, 0.0) == ()


def test_layers_are_views_and_share_out_all_numbers():
    network = Network((2, 3, 1))
    theta = np.arange(float(network.size))
    first, last = network.layers
    assert (first.weights(theta).tolist(), first.biases(theta).tolist()) == ([[0, 1, 2], [3, 4, 5]], [[6, 7, 8]])
    assert (last.weights(theta).tolist(), last.biases(theta).tolist()) == ([[9], [10], [11]], [[12]])
    last.weights(theta)[:] = 0
    assert theta[9:12].tolist() == [0, 0, 0]
    assert network.are_weights.tolist() == [True] * 6 + [False] * 3 + [True] * 3 + [False]
    np.testing.assert_allclose(network.by_layer(np.ones(network.size)), [3.0, 2.0])


def test_what_is_no_network_is_refused_in_a_sentence():
    with pytest.raises(InvalidInput, match=r"widths must be two or more numbers from 1 on.*got \(3,\)"):
        Network((3,))
    with pytest.raises(InvalidInput, match=r"activation must be one of tanh, relu.*got 'swish'"):
        Network((1, 2, 1), "swish")
