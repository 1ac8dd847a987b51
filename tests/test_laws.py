"""What holds for every loss, at every setting, whatever it claims: shapes, gradients, kinks and numerics."""

import re

import numpy as np
import pytest

from tests.cases import CASES, every_case, every_loss, every_seed, over_event
from tests.events import at_the_edges, axes, legal, only_legal, outward, pool, toward

# Shapes


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
    prediction, target = space.samples.draw(np.random.default_rng(seed), size)
    if space.free:
        return prediction, target, rng.normal(size=prediction.shape)
    other, _ = space.samples.draw(rng, size)
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


# Numerics


def _extremes(space):
    """Legal events that are as far out, as near or as equal as a slider or a file may bring."""
    prediction, target = space.samples.draw(np.random.default_rng(5), 40)
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


_WIDER = np.finfo(np.longdouble).max > np.longdouble("1e4000")
_LARGEST = np.finfo(float).max


@pytest.mark.skipif(not _WIDER, reason="no floats of a wider range to compare with on this machine")
@every_case
def test_what_is_huge_costs_and_pulls_as_it_should_wherever_a_float_can_say_it(case):
    """At up to 1e300, where squares overflow: against the same formula in floats whose exponents go on to 4932."""
    rng = np.random.default_rng(8)
    for scale in (1e100, 1e153, 1e155, 1e200, 1e300) if case.space.free else ():
        prediction, target = outward(case.space, scale)
        wide = prediction.astype(np.longdouble), prediction * (1 + rng.uniform(-1e-15, 1e-15, prediction.shape))
        for of, event in ((case.loss.value, 0), (case.loss.gradient, case.space.prediction_axes)):
            with np.errstate(all="ignore"):
                true, beside = (of(each.astype(np.longdouble), target, **case.bound) for each in wide)
                largest = np.abs(true).max(tuple(range(1, 1 + event)), keepdims=True)
                # What the last digit of the prediction decides, no float can say.
                sure = (np.abs(beside - true) < 1e-9 * largest + 1e-300).reshape(len(true), -1).all(1)
            said = sure & (largest.reshape(len(true)) < _LARGEST)
            with np.errstate(all="raise", under="ignore"):
                ours = of(prediction[said], target[said], **case.bound)
            off = np.abs(ours - true[said]) > 1e-9 * largest[said] + 1e-300
            assert not off.any(), f"at {scale:g}: {ours[off][0]} where {true[said][off][0]} is right"


@every_loss
def test_an_end_that_a_domain_includes_leaves_a_loss_to_speak_of(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(6), 40)
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
