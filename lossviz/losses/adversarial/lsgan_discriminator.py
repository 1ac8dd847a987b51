"""The discriminator of a least squares GAN: it asks for scores of 1 and 0, no more and no less."""

from lossviz.maths.expressions import n
from lossviz.spaces.critic import CRITIC
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return 0.5 * (prediction - target) ** 2


def gradient(prediction, target):
    return prediction - target


def worked(prediction, target):
    return f"({n(prediction)} - {n(target)})**2 / 2"


LOSS = Loss(
    key="lsgan_discriminator",
    name="LSGAN discriminator",
    space=CRITIC,
    latex=r"L = \tfrac{1}{2} (z - y)^2",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = z - y",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE),
    idea="Asks the discriminator to score real examples with 1 and fakes with 0, and squares what is amiss on either "
    "side.",
    use_when=(
        "A discriminator with a sigmoid is soon certain, and its generator learns nothing.",
        "Scores should stay where fakes still get a gradient.",
    ),
    avoid_when=(
        "Scores are used as probabilities: nothing keeps them between 0 and 1.",
        "A few examples are scored far off: the square gives them most of the pull.",
    ),
    pros=(
        "Scores beyond their goal are called back, so they do not grow for ever.",
        "The gradient is z − y, which does not fade for fakes that are far from 0.",
    ),
    cons=(
        "An example that is too clearly right costs as much as one that is wrong by as much.",
        "The pull of a score grows with it, without limit.",
    ),
    references=(
        Reference(
            "Xudong Mao, Qing Li, Haoran Xie, Raymond Y. K. Lau, Zhen Wang and Stephen Paul Smolley",
            "Least squares generative adversarial networks",
            2017,
            "https://arxiv.org/abs/1611.04076",
            "Defines the loss, with free labels.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(prediction, target, reduction='none')",
            factor="0.5",
            note="It averages over all elements by default, and has no factor of one half.",
            default=Default(
                code="torch.nn.functional.mse_loss(prediction, target)",
                reduction="elements",
                factor=2.0,
                differs="It has no factor of one half.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.MeanSquaredError(reduction=None)(target[:, None], prediction[:, None])",
            factor="0.5",
            note="Keras averages over the last axis first, and has no factor of one half.",
            default=Default(
                code="keras.losses.MeanSquaredError()(target, prediction)",
                reduction="elements",
                factor=2.0,
                differs="It has no factor of one half.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.l2_loss(prediction, target)",
            note="It has the factor of one half, and never reduces.",
            default=Default(code="optax.losses.l2_loss(prediction, target)", reduction="none"),
        ),
    ),
    rivals=("gan_discriminator",),
    aliases=("least squares GAN",),
    place=40,
)
