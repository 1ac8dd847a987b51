"""IoU loss: one minus the area that two boxes share over the area that they cover."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import across, area, level, overlaps, pair, touching
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Reference, Trait


def value(prediction, target):
    return lost(pair(prediction, target))


def gradient(prediction, target):
    boxes = pair(prediction, target)
    return boxes.gradient(*slopes(boxes))


def lost(boxes):
    """1 − IoU as a quotient of areas, so that it keeps its digits where the boxes are nearly equal."""
    return np.where(boxes.overlap, (boxes.extra + boxes.missing) / covered(boxes), 1.0)


def covered(boxes):
    """The union where it is divided by; of boxes that are tiny and far apart it would be 0."""
    return np.where(boxes.overlap, boxes.union, 1.0)


def slopes(boxes):
    """How fast 1 − IoU grows as an edge moves inward, inside the true box and outside it."""
    union, height = covered(boxes)[..., None], across(boxes.own)
    # The quotient rule, with what cancels in it left out.
    inside = across(boxes.shared) * (boxes.alone * height + area(boxes.true)[..., None])
    outside = -boxes.intersection[..., None] * height
    there = boxes.overlap[..., None]
    return tuple(np.where(there, slope, 0.0) / union / union / boxes.span for slope in (inside, outside))


def seams(prediction, target):
    overlap = (overlaps(prediction, target) > 0).all(-1)
    edges = [np.where(overlap, passing, 1.0) for passing in level(prediction, target)]
    return [*edges, touching(prediction, target)]


def worked(prediction, target):
    shared, own, true = areas(prediction, target)
    return f"1 - {n(shared)} / ({n(own)} + {n(true)} - {n(shared)})"


def areas(prediction, target):
    """The areas of the intersection, of the predicted box and of the true one."""
    shared = area(np.maximum(overlaps(prediction, target), 0.0))
    return shared, area(prediction[..., 2:] - prediction[..., :2]), area(target[..., 2:] - target[..., :2])


LOSS = Loss(
    key="iou",
    name="IoU",
    space=BOX,
    latex=r"L = 1 - \dfrac{I}{U}, \quad I = \max(0, i_x)\, \max(0, i_y), \quad U = w h + w' h' - I, \quad "
    r"i_x = \min(x_2, x_2') - \max(x_1, x_1')",
    gradient_latex=r"\dfrac{\partial L}{\partial x_1} = \begin{cases} "
    r"\dfrac{i_y (U + I) - h I}{U^2} & x_1 > x_1' \\[2ex] -\dfrac{h I}{U^2} & x_1 < x_1' \end{cases}, \quad "
    r"\dfrac{\partial L}{\partial x_1} = 0 \text{ where } I = 0",
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
    idea="Charges the share of the covered area that the boxes do not have in common, whatever their size.",
    use_when=(
        "Predicted boxes overlap their targets already.",
        "Boxes are judged by overlap, as in average precision, and come in all sizes.",
    ),
    avoid_when=(
        "Many predicted boxes miss their targets: the loss is 1 there and says nothing of where to go.",
        "Boxes lie inside their targets, or around them: moving them within does not change the overlap.",
    ),
    pros=("The same for boxes of any size, in any unit.", "It is the measure that detectors are judged by."),
    cons=(
        "No gradient without overlap.",
        "A kink wherever two edges pass each other: near the target the pull does not fade.",
    ),
    references=(
        Reference(
            "Jiahui Yu, Yuning Jiang, Zhangyang Wang, Zhimin Cao and Thomas Huang",
            "UnitBox: an advanced object detection network",
            2016,
            "https://arxiv.org/abs/1608.01471",
            "Trains with −log IoU, another loss of the same measure.",
        ),
        Reference(
            "Md Atiqur Rahman and Yang Wang",
            "Optimizing intersection-over-union in deep neural networks for image segmentation",
            2016,
            "https://doi.org/10.1007/978-3-319-50835-1_22",
            "Trains with 1 − IoU, on masks.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="torchvision",
            code="1 - torch.diagonal(torchvision.ops.box_iou(prediction, target))",
            note="box_iou compares every box with every other, hence the diagonal.",
            default=Default(
                code="1 - torch.diagonal(torchvision.ops.box_iou(prediction, target))",
                reduction="none",
                differs="It compares every box with every other; the diagonal is ours.",
            ),
        ),
    ),
    rivals=("giou", "diou"),
    aliases=("intersection over union", "bounding box overlap", "object detection"),
    place=20,
)
