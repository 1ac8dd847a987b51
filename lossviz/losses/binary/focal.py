"""Focal loss: cross-entropy with a dimmer that turns down the examples which are already right."""

import math

import numpy as np

from lossviz.losses.binary import binary_cross_entropy
from lossviz.maths.expressions import n
from lossviz.maths.numerics import sigmoid
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait

PLAIN = {"pos_weight": 1.0, "smoothing": 0.0}
TINY = np.finfo(float).tiny


def doubt(prediction, target):
    """The probability 1 − p_t that is withheld from the label, as a sum of two terms that never cancel."""
    return target * sigmoid(-prediction) + (1.0 - target) * sigmoid(prediction)


def balance(target, alpha):
    return alpha * target + (1.0 - alpha) * (1.0 - target)


def value(prediction, target, *, alpha, gamma):
    surprise = binary_cross_entropy.value(prediction, target, **PLAIN)
    return balance(target, alpha) * doubt(prediction, target) ** gamma * surprise


def gradient(prediction, target, *, alpha, gamma):
    surprise = binary_cross_entropy.value(prediction, target, **PLAIN)
    pull = binary_cross_entropy.gradient(prediction, target, **PLAIN)
    # The derivative of doubt**gamma holds p (1 − p) / doubt. Written as a harmonic mean of p and 1 − p it
    # needs no power below zero, which would be 0/0 where the doubt vanishes.
    share = target / np.maximum(sigmoid(prediction), TINY) + (1.0 - target) / np.maximum(sigmoid(-prediction), TINY)
    dimming = gamma * (1.0 - 2.0 * target) * surprise / share
    return balance(target, alpha) * doubt(prediction, target) ** gamma * (pull + dimming)


def worked(prediction, target, *, alpha, gamma):
    surprise = binary_cross_entropy.worked(prediction, target, **PLAIN)
    if 0 < target < 1:  # a soft label has two terms
        surprise = f"({surprise})"
    sure = 1.0 - doubt(prediction, target)
    return f"{n(balance(target, alpha))} * (1 - {n(sure)})**{n(gamma)} * {surprise}"


LOSS = Loss(
    key="focal",
    name="Focal",
    space=LOGIT,
    opening=Opening(
        figure="sweep",
        values={"knob": "gamma", "line": "probability", "alpha": 0.5, "against": ("binary_cross_entropy",)},
        scales={"binary_cross_entropy": 0.5},
        heights=(-0.05, 1.5),
        slopes=(-3.0, 0.3),
    ),
    latex=r"L = -\alpha_t\, (1 - p_t)^\gamma \log p_t, \quad "
    r"\alpha_t = \begin{cases} \alpha & y = 1 \\ 1 - \alpha & y = 0 \end{cases}",
    gradient_latex=r"\dfrac{\partial L}{\partial m} = \alpha_t\, (1 - p_t)^\gamma "
    r"(\gamma\, p_t \log p_t - 1 + p_t)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="alpha",
            symbol="α",
            default=0.25,
            domain=Interval(0, 1),
            slider=(0.05, 0.95, 0.02),
            unit="share of the weight",
            meaning="the weight of label 1, with 1 − α for label 0; more of it finds more positives, "
            "at the price of false alarms",
            landmarks=(Landmark(0.25, "the paper's choice"), Landmark(0.5, "both labels alike")),
        ),
        Parameter(
            name="gamma",
            symbol="γ",
            default=2.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 5.0, 0.1),
            unit="no unit, an exponent",
            meaning="how fast easy examples fade; more of it leaves only the hard ones",
            landmarks=(Landmark(0.0, "cross-entropy"), Landmark(2.0, "the paper's choice")),
        ),
    ),
    traits=(
        Trait.CONVEX.when("γ = 0", lambda *, alpha, gamma: gamma == 0),
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("α = 1/2", lambda *, alpha, gamma: alpha == 0.5),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("α = 1/2 and γ = 0", lambda *, alpha, gamma: alpha == 0.5 and gamma == 0),
    ),
    idea="Multiplies cross-entropy by (1 − pₜ)ᵞ, so that thousands of easy examples do not drown out the few hard "
    "ones.",
    use_when=(
        "Easy negatives outnumber everything else by far, as in dense object detection.",
        "Ranking and decisions matter, and calibrated probabilities do not.",
    ),
    avoid_when=(
        "You need the probabilities themselves: the minimiser is not the true probability.",
        "Labels are noisy: a wrong label looks like the hardest example of all.",
    ),
    pros=(
        "Apart from α, an example at pₜ = 0.9 weighs a hundredth of its cross-entropy at γ = 2.",
        "At γ = 0 it is cross-entropy again, weighted by α.",
    ),
    cons=(
        "Not convex for any γ > 0.",
        "Two parameters, and α acts against intuition: the 0.25 of the paper plays the rare positives down.",
    ),
    references=(
        Reference(
            "Tsung-Yi Lin, Priya Goyal, Ross Girshick, Kaiming He and Piotr Dollár",
            "Focal loss for dense object detection",
            2017,
            "https://arxiv.org/abs/1708.02002",
            "Defines the loss.",
        ),
        Reference(
            "Nontawat Charoenphakdee, Jayakorn Vongkulbhisal, Nuttapong Chairatanakul and Masashi Sugiyama",
            "On focal loss for class-posterior probability estimation: a theoretical perspective",
            2021,
            "https://arxiv.org/abs/2011.09172",
            "Shows where its minimiser lies.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha={alpha}, gamma={gamma}, "
            "from_logits=True, reduction=None)(target[:, None], prediction[:, None])",
            note="Keras ignores alpha unless apply_class_balancing=True, and clips probabilities at 1e-7.",
            default=Default(
                code="keras.losses.BinaryFocalCrossentropy()(target, keras.ops.sigmoid(prediction))",
                reduction="elements",
                parameters={"alpha": 0.5, "gamma": 2.0},
                factor=2.0,
                differs="It leaves α out unless apply_class_balancing=True, which is twice our value at α = 0.5.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_focal_loss(prediction, target, alpha={alpha}, gamma={gamma})",
            note="By default optax leaves alpha out. It never reduces.",
            default=Default(
                code="optax.losses.sigmoid_focal_loss(prediction, target)",
                reduction="none",
                parameters={"alpha": 0.5, "gamma": 2.0},
                factor=2.0,
                differs="It leaves α out unless one is given, which is twice our value at α = 0.5.",
            ),
        ),
        Equivalent(
            library="torchvision",
            code="torchvision.ops.sigmoid_focal_loss(prediction, target, alpha={alpha}, gamma={gamma})",
            note="It takes logits and never reduces unless told to. A negative alpha leaves α out.",
            default=Default(
                code="torchvision.ops.sigmoid_focal_loss(prediction, target)",
                reduction="none",
                parameters={"alpha": 0.25, "gamma": 2.0},
            ),
        ),
    ),
    rivals=("binary_cross_entropy",),
    aliases=(
        "FocalLoss",
        "RetinaNet",
        "class imbalance",
        "imbalanced classes",
        "hard example mining",
        "rare positives",
        "object detection",
    ),
    place=20,
)
