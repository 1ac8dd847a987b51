"""Multiclass focal loss: cross-entropy over softmax, dimmed for the examples which are already right."""

import math

import numpy as np

from lossviz.losses.multiclass.cross_entropy import pulls
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, gamma):
    _, rest = softmax(prediction)
    return -(target * rest**gamma * log_softmax(prediction)).sum(-1)


def gradient(prediction, target, *, gamma):
    p, rest = softmax(prediction)
    # -log(p) / (1 - p) goes to 1 as p goes to 1; as a ratio it needs no power of 1 - p below zero.
    ratio = np.divide(-log_softmax(prediction), rest, out=np.ones_like(p), where=rest > 0)
    return pulls(prediction, target * rest**gamma * (1.0 + gamma * p * ratio))


def worked(prediction, target, *, gamma):
    logs = log_softmax(prediction)
    terms = [term(share, log, gamma) for share, log in zip(target, logs, strict=True) if share]
    return "-" + " - ".join(terms)


def term(share, log, gamma):
    p = math.exp(log)
    # exp underflows to 0 below -745, and the logarithm of 0 is no number: the logarithm itself is shown.
    factors = [f"(1 - {n(p)})**{n(gamma)}", f"log({n(p)})" if log > -700 else n(log)]
    return " * ".join(factors if share == 1 else [n(share), *factors])


LOSS = Loss(
    key="multiclass_focal",
    name="Multiclass focal",
    space=LOGITS,
    opening=Opening(figure="sweep", values={"line": "probability"}, heights=(-0.1, 3.0), slopes=(-6.0, 0.6)),
    latex=r"L = -\sum_k t_k\, (1 - p_k)^\gamma \log p_k, \quad p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = p_j \sum_k a_k - a_j, \quad "
    r"a_k = t_k\, (1 - p_k)^\gamma \left( 1 - \gamma\, \dfrac{p_k \log p_k}{1 - p_k} \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="gamma",
            symbol="γ",
            default=2.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 5.0, 0.1),
            unit="no unit, an exponent",
            meaning="how fast easy examples fade; more of it leaves only the hard ones",
            landmarks=(Landmark(0.0, "cross-entropy"), Landmark(2.0, "the paper's choice")),
        ),
    ),
    traits=(
        Trait.CONVEX.when("γ = 0", lambda *, gamma: gamma == 0),
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("γ = 0", lambda *, gamma: gamma == 0),
        Trait.SHIFT_INVARIANT,
    ),
    idea="Multiplies the surprise of the true class by (1 − p)ᵞ, so that what is already learnt stops pulling.",
    use_when=(
        "Easy examples outnumber the hard ones by far.",
        "A network is overconfident and you want its probabilities less extreme.",
    ),
    avoid_when=(
        "You need the probabilities themselves: the minimiser is not the true distribution.",
        "Labels are noisy: a wrong label looks like the hardest example of all.",
    ),
    pros=(
        "An example at p = 0.9 weighs a hundredth of its cross-entropy at γ = 2.",
        "At γ = 0 it is cross-entropy again.",
    ),
    cons=("Not convex for any γ > 0.", "It balances easy and hard, not frequent and rare classes."),
    references=(
        Reference(
            "Tsung-Yi Lin, Priya Goyal, Ross Girshick, Kaiming He and Piotr Dollár",
            "Focal loss for dense object detection",
            2017,
            "https://arxiv.org/abs/1708.02002",
            "Defines it for two classes, with α.",
        ),
        Reference(
            "Jishnu Mukhoti, Viveka Kulharia, Amartya Sanyal, Stuart Golodetz, Philip H. S. Torr and Puneet K. Dokania",
            "Calibrating deep neural networks using focal loss",
            2020,
            "https://arxiv.org/abs/2002.09437",
            "Uses it for several classes, as here.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.CategoricalFocalCrossentropy(alpha=1.0, gamma={gamma}, from_logits=True, "
            "reduction=None)(target, prediction)",
            note="By default alpha is 0.25, a plain constant factor that balances nothing; probabilities are "
            "clipped at 1e-7.",
            default=Default(
                code="keras.losses.CategoricalFocalCrossentropy()(target, keras.ops.softmax(prediction))",
                reduction="samples",
                parameters={"gamma": 2.0},
                factor=0.25,
                differs="Its alpha is 0.25 for every class, a plain factor that balances nothing.",
            ),
        ),
    ),
    rivals=("cross_entropy",),
    aliases=("categorical focal",),
    place=30,
)
