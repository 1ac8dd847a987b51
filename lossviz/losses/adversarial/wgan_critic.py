"""The critic of a Wasserstein GAN: a straight line up for fakes and down for real ones, held only by its slope."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.critic import CRITIC
from lossviz.vocabulary import Loss, Reference, Trait


def value(prediction, target):
    return (1.0 - 2.0 * target) * prediction


def gradient(prediction, target):
    return (1.0 - 2.0 * target) * np.ones_like(prediction)


def worked(prediction, target):
    return f"-{n(prediction)}" if target == 1 else n(prediction)


LOSS = Loss(
    key="wgan_critic",
    name="WGAN critic",
    space=CRITIC,
    latex=r"L = \begin{cases} -z & y = 1 \\ z & y = 0 \end{cases}",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = 1 - 2y",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.SYMMETRIC, Trait.BOUNDED_INFLUENCE),
    idea="Drives the scores of real and fake apart at a constant rate; what ends it is a limit on the critic's own "
    "slope.",
    use_when=(
        "The critic's slope is limited, by a penalty on its gradient or by the norm of its layers.",
        "You want a value whose size falls as the fakes become better.",
    ),
    avoid_when=(
        "Nothing limits the critic's slope: the loss then falls for ever and means nothing.",
        "The critic cannot be trained several steps for each step of the generator.",
    ),
    pros=(
        "Minus the sum of its means over real and over fake is at most the earth mover's distance of the two if the "
        "critic's slope is at most 1, and reaches it at the best such critic.",
        "Every example pulls with strength 1, so the critic may be trained to its best without fading.",
    ),
    cons=(
        "Without a lower end, and negative for every example that is scored rightly.",
        "All depends on how the slope is limited: clipped weights make simple critics.",
    ),
    references=(
        Reference(
            "Martin Arjovsky, Soumith Chintala and Léon Bottou",
            "Wasserstein GAN",
            2017,
            "https://arxiv.org/abs/1701.07875",
            "Defines the game, with clipped weights.",
        ),
        Reference(
            "Ishaan Gulrajani, Faruk Ahmed, Martin Arjovsky, Vincent Dumoulin and Aaron Courville",
            "Improved training of Wasserstein GANs",
            2017,
            "https://arxiv.org/abs/1704.00028",
            "Limits the slope by a penalty on the gradient.",
        ),
    ),
    rivals=("gan_discriminator", "hinge_gan_discriminator"),
    aliases=("Wasserstein GAN", "WGAN", "WGAN-GP", "Kantorovich"),
    place=60,
)
