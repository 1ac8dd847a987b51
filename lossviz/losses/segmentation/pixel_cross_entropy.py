"""Pixel cross-entropy: every pixel is an example of its own, and all weigh the same."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait

# PyTorch's two constants. The logarithm of a probability is held at -100, so that a pixel that is certain and
# wrong costs 100 instead of infinity; and the gradient of that pixel is 1e12, not the 0 of a clamped value.
LOWEST_LOG = -100.0
SMALLEST = 1e-12

_TINY = np.finfo(float).tiny
_BELOW_ONE = np.nextafter(1.0, 0.0)


def surprise(prediction, target):
    """The cross-entropy of each pixel."""
    of_object = np.maximum(np.log(np.maximum(prediction, _TINY)), LOWEST_LOG)
    of_background = np.where(prediction == 1, LOWEST_LOG, np.log1p(-np.minimum(prediction, _BELOW_ONE)))
    return -np.where(target == 1, of_object, of_background)


def value(prediction, target):
    return surprise(prediction, target).mean((-2, -1))


def gradient(prediction, target):
    on_object, on_background = np.maximum(prediction, SMALLEST), np.maximum(1.0 - prediction, SMALLEST)
    return np.where(target == 1, -1.0 / on_object, 1.0 / on_background) / (target.shape[-2] * target.shape[-1])


def worked(prediction, target):
    costs = surprise(prediction, target)
    return f"({n(costs[target == 1].sum())} + {n(costs[target == 0].sum())}) / {target.size}"


CLAMP = "This is said of the logarithm itself: held at −100 it is flat below p = 4e-44, where it bends the wrong way."

LOSS = Loss(
    key="pixel_cross_entropy",
    name="Pixel cross-entropy",
    space=MASK,
    latex=r"\footnotesize L = -\dfrac{1}{N} \sum_i \left( t_i \log p_i + (1 - t_i) \log (1 - p_i) \right)",
    gradient_latex=r"\dfrac{\partial L}{\partial p_i} = \dfrac{1}{N} \cdot \dfrac{p_i - t_i}{p_i (1 - p_i)}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX.but(CLAMP),
        Trait.SMOOTH.but(CLAMP),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
    ),
    idea="Charges each pixel the surprise of its own truth and takes the mean, so that N pixels are N separate "
    "examples.",
    use_when=(
        "Objects and background take up comparable shares of the image.",
        "You need a calibrated probability in every pixel.",
    ),
    avoid_when=(
        "The object is a few pixels in a large image: a mask that finds nothing then costs next to nothing.",
        "Success is judged by overlap: the pixel mean can fall while the overlap stays at zero.",
    ),
    pros=(
        "Convex in the probabilities, and every pixel has a gradient of its own.",
        "An empty target needs no special treatment.",
    ),
    cons=(
        "A lesion of one pixel among 144 weighs one part in 144.",
        "The logarithm is held at −100 and the pull at 10¹²/N, as in PyTorch: a pixel that is certain and wrong would "
        "cost infinity.",
    ),
    references=(
        Reference(
            "Olaf Ronneberger, Philipp Fischer and Thomas Brox",
            "U-Net: convolutional networks for biomedical image segmentation",
            2015,
            "https://arxiv.org/abs/1505.04597",
            "Uses it, with a weight for each pixel.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.binary_cross_entropy(prediction, target, reduction='none').mean((-2, -1))",
            note="nn.BCELoss averages over the batch as well. It holds logarithms at −100, and so does the loss here.",
            default=Default(
                code="torch.nn.functional.binary_cross_entropy(prediction, target)",
                reduction="samples",
                differs="Its mean is over all pixels of the batch, which is the same for images of one size.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.BinaryCrossentropy(axis=(1, 2), reduction=None)(target, prediction)",
            note="By default Keras averages over the last axis and then over the batch; it clips probabilities at "
            "1e-7.",
            default=Default(
                code="keras.losses.BinaryCrossentropy()(target, prediction)",
                reduction="samples",
                differs="Its mean is over all pixels of the batch; it clips probabilities at 1e-7.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.sigmoid_binary_cross_entropy(jax.scipy.special.logit(prediction), target)"
            ".mean((-2, -1))",
            note="optax takes logits and never reduces.",
            default=Default(
                code="optax.losses.sigmoid_binary_cross_entropy(jax.scipy.special.logit(prediction), "
                "target).mean((-2, -1))",
                reduction="none",
                differs="It takes logits and gives one number a pixel; the mean over an image is ours.",
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.log_loss(target.ravel(), prediction.ravel(), labels=[0, 1])",
            note="scikit-learn returns the mean over all pixels of all images.",
            default=Default(
                code="sklearn.metrics.log_loss(target.ravel(), prediction.ravel())",
                reduction="samples",
                differs="Its mean is over all pixels of the batch; it clips probabilities at 2.2e-16.",
            ),
        ),
    ),
    rivals=("dice",),
    aliases=("pixel-wise cross-entropy", "per-pixel BCE", "semantic segmentation"),
    place=10,
)
