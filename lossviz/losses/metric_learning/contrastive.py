"""The contrastive loss: a spring between a pair of the same kind, and a push that ends at the margin for the others."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import polar
from lossviz.spaces.pair import PAIR
from lossviz.vocabulary import Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, margin):
    distance, _ = apart(prediction)
    return 0.5 * np.where(target == 1, distance, np.maximum(0.0, margin - distance)) ** 2


def gradient(prediction, target, *, margin):
    distance, direction = apart(prediction)
    slope = np.where(target == 1, distance, -np.maximum(0.0, margin - distance))
    # Where the two coincide the direction is 0, and so is the gradient: for a pair of different kinds that is the
    # tip of a cone, from which every way leads down. The tip is a single point, and no switch marks it.
    pull = slope[..., None] * direction
    return np.stack([-pull, pull], -2)


def apart(prediction):
    """The distance between the two, and the direction from the first to the second."""
    return polar(prediction[..., 1, :] - prediction[..., 0, :])


def seam(prediction, target, *, margin):
    distance, _ = apart(prediction)
    return [np.where(target == 1, 1.0, margin - distance)]


def worked(prediction, target, *, margin):
    distance = float(apart(prediction)[0])
    return f"{n(distance)}**2 / 2" if target == 1 else f"max(0, {n(margin)} - {n(distance)})**2 / 2"


LOSS = Loss(
    key="contrastive",
    name="Contrastive",
    space=PAIR,
    latex=r"L = \begin{cases} \tfrac{1}{2} d^2 & y = 1 \\ \tfrac{1}{2} \max(0,\ \Delta - d)^2 & y = 0 \end{cases}, "
    r"\quad d = \lVert x_1 - x_2 \rVert",
    gradient_latex=r"\small \dfrac{\partial L}{\partial x_1} = \begin{cases} x_1 - x_2 & y = 1 \\ "
    r"-\max(0,\ \Delta - d)\, \dfrac{x_1 - x_2}{d} & y = 0 \end{cases}, "
    r"\quad \dfrac{\partial L}{\partial x_2} = -\dfrac{\partial L}{\partial x_1}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="Δ",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.2, 3.0, 0.1),
            unit="units of distance",
            meaning="the distance from which a pair of different kinds no longer counts; more of it spreads kinds "
            "further apart",
            landmarks=(Landmark(1.0, "the usual choice"),),
        ),
    ),
    traits=(Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    kinks=Kinks("curvature", seam),
    idea="Pulls two of the same kind together like a spring, and pushes two of different kinds apart until Δ lies "
    "between them.",
    use_when=(
        "You know of pairs whether they belong together, and nothing more.",
        "Distances themselves will be used: near means the same, beyond a threshold means different.",
    ),
    avoid_when=(
        "One kind varies more than another: a single Δ is asked of all.",
        "Kinds have an inner order: every pair of the same kind is pulled to distance 0.",
    ),
    pros=(
        "A pair of different kinds beyond Δ costs nothing, so far ones are left alone.",
        "A pair is judged by itself, without a third embedding.",
    ),
    cons=(
        "Not convex: from the same place a pair of different kinds may be pushed any way.",
        "Two of different kinds at the very same place get no push: the loss has a tip there, and its gradient is "
        "set to 0.",
        "The pull of a far pair of the same kind grows without limit.",
        "Code differs in what y says: 1 is the same kind here, and different kinds in the paper of 2006.",
        "Most pairs of different kinds soon cost nothing, so hard ones must be searched for.",
    ),
    references=(
        Reference(
            "Sumit Chopra, Raia Hadsell and Yann LeCun",
            "Learning a similarity metric discriminatively, with application to face verification",
            2005,
            "https://doi.org/10.1109/CVPR.2005.202",
            "Gives the setting, with another loss: an exponential in place of the margin.",
        ),
        Reference(
            "Raia Hadsell, Sumit Chopra and Yann LeCun",
            "Dimensionality reduction by learning an invariant mapping",
            2006,
            "https://doi.org/10.1109/CVPR.2006.100",
            "Defines the loss, with y = 1 for different kinds.",
        ),
    ),
    rivals=("triplet",),
    aliases=("siamese network", "contrastive pairs"),
    place=10,
)
