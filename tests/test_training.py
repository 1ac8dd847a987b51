"""Training runs: what is noted, what stops them, and that everyone who asks shares one."""

from dataclasses import replace

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.learning.data.split import learnt_and_judged
from lossviz.learning.networks import Network, Objective
from lossviz.learning.optimisers import OPTIMISERS
from lossviz.learning.problems import examples_of, problem_of
from lossviz.learning.ridge import evaluated, fitted
from lossviz.learning.runs import patient
from lossviz.learning.training import Recipe, train
from lossviz.vocabulary import Parameter, View
from tests.promises import assert_no_holes, assert_numbers_are_told, assert_promised, assert_travels, assert_valid

LAB = CATALOGUE.labs["train"]


def _recipe(loss="squared", optimiser="gradient_descent", hidden=(6,), **more):
    space = LOSSES[loss].space
    problem = problem_of(space)
    network = Network((problem.inputs, *hidden, problem.outputs))
    objective = {name: more.pop(name) for name in ("summed", "l1", "l2") if name in more}
    rule = OPTIMISERS[optimiser]
    settings = tuple((each.name, each.initial) for each in rule.parameters)
    return Recipe(Objective(LOSSES[loss].at({}), network, **objective), rule, settings, **{"steps": 40, **more})


def _trained(recipe, size=24, noise=0.3):
    *_, history = train(recipe, *examples_of(recipe.objective.bound.loss.space, size, noise, recipe.seed))
    return history


@pytest.mark.parametrize("optimiser", ["gradient_descent", "momentum", "adam"])
def test_every_step_is_one_of_the_optimiser_on_the_gradient_of_all_examples(optimiser):
    recipe = _recipe(optimiser=optimiser, rate=0.05, l2=0.01)
    learnt, judged = examples_of(recipe.objective.bound.loss.space, 24, 0.3, 1)
    history = _trained(recipe)
    theta, state = history.weights[0], recipe.optimiser.begin(history.weights[0])
    for row in range(1, 11):
        for _ in range(recipe.every):
            slope = recipe.objective.gradient(theta, learnt.features, learnt.target)
            state, theta = recipe.optimiser.step(state, theta, slope, recipe.rate, **dict(recipe.settings))
        np.testing.assert_allclose(history.weights[row], theta, rtol=1e-10, atol=1e-12)
        assert history.validation[row] == pytest.approx(recipe.objective.loss(theta, judged.features, judged.target))


def test_each_example_is_seen_once_before_any_is_seen_again():
    seen = []

    class Watched(Objective):
        def gradient(self, theta, features, target, masks=()):
            seen.append(features[:, 0].tolist())
            return super().gradient(theta, features, target, masks)

    recipe = _recipe(batch=6, every=4)
    own = recipe.objective
    learnt, judged = examples_of(own.bound.loss.space, 24, 0.3, 1)
    list(train(replace(recipe, objective=Watched(own.bound, own.network)), learnt, judged))
    batches = [each for each in seen if len(each) == 6]
    assert len(batches) == recipe.steps
    for start in range(0, len(batches), 4):
        assert sorted(np.ravel(batches[start : start + 4])) == sorted(learnt.features[:, 0])
    assert batches[:4] != batches[4:8]


def test_a_sum_takes_steps_as_large_as_a_mean_at_a_rate_that_is_so_many_times_larger():
    added, averaged = _recipe(summed=True, rate=0.05 / 8, batch=8), _recipe(rate=0.05, batch=8)
    one, other = _trained(added), _trained(averaged)
    np.testing.assert_allclose(one.weights, other.weights, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(one.norms, 8 * other.norms, rtol=1e-8)


def test_rows_that_are_there_stay_as_they_are():
    recipe = _recipe(rate=0.05)
    states = list(train(recipe, *examples_of(recipe.objective.bound.loss.space, 24, 0.3, 1)))
    counts = [state.count for state in states]
    assert counts == sorted(counts)
    assert (counts[-1], states[-1].end) == (11, "")
    assert states[-1].training is states[0].training


def test_it_stops_when_the_validation_loss_has_not_fallen_for_long_enough():
    history = _trained(
        _recipe(optimiser="adam", hidden=(32, 32), rate=0.03, patience=40, steps=800), size=12, noise=0.5
    )
    assert history.end == "stopped"
    assert (history.last - history.best) * history.every == 40


def test_what_overflows_ends_the_run_and_nothing_of_it_is_noted():
    history = _trained(_recipe(rate=50.0, steps=400))
    assert history.end == "broken"
    assert 1 <= history.count < 101
    for array in (history.training, history.validation, history.norms, history.weights):
        assert np.isfinite(array[: history.count]).all()


def test_penalties_make_weights_smaller_and_dropout_changes_the_run_alone():
    plain, paid = (_trained(_recipe(rate=0.05, steps=400, l2=l2)) for l2 in (0.0, 0.05))
    assert np.abs(paid.weights[-1]).sum() < np.abs(plain.weights[-1]).sum()
    assert plain.training[0] == paid.training[0], "the loss that is noted is without penalties"
    dropped = _trained(_recipe(rate=0.05, steps=400, dropped=0.5))
    assert dropped.training[0] == plain.training[0]
    assert dropped.training[-1] != plain.training[-1]


@pytest.mark.parametrize("loss", ["squared", "binary_cross_entropy", "cross_entropy", "sparse_cross_entropy"])
def test_examples_are_legal_for_the_loss_and_those_to_judge_by_are_others(loss):
    learnt, judged = examples_of(LOSSES[loss].space, 30, 0.4, 3)
    problem = problem_of(LOSSES[loss].space)
    for each in (learnt, judged):
        shape = (len(each.labels), problem.outputs) if LOSSES[loss].space.prediction_axes else len(each.labels)
        assert np.isfinite(LOSSES[loss](np.zeros(shape), each.target)).all()
        assert each.features.shape == (len(each.labels), problem.inputs)
    assert not np.isin(learnt.features, judged.features).any()


@pytest.mark.parametrize(("seed", "at_nine"), [(1, 11.1), (2, 53), (3, 23), (4, 18), (5, 5.5)])
def test_polynomials_are_those_of_numpy_and_the_highest_goes_wild_between_its_points(seed, at_nine):
    learnt, judged = learnt_and_judged(noise=0.4, seed=seed)
    for degree in (1, 4, 6):
        own = evaluated(fitted(learnt.features, learnt.labels, degree), judged.features)
        theirs = np.polynomial.Polynomial.fit(learnt.features, learnt.labels, degree)(judged.features)
        np.testing.assert_allclose(own, theirs, rtol=1e-8, atol=1e-9)
    wild = evaluated(fitted(learnt.features, learnt.labels, 9), judged.features) - judged.labels
    assert (wild**2).mean() == pytest.approx(at_nine, rel=0.02)


def test_a_price_on_coefficients_is_that_of_ridge_regression():
    learnt, _ = learnt_and_judged(noise=0.4, seed=1)
    columns = np.polynomial.legendre.legvander(learnt.features / 2, 5)
    price = 0.03 * learnt.features.size * np.diag([0.0, 1, 1, 1, 1, 1])
    expected = np.linalg.solve(columns.T @ columns + price, columns.T @ learnt.labels)
    np.testing.assert_allclose(fitted(learnt.features, learnt.labels, 5, 0.03), expected, rtol=1e-9)


# The lab


def _ends(figure):
    view, _ = View.read({"figure": figure}, PAGES["train"])
    for control in view.controls:
        if isinstance(control, Parameter) and control.travel == "chased":
            for stop in control.slider[:2]:
                yield pytest.param(figure, control.name, stop, id=f"{figure}-{control.name}-{stop:g}")


@pytest.mark.parametrize(
    ("figure", "name", "stop"), [case for figure in ("run", "gradients") for case in _ends(figure)]
)
def test_sliders_that_train_anew_draw_at_both_ends(figure, name, stop):
    view, _ = View.read({"figure": figure, name: f"{stop:g}"}, PAGES["train"])
    drawn = view.draw()
    assert drawn.done == 1
    assert_promised(view.subject.name, drawn)
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    assert_no_holes(drawn, False)
    assert_valid(drawn)


@pytest.mark.parametrize(
    "fields", [{"scale": "log"}, {"rate": "3", "optimiser": "gradient_descent"}, {"patience": "40"}]
)
def test_runs_that_end_early_and_other_axes_draw(fields):
    view, _ = View.read(fields, PAGES["train"])
    drawn = view.draw()
    assert_promised(view.subject.name, drawn)
    assert_numbers_are_told(drawn)
    assert_travels(drawn)
    numbers = drawn.readings
    if "patience" in fields:
        assert numbers["stopped"].value
        assert "stopped early" in drawn.takeaway
    if "rate" in fields:
        assert numbers["broken"].value
        assert "beyond what floats can hold" in drawn.takeaway


def test_a_run_is_drawn_while_it_goes_on_and_its_share_grows():
    view, _ = View.read({"depth": "8", "size": "200", "seed": "77"}, PAGES["train"])
    shares = []
    while not shares or shares[-1] < 1:
        with patient(0.02):
            drawn = view.draw()
        shares.append(drawn.done)
        assert_travels(drawn)
        assert_promised(view.subject.name, drawn)
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.9
    assert len(shares) > 2
