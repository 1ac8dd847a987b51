"""Images and their distortions."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from lossviz.spaces.lines import drawn, named
from lossviz.spaces.residual import too_high_for_too_low
from lossviz.spaces.samplers import exact
from lossviz.vocabulary import InvalidInput, Label, Line, Plane, Samples, Space, Symmetry

LEAST = 4  # pixels on a side: halved twice, one is left
SIDE = 16  # of the pictures; a loss itself takes any number
_REACH = 4  # widths of a blur, beyond which its weights are below 4e-4


# Pictures


def _made():
    row, column = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    radius = np.hypot(row, column)

    def spot(down, right, width):
        return np.exp(-((row - down) ** 2 + (column - right) ** 2) / (2 * width**2))

    disc = np.clip(5.5 - radius, 0.0, 1.0)
    stripes = 0.5 + 0.5 * np.sin(2 * np.pi * (row + column) / 6)
    checker = ((np.floor(row / 2) + np.floor(column / 2)) % 2 == 0).astype(float)
    eyes = spot(-2, -3, 1.0) + spot(-2, 3, 1.0)
    mouth = np.exp(-((radius - 4.0) ** 2)) * np.clip(row - 1.5, 0.0, 1.0)
    face = np.clip(np.clip(7.5 - radius, 0.0, 1.0) - 0.8 * eyes - 0.8 * mouth, 0.0, 1.0)
    return {"disc": disc, "face": face, "stripes": stripes, "checker": checker}


def _frozen(image):
    image.flags.writeable = False
    return image


IMAGES: Mapping[str, np.ndarray] = MappingProxyType({name: _frozen(image) for name, image in _made().items()})


# Distortions. Beyond its border an image goes on with the pixels at the border.


def shift(image: np.ndarray, pixels: float) -> np.ndarray:
    """The image moved to the right by that many pixels; between pixels it is interpolated in a straight line."""
    columns = np.arange(image.shape[-1]) - pixels
    left = np.floor(columns)
    share = columns - left
    last = image.shape[-1] - 1
    near, far = (np.clip(left + step, 0, last).astype(int) for step in (0, 1))
    return (1 - share) * image[..., near] + share * image[..., far]


def blur(image: np.ndarray, sigma: float) -> np.ndarray:
    """The image averaged over its neighbourhood with Gaussian weights of that width, in pixels."""
    if sigma <= 0:
        return np.array(image, float)
    down, across = (_blurring(length, sigma) for length in image.shape[-2:])
    return down @ image @ across.T


def _blurring(length, sigma):
    """The matrix that blurs a line of so many pixels."""
    reach = int(np.ceil(_REACH * sigma))
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / sigma) ** 2)
    matrix = np.zeros((length, length))
    for offset, weight in zip(offsets, weights / weights.sum(), strict=True):
        np.add.at(matrix, (np.arange(length), np.clip(np.arange(length) + offset, 0, length - 1)), weight)
    return matrix


def noise(image: np.ndarray, amount: float, seed: int) -> np.ndarray:
    """The image with Gaussian noise of that standard deviation on every pixel."""
    return image + amount * np.random.default_rng(seed).normal(size=image.shape)


# The space


def _check_shapes(prediction, target):
    height, width = prediction.shape[-2:]
    if target.shape[-2:] != (height, width):
        raise InvalidInput(
            f"target must be an image of the prediction's size, {height} by {width}; got "
            f"{target.shape[-2]} by {target.shape[-1]}."
        )
    if min(height, width) < LEAST:
        raise InvalidInput(
            f"prediction must have at least {LEAST} pixels on each side, because it is halved twice; got {height} by "
            f"{width}."
        )


def _halved(image):
    """An image of half the side, so that lines, whose events are compared pixel by pixel, stay quick."""
    return image.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3))


def _pattern():
    """Noise whose mean is 0 and whose mean square is 1, the same every time."""
    pattern = np.random.default_rng(0).normal(size=(SIDE // 2, SIDE // 2))
    pattern -= pattern.mean()
    return pattern / np.sqrt((pattern**2).mean())


_SMALL = {name: _halved(image) for name, image in IMAGES.items()}
_BLURS = {name: blur(image, 1.0) - image for name, image in _SMALL.items()}
_NOISE = _pattern()
_WHITE = np.ones_like(_NOISE)
_SHOWN = ("disc", "checker")  # something coarse and something fine


def _draw(rng, size):
    shape = (size, *_NOISE.shape)
    target = np.array(list(_SMALL.values()))[rng.integers(0, len(_SMALL), size)] + rng.normal(scale=0.1, size=shape)
    return target + rng.uniform(0.1, 1.0, (size, 1, 1)) * rng.normal(size=shape), target


def _too_bright_for_too_dark_or_exchanged(prediction, target):
    return [*too_high_for_too_low(prediction, target), (target, prediction)]


def _hopeless(rng, size):
    _, target = _draw(rng, size)
    return target + 1e80 * rng.choice([-1.0, 1.0], target.shape), target


def _edges():
    black = np.zeros_like(_WHITE)
    pixel = black.copy()
    pixel[0, -1] = 1.0
    predictions = [black, _WHITE, _WHITE, pixel, _SMALL["face"]]
    targets = [black, _WHITE, black, black, _SMALL["face"]]
    return np.array(predictions), np.array(targets)


def _line(names, way, values, slopes):
    """A straight line through the target: ``way(label)`` is the image that one unit adds to it."""

    def place(t, label):
        target = np.broadcast_to(_SMALL[label.key], (*np.shape(t), *_NOISE.shape))
        return target + t[..., None, None] * way(label), target

    def reference(t, label):
        return t * (way(label) ** 2).mean()

    return Line(
        **named(*names),
        **drawn(-1.0, 1.0, probe=(0.5, 0.05), values=values, slopes=slopes),
        points=41,
        place=place,
        direction=lambda t, label: np.broadcast_to(way(label), (*np.shape(t), *_NOISE.shape)),
        reference=reference,
    )


def _plane_place(x, y, label):
    target = np.broadcast_to(_SMALL[_SHOWN[0]], (*np.shape(x), 1, *_NOISE.shape))
    return target + (x[..., None, None] * _NOISE + y[..., None, None] * _WHITE)[..., None, :, :], target


IMAGE = Space(
    key="image",
    prediction="an image, H by W real numbers",
    target="an image, H by W real numbers",
    prediction_axes=2,
    target_axes=2,
    check_event=_check_shapes,
    symmetry=Symmetry(
        label="symmetric",
        claim="Too bright costs what as much too dark does, and the two images may be exchanged.",
        of=_too_bright_for_too_dark_or_exchanged,
    ),
    samples=Samples(
        draw=_draw,
        perfect=exact(lambda rng, size: _draw(rng, size)[1]),
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            (np.ones((4, 4)), np.ones((4, 5)), "target .*4 by 4; got 4 by 5"),
            (np.ones((4, 3)), np.ones((4, 3)), "prediction .*at least 4 pixels .*; got 4 by 3"),
        ),
    ),
    label_name="True image",
    labels=tuple(Label(name, name, tuple(_SMALL[name].ravel().tolist())) for name in _SHOWN),
    lines=(
        _line(
            ("blur", "share β of a blur by one pixel (below 0 it sharpens)", "β"),
            lambda label: _BLURS[label.key],
            values=(-0.01, 0.2),
            slopes=(-0.4, 0.4),
        ),
        _line(
            ("noise", "standard deviation ν of noise", "ν"),
            lambda label: _NOISE,
            values=(-0.05, 1.1),
            slopes=(-2.1, 2.1),
        ),
        _line(
            ("brightness", "offset b of the brightness", "b"),
            lambda label: _WHITE,
            values=(-0.05, 1.1),
            slopes=(-2.1, 2.1),
        ),
    ),
    plane=Plane(
        axes=(("speckle", "standard deviation of noise", "ν"), ("brightness", "offset of the brightness", "b")),
        low=-1.0,
        high=1.0,
        start=(0.4, 0.6),
        place=_plane_place,
        along=lambda gradient: tuple((gradient[..., 0, :, :] * way).sum((-2, -1)) for way in (_NOISE, _WHITE)),
        by_label=False,
        points=17,
    ),
)
