"""Small seeded data sets with the knobs that a lesson needs.

Every draw is made once for a seed and then scaled, shifted or relabelled, so that points move smoothly
while a knob turns instead of being dealt anew.
"""

from dataclasses import dataclass

import numpy as np

from lossviz.spaces.logits import CLASSES
from lossviz.spec import Interval, Landmark, Parameter


@dataclass(frozen=True, slots=True)
class Data:
    """Examples and what is odd about them.

    Parameters
    ----------
    features : ndarray, shape (n,) or (n, 2)
        What a model sees.
    labels : ndarray, shape (n,)
        What it should say: a real number, 0 or 1, or a class.
    odd : ndarray of bool, shape (n,)
        The outliers, or the examples with a wrong label.
    """

    features: np.ndarray
    labels: np.ndarray
    odd: np.ndarray


NOISE = Parameter(
    name="noise",
    symbol="noise",
    default=0.4,
    domain=Interval(0, 10),
    slider=(0.0, 2.0, 0.1),
    unit="standard deviations of a point about its place",
    meaning="scatter of the points; more of it hides the pattern",
)
OUTLIERS = Parameter(
    name="outliers",
    symbol="outliers",
    default=4.0,
    domain=Interval(0, 15),
    slider=(0.0, 12.0, 1.0),
    unit="of 30 points",
    meaning="points moved 5 units down at the right-hand end",
)
SPREAD = Parameter(
    name="spread",
    symbol="spread",
    default=1.0,
    domain=Interval(0, 10),
    slider=(0.2, 2.0, 0.1),
    unit="standard deviation of a class",
    meaning="width of each class; more of it makes them overlap",
)
SEED = Parameter(
    name="seed",
    symbol="seed",
    default=1.0,
    domain=Interval(0, 999),
    slider=(0.0, 20.0, 1.0),
    unit="",
    meaning="another draw of the same kind of data",
)


def share(of: str, default: float) -> Parameter:
    """The knob of class imbalance."""
    return Parameter(
        name="share",
        symbol="share",
        default=default,
        domain=Interval(0.02, 0.98),
        slider=(0.05, 0.95, 0.05),
        unit="share of the examples",
        meaning=f"how many of the examples are {of}",
        landmarks=(Landmark(0.1, "rare"),),
    )


def label_noise(default: float) -> Parameter:
    """The knob of wrong labels."""
    return Parameter(
        name="label_noise",
        symbol="label noise",
        default=default,
        domain=Interval(0, 0.5),
        slider=(0.0, 0.4, 0.02),
        unit="share of the examples",
        meaning="examples whose label is wrong",
    )


def line(*, outliers: float, noise: float, seed: float) -> Data:
    """Thirty points about the line y = x, the rightmost few of them far below it."""
    rng = np.random.default_rng(int(seed))
    x = np.linspace(-2.0, 2.0, 30)
    y = x + noise * rng.normal(size=x.size)
    odd = np.arange(x.size) >= x.size - round(outliers)
    return Data(x, np.where(odd, y - 5.0, y), odd)


def counts(*, outliers: float, seed: float) -> Data:
    """Thirty counts about a rate that grows like an exponential, the rightmost few of them 0 instead."""
    rng = np.random.default_rng(int(seed))
    x = np.linspace(-2.0, 2.0, 30)
    odd = np.arange(x.size) >= x.size - round(outliers)
    return Data(x, np.where(odd, 0.0, rng.poisson(np.exp(0.5 + 0.8 * x))), odd)


def two_classes(*, share: float, spread: float, label_noise: float, seed: float) -> Data:
    """Thirty-two points on a line: label 1 about 1, label 0 about -1."""
    rng = np.random.default_rng(int(seed))
    size = 32
    draws, turn = rng.normal(size=size), rng.permutation(size)
    true = (rng.permutation(size) < round(share * size)).astype(float)
    odd = turn < round(label_noise * size)
    return Data(2 * true - 1 + spread * draws, np.where(odd, 1 - true, true), odd)


CENTRES = 1.5 * np.array([[0.0, 1.0], [np.sqrt(3) / 2, -0.5], [-np.sqrt(3) / 2, -0.5]])


def three_classes(*, share: float, spread: float, label_noise: float, seed: float) -> Data:
    """Twenty-four points in the plane, in three groups around the origin."""
    rng = np.random.default_rng(int(seed))
    size = 24
    draws, turn = rng.normal(size=(size, 2)), rng.permutation(size)
    first = rng.permutation(size)
    true = np.where(first < round(share * size), 0, 1 + first % (CLASSES - 1))
    odd = turn < round(label_noise * size)
    return Data(CENTRES[true] + 0.7 * spread * draws, np.where(odd, (true + 1) % CLASSES, true).astype(float), odd)


GAP = Parameter(
    name="gap",
    symbol="gap",
    default=3.6,
    domain=Interval(0, 6),
    slider=(0.0, 6.0, 0.3),
    unit="units of x",
    meaning="how far apart the two peaks of p are",
)
LEFT_SHARE = Parameter(
    name="left_share",
    symbol="left share",
    default=0.65,
    domain=Interval(0.02, 0.98),
    slider=(0.1, 0.9, 0.05),
    unit="share of p",
    meaning="how much of p is in its left peak",
)
_WIDTH = 0.6  # of a peak


def two_peaks(*, gap: float, left_share: float) -> Data:
    """A distribution over a grid of outcomes from -6 to 6, with a peak on either side of 0."""
    x = np.linspace(-6.0, 6.0, 61)
    peaks = [np.exp(-(((x - side * gap / 2) / _WIDTH) ** 2) / 2) for side in (-1, 1)]
    p = left_share * peaks[0] + (1 - left_share) * peaks[1] + 1e-9  # no outcome is impossible
    return Data(x, p / p.sum(), np.zeros(x.size, bool))


MISSED = Parameter(
    name="missed",
    symbol="missed",
    default=2.0,
    domain=Interval(0, 15),
    slider=(0.0, 12.0, 1.0),
    unit="of 30 points",
    meaning="counts at the right-hand end that were recorded as 0",
)


def _optimum(place: int, default: float) -> Parameter:
    return Parameter(
        name=f"optimum_{place}",
        symbol=f"ŵ{'₁₂'[place - 1]}",
        default=default,
        domain=Interval(-10, 10),
        slider=(-3.0, 3.0, 0.1),
        unit="",
        meaning=f"weight {place} where the data alone are fitted best",
    )


OPTIMUM_1, OPTIMUM_2 = _optimum(1, 1.8), _optimum(2, 0.6)
CORRELATION = Parameter(
    name="correlation",
    symbol="ρ",
    default=0.3,
    domain=Interval(-0.99, 0.99),
    slider=(-0.9, 0.9, 0.1),
    unit="",
    meaning="how alike the two features are; more of it lets one weight stand in for the other",
)


def bowl(*, optimum_1: float, optimum_2: float, correlation: float) -> Data:
    """The squared error of two weights on data: its optimum as labels, its curvature as features."""
    bend = np.array([[1.0, correlation], [correlation, 1.0]])
    return Data(bend, np.array([optimum_1, optimum_2]), np.zeros(2, bool))
