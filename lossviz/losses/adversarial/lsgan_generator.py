"""The generator of a least squares GAN: it wants its fakes scored with 1, and is called back beyond."""

from lossviz.losses.adversarial import lsgan_discriminator
from lossviz.maths.expressions import n
from lossviz.spaces.critic import GENERATOR
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return lsgan_discriminator.value(prediction, 1.0)


def gradient(prediction, target):
    return lsgan_discriminator.gradient(prediction, 1.0)


def worked(prediction, target):
    return f"({n(prediction)} - 1)**2 / 2"


LOSS = Loss(
    key="lsgan_generator",
    name="LSGAN generator",
    space=GENERATOR,
    latex=r"L = \tfrac{1}{2} (z - 1)^2",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = z - 1",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE),
    idea="Asks for fakes that the discriminator scores with 1, and squares the distance from there.",
    use_when=(
        "The discriminator is that of a least squares GAN.",
        "Fakes that lie far from the border should be drawn to it, even those that already pass for real.",
    ),
    avoid_when=(
        "The discriminator's scores have no fixed scale: the goal of 1 then means nothing.",
        "The discriminator is far ahead: the pull grows with the distance and may overshoot.",
    ),
    pros=(
        "The pull does not fade for fakes that are seen through: it grows with their distance.",
        "A fake that passes for more than real is called back towards real ones.",
    ),
    cons=(
        "The pull of a score grows with it, without limit.",
        "It shows how far scores are from 1, not how good the fakes are.",
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
            code="torch.nn.functional.mse_loss(prediction, torch.ones_like(prediction), reduction='none')",
            factor="0.5",
            note="It averages over all elements by default, and has no factor of one half.",
            default=Default(
                code="torch.nn.functional.mse_loss(prediction, torch.ones_like(prediction))",
                reduction="elements",
                factor=2.0,
                differs="It has no factor of one half.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.MeanSquaredError(reduction=None)(keras.ops.ones_like(prediction)[:, None], "
            "prediction[:, None])",
            factor="0.5",
            note="Keras averages over the last axis first, and has no factor of one half.",
            default=Default(
                code="keras.losses.MeanSquaredError()(keras.ops.ones_like(prediction), prediction)",
                reduction="elements",
                factor=2.0,
                differs="It has no factor of one half.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.l2_loss(prediction, jax.numpy.ones_like(prediction))",
            note="It has the factor of one half, and never reduces.",
            default=Default(code="optax.losses.l2_loss(prediction, jax.numpy.ones_like(prediction))", reduction="none"),
        ),
    ),
    rivals=("gan_non_saturating_generator",),
    aliases=("least squares GAN",),
    place=50,
)
