"""Direct preference optimisation: a preferred answer's lead over a rejected one, measured from a reference."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces.score_pairs import LOG_RATIO_PAIR
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def reward(prediction, beta):
    """By how much the chosen answer's implicit reward leads."""
    return beta * (prediction[..., 0] - prediction[..., 1])


def value(prediction, target, *, beta):
    return softplus(-reward(prediction, beta))


def gradient(prediction, target, *, beta):
    pull = beta * sigmoid(-reward(prediction, beta))
    return np.stack([-pull, pull], -1)


def worked(prediction, target, *, beta):
    chosen, rejected = map(n, prediction)
    if reward(prediction, beta) < -700:  # its exponential is beyond what floats hold
        return f"-({n(beta)} * ({chosen} - {rejected}))"
    return f"-log(1 / (1 + exp(-({n(beta)} * ({chosen} - {rejected})))))"


LOSS = Loss(
    key="dpo",
    name="DPO",
    space=LOG_RATIO_PAIR,
    latex=r"L = -\log \sigma(\beta\,(r_+ - r_-)), \quad r = \log \dfrac{\pi(y \mid x)}{\pi_{\text{ref}}(y \mid x)}",
    gradient_latex=r"\dfrac{\partial L}{\partial r_+} = -\dfrac{\partial L}{\partial r_-} = "
    r"-\beta\, \sigma(-\beta\,(r_+ - r_-))",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="beta",
            symbol="β",
            default=0.1,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.02, 1.0, 0.02),
            unit="reward per nat",
            meaning="what a nat away from the reference counts as; more of it is content with a smaller move",
            landmarks=(Landmark(0.1, "the paper's choice"), Landmark(0.5, "the paper's for summaries")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Reads β times the log ratio of policy to reference as a reward, and fits it to preferences directly, with no "
    "reward model in between.",
    use_when=(
        "A language model is to follow preferences between pairs of its answers.",
        "There is a reference model that the result should stay near.",
    ),
    avoid_when=(
        "Feedback is a grade for one answer rather than a choice between two.",
        "The answers in the data are far from what the policy writes: nothing new is sampled.",
    ),
    pros=(
        "One supervised loss replaces a reward model and reinforcement learning.",
        "Pairs that the implicit reward already orders well pull less: a built-in weight.",
    ),
    cons=(
        "It sees the difference only: the probability of the chosen answer may fall, as long as the other's falls "
        "faster.",
        "Where preferences are unanimous it asks for an infinite difference, whatever β.",
    ),
    references=(
        Reference(
            "Rafael Rafailov, Archit Sharma, Eric Mitchell, Stefano Ermon, Christopher D. Manning and Chelsea Finn",
            "Direct preference optimization: your language model is secretly a reward model",
            2023,
            "https://arxiv.org/abs/2305.18290",
            "Defines the loss.",
        ),
        Reference(
            "Mohammad Gheshlaghi Azar, Mark Rowland, Bilal Piot, Daniel Guo, Daniele Calandriello, Michal Valko and "
            "Rémi Munos",
            "A general theoretical paradigm to understand learning from human preferences",
            2023,
            "https://arxiv.org/abs/2310.12036",
            "Shows how it overfits.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="-torch.nn.functional.logsigmoid({beta} * (prediction[..., 0] - prediction[..., 1]))",
            note="PyTorch has no such loss; this is the line at its heart in the authors' code.",
            default=Default(
                code="-torch.nn.functional.logsigmoid({beta} * (prediction[..., 0] - prediction[..., 1])).mean()",
                reduction="samples",
            ),
        ),
    ),
    rivals=("pairwise_logistic",),
    aliases=("direct preference optimisation", "RLHF", "preference tuning", "alignment", "LLM fine-tuning"),
    place=30,
)
