"""The logistic loss of a comparison: the surprise at which of two was preferred."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces.score_pairs import SCORE_PAIR
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def lead(prediction, target):
    return target * (prediction[..., 0] - prediction[..., 1])


def value(prediction, target):
    return softplus(-lead(prediction, target))


def gradient(prediction, target):
    pull = target * sigmoid(-lead(prediction, target))
    return np.stack([-pull, pull], -1)


def worked(prediction, target):
    first, second = map(n, prediction)
    if lead(prediction, target) < -700:  # its exponential is beyond what floats hold
        return f"-({n(target)} * ({first} - {second}))"
    return f"log(1 + exp(-({n(target)} * ({first} - {second}))))"


LOSS = Loss(
    key="pairwise_logistic",
    name="Pairwise logistic",
    space=SCORE_PAIR,
    latex=r"L = \log\left(1 + e^{-y\,(s_1 - s_2)}\right), \quad y = \pm 1",
    gradient_latex=r"\dfrac{\partial L}{\partial s_1} = -\dfrac{\partial L}{\partial s_2} = "
    r"-y\, \sigma(-y\,(s_1 - s_2))",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Takes the difference of two scores as the logit of “the first is better”, and charges cross-entropy for it.",
    use_when=(
        "People compare two answers and say which is better: reward models are fitted so.",
        "You want a probability for every comparison, and scores that add up to a consistent order.",
    ),
    avoid_when=(
        "Each item has a grade of its own that can be predicted directly.",
        "Preferences go round in circles: no set of scores can express them.",
    ),
    pros=(
        "Convex, smooth, and its minimiser on average is the log odds of being preferred.",
        "No comparison pulls harder than 1 on either score.",
    ),
    cons=(
        "Scores are fixed up to a constant only.",
        "Pairs that are already in order keep pulling, ever more gently: where no comparison contradicts them, scores "
        "drift apart without end.",
    ),
    references=(
        Reference(
            "Ralph A. Bradley and Milton E. Terry",
            "Rank analysis of incomplete block designs: I. The method of paired comparisons",
            1952,
            "https://doi.org/10.1093/biomet/39.3-4.324",
            "Gives the model whose likelihood this is.",
        ),
        Reference(
            "Chris Burges, Tal Shaked, Erin Renshaw, Ari Lazier, Matt Deeds, Nicole Hamilton and Greg Hullender",
            "Learning to rank using gradient descent",
            2005,
            "https://doi.org/10.1145/1102351.1102363",
            "Uses it to train networks.",
        ),
        Reference(
            "Steffen Rendle, Christoph Freudenthaler, Zeno Gantner and Lars Schmidt-Thieme",
            "BPR: Bayesian personalized ranking from implicit feedback",
            2009,
            "https://arxiv.org/abs/1205.2618",
            "Uses it for recommendations.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.soft_margin_loss(prediction[..., 0] - prediction[..., 1], target, "
            "reduction='none')",
            note="SoftMarginLoss of the difference; by default it averages.",
            default=Default(
                code="torch.nn.functional.soft_margin_loss(prediction[..., 0] - prediction[..., 1], target)",
                reduction="samples",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(prediction[..., 0] - prediction[..., 1], (target + 1) / 2)",
            note="Binary cross-entropy of the difference, with labels 0 and 1; it never reduces.",
            default=Default(
                code="optax.losses.sigmoid_binary_cross_entropy(prediction[..., 0] - prediction[..., 1], "
                "(target + 1) / 2)",
                reduction="none",
            ),
        ),
    ),
    rivals=("margin_ranking",),
    aliases=(
        "Bradley–Terry",
        "RankNet",
        "reward model",
        "RLHF",
        "BPR",
        "Bayesian personalised ranking",
        "learning to rank",
        "preference model",
        "recommender systems",
        "Elo",
        "pairwise ranking",
    ),
    place=10,
)
