"""The squared earth mover's distance: how far probability must be carried along ordered classes."""

import numpy as np

from lossviz.losses.multiclass.multiclass_brier import miss
from lossviz.maths.expressions import n
from lossviz.maths.numerics import softmax, through_softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def excess(p, target):
    """What must be carried past each class: the share of p up to it, less that of the target."""
    below = p.cumsum(-1)
    return miss(below, after(p), target.cumsum(-1))


def after(values):
    """The sum of all later entries of the last axis; added up from the end, small ones keep their digits."""
    later = np.roll(values[..., ::-1], 1, axis=-1)
    later[..., 0] = 0.0
    return later.cumsum(-1)[..., ::-1]


def value(prediction, target):
    p, _ = softmax(prediction)
    return (excess(p, target) ** 2).sum(-1)


def gradient(prediction, target):
    p, _ = softmax(prediction)
    carried = excess(p, target)
    # The slope with respect to p_j is twice the sum of what is carried past j and all later classes. Counted from
    # the likeliest class m it is a sum from j to before m, or minus one from m to before j: no difference of sums.
    likeliest = p.argmax(-1)[..., None]
    past = np.arange(p.shape[-1]) >= likeliest
    before = np.where(past, 0.0, carried)[..., ::-1].cumsum(-1)[..., ::-1]
    beyond = after(np.where(past, carried, 0.0)[..., ::-1])[..., ::-1]
    return through_softmax(prediction, 2.0 * (before - beyond))


def worked(prediction, target):
    p, _ = softmax(prediction)
    below, truth = p.cumsum(), target.cumsum()
    return " + ".join(f"({n(a)} - {n(b)})**2" if b else f"{n(a)}**2" for a, b in zip(below, truth, strict=True))


LOSS = Loss(
    key="earth_mover",
    name="Squared earth mover's distance",
    space=LOGITS,
    opening=Opening(figure="costs", values={"spread": 1.4, "label_noise": 0.16}),
    latex=r"L = \sum_k (P_k - T_k)^2, \quad P_k = \sum_{j \le k} p_j, \quad T_k = \sum_{j \le k} t_j, \quad "
    r"p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = 2\, p_j \left( s_j - \sum_k p_k\, s_k \right), \quad "
    r"s_j = \sum_{k \ge j} (P_k - T_k)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.BOUNDED_INFLUENCE,
        Trait.BOUNDED,
        Trait.PROPER,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Compares running totals of forecast and truth, so that probability placed one class off costs less than two "
    "classes off.",
    use_when=(
        "Classes have an order, such as ages or grades, and near misses are better than far ones.",
        "You judge forecasts of ordered categories: it is the ranked probability score.",
    ),
    avoid_when=(
        "Classes have no order: their numbers are then no distances.",
        "You train on from logits that may be large and wrong: a confident mistake has almost no slope to climb back "
        "on.",
    ),
    pros=(
        "Least on average where p is the true distribution, as with the Brier score.",
        "Never above K − 1, the price of a certain forecast at the wrong end.",
    ),
    cons=(
        "Not convex in the logits.",
        "It takes neighbouring classes to be equally far apart.",
    ),
    references=(
        Reference(
            "Le Hou, Chen-Ping Yu and Dimitris Samaras",
            "Squared earth mover's distance-based loss for training deep neural networks",
            2016,
            "https://arxiv.org/abs/1611.05916",
            "Uses it to train networks.",
        ),
        Reference(
            "Edward S. Epstein",
            "A scoring system for probability forecasts of ranked categories",
            1969,
            "https://doi.org/10.1175/1520-0450(1969)008%3C0985:ASSFPF%3E2.0.CO;2",
            "Gives the ranked probability score, of which it is a form.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(torch.softmax(prediction, -1).cumsum(-1), target.cumsum(-1), "
            "reduction='none').sum(-1)",
            note="The running totals are ours; nn.MSELoss would average over classes and batch.",
            default=Default(
                code="torch.nn.functional.mse_loss(torch.softmax(prediction, -1).cumsum(-1), target.cumsum(-1))",
                reduction="elements",
            ),
        ),
    ),
    rivals=("multiclass_brier", "class_distance_weighted"),
    aliases=("EMD", "Wasserstein distance", "ranked probability score", "RPS", "ordinal classification"),
    place=80,
)
