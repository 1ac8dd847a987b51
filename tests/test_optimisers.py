"""Optimisers take PyTorch's steps, converge up to the rate that they say, and change nothing that they are given."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossviz.learning import optimisers
from lossviz.learning.optimisers import OPTIMISERS

GOLDEN = json.loads((Path(__file__).parent / "golden" / "optimisers" / "steps.json").read_text())
CLOSE = 1e-7

# The gradients of the surfaces of tests/golden/write_optimisers.py, derived by hand.
GRADIENTS = {
    "bowl": lambda x, y: (x - 1, 2 * (y + 0.5)),
    "ravine": lambda x, y: (0.2 * x + 0.3 * y, 10 * y + 0.3 * x),
    "rosenbrock": lambda x, y: (-0.02 * (1 - x) - 4 * x * (y - x**2), 2 * (y - x**2)),
    "waves": lambda x, y: (
        3 * np.cos(3 * x) * np.cos(2 * y) + 0.2 * x,
        -2 * np.sin(3 * x) * np.sin(2 * y) + 0.2 * y,
    ),
}

every_optimiser = pytest.mark.parametrize("optimiser", OPTIMISERS.values(), ids=OPTIMISERS)


def _defaults(optimiser):
    return {each.name: each.default for each in optimiser.parameters}


def _walked(optimiser, gradient, theta, rate, steps, parameters):
    state, places = optimiser.begin(theta), [theta]
    for _ in range(steps):
        state, theta = optimiser.step(state, theta, gradient(theta), rate, **parameters)
        places.append(theta)
    return np.array(places)


def test_an_optimiser_is_named_by_its_file():
    for key in OPTIMISERS:
        assert (Path(optimisers.__path__[0]) / f"{key}.py").is_file()


def test_every_optimiser_is_held_against_pytorch_at_its_defaults_and_away_from_them():
    for key, optimiser in OPTIMISERS.items():
        rows = [row for row in GOLDEN["rows"] if row["optimiser"] == key]
        assert {row["surface"] for row in rows} == GRADIENTS.keys()
        assert any({**_defaults(optimiser), **row["parameters"]} == _defaults(optimiser) for row in rows), key
        if {each.name for each in optimiser.parameters} - {optimiser.batch}:
            assert any(row["parameters"] != _defaults(optimiser) for row in rows), key
    assert GOLDEN["steps"][-1] >= 50
    assert GOLDEN["PyTorch"] == "2.13.0"


@every_optimiser
def test_steps_are_pytorchs(optimiser):
    for row in (row for row in GOLDEN["rows"] if row["optimiser"] == optimiser.key):

        def gradient(theta, surface=row["surface"]):
            return np.array(GRADIENTS[surface](*theta))

        start = np.array(GOLDEN["starts"][row["surface"]])
        places = _walked(optimiser, gradient, start, row["rate"], GOLDEN["steps"][-1], row["parameters"])
        theirs = np.array(row["places"])
        # Of a length of the walk: a coordinate may happen to be next to 0.
        size = np.maximum(np.abs(theirs), np.abs(theirs).max(0))
        assert (np.abs(places[GOLDEN["steps"]] - theirs) <= CLOSE * size).all(), row


@every_optimiser
def test_a_step_changes_nothing_that_it_is_given(optimiser):
    theta, gradient = np.array([1.0, -2.0]), np.array([0.5, 0.25])
    state, _ = optimiser.step(optimiser.begin(theta), theta, gradient, 0.1, **_defaults(optimiser))
    kept = repr(state)
    again = [optimiser.step(state, theta, gradient, 0.1, **_defaults(optimiser)) for _ in range(2)]
    assert repr(state) == kept
    assert repr(again[0]) == repr(again[1])
    assert theta.tolist() == [1.0, -2.0]
    assert gradient.tolist() == [0.5, 0.25]


@every_optimiser
def test_a_rate_of_0_goes_nowhere(optimiser):
    places = _walked(optimiser, lambda theta: theta, np.array([1.0, -2.0]), 0.0, 5, _defaults(optimiser))
    assert (places == places[0]).all()


@pytest.mark.parametrize("key", [key for key in OPTIMISERS if key != "lbfgs"])
def test_a_weight_is_stepped_alike_whatever_array_it_stands_in(key):
    optimiser = OPTIMISERS[key]
    rng = np.random.default_rng(1)
    theta = rng.normal(size=(3, 4))
    whole = _walked(optimiser, lambda theta: np.sin(theta), theta, 0.1, 7, _defaults(optimiser))
    one = _walked(optimiser, lambda theta: np.sin(theta), theta[1, 2], 0.1, 7, _defaults(optimiser))
    assert np.array_equal(whole[:, 1, 2], one)


@pytest.mark.parametrize("key", [key for key, each in OPTIMISERS.items() if each.limit])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9])
def test_below_its_limit_an_optimiser_converges_on_a_parabola_and_above_it_runs_away(key, kept):
    optimiser, curvature = OPTIMISERS[key], 2.851
    other = {"momentum": kept, "dampening": kept / 2}
    parameters = {name: other.get(name, value) for name, value in _defaults(optimiser).items()}
    limit = optimiser.limit(curvature, **parameters)
    for factor, ends in ((0.97, 0.0), (1.03, np.inf)):
        with np.errstate(over="ignore", invalid="ignore"):
            places = _walked(optimiser, lambda theta: curvature * theta, np.ones(1), factor * limit, 3000, parameters)
        assert abs(places[-1, 0]) < 1e-9 if ends == 0 else not abs(places[-1, 0]) < 1e9, (factor, places[-1])
