"""The generator of a Wasserstein GAN: every fake climbs the critic's slope, wherever it stands."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.critic import GENERATOR
from lossviz.vocabulary import Loss, Reference, Trait


def value(prediction, target):
    return -prediction


def gradient(prediction, target):
    return -np.ones_like(prediction)


def worked(prediction, target):
    return f"-{n(prediction)}"


LOSS = Loss(
    key="wgan_generator",
    name="WGAN generator",
    space=GENERATOR,
    latex=r"L = -z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = -1",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.BOUNDED_INFLUENCE),
    idea="Raises the score of every fake at the same rate, seen through or not.",
    use_when=(
        "The critic's slope is limited, as in a Wasserstein GAN.",
        "The discriminator has the hinge loss: its generator uses this one.",
    ),
    avoid_when=(
        "Nothing limits the critic's slope: scores then run away.",
        "The critic has a sigmoid and is trained as a classifier: use the non-saturating loss.",
    ),
    pros=(
        "The pull never fades, however far the critic is ahead.",
        "With a critic at its best, its slope is that of the earth mover's distance; over steps the critic moves as "
        "well.",
    ),
    cons=(
        "The pull does not ease off either where a fake already passes for real.",
        "Without a lower end: a single value says nothing.",
    ),
    references=(
        Reference(
            "Martin Arjovsky, Soumith Chintala and Léon Bottou",
            "Wasserstein GAN",
            2017,
            "https://arxiv.org/abs/1701.07875",
            "Defines the game.",
        ),
        Reference(
            "Jae Hyun Lim and Jong Chul Ye",
            "Geometric GAN",
            2017,
            "https://arxiv.org/abs/1705.02894",
            "Uses it beside the hinge loss.",
        ),
    ),
    rivals=("gan_non_saturating_generator", "lsgan_generator"),
    aliases=("Wasserstein GAN", "WGAN"),
    place=70,
)
