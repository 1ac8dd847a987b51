"""The Jensen–Shannon divergence: how far p and q both are from the middle between them."""

import numpy as np

from lossviz.losses.distributions.kl_divergence import compared, logarithms, terms
from lossviz.maths.numerics import log_cosh, softplus, through_softmax
from lossviz.spaces.distributions import DISTRIBUTION
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def disparity(half):
    """``t atanh(t) + log(1 - t**2) / 2`` for t = tanh(half): what a class adds for each unit of its mean probability.

    With |half| = u it is ``u tanh(u) - log(cosh(u))``. For large u, where both terms grow, what is left of them
    is written out.
    """
    size = np.abs(half)
    near = np.minimum(size, 1.0)
    shrunk = np.exp(-2.0 * size)
    far = np.log(2.0) - 2.0 * size * shrunk / (1.0 + shrunk) - np.log1p(shrunk)
    return np.where(size < 1.0, near * np.tanh(near) - log_cosh(near), far)


def value(prediction, target):
    p, q, ratio = compared(prediction, target)
    return (0.5 * (p + q) * disparity(0.5 * ratio)).sum(-1)


def gradient(prediction, target):
    _, _, ratio = compared(prediction, target)
    # log(q / m) / 2 for the mean m: near 0 it is ratio / 4, of which log 2 - softplus(-ratio) leaves few digits.
    half = 0.5 * ratio
    slope = 0.5 * np.where(np.abs(half) < 1.0, half - log_cosh(half), np.log(2.0) - softplus(-ratio))
    return through_softmax(prediction, slope)


def worked(prediction, target):
    p, q, _ = compared(prediction, target)
    mean = 0.5 * (p + q)
    sides = [terms(side, mean, logarithms(side) - logarithms(mean)) for side in (p, q)]
    return f"({' + '.join(sides)}) / 2"


LOSS = Loss(
    key="jensen_shannon",
    name="Jensen–Shannon",
    space=DISTRIBUTION,
    opening=Opening(figure="landscape", values={"second": "kl_divergence"}),
    latex=r"L = \tfrac{1}{2} \sum_k \left( p_k \log \dfrac{p_k}{m_k} + q_k \log \dfrac{q_k}{m_k} \right), "
    r"\quad m = \tfrac{1}{2} (p + q), \quad q = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = \dfrac{q_j}{2} \left( \log \dfrac{q_j}{m_j} - "
    r"\sum_k q_k \log \dfrac{q_k}{m_k} \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.EXCHANGEABLE,
        Trait.BOUNDED_INFLUENCE,
        Trait.BOUNDED,
        Trait.REDESCENDING,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Compares p and q with their average, so that neither can be infinitely far off and it does not matter which "
    "of them is called true.",
    use_when=(
        "Two distributions stand on an equal footing and are to be compared rather than fitted.",
        "Zeros occur in both, and the result must stay finite.",
    ),
    avoid_when=(
        "Training starts far off: where p and q share no class it is log 2 and has no slope.",
        "The target is a hard label: cross-entropy pulls a hopeless prediction back, this does not.",
    ),
    pros=(
        "Never above log 2 ≈ 0.693, whatever p and q.",
        "The same with p and q exchanged, and its square root obeys the triangle inequality.",
    ),
    cons=(
        "Not convex in the logits.",
        "The generator of the first adversarial networks faces it at the best discriminator, and that is where its "
        "slope vanished.",
    ),
    references=(
        Reference(
            "Jianhua Lin",
            "Divergence measures based on the Shannon entropy",
            1991,
            "https://doi.org/10.1109/18.61115",
            "Defines the divergence.",
        ),
        Reference(
            "Ian J. Goodfellow, Jean Pouget-Abadie, Mehdi Mirza and others",
            "Generative adversarial nets",
            2014,
            "https://arxiv.org/abs/1406.2661",
            "Meets it at the best discriminator.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="0.5 * sum(torch.nn.functional.kl_div("
            "torch.log((target + torch.softmax(prediction, -1)) / 2), side, reduction='none').sum(-1) "
            "for side in (target, torch.softmax(prediction, -1)))",
            note="PyTorch has no such loss; these are its two divergences from the mean.",
            default=Default(
                code="0.5 * sum(torch.nn.functional.kl_div(torch.log((target + torch.softmax(prediction, -1)) "
                "/ 2), side) for side in (target, torch.softmax(prediction, -1)))",
                reduction="elements",
                differs="The mean of kl_div divides by the classes too and is no divergence; reduction='batchmean' is.",
            ),
        ),
    ),
    rivals=("kl_divergence", "reverse_kl"),
    aliases=("JS divergence", "JSD"),
    place=30,
)
