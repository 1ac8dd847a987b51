"""Generalised Dice loss: object and background as two classes, each weighed by the square of its size."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK, by_pixel, counts
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait

SMOOTH = 1e-5  # MONAI's, above and below the fraction bar


def sizes(target):
    """How many pixels object and background have; an empty class is given the size, and so the weight, of the other."""
    on_object = target.sum((-2, -1))
    on_background = (1.0 - target).sum((-2, -1))
    return (
        np.where(on_object > 0, on_object, on_background),
        np.where(on_background > 0, on_background, on_object),
    )


def parts(prediction, target):
    """The two weights, the number of wrong pixels, and twice the weighted number of right ones, smoothed."""
    found, false, missed = counts(prediction, target)
    spared = ((1.0 - prediction) * (1.0 - target)).sum((-2, -1))
    on_object, on_background = (size**-2.0 for size in sizes(target))
    return on_object, on_background, false + missed, 2.0 * (on_object * found + on_background * spared) + SMOOTH


def value(prediction, target):
    on_object, on_background, wrong, right = parts(prediction, target)
    wrong = (on_object + on_background) * wrong  # what one class has too many of, the other lacks
    return wrong / (right + wrong)


def gradient(prediction, target):
    on_object, on_background, wrong, right = parts(prediction, target)
    both = on_object + on_background
    scale = both / (right + both * wrong) ** 2
    # The quotient rule, with what cancels in it left out.
    return by_pixel(target, -scale * (right + 2.0 * on_object * wrong), scale * (right + 2.0 * on_background * wrong))


def worked(prediction, target):
    found, false, missed = counts(prediction, target)
    spared = target.size - found - false - missed
    on_object, on_background = (n(size) for size in sizes(target))
    right = f"{n(found)} / {on_object}**2 + {n(spared)} / {on_background}**2"
    wrong = f"{n(2 * found + false + missed)} / {on_object}**2 + {n(2 * spared + false + missed)} / {on_background}**2"
    return f"1 - (2 * ({right}) + 0.00001) / ({wrong} + 0.00001)"


LOSS = Loss(
    key="generalized_dice",
    name="Generalised Dice",
    space=MASK,
    latex=r"L = 1 - \dfrac{R}{D}, \quad R = 2 (w_1 TP + w_0 TN) + \epsilon, \quad "
    r"D = R + (w_0 + w_1)\, (FP + FN), \quad "
    r"w_1 = \dfrac{1}{\left( \sum_i t_i \right)^2}, \quad w_0 = \dfrac{1}{\left( \sum_i (1 - t_i) \right)^2}",
    gradient_latex=r"\small \dfrac{\partial L}{\partial p_i} = \dfrac{w_0 + w_1}{D^2} \cdot \begin{cases} "
    r"-(R + 2\, w_1 E) & t_i = 1 \\ R + 2\, w_0 E & t_i = 0 \end{cases}, \quad "
    r"E = FP + FN",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
    ),
    idea="Treats the background as a class of its own and divides each class by its squared size, so that neither "
    "drowns the other.",
    use_when=(
        "Several classes of very different sizes are segmented at once; object and background are the case shown.",
        "Background that is rightly left alone should count for something.",
    ),
    avoid_when=(
        "Some targets are empty: the weight of an empty class is infinite and must be replaced by a convention.",
        "Objects have one or two pixels: their weight then swamps that of all the background.",
    ),
    pros=(
        "Object and background play the same part: exchanging them leaves the loss as it was.",
        "An empty target still has a gradient, since the background is a class too.",
    ),
    cons=(
        "An empty class is given the weight of the other one, as MONAI does; other code chooses otherwise.",
        "The smoothing ε = 10⁻⁵ is MONAI's; at 512 by 512 pixels the background's weight is "
        "1.5 · 10⁻¹¹, and ε is no longer small.",
    ),
    references=(
        Reference(
            "Carole H. Sudre, Wenqi Li, Tom Vercauteren, Sébastien Ourselin and M. Jorge Cardoso",
            "Generalised Dice overlap as a deep learning loss function for highly unbalanced segmentations",
            2017,
            "https://arxiv.org/abs/1707.03237",
            "Defines the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="MONAI",
            code="monai.losses.GeneralizedDiceLoss(reduction='none')(torch.stack([1 - prediction, prediction], 1), "
            "torch.stack([1 - target, target], 1)).flatten()",
            note="MONAI wants one channel a class and averages over the batch by default. It computes the weights in "
            "single precision.",
            default=Default(
                code="monai.losses.GeneralizedDiceLoss()(torch.stack([1 - prediction, prediction], 1), "
                "torch.stack([1 - target, target], 1))",
                reduction="samples",
                differs="It smooths with 1e-5 and computes its weights in single precision.",
            ),
        ),
    ),
    rivals=("dice",),
    aliases=("GDL",),
    place=70,
)
