"""DIoU loss: IoU, and how far the centres are apart."""

import numpy as np

from lossviz.losses.detection import iou
from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import between_centres, level, pair, touching
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Reference, Trait


def value(prediction, target):
    boxes = pair(prediction, target)
    return iou.lost(boxes) + distance(boxes, between_centres(prediction, target))


def gradient(prediction, target):
    boxes = pair(prediction, target)
    both, outside = distance_slopes(boxes, between_centres(prediction, target))
    lost_inside, lost_outside = iou.slopes(boxes)
    return boxes.gradient(lost_inside, lost_outside + outside, both)


def diagonal(boxes):
    """The diagonal of the enclosing box."""
    return np.hypot(boxes.span[..., 0], boxes.span[..., 1])


def distance(boxes, apart):
    """The squared distance of the centres over the squared diagonal."""
    return ((apart / diagonal(boxes)[..., None]) ** 2).sum(-1)


def distance_slopes(boxes, apart):
    """How fast that grows as an edge moves, and what an inward step adds that makes the enclosing box smaller."""
    across = diagonal(boxes)[..., None]
    return apart / across / across, 2.0 * boxes.span / across * distance(boxes, apart)[..., None] / across


def seams(prediction, target):
    return [*level(prediction, target), touching(prediction, target)]


def worked(prediction, target):
    x, y = between_centres(prediction, target)
    width, height = pair(prediction, target).span
    return f"{iou.worked(prediction, target)} + ({n(x)}**2 + {n(y)}**2) / ({n(width)}**2 + {n(height)}**2)"


LOSS = Loss(
    key="diou",
    name="DIoU",
    space=BOX,
    latex=r"L = 1 - \dfrac{I}{U} + \dfrac{d^2}{c^2}, \quad d^2 = d_x^2 + d_y^2, \quad c^2 = c_w^2 + c_h^2, \quad "
    r"d_x = \dfrac{x_1 + x_2 - x_1' - x_2'}{2}",
    gradient_latex=r"\dfrac{\partial L}{\partial x_1} = \dfrac{\partial L_\text{IoU}}{\partial x_1} + "
    r"\dfrac{d_x}{c^2} + \dfrac{2\, c_w\, d^2}{c^4}\, [x_1 < x_1']",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.REDESCENDING,
    ),
    kinks=Kinks("slope", seams),
    idea="Adds to the IoU loss the squared distance between the centres, in units of the enclosing box's diagonal, so "
    "that a box is moved at once instead of made larger first.",
    use_when=(
        "Many predicted boxes miss their targets at first, or lie inside them.",
        "Training steps are few: the boxes are moved straight towards their targets.",
    ),
    avoid_when=(
        "The shape must be right and the centre already is: the added term is 0 there.",
        "Only the overlap counts in the end: a box may be pulled to the centre at no gain in overlap.",
    ),
    pros=(
        "A gradient wherever the centres differ, even when one box contains the other.",
        "The same for boxes of any size, in any unit.",
    ),
    cons=(
        "Says nothing about width and height beyond what IoU does.",
        "Making the enclosing box larger lowers the added term too, a side effect of its denominator.",
    ),
    references=(
        Reference(
            "Zhaohui Zheng, Ping Wang, Wei Liu, Jinze Li, Rongguang Ye and Dongwei Ren",
            "Distance-IoU loss: faster and better learning for bounding box regression",
            2019,
            "https://arxiv.org/abs/1911.08287",
            "Defines the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="torchvision",
            code="torchvision.ops.distance_box_iou_loss(prediction, target, eps=0.0)",
            note="By default torchvision adds 1e-7 to both denominators. It never reduces unless told to.",
            default=Default(
                code="torchvision.ops.distance_box_iou_loss(prediction, target)",
                reduction="none",
                differs="It adds 1e-7 to both denominators.",
            ),
        ),
    ),
    rivals=("giou", "ciou"),
    aliases=("distance IoU",),
    place=40,
)
