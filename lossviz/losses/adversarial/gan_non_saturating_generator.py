"""The non-saturating generator: the worse a fake is seen through, the harder it pulls."""

from lossviz.losses.binary.binary_cross_entropy import written
from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces.critic import GENERATOR
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target):
    return softplus(-prediction)  # −log σ(z) = softplus(−z)


def gradient(prediction, target):
    return -sigmoid(-prediction)


def worked(prediction, target):
    return written(-prediction)


LOSS = Loss(
    key="gan_non_saturating_generator",
    name="GAN generator, non-saturating",
    space=GENERATOR,
    latex=r"L = -\log \sigma(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = -(1 - \sigma(z))",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.BOUNDED_INFLUENCE),
    idea="Labels the fakes as real and lets the generator minimise the discriminator's loss, so those that are seen "
    "through pull hardest.",
    use_when=(
        "You train a generator against a discriminator with a sigmoid.",
        "The discriminator is ahead, as it is at the start.",
    ),
    avoid_when=(
        "You need a value that tells how good the fakes are: it depends on the discriminator of the moment.",
        "The discriminator's gradient is rough: a strong pull along it then goes astray.",
    ),
    pros=(
        "At z = −4 it pulls with 0.98, where the minimax loss pulls with 0.018.",
        "The same fixed point as the minimax game.",
    ),
    cons=(
        "No longer a zero-sum game: the two players do not minimise and maximise one number.",
        "It rewards few convincing kinds of fakes as much as many, so kinds may be dropped.",
    ),
    references=(
        Reference(
            "Ian J. Goodfellow, Jean Pouget-Abadie, Mehdi Mirza and others",
            "Generative adversarial nets",
            2014,
            "https://arxiv.org/abs/1406.2661",
            "Proposes the loss for training.",
        ),
        Reference(
            "William Fedus, Mihaela Rosca, Balaji Lakshminarayanan and others",
            "Many paths to equilibrium: GANs do not need to decrease a divergence at every step",
            2018,
            "https://arxiv.org/abs/1710.08446",
            "Studies it beside the minimax loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, torch.ones_like(prediction), "
            "reduction='none')",
            note="It is binary cross-entropy with the fakes labelled as real; its mean is over all elements.",
            default=Default(
                code="torch.nn.functional.binary_cross_entropy_with_logits(prediction, torch.ones_like(prediction))",
                reduction="elements",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryCrossentropy(from_logits=True, reduction=None)("
            "keras.ops.ones_like(prediction)[:, None], prediction[:, None])",
            note="Keras expects probabilities unless from_logits=True, and averages over the last axis first.",
            default=Default(
                code="keras.losses.BinaryCrossentropy()(keras.ops.ones_like(prediction), "
                "keras.ops.sigmoid(prediction))",
                reduction="elements",
                differs="It takes probabilities and clips them at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(prediction, jax.numpy.ones_like(prediction))",
            note="It takes logits and never reduces.",
            default=Default(
                code="optax.losses.sigmoid_binary_cross_entropy(prediction, jax.numpy.ones_like(prediction))",
                reduction="none",
            ),
        ),
    ),
    rivals=("gan_minimax_generator",),
    aliases=(
        "NSGAN",
        "non-saturating GAN",
        "GAN",
        "generative adversarial network",
        "image generation",
        "vanishing gradients",
    ),
    place=30,
)
