"""The minimax generator: it wants what the discriminator does not, and learns nothing while it is seen through."""

from lossviz.losses.binary.binary_cross_entropy import written
from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces.critic import GENERATOR
from lossviz.vocabulary import Loss, Reference, Trait


def value(prediction, target):
    return -softplus(prediction)  # log(1 − σ(z)) = −softplus(z)


def gradient(prediction, target):
    return -sigmoid(prediction)


def worked(prediction, target):
    return f"-{written(prediction)}"


LOSS = Loss(
    key="gan_minimax_generator",
    name="GAN generator, minimax",
    space=GENERATOR,
    latex=r"L = \log(1 - \sigma(z))",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = -\sigma(z)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.SMOOTH, Trait.BOUNDED_INFLUENCE, Trait.REDESCENDING),
    idea="Takes the discriminator's loss with its sign reversed, so a fake that is seen through pulls least of all.",
    use_when=(
        "You study the game: with both players at their best, this is the one the theory is about.",
        "You want to see why practice replaced it.",
    ),
    avoid_when=(
        "The discriminator is ahead, as it is at the start: the gradient is then σ(z), nearly 0.",
        "You train a generator: the non-saturating loss has the same goal and starts to move.",
    ),
    pros=(
        "A true zero-sum game: against the best discriminator it measures the Jensen–Shannon divergence.",
        "No fake pulls with more than 1.",
    ),
    cons=(
        "It saturates: at z = −4 the pull is 0.018.",
        "The best fakes are improved first, and the worst are given up.",
        "Concave in the score and without a lower end.",
    ),
    references=(
        Reference(
            "Ian J. Goodfellow, Jean Pouget-Abadie, Mehdi Mirza and others",
            "Generative adversarial nets",
            2014,
            "https://arxiv.org/abs/1406.2661",
            "Defines the game.",
        ),
        Reference(
            "Martin Arjovsky and Léon Bottou",
            "Towards principled methods for training generative adversarial networks",
            2017,
            "https://arxiv.org/abs/1701.04862",
            "Shows how the gradient vanishes.",
        ),
    ),
    rivals=("gan_non_saturating_generator",),
    aliases=("minimax GAN", "saturating GAN"),
    place=20,
)
