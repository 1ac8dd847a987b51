"""The ramp loss: a hinge with a ceiling, so that no example costs more than a plain mistake."""

import numpy as np

from lossviz.losses.binary.hinge import shortfall
from lossviz.maths.expressions import n
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Kinks, Loss, Opening, Reference, Trait


def value(prediction, target):
    return np.clip(shortfall(prediction, target, 1.0) / 2.0, 0.0, 1.0)


def gradient(prediction, target):
    lack = shortfall(prediction, target, 1.0)
    return np.where((lack > 0) & (lack < 2), 0.5 - target, 0.0)


def corners(prediction, target):
    return [shortfall(prediction, target, 1.0), shortfall(prediction, target, -1.0)]


def worked(prediction, target):
    lead = n((2 * target - 1) * prediction)
    # the smaller of 1 and x is 1 less what x lacks of it
    return f"max(0, 1 - {lead}) / 2 - max(0, -1 - {lead}) / 2"


LOSS = Loss(
    key="ramp",
    name="Ramp",
    space=LOGIT,
    opening=Opening(values={"against": ("hinge",), "spread": 1.4}, heights=(-0.1, 2.2), slopes=(-1.3, 0.5)),
    latex=r"L = \min\left( 1,\ \max\left( 0,\ \tfrac{1}{2} (1 - m) \right) \right), \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = "
    r"\begin{cases} -\tfrac{1}{2} (2y - 1) & |m| < 1 \\ 0 & |m| \ge 1 \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
        Trait.BOUNDED,
    ),
    kinks=Kinks("slope", corners),
    idea="Halves the hinge and cuts it off at 1: an example that is wrong by more than the margin is given up.",
    use_when=(
        "Labels are flipped and the model must not bend towards them.",
        "You start from a fit by a convex loss and want to shake off its outliers.",
    ),
    avoid_when=(
        "Logits may already be large and wrong when you start: an example on the plateau has no slope to come back on.",
        "You need a solution that does not depend on where the search began.",
    ),
    pros=(
        "No example costs more than 1 or pulls harder than ½.",
        "Only examples with |m| < 1 pull, so that a support vector machine trained on it keeps fewer of them.",
    ),
    cons=(
        "Not convex, and flat on both sides.",
        "An example that is right but hard is given up like one whose label is wrong.",
    ),
    references=(
        Reference(
            "Ronan Collobert, Fabian Sinz, Jason Weston and Léon Bottou",
            "Trading convexity for scalability",
            2006,
            "https://doi.org/10.1145/1143844.1143870",
            "Uses it to train support vector machines.",
        ),
        Reference(
            "J. Paul Brooks",
            "Support vector machines with the ramp loss and the hard margin loss",
            2011,
            "https://doi.org/10.1287/opre.1100.0854",
            "Finds its global minimum by integer programming.",
        ),
    ),
    rivals=("hinge", "zero_one"),
    aliases=("truncated hinge", "robust SVM"),
    place=65,
)
