"""What holds for every loss, at every setting, whatever it claims."""

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest

from lossviz import FAMILIES, LOSSES, InvalidInput, UnknownName
from lossviz.arithmetic import blackboard
from tests.cases import CASES, every_case, every_loss, every_seed, every_space, over_event
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
    assert case.value(*grid).shape == (6, 4)
    assert case.gradient(*grid).shape == (6, 4, *event)
    for i, j in [(0, 0), (5, 3), (2, 1)]:
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


def _assert_derivative(case, prediction, target, velocity, enough=0.7):
    # Fourth order: an error of h^4 = 1e-12 against the fifth derivative, which a width of 0.1 makes 1e5 times
    # the first; and rounding, 1e-16 of the value over h.
    h = 1e-3
    steps = [prediction + k * h * velocity for k in (-2, -1, 1, 2)]
    values = [case.value(step, target) for step in steps]
    numeric = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)
    slope = over_event(case.space, case.gradient(prediction, target) * velocity)
    clear = _same_side(case, target, prediction, *steps)
    assert clear.mean() >= enough, "too few samples are clear of the declared kinks"
    tolerance = 2e-6 * np.abs(slope) + 2e-7 * np.abs(values).max(0) + 2e-7
    worst = np.argmax(np.where(clear, np.abs(numeric - slope) / tolerance, 0))
    assert np.where(clear, np.abs(numeric - slope) <= tolerance, True).all(), (
        f"at prediction {prediction[worst]}, target {target[worst]}: "
        f"the gradient's slope is {slope[worst]}, the differences' {numeric[worst]}"
    )


@every_case
@every_seed
def test_gradient_is_the_derivative_in_a_random_direction(case, seed):
    prediction, target = case.sample(seed, 60)
    velocity = np.random.default_rng(seed + 100).normal(size=prediction.shape)
    _assert_derivative(case, prediction, target, velocity)


@every_case
def test_gradient_is_the_derivative_along_each_axis_of_a_line(case):
    t = np.linspace(0.013, 0.987, 61)  # off the round numbers, where kinks are
    for line in case.space.lines:
        for label in case.space.labels:
            prediction, target = line.place(line.low + t * (line.high - line.low), label)
            event = prediction.shape[1:]
            for axis in np.eye(math.prod(event)).reshape(-1, *event):
                # where rivals tie all along a line, a step to the side may leave a kink from every place of it
                _assert_derivative(case, prediction, target, np.broadcast_to(axis, prediction.shape), enough=0)


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


def _extremes(case):
    """Legal events that are as far out, as near or as equal as a slider or a file may bring."""
    prediction, target = case.sample(5, 40)
    for scale in (0.0, 1e-12, 1e-6, 1e3, 1e6):
        yield prediction * scale, target
    yield np.copysign(1000.0, prediction), target
    yield np.copysign(30.0, prediction), target
    if prediction.shape == target.shape:
        yield target, target
    for line in case.space.lines:
        for label in case.space.labels:
            yield line.place(np.clip([line.low, 0.0, 0.5, 1.0, line.high], line.low, line.high), label)


@every_case
def test_values_and_gradients_are_finite_and_nothing_warns(case):
    with np.errstate(all="raise", under="ignore"):
        for prediction, target in _extremes(case):
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
            setting = {parameter.name: [end, *[parameter.default] * 2] if parameter.components else end}
            with np.errstate(all="raise", under="ignore"):
                value, gradient = loss(prediction, target, **setting), loss.grad(prediction, target, **setting)
            assert np.isfinite(value).all()
            assert np.isfinite(gradient).all()
            assert np.ptp(value) > 0.1, f"every prediction costs the same at {parameter.name} = {end:g}"


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
    prediction, target = case.sample(2, 8)
    whole = np.round(prediction)
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
            for given in [wrong, [wrong] * 3] if parameter.components else [wrong]:
                with pytest.raises(InvalidInput) as refusal:
                    loss(prediction, target, **{parameter.name: given})
                assert str(refusal.value) == f"{parameter.name} must be {domain}; got {wrong:g}."
        for wrong in ("wide", None, [[1.0]]):
            with pytest.raises(InvalidInput, match=rf"^{parameter.name} must be "):
                loss(prediction, target, **{parameter.name: wrong})


@every_loss
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused_with_its_place(loss, bad):
    for which, name in enumerate(("prediction", "target")):
        events = loss.space.sample(np.random.default_rng(0), 3)
        events[which][1] = bad
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=rf"^{name} must be finite; got {bad} at index \(1,"):
                call(*events)


@every_loss
def test_batches_that_do_not_broadcast_are_refused_with_their_shapes(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    with pytest.raises(InvalidInput, match=r"\(3[,)].*\(2[,)].* do not broadcast"):
        loss(prediction, target[:2])


@every_loss
def test_what_is_no_array_of_numbers_is_refused_with_what_it_should_be(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    for wrong in ("a", [[1.0], [2.0, 3.0]]):
        with pytest.raises(InvalidInput, match="^prediction must be " + re.escape(loss.space.prediction)):
            loss(wrong, target)
        with pytest.raises(InvalidInput, match="^target must be " + re.escape(loss.space.target)):
            loss(prediction, wrong)
    if loss.space.prediction_axes:
        with pytest.raises(InvalidInput, match=r"got an array of shape \(\)"):
            loss(1.0, target)


@every_loss
def test_a_vector_of_the_wrong_length_is_refused(loss):
    prediction, target = loss.space.sample(np.random.default_rng(0), 3)
    for parameter in loss.parameters:
        if parameter.components:
            with pytest.raises(InvalidInput, match=rf"^{parameter.name} has 2 values but the prediction has 3 "):
                loss(prediction, target, **{parameter.name: [1.0, 1.0]})
        else:
            with pytest.raises(InvalidInput, match=rf"^{parameter.name} must be a single number"):
                loss(prediction, target, **{parameter.name: [parameter.default] * 3})


@every_loss
def test_targets_that_are_no_labels_are_refused(loss):
    wrong_targets = {
        "logit": [(-1.0, "label between 0 and 1"), (1.5, "label between 0 and 1")],
        "logits": [
            ([0.5, 0.5], "as many classes as the prediction, 3; got 2"),
            ([1.5, -0.5, 0.0], "none below 0; got -0.5"),
            ([0.5, 0.2, 0.2], "sum to 1 over the last axis; got a sum of 0.9"),
        ],
        "logits_and_class": [(3.0, "whole number from 0 to 2; got 3"), (0.5, "got 0.5"), (-1.0, "got -1")],
    }
    prediction, _ = loss.space.sample(np.random.default_rng(0), 1)
    for wrong, message in wrong_targets.get(loss.space.key, []):
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=rf"^target must .*{message}"):
                call(prediction[0], wrong)


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
        for end in (low, high, parameter.default, *(landmark.value for landmark in parameter.landmarks)):
            assert end in parameter.domain
            assert parameter.check(end) == end
        steps = parameter.steps(1000)
        assert (steps[0], steps[-1]) == (low, high), "the step does not divide the slider"
        assert parameter.default in steps
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
        assert re.match(r"[^a-z]", sentence), f"starts in lower case: {sentence}"
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
            assert (ahead - behind) / (2 * h) == pytest.approx(direction, rel=1e-6, abs=1e-8)
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
    x, y = np.meshgrid(np.linspace(plane.low, plane.high, 5), np.linspace(plane.low, plane.high, 5))
    assert all(plane.low <= at <= plane.high for at in plane.start)
    targets = []
    for label in space.labels:
        prediction, target = space.check(*plane.place(x, y, label))
        assert _batch(prediction, space.prediction_axes)[:2] == x.shape
        assert len(_batch(prediction, space.prediction_axes)) == 3
        targets.append(target)
    differs = any(not np.array_equal(targets[0], target) for target in targets)
    assert plane.by_label == differs


@every_case
def test_the_slopes_of_a_plane_are_the_derivatives_of_its_field(case):
    plane, space = case.space.plane, case.space
    rng = np.random.default_rng(4)
    x, y = rng.uniform(plane.low, plane.high, (2, 50))
    h = 1e-4
    for label in space.labels if plane.by_label else space.labels[:1]:

        def field(x, y, label=label):
            return case.value(*plane.place(x, y, label)).sum(-1)

        prediction, target = plane.place(x, y, label)
        slopes = plane.along(case.gradient(prediction, target))
        for k, (slope, (dx, dy)) in enumerate(zip(slopes, ((h, 0), (0, h)), strict=True)):
            if space.key == "real" and k == 1:  # up and down moves the target, and the force is on the prediction
                assert (slope == 0).all()
                continue
            ends = [plane.place(x + s * dx, y + s * dy, label)[0] for s in (-1, 1)]
            clear = _same_side(case, target, prediction, *ends).all(-1)
            numeric = (field(x + dx, y + dy) - field(x - dx, y - dy)) / (2 * h)
            assert clear.mean() > 0.7
            # central differences: h^2 = 1e-8 times a third derivative of up to 1e2 (widths of 0.1)
            assert numeric[clear] == pytest.approx(slope[clear], rel=2e-5, abs=2e-6)
