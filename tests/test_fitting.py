"""Fits: as exact as SciPy's and scikit-learn's, and honest where there is no single best one."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.learning.data.scatter import scatter
from lossviz.learning.fitting import best, bests, plateau, spread
from lossviz.learning.polynomials import basis_of
from lossviz.spaces.residual import REAL

GOLDEN = json.loads((Path(__file__).parent / "golden" / "fits" / "fits.json").read_text(encoding="utf-8"))
CLOSE = 1e-7
OF_RESIDUALS = [loss for loss in LOSSES.values() if loss.space is REAL]

every_loss = pytest.mark.parametrize("loss", OF_RESIDUALS, ids=[loss.key for loss in OF_RESIDUALS])
ROWS = [(case, row) for case in GOLDEN["lines"] for row in case["fits"]]
NAMES = [f"{len(case['x'])}-{row['loss']}-{','.join(map(str, row['parameters'].values()))}" for case, row in ROWS]


def _fit(loss, x, y, degree=1):
    basis = basis_of(np.asarray(x, float), degree)
    found = best(loss, basis.columns(np.asarray(x, float)), np.asarray(y, float))
    return found, basis.powers(found.theta)


def _line(**knobs):
    data = scatter(**{"bad_end": 4, "bad_middle": 0, "noise": 0.4, "skew": 0, "seed": 1, **knobs})
    return data.features, data.labels


def _mean(bound, design, theta, target):
    return float(bound.value(design @ theta, target).mean())


@pytest.mark.parametrize(("case", "row"), ROWS, ids=NAMES)
def test_fits_are_those_of_other_libraries(case, row):
    bound = LOSSES[row["loss"]].at(row["parameters"])
    found, powers = _fit(bound, case["x"], case["y"], case["degree"])
    if "value" in row:
        assert found.value <= row["value"] * (1 + CLOSE)
    if "theta" in row and not found.flat and found.value > row.get("value", 0.0) * (1 - CLOSE):
        np.testing.assert_allclose(powers, row["theta"], rtol=CLOSE, atol=CLOSE * np.abs(row["theta"]).max())


def test_no_golden_fit_is_passed_over():
    compared = 0
    for case, row in ROWS:
        found, _ = _fit(LOSSES[row["loss"]].at(row["parameters"]), case["x"], case["y"], case["degree"])
        compared += "theta" in row and not found.flat and found.value > row.get("value", 0.0) * (1 - CLOSE)
    assert compared >= 0.9 * sum("theta" in row for _, row in ROWS)


@pytest.mark.parametrize("row", GOLDEN["columns"], ids=[row["loss"] for row in GOLDEN["columns"]])
def test_estimates_of_a_column_are_those_of_other_libraries(row):
    numbers = np.array(row["numbers"])
    found = best(LOSSES[row["loss"]].at(row["parameters"]), np.ones((numbers.size, 1)), numbers)
    assert found.theta[0] == pytest.approx(row["estimate"], rel=CLOSE)


@every_loss
@pytest.mark.parametrize("bad_end", [0, 4, 8])
def test_nothing_nearby_is_better(loss, bad_end):
    x, y = _line(bad_end=bad_end)
    design, bound = np.stack([np.ones_like(x), x], -1), loss.at({})
    found = best(bound, design, y)
    rng = np.random.default_rng(0)
    assert found.value == pytest.approx(_mean(bound, design, found.theta, y), rel=1e-12)
    for size in (1e-1, 1e-3, 1e-5):
        for move in rng.normal(scale=size, size=(100, 2)):
            assert _mean(bound, design, found.theta + move, y) >= found.value - 1e-13


@every_loss
def test_equal_numbers_many_times_over_do_not_hold_it_up(loss):
    """Ties are where methods that hold points in kinks go round in circles."""
    x = np.repeat([0.0, 1.0, 2.0, 3.0], 6)
    y = np.tile([0.0, 0.0, 1.0, 1.0, 1.0, 5.0], 4) + x
    bound, design = loss.at({}), np.stack([np.ones_like(x), x], -1)
    found = best(bound, design, y)
    grid = np.stack(np.meshgrid(np.linspace(-1, 3, 81), np.linspace(0, 2, 81)), -1).reshape(-1, 2)
    heights = bound.value(grid @ design.T, y).mean(-1)
    assert found.value <= heights.min() + 1e-12


@every_loss
def test_points_on_a_line_are_fitted_by_it(loss):
    x = np.linspace(-1, 1, 9)
    found, powers = _fit(loss.at({}), x, 2 * x - 1)
    if not found.flat:
        np.testing.assert_allclose(powers, [-1, 2], atol=1e-9)


def test_several_data_sets_at_once_are_fitted_as_one_by_one():
    for key in ("squared", "huber", "absolute", "welsch"):
        bound = LOSSES[key].at({})
        x, _ = _line()
        design = np.stack([np.ones_like(x), x], -1)
        targets = [_line(bad_end=count)[1] for count in range(10)]
        together = bests(bound, np.stack([design] * 10), np.stack(targets))
        for found, target in zip(together, targets, strict=True):
            np.testing.assert_allclose(found.theta, best(bound, design, target).theta, atol=1e-9)


def test_several_minima_are_told():
    x, y = _line(bad_end=9)
    found, _ = _fit(LOSSES["welsch"].at({}), x, y)
    assert len(found.others) >= 1
    assert all(value >= found.value for _, value in found.others)
    assert _fit(LOSSES["huber"].at({}), x, y)[0].others == ()


def test_equally_good_fits_are_told():
    numbers = np.array([21.0, 23, 24, 25, 26, 27, 28, 30, 31, 250])
    for key, parameters, low, high in (
        ("absolute", {}, 26, 27),
        ("quantile", {"tau": 0.8}, 30, 31),
        ("squared", {}, 48.5, 48.5),
        ("huber", {"delta": 0.4}, 26.4, 26.6),
        ("epsilon_insensitive", {"epsilon": 2.0}, 26, 27),
    ):
        bound = LOSSES[key].at(parameters)
        found = best(bound, np.ones((10, 1)), numbers)
        assert plateau(bound, numbers, found) == pytest.approx((low, high), abs=1e-9), key
        assert found.flat == (low < high), key


def test_no_more_is_fitted_than_the_points_determine():
    same = basis_of(np.full(5, 2.0), 3)
    assert same.degree == 0
    assert basis_of(np.array([0.0, 1.0, 1.0]), 4).degree == 1
    for loss in OF_RESIDUALS:
        found, powers = _fit(loss.at({}), np.full(5, 2.0), np.arange(5.0))
        assert powers.size == 1
        assert np.isfinite(found.theta).all()
        found, powers = _fit(loss.at({}), [3.0], [7.0])
        assert found.value == pytest.approx(float(loss.at({}).value(np.array([0.0]), np.array([0.0]))[0]), abs=1e-12)


def test_years_and_large_numbers_are_fitted_as_well_as_small_ones():
    x, y = _line()
    for degree in (1, 5):
        small = basis_of(x, degree)
        large = basis_of(1960 + 30 * x, degree)
        for key in ("squared", "absolute", "huber"):
            bound = LOSSES[key].at({})
            near = small.columns(x) @ best(bound, small.columns(x), y).theta
            far = large.columns(1960 + 30 * x) @ best(bound, large.columns(1960 + 30 * x), y).theta
            np.testing.assert_allclose(near, far, atol=1e-7)


def test_the_spread_of_good_points_is_not_that_of_bad_ones():
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, 400)
    y = x + 0.4 * rng.normal(size=400)
    y[:40] += 50
    assert spread(np.stack([np.ones_like(x), x], -1), y)[0] == pytest.approx(0.4, rel=0.2)
