"""The triplet loss: the negative must be farther from the anchor than the positive, by a margin."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import polar
from lossviz.spaces.triplet import TRIPLET
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, margin):
    (near, _), (far, _) = from_anchor(prediction)
    return np.maximum(0.0, near - far + margin)


def gradient(prediction, target, *, margin):
    (near, to_positive), (far, to_negative) = from_anchor(prediction)
    active = (near - far + margin > 0)[..., None]
    # The direction is 0 where a distance is 0. A distance has a tip there, a single point that no switch marks.
    return np.where(active[..., None], np.stack([to_negative - to_positive, to_positive, -to_negative], -2), 0.0)


def from_anchor(prediction):
    """Distance and direction from the anchor to the positive, and to the negative."""
    anchor = prediction[..., 0, :]
    return polar(prediction[..., 1, :] - anchor), polar(prediction[..., 2, :] - anchor)


def corner(prediction, target, *, margin):
    (near, _), (far, _) = from_anchor(prediction)
    return [near - far + margin]


def worked(prediction, target, *, margin):
    (near, _), (far, _) = from_anchor(prediction)
    return f"max(0, {n(near)} - {n(far)} + {n(margin)})"


LOSS = Loss(
    key="triplet",
    name="Triplet",
    space=TRIPLET,
    latex=r"L = \max(0,\ \lVert a - p \rVert - \lVert a - n \rVert + \Delta)",
    gradient_latex=r"\dfrac{\partial L}{\partial a} = u_n - u_p, \quad \dfrac{\partial L}{\partial p} = u_p, \quad "
    r"\dfrac{\partial L}{\partial n} = -u_n \text{ where } L > 0, \quad "
    r"u_p = \dfrac{p - a}{\lVert p - a \rVert}, \quad u_n = \dfrac{n - a}{\lVert n - a \rVert}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="Δ",
            default=1.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 2.0, 0.1),
            unit="units of distance",
            meaning="by how much the negative must be farther away than the positive; more of it keeps more triplets "
            "in play",
            landmarks=(Landmark(0.0, "a tie will do"), Landmark(1.0, "PyTorch's default")),
        ),
    ),
    traits=(Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.BOUNDED_INFLUENCE),
    kinks=Kinks("slope", corner),
    idea="Compares two distances from an anchor, and asks that the negative be farther away than the positive by Δ.",
    use_when=(
        "Only comparisons are known: this is more like that than like the other.",
        "Kinds may spread as they like, as long as others stay outside.",
    ),
    avoid_when=(
        "You cannot search for hard triplets: most random ones soon cost nothing.",
        "Absolute distances matter: the loss sees only their difference.",
    ),
    pros=(
        "Only the order of distances is asked for, not a distance.",
        "No point is pulled with more than 1, the anchor with no more than 2.",
        "A triplet in order by Δ costs nothing.",
    ),
    cons=(
        "There are as many triplets as the cube of the number of examples, and few of them teach.",
        "The hardest negatives early on can make all embeddings collapse into one point, where the loss is Δ and "
        "every pull is 0.",
        "FaceNet and others compare squared distances, for which the same margin means something else: FaceNet's is "
        "0.2.",
        "Not convex, and the slope jumps where the triplet comes into order.",
    ),
    references=(
        Reference(
            "Kilian Q. Weinberger and Lawrence K. Saul",
            "Distance metric learning for large margin nearest neighbor classification",
            2009,
            "https://jmlr.org/papers/v10/weinberger09a.html",
            "Gives the margin, on squared distances.",
        ),
        Reference(
            "Florian Schroff, Dmitry Kalenichenko and James Philbin",
            "FaceNet: a unified embedding for face recognition and clustering",
            2015,
            "https://arxiv.org/abs/1503.03832",
            "Uses triplets to train networks, on squared distances.",
        ),
        Reference(
            "Alexander Hermans, Lucas Beyer and Bastian Leibe",
            "In defense of the triplet loss for person re-identification",
            2017,
            "https://arxiv.org/abs/1703.07737",
            "Compares plain distances with squared ones; the plain are used here.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.triplet_margin_loss(prediction[:, 0], prediction[:, 1], prediction[:, 2], "
            "margin={margin}, eps=0.0, reduction='none')",
            note="By default 1e-6 is added to every component of a difference, and the mean is over all triplets. A "
            "margin of 0 is refused.",
            only=lambda *, margin: margin > 0,
            default=Default(
                code="torch.nn.functional.triplet_margin_loss(prediction[:, 0], prediction[:, 1], prediction[:, 2])",
                reduction="samples",
                parameters={"margin": 1.0},
                differs="It adds 1e-6 to every component of a difference.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.triplet_margin_loss(prediction[:, 0], prediction[:, 1], prediction[:, 2], "
            "margin={margin}, eps=0.0)",
            note="By default 1e-6 is added below the root. It never reduces.",
            default=Default(
                code="optax.losses.triplet_margin_loss(prediction[:, 0], prediction[:, 1], prediction[:, 2])",
                reduction="none",
                parameters={"margin": 1.0},
                differs="It adds 1e-6 below the root.",
            ),
        ),
    ),
    rivals=("contrastive",),
    aliases=("TripletMarginLoss", "FaceNet", "similarity learning"),
    place=20,
)
