"""Relatives among detection losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import Relative, Setting

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
    Relative(
        key="smooth_l1_box_smooth_l1",
        statement="Of a box that is off by r in each coordinate, box smooth L1 is four times smooth L1.",
        pairs=tuple(
            (Setting("smooth_l1", {"beta": beta}), Setting("box_smooth_l1", {"beta": beta}, 0.25))
            for beta in (1.0, 0.1, 3.0)
        ),
        bridge=_slid_along_the_diagonal,
    ),
    Relative(
        key="iou_jaccard",
        statement="Counted in areas, the IoU loss is the Jaccard loss of two masks without smoothing.",
        pairs=((Setting("iou"), Setting("jaccard", {"smooth": 0.0})),),
        bridge=_as_masks,
    ),
    Relative(
        key="iou_iou",
        statement="The IoU loss does not change with the units of either coordinate.",
        pairs=((Setting("iou"), Setting("iou")),),
        bridge=_in_smaller_units,
    ),
    Relative(
        key="diou_diou",
        statement="The DIoU loss does not change with the size of the picture.",
        pairs=((Setting("diou"), Setting("diou")),),
        bridge=_ten_times_as_large,
    ),
    Relative(
        key="giou_iou",
        statement="Where one box contains the other, the GIoU loss is the IoU loss; it is never smaller.",
        pairs=((Setting("giou", of=_shrunk_inside), Setting("iou", of=_shrunk_inside)),),
    ),
    Relative(
        key="giou_giou",
        statement="Inside its target a box may lie anywhere: GIoU does not depend on its place, while DIoU does.",
        pairs=((Setting("giou", of=_shrunk_inside), Setting("giou")),),
        bridge=_shrunk_nearer_the_middle,
    ),
    Relative(
        key="diou_iou",
        statement="Where the centres agree, the DIoU loss is the IoU loss.",
        pairs=((Setting("diou", of=_about_the_same_centre), Setting("iou", of=_about_the_same_centre)),),
    ),
    Relative(
        key="ciou_diou",
        statement="Where the aspect ratios agree, the CIoU loss is the DIoU loss.",
        pairs=((Setting("ciou", of=_of_the_true_shape), Setting("diou", of=_of_the_true_shape)),),
    ),
    Relative(
        key="eiou_diou",
        statement="Where width and height agree, the EIoU loss is the DIoU loss.",
        pairs=((Setting("eiou", of=_of_the_true_size), Setting("diou", of=_of_the_true_size)),),
    ),
    Relative(
        key="effici_ciou_eiou",
        statement="Where the aspect ratios agree, the EfficiCIoU loss is the EIoU loss.",
        pairs=((Setting("effici_ciou", of=_of_the_true_shape), Setting("eiou", of=_of_the_true_shape)),),
    ),
    Relative(
        key="effici_ciou_ciou",
        statement="The EfficiCIoU loss is the CIoU loss plus what EIoU adds to DIoU for the sides.",
        pairs=((Setting("effici_ciou"), Setting("ciou", plus=_for_the_sides)),),
    ),
)
