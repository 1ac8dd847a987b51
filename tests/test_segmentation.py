"""Masks at their edges: empty ones, single pixels, certainty; and the shapes that pictures are made of."""

import numpy as np
import pytest

from lossviz import FAMILIES, LOSSES
from lossviz.spaces.mask import MASK, SHAPES

EMPTY, FULL = np.zeros((3, 4)), np.ones((3, 4))
PIXEL = EMPTY.copy()
PIXEL[1, 2] = 1.0
SMOOTHED = ("dice", "jaccard", "tversky", "focal_tversky", "combo")


@pytest.mark.parametrize("key", FAMILIES["segmentation"].losses)
@pytest.mark.parametrize("target", [EMPTY, PIXEL, FULL])
def test_a_right_mask_costs_nothing_and_its_gradient_is_finite(key, target):
    for setting in [{}] + [{"smooth": 0.0}] * (key in SMOOTHED):
        with np.errstate(all="raise", under="ignore"):
            assert LOSSES[key](target, target, **setting) == 0
            assert np.isfinite(LOSSES[key].grad(target, target, **setting)).all()


@pytest.mark.parametrize("key", ["dice", "jaccard", "tversky", "focal_tversky"])
def test_without_smoothing_a_trace_on_an_empty_target_costs_all_and_nothing_pulls_it_down(key):
    trace = EMPTY + 1e-9 * PIXEL
    assert LOSSES[key](trace, EMPTY, smooth=0.0) == pytest.approx(1.0)
    assert (LOSSES[key].grad(trace, EMPTY, smooth=0.0) == 0).all()
    assert LOSSES[key](trace, EMPTY) < 1e-6  # with smoothing it is as good as right
    assert LOSSES[key].grad(trace, EMPTY)[1, 2] > 0


@pytest.mark.parametrize("target", [EMPTY, PIXEL])
def test_a_pixel_that_is_certain_and_wrong_costs_what_it_costs_in_pytorch(target):
    wrong = 1.0 - target
    loss = LOSSES["pixel_cross_entropy"]
    assert loss(wrong, target) == pytest.approx(100.0)
    assert loss.grad(wrong, target) == pytest.approx(np.where(target == 1, -1e12, 1e12) / 12)


def test_the_focal_tversky_loss_leaves_a_mask_alone_once_nothing_is_wrong():
    assert (LOSSES["focal_tversky"].grad(PIXEL, PIXEL, gamma=0.75) == 0).all()
    steps = [LOSSES["focal_tversky"].grad(PIXEL * (1 - h), PIXEL, gamma=0.75)[1, 2] for h in (1e-2, 1e-6, 1e-10)]
    assert steps == sorted(steps, reverse=True)  # ever steeper on the way there


def test_an_empty_class_has_the_weight_of_the_other_in_the_generalised_dice_loss():
    prediction = np.linspace(0.1, 0.9, 12).reshape(3, 4)
    # one class has all 12 pixels and the other none, so that both weigh 1/144
    wrong = 2 * prediction.sum() / 144
    assert LOSSES["generalized_dice"](prediction, EMPTY) == pytest.approx(wrong / (24 / 144 + 1e-5), rel=1e-12)
    assert LOSSES["generalized_dice"](1 - prediction, FULL) == pytest.approx(wrong / (24 / 144 + 1e-5), rel=1e-12)


def test_shapes_are_masks_that_labels_and_pictures_share():
    assert list(SHAPES) == ["disc", "ring", "thin line", "one pixel", "empty", "shifted disc"]
    for pixels in SHAPES.values():
        assert pixels.shape == (12, 12)
        assert set(np.unique(pixels)) <= {0.0, 1.0}
    assert SHAPES["disc"].sum() == SHAPES["shifted disc"].sum() > 10
    assert (SHAPES["one pixel"].sum(), SHAPES["empty"].sum()) == (1, 0)
    for label in MASK.labels:
        assert (np.array(label.target) == SHAPES[label.name]).all()
