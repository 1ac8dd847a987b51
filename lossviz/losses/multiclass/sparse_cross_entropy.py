"""Sparse cross-entropy: cross-entropy whose target is the number of the class, not a row of zeros and a one."""

import math

import numpy as np

from lossviz.losses.multiclass import cross_entropy
from lossviz.losses.multiclass.cross_entropy import CLASS_WEIGHTS, SMOOTHING, alike
from lossviz.spaces.logits import LOGITS_AND_CLASS
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def one_hot(prediction, target):
    return (np.arange(prediction.shape[-1]) == np.asarray(target)[..., None]).astype(float)


def value(prediction, target, *, class_weights, smoothing):
    return cross_entropy.value(
        prediction, one_hot(prediction, target), class_weights=class_weights, smoothing=smoothing, temperature=1.0
    )


def gradient(prediction, target, *, class_weights, smoothing):
    return cross_entropy.gradient(
        prediction, one_hot(prediction, target), class_weights=class_weights, smoothing=smoothing, temperature=1.0
    )


def worked(prediction, target, *, class_weights, smoothing):
    return cross_entropy.worked(
        prediction, one_hot(prediction, target), class_weights=class_weights, smoothing=smoothing, temperature=1.0
    )


def plain(*, class_weights, smoothing):
    return bool(np.all(np.asarray(class_weights) == 1) and smoothing == 0)


LOSS = Loss(
    key="sparse_cross_entropy",
    name="Sparse cross-entropy",
    space=LOGITS_AND_CLASS,
    opening=Opening(figure="landscape"),
    latex=r"L = -\sum_k w_k\, t'_k \log p_k, \quad t'_k = (1 - \varepsilon)\, [k = y] + \varepsilon / K",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = p_j \sum_k w_k\, t'_k - w_j\, t'_j, "
    r"\quad t'_k = (1 - \varepsilon)\, [k = y] + \varepsilon / K",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(CLASS_WEIGHTS, SMOOTHING),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when("ε = 0", lambda *, class_weights, smoothing: smoothing == 0),
        Trait.SYMMETRIC.when("all weights alike", lambda *, class_weights, smoothing: np.ptp(class_weights) == 0),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when(
            "all weights alike and ε = 0",
            lambda *, class_weights, smoothing: alike(class_weights) and smoothing == 0,
        ),
        Trait.UPPER_BOUND.when(
            "every weight ≥ 1 / log 2 ≈ 1.443",
            lambda *, class_weights, smoothing: np.min(class_weights) * math.log(2) >= 1,
        ),
        Trait.SHIFT_INVARIANT,
    ),
    idea="Is cross-entropy with the class written as its number, which saves a row of zeros for every example.",
    use_when=(
        "Each example has exactly one known class.",
        "There are many classes, as in a vocabulary: one-hot rows would not fit in memory.",
    ),
    avoid_when=(
        "Targets are soft: a class number cannot express them.",
        "Several classes can be true at once: use a binary loss for each.",
    ),
    pros=(
        "The same values and gradients as cross-entropy with one-hot targets.",
        "The target is one whole number an example.",
    ),
    cons=(
        "The loss of a wrong label grows without limit.",
        "With weights, libraries disagree on the mean: PyTorch divides by the sum of the weights, Keras by the "
        "batch size.",
    ),
    references=(
        Reference(
            "I. J. Good",
            "Rational decisions",
            1952,
            "https://doi.org/10.1111/j.2517-6161.1952.tb00104.x",
            "Gives the logarithm as the fair fee for a forecast.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(prediction, target.long(), "
            "weight=torch.tensor({class_weights}, dtype=prediction.dtype), label_smoothing={smoothing}, "
            "reduction='none')",
            note="It takes logits and int64 classes. With weights its mean divides by the sum of the true classes' "
            "weights.",
            default=Default(
                code="torch.nn.functional.cross_entropy(prediction, target.long(), "
                "weight=torch.tensor({class_weights}, dtype=prediction.dtype))",
                reduction="weights",
                parameters={"smoothing": 0.0},
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)(target, prediction)",
            note="Keras expects probabilities unless from_logits=True; it has no label smoothing here.",
            only=plain,
            default=Default(
                code="keras.losses.SparseCategoricalCrossentropy()(target, keras.ops.softmax(prediction))",
                reduction="samples",
                parameters={"class_weights": 1.0, "smoothing": 0.0},
                differs="It takes probabilities and clips them at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.softmax_cross_entropy_with_integer_labels(prediction, target.astype(int))",
            note="It takes logits and integer classes, and never reduces.",
            only=plain,
            default=Default(
                code="optax.losses.softmax_cross_entropy_with_integer_labels(prediction, target.astype(int))",
                reduction="none",
                parameters={"class_weights": 1.0, "smoothing": 0.0},
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.log_loss(target, scipy.special.softmax(prediction, axis=-1), "
            "labels=list(range(prediction.shape[-1])))",
            note="The mean over the batch; it takes probabilities, which it clips at 2.2e-16.",
            only=plain,
            default=Default(
                code="sklearn.metrics.log_loss(target, scipy.special.softmax(prediction, axis=-1))",
                reduction="samples",
                parameters={"class_weights": 1.0, "smoothing": 0.0},
                differs="It takes probabilities and clips them at 2.2e-16.",
            ),
        ),
    ),
    rivals=("cross_entropy",),
    aliases=("sparse categorical cross-entropy", "integer labels"),
    place=20,
)
