"""Binary cross-entropy: flat ground on the right side and, on the wrong side, a slope that never lets up."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, sigmoid, softplus
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def weights(target, pos_weight, smoothing):
    """How much the loss asks for label 1, and how much for label 0."""
    smoothed = target * (1.0 - smoothing) + smoothing / 2.0
    return pos_weight * smoothed, 1.0 - smoothed


def value(prediction, target, *, pos_weight, smoothing):
    one, zero = weights(target, pos_weight, smoothing)
    # −log p = softplus(−z) and softplus(z) differ by what lies beyond their common tail: |z| for one of them.
    size = np.abs(prediction)
    return (one + zero) * softplus(-size) + np.where(prediction > 0, zero, one) * size


def gradient(prediction, target, *, pos_weight, smoothing):
    one, zero = weights(target, pos_weight, smoothing)
    return zero * sigmoid(prediction) - one * sigmoid(-prediction)


def worked(prediction, target, *, pos_weight, smoothing):
    one, zero = weights(target, pos_weight, smoothing)
    terms = [(weight, exponent) for weight, exponent in ((one, -prediction), (zero, prediction)) if weight]
    return " + ".join(("" if weight == 1 else f"{n(weight)} * ") + written(exponent) for weight, exponent in terms)


def written(exponent):
    # Beyond the largest exponent log(1 + exp(x)) is x to the last digit, and exp(x) cannot be computed.
    return f"log(1 + exp({n(exponent)}))" if exponent < LARGEST_EXPONENT else n(exponent)


LOSS = Loss(
    key="binary_cross_entropy",
    name="Binary cross-entropy",
    space=LOGIT,
    opening=Opening(values={"against": ("hinge", "zero_one")}, heights=(-0.2, 5.0)),
    latex=r"L = -w_+\, y' \log p - (1 - y') \log(1 - p), \quad y' = (1 - \varepsilon)\, y + \tfrac{1}{2} \varepsilon",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = (1 - y')\, p - w_+\, y' (1 - p)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="pos_weight",
            title="weight of positives",
            symbol="w₊",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.2, 6.2, 0.1),
            unit="negatives per positive",
            meaning="how many negatives one positive counts as; more of it finds more positives, "
            "at the price of false alarms",
            landmarks=(Landmark(1.0, "no weighting"),),
        ),
        Parameter(
            name="smoothing",
            symbol="ε",
            default=0.0,
            domain=Interval(0, 1),
            slider=(0.0, 0.5, 0.01),
            unit="share of the label",
            meaning="how far labels are moved towards 1/2; more of it punishes overconfidence",
            landmarks=(Landmark(0.0, "hard labels"), Landmark(0.1, "a common choice")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when("ε = 0", lambda *, pos_weight, smoothing: smoothing == 0),
        Trait.SYMMETRIC.when("w₊ = 1", lambda *, pos_weight, smoothing: pos_weight == 1),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("w₊ = 1 and ε = 0", lambda *, pos_weight, smoothing: pos_weight == 1 and smoothing == 0),
    ),
    idea="Charges the surprise −log p of the label that came true, so a confident mistake costs much and never "
    "stops pulling.",
    use_when=(
        "You need probabilities, not only decisions.",
        "You train a classifier by gradient descent and know nothing better.",
    ),
    avoid_when=(
        "Many labels are wrong: the fit bends towards each confident contradiction.",
        "Almost all examples are easy and together drown out the hard ones.",
    ),
    pros=(
        "Convex in the logit, with the gradient p − y.",
        "Unweighted and unsmoothed, it is least on average where p is the true probability.",
    ),
    cons=(
        "The loss of a wrong label grows without limit.",
        "On separable data it is never done: the logits grow for ever.",
        "A weight or smoothing shifts the probabilities away from the true ones.",
    ),
    references=(
        Reference(
            "D. R. Cox",
            "The regression analysis of binary sequences",
            1958,
            "https://doi.org/10.1111/j.2517-6161.1958.tb00292.x",
            "Gives the model whose likelihood this is.",
        ),
        Reference(
            "Christian Szegedy, Vincent Vanhoucke, Sergey Ioffe, Jonathon Shlens and Zbigniew Wojna",
            "Rethinking the Inception architecture for computer vision",
            2016,
            "https://arxiv.org/abs/1512.00567",
            "Gives label smoothing.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, target * (1 - {smoothing}) "
            "+ {smoothing} / 2, pos_weight=torch.tensor({pos_weight}, dtype=prediction.dtype), reduction='none')",
            note="It takes logits and averages over all elements by default; nn.BCELoss takes probabilities and "
            "caps its logarithms at −100.",
            default=Default(
                code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, target)",
                reduction="elements",
                parameters={"pos_weight": 1.0, "smoothing": 0.0},
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing={smoothing}, reduction=None)"
            "(target[:, None], prediction[:, None])",
            note="Keras expects probabilities unless from_logits=True, averages over the last axis first, and has "
            "no pos_weight.",
            only=lambda *, pos_weight, smoothing: pos_weight == 1,
            default=Default(
                code="keras.losses.BinaryCrossentropy()(target, keras.ops.sigmoid(prediction))",
                reduction="elements",
                parameters={"pos_weight": 1.0, "smoothing": 0.0},
                differs="It takes probabilities and clips them at 1e-7, so that no example costs more than 16.12.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(prediction, target * (1 - {smoothing}) + {smoothing} / 2)",
            note="It takes logits, never reduces, and has no pos_weight.",
            only=lambda *, pos_weight, smoothing: pos_weight == 1,
            default=Default(
                code="optax.losses.sigmoid_binary_cross_entropy(prediction, target)",
                reduction="none",
                parameters={"pos_weight": 1.0, "smoothing": 0.0},
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.log_loss(target, 1 / (1 + numpy.exp(-prediction)), labels=[0, 1])",
            note="The mean over the batch; it takes hard labels and probabilities, which it clips at 2.2e-16, "
            "so that no mistake costs more than 36.04.",
            only=lambda *, pos_weight, smoothing: pos_weight == 1 and smoothing == 0,
            default=Default(
                code="sklearn.metrics.log_loss(target, 1 / (1 + numpy.exp(-prediction)))",
                reduction="samples",
                parameters={"pos_weight": 1.0, "smoothing": 0.0},
                differs="It takes probabilities and clips them at 2.2e-16, so that no example costs more than 36.04.",
            ),
        ),
    ),
    rivals=("hinge", "exponential", "zero_one"),
    aliases=(
        "BCE",
        "BCEWithLogitsLoss",
        "log loss",
        "logloss",
        "logistic loss",
        "logistic regression",
        "sigmoid cross-entropy",
        "binary log loss",
        "negative log-likelihood",
        "weighted BCE",
    ),
    place=10,
)
