"""A perceptual distance: how strongly a few filters answer around each place, at three sizes, beside the pixels."""

from functools import cache

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.image import IMAGE
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait

SIZES = 3  # the image itself, then twice its averages over 2 by 2 pixels
WINDOW = 5  # pixels on a side of the window over which answers are pooled

# Added in quadrature to a pooled answer: what is much fainter is not seen, and no slope is infinite.
FLOOR = 0.1

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
    prediction, target, floor, exponent = tamed(prediction, target)
    seen, pixels = parts(prediction, target, floor)
    return np.ldexp(weight * seen + (1.0 - weight) * pixels, 2 * exponent)


def tamed(prediction, target):
    """Images so scaled by a power of 2 that no square overflows, the floor at that scale, and the exponent."""
    largest = np.maximum(*(np.abs(image).max((-2, -1)) for image in (prediction, target)))
    exponent = np.maximum(np.frexp(largest)[1] - 400, 0)
    by_pixel = -exponent[..., None, None]
    floor = np.ldexp(FLOOR, by_pixel[..., None])
    return np.ldexp(prediction, by_pixel), np.ldexp(target, by_pixel), floor, exponent


def parts(prediction, target, floor=FLOOR):
    """The mean square of how far the strengths of answers are apart, each size counting alike, and the pixels."""
    answers = zip(map(responses, sizes(prediction)), map(responses, sizes(target)), strict=True)
    means = [((strengths(one, floor) - strengths(other, floor)) ** 2).mean((-3, -2, -1)) for one, other in answers]
    return sum(means) / SIZES, ((prediction - target) ** 2).mean((-2, -1))


def strengths(answers, floor):
    """The root mean square of each filter's answers around each pixel."""
    return np.hypot(np.sqrt(pooled(answers**2)), floor)


def gradient(prediction, target, *, weight):
    prediction, target, floor, exponent = tamed(prediction, target)
    slope = None
    for image, other in zip(reversed(sizes(prediction)), reversed(sizes(target)), strict=True):
        answers = responses(image)
        strength = strengths(answers, floor)
        lack = 2.0 * (strength - strengths(responses(other), floor)) / np.prod(answers.shape[-3:])
        own = transposed_responses(answers * pooled(lack / strength, transposed=True))
        slope = own if slope is None else own + transposed_halves(slope, own.shape)
    pixels = 2.0 * (prediction - target) / np.prod(prediction.shape[-2:])
    return np.ldexp(weight / SIZES * slope + (1.0 - weight) * pixels, exponent[..., None, None])


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


def pooled(images, transposed=False):
    """The averages over windows around each pixel; beyond the border its pixels repeat."""
    down, across = (averages(length) for length in images.shape[-2:])
    return down.T @ images @ across if transposed else down @ images @ across.T


@cache
def averages(length):
    """The matrix that averages a line of so many pixels."""
    reach = WINDOW // 2
    near = np.clip(np.arange(length)[:, None] + np.arange(-reach, reach + 1), 0, length - 1)
    return (near[..., None] == np.arange(length)).mean(1)


def worked(prediction, target, *, weight):
    seen, pixels = (float(part) for part in parts(prediction, target))
    return f"{n(weight)} * {n(seen)} + (1 - {n(weight)}) * {n(pixels)}"


LOSS = Loss(
    key="perceptual",
    name="Perceptual",
    space=IMAGE,
    opening=Opening(values={"weight": 1.0}),
    latex=r"\small L = \dfrac{w}{3} \sum_{s=1}^{3} P_s + (1 - w)\, \operatorname{mean}_i (x_i - y_i)^2, \quad "
    r"P_s = \operatorname{mean}_{k,i} \left( g_{ki}(x^{(s)}) - g_{ki}(y^{(s)}) \right)^2, \quad "
    r"g_{ki}(x) = \sqrt{\operatorname{mean}_{j \in N(i)} (f_k * x)_j^2 + 0.1^2}",
    gradient_latex=r"\footnotesize \dfrac{\partial P_s}{\partial x^{(s)}} = \dfrac{2}{n_s} \sum_{k,i} "
    r"\dfrac{g_{ki}(x^{(s)}) - g_{ki}(y^{(s)})}{g_{ki}(x^{(s)})} \operatorname{mean}_{j \in N(i)} (f_k * x^{(s)})_j\, "
    r"\dfrac{\partial (f_k * x^{(s)})_j}{\partial x^{(s)}}",
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
            meaning="the share of what the filters see, with 1 − w for the pixels; more of it forgives a shift, or a "
            "change of brightness, rather than noise",
            landmarks=(Landmark(0.0, "pixels alone"), Landmark(1.0, "filters alone")),
        ),
    ),
    traits=(
        Trait.CONVEX.when("w = 0", lambda *, weight: weight == 0),
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("w = 0", lambda *, weight: weight == 0),
    ),
    idea="Compares how strongly six small filters answer around each place of two images, at three sizes, and mixes "
    "that with their pixels.",
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
        "At equal pixel error a shift by one pixel costs the filters less than noise does, and a blur more.",
        "An offset in brightness costs the filters a sixth at most of what it costs the pixels.",
        "Nothing is trained: it needs no network and no data.",
    ),
    cons=(
        "Not the published loss: VGG features and LPIPS need a trained network, which these filters only hint at.",
        "Not convex: strengths have no sign, so that with the filters alone the negative of an image costs nothing.",
        "The filters, the window and the weights of the sizes are a choice, and so is w.",
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
            "Averages pictures at several sizes.",
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
