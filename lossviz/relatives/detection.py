"""Relatives among detection losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import equal, side

_PIXELS = 1001  # of the masks that boxes are turned into: one for the true box, the others for false alarms


def _measures(prediction, target):
    """The sides of both boxes, and from the true centre to the predicted one."""
    apart = (prediction[..., :2] + prediction[..., 2:] - target[..., :2] - target[..., 2:]) / 2
    return prediction[..., 2:] - prediction[..., :2], target[..., 2:] - target[..., :2], apart


def _boxes(target, sides, apart):
    """Predictions of these sides, this far from the targets' centres."""
    centre = (target[..., :2] + target[..., 2:]) / 2 + apart
    return np.concatenate([centre - sides / 2, centre + sides / 2], -1), target


def _shrunk_inside(prediction, target, nearer=1.0):
    """The predicted box made so small, and moved so little, that it lies inside the true one."""
    own, true, apart = _measures(prediction, target)
    sides = true * own / (own + true)
    return _boxes(target, sides, nearer * (true - sides) / 2 * apart / (own + np.abs(apart)))


def _shrunk_nearer_the_middle(prediction, target):
    return _shrunk_inside(prediction, target, nearer=0.3)


def _about_the_same_centre(prediction, target):
    own, _, apart = _measures(prediction, target)
    return _boxes(target, own, 0 * apart)


def _of_the_true_shape(prediction, target):
    own, true, apart = _measures(prediction, target)
    return _boxes(target, true * own[..., :1] / true[..., :1], apart)


def _of_the_true_size(prediction, target):
    _, true, apart = _measures(prediction, target)
    return _boxes(target, true, apart)


def _in_smaller_units(prediction, target):
    return prediction * [10.0, 2.5, 10.0, 2.5], target * [10.0, 2.5, 10.0, 2.5]


def _ten_times_as_large(prediction, target):
    return 10 * prediction, 10 * target


def _as_masks(prediction, target):
    """The true box as one pixel, covered in part, and the rest of the predicted box spread over other pixels."""
    own, true, _ = _measures(prediction, target)
    shared = np.minimum(prediction[..., 2:], target[..., 2:]) - np.maximum(prediction[..., :2], target[..., :2])
    found = np.maximum(shared, 0).prod(-1) / true.prod(-1)
    false = own.prod(-1) / true.prod(-1) - found
    mask = np.repeat(false[..., None, None] / (_PIXELS - 1), _PIXELS, -1)
    mask[..., 0] = found[..., None]
    return np.clip(mask, 0, 1), np.broadcast_to(np.arange(_PIXELS) == 0, mask.shape).astype(float)


def _slid_along_the_diagonal(prediction, target):
    """Unit boxes that are off by the residual in each of the four coordinates."""
    return tuple(np.asarray(corner, float)[..., None] + [0, 0, 1, 1] for corner in (prediction, target))


def _for_the_sides(prediction, target):
    return LOSSES["eiou"](prediction, target) - LOSSES["diou"](prediction, target)


RELATIVES = (
    equal(
        "Of a box that is off by r in each coordinate, box smooth L1 is four times smooth L1.",
        ((side("smooth_l1", beta=beta), 0.25 * side("box_smooth_l1", beta=beta)) for beta in (1.0, 0.1, 3.0)),
        bridge=_slid_along_the_diagonal,
    ),
    equal(
        "Counted in areas, the IoU loss is the Jaccard loss of two masks without smoothing.",
        [(side("iou"), side("jaccard", smooth=0.0))],
        bridge=_as_masks,
    ),
    equal(
        "The IoU loss does not change with the units of either coordinate.",
        [(side("iou"), side("iou"))],
        bridge=_in_smaller_units,
    ),
    equal(
        "The DIoU loss does not change with the size of the picture.",
        [(side("diou"), side("diou"))],
        bridge=_ten_times_as_large,
    ),
    equal(
        "Where one box contains the other, the GIoU loss is the IoU loss; it is never smaller.",
        [(side("giou", of=_shrunk_inside), side("iou", of=_shrunk_inside))],
    ),
    equal(
        "Inside its target a box may lie anywhere: GIoU does not depend on its place, while DIoU does.",
        [(side("giou", of=_shrunk_inside), side("giou"))],
        bridge=_shrunk_nearer_the_middle,
    ),
    equal(
        "Where the centres agree, the DIoU loss is the IoU loss.",
        [(side("diou", of=_about_the_same_centre), side("iou", of=_about_the_same_centre))],
    ),
    equal(
        "Where the aspect ratios agree, the CIoU loss is the DIoU loss.",
        [(side("ciou", of=_of_the_true_shape), side("diou", of=_of_the_true_shape))],
    ),
    equal(
        "Where width and height agree, the EIoU loss is the DIoU loss.",
        [(side("eiou", of=_of_the_true_size), side("diou", of=_of_the_true_size))],
    ),
    equal(
        "Where the aspect ratios agree, the EfficiCIoU loss is the EIoU loss.",
        [(side("effici_ciou", of=_of_the_true_shape), side("eiou", of=_of_the_true_shape))],
    ),
    equal(
        "The EfficiCIoU loss is the CIoU loss plus what EIoU adds to DIoU for the sides.",
        [(side("effici_ciou"), side("ciou") + _for_the_sides)],
    ),
)
