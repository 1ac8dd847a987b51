"""What holds for every loss, at every setting, whatever it claims."""

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest

from lossviz import FAMILIES, LOSSES, InvalidInput, UnknownName
from lossviz.arithmetic import blackboard
from lossviz.elsewhere import LIBRARIES
from lossviz.spaces.residual import anything
from tests.cases import CASES, SPACES, every_case, every_loss, every_seed, every_space, over_event
from tests.events import at_the_edges, axes, legal, on_lines, only_legal, pool, toward
from tests.jumps import NEAR, ORDERS, scans

# Shapes


def _batch(array, axes):
    """The shape of the batch axes."""
    return array.shape[: array.ndim - axes]


@every_case
def test_value_keeps_the_batch_axes_and_gradient_the_shape_of_the_prediction(case):
    prediction, target = case.sample(0, 6)
    assert case.value(prediction, target).shape == (6,)
    assert case.gradient(prediction, target).shape == prediction.shape

    table = prediction.reshape(3, 2, *prediction.shape[1:])
    assert case.value(table, target.reshape(3, 2, *target.shape[1:])).shape == (3, 2)

    grid = prediction[:, None], target[None, :4]
    event = prediction.shape[1:]
    batch = (6, 4) if case.space.target else (6, 1)  # a target that plays no part broadcasts with nothing
    assert case.value(*grid).shape == batch
    assert case.gradient(*grid).shape == (*batch, *event)
    for i, j in [(0, 0), (5, batch[1] - 1), (2, min(1, batch[1] - 1))]:
        assert case.value(*grid)[i, j] == pytest.approx(case.value(prediction[i], target[j]), rel=1e-13)
        assert case.gradient(*grid)[i, j] == pytest.approx(case.gradient(prediction[i], target[j]), rel=1e-13)

    assert np.shape(case.value(prediction[0], target[0])) == ()
    assert np.shape(case.gradient(prediction[0], target[0])) == event


@every_case
def test_an_empty_batch_stays_empty(case):
    prediction, target = case.sample(0, 1)
    assert case.value(prediction[:0], target[:0]).shape == (0,)
    assert case.gradient(prediction[:0], target[:0]).shape == (0, *prediction.shape[1:])


# The gradient


def _same_side(case, target, *predictions):
    """Whether no switch changes its sign, or stands at zero, between the predictions of an event."""
    clear = np.ones(np.shape(case.value(predictions[0], target)), bool)
    for switches in zip(*(case.switches(prediction, target) for prediction in predictions), strict=True):
        signs = np.sign(switches)
        clear &= (signs == signs[0]).all(0) & (signs[0] != 0)
    return clear


H = 1e-4


def _differences(heights):
    """The derivative from heights at -2, -1, 1 and 2 steps of ``H``.

    Fourth order: an error of H^4 = 1e-16 against the fifth derivative, and of 1e-16 / H = 1e-12 of the height.
    """
    return (heights[0] - 8 * heights[1] + 8 * heights[2] - heights[3]) / (12 * H)


def _assert_derivative(case, prediction, target, velocity, enough=0.7):
    steps = [prediction + k * H * velocity for k in (-2, -1, 1, 2)]
    values = [case.held_value(step, prediction, target) for step in steps]
    numeric = _differences(values)
    slope = over_event(case.space, case.gradient(prediction, target) * velocity)
    clear = _same_side(case, target, prediction, *steps)
    assert clear.mean() >= enough, "too few samples are clear of the declared kinks"
    tolerance = 2e-6 * np.abs(slope) + 2e-7 * np.abs(values).max(0) + 2e-7
    worst = np.argmax(np.where(clear, np.abs(numeric - slope) / tolerance, 0))
    assert np.where(clear, np.abs(numeric - slope) <= tolerance, True).all(), (
        f"at prediction {prediction[worst]}, target {target[worst]}: "
        f"the gradient's slope is {slope[worst]}, the differences' {numeric[worst]}"
    )


def _moving(space, seed, size):
    """Events, and a random velocity for each that leads to predictions only."""
    rng = np.random.default_rng(seed + 100)
    prediction, target = space.sample(np.random.default_rng(seed), size)
    if space.free:
        return prediction, target, rng.normal(size=prediction.shape)
    other, _ = space.sample(rng, size)
    return toward(prediction, other, rng.uniform(0.05, 0.95, size)), target, other - prediction


@every_case
@every_seed
def test_gradient_is_the_derivative_in_a_random_direction(case, seed):
    _assert_derivative(case, *_moving(case.space, seed, 60))


@every_case
def test_gradient_is_the_derivative_around_each_line(case):
    t = np.linspace(0.013, 0.987, 61)  # off the round numbers, where kinks are
    rng = np.random.default_rng(9)
    for line in case.space.lines:
        for label in case.space.labels:
            prediction, target = line.place(line.low + t * (line.high - line.low), label)
            # where rivals tie all along a line, a step to the side may leave a kink from every place of it
            if case.space.free:
                for axis in axes(prediction):
                    _assert_derivative(case, prediction, target, np.broadcast_to(axis, prediction.shape), enough=0)
            else:  # from the line toward predictions elsewhere, which are as large
                others = np.concatenate([p for p, _ in pool(case.space) if p.shape[1:] == prediction.shape[1:]])
                for _ in range(4):
                    other = rng.permutation(others)[: len(t)]
                    place = toward(prediction, other, np.geomspace(1e-3, 0.9, len(t)))
                    _assert_derivative(case, place, target, other - prediction, enough=0)


@every_loss
def test_what_a_gradient_leaves_out_on_purpose_is_the_loss_there_and_changes_its_slope(loss):
    if loss.surrogate is None:
        return
    assert re.fullmatch(r"\S.*[.]", loss.surrogate.text)
    for case in (case for case in CASES if case.loss is loss):
        prediction, target, velocity = _moving(case.space, 0, 60)
        held = case.held_value(prediction, prediction, target)
        assert held == pytest.approx(case.value(prediction, target), rel=1e-12, abs=1e-12)
        plain = _differences([case.value(prediction + k * H * velocity, target) for k in (-2, -1, 1, 2)])
        slope = over_event(case.space, case.gradient(prediction, target) * velocity)
        apart = np.abs(plain - slope) > 1e-3 * (np.abs(plain) + np.abs(slope))
        assert apart.mean() > 0.1, "the gradient is the derivative of the value: there is nothing to declare"


# Kinks


@every_case
def test_declared_kinks_are_the_jumps_that_bisection_finds(case):
    for where, scan in scans(case).items():
        for what, places in scan.found.items():
            for path, t in places:
                declared = [place for other, place in scan.declared if other == path]
                assert any(abs(t - place) < NEAR for place in declared), (
                    f"the {what} jumps on {where}, path {path} at {t:.6f}; kinks are declared at {declared}"
                )
        for (path, t), jumps in zip(scan.declared, scan.jumps, strict=True):
            lowest = next((order for order in ORDERS if jumps[order]), "nothing")
            assert lowest == case.loss.kinks.jump, (
                f"{where}, path {path} at {t:.6f}: {case.loss.kinks.jump} is declared to jump, {lowest} does"
            )


@every_loss
def test_declared_kinks_are_met_somewhere(loss):
    met = any(scan.declared for case in CASES if case.loss is loss for scan in scans(case).values())
    assert met == (loss.kinks is not None)


# Numerics


def _extremes(space):
    """Legal events that are as far out, as near or as equal as a slider or a file may bring."""
    prediction, target = space.sample(np.random.default_rng(5), 40)
    if space.free:
        for scale in (0.0, 1e-12, 1e-6, 1e3, 1e6):
            yield prediction * scale, target
        yield np.copysign(1000.0, prediction), target
        yield np.copysign(30.0, prediction), target
    else:  # as near another as floats go, and farther
        for weight in (1e-12, 1e-6, 0.5):
            yield toward(prediction[:1], prediction, np.full(40, weight)), target
    if prediction.shape == target.shape and legal(space, target, target):
        yield target, target
    yield from at_the_edges(space)
    for line in space.lines:
        for label in space.labels:
            yield line.place(np.clip([line.low, 0.0, 0.5, 1.0, line.high], line.low, line.high), label)


@every_case
def test_values_and_gradients_are_finite_and_nothing_warns(case):
    with np.errstate(all="raise", under="ignore"):
        for prediction, target in _extremes(case.space):
            assert np.isfinite(case.value(prediction, target)).all()
            assert np.isfinite(case.gradient(prediction, target)).all()


@every_loss
def test_an_end_that_a_domain_includes_leaves_a_loss_to_speak_of(loss):
    prediction, target = loss.space.sample(np.random.default_rng(6), 40)
    for parameter in loss.parameters:
        for end in (parameter.domain.low, parameter.domain.high):
            if end not in parameter.domain:
                continue
            # of a vector one component alone: with all weights at 0 nothing is left, and nothing is meant to be
            rest = np.broadcast_to(parameter.default, len(parameter.components)).tolist()
            setting = {parameter.name: [end, *rest[1:]] if rest else end}
            with np.errstate(all="raise", under="ignore"):
                value, gradient = loss(prediction, target, **setting), loss.grad(prediction, target, **setting)
            assert np.isfinite(value).all()
            assert np.isfinite(gradient).all()
            usual = np.ptp(loss(prediction, target))
            assert np.ptp(value) > 0.1 * min(1, usual), f"every prediction costs the same at {parameter.name} = {end:g}"


@every_case
def test_inputs_are_not_changed_and_outputs_are_not_views_of_them(case):
    prediction, target = case.sample(1, 8)
    before = prediction.copy(), target.copy()
    for output in (case.value(prediction, target), case.gradient(prediction, target)):
        assert not np.shares_memory(output, prediction)
        assert not np.shares_memory(output, target)
    assert (prediction == before[0]).all()
    assert (target == before[1]).all()


@every_case
def test_float32_integers_and_lists_give_what_float64_arrays_give(case):
    prediction, target = case.sample(2, 40)
    whole, target = (array[:8] for array in only_legal(case.space, np.round(prediction), target))
    assert len(whole), "no whole numbers are legal"
    expected = case.value(whole, target), case.gradient(whole, target)
    for given in (whole.astype(np.float32), whole.astype(int), whole.tolist()):
        assert (case.value(given, target.tolist()) == expected[0]).all()
        assert (case.gradient(given, target.tolist()) == expected[1]).all()
        assert case.value(given, target).dtype == np.float64


# Refusals

ONE_SENTENCE = r"[^\n]+"


@every_loss
def test_an_unknown_parameter_is_refused_by_name(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 2)
    for call in (loss, loss.grad):
        with pytest.raises(InvalidInput, match=rf"^{loss.key} has no parameter 'sharpness'; ") as refusal:
            call(prediction, target, sharpness=1.0)
        assert all(parameter.name in str(refusal.value) for parameter in loss.parameters)


@every_loss
def test_a_parameter_outside_its_domain_is_refused_with_the_value_and_what_it_may_be(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 2)
    for parameter in loss.parameters:
        domain = parameter.domain
        outside = [math.nan, *({domain.low, domain.high, domain.low - 1, domain.high + 1} - {math.nan})]
        for wrong in outside:
            if wrong in domain:
                continue
            for given in [wrong, [wrong] * len(parameter.components)] if parameter.components else [wrong]:
                with pytest.raises(InvalidInput) as refusal:
                    loss(prediction, target, **{parameter.name: given})
                assert str(refusal.value) == f"{parameter.name} must be {domain}; got {wrong:g}."
        for wrong in ("wide", None, [[1.0]]):
            with pytest.raises(InvalidInput, match=rf"^{parameter.name} must be "):
                loss(prediction, target, **{parameter.name: wrong})


@every_loss
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused_with_its_place(loss, bad):
    for which, name in enumerate(("prediction", "target") if loss.space.target else ("prediction",)):
        events = [np.array(part) for part in loss.space.sample(np.random.default_rng(0), 3)]
        events[which][1] = bad
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=rf"^{name} must be finite; got {bad} at index \(1,"):
                call(*events)


@every_loss
def test_a_target_is_demanded_where_there_is_one_and_plays_no_part_where_there_is_none(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    for call in (loss, loss.grad):
        if loss.space.target:
            with pytest.raises(InvalidInput, match=f"^target must be {re.escape(loss.space.target)}; none was given"):
                call(prediction)
        else:
            for given in ((), (None,), (target,), (1.0,), (np.full(7, math.nan),), ("anything",)):
                assert (call(prediction, *given) == call(prediction, target)).all()


@every_loss
def test_batches_that_do_not_broadcast_are_refused_with_their_shapes(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    if loss.space.target:
        with pytest.raises(InvalidInput, match=r"\(3[,)].*\(2[,)].* do not broadcast"):
            loss(prediction, target[:2])


@every_loss
def test_what_is_no_array_of_numbers_is_refused_with_what_it_should_be(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    for wrong in ("a", [[1.0], [2.0, 3.0]]):
        with pytest.raises(InvalidInput, match="^prediction must be " + re.escape(loss.space.prediction)):
            loss(wrong, target)
        if loss.space.target:
            with pytest.raises(InvalidInput, match="^target must be " + re.escape(loss.space.target)):
                loss(prediction, wrong)
    for shape in [(2,) * fewer for fewer in range(loss.space.prediction_axes)]:
        with pytest.raises(InvalidInput, match=f"got an array of shape {re.escape(str(shape))}"):
            loss(np.ones(shape), target)


@every_loss
def test_a_vector_of_the_wrong_length_is_refused(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    for parameter in loss.parameters:
        length = len(parameter.components)
        inside = parameter.slider[1]
        for wrong in (length - 1, length + 1) if length else ():
            message = rf"^{parameter.name} has {wrong} values but the prediction has {length} "
            with pytest.raises(InvalidInput, match=message):
                loss(prediction, target, **{parameter.name: [inside] * wrong})
        if not length:
            with pytest.raises(InvalidInput, match=rf"^{parameter.name} must be a single number"):
                loss(prediction, target, **{parameter.name: [inside] * 3})


_Z, _E = [1.0, 2.0, 3.0], [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
_DISTRIBUTIONS = [
    (_Z, [0.5, 0.5], "target .*as many classes as the prediction, 3; got 2"),
    (_Z, [1.5, -0.5, 0.0], "target .*none below 0; got -0.5"),
    (_Z, [0.5, 0.2, 0.2], "target .*sum to 1 over the last axis; got a sum of 0.9"),
    ([1.0], [1.0], "prediction .*at least 2 classes on its last axis; got 1"),
]
_CLASSES = [(_Z, wrong, f"target .*whole number from 0 to 2; got {wrong:g}") for wrong in (3.0, 0.5, -1.0)]
_BOX = [0.0, 0.0, 2.0, 1.0]
# By space: what it refuses, and what the sentence says of it.
REFUSED = {
    "logit": [(0.5, wrong, f"target .*label between 0 and 1; got {wrong:g}") for wrong in (-1.0, 1.5)],
    "log_scale": [
        (-1.0, 0.5, "prediction .*greater than -1, .*; got -1"),
        (0.5, -1.5, "target .*greater than -1, .*; got -1.5"),
    ],
    "nonzero": [(1.0, 0.0, "target must not be 0, .*; got 0")],
    "log_rate": [(0.5, -1.0, "target .*none below 0; got -1")],
    "mean_and_log_variance": [(_Z, 0.0, "prediction .*2 numbers; got 3")],
    "labels": [
        (_Z, [0.5, 0.5], "target .*as many labels as the prediction, 3; got 2"),
        (_Z, [1.0, 1.5, 0.0], "target .*labels between 0 and 1.*; got 1.5"),
        ([], [], "prediction .*at least 1 label .*; got 0"),
    ],
    "critic": [(0.5, wrong, f"target .*1 for real or 0 for fake; got {wrong:g}") for wrong in (-1.0, 0.5)],
    "logits": _DISTRIBUTIONS,
    "logits_and_class": _CLASSES,
    "distribution": _DISTRIBUTIONS,
    "positive_distribution": [*_DISTRIBUTIONS, ([1.0, 2.0], [0.0, 1.0], "target .*above 0, .*; got 0")],
    "teacher": [
        (_Z, [0.5, 0.5], "target .*as many classes as the prediction, 3; got 2"),
        ([1.0], [1.0], "prediction .*at least 2 classes"),
    ],
    "gaussian_code": [(_Z, [], "prediction .*2 numbers; got 3")],
    "mask": [
        ([[0.5, 1.5]], [[0.0, 1.0]], "prediction .*between 0 and 1; got 1.5"),
        ([[0.5, -0.5]], [[0.0, 1.0]], "prediction .*between 0 and 1; got -0.5"),
        ([[0.5, 0.5]], [[0.0, 0.3]], "target .*zeros and ones; got 0.3"),
        ([[0.5, 0.5]], [[0.0], [1.0]], "target .*rows and columns"),
        ([[]], [[]], "prediction .*at least one pixel"),
    ],
    "box": [
        (_BOX[:3], _BOX, "prediction .*four coordinates .*; got 3"),
        (_BOX, _BOX[:3], "target .*four coordinates .*; got 3"),
        ([2.0, 0.0, 1.0, 1.0], _BOX, r"prediction .*x1 < x2 .*; got \(2, 0, 1, 1\)"),
        (_BOX, [0.0, 1.0, 1.0, 1.0], r"target .*y1 < y2; got \(0, 1, 1, 1\)"),
    ],
    "image": [
        (np.ones((4, 4)), np.ones((4, 5)), "target .*4 by 4; got 4 by 5"),
        (np.ones((4, 3)), np.ones((4, 3)), "prediction .*at least 4 pixels .*; got 4 by 3"),
    ],
    "weights": [([], [], "prediction .*at least 1 weight .*; got 0")],
    "action": [
        (_Z, [0.5, 0.5], "target .*as many actions as the prediction, 3; got 2"),
        ([1.0], [1.0], "prediction .*at least 2 actions"),
    ],
    "ratio": [(wrong, 1.0, f"prediction .*greater than 0; got {wrong:g}") for wrong in (0.0, -0.5)],
    "value_and_policy": [
        (_Z, [0.5, 0.5], "target .*as long as the prediction"),
        ([1.0, 2.0], [1.0, 1.0], "prediction .*at least 2 moves .*; got 2"),
        (_Z, [1.0, 1.5, -0.5], "target .*none below 0; got -0.5"),
        (_Z, [1.0, 0.5, 0.2], "target .*sum to 1; got a sum of 0.7"),
    ],
    "score_pair": [
        (_Z, 1.0, "prediction .*two scores .*2 numbers; got 3"),
        ([1.0, 2.0], 0.0, "target .*1 where the first .*-1 .*; got 0"),
    ],
    "log_ratio_pair": [(_Z, [], "prediction .*2 numbers; got 3")],
    "positive_and_negative": [(_Z, [], "prediction .*2 numbers; got 3")],
    "scores": [
        (_Z, [0.5, 0.5], "target .*as many items as the prediction, 3; got 2"),
        ([1.0], [1.0], "prediction .*at least 2 items"),
        (_Z, [1.0, -2.0, 0.0], "target .*none below 0; got -2"),
    ],
    "pair": [(_E, 1.0, "prediction .*2 rows; got 3"), (_E[:2], -1.0, "target .*1 .*or 0 .*; got -1")],
    "signed_pair": [(_E, 1.0, "prediction .*2 rows; got 3"), (_E[:2], 0.0, "target .*1 .*or -1 .*; got 0")],
    "triplet": [(_E[:2], [], "prediction .*3 rows; got 2")],
    "query": [(_E[:2], [], "prediction .*at least 3 rows; got 2")],
    "similarities": [
        (_E, [], "prediction .*square matrix .*; got 3 by 2"),
        ([[1.0]], [], "prediction .*2 by 2 or larger.*; got 1 by 1"),
    ],
    "prototypes": [
        (_E[:2], 0.0, "prediction .*at least 3 rows; got 2"),
        (_E, 2.0, "target .*whole number from 0 to 1; got 2"),
    ],
    "cosines": [
        ([0.5, 1.5], 0.0, "prediction .*between -1 and 1; got 1.5"),
        ([0.5, 0.5], 2.0, "target .*whole number from 0 to 1; got 2"),
        ([0.5], 0.0, "prediction .*at least 2 classes .*; got 1"),
    ],
}


@every_loss
def test_what_is_not_of_the_space_is_refused_with_what_it_may_be(loss):
    for prediction, target, message in REFUSED.get(loss.space.key, ()):
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=f"^{message}"):
                call(prediction, target)
            with pytest.raises(InvalidInput, match=f"^{message}"):
                call([prediction, prediction], [target, target])


def test_a_refusal_is_tried_for_every_space_that_refuses_something():
    refusing = {space.key for space in SPACES if space.check_event is not anything}
    assert refusing == set(REFUSED)
    for space in SPACES:
        if not space.free:
            assert any(message.startswith("prediction") for _, _, message in REFUSED[space.key])


def test_an_unknown_loss_or_family_is_answered_with_the_nearest():
    for registry, kind in ((LOSSES, "loss"), (FAMILIES, "family")):
        for key in registry:
            with pytest.raises(UnknownName, match=rf"^There is no {kind} '{key}x'. Did you mean '\w+'\? Known: "):
                registry[key + "x"]
        with pytest.raises(UnknownName, match=r"^There is no \w+ 'qqqq'. Known: "):
            registry["qqqq"]


# The record


@every_loss
def test_the_key_is_the_file_name_and_the_family_its_folder(loss):
    path = Path(loss.value.__code__.co_filename)
    (family,) = (family for family in FAMILIES.values() if loss.key in family.losses)
    assert (path.parent.name, path.stem) == (family.key, loss.key)
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", loss.key)


def test_a_family_opens_on_one_of_its_losses_and_asks_a_question():
    for family in FAMILIES.values():
        assert family.start in family.losses
        assert family.question.endswith("?")


@every_loss
def test_parameters_start_in_their_domain_on_a_step_of_their_slider(loss):
    for parameter in loss.parameters:
        low, high, step = parameter.slider
        assert low < high
        assert step > 0
        defaults = np.ravel(parameter.default)
        assert np.ndim(parameter.default) == 0 or len(defaults) == len(parameter.components)
        for end in (low, high, *defaults, *(landmark.value for landmark in parameter.landmarks)):
            assert end in parameter.domain
            assert parameter.check(end) == end
        steps = parameter.steps(1000)
        assert (steps[0], steps[-1]) == (low, high), "the step does not divide the slider"
        assert set(defaults) <= set(steps)
        assert 5 <= len(steps) <= 101
        assert all(len(parameter.steps(most)) <= most for most in (2, 7, 50))
        for landmark in parameter.landmarks:
            assert low <= landmark.value <= high or math.isinf(landmark.value)
            assert landmark.label.strip()
        assert parameter.unit.strip()
        assert parameter.meaning.strip()
        assert parameter.symbol.strip()


@every_loss
def test_a_record_says_something_everywhere(loss):
    prose = (loss.use_when, loss.avoid_when, loss.pros, loss.cons)
    for sentence in (loss.idea, *(sentence for field in prose for sentence in field)):
        assert re.fullmatch(r"\S.*[.?]", sentence), sentence
        # a symbol, a formula or a library may stand first
        assert re.match(rf"[^a-z]|[b-z]\b|[a-z]+\(|{'|'.join(LIBRARIES)}", sentence), (
            f"starts in lower case: {sentence}"
        )
    assert all(prose)
    assert loss.name.strip()
    assert loss.references
    for reference in loss.references:
        assert reference.url.startswith("https://")
        assert 1600 < reference.year < 2100
        assert reference.authors.strip()
        assert reference.title.strip()


@every_loss
def test_formulas_have_balanced_braces_and_environments(loss):
    for latex in (loss.latex, loss.gradient_latex):
        assert latex.strip()
        depth = np.cumsum([(c == "{") - (c == "}") for c in re.sub(r"\\[{}]", "", latex)])
        assert depth.min(initial=0) == 0
        assert depth[-1:].sum() == 0
        assert re.findall(r"\\begin\{(\w+)\}", latex) == re.findall(r"\\end\{(\w+)\}", latex)[::-1]
        assert len(re.findall(r"\\left\b", latex)) == len(re.findall(r"\\right\b", latex))


@every_loss
def test_losses_to_see_beside_are_others_of_the_same_family(loss):
    (family,) = (family for family in FAMILIES.values() if loss.key in family.losses)
    assert set(loss.beside) <= set(family.losses) - {loss.key}
    assert len(set(loss.beside)) == len(loss.beside)


# Worked arithmetic


def evaluated(node):
    """The value of an expression over numbers and abs, max, exp, log, sqrt; anything else is an error."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -evaluated(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = evaluated(node.left), evaluated(node.right)
        operations = {
            ast.Add: lambda: left + right,
            ast.Sub: lambda: left - right,
            ast.Mult: lambda: left * right,
            ast.Div: lambda: left / right,
            ast.Pow: lambda: left**right,
        }
        return operations[type(node.op)]()
    functions = {"abs": abs, "max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt}
    return functions[node.func.id](*map(evaluated, node.args))


def _single_events(case):
    yield from zip(*case.sample(3, 12), strict=True)
    for line in case.space.lines:
        for label in case.space.labels:
            prediction, target = line.place(np.array([line.probe[0]]), label)
            yield prediction[0], target[0]


@every_case
def test_worked_arithmetic_comes_to_the_value(case):
    for prediction, target in _single_events(case):
        expression = case.loss.worked(prediction, target, **case.bound)
        worth = evaluated(ast.parse(expression, mode="eval").body)
        # four significant digits are written, and a difference of two of them has fewer
        assert worth == pytest.approx(float(case.value(prediction, target)), rel=0.01, abs=0.002), expression
        written = blackboard(expression)
        assert written.strip()
        assert "*" not in written


# Lines and planes


@every_space
def test_the_direction_of_a_line_is_the_derivative_of_its_place(space):
    for line in space.lines:
        t = np.linspace(line.low, line.high, 43)[1:-1]
        h = 1e-6
        for label in space.labels:
            ahead, behind = line.place(t + h, label)[0], line.place(t - h, label)[0]
            direction = line.direction(t, label)
            assert direction.shape == ahead.shape
            # differences lose ten digits to the step; 1/t^3 near a probability of 0 does the rest
            np.testing.assert_allclose((ahead - behind) / (2 * h), direction, rtol=1e-6, atol=1e-8)
            assert (line.place(t, label)[1] == line.place(t[:1], label)[1]).all(), "the target moves along the line"


@every_space
def test_lines_and_planes_hold_legal_events_and_a_probe_that_is_drawn(space):
    for line in space.lines:
        start, step = line.probe
        assert line.low <= start <= line.high
        assert 0 < step < line.high - line.low
        assert line.values[0] < line.values[1]
        assert line.slopes[0] < line.slopes[1]
        for label in space.labels:
            space.check(*line.place(np.linspace(line.low, line.high, 9), label))
    plane = space.plane
    if plane is None:
        return
    x, y = np.meshgrid(np.linspace(plane.low, plane.high, 5), np.linspace(plane.low, plane.high, 5))
    assert all(plane.low <= at <= plane.high for at in plane.start)
    placed = []
    for label in space.labels:
        prediction, target = space.check(*plane.place(x, y, label))
        assert _batch(prediction, space.prediction_axes)[:2] == x.shape
        assert len(_batch(prediction, space.prediction_axes)) == 3
        placed.append((prediction, target))
    differs = any(not np.array_equal(*parts) for other in placed for parts in zip(placed[0], other, strict=True))
    assert plane.by_label == differs


@every_case
def test_the_slopes_of_a_plane_are_the_derivatives_of_its_field(case):
    plane, space = case.space.plane, case.space
    if plane is None:
        return
    rng = np.random.default_rng(4)
    x, y = rng.uniform(plane.low + 2 * H, plane.high - 2 * H, (2, 50))
    for label in space.labels if plane.by_label else space.labels[:1]:
        held, target = plane.place(x, y, label)
        slopes = plane.along(case.gradient(held, target))
        for slope, (dx, dy) in zip(slopes, ((H, 0), (0, H)), strict=True):
            steps = [plane.place(x + k * dx, y + k * dy, label) for k in (-2, -1, 1, 2)]
            if all(np.array_equal(step, held) for step, _ in steps):
                assert (slope == 0).all()  # what moves is the target, and the force is on the prediction
                continue
            assert all(np.array_equal(beside, target) for _, beside in steps)
            fields = [case.held_value(step, held, target).sum(-1) for step, _ in steps]
            clear = _same_side(case, target, held, *(step for step, _ in steps)).all(-1)
            assert clear.mean() > 0.7
            tolerance = 2e-6 * np.abs(slope) + 2e-7 * np.abs(fields).max(0) + 2e-7
            assert (np.abs(_differences(fields) - slope) <= tolerance)[clear].all()


# Spaces


@every_space
def test_what_a_space_draws_and_names_is_legal(space):
    rng = np.random.default_rng(0)
    prediction, target = space.sample(rng, 30)
    events = [(prediction, target), *at_the_edges(space), *(space.swaps(prediction, target) if space.swaps else ())]
    events += [(toward(prediction, prediction[::-1], weight), target) for weight in (1e-9, 0.3, 1.0)]
    events += [space.hopeless(rng, 30)] if space.hopeless else []
    for shown in (*events, *on_lines(space, 9)):
        prediction, target = space.check(*shown)
        assert len(prediction) == len(target)
        assert prediction.ndim == 1 + space.prediction_axes
        assert target.ndim == 1 + space.target_axes
        if not space.target:
            assert np.shape(shown[1]) == (len(prediction), 0)


@every_space
def test_every_real_array_is_a_prediction_where_predictions_are_free(space):
    prediction, target = space.sample(np.random.default_rng(0), 30)
    for scale in (1e-6, 1.0, 1e6):
        if space.free:
            assert legal(space, np.random.default_rng(1).normal(scale=scale, size=prediction.shape), target)


@every_space
def test_labels_have_names_of_their_own_and_a_target_only_where_there_is_one(space):
    for names in ([label.key for label in space.labels], [label.name for label in space.labels]):
        assert len(set(names)) == len(names)
        assert all(name.strip() for name in names)
    assert all((np.size(label.target) > 0) == bool(space.target) for label in space.labels)
    lines = [line.key for line in space.lines]
    assert len(set(lines)) == len(lines)


@every_space
def test_swaps_change_events_and_what_is_hopeless_is_far_out(space):
    rng = np.random.default_rng(0)
    for swapped in space.swaps(*space.sample(rng, 30)) if space.swaps else ():
        fresh = space.sample(np.random.default_rng(0), 30)
        assert any(not np.array_equal(*parts) for parts in zip(swapped, fresh, strict=True))
    if space.hopeless:
        assert (np.abs(over_event(space, space.hopeless(rng, 30)[0] ** 2)) > 1e6).all()
