"""What becomes of probabilities when a threshold makes decisions of them, and how true the probabilities are."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

BINS = 5  # of probabilities, for calibration


@dataclass(frozen=True, slots=True)
class Counts:
    """The decisions at a threshold.

    Parameters
    ----------
    found, missed, false, left : int
        Positives called and not called, negatives called and not called.
    """

    found: int
    missed: int
    false: int
    left: int

    @property
    def accuracy(self) -> float:
        """The share of right decisions."""
        return _share(self.found + self.left, self.found + self.missed + self.false + self.left)

    @property
    def recall(self) -> float:
        """The share of the positives that is called; NaN where there is none."""
        return _share(self.found, self.found + self.missed)

    @property
    def precision(self) -> float:
        """The share of those called that is positive; NaN where none is called."""
        return _share(self.found, self.found + self.false)

    @property
    def false_rate(self) -> float:
        """The share of the negatives that is called; NaN where there is none."""
        return _share(self.false, self.false + self.left)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def decided(p: np.ndarray, positive: np.ndarray, threshold: float) -> Counts:
    """The decisions for probabilities, where what is above the threshold is called."""
    called = p > threshold
    return Counts(
        int((called & positive).sum()),
        int((~called & positive).sum()),
        int((called & ~positive).sum()),
        int((~called & ~positive).sum()),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What all thresholds do.

    Parameters
    ----------
    false_rate, recall : ndarray
        The shares of negatives and of positives called, from the highest threshold to the lowest.
    area : float
        Below that curve: how often a positive stands above a negative; NaN where either is missing.
    """

    false_rate: np.ndarray
    recall: np.ndarray
    area: float


def roc(p: np.ndarray, positive: np.ndarray) -> Curves:
    """The curve of recall over false alarms; what ties is called at once."""
    ones, zeros = np.sort(p[positive]), np.sort(p[~positive])
    cuts = np.concatenate([[np.inf], np.sort(p)[::-1]])
    above = [side.size - np.searchsorted(side, cuts, side="left") for side in (zeros, ones)]
    false_rate, recall = (
        count / side.size if side.size else np.full(cuts.size, np.nan)
        for count, side in zip(above, (zeros, ones), strict=True)
    )
    return Curves(false_rate, recall, float(np.trapezoid(recall, false_rate)))


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How often what was said to be so probable was so.

    Parameters
    ----------
    said, came : ndarray, shape (BINS,)
        The mean probability in each bin of probabilities, and the share of positives there; NaN where it is empty.
    count : ndarray
        How many examples there are in each.
    error : float
        The mean distance between both, over the examples.
    """

    said: np.ndarray
    came: np.ndarray
    count: np.ndarray
    error: float


def calibration(p: np.ndarray, positive: np.ndarray) -> Calibration:
    """The probabilities in bins of one width, held against what came."""
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    each = np.where(count, count, np.nan)
    said = np.bincount(place, weights=p, minlength=BINS) / each
    came = np.bincount(place, weights=positive.astype(float), minlength=BINS) / each
    error = float(np.nansum(np.abs(said - came) * count) / max(1, count.sum()))
    return Calibration(said, came, count, error)


@lru_cache(maxsize=1)
def thresholds() -> np.ndarray:
    """Thresholds for curves over them."""
    return np.linspace(0.0, 1.0, 101)


def over_thresholds(p: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Precision and recall at `thresholds`; NaN where there is none."""
    called = p > thresholds()[:, None]
    found, count = (called & positive).sum(-1), called.sum(-1)
    total = int(positive.sum())
    precision = found / np.where(count, count, np.nan)
    return precision, found / total if total else np.full(found.size, np.nan)
