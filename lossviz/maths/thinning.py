"""Long series made short without their extremes lost."""

from collections.abc import Sequence

import numpy as np


def telling(series: Sequence[np.ndarray], most: int) -> np.ndarray:
    """The places of at most so many rows: of each stretch the first, lowest and highest, the first without a number.

    Parameters
    ----------
    series : sequence of ndarray
        Series of one length; the lowest and the highest are those of each.
    most : int
        How many rows are kept at most.
    """
    count = len(series[0])
    if count <= most:
        return np.arange(count)
    series = [each for each in series if np.isfinite(each).any()]
    kept = {0, count - 1}
    for part in np.array_split(np.arange(count), max(1, (most - 2) // (1 + 3 * len(series)))):
        kept.add(int(part[0]))
        for values in (each[part] for each in series):
            finite = np.isfinite(values)
            if finite.any():
                kept |= {int(part[np.where(finite, values, np.inf).argmin()])}
                kept |= {int(part[np.where(finite, values, -np.inf).argmax()])}
            if not finite.all():
                kept.add(int(part[np.argmin(finite)]))
    return np.array(sorted(kept))


def thinned_out(before: int, after: int) -> str:
    """What was done, in a sentence."""
    return f"Of {before} rows {after} were kept: of every stretch the first, the lowest and the highest."
