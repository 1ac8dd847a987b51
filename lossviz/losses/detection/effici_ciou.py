"""EfficiCIoU loss: EIoU's errors of width and height together with CIoU's penalty for the aspect ratio."""

from lossviz.losses.detection import diou, eiou, iou
from lossviz.losses.detection.ciou import aspect, aspect_slopes, trade_off
from lossviz.maths.expressions import n
from lossviz.spaces.box import BOX
from lossviz.spaces.box_measures import between_centres, pair
from lossviz.vocabulary import Kinks, Loss, Reference, Trait


def value(prediction, target):
    shape = aspect(prediction, target)
    return eiou.value(prediction, target) + trade_off(iou.value(prediction, target), shape) * shape


def gradient(prediction, target):
    boxes = pair(prediction, target)
    weight = trade_off(iou.lost(boxes), aspect(prediction, target))[..., None]
    # a v is v² / (1 − IoU + v): its slopes in v and in 1 − IoU are a (2 − a) and −a².
    shape = weight * (2.0 - weight) * aspect_slopes(prediction, target)
    lost_inside, lost_outside = ((1.0 - weight) * (1.0 + weight) * slope for slope in iou.slopes(boxes))
    inside, outside, both = eiou.added_slopes(boxes, between_centres(prediction, target))
    return boxes.gradient(lost_inside + inside + shape, lost_outside + outside + shape, both)


def worked(prediction, target):
    shape = aspect(prediction, target)
    weight = trade_off(iou.value(prediction, target), shape)
    return f"{eiou.worked(prediction, target)} + {n(weight)} * {n(shape)}"


LOSS = Loss(
    key="effici_ciou",
    name="EfficiCIoU",
    space=BOX,
    latex=r"L = L_\text{EIoU} + a\, v, \quad "
    r"v = \dfrac{4}{\pi^2} \left( \arctan \dfrac{w'}{h'} - \arctan \dfrac{w}{h} \right)^2, \quad "
    r"a = \dfrac{v}{1 - I/U + v}",
    gradient_latex=r"\small \dfrac{\partial L}{\partial x_1} = \dfrac{\partial L_\text{EIoU}}{\partial x_1} - "
    r"a (2 - a)\, \dfrac{\partial v}{\partial w} - a^2\, \dfrac{\partial L_\text{IoU}}{\partial x_1}",
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
    idea="Puts CIoU's penalty for the aspect ratio on top of EIoU's for width and height; a is differentiated too.",
    use_when=(
        "Both the sides and their ratio should be right, and boxes overlap well.",
        "You want CIoU's terms with a gradient that is the derivative of the value.",
    ),
    avoid_when=(
        "EIoU is enough: where width and height are right, so is their ratio.",
        "Objects come in every shape: the ratio then says little about how good a box is.",
    ),
    pros=(
        "Contains IoU, DIoU and EIoU, so that each term's effect can be read off.",
        "The same for boxes of any size, in any unit.",
    ),
    cons=(
        "The shape is charged twice: by its sides and by their ratio.",
        "Code in circulation holds a constant in the gradient, as CIoU does; that it is differentiated here is our "
        "choice.",
        "None of the libraries shown here has it.",
    ),
    references=(
        Reference(
            "Yi Zhao and Guiping Chen",
            "LPAE-YOLOv8: lightweight aerial small object detection via LSE-Head and adaptive attention",
            2025,
            "https://doi.org/10.1038/s41598-025-28741-9",
            "Uses a loss of this name; who wrote it first is not known here.",
        ),
        Reference(
            "Yi-Fan Zhang, Weiqiang Ren, Zhang Zhang, Zhen Jia, Liang Wang and Tieniu Tan",
            "Focal and efficient IOU loss for accurate bounding box regression",
            2021,
            "https://arxiv.org/abs/2101.08158",
            "Defines EIoU, a part of it.",
        ),
        Reference(
            "Zhaohui Zheng, Ping Wang, Wei Liu, Jinze Li, Rongguang Ye and Dongwei Ren",
            "Distance-IoU loss: faster and better learning for bounding box regression",
            2019,
            "https://arxiv.org/abs/1911.08287",
            "Defines CIoU, whose penalty it takes.",
        ),
    ),
    rivals=("ciou", "eiou"),
    place=70,
)
