"""AlphaZero's loss: a value that foresees the outcome, and a policy that foresees what the search will find."""

import numpy as np

from lossviz.losses.multiclass.cross_entropy import pulls, term
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax
from lossviz.spaces.value_and_policy import VALUE_AND_POLICY
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    surprise = -(target[..., 1:] * log_softmax(prediction[..., 1:])).sum(-1)
    return (target[..., 0] - prediction[..., 0]) ** 2 + surprise


def gradient(prediction, target):
    of_value = 2.0 * (prediction[..., :1] - target[..., :1])
    of_policy = pulls(prediction[..., 1:], target[..., 1:])
    return np.concatenate([of_value, of_policy], -1)


def worked(prediction, target):
    logs = log_softmax(prediction[1:])
    terms = [term(1.0, *numbers) for numbers in zip(target[1:], logs, strict=True) if numbers[0] > 0]
    return " - ".join([f"({n(target[0])} - {n(prediction[0])})**2", *terms])


LOSS = Loss(
    key="alphazero",
    name="AlphaZero",
    space=VALUE_AND_POLICY,
    latex=r"L = (o - v)^2 - \sum_k \pi_k \log p_k, \quad p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial v} = 2\,(v - o), \quad \dfrac{\partial L}{\partial z_j} = p_j - \pi_j",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.SYMMETRIC),
    idea="Squared error for who will win plus cross-entropy for what a tree search would play: the network learns the "
    "search's conclusions, and the next search starts from them.",
    use_when=(
        "A search improves on the network's moves, and its visit counts can be recorded.",
        "One network serves for both, what to play and who is winning.",
    ),
    avoid_when=(
        "Moves cannot be looked ahead: there is no search to learn from.",
        "Outcomes are on a large or unknown scale: the squared error then drowns the policy.",
    ),
    pros=(
        "Both targets come from self-play: no example of a human game is needed.",
        "Convex in v and in the logits.",
    ),
    cons=(
        "Not 0 when all is right: what is left is the entropy of the visits.",
        "Both terms weigh alike only for outcomes between −1 and 1; elsewhere a weight must be chosen.",
    ),
    references=(
        Reference(
            "David Silver, Julian Schrittwieser, Karen Simonyan and others",
            "Mastering the game of Go without human knowledge",
            2017,
            "https://doi.org/10.1038/nature24270",
            "Defines the loss, with a penalty on the weights.",
        ),
        Reference(
            "David Silver, Thomas Hubert, Julian Schrittwieser and others",
            "Mastering chess and shogi by self-play with a general reinforcement learning algorithm",
            2017,
            "https://arxiv.org/abs/1712.01815",
            "Uses it for three games.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(prediction[..., 0], target[..., 0], reduction='none') + "
            "torch.nn.functional.cross_entropy(prediction[..., 1:], target[..., 1:], reduction='none')",
            note="PyTorch has no such loss; it is the sum of these two. The papers add a penalty on the weights.",
            default=Default(
                code="torch.nn.functional.mse_loss(prediction[..., 0], target[..., 0]) + "
                "torch.nn.functional.cross_entropy(prediction[..., 1:], target[..., 1:])",
                reduction="samples",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.squared_error(prediction[..., 0], target[..., 0]) + "
            "optax.losses.softmax_cross_entropy(prediction[..., 1:], target[..., 1:])",
            note="The sum of these two, neither of which reduces.",
            default=Default(
                code="optax.losses.squared_error(prediction[..., 0], target[..., 0]) + "
                "optax.losses.softmax_cross_entropy(prediction[..., 1:], target[..., 1:])",
                reduction="none",
            ),
        ),
    ),
    aliases=("AlphaGo Zero", "MCTS", "Monte Carlo tree search"),
    place=30,
)
