"""The policy gradient's loss: make what turned out well likelier, what turned out badly less likely."""

from lossviz.losses.multiclass.cross_entropy import pulls, term
from lossviz.maths.numerics import log_softmax
from lossviz.spaces.action import ACTION
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return -(target * log_softmax(prediction)).sum(-1)


def gradient(prediction, target):
    return pulls(prediction, target)


def worked(prediction, target):
    logs = log_softmax(prediction)
    terms = [term(1.0, *numbers) for numbers in zip(target, logs, strict=True) if numbers[0]]
    return "-" + " - ".join(terms) if terms else "0"


LOSS = Loss(
    key="policy_gradient",
    name="Policy gradient",
    space=ACTION,
    latex=r"L = -\sum_k t_k \log \pi_k, \quad \pi = \operatorname{softmax}(z), \quad "
    r"t_k = \begin{cases} A & k \text{ was taken} \\ 0 & \text{otherwise} \end{cases}",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = \pi_j \sum_k t_k - t_j",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.SMOOTH, Trait.SYMMETRIC, Trait.BOUNDED_INFLUENCE, Trait.SHIFT_INVARIANT),
    idea="Treats the action taken as the right label, weighted by how much better than expected it turned out; a "
    "negative weight pushes it away.",
    use_when=(
        "Actions are sampled from the policy itself and each gets a return or an advantage.",
        "The environment cannot be differentiated, only tried.",
    ),
    avoid_when=(
        "The same data is to serve for many steps: the samples are of the old policy, see the clipped loss.",
        "No baseline is at hand and all returns are positive: whatever was tried is reinforced.",
    ),
    pros=(
        "Its gradient is on average minus that of the expected return, whatever the environment.",
        "A baseline that does not depend on the action may be subtracted from the return without a bias.",
    ),
    cons=(
        "Its value means nothing: it may rise while the policy gets better, and it is the gradient that counts.",
        "For A < 0 it falls without limit as the action becomes impossible.",
        "Noisy: a single sampled action stands for all.",
    ),
    references=(
        Reference(
            "Ronald J. Williams",
            "Simple statistical gradient-following algorithms for connectionist reinforcement learning",
            1992,
            "https://doi.org/10.1007/BF00992696",
            "Gives the estimate of the gradient, REINFORCE.",
        ),
        Reference(
            "John Schulman, Philipp Moritz, Sergey Levine, Michael Jordan and Pieter Abbeel",
            "High-dimensional continuous control using generalized advantage estimation",
            2015,
            "https://arxiv.org/abs/1506.02438",
            "Gives the advantage that it is often weighted by.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(prediction, target, reduction='none')",
            note="Cross-entropy with weights in the place of probabilities, of either sign; by default it averages.",
            default=Default(code="torch.nn.functional.cross_entropy(prediction, target)", reduction="samples"),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.softmax_cross_entropy(prediction, target)",
            note="Cross-entropy with weights in the place of probabilities, of either sign; it never reduces.",
            default=Default(code="optax.losses.softmax_cross_entropy(prediction, target)", reduction="none"),
        ),
    ),
    aliases=("REINFORCE", "vanilla policy gradient", "actor-critic"),
    place=10,
)
