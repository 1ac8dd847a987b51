"""The hinge discriminator: scores beyond 1 and −1 count no more, so it attends to what is still in doubt."""

from lossviz.losses.binary import hinge
from lossviz.spaces.critic import CRITIC
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Reference, Trait

MARGIN = 1.0


def value(prediction, target):
    return hinge.value(prediction, target, margin=MARGIN)


def gradient(prediction, target):
    return hinge.gradient(prediction, target, margin=MARGIN)


def corner(prediction, target):
    return hinge.corner(prediction, target, margin=MARGIN)


def worked(prediction, target):
    return hinge.worked(prediction, target, margin=MARGIN)


LOSS = Loss(
    key="hinge_gan_discriminator",
    name="Hinge GAN discriminator",
    space=CRITIC,
    latex=r"L = \begin{cases} \max(0,\ 1 - z) & y = 1 \\ \max(0,\ 1 + z) & y = 0 \end{cases}",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = \begin{cases} -1 & y = 1,\ z < 1 \\ "
    r"1 & y = 0,\ z > -1 \\ 0 & \text{otherwise} \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.NON_NEGATIVE, Trait.SYMMETRIC, Trait.BOUNDED_INFLUENCE),
    kinks=Kinks("slope", corner),
    idea="Asks for scores above 1 for real and below −1 for fake, and leaves alone what is already beyond.",
    use_when=(
        "You train a generator of images with the norms of the discriminator's layers limited.",
        "The discriminator should spend itself on examples that are still in doubt.",
    ),
    avoid_when=(
        "The discriminator soon separates all: its loss is 0, and it stands still while the generator moves.",
        "Scores should be read as log odds.",
    ),
    pros=(
        "Scores have no reason to grow beyond ±1.",
        "An example pulls with 1 or not at all.",
    ),
    cons=(
        "The slope jumps at ±1.",
        "Its generator minimises −z, so the two do not share one number.",
    ),
    references=(
        Reference(
            "Jae Hyun Lim and Jong Chul Ye",
            "Geometric GAN",
            2017,
            "https://arxiv.org/abs/1705.02894",
            "Defines the loss.",
        ),
        Reference(
            "Takeru Miyato, Toshiki Kataoka, Masanori Koyama and Yuichi Yoshida",
            "Spectral normalization for generative adversarial networks",
            2018,
            "https://arxiv.org/abs/1802.05957",
            "Uses it with spectral normalisation.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.relu(1 - (2 * target - 1) * prediction)",
            note="PyTorch has no binary hinge loss of its own; code for GANs writes it with relu and takes the mean.",
            default=Default(code="torch.relu(1 - (2 * target - 1) * prediction).mean()", reduction="elements"),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Hinge(reduction=None)(target[:, None], prediction[:, None])",
            note="Labels of 0 and 1 become −1 and 1.",
            default=Default(code="keras.losses.Hinge()(target, prediction)", reduction="elements"),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.hinge_loss(prediction, 2 * target - 1)",
            note="Labels must be −1 and 1: with 0 and 1 it is silently wrong.",
            default=Default(code="optax.losses.hinge_loss(prediction, 2 * target - 1)", reduction="none"),
        ),
    ),
    rivals=("gan_discriminator", "wgan_critic"),
    aliases=("hinge GAN", "SAGAN", "BigGAN"),
    place=80,
)
