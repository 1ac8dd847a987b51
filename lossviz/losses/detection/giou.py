"""GIoU loss: IoU, and the empty part of the box that encloses both, so that boxes apart are drawn together."""

import numpy as np

from lossviz.losses.detection import iou
from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import across, area, level, pair, touching
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Reference, Trait


def value(prediction, target):
    boxes = pair(prediction, target)
    return iou.lost(boxes) + empty(boxes)


def gradient(prediction, target):
    boxes = pair(prediction, target)
    # How fast the empty part grows as an edge moves inward: outside the true box the enclosing box shrinks too.
    height = across(boxes.own)
    inside = np.where(boxes.overlap[..., None], across(boxes.alone), height)
    outside = height * boxes.without - boxes.missing[..., None]
    parts = zip(iou.slopes(boxes), (inside, outside), strict=True)
    return boxes.gradient(*(lost + slope / boxes.span for lost, slope in parts))


def empty(boxes):
    """The share of the enclosing box that neither box covers, as a sum of rectangles."""
    gaps = boxes.own * across(boxes.without) + boxes.true * across(boxes.alone) - boxes.shared
    corners = (boxes.alone * across(boxes.without)).sum(-1)
    across_x, across_y = boxes.shared[..., 0] <= 0, boxes.shared[..., 1] <= 0
    return np.where(across_x, gaps[..., 0], np.where(across_y, gaps[..., 1], corners))


def seams(prediction, target):
    boxes = pair(prediction, target)
    # Where boxes of one height touch side by side, the enclosing box has no empty part on either side of it.
    beside = boxes.shared[..., 0] < boxes.shared[..., 1]
    uneven = boxes.alone + boxes.without > 0
    bends = np.where(beside, uneven[..., 1], uneven[..., 0])
    return [*level(prediction, target), np.where(bends, touching(prediction, target), 1.0)]


def worked(prediction, target):
    shared, own, true = iou.areas(prediction, target)
    union = own + true - shared
    around = area(np.maximum(prediction, target)[2:] - np.minimum(prediction, target)[:2])
    return f"1 - {n(shared)} / {n(union)} + ({n(around)} - {n(union)}) / {n(around)}"


LOSS = Loss(
    key="giou",
    name="GIoU",
    space=BOX,
    latex=r"L = 1 - \dfrac{I}{U} + \dfrac{C - U}{C}, \quad C = c_w c_h, \quad "
    r"c_w = \max(x_2, x_2') - \min(x_1, x_1')",
    gradient_latex=r"\dfrac{\partial L}{\partial x_1} = \dfrac{I\, \partial U - U\, \partial I}{U^2} + "
    r"\dfrac{U\, \partial C - C\, \partial U}{C^2}, \quad "
    r"\partial I = -i_y\, [I > 0]\, [x_1 > x_1'], \quad \partial U = -h - \partial I, \quad "
    r"\partial C = -c_h\, [x_1 < x_1']",
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
    idea="Adds to the IoU loss the share of the smallest enclosing box that is empty, so that boxes that miss each "
    "other are still drawn together.",
    use_when=(
        "Many predicted boxes miss their targets at first.",
        "Overlap should decide alone once a box lies within its target.",
    ),
    avoid_when=(
        "Boxes often lie inside their targets, or around them: there it is the IoU loss, blind to their place.",
        "Long thin gaps matter: the box is first made larger until it overlaps, and moved only then.",
    ),
    pros=("A gradient at every distance, with values between 0 and 2.", "The same for boxes of any size, in any unit."),
    cons=(
        "The farther apart the boxes, the weaker the pull.",
        "When one box contains the other, the added term is 0.",
    ),
    references=(
        Reference(
            "Hamid Rezatofighi, Nathan Tsoi, JunYoung Gwak, Amir Sadeghian, Ian Reid and Silvio Savarese",
            "Generalized intersection over union: a metric and a loss for bounding box regression",
            2019,
            "https://arxiv.org/abs/1902.09630",
            "Defines the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="torchvision",
            code="torchvision.ops.generalized_box_iou_loss(prediction, target, eps=0.0)",
            note="By default torchvision adds 1e-7 to both denominators. It never reduces unless told to.",
            default=Default(
                code="torchvision.ops.generalized_box_iou_loss(prediction, target)",
                reduction="none",
                differs="It adds 1e-7 to both denominators.",
            ),
        ),
        Equivalent(
            library="MONAI",
            code="monai.losses.BoxGIoULoss(reduction='none')(prediction, target)",
            note="MONAI averages over the boxes by default, and adds the machine epsilon of single precision, 1.2e-7, "
            "to the denominators.",
            default=Default(
                code="monai.losses.BoxGIoULoss()(prediction, target)",
                reduction="samples",
                differs="It adds 1.2e-7 to both denominators.",
            ),
        ),
    ),
    rivals=("iou", "diou"),
    aliases=("generalised IoU", "generalised intersection over union", "object detection"),
    place=30,
)
