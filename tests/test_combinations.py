"""Combinations: every term has the slope it says, weighted sums are lowest where they say, fronts are fronts."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.catalogue import PAGES
from lossviz.learning.combination import soft_worst
from lossviz.learning.combinations import COMBINATIONS
from lossviz.learning.weighted_sums import (
    WEIGHTINGS,
    descended,
    ends,
    front,
    lowest,
    pulls,
    scales,
    sum_of,
    uncertain,
    undominated,
    values_of,
)
from lossviz.live import payload
from lossviz.vocabulary import InvalidInput, View

GOLDEN = json.loads((Path(__file__).parent / "golden" / "combinations" / "weighted_sums.json").read_text("utf-8"))


def _settings(combination):
    """The combination at its defaults, then each parameter at either end of its slider."""
    defaults = {each.name: each.initial for each in combination.parameters}
    yield defaults
    for each in combination.parameters:
        for stop in each.slider[:2]:
            yield defaults | {each.name: stop}


def _problem(key, **values):
    combination = COMBINATIONS[key]
    return combination.problem(**{each.name: each.initial for each in combination.parameters} | values)


CASES = [(each, values) for each in COMBINATIONS.values() for values in _settings(each)]
every_combination = pytest.mark.parametrize("combination", COMBINATIONS.values(), ids=COMBINATIONS)
every_case = pytest.mark.parametrize(
    ("combination", "values"),
    CASES,
    ids=[f"{each.key}-{'-'.join(f'{k}{v:g}' for k, v in values.items())}" for each, values in CASES],
)


def _somewhere(problem, count, seed=3):
    return problem.start + np.random.default_rng(seed).normal(size=(count, problem.start.size))


@every_case
def test_the_slope_and_the_bend_of_a_term_are_its_derivatives(combination, values):
    problem = combination.problem(**values)
    assert len(problem.terms) == len(combination.terms)
    hair = 1e-5
    for term in problem.terms:
        for theta in _somewhere(problem, 3):
            nudges = hair * np.eye(theta.size)
            slope = (term.value(theta + nudges) - term.value(theta - nudges)) / (2 * hair)
            size = 1 + np.abs(slope).max()
            assert term.gradient(theta) == pytest.approx(slope, abs=1e-6 * size)
            bend = [(term.gradient(theta + each) - term.gradient(theta - each)) / (2 * hair) for each in nudges]
            assert term.curvature(theta) == pytest.approx(np.array(bend), abs=1e-5 * (1 + np.abs(bend).max()))


@every_case
@pytest.mark.parametrize("power", [-4.0, -1.0, 0.0, 2.0, 4.0])
def test_the_lowest_place_of_a_sum_has_no_slope_and_nothing_near_is_lower(combination, values, power):
    problem = combination.problem(**values)
    weights = np.array([1.0, 10.0**power, *[1.0] * (len(problem.terms) - 2)])
    theta = lowest(problem, weights).theta
    slope = sum(w * term.gradient(theta) for w, term in zip(weights, problem.terms, strict=True)) / weights.sum()
    assert np.abs(slope).max() <= 1e-7
    shares = weights / weights.sum()
    near = theta + 0.1 * np.random.default_rng(1).normal(size=(50, theta.size))
    least = float(sum_of(problem.terms, shares, theta))
    assert (sum_of(problem.terms, shares, near) >= least - 1e-9).all()


@every_case
def test_a_front_is_one(combination, values):
    problem = combination.problem(**values)
    found = front(problem, (1.0,) * (len(problem.terms) - 2))
    slack = 1e-9 * (1.0 + np.abs(found.values).max(0))
    for place in found.values:
        assert not (found.values < place - slack).all(-1).any(), "a place is beaten in every term"
    assert (np.diff(found.values[:, 1]) <= slack[1]).all(), "more weight leaves more of a term"
    if len(problem.terms) == 2:
        assert (np.diff(found.values[:, 0]) >= -slack[0]).all()


@pytest.mark.parametrize("key", [key for key, each in COMBINATIONS.items() if len(each.terms) == 2])
def test_a_front_ends_where_each_term_alone_is_lowest(key):
    problem = _problem(key)  # a third term would pull at both ends
    found, (first, second) = front(problem), ends(problem)
    reach = np.ptp(found.values, axis=0)
    alone = float(problem.terms[0].value(first.theta)), float(problem.terms[1].value(second.theta))
    assert found.values[0, 0] - alone[0] == pytest.approx(0.0, abs=0.01 * reach[0])
    assert found.values[-1, 1] - alone[1] == pytest.approx(0.0, abs=0.01 * reach[1])


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=lambda row: f"{row['combination']}-{row['weights'][1]:.3g}")
def test_sums_are_lowest_where_scipy_finds_them(row):
    problem = _problem(row["combination"])
    theta = lowest(problem, row["weights"]).theta
    assert values_of(problem, theta) == pytest.approx(row["values"], rel=1e-7, abs=1e-12)
    assert theta == pytest.approx(row["theta"], rel=1e-6, abs=1e-6)


def test_scipy_was_asked_about_every_combination():
    assert {row["combination"] for row in GOLDEN["rows"]} == set(COMBINATIONS)


def test_no_weight_reaches_into_a_dent():
    problem = _problem("two_tasks", conflict=3.0)
    found = front(problem)
    assert found.share > 0.5
    tried = values_of(problem, problem.every)
    for power in np.linspace(-4, 4, 81):
        best = tried[(tried @ [1.0, 10.0**power]).argmin()]
        assert np.abs(found.missed - best).max(-1).min() > 0.01, "a weight reaches what none is said to reach"
    assert undominated(found.missed).all()
    assert front(_problem("two_tasks", conflict=1.0)).share == 0


def test_undominated_places_are_told_from_beaten_ones():
    places = np.array([[0.0, 2.0], [1.0, 1.0], [1.0, 1.5], [2.0, 0.0], [2.0, 2.0], [1.0, 1.0]])
    assert undominated(places).tolist() == [True, True, False, True, False, True]


@pytest.mark.parametrize("key", [key for key, each in COMBINATIONS.items() if "uncertainty" in each.weightings])
def test_by_uncertainty_each_weight_is_one_over_its_term(key):
    problem = _problem(key)
    theta, weights = uncertain(problem)
    s = np.log(values_of(problem, theta))
    assert np.log(weights) == pytest.approx(-s, abs=1e-9)

    def objective(theta, s):
        return float((np.exp(-s) * values_of(problem, theta) + s).sum())

    least = objective(theta, s)
    rng = np.random.default_rng(0)
    for _ in range(50):
        assert objective(theta, s + 0.1 * rng.normal(size=s.size)) > least
        assert objective(theta + 0.01 * rng.normal(size=theta.size), s) >= least
    slope = sum(w * term.gradient(theta) for w, term in zip(weights, problem.terms, strict=True))
    assert np.abs(slope).max() <= 1e-7 * weights.sum()


@every_combination
@pytest.mark.parametrize("figure", ["front", "way"])
def test_every_travel_of_a_slider_can_be_sent(combination, figure):
    view, _ = View.read({"combination": combination.key, "figure": figure}, PAGES["combine"])
    names = [name for name, (parameter, _) in payload.sliders(view).items() if parameter.travel == "ahead"]
    assert names
    for name in names:
        sent = payload.arm(view, name)
        assert len(sent["steps"]) > 10


@pytest.mark.parametrize("key", COMBINATIONS)
def test_the_way_down_falls_and_comes_to_where_the_sum_is_lowest(key):
    problem = _problem(key)
    weights = np.array([1.0, 0.5, 2.0][: len(problem.terms)])
    path, used = descended(problem, weights, 1.0, 400)
    sums = sum_of(problem.terms, used[0], path)
    assert (np.diff(sums) <= 1e-15).all()
    assert path[0] == pytest.approx(problem.start)
    least = float(sum_of(problem.terms, used[0], lowest(problem, weights).theta))
    assert sums[-1] >= least - 1e-12
    if key != "physics":  # whose equation makes the sum too steep for so few steps
        assert sums[-1] == pytest.approx(least, rel=2e-2)


@every_combination
def test_normalised_terms_start_at_one(combination):
    problem = _problem(combination.key)
    assert set(combination.weightings) <= set(WEIGHTINGS)
    for weighting in combination.weightings:
        factors = scales(problem, weighting)
        if weighting == "start":
            assert factors * values_of(problem, problem.start) == pytest.approx(1.0)
        elif weighting == "gradient":
            sizes = [np.linalg.norm(term.gradient(problem.start)) for term in problem.terms]
            assert factors * sizes == pytest.approx(1.0)
        else:
            assert (factors == 1).all()


def test_what_is_nothing_at_the_start_cannot_normalise():
    with pytest.raises(InvalidInput, match="0 at the start"):
        scales(_problem("elastic_weights"), "start")


def test_a_weight_of_0_and_an_infinite_one_leave_a_single_term():
    problem = _problem("two_losses")
    first, second = ends(problem)
    assert lowest(problem, (2.0, 0.0)).theta == pytest.approx(first.theta)
    assert lowest(problem, (1.0, math.inf)).theta == pytest.approx(second.theta)
    for weights in ((0.0, 0.0), (1.0, -1.0), (math.nan, 1.0)):
        with pytest.raises(InvalidInput, match="at least 0"):
            lowest(problem, weights)


def test_what_the_data_leave_open_stays_at_the_start_and_is_counted():
    problem = _problem("physics", count=4.0)
    found = lowest(problem, (1.0, 0.0, 0.0))
    assert found.free == problem.start.size - 4
    values = values_of(problem, found.theta)
    assert values[0] == pytest.approx(0.0, abs=1e-20)
    bent = problem.terms[0].curvature(found.theta)
    sizes, ways = np.linalg.eigh(bent)
    flat = ways[:, sizes < 1e-9 * sizes.max()]
    assert flat.T @ found.theta == pytest.approx(flat.T @ problem.start, abs=1e-9)


def test_a_singular_sum_is_told_in_words():
    view, complaints = View.read(
        {"combination": "physics", "count": "4", "weight": "-inf", "third": "-inf"}, PAGES["combine"]
    )
    assert complaints == []
    drawn = view.draw()
    assert drawn.readings["free"].value == 6
    assert "flat along 6 of 10 directions" in drawn.takeaway


def test_elastic_weights_are_the_catalogues_with_the_old_tasks_fisher():
    problem = _problem("elastic_weights")
    centres, (new, old) = np.linspace(-2.0, 2.0, 6), problem.points
    bumps = np.exp(-0.5 * ((old.x[:, None] - centres) / 0.7) ** 2)
    noise, share = np.polynomial.hermite_e.hermegauss(5)  # of the likelihood's own residuals, in deviations
    squares = (bumps[:, None, :] * noise[:, None] / 0.15) ** 2
    fisher = (squares * (share / share.sum())[:, None]).sum(1).mean(0)
    anchor = problem.start
    for theta in _somewhere(problem, 5):
        loss = LOSSES["elastic_weight_consolidation"]
        given = {"strength": 1.0, "fisher": fisher, "anchor": anchor}
        assert float(problem.terms[1].value(theta)) == pytest.approx(float(loss(theta, 0 * theta, **given)), rel=1e-9)
        assert problem.terms[1].gradient(theta) == pytest.approx(loss.grad(theta, 0 * theta, **given), rel=1e-9)
    assert new.name == "new task"


def test_the_soft_worst_goes_from_the_mean_to_the_largest():
    problem = _problem("worst_case")
    theta, terms = np.array([0.2, 0.4]), problem.terms
    values = [float(term.value(theta)) for term in terms]
    assert float(soft_worst(terms, 1e-3).value(theta)) == pytest.approx(max(values), abs=1e-3)
    assert float(soft_worst(terms, 1e4).value(theta)) == pytest.approx(np.mean(values), abs=1e-3)
    assert np.mean(values) < float(soft_worst(terms, 0.5).value(theta)) < max(values)


def test_easy_and_hard_examples_with_equal_weights_are_all_examples():
    problem = _problem("curriculum")
    x, y = (np.nansum([getattr(each, way) for each in problem.points], 0) for way in "xy")
    slope, intercept = np.polyfit(x, y, 1)
    assert lowest(problem, (1.0, 1.0)).theta == pytest.approx([intercept, slope])


def test_shares_and_cosine_of_the_gradients():
    problem = _problem("fairness")
    theta, weights = np.array([0.5, 0.7]), np.array([1.0, 3.0])
    one, other = (w * term.gradient(theta) for w, term in zip(weights, problem.terms, strict=True))
    shares, cosine = pulls(problem, weights, theta)
    assert shares[0] == pytest.approx(np.linalg.norm(one) / (np.linalg.norm(one) + np.linalg.norm(other)))
    assert cosine == pytest.approx(one @ other / np.linalg.norm(one) / np.linalg.norm(other))
    at = lowest(problem, weights).theta
    assert pulls(problem, weights, at)[1] == pytest.approx(-1.0), "where a sum is lowest its terms cancel"
