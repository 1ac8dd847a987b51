"""CIoU loss: DIoU, and a penalty for the wrong aspect ratio whose weight is not differentiated."""

import math

import numpy as np

from lossviz.losses.detection import diou, iou
from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import between_centres, pair
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Reference, Surrogate, Trait


def value(prediction, target):
    return held_value(prediction, prediction, target)


def held_value(prediction, held, target):
    """The loss with the trade-off a taken from ``held``."""
    weight = trade_off(iou.value(held, target), aspect(held, target))
    return diou.value(prediction, target) + weight * aspect(prediction, target)


def gradient(prediction, target):
    boxes = pair(prediction, target)
    weight = trade_off(iou.lost(boxes), aspect(prediction, target))
    shape = weight[..., None] * aspect_slopes(prediction, target)
    both, outside = diou.distance_slopes(boxes, between_centres(prediction, target))
    lost_inside, lost_outside = iou.slopes(boxes)
    return boxes.gradient(lost_inside + shape, lost_outside + outside + shape, both)


def turn(prediction, target):
    """By what angle the true box's diagonal is flatter than the predicted one's."""
    own, true = prediction[..., 2:] - prediction[..., :2], target[..., 2:] - target[..., :2]
    return np.arctan2(true[..., 0], true[..., 1]) - np.arctan2(own[..., 0], own[..., 1])


def aspect(prediction, target):
    """The penalty v for the wrong aspect ratio, between 0 and 1."""
    return (2.0 / math.pi * turn(prediction, target)) ** 2


def aspect_slopes(prediction, target):
    """How fast v grows as an edge moves inward, for each axis."""
    own = prediction[..., 2:] - prediction[..., :2]
    across = np.hypot(own[..., 0], own[..., 1])[..., None]
    return 8.0 / math.pi**2 * turn(prediction, target)[..., None] * (own[..., ::-1] / across / across) * [1.0, -1.0]


def trade_off(lost, shape):
    """The weight a of the penalty: v / (1 − IoU + v), and 0 where both are 0, for there the boxes are equal."""
    total = lost + shape
    return shape / np.where(total > 0, total, 1.0)


def worked(prediction, target):
    shape = aspect(prediction, target)
    weight = trade_off(iou.value(prediction, target), shape)
    return f"{diou.worked(prediction, target)} + {n(weight)} * {n(shape)}"


LOSS = Loss(
    key="ciou",
    name="CIoU",
    space=BOX,
    latex=r"L = 1 - \dfrac{I}{U} + \dfrac{d^2}{c^2} + a\, v, \quad "
    r"v = \dfrac{4}{\pi^2} \left( \arctan \dfrac{w'}{h'} - \arctan \dfrac{w}{h} \right)^2, \quad "
    r"a = \dfrac{v}{1 - I/U + v}",
    gradient_latex=r"\dfrac{\partial L}{\partial x_1} = \dfrac{\partial L_\text{DIoU}}{\partial x_1} - "
    r"a\, \dfrac{\partial v}{\partial w}, \quad \footnotesize \dfrac{\partial v}{\partial w} = -\dfrac{8}{\pi^2} "
    r"\left( \arctan \dfrac{w'}{h'} - \arctan \dfrac{w}{h} \right) \dfrac{h}{w^2 + h^2}, \quad a \text{ held constant}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.REDESCENDING,
    ),
    kinks=Kinks("slope", diou.seams),
    surrogate=Surrogate(
        "The gradient treats the trade-off a as a constant, as the paper and torchvision do, so that it is not the "
        "derivative of the value.",
        held_value,
    ),
    idea="Adds to DIoU a penalty v for the wrong aspect ratio, which counts the more the better the boxes overlap.",
    use_when=(
        "Boxes overlap well and their shape is still wrong.",
        "You follow a detector that was tuned with it, as YOLO versions were.",
    ),
    avoid_when=(
        "Width and height are both wrong in the same proportion: v is 0 there, and the loss is DIoU.",
        "The gradient must be that of the value: a is held constant, so that a line search would be misled.",
    ),
    pros=(
        "Looks at overlap, distance and shape, and each term has no unit.",
        "A shape penalty where DIoU has none, at a right centre.",
    ),
    cons=(
        "v pulls width and height in opposite directions, even where both are too small.",
        "The second paper and its code set a to 0 where IoU is below 1/2; torchvision and this loss do not.",
        "The paper's code leaves the factor 1 / (w² + h²) out of the slope of v; torchvision and this loss keep it.",
    ),
    references=(
        Reference(
            "Zhaohui Zheng, Ping Wang, Wei Liu, Jinze Li, Rongguang Ye and Dongwei Ren",
            "Distance-IoU loss: faster and better learning for bounding box regression",
            2019,
            "https://arxiv.org/abs/1911.08287",
            "Defines the loss.",
        ),
        Reference(
            "Zhaohui Zheng, Ping Wang, Dongwei Ren, Wei Liu, Rongguang Ye, Qinghua Hu and Wangmeng Zuo",
            "Enhancing geometric factors in model learning and inference for object detection and instance "
            "segmentation",
            2020,
            "https://arxiv.org/abs/2005.03572",
            "Sets a to 0 where IoU is below 1/2.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="torchvision",
            code="torchvision.ops.complete_box_iou_loss(prediction, target, eps=0.0)",
            note="torchvision adds 1e-7 to the denominators of its DIoU part whatever eps is, so that values differ by "
            "about 1e-7. It, too, holds a constant in the gradient.",
            default=Default(
                code="torchvision.ops.complete_box_iou_loss(prediction, target)",
                reduction="none",
                differs="It adds 1e-7 to the denominators.",
            ),
        ),
    ),
    rivals=("diou", "eiou"),
    aliases=("complete IoU", "YOLO"),
    place=50,
)
