"""The hinge for several classes after Crammer and Singer: only the strongest rival is charged."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import leads
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait

HAIR = 1e-100  # a lead too small to see, but not for its sign


def value(prediction, target, *, margin):
    return (target * np.maximum(0.0, margin + leads(prediction).max(-1))).sum(-1)


def gradient(prediction, target, *, margin):
    ahead = leads(prediction)
    lead = ahead.max(-1, keepdims=True)
    strongest = ahead == lead
    # Rivals that tie for strongest share the pull; an example at its margin pulls no longer.
    pull = target[..., :, None] * (margin + lead > 0) * strongest / strongest.sum(-1, keepdims=True)
    return pull.sum(-2) - pull.sum(-1)


def corners(prediction, target, *, margin):
    # For one true class the loss is the largest of 0 and of one ramp for each rival. It has a kink where the
    # largest of them changes, that is, where one of them crosses the largest of the others.
    ramps = margin + leads(prediction)
    classes = np.arange(prediction.shape[-1])
    ramps[..., classes, classes] = 0.0
    ranked = np.sort(ramps, axis=-1)
    top, second = ranked[..., -1:], ranked[..., -2:-1]
    # Rivals may tie all along a line, which is no kink: the first of them then counts as the largest.
    first = classes == ramps.argmax(-1)[..., None]
    lead = np.where(first, np.maximum(top - second, HAIR), np.minimum(ramps - top, -HAIR))
    switches = np.where(target[..., :, None] > 0, lead, 1.0)
    return list(np.moveaxis(switches.reshape(*switches.shape[:-2], -1), -1, 0))


def worked(prediction, target, *, margin):
    terms = []
    for true in np.flatnonzero(target):
        lead = np.delete(prediction, true).max() - prediction[true]
        ramp = f"max(0, {n(margin)} + {n(lead)})"
        terms.append(ramp if target[true] == 1 else f"{n(target[true])} * {ramp}")
    return " + ".join(terms)


LOSS = Loss(
    key="crammer_singer",
    name="Multiclass hinge (Crammer–Singer)",
    space=LOGITS,
    latex=r"L = \sum_k t_k \max\left( 0,\ \Delta + \max_{j \ne k} z_j - z_k \right)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = a\, ([j = s] - [j = y]), "
    r"\quad a = [\Delta + z_s - z_y > 0], \quad s = \operatorname{arg\,max}_{j \ne y} z_j",
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
            unit="units of the logit",
            meaning="how far the true class must lead its strongest rival; more of it asks for larger scores",
            landmarks=(Landmark(0.0, "perceptron"), Landmark(1.0, "support vector machine")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.UPPER_BOUND.when("Δ ≥ 1", lambda *, margin: margin >= 1),
        Trait.SHIFT_INVARIANT,
    ),
    kinks=Kinks("slope", corners),
    idea="Asks the true class to lead its strongest rival by Δ, and looks at no other.",
    use_when=(
        "You need decisions rather than probabilities.",
        "There are many classes and only the strongest rival threatens the decision.",
    ),
    avoid_when=(
        "You need probabilities.",
        "Your optimiser needs a smooth slope: here the pull also jumps from rival to rival.",
    ),
    pros=(
        "Its size does not grow with the number of classes.",
        "Convex, and an example that leads by Δ costs nothing.",
    ),
    cons=(
        "Not Fisher consistent for three classes or more: at probabilities of 0.4, 0.3 and 0.3 equal scores cost 1 on "
        "average, and leading with the right class by 1 costs 1.2.",
        "One rival is pushed at a time, so learning can swing between two of them.",
        "The slope jumps at the margin and wherever the strongest rival changes.",
    ),
    references=(
        Reference(
            "Koby Crammer and Yoram Singer",
            "On the algorithmic implementation of multiclass kernel-based vector machines",
            2001,
            "https://www.jmlr.org/papers/v2/crammer01a.html",
            "Defines the loss.",
        ),
        Reference(
            "Ambuj Tewari and Peter L. Bartlett",
            "On the consistency of multiclass classification methods",
            2007,
            "https://jmlr.org/papers/v8/tewari07a.html",
            "Shows that it is not consistent.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="optax",
            code="optax.losses.multiclass_hinge_loss(prediction, target.argmax(-1))",
            note="The margin is 1; it takes class numbers and never reduces.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="optax.losses.multiclass_hinge_loss(prediction, target.argmax(-1))",
                reduction="none",
                parameters={"margin": 1.0},
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.hinge_loss(target.argmax(-1), prediction, labels=list(range(prediction.shape[-1])))",
            note="The mean over the batch, for three or more classes; the margin is 1.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="sklearn.metrics.hinge_loss(target.argmax(-1), prediction)",
                reduction="samples",
                parameters={"margin": 1.0},
            ),
        ),
    ),
    rivals=("multiclass_hinge", "cross_entropy"),
    aliases=("multiclass SVM", "categorical hinge"),
    place=50,
)
