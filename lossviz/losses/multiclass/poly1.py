"""Poly1: cross-entropy read as a series in 1 − p_y, with another weight on its first term."""

import math

from lossviz.losses.multiclass.cross_entropy import pulls
from lossviz.maths.expressions import n
from lossviz.maths.numerics import above_tangent, log_softmax, softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, epsilon):
    # -log p is (1 - p) and the rest of its series: split there, nothing cancels at epsilon = -1.
    _, rest = softmax(prediction)
    return (target * (above_tangent(log_softmax(prediction)) + (1.0 + epsilon) * rest)).sum(-1)


def gradient(prediction, target, *, epsilon):
    p, rest = softmax(prediction)
    return pulls(prediction, target * (rest + (1.0 + epsilon) * p))


def worked(prediction, target, *, epsilon):
    logs = log_softmax(prediction)
    terms = [term(share, log, epsilon) for share, log in zip(target, logs, strict=True) if share]
    return " + ".join(terms)


def term(share, log, epsilon):
    p = n(math.exp(log))
    # exp underflows to 0 below -745, and the logarithm of 0 is no number: the logarithm itself is shown.
    both = f"-{f'log({p})' if log > -700 else n(log)} + {n(epsilon)} * (1 - {p})"
    return both if share == 1 else f"{n(share)} * ({both})"


LOSS = Loss(
    key="poly1",
    name="Poly1",
    space=LOGITS,
    opening=Opening(figure="sweep"),
    latex=r"L = \sum_k t_k \left( -\log p_k + \varepsilon\, (1 - p_k) \right), \quad p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = p_j \sum_k a_k - a_j, \quad "
    r"a_k = t_k\, (1 + \varepsilon\, p_k)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="epsilon",
            symbol="ε",
            default=1.0,
            domain=Interval(-1, math.inf, "left"),
            slider=(-1.0, 5.0, 0.1),
            unit="times 1 − p of the true class",
            meaning="what is added to the weight of the first term of the series; more of it pulls harder on "
            "examples that are nearly right",
            landmarks=(
                Landmark(-1.0, "first term gone"),
                Landmark(0.0, "cross-entropy"),
                Landmark(2.0, "optax's default"),
            ),
        ),
    ),
    traits=(
        Trait.CONVEX.when("ε ≤ 1", lambda *, epsilon: epsilon <= 1),
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("ε = 0", lambda *, epsilon: epsilon == 0),
        Trait.UPPER_BOUND.when("ε ≥ 2 − 2 log 2 ≈ 0.61", lambda *, epsilon: epsilon >= 2 - 2 * math.log(2)),
        Trait.SHIFT_INVARIANT,
    ),
    idea="Adds ε (1 − p) to cross-entropy, which multiplies the pull of an example by 1 + ε p: the surer, the harder.",
    use_when=(
        "Cross-entropy works and a search over one more parameter is affordable.",
        "The model stays unsure of what it gets right (ε > 0), or is too sure of it (ε < 0).",
    ),
    avoid_when=(
        "You need the probabilities themselves: the minimiser is not the true distribution unless ε = 0.",
        "There is no held-out set on which to choose ε.",
    ),
    pros=(
        "One parameter on top of cross-entropy, and no other change of the code.",
        "Convex in the logits as long as ε is at most 1.",
    ),
    cons=(
        "The best ε differs from task to task, in sign as well as in size.",
        "Values at different ε cannot be compared.",
    ),
    references=(
        Reference(
            "Zhaoqi Leng, Mingxing Tan, Chenxi Liu, Ekin Dogus Cubuk, Xiaojie Shi, Shuyang Cheng and Dragomir Anguelov",
            "PolyLoss: a polynomial expansion perspective of classification loss functions",
            2022,
            "https://arxiv.org/abs/2204.12511",
            "Defines the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="optax",
            code="optax.losses.poly_loss_cross_entropy(prediction, target, epsilon={epsilon})",
            note="Its epsilon is 2 unless one is given. It takes logits and never reduces.",
            default=Default(
                code="optax.losses.poly_loss_cross_entropy(prediction, target)",
                reduction="none",
                parameters={"epsilon": 2.0},
            ),
        ),
    ),
    rivals=("cross_entropy", "multiclass_focal"),
    aliases=("PolyLoss",),
    place=25,
)
