"""A perceptual distance: images compared by what a few filters see in them, at three sizes, not pixel by pixel."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.image import IMAGE
from lossviz.vocabulary import Interval, Landmark, Loss, Parameter, Reference, Trait

SIZES = 3  # the image itself, then twice its averages over 2 by 2 pixels

# What each filter answers to a straight step in brightness from 0 to 1 is between -1 and 1.
FILTERS = np.array(
    [
        np.outer([1, 2, 1], [-1, 0, 1]) / 4,  # how brightness changes from left to right (Sobel)
        np.outer([-1, 0, 1], [1, 2, 1]) / 4,  # from top to bottom
        [[0, -0.25, 0], [-0.25, 1, -0.25], [0, -0.25, 0]],  # a pixel minus the mean of its four neighbours
        np.full((3, 3), 1 / 9),  # the local mean
        [[-1, 0, 0], [0, 0, 0], [0, 0, 1]],  # along one diagonal
        [[0, 0, -1], [0, 0, 0], [1, 0, 0]],  # along the other
    ]
)


def value(prediction, target, *, weight):
    seen, pixels = parts(prediction - target)
    return weight * seen + (1.0 - weight) * pixels


def parts(difference):
    """The mean square of what the filters see of a difference, each size counting alike, and of its pixels."""
    means = [(responses(image) ** 2).mean((-3, -2, -1)) for image in sizes(difference)]
    return sum(means) / SIZES, (difference**2).mean((-2, -1))


def gradient(prediction, target, *, weight):
    difference = prediction - target
    # All is linear up to the squares, so the gradient is each linear map transposed, in reverse order.
    slope = None
    for image in reversed(sizes(difference)):
        answers = responses(image)
        own = transposed_responses(2.0 * answers / np.prod(answers.shape[-3:]))
        slope = own if slope is None else own + transposed_halves(slope, image.shape)
    return weight / SIZES * slope + (1.0 - weight) * 2.0 * difference / np.prod(difference.shape[-2:])


def sizes(image):
    """The image at each size, the largest first."""
    images = [image]
    while len(images) < SIZES:
        images.append(halves(images[-1]))
    return images


def halves(image):
    """The averages over 2 by 2 pixels. Where a side is odd, its last row or column has no partner and is left out."""
    height, width = (length // 2 for length in image.shape[-2:])
    even = image[..., : 2 * height, : 2 * width]
    return even.reshape(*image.shape[:-2], height, 2, width, 2).mean((-3, -1))


def transposed_halves(slope, shape):
    whole = np.zeros(shape)
    height, width = slope.shape[-2:]
    whole[..., : 2 * height, : 2 * width] = slope.repeat(2, axis=-2).repeat(2, axis=-1) / 4.0
    return whole


def responses(image):
    """What each filter answers at each pixel, shape (..., filters, H, W); beyond the border its pixels repeat."""
    height, width = image.shape[-2:]
    rows, columns = (np.clip(np.arange(-1, length + 1), 0, length - 1) for length in (height, width))
    framed = image[..., rows[:, None], columns]
    windows = np.lib.stride_tricks.sliding_window_view(framed, (3, 3), axis=(-2, -1))
    return np.moveaxis(np.tensordot(windows, FILTERS, ([-2, -1], [-2, -1])), -1, -3)


def transposed_responses(slope):
    *batch, _, height, width = slope.shape
    windows = np.tensordot(np.moveaxis(slope, -3, -1), FILTERS, ([-1], [0]))
    framed = np.zeros((*batch, height + 2, width + 2))
    for i, j in np.ndindex(3, 3):
        framed[..., i : i + height, j : j + width] += windows[..., i, j]
    # what fell on the frame belongs to the pixels that were repeated there
    framed[..., 1, :] += framed[..., 0, :]
    framed[..., -2, :] += framed[..., -1, :]
    framed[..., 1] += framed[..., 0]
    framed[..., -2] += framed[..., -1]
    return framed[..., 1:-1, 1:-1]


def worked(prediction, target, *, weight):
    seen, pixels = (float(part) for part in parts(prediction - target))
    return f"{n(weight)} * {n(seen)} + (1 - {n(weight)}) * {n(pixels)}"


LOSS = Loss(
    key="perceptual",
    name="Perceptual",
    space=IMAGE,
    latex=r"\small L = \dfrac{w}{3} \sum_{s=1}^{3} P_s + (1 - w)\, \operatorname{mean}_i (x_i - y_i)^2, \quad "
    r"P_s = \operatorname{mean}_{k,i} (f_k * (x^{(s)} - y^{(s)}))_i^2",
    gradient_latex=r"\footnotesize \dfrac{\partial L}{\partial x} = "
    r"\left( \dfrac{2w}{3} \sum_{s=1}^{3} \dfrac{1}{n_s} A_s^\top A_s + \tfrac{2\, (1 - w)}{HW} \right) (x - y), "
    r"\quad A_s x = \big( f_1 * x^{(s)}, \ldots, f_6 * x^{(s)} \big) \in \mathbb{R}^{n_s}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="weight",
            symbol="w",
            default=0.5,
            domain=Interval(0, 1),
            slider=(0.0, 1.0, 0.02),
            unit="share of the loss",
            meaning="the share of what the filters see, with 1 − w for the pixels; more of it forgives what has no "
            "edges, such as a change of brightness",
            landmarks=(Landmark(0.0, "pixels alone"), Landmark(1.0, "filters alone")),
        ),
    ),
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    idea="Compares two images by the answers of six small filters at three sizes, mixed with their pixels.",
    use_when=(
        "Edges and textures matter more than the exact value of each pixel.",
        "You train a model that makes images, for enlarging, repair or style.",
    ),
    avoid_when=(
        "You report a perceptual distance: published ones compare the features of a trained network, this one a few "
        "fixed filters.",
        "Pixels are measurements and must be right one by one.",
    ),
    pros=(
        "An offset in brightness costs the filters a sixth of what it costs the pixels.",
        "Quadratic in the image: convex, and with an exact gradient.",
        "Nothing is trained: it needs no network and no data.",
    ),
    cons=(
        "Not the published loss: VGG features and LPIPS need a trained network, which these filters only hint at.",
        "A shift by one pixel still costs much: each answer is compared at its own place.",
        "The filters and the weights of the sizes are a choice, and so is w.",
    ),
    references=(
        Reference(
            "Justin Johnson, Alexandre Alahi and Li Fei-Fei",
            "Perceptual losses for real-time style transfer and super-resolution",
            2016,
            "https://arxiv.org/abs/1603.08155",
            "Compares features of a trained network, VGG.",
        ),
        Reference(
            "Richard Zhang, Phillip Isola, Alexei A. Efros, Eli Shechtman and Oliver Wang",
            "The unreasonable effectiveness of deep features as a perceptual metric",
            2018,
            "https://arxiv.org/abs/1801.03924",
            "Compares features of trained networks, weighed to agree with people: LPIPS.",
        ),
        Reference(
            "Peter J. Burt and Edward H. Adelson",
            "The Laplacian pyramid as a compact image code",
            1983,
            "https://doi.org/10.1109/TCOM.1983.1095851",
            "Gives the averages at several sizes.",
        ),
    ),
    aliases=(
        "LPIPS",
        "VGG loss",
        "feature loss",
        "content loss",
        "style transfer",
        "super-resolution",
        "image reconstruction",
    ),
    place=90,
)
