"""ArcFace: cross-entropy of cosines, with the angle to the true class made larger than it is."""

import math

import numpy as np

from lossviz.losses.metric_learning.info_nce import surprise
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.cosines import COSINES
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait

# The slope of cos(θ + m) by cos θ holds 1 / sin θ, which is infinite at θ = 0 and 180 degrees. The sine of the
# nearest angle that a cosine in floats can express is 1.5e-8; less than that is not divided by.
_LEAST_SINE = 2.0**-26


def true_class(prediction, target):
    return np.arange(prediction.shape[-1]) == np.asarray(target)[..., None]


def sine(cosine):
    return np.sqrt((1.0 - cosine) * (1.0 + cosine))


def turned(cosine, margin):
    """``cos(θ + margin)`` for ``cosine = cos θ``."""
    return cosine * math.cos(margin) - sine(cosine) * math.sin(margin)


def logits(prediction, target, margin, scale):
    return scale * np.where(true_class(prediction, target), turned(prediction, margin), prediction)


def value(prediction, target, *, margin, scale):
    logarithms = log_softmax(logits(prediction, target, margin, scale))
    return np.where(true_class(prediction, target), -logarithms, 0.0).sum(-1)


def gradient(prediction, target, *, margin, scale):
    p, rest = softmax(logits(prediction, target, margin, scale))
    stretch = math.cos(margin) + math.sin(margin) * prediction / np.maximum(sine(prediction), _LEAST_SINE)
    return scale * np.where(true_class(prediction, target), -rest * stretch, p)


def worked(prediction, target, *, margin, scale):
    own = float(turned(prediction[int(target)], margin))
    rivals = np.delete(prediction, int(target))
    leads = [scale * (rival - own) for rival in rivals]
    return surprise(leads, [f"{n(scale)} * ({n(rival)} - {n(own)})" for rival in rivals])


LOSS = Loss(
    key="arcface",
    name="ArcFace",
    space=COSINES,
    latex=r"L = -\log \dfrac{e^{s \cos(\theta_y + m)}}{e^{s \cos(\theta_y + m)} + \sum_{j \ne y} e^{s \cos \theta_j}}",
    gradient_latex=r"\dfrac{\partial L}{\partial \cos \theta_j} = s\, p_j \ (j \ne y), \quad "
    r"\dfrac{\partial L}{\partial \cos \theta_y} = -s\, (1 - p_y)\, \dfrac{\sin(\theta_y + m)}{\sin \theta_y}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="m",
            default=0.5,
            domain=Interval(0, math.pi, "left"),
            slider=(0.0, 1.0, 0.02),
            unit="radians",
            meaning="by how much the angle to the true class is made larger before it is judged; more of it packs "
            "the examples of a class closer together",
            landmarks=(Landmark(0.0, "plain cosines"), Landmark(0.5, "the paper's choice, 28.6 degrees")),
        ),
        Parameter(
            name="scale",
            symbol="s",
            default=16.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(1.0, 64.0, 1.0),
            unit="logits per cosine",
            meaning="what cosines are multiplied by; more of it asks for certainty at smaller differences of angle",
            landmarks=(Landmark(64.0, "the paper's choice"),),
        ),
    ),
    traits=(
        Trait.CONVEX.when("m = 0", lambda *, margin, scale: margin == 0),
        Trait.SMOOTH.when("m = 0", lambda *, margin, scale: margin == 0),
        Trait.NON_NEGATIVE,
        Trait.SYMMETRIC,
    ),
    idea="Adds m to the angle of the true class before the softmax, so that an example must lie well inside its class "
    "to be right.",
    use_when=(
        "Embeddings of known identities are trained to tell apart new ones, as with faces.",
        "Embeddings and class vectors are scaled to length 1, so that only angles are left.",
    ),
    avoid_when=(
        "You need probabilities: with m > 0 they are those of a harder question.",
        "Labels are noisy, or training starts from nothing: begin with a small m.",
    ),
    pros=(
        "The margin is an angle, the same for every class and at every place of the sphere.",
        "At m = 0 it is cross-entropy of scaled cosines.",
    ),
    cons=(
        "Beyond θ = π − m the penalty of the angle falls again; common code goes on in a straight line there.",
        "The slope by cos θ grows without limit as θ goes to 0, and is held at a sine of 1.5e-8.",
        "Not convex for any m > 0.",
        "Cosines end at ±1, so that the loss never reaches 0.",
    ),
    references=(
        Reference(
            "Jiankang Deng, Jia Guo, Niannan Xue and Stefanos Zafeiriou",
            "ArcFace: additive angular margin loss for deep face recognition",
            2019,
            "https://arxiv.org/abs/1801.07698",
            "Defines the loss.",
        ),
        Reference(
            "Feng Wang, Xiang Xiang, Jian Cheng and Alan L. Yuille",
            "NormFace: L2 hypersphere embedding for face verification",
            2017,
            "https://arxiv.org/abs/1704.06369",
            "Gives the scaled cosines without a margin.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy({scale} * torch.where(torch.nn.functional.one_hot(target.long(), "
            "prediction.shape[-1]) == 1, torch.cos(torch.acos(prediction) + {margin}), prediction), target.long(), "
            "reduction='none')",
            note="PyTorch has no such loss of its own; it is cross-entropy after the true angle is enlarged. Its mean "
            "is over the examples.",
            default=Default(
                code="torch.nn.functional.cross_entropy({scale} * "
                "torch.where(torch.nn.functional.one_hot(target.long(), prediction.shape[-1]) == 1, "
                "torch.cos(torch.acos(prediction) + {margin}), prediction), target.long())",
                reduction="samples",
            ),
        ),
    ),
    rivals=("info_nce",),
    aliases=("additive angular margin", "face recognition", "face verification"),
    place=70,
)
