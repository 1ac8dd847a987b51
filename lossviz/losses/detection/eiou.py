"""EIoU loss: DIoU, and the errors of width and height, each by itself."""

from lossviz.losses.detection import diou, iou
from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import between_centres, pair
from lossviz.vocabulary import Kinks, Loss, Reference, Trait


def value(prediction, target):
    boxes = pair(prediction, target)
    return iou.lost(boxes) + added(boxes, between_centres(prediction, target))


def gradient(prediction, target):
    boxes = pair(prediction, target)
    inside, outside, both = added_slopes(boxes, between_centres(prediction, target))
    lost_inside, lost_outside = iou.slopes(boxes)
    return boxes.gradient(lost_inside + inside, lost_outside + outside, both)


def added(boxes, apart):
    """What is added to 1 − IoU: for the distance of the centres, and for width and height."""
    return diou.distance(boxes, apart) + (too_long(boxes) ** 2).sum(-1)


def too_long(boxes):
    """By how much the predicted box's sides are too long, as shares of the enclosing box's."""
    return boxes.alone - boxes.without


def added_slopes(boxes, apart):
    """How fast that grows as an edge moves inward, inside and outside the true box, and as both edges move."""
    both, outside = diou.distance_slopes(boxes, apart)
    excess = too_long(boxes)
    return -2.0 * excess / boxes.span, outside - 2.0 * excess * (1.0 - excess) / boxes.span, both


def worked(prediction, target):
    boxes = pair(prediction, target)
    sides = zip(too_long(boxes) * boxes.span, boxes.span, strict=True)
    terms = [f"({n(excess)} / {n(span)})**2" for excess, span in sides]
    return " + ".join([diou.worked(prediction, target), *terms])


LOSS = Loss(
    key="eiou",
    name="EIoU",
    space=BOX,
    latex=r"\small L = 1 - \dfrac{I}{U} + \dfrac{d^2}{c^2} + \dfrac{(w - w')^2}{c_w^2} + \dfrac{(h - h')^2}{c_h^2}",
    gradient_latex=r"\scriptsize \dfrac{\partial L}{\partial x_1} = \dfrac{\partial L_\text{DIoU}}{\partial x_1} - "
    r"\dfrac{2 (w - w')}{c_w^2} + \dfrac{2 (w - w')^2}{c_w^3}\, [x_1 < x_1']",
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
    idea="Adds to DIoU the squared errors of width and of height, each in units of the enclosing box, where CIoU looks "
    "at their ratio only.",
    use_when=(
        "Boxes have the right aspect ratio but the wrong size, where CIoU adds nothing.",
        "Width and height are wrong in different directions.",
    ),
    avoid_when=(
        "The overlap alone should decide: three terms out of four look at something else.",
        "You compare with published CIoU results: the two are on different scales.",
    ),
    pros=(
        "Width and height each have a pull of their own towards the right value.",
        "The same for boxes of any size, in any unit.",
    ),
    cons=(
        "Up to 3¼, where the IoU loss ends at 1, so that step sizes and weights must be chosen anew.",
        "The paper goes on to weigh boxes by a power of their IoU (Focal-EIoU); this is the loss without it.",
    ),
    references=(
        Reference(
            "Yi-Fan Zhang, Weiqiang Ren, Zhang Zhang, Zhen Jia, Liang Wang and Tieniu Tan",
            "Focal and efficient IOU loss for accurate bounding box regression",
            2021,
            "https://arxiv.org/abs/2101.08158",
            "Defines the loss, and goes on to weigh it.",
        ),
    ),
    rivals=("diou", "ciou"),
    aliases=("efficient IoU",),
    place=60,
)
