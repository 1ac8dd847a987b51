"""The Kullback–Leibler divergence: how many nats it costs to expect q where the truth is p."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import above_tangent, log_softmax, softmax
from lossviz.spaces.distributions import DISTRIBUTION
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait

TINY = np.finfo(float).tiny


def share(target):
    """The target divided by its sum, which rounding leaves a little off 1; else a divergence could be negative."""
    return target / target.sum(-1, keepdims=True)


def logarithms(p):
    """The logarithm of p; of 0 that of the smallest normal number, for what it is multiplied by is 0."""
    return np.log(np.where(p > 0, p, TINY))


def log_ratios(logits, log_p, *leads):
    """``log(q / p)`` for q the softmax of the logits, with digits even where q is all but p.

    ``leads`` add up to the logits minus ``log_p``, up to a constant. Counted from that of the likeliest class,
    so that no rounding of the constant enters, they give the ratios where no two are 1 apart.
    """
    likeliest = log_p.argmax(-1)[..., None]
    apart = sum(lead - at(lead, likeliest) for lead in leads)
    close = np.clip(apart, -1.0, 1.0)
    near = close - np.log1p((np.exp(log_p) * np.expm1(close)).sum(-1, keepdims=True))
    far = log_softmax(logits) - log_p
    return np.where(np.abs(apart).max(-1, keepdims=True) < 1.0, near, far)


def at(array, place):
    """The entry of the last axis at a place that may have other batch axes."""
    return np.where(np.arange(array.shape[-1]) == place, array, 0.0).sum(-1, keepdims=True)


def divergence(p, q, ratio):
    """``sum(p log(p / q))``, where ``ratio`` is log(q / p).

    As p and q both sum to 1, each term may be written ``q - p - p log(q / p)``: then none is negative, and
    nothing cancels between them. A single term is ``p (e**ratio - 1 - ratio)``, which keeps its digits near 0.
    """
    return np.where(np.abs(ratio) < 0.1, p * above_tangent(np.minimum(ratio, 0.1)), q - p - p * ratio).sum(-1)


def surplus(p, q, ratio):
    """``q - p``, with digits even where the two nearly agree; where they are e-fold apart, nothing cancels."""
    return np.where(np.abs(ratio) < 1.0, p * np.expm1(np.minimum(ratio, 1.0)), q - p)


def compared(prediction, target):
    """p, q and log(q / p)."""
    p = share(target)
    log_p = logarithms(p)
    return p, softmax(prediction)[0], log_ratios(prediction, log_p, prediction, -log_p)


def value(prediction, target):
    return divergence(*compared(prediction, target))


def gradient(prediction, target):
    return surplus(*compared(prediction, target))


def worked(prediction, target):
    p, q, ratio = compared(prediction, target)
    return terms(p, q, -ratio)


def terms(p, q, ratio):
    """``p log(p / q)`` for each p above 0, added up; ``ratio`` is log(p / q)."""
    return " + ".join(term(*numbers) for numbers in zip(p, q, ratio, strict=True) if numbers[0] > 0) or "0"


def term(p, q, ratio):
    # A q that underflows to 0 cannot be divided by: the logarithm itself is shown.
    return f"{n(p)} * log({n(p)} / {n(q)})" if q > 1e-300 else f"{n(p)} * {n(ratio)}"


LOSS = Loss(
    key="kl_divergence",
    name="KL divergence",
    space=DISTRIBUTION,
    opening=Opening(figure="landscape", values={"second": "reverse_kl"}),
    latex=r"L = \sum_k p_k \log \dfrac{p_k}{q_k}, \quad q = \operatorname{softmax}(z), \quad 0 \log 0 = 0",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = q_j - p_j",
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
    idea="Counts the extra surprise of expecting q where p is true; it is cross-entropy minus what p itself costs.",
    use_when=(
        "The target is a whole distribution, and 0 should mean that it is met.",
        "Everything that can happen must keep some probability: whatever p allows, q has to cover.",
    ),
    avoid_when=(
        "q is too simple for p and one good part of it is enough: reverse KL settles on that.",
        "Some targets are wrong: a class that q rules out and p does not costs without limit.",
    ),
    pros=(
        "Convex in the logits, with the gradient q − p of cross-entropy.",
        "0 exactly where q equals p, so its size says how far there is to go.",
    ),
    cons=(
        "Not the same with p and q exchanged: two peaks that q cannot match it averages into one broad hill.",
        "No upper limit where q is small and p is not.",
    ),
    references=(
        Reference(
            "Solomon Kullback and Richard A. Leibler",
            "On information and sufficiency",
            1951,
            "https://doi.org/10.1214/aoms/1177729694",
            "Defines it, as the mean information for discrimination; its own divergence is the sum of both ways.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.kl_div(torch.log_softmax(prediction, -1), target, reduction='none').sum(-1)",
            note="It takes log q first, then p. Its default mean divides by classes too: reduction='batchmean' is the "
            "mean of the divergence.",
            default=Default(
                code="torch.nn.functional.kl_div(torch.log_softmax(prediction, -1), target)",
                reduction="elements",
                differs="Its mean divides by the classes too and is no divergence; reduction='batchmean' is.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.KLDivergence(reduction=None)(target, keras.ops.softmax(prediction))",
            note="It takes probabilities and clips both p and q at 1e-7.",
            default=Default(
                code="keras.losses.KLDivergence()(target, keras.ops.softmax(prediction))",
                reduction="samples",
                differs="It takes probabilities and clips both at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.kl_divergence(jax.nn.log_softmax(prediction), target)",
            note="It takes log q first, then p, and never reduces.",
            default=Default(
                code="optax.losses.kl_divergence(jax.nn.log_softmax(prediction), target)", reduction="none"
            ),
        ),
    ),
    rivals=("reverse_kl", "jensen_shannon"),
    aliases=("KL", "KLD", "KLDivLoss", "Kullback–Leibler divergence", "relative entropy", "forward KL"),
    place=10,
)
