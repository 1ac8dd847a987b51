"""How inputs are scaled, and what that makes of the bowl of squared error: a line fitted by steps."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.learning.data.line import line
from lossviz.learning.optimiser import Optimiser

START = (-0.5, 1.0)  # slope and intercept on the data as they are drawn
_BEYOND = 1e150  # what is further off is as good as infinite, and its square can still be told

PREPARED = {
    "raw": "as it is",
    "centred": "centred",
    "standardised": "standardised",
}


@dataclass(frozen=True, slots=True, eq=False)
class Bowl:
    """The squared error of a line, seen from its lowest place.

    Parameters
    ----------
    hessian : ndarray, shape (2, 2)
        How it curves by slope and intercept.
    curvatures : (low, high)
        The eigenvalues.
    fit : (slope, intercept)
        The lowest place, in units of the input that is used.
    unit : float
        What one unit of that input is in units of the data's x.
    start : ndarray, shape (2,)
        Where descent begins, seen from the lowest place: the same whatever becomes of x.
    """

    hessian: np.ndarray
    curvatures: tuple[float, float]
    fit: tuple[float, float]
    unit: float
    start: np.ndarray

    def heights(self, off: np.ndarray) -> np.ndarray:
        """How far above the lowest height places are that lie so far off, shape (..., 2)."""
        return np.asarray(0.5 * ((off @ self.hessian) * off).sum(-1))

    def slope(self, off: np.ndarray) -> np.ndarray:
        """The line's slope at such places, in units of the data's x."""
        return np.asarray((self.fit[0] + off[..., 0]) / self.unit)


@lru_cache(maxsize=256)
def bowl(shift: float, stretch: float, prepared: str, summed: bool, noise: float, seed: float) -> Bowl:
    """The bowl over the points about a line, their x in other units and shifted, then prepared."""
    plain = line(outliers=0.0, noise=noise, seed=seed)
    x, y = plain.features * stretch + shift, plain.labels
    less = 0.0 if prepared == "raw" else float(x.mean())
    unit = float(x.std()) if prepared == "standardised" else 1.0
    used = (x - less) / unit
    design = np.stack([used, np.ones_like(used)], -1)
    hessian = 2 * design.T @ design / (1 if summed else y.size)
    low, high = np.linalg.eigvalsh(hessian).tolist()
    fit = np.linalg.lstsq(design, y)[0]
    as_drawn = np.polyfit(plain.features, y, 1)
    return Bowl(hessian, (low, high), (float(fit[0]), float(fit[1])), unit, np.array(START) - as_drawn)


@lru_cache(maxsize=256)
def descended(
    on: Bowl, optimiser: Optimiser, parameters: tuple[Any, ...], rates: tuple[float, ...], steps: int
) -> np.ndarray:
    """How far off the lowest place each rate leads, step by step, shape (steps + 1, rates, 2); NaN beyond telling."""
    names = (each.name for each in optimiser.parameters)
    settings, rate = dict(zip(names, parameters, strict=True)), np.array(rates)[:, None]
    off = np.tile(on.start, (len(rates), 1))
    state, places = optimiser.begin(off), [off]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            state, off = optimiser.step(state, off, off @ on.hessian, rate, **settings)
            places.append(off)
        whole = np.array(places)
        return np.where(np.abs(whole).max(-1, keepdims=True) < _BEYOND, whole, np.nan)
