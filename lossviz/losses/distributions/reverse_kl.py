"""The reverse Kullback–Leibler divergence: what it costs q to be where p is not."""

from lossviz.losses.distributions.kl_divergence import compared, divergence, terms
from lossviz.maths.numerics import through_softmax
from lossviz.spaces.distributions import POSITIVE_DISTRIBUTION
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def value(prediction, target):
    p, q, ratio = compared(prediction, target)
    return divergence(q, p, -ratio)


def gradient(prediction, target):
    _, _, ratio = compared(prediction, target)
    return through_softmax(prediction, ratio)


def worked(prediction, target):
    p, q, ratio = compared(prediction, target)
    return terms(q, p, ratio)


LOSS = Loss(
    key="reverse_kl",
    name="Reverse KL",
    space=POSITIVE_DISTRIBUTION,
    opening=Opening(figure="landscape", values={"second": "kl_divergence"}),
    latex=r"L = \sum_k q_k \log \dfrac{q_k}{p_k}, \quad q = \operatorname{softmax}(z), \quad p_k > 0",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = q_j \left( \log \dfrac{q_j}{p_j} - L \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.BOUNDED,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Charges q for every place where p has little: rather than cover two peaks and the gap between, q picks one.",
    use_when=(
        "q is simpler than p, and one good part of p is worth more than a blurred whole.",
        "p is known up to a constant and q can be sampled, as in variational inference, or as when a policy is kept "
        "near a reference model.",
    ),
    avoid_when=(
        "Nothing that p allows may be missed: what q leaves out costs nothing of its own.",
        "p has exact zeros, at which it is infinite.",
    ),
    pros=(
        "Needs samples of q only, and log p only up to a constant.",
        "For any given p it is never above −log of the smallest probability in it.",
    ),
    cons=(
        "Not convex in the logits.",
        "Once q is certain, of whatever it may be, the softmax lets no slope through.",
        "Understates doubt: the spread of q comes out too small.",
    ),
    references=(
        Reference(
            "Tom Minka",
            "Divergence measures and message passing",
            2005,
            "https://www.microsoft.com/en-us/research/publication/divergence-measures-and-message-passing/",
            "Compares the two directions.",
        ),
        Reference(
            "David M. Blei, Alp Kucukelbir and Jon D. McAuliffe",
            "Variational inference: a review for statisticians",
            2017,
            "https://arxiv.org/abs/1601.00670",
            "Explains the inference that minimises it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.kl_div(torch.log(target), torch.softmax(prediction, -1), "
            "reduction='none').sum(-1)",
            note="The arguments of the forward divergence exchanged: log p first, then q.",
            default=Default(
                code="torch.nn.functional.kl_div(torch.log(target), torch.softmax(prediction, -1))",
                reduction="elements",
                differs="Its mean divides by the classes too and is no divergence; reduction='batchmean' is.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.kl_divergence(jax.numpy.log(target), jax.nn.softmax(prediction))",
            note="The arguments of the forward divergence exchanged: log p first, then q.",
            default=Default(
                code="optax.losses.kl_divergence(jax.numpy.log(target), jax.nn.softmax(prediction))", reduction="none"
            ),
        ),
    ),
    rivals=("kl_divergence", "jensen_shannon"),
    aliases=("exclusive KL", "mode seeking", "variational inference", "backward KL"),
    place=20,
)
