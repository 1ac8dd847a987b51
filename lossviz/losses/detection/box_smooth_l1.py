"""Box smooth L1: four coordinates, each regressed as if the others did not exist."""

import math

import numpy as np

from lossviz.losses.regression import smooth_l1
from lossviz.spaces.box import BOX
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, beta):
    return smooth_l1.value(prediction, target, beta=beta).sum(-1)


def gradient(prediction, target, *, beta):
    return smooth_l1.gradient(prediction, target, beta=beta)


def seams(prediction, target, *, beta):
    return list(np.moveaxis(np.abs(prediction - target) - beta, -1, 0))


def worked(prediction, target, *, beta):
    terms = [smooth_l1.worked(p, t, beta=beta) for p, t in zip(prediction, target, strict=True)]
    return " + ".join(f"({term})" for term in terms)


LOSS = Loss(
    key="box_smooth_l1",
    name="Box smooth L1",
    space=BOX,
    latex=r"L = \sum_{k=1}^{4} \begin{cases} \dfrac{r_k^2}{2\beta} & |r_k| \le \beta \\ "
    r"|r_k| - \tfrac{1}{2}\beta & |r_k| > \beta \end{cases}, \quad r = (x_1, y_1, x_2, y_2) - (x_1', y_1', x_2', y_2')",
    gradient_latex=r"\dfrac{\partial L}{\partial r_k} = \max(-1, \min(r_k / \beta, 1))",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="beta",
            symbol="β",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.1, 3.1, 0.05),
            unit="units of a coordinate",
            meaning="how wide the rounded tip is; more of it softens the pull of small errors",
            landmarks=(Landmark(1.0, "Fast R-CNN's choice"),),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
    ),
    kinks=Kinks("curvature", seams),
    idea="Treats a box as four numbers and sums their smooth L1 losses; that they enclose an area plays no part.",
    use_when=(
        "Coordinates are offsets from an anchor, already divided by its size.",
        "Boxes often miss their targets at first: the pull reaches as far as they are off.",
    ),
    avoid_when=(
        "Boxes are compared by overlap: the same loss can mean an overlap of a half or of nothing.",
        "Coordinates are pixels and objects differ in size: an error of ten pixels costs a large box and a small one "
        "the same.",
    ),
    pros=("Convex, with a gradient wherever the box is wrong.", "No division: nothing to guard for tiny boxes."),
    cons=(
        "Changes with the units of the coordinates.",
        "The four edges are moved on their own, though a wrong centre moves all of them.",
    ),
    references=(
        Reference(
            "Ross Girshick",
            "Fast R-CNN",
            2015,
            "https://arxiv.org/abs/1504.08083",
            "Defines smooth L1, on offsets of centre and log size, not on corners.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.smooth_l1_loss(prediction, target, beta={beta}, reduction='none').sum(-1)",
            note="nn.SmoothL1Loss averages over all coordinates of all boxes; the sum here is four times the mean over "
            "a box.",
            default=Default(
                code="torch.nn.functional.smooth_l1_loss(prediction, target)",
                reduction="elements",
                parameters={"beta": 1.0},
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Huber(delta={beta}, reduction=None)(target, prediction)",
            factor="4 / {beta}",
            note="Keras has Huber only, and averages it over the four coordinates; hence 4 / β.",
            default=Default(
                code="keras.losses.Huber()(target, prediction)",
                reduction="elements",
                parameters={"beta": 1.0},
                differs="It is Huber's loss, β times this one: the two are equal at β = 1 only.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.huber_loss(prediction, target, delta={beta}).sum(-1)",
            factor="1 / {beta}",
            note="optax has Huber only; divide it by β.",
            default=Default(
                code="optax.losses.huber_loss(prediction, target).sum(-1)",
                reduction="none",
                parameters={"beta": 1.0},
                differs="It is Huber's loss and gives one number a coordinate; the sum over them is ours.",
            ),
        ),
    ),
    rivals=("iou",),
    aliases=("bounding box regression", "box regression", "Fast R-CNN"),
    place=10,
)
