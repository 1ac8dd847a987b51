"""Which losses become which: limits and equalities between them, as data that pages show and tests check."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.losses import LOSSES
from lossviz.numerics import sigmoid


@dataclass(frozen=True, slots=True)
class Setting:
    """A loss at parameters, times a scale.

    Parameters
    ----------
    key : str
        The loss.
    parameters : mapping
        What differs from its defaults.
    scale : float
        What its values are multiplied by.
    """

    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    scale: float = 1.0

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> np.ndarray:
        """The scaled values of the loss."""
        return self.scale * LOSSES[self.key](prediction, target, **self.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Two losses that agree, everywhere or in a limit.

    Parameters
    ----------
    statement : str
        How they agree, in one sentence.
    pairs : tuple of (Setting, Setting)
        The two sides: for an equality at several parameters, for a limit at parameters that approach it.
    shown : int
        Which pair a page overlays.
    limit : bool
        Whether the sides only come closer from pair to pair, the last one within the tolerance.
    tolerance : float
        How far the sides may be apart, relative to the larger of their size and 1.
    bridge : callable or None
        ``bridge(prediction, target)`` turns inputs of the first side into inputs of the second, where these
        differ.
    hard : bool
        Whether the statement holds only for targets without doubt: 0 or 1, or one-hot.
    """

    statement: str
    pairs: tuple[tuple[Setting, Setting], ...]
    shown: int = 0
    limit: bool = False
    tolerance: float = 1e-12
    bridge: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None
    hard: bool = False

    @property
    def one(self) -> Setting:
        """The first side of the pair that is shown."""
        return self.pairs[self.shown][0]

    @property
    def other(self) -> Setting:
        """The second side of the pair that is shown."""
        return self.pairs[self.shown][1]

    def sides(self, prediction: ArrayLike, target: ArrayLike) -> list[tuple[np.ndarray, np.ndarray]]:
        """The values of both sides of every pair, for inputs of the first side."""
        bridged = self.bridge(prediction, target) if self.bridge else (prediction, target)
        return [(one(prediction, target), other(*bridged)) for one, other in self.pairs]


def relatives_of(key: str) -> tuple[Relative, ...]:
    """The relatives that name a loss on either side."""
    return tuple(relative for relative in RELATIVES if key in (relative.one.key, relative.other.key))


def _swapped(prediction, target):
    return target, prediction


def _what_is_missing(prediction, target):
    """The hinge as a residual, from a target of 0."""
    return LOSSES["hinge"](prediction, target), np.zeros_like(target)


def _as_probability(prediction, target):
    return sigmoid(prediction), target


def _two_classes(prediction, target):
    """A logit z and a label y as the logits (0, z) and the distribution (1 − y, y)."""
    prediction, target = np.broadcast_arrays(prediction, target)
    return np.stack([np.zeros_like(prediction), prediction], -1), np.stack([1.0 - target, target], -1)


def _one_hot(prediction, target):
    return prediction, np.eye(prediction.shape[-1])[np.asarray(target, int)]


def _smoothed(prediction, target):
    """Labels moved by a smoothing of 0.2 towards 1/2."""
    return prediction, 0.8 * target + 0.1


def _spread(prediction, target):
    """Targets of which a share of 0.2 is spread over all classes."""
    return prediction, 0.8 * target + 0.2 / target.shape[-1]


def _halved(prediction, target):
    return prediction / 2.0, target


_REGRESSION = (
    Relative(
        statement="Smooth L1 is Huber's loss divided by β, with δ = β.",
        pairs=tuple(
            (Setting("smooth_l1", {"beta": beta}), Setting("huber", {"delta": beta}, 1 / beta))
            for beta in (2.0, 1.0, 0.1, 4.0)
        ),
    ),
    Relative(
        statement="As δ grows, Huber's loss becomes half the squared error.",
        pairs=tuple(
            (Setting("huber", {"delta": delta}), Setting("squared", scale=0.5)) for delta in (1.0, 2.0, 4.0, 1e6)
        ),
        shown=2,
        limit=True,
    ),
    Relative(
        statement="As δ shrinks, Huber's loss divided by δ becomes the absolute error.",
        pairs=tuple(
            (Setting("huber", {"delta": delta}, 1 / delta), Setting("absolute")) for delta in (1.0, 0.1, 1e-3, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        statement="As β shrinks, smooth L1 becomes the absolute error.",
        pairs=tuple((Setting("smooth_l1", {"beta": beta}), Setting("absolute")) for beta in (1.0, 0.1, 1e-3, 1e-9)),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        statement="At τ = 1/2 the quantile loss is half the absolute error.",
        pairs=((Setting("quantile", {"tau": 0.5}), Setting("absolute", scale=0.5)),),
    ),
    Relative(
        statement="Swapping prediction and target turns τ into 1 − τ.",
        pairs=tuple(
            (Setting("quantile", {"tau": tau}), Setting("quantile", {"tau": 1 - tau})) for tau in (0.9, 0.25, 0.5)
        ),
        bridge=_swapped,
    ),
    Relative(
        statement="As δ grows, the pseudo-Huber loss becomes half the squared error.",
        pairs=tuple(
            (Setting("pseudo_huber", {"delta": delta}), Setting("squared", scale=0.5))
            for delta in (1.0, 4.0, 100.0, 1e7)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        statement="As δ shrinks, the pseudo-Huber loss divided by δ becomes the absolute error.",
        pairs=tuple(
            (Setting("pseudo_huber", {"delta": delta}, 1 / delta), Setting("absolute"))
            for delta in (1.0, 0.1, 1e-3, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        statement="As c grows, the Cauchy loss becomes half the squared error.",
        pairs=tuple((Setting("cauchy", {"c": c}), Setting("squared", scale=0.5)) for c in (1.0, 4.0, 100.0, 1e7)),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        statement="Barron's loss at α = 2 is the squared error divided by 2c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 2.0, "c": c}), Setting("squared", scale=0.5 / c**2)) for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        statement="Barron's loss approaches half the squared error as α approaches 2.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("squared", scale=0.5))
            for alpha in (1.0, 1.75, 1.99, 2 - 1e-6, 2 - 1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-9,
    ),
    Relative(
        statement="Barron's loss at α = 1 is the pseudo-Huber loss with δ = c, divided by c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 1.0, "c": c}), Setting("pseudo_huber", {"delta": c}, c**-2))
            for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        statement="Barron's loss at α = 0 is the Cauchy loss with its own c times √2, divided by Barron's c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 0.0, "c": c}), Setting("cauchy", {"c": math.sqrt(2) * c}, c**-2))
            for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        statement="Barron's loss approaches the Cauchy loss with c = √2 as α approaches 0.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("cauchy", {"c": math.sqrt(2)}))
            for alpha in (1.0, 0.25, -0.01, 1e-6, -1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        statement="As α falls without end, Barron's loss settles at its last member, the Welsch loss at α = −∞.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("barron", {"alpha": -math.inf}))
            for alpha in (-2.0, -8.0, -100.0, -1e8, -1e14)
        ),
        shown=1,
        limit=True,
    ),
)

_BINARY = (
    Relative(
        statement="At γ = 0 and α = 1/2 the focal loss is half of binary cross-entropy.",
        pairs=((Setting("focal", {"alpha": 0.5, "gamma": 0.0}), Setting("binary_cross_entropy", scale=0.5)),),
    ),
    Relative(
        statement="At γ = 0 the focal loss is binary cross-entropy with w₊ = α / (1 − α), times 1 − α.",
        pairs=tuple(
            (
                Setting("focal", {"alpha": alpha, "gamma": 0.0}),
                Setting("binary_cross_entropy", {"pos_weight": alpha / (1 - alpha)}, 1 - alpha),
            )
            for alpha in (0.25, 0.5, 0.75)
        ),
        hard=True,
    ),
    Relative(
        statement="Label smoothing of ε is binary cross-entropy towards the label (1 − ε) y + ε/2; here ε = 0.2.",
        pairs=((Setting("binary_cross_entropy", {"smoothing": 0.2}), Setting("binary_cross_entropy")),),
        bridge=_smoothed,
    ),
    Relative(
        statement="The squared hinge is the squared error of what the margin lacks, which is the hinge.",
        pairs=((Setting("squared_hinge"), Setting("squared")),),
        bridge=_what_is_missing,
    ),
    Relative(
        statement="The Brier score is the squared error of the probability.",
        pairs=((Setting("brier"), Setting("squared")),),
        bridge=_as_probability,
    ),
)

_MULTICLASS = (
    Relative(
        statement="Binary cross-entropy is cross-entropy over two classes, with z the lead of class 1.",
        pairs=tuple(
            (Setting("binary_cross_entropy", {"smoothing": share}), Setting("cross_entropy", {"smoothing": share}))
            for share in (0.0, 0.2)
        ),
        bridge=_two_classes,
    ),
    Relative(
        statement="The positive weight w is a class weight of w for class 1 and of 1 for class 0.",
        pairs=tuple(
            (
                Setting("binary_cross_entropy", {"pos_weight": weight}),
                Setting("cross_entropy", {"class_weights": (1.0, weight)}),
            )
            for weight in (3.0, 0.5)
        ),
        bridge=_two_classes,
    ),
    Relative(
        statement="Sparse cross-entropy is cross-entropy with the class written as a one-hot row.",
        pairs=tuple(
            (Setting("sparse_cross_entropy", setting), Setting("cross_entropy", setting))
            for setting in ({}, {"smoothing": 0.1}, {"class_weights": (1.0, 2.0, 5.0), "smoothing": 0.1})
        ),
        bridge=_one_hot,
    ),
    Relative(
        statement="Label smoothing of ε is cross-entropy towards the target (1 − ε) t + ε/K; here ε = 0.2.",
        pairs=((Setting("cross_entropy", {"smoothing": 0.2}), Setting("cross_entropy")),),
        bridge=_spread,
    ),
    Relative(
        statement="A temperature of T is cross-entropy of the logits divided by T; here T = 2.",
        pairs=((Setting("cross_entropy", {"temperature": 2.0}), Setting("cross_entropy")),),
        bridge=_halved,
    ),
    Relative(
        statement="As T falls to 0, T times cross-entropy becomes the Crammer–Singer hinge without a margin.",
        pairs=tuple(
            (
                Setting("cross_entropy", {"temperature": temperature}, temperature),
                Setting("crammer_singer", {"margin": 0.0}),
            )
            for temperature in (1.0, 0.25, 0.01, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        statement="At γ = 0 the multiclass focal loss is cross-entropy.",
        pairs=((Setting("multiclass_focal", {"gamma": 0.0}), Setting("cross_entropy")),),
    ),
    Relative(
        statement="At α = 1/2 twice the focal loss is the multiclass focal loss over two classes.",
        pairs=tuple(
            (Setting("focal", {"alpha": 0.5, "gamma": gamma}, 2.0), Setting("multiclass_focal", {"gamma": gamma}))
            for gamma in (2.0, 0.5, 5.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        statement="The hinge is the Weston–Watkins hinge over two classes.",
        pairs=tuple(
            (Setting("hinge", {"margin": margin}), Setting("multiclass_hinge", {"margin": margin}))
            for margin in (1.0, 0.0, 3.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        statement="The hinge is the Crammer–Singer hinge over two classes.",
        pairs=tuple(
            (Setting("hinge", {"margin": margin}), Setting("crammer_singer", {"margin": margin}))
            for margin in (1.0, 0.0, 3.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        statement="Twice the Brier score is the multiclass Brier score over two classes.",
        pairs=((Setting("brier", scale=2.0), Setting("multiclass_brier")),),
        bridge=_two_classes,
    ),
)

RELATIVES = (*_REGRESSION, *_BINARY, *_MULTICLASS)
