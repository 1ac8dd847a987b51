"""The Brier score for several classes: the squared distance between two points of the probability triangle."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def miss(p, rest, target):
    """p − t, with all its digits even where p is nearly 1."""
    return (1.0 - target) * p - target * rest


def value(prediction, target):
    return (miss(*softmax(prediction), target) ** 2).sum(-1)


def gradient(prediction, target):
    p, rest = softmax(prediction)
    error = miss(p, rest, target)
    # Only differences of errors matter. Taken from that of the likeliest class they cancel no digits,
    # for the weight of nearly 1 then falls on an exact 0.
    error = error - np.take_along_axis(error, p.argmax(-1)[..., None], -1)
    return 2.0 * p * (error - (p * error).sum(-1, keepdims=True))


def worked(prediction, target):
    p, _ = softmax(prediction)
    return " + ".join(f"({n(a)} - {n(b)})**2" if b else f"{n(a)}**2" for a, b in zip(p, target, strict=True))


LOSS = Loss(
    key="multiclass_brier",
    name="Multiclass Brier score",
    space=LOGITS,
    opening=Opening(values={"spread": 1.4, "label_noise": 0.16}, heights=(-0.1, 4.0), slopes=(-1.2, 0.4)),
    latex=r"L = \sum_k (p_k - t_k)^2, \quad p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = 2\, p_j \left( e_j - \sum_k p_k\, e_k \right), "
    r"\quad e_k = p_k - t_k",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.BOUNDED,
        Trait.PROPER,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Squares the distance from the forecast to the outcome, over all classes at once; the worst forecast costs 2.",
    use_when=(
        "You judge probability forecasts and want a score that cannot be gamed.",
        "Some labels are wrong and must not dominate.",
    ),
    avoid_when=(
        "You train on from logits that may be large and wrong: a confident mistake has almost no slope to climb back "
        "on.",
        "The gap between a probability of 0.01 and one of 0.0001 matters.",
    ),
    pros=(
        "Least on average where p is the true distribution.",
        "Never above 2, so no single forecast dominates.",
    ),
    cons=(
        "Not convex in the logits.",
        "The logit of the true class gets the factor p_y, and hence no pull where p_y is nearly 0.",
    ),
    references=(
        Reference(
            "Glenn W. Brier",
            "Verification of forecasts expressed in terms of probability",
            1950,
            "https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2",
            "Defines the score.",
        ),
        Reference(
            "Tilmann Gneiting and Adrian E. Raftery",
            "Strictly proper scoring rules, prediction, and estimation",
            2007,
            "https://doi.org/10.1198/016214506000001437",
            "Explains proper scores.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(torch.softmax(prediction, -1), target, reduction='none').sum(-1)",
            note="Summed over the classes; nn.MSELoss would average over classes and batch.",
            default=Default(
                code="torch.nn.functional.mse_loss(torch.softmax(prediction, -1), target)", reduction="elements"
            ),
        ),
        Equivalent(
            library="Keras",
            code="prediction.shape[-1] * keras.losses.MeanSquaredError(reduction=None)"
            "(target, keras.ops.softmax(prediction))",
            note="Keras averages over the classes, hence the factor.",
            default=Default(
                code="keras.losses.MeanSquaredError()(target, keras.ops.softmax(prediction))", reduction="elements"
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.squared_error(jax.nn.softmax(prediction), target).sum(-1)",
            note="optax never reduces, so the sum over the classes is ours.",
            default=Default(
                code="optax.losses.squared_error(jax.nn.softmax(prediction), target).sum(-1)",
                reduction="none",
                differs="It gives one number a class; the sum over them is ours.",
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.brier_score_loss(target.argmax(-1), scipy.special.softmax(prediction, axis=-1), "
            "labels=list(range(prediction.shape[-1])), scale_by_half=False)",
            note="The mean over the batch; it takes hard labels and probabilities, and for two classes halves by "
            "default.",
            default=Default(
                code="sklearn.metrics.brier_score_loss(target.argmax(-1), scipy.special.softmax(prediction, axis=-1))",
                reduction="samples",
            ),
        ),
    ),
    rivals=("cross_entropy",),
    aliases=("quadratic score",),
    place=60,
)
