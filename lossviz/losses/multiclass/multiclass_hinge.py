"""The hinge for several classes after Weston and Watkins: every rival that comes too close is charged by itself."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import leads
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, margin):
    return (target * np.maximum(0.0, margin + leads(prediction)).sum(-1)).sum(-1)


def gradient(prediction, target, *, margin):
    close = target[..., :, None] * (margin + leads(prediction) > 0)
    return close.sum(-2) - close.sum(-1)


def corners(prediction, target, *, margin):
    ahead = margin + leads(prediction)
    classes = range(prediction.shape[-1])
    return [
        np.where(target[..., true] > 0, ahead[..., true, rival], 1.0)
        for true in classes
        for rival in classes
        if rival != true
    ]


def worked(prediction, target, *, margin):
    terms = []
    for true in np.flatnonzero(target):
        rivals = np.delete(prediction, true) - prediction[true]
        ramps = " + ".join(f"max(0, {n(margin)} + {n(lead)})" for lead in rivals)
        terms.append(ramps if target[true] == 1 else f"{n(target[true])} * ({ramps})")
    return " + ".join(terms)


LOSS = Loss(
    key="multiclass_hinge",
    name="Multiclass hinge (Weston–Watkins)",
    space=LOGITS,
    latex=r"L = \sum_k t_k \sum_{j \ne k} \max(0,\ \Delta + z_j - z_k)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = \sum_{k \ne j} (t_k\, a_{kj} - t_j\, a_{jk}), "
    r"\quad a_{kj} = [\Delta + z_j - z_k > 0]",
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
            meaning="how far the true class must lead each rival; more of it asks for larger scores",
            landmarks=(Landmark(0.0, "a tie will do"), Landmark(1.0, "support vector machine")),
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
    idea="Asks the true class to lead each rival by Δ, and adds up what is missing against every single one.",
    use_when=(
        "You need decisions rather than probabilities.",
        "Every rival that comes too close should be pushed down, not only the best.",
    ),
    avoid_when=(
        "You need probabilities.",
        "There are very many classes: the sum over rivals grows with their number.",
    ),
    pros=(
        "Convex, and an example that leads every rival by Δ costs nothing.",
        "Each rival that is too close pulls with strength 1, no more.",
    ),
    cons=(
        "Not Fisher consistent for three classes or more: at probabilities of 0.4, 0.35 and 0.25 its best scores "
        "tie the first two classes.",
        "One kink for each rival.",
        "The pull on the true class grows with the number of rivals that are too close.",
    ),
    references=(
        Reference(
            "Jason Weston and Chris Watkins",
            "Support vector machines for multi-class pattern recognition",
            1999,
            "https://www.esann.org/sites/default/files/proceedings/legacy/es1999-461.pdf",
            "Defines the loss, with a margin of 2.",
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
            library="PyTorch",
            code="prediction.shape[-1] * torch.nn.functional.multi_margin_loss(prediction, target.argmax(-1), "
            "margin={margin}, reduction='none')",
            note="PyTorch divides the sum over rivals by the number of classes, hence the factor; it takes hard "
            "labels only.",
            default=Default(
                code="torch.nn.functional.multi_margin_loss(prediction, target.argmax(-1))",
                reduction="elements",
                parameters={"margin": 1.0},
                differs="It divides the sum over the rivals by the number of classes.",
            ),
        ),
    ),
    rivals=("crammer_singer", "cross_entropy"),
    aliases=("multiclass SVM", "MultiMarginLoss"),
    place=40,
)
