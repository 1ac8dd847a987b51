"""The squared hinge of a positive's lead over a negative: a smooth stand-in for the area under the ROC curve."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.score_pairs import POSITIVE_AND_NEGATIVE
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def lacking(prediction, margin):
    return margin - (prediction[..., 0] - prediction[..., 1])


def value(prediction, target, *, margin):
    return np.maximum(0.0, lacking(prediction, margin)) ** 2


def gradient(prediction, target, *, margin):
    pull = 2.0 * np.maximum(0.0, lacking(prediction, margin))
    return np.stack([-pull, pull], -1)


def corner(prediction, target, *, margin):
    return [lacking(prediction, margin)]


def worked(prediction, target, *, margin):
    positive, negative = map(n, prediction)
    return f"max(0, {n(margin)} - ({positive} - {negative}))**2"


LOSS = Loss(
    key="auc_margin",
    name="AUC margin",
    space=POSITIVE_AND_NEGATIVE,
    latex=r"L = \max(0,\ \Delta - (s_+ - s_-))^2",
    gradient_latex=r"\footnotesize \dfrac{\partial L}{\partial s_+} = -\dfrac{\partial L}{\partial s_-} = "
    r"-2 \max(0,\ \Delta - (s_+ - s_-))",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="Δ",
            default=1.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 3.0, 0.1),
            unit="units of the score",
            meaning="how far the positive must lead; more of it asks for scores that lie farther apart",
            landmarks=(Landmark(0.0, "a tie will do"), Landmark(1.0, "the usual choice")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SHIFT_INVARIANT,
    ),
    kinks=Kinks("curvature", corner),
    idea="Averaged over all pairs of a positive and a negative, it stands for the share of pairs in the wrong order, "
    "which is what the area under the ROC curve leaves to 1.",
    use_when=(
        "Positives are rare and the area under the ROC curve is what counts.",
        "The threshold will be chosen later, so that only the order of the scores matters.",
    ),
    avoid_when=(
        "You need probabilities: a constant on all scores changes nothing.",
        "Some labels are wrong: a pair far in the wrong order pulls without limit.",
    ),
    pros=(
        "At Δ > 0 it is consistent: with unlimited data and any function of x as the score, its minimiser has the "
        "best area under the curve. The plain hinge is not.",
        "Over all pairs the positives pull as hard in total as the negatives, however rare they are.",
    ),
    cons=(
        "The number of pairs grows with the square of the batch.",
        "A batch without positives says nothing.",
        "A popular loss of this name, AUCM, charges the squared hinge of the difference of the two groups' means, and "
        "the variance within each group.",
    ),
    references=(
        Reference(
            "Wei Gao and Zhi-Hua Zhou",
            "On the consistency of AUC pairwise optimization",
            2015,
            "https://arxiv.org/abs/1208.0645",
            "Shows that it is consistent, and the plain hinge not.",
        ),
        Reference(
            "Zhuoning Yuan, Yan Yan, Milan Sonka and Tianbao Yang",
            "Large-scale robust deep AUC maximization: a new surrogate loss and empirical studies on medical image "
            "classification",
            2021,
            "https://arxiv.org/abs/2012.03173",
            "Defines AUCM, another loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="2 * torch.nn.functional.multi_margin_loss(prediction, "
            "torch.zeros(len(prediction), dtype=torch.int64), p=2, margin={margin}, reduction='none')",
            note="MultiMarginLoss with p=2, the positive as the true of two classes; it divides by their number, "
            "hence the factor.",
            default=Default(
                code="torch.nn.functional.multi_margin_loss(prediction, torch.zeros(len(prediction), "
                "dtype=torch.int64), p=2)",
                reduction="elements",
                parameters={"margin": 1.0},
                differs="It divides by the number of classes, which is two here.",
            ),
        ),
    ),
    rivals=("margin_ranking", "pairwise_logistic"),
    aliases=("AUCM", "AUC maximisation", "AUROC", "ROC AUC"),
    place=50,
)
