"""The discriminator of a generative adversarial network: binary cross-entropy of real against fake."""

from lossviz.losses.binary import binary_cross_entropy
from lossviz.spaces.critic import CRITIC
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait

PLAIN = {"pos_weight": 1.0, "smoothing": 0.0}


def value(prediction, target):
    return binary_cross_entropy.value(prediction, target, **PLAIN)


def gradient(prediction, target):
    return binary_cross_entropy.gradient(prediction, target, **PLAIN)


def worked(prediction, target):
    return binary_cross_entropy.worked(prediction, target, **PLAIN)


LOSS = Loss(
    key="gan_discriminator",
    name="GAN discriminator",
    space=CRITIC,
    latex=r"L = -y \log \sigma(z) - (1 - y) \log(1 - \sigma(z))",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = \sigma(z) - y",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    idea="Teaches the discriminator to tell real from fake, as any classifier with two classes is taught.",
    use_when=(
        "You train the original game, with either loss for the generator.",
        "The discriminator's probability of being real is itself of use.",
    ),
    avoid_when=(
        "Real and fake can be told apart completely: the scores then grow for ever.",
        "The generator has the minimax loss and the discriminator is ahead: what it teaches fades to nothing.",
    ),
    pros=(
        "Its best score is the log odds of real against fake, the logarithm of the ratio of their densities.",
        "An example is pulled with 1 at most.",
    ),
    cons=(
        "Where real and fake do not overlap it is done only when scores are infinite, so it is often held back by a "
        "penalty on its gradient.",
        "A low value does not mean good fakes, nor a high one bad ones: it measures the other player too.",
    ),
    references=(
        Reference(
            "Ian J. Goodfellow, Jean Pouget-Abadie, Mehdi Mirza and others",
            "Generative adversarial nets",
            2014,
            "https://arxiv.org/abs/1406.2661",
            "Defines the game.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, target, reduction='none')",
            note="It averages over all elements by default; nn.BCELoss takes probabilities.",
            default=Default(
                code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, target)", reduction="elements"
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryCrossentropy(from_logits=True, reduction=None)(target[:, None], "
            "prediction[:, None])",
            note="Keras expects probabilities unless from_logits=True, and averages over the last axis first.",
            default=Default(
                code="keras.losses.BinaryCrossentropy()(target, keras.ops.sigmoid(prediction))",
                reduction="elements",
                differs="It takes probabilities and clips them at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(prediction, target)",
            note="It takes logits and never reduces.",
            default=Default(code="optax.losses.sigmoid_binary_cross_entropy(prediction, target)", reduction="none"),
        ),
    ),
    rivals=("hinge_gan_discriminator", "lsgan_discriminator", "wgan_critic"),
    aliases=("GAN", "generative adversarial network", "adversarial loss", "vanilla GAN"),
    place=10,
)
