"""Boxes in the positions that tell the box losses apart."""

import numpy as np
import pytest

from lossviz import FAMILIES, LOSSES
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import touching

TARGET = (0.0, 0.0, 2.0, 2.0)

# By running torchvision, and by hand: overlapping, apart, far apart, in the middle, in a corner, half as high.
PLACES = [(1, 1, 3, 3), (3, 0, 5, 2), (10, 0, 12, 2), (0.5, 0.5, 1.5, 1.5), (0, 0, 1, 1), (0, 0.5, 2, 1.5)]
COSTS = {
    "iou": [0.857143, 1.0, 1.0, 0.75, 0.75, 0.5],
    "giou": [1.079365, 1.2, 1.666667, 0.75, 0.75, 0.5],
    "diou": [0.968254, 1.310345, 1.675676, 0.75, 0.8125, 0.5],
    "ciou": [0.968254, 1.310345, 1.675676, 0.75, 0.8125, 0.503248],
    "eiou": [0.968254, 1.310345, 1.675676, 1.25, 1.3125, 0.75],
    "effici_ciou": [0.968254, 1.310345, 1.675676, 1.25, 1.3125, 0.753248],
}


@pytest.mark.parametrize("key", COSTS)
def test_boxes_cost_what_they_cost_in_torchvision_and_by_hand(key):
    assert LOSSES[key](PLACES, TARGET) == pytest.approx(COSTS[key], abs=6e-7)


@pytest.mark.parametrize("key", FAMILIES["detection"].losses)
def test_a_right_box_costs_nothing_and_is_pulled_nowhere(key):
    assert LOSSES[key](TARGET, TARGET) == 0
    assert (LOSSES[key].grad(TARGET, TARGET) == 0).all()


def test_each_box_loss_is_no_smaller_than_the_one_it_adds_to():
    prediction, target = BOX.samples.draw(np.random.default_rng(0), 2000)
    iou, giou, diou, ciou, eiou, effici = (LOSSES[key](prediction, target) for key in COSTS)
    for more, less in ((giou, iou), (diou, iou), (ciou, diou), (eiou, diou), (effici, eiou), (effici, ciou)):
        assert (more >= less - 1e-12).all()


def test_inside_its_target_a_box_is_pulled_to_the_middle_by_diou_and_nowhere_by_giou():
    inside = np.array([0.25, 0.5, 1.0, 1.0])
    shift = np.array([1.0, 0.0, 1.0, 0.0])
    assert LOSSES["giou"].grad(inside, TARGET) @ shift == pytest.approx(0, abs=1e-15)
    assert LOSSES["diou"].grad(inside, TARGET) @ shift < -0.05


def test_boxes_that_miss_each_other_feel_nothing_from_iou_and_are_drawn_together_by_the_others():
    apart, shift = np.array([5.0, 0.5, 6.0, 1.0]), np.array([1.0, 0.0, 1.0, 0.0])
    assert (LOSSES["iou"].grad(apart, TARGET) == 0).all()
    for key in ("giou", "diou", "ciou", "eiou", "effici_ciou"):
        assert LOSSES[key].grad(apart, TARGET) @ shift > 0


def test_the_gradient_of_ciou_leaves_out_what_that_of_effici_ciou_takes_in():
    prediction = np.array([0.1, 0.4, 2.3, 1.2])
    step = 1e-6 * np.eye(4)

    def slope(value):
        return (value(prediction + step) - value(prediction - step)) / 2e-6

    for key, honest in (("ciou", False), ("effici_ciou", True)):
        derivative = slope(lambda boxes, key=key: LOSSES[key](boxes, TARGET))
        assert np.allclose(LOSSES[key].grad(prediction, TARGET), derivative, rtol=1e-6) == honest
    held = LOSSES["ciou"].surrogate.value
    assert LOSSES["ciou"].grad(prediction, TARGET) == pytest.approx(
        slope(lambda boxes: held(boxes, prediction, np.array(TARGET))), rel=1e-6
    )


def test_boxes_of_one_height_that_touch_side_by_side_are_a_kink_of_iou_and_none_of_giou():
    line = next(line for line in BOX.lines if line.key == "offset")
    label = BOX.labels[0]
    prediction, target = line.place(np.array([1.9, 2.1]), label)
    assert np.prod(touching(prediction, target)) < 0
    changes = {key: min(np.prod(s) for s in LOSSES[key].kinks.where(prediction, target)) < 0 for key in COSTS}
    assert changes == {key: key != "giou" for key in COSTS}
