"""What every loss refuses, and that the refusal says what it would take."""

import math
import re

import numpy as np
import pytest

from lossviz import FAMILIES, LOSSES, InvalidInput, UnknownName
from lossviz.spaces.residual import anything
from tests.cases import every_loss, every_space


@every_loss
def test_an_unknown_parameter_is_refused_by_name(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 2)
    for call in (loss, loss.grad):
        with pytest.raises(InvalidInput, match=rf"^{loss.key} has no parameter 'sharpness'; ") as refusal:
            call(prediction, target, sharpness=1.0)
        assert all(parameter.name in str(refusal.value) for parameter in loss.parameters)


@every_loss
def test_a_parameter_outside_its_domain_is_refused_with_the_value_and_what_it_may_be(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 2)
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
        events = [np.array(part) for part in loss.space.samples.draw(np.random.default_rng(0), 3)]
        events[which][1] = bad
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=rf"^{name} must be finite; got {bad} at index \(1,"):
                call(*events)


@every_loss
def test_a_target_is_demanded_where_there_is_one_and_plays_no_part_where_there_is_none(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 3)
    for call in (loss, loss.grad):
        if loss.space.target:
            with pytest.raises(InvalidInput, match=f"^target must be {re.escape(loss.space.target)}; none was given"):
                call(prediction)
        else:
            for given in ((), (None,), (target,), (1.0,), (np.full(7, math.nan),), ("anything",)):
                assert (call(prediction, *given) == call(prediction, target)).all()


@every_loss
def test_batches_that_do_not_broadcast_are_refused_with_their_shapes(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 3)
    if loss.space.target:
        with pytest.raises(InvalidInput, match=r"\(3[,)].*\(2[,)].* do not broadcast"):
            loss(prediction, target[:2])


@every_loss
def test_what_is_no_array_of_numbers_is_refused_with_what_it_should_be(loss):
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 3)
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
    prediction, target = loss.space.samples.draw(np.random.default_rng(0), 3)
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


@every_loss
def test_what_is_not_of_the_space_is_refused_with_what_it_may_be(loss):
    for prediction, target, message in loss.space.samples.refused:
        for call in (loss, loss.grad):
            with pytest.raises(InvalidInput, match=f"^{message}"):
                call(prediction, target)
            with pytest.raises(InvalidInput, match=f"^{message}"):
                call([prediction, prediction], [target, target])


@every_space
def test_a_space_that_refuses_something_has_refusals_to_try(space):
    refused = space.samples.refused
    assert bool(refused) == (space.check_event is not anything)
    assert space.free or any(message.startswith("prediction") for _, _, message in refused)


def test_an_unknown_loss_or_family_is_answered_with_the_nearest():
    for registry, kind in ((LOSSES, "loss"), (FAMILIES, "family")):
        for key in registry:
            with pytest.raises(UnknownName, match=rf"^There is no {kind} '{key}x'. Did you mean '\w+'\? Known: "):
                registry[key + "x"]
        with pytest.raises(UnknownName, match=r"^There is no \w+ 'qqqq'. Known: "):
            registry["qqqq"]
