"""Classifiers are those that scikit-learn trains; their slopes, decisions and shares are what they are said to be."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossviz import LOSSES
from lossviz.catalogue import PAGES
from lossviz.learning.classifiers import for_classes, losses_of, trained
from lossviz.learning.data.groups import ACROSS, UP, groups
from lossviz.learning.data.record import Data
from lossviz.learning.decisions import calibration, decided, over_thresholds, roc, thresholds
from lossviz.learning.heads import HEADS
from lossviz.learning.pulls import shares, sizes
from lossviz.learning.scorers import LINEAR, SCORERS
from lossviz.maths.quasi_newton import lowest
from lossviz.vocabulary import View
from tests.promises import assert_handles_work, assert_numbers_are_told, assert_promised, assert_travels

GOLDEN = json.loads((Path(__file__).parent / "golden" / "classifiers" / "logistic.json").read_text(encoding="utf-8"))
CLASSIFYING = [loss for loss in LOSSES.values() if loss.space in HEADS]
PAGE = PAGES["classify"]
PLANE = {"size": 64, "share": 0.2, "spread": 1.0, "label_noise": 0.05, "seed": 1.0, "inside": False}

every_loss = pytest.mark.parametrize("loss", CLASSIFYING, ids=[loss.key for loss in CLASSIFYING])


def _bound(loss, **values):
    return loss.at({each.name: values.get(each.name, each.initial) for each in loss.parameters})


def _classes(loss):
    return 2 if HEADS[loss.space].single else 3


def _trained(loss, data, scorer=LINEAR, penalty=0.0, **values):
    return trained(_bound(loss, **values), HEADS[loss.space], scorer, data, _classes(loss), penalty, 1)


def _view(**fields):
    view, complaints = View.read(fields, PAGE)
    assert complaints == []
    return view


def _numbers(**fields):
    return {name: each.value for name, each in _view(**fields).draw().readings.items()}


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=lambda row: f"{row['loss']}-{row['penalty']}-{row['weight']}")
def test_a_fit_is_that_of_scikit_learn(row):
    loss, last = LOSSES[row["loss"]], row["classes"] - 1
    weight = {"pos_weight": row["weight"]} if last == 1 else {"class_weights": (1.0, 1.0, row["weight"])}
    data = groups(classes=row["classes"], **row["knobs"])
    model = _trained(loss, data, penalty=row["penalty"], **weight)
    assert model.ending == "settled"
    np.testing.assert_allclose(model.probabilities, row["probabilities"], rtol=1e-7)
    coefficients = np.array(row["coefficients"])
    np.testing.assert_allclose(model.theta[: coefficients.size], coefficients.T.ravel(), rtol=1e-7, atol=1e-9)
    p, positive = model.probabilities[:, last], data.labels == last
    assert roc(p, positive).area == pytest.approx(row["auc"], abs=1e-12)
    assert ((p - positive) ** 2).mean() == pytest.approx(row["brier"], rel=1e-7)


@pytest.mark.parametrize("scorer", SCORERS.values(), ids=SCORERS)
@every_loss
def test_training_goes_downhill_and_ends_where_it_is_level(loss, scorer):
    """Where it says that it has settled, no small step lowers the mean loss by much."""
    data, classes = groups(classes=_classes(loss), **PLANE), _classes(loss)
    bound, head = _bound(loss), HEADS[loss.space]
    model = _trained(loss, data, scorer, penalty=0.01)
    target = head.target(data.labels, classes)

    def objective(theta):
        losses = losses_of(bound, head, model.network.predict(theta, data.features), target)[0]
        return losses.mean() + 0.005 * (theta[model.network.are_weights] ** 2).sum()

    start = scorer.start(model.network, 1)
    end = objective(model.theta)
    assert np.isfinite(model.probabilities).all()
    assert end < objective(start) or model.ending == "flat"
    if model.ending == "settled":
        rng = np.random.default_rng(0)
        around = [objective(model.theta + 1e-3 * rng.normal(size=start.size)) for _ in range(20)]
        assert min(around) > end - 3e-4 * abs(end)


@every_loss
def test_slopes_of_scores_are_derivatives(loss):
    head, rng = HEADS[loss.space], np.random.default_rng(2)
    classes = _classes(loss)
    scores = rng.normal(size=(40, head.columns(classes)))
    target = head.target(rng.integers(0, classes, 40).astype(float), classes)
    ahead = rng.normal(size=scores.shape)
    for bound in (None, _bound(loss)):
        slope = (losses_of(bound, head, scores, target)[1] * ahead).sum(-1)
        high, low = (losses_of(bound, head, scores + step * ahead, target)[0] for step in (1e-6, -1e-6))
        smooth = np.abs((high - low) / 2e-6 - slope) < 1e-6
        assert smooth.mean() > 0.9  # a kink or a jump may lie between


def test_plain_cross_entropy_is_the_catalogues():
    rng = np.random.default_rng(3)
    for key in ("binary_cross_entropy", "cross_entropy", "sparse_cross_entropy", "multilabel_cross_entropy"):
        loss = LOSSES[key]
        head, classes = HEADS[loss.space], _classes(loss)
        scores = rng.normal(scale=3, size=(30, head.columns(classes)))
        target = head.target(rng.integers(0, classes, 30).astype(float), classes)
        for own, theirs in zip(
            losses_of(None, head, scores, target), losses_of(_bound(loss), head, scores, target), strict=True
        ):
            np.testing.assert_allclose(own, theirs, rtol=1e-9, atol=1e-12)


def test_a_lowest_place_is_found_of_a_bowl_a_valley_and_a_kink():
    bend = np.diag([1.0, 30.0, 1e3])
    bowl = lowest(lambda at: (0.5 * at @ bend @ at, bend @ at), np.ones(3), 100, 1e-9)
    assert bowl.level
    np.testing.assert_allclose(bowl.at, 0, atol=1e-8)

    def banana(at):
        off = at[1] - at[0] ** 2
        return (1 - at[0]) ** 2 + 100 * off**2, np.array([-2 * (1 - at[0]) - 400 * at[0] * off, 200 * off])

    valley = lowest(banana, np.array([-1.2, 1.0]), 200, 1e-9)
    np.testing.assert_allclose(valley.at, 1, atol=1e-7)
    kink = lowest(lambda at: (np.abs(at).sum(), np.sign(at)), np.array([3.0, -0.7]), 200, 1e-9)
    assert kink.value < 1e-6
    assert lowest(lambda at: (0.0, np.zeros(2)), np.ones(2), 10, 1e-9).steps == 0


def test_separable_classes_are_told_to_have_no_lowest_place_unless_weights_are_held():
    data = groups(classes=2, **{**PLANE, "spread": 0.1, "label_noise": 0.0})
    loose, held = (_trained(LOSSES["binary_cross_entropy"], data, penalty=penalty) for penalty in (0.0, 0.01))
    assert (loose.ending, held.ending) == ("off", "settled")
    told = _view(figure="regions", spread="0.2").draw().takeaway
    assert "never settle" in told


def test_a_penalty_lets_go_of_most_wrong_labels_that_a_network_learns_without():
    """What a state to start from tells its reader to try."""
    loose, held = [], []
    for seed in range(10):
        fields = {"figure": "regions", "model": "network", "share": "0.3", "label_noise": "0.16", "data": "ring"}
        loose.append(_numbers(**fields, seed=str(seed))["wrong_labels_learned"])
        held.append(_numbers(**fields, seed=str(seed), penalty="0.01")["wrong_labels_learned"])
    assert np.mean(held) < np.mean(loose) / 2


def test_a_loss_without_slopes_is_told_to_teach_nothing():
    drawn = _view(figure="regions", loss="zero_one").draw()
    assert "nothing was learned" in drawn.takeaway
    assert "nothing pulls" in _view(figure="shares", loss="zero_one").draw().takeaway


def test_data_keep_to_the_picture_and_their_shares():
    for classes in (2, 3):
        for inside in (False, True):
            data = groups(classes=classes, **{**PLANE, "inside": inside, "spread": 10.0, "label_noise": 0.0})
            assert (np.abs(data.features) <= [ACROSS, UP]).all()
            assert np.bincount(data.labels.astype(int)).tolist()[-1] == 13  # a fifth of 64
            assert np.unique(data.labels).size == classes
    flipped = groups(classes=3, **PLANE)
    assert flipped.odd.sum() == 3


def _points(places, labels):
    return Data(np.array(places, float), np.array(labels, float), np.zeros(len(labels), bool))


@pytest.mark.parametrize("scorer", SCORERS.values(), ids=SCORERS)
@every_loss
def test_awkward_examples_are_trained_on_all_the_same(loss, scorer):
    last = _classes(loss) - 1
    awkward = (
        _points([[1.0, 1.0]] * 6, [0, 0, 0, last, last, 0]),  # all in one place
        _points([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]], [0, 0, 0]),  # one class alone
        _points([[4.0, 3.0], [-4.0, -3.0]], [0, last]),  # one of each, far apart
        _points([[0.0, 0.0], [0.0, 0.0]], [0, last]),  # contradictory
    )
    for data in awkward:
        model = _trained(loss, data, scorer)
        assert np.isfinite(model.probabilities).all()
        assert np.isfinite(model.mean)


def test_counts_at_a_threshold_are_those_of_a_plain_count():
    p, positive = np.array([0.1, 0.4, 0.6, 0.9, 0.6]), np.array([False, True, False, True, True])
    counts = decided(p, positive, 0.5)
    assert (counts.found, counts.missed, counts.false, counts.left) == (2, 1, 1, 1)
    assert counts.precision == counts.recall == pytest.approx(2 / 3)
    assert counts.accuracy == 0.6
    assert counts.false_rate == 0.5
    assert decided(p, positive, 0.6).found == 1, "what is at the threshold is not called"
    assert np.isnan(decided(p, positive, 1.0).precision)
    none = np.zeros(5, bool)
    assert np.isnan(decided(p, none, 0.5).recall)
    assert np.isnan(decided(p, ~none, 0.5).false_rate)


def test_the_area_is_how_often_a_positive_stands_above_a_negative():
    rng = np.random.default_rng(4)
    p, positive = rng.integers(0, 6, 80) / 5, rng.random(80) < 0.3  # with many ties
    above = p[positive][:, None] - p[~positive]
    assert roc(p, positive).area == pytest.approx(((above > 0) + 0.5 * (above == 0)).mean())
    assert np.isnan(roc(p, np.zeros(80, bool)).area)
    precision, recall = over_thresholds(p, positive)
    for place in (0, 37, 80, 100):
        counts = decided(p, positive, thresholds()[place])
        np.testing.assert_allclose([precision[place], recall[place]], [counts.precision, counts.recall])


def test_calibration_is_said_against_came():
    p, positive = np.array([0.05, 0.15, 0.95, 1.0]), np.array([False, True, True, True])
    true = calibration(p, positive)
    np.testing.assert_allclose(true.said[[0, 4]], [0.1, 0.975])
    np.testing.assert_allclose(true.came[[0, 4]], [0.5, 1.0])
    assert true.count.tolist() == [2, 0, 0, 0, 2]
    assert true.error == pytest.approx((0.4 + 0.025) / 2)


def test_shares_of_the_gradient_are_shares():
    slopes = np.array([[3.0, -4.0], [0.0, 5.0], [0.0, 0.0]])
    assert sizes(slopes).tolist() == [5.0, 5.0, 0.0]
    found = shares(np.array([1.0, 2.0, 1.0]), np.array([0, 1, 0]), np.array([0.95, 0.1, 1.0]), 2)
    assert found.by_class.tolist() == [0.5, 0.5]
    assert found.by_bin.tolist() == [0.5, 0.0, 0.0, 0.0, 0.5]
    assert (found.easy, found.hard) == (0.5, 0.5)
    assert shares(np.zeros(3), np.array([0, 1, 0]), np.ones(3), 2).by_class.tolist() == [0.0, 0.0]
    huge = shares(np.full(2, 1e308), np.array([0, 1]), np.ones(2), 2)
    assert huge.by_class.tolist() == [0.5, 0.5]


def test_where_cross_entropy_has_settled_both_classes_pull_alike():
    assert _numbers(figure="shares")["rare"] == pytest.approx(0.5, abs=1e-8)
    assert _numbers(figure="shares", pos_weight="4", when="own")["rare"] == pytest.approx(0.5, abs=1e-8)


def test_a_weight_and_a_threshold_agree_and_only_the_weight_spoils_the_mean():
    line = {"figure": "thresholds", "data": "line", "spread": "1.5"}
    by_threshold, by_weight = _numbers(**line, threshold="0.25"), _numbers(**line, pos_weight="3")
    for numbers in (by_threshold, by_weight):
        assert (numbers["found"], numbers["positives"], numbers["false_alarms"]) == (2, 3, 2)
    assert by_threshold["mean_probability"] == pytest.approx(3 / 32)
    assert by_weight["mean_probability"] == pytest.approx(0.195, abs=5e-4)


@pytest.mark.parametrize("line_label", ["1", "0"])
@every_loss
def test_the_links_of_the_chain_multiply(loss, line_label):
    fields = {"figure": "chain", "loss": loss.key}
    label = next((each for each in _view(**fields).controls if each.name == "label"), None)
    if label and line_label in dict(label.options):
        fields["label"] = line_label
    line = next(each for each in loss.space.lines if each.key == "logit")
    for at in ("-3", "0.5"):
        numbers = _numbers(**fields, at_logit=at)
        assert numbers["loss_slope"] * numbers["sigmoid_slope"] == pytest.approx(numbers["pull"])
        higher, lower = (_numbers(**fields, at_logit=f"{float(at) + step}") for step in (1e-4, -1e-4))
        rise = (higher["probability"] - lower["probability"]) / 2e-4
        assert numbers["sigmoid_slope"] == pytest.approx(rise, rel=1e-5)
    assert line.low <= -3


@every_loss
def test_every_figure_draws_of_every_loss_at_both_ends_of_every_slider(loss):
    for figure in ("regions", "thresholds", "shares"):
        view = _view(figure=figure, loss=loss.key)
        for control in view.shown:
            if getattr(control, "slider", None) and control not in loss.parameters:
                for stop in control.slider[:2]:
                    number = control.moved(view.values[control.name], "0" if control.components else "", stop)
                    drawn = view.moved(**{control.name: number}).draw()
                    assert_promised(loss.name, drawn)
                    assert_numbers_are_told(drawn)
                    assert_travels(drawn)


@pytest.mark.parametrize("model", SCORERS)
@pytest.mark.parametrize("loss", ["hinge", "cross_entropy"])
def test_points_are_moved_added_labelled_and_taken_away(loss, model):
    """Also where none of a class is left, and where two are left in all."""
    most = ",".join(f"{example}:out" for example in range(128) if example not in (3, 40))
    for moved in ("5:1:2", "5:out,128:3:1:1,129:-2:0.5:0", most):
        for points in ("32", "128"):
            view = _view(loss=loss, figure="regions", model=model, moved=moved, points=points)
            drawn = view.draw()
            assert_promised(view.loss.name, drawn)
            assert_handles_work(view, drawn)
            assert_promised(view.loss.name, view.moved().draw())
    numbers = _numbers(loss=loss, figure="thresholds", moved="5:out,128:3:1:1", points="32")
    assert numbers["found"] + numbers["missed"] + numbers["false_alarms"] + numbers["rightly_left"] == 32


def test_an_added_point_keeps_its_number_and_its_label_is_one_that_there_is():
    drawn = _view(figure="regions", points="32", moved="128:3:1:1,130:0:0:1,4:out").draw()
    labels = [each["label"] for each in drawn.handles]
    assert labels == [*(f"example {place}" for place in range(32) if place != 4), "example 128", "example 130"]
    two = _view(figure="regions", loss="cross_entropy", classes="2", moved="128:3:1:2").draw()
    assert two.events[1][-1].tolist() == [0.0, 1.0]


def test_a_class_without_examples_and_an_empty_call_are_told():
    only = ",".join(f"{example}:out" for example in range(64) if _labels()[example] == 1)
    drawn = _view(figure="thresholds", moved=only).draw()
    assert "No example is of class 1" in drawn.takeaway
    assert "neither recall nor a ROC curve" in drawn.takeaway
    assert "no precision" in _view(figure="thresholds", threshold="1").draw().takeaway
    two = _view(figure="regions", loss="cross_entropy", classes="2").draw()
    assert "class 2" not in two.takeaway


def _labels():
    view = _view(figure="regions")
    return view.draw().events[1]


def test_of_several_classes_any_can_be_the_one_that_is_called():
    found = {}
    for wanted in "012":
        numbers = _numbers(figure="thresholds", loss="cross_entropy", wanted=wanted, threshold="0.3")
        found[wanted] = numbers["positives"]
        assert numbers["mean_probability"] == pytest.approx(numbers["base_rate"], abs=1e-7)
    assert sum(found.values()) == 64
    assert found["2"] == 6
    two, second = (
        _numbers(figure="thresholds", loss="cross_entropy", wanted=wanted, classes="2", threshold="0.1")
        for wanted in "21"
    )
    assert two == second


def test_a_class_is_called_rare_only_where_it_is():
    assert "the rare one" in _view(figure="regions").draw().takeaway
    assert "the rare one" not in _view(figure="regions", share="0.5").draw().takeaway


@every_loss
def test_the_class_that_leads_is_the_one_that_is_called(loss):
    data = groups(classes=_classes(loss), **PLANE)
    model = _trained(loss, data, penalty=0.01)
    leads = model.leads_at(data.features)
    assert leads.shape == model.probabilities.shape
    if model.ending != "flat":
        assert ((leads > 0).argmax(-1) == model.probabilities.argmax(-1)).all()
        assert ((leads > 0).sum(-1) == 1).all()


def test_parameters_of_classes_that_are_not_there_are_cut_off():
    bound = _bound(LOSSES["cross_entropy"], class_weights=(1.0, 2.0, 3.0))
    assert for_classes(bound, 2).parameters["class_weights"].tolist() == [1.0, 2.0]
    assert for_classes(bound, 3) is bound
