"""Margin ranking: the hinge of the difference of two scores."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.score_pairs import SCORE_PAIR
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def lacking(prediction, target, margin):
    """What is missing to a lead of the margin in the right order."""
    return margin - target * (prediction[..., 0] - prediction[..., 1])


def value(prediction, target, *, margin):
    return np.maximum(0.0, lacking(prediction, target, margin))


def gradient(prediction, target, *, margin):
    pull = target * (lacking(prediction, target, margin) > 0)
    return np.stack([-pull, pull], -1)


def corner(prediction, target, *, margin):
    return [lacking(prediction, target, margin)]


def worked(prediction, target, *, margin):
    first, second = map(n, prediction)
    return f"max(0, {n(margin)} - {n(target)} * ({first} - {second}))"


LOSS = Loss(
    key="margin_ranking",
    name="Margin ranking",
    space=SCORE_PAIR,
    latex=r"L = \max(0,\ \Delta - y\,(s_1 - s_2)), \quad y = \pm 1",
    gradient_latex=r"\dfrac{\partial L}{\partial s_1} = -\dfrac{\partial L}{\partial s_2} = "
    r"-y\,[\,y\,(s_1 - s_2) < \Delta\,]",
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
            meaning="how far the better one must lead; more of it asks for scores that lie farther apart",
            landmarks=(Landmark(0.0, "PyTorch's default, a tie will do"), Landmark(1.0, "ranking machine")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    kinks=Kinks("slope", corner),
    idea="Asks the better of two to lead by Δ, charges what is missing, and leaves pairs in order alone.",
    use_when=(
        "It is known which of two is better, and not by how much.",
        "Pairs that are in order by a margin should cost no more work.",
    ),
    avoid_when=(
        "You need the probability that one beats the other.",
        "Only the first few places of a long list count: every pair counts alike here.",
    ),
    pros=(
        "Convex, and a pair that is in order by Δ costs nothing.",
        "No pair pulls harder than 1 on either score.",
    ),
    cons=(
        "At Δ = 0 it is satisfied by equal scores for everything.",
        "The margin is in units of the score: doubling all scores meets it without better order.",
    ),
    references=(
        Reference(
            "Thorsten Joachims",
            "Optimizing search engines using clickthrough data",
            2002,
            "https://doi.org/10.1145/775047.775067",
            "Gives the machine that is fitted by it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.margin_ranking_loss(prediction[..., 0], prediction[..., 1], target, "
            "margin={margin}, reduction='none')",
            note="Its default margin is 0, which a tie satisfies; by default it averages.",
            default=Default(
                code="torch.nn.functional.margin_ranking_loss(prediction[..., 0], prediction[..., 1], target)",
                reduction="samples",
                parameters={"margin": 0.0},
                differs="A tie satisfies its margin of 0.",
            ),
        ),
    ),
    rivals=("pairwise_logistic",),
    aliases=("MarginRankingLoss", "pairwise hinge", "RankSVM", "learning to rank"),
    place=20,
)
