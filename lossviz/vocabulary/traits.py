"""What a loss claims of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np


class Trait(Enum):
    """A property that a loss claims, and what the claim says.

    A claim is about every prediction and every label of the loss's space, at the parameters in use. What a symmetry
    exchanges is another thing in each space: `Space.wording` says it there.
    """

    CONVEX = "convex", "Between two predictions the loss never rises above the straight line that joins them."
    SMOOTH = "smooth", "The slope has no jumps: nearby predictions get nearby gradients."
    NON_NEGATIVE = "never negative", "No prediction is ever rewarded with a loss below zero."
    ZERO_WHEN_RIGHT = "zero when right", "The loss goes to zero as the prediction becomes perfect."
    SYMMETRIC = "symmetric", "Errors of opposite kinds cost the same."
    EXCHANGEABLE = "same both ways", "Exchanging prediction and target leaves the loss as it was."
    BOUNDED_INFLUENCE = (
        "bounded influence",
        "For any given target the pull on the model stays below a limit, however wrong the prediction.",
    )
    REDESCENDING = (
        "redescending",
        "A prediction that is hopelessly wrong pulls less and less: its gradient fades to zero.",
    )
    BOUNDED = "bounded", "For any given target the loss itself stays below a limit, however wrong the prediction."
    PROPER = "proper", "On average, honesty is the best forecast: the true probabilities minimise the expected loss."
    UPPER_BOUND = "bounds the error rate", "Nowhere below the zero-one loss, so a small value guarantees few mistakes."
    SHIFT_INVARIANT = "shift-invariant", "Adding one constant to all logits or scores changes nothing."

    def __init__(self, label: str, claim: str) -> None:
        self.label = label
        self.claim = claim

    def when(self, condition: str, holds: Callable[..., bool]) -> "Claim":
        """This trait, claimed only where ``holds(**parameters)``; ``condition`` says where in words."""
        return Claim(self, condition, holds)

    def but(self, proviso: str) -> "Claim":
        """This trait, claimed at all parameters; ``proviso`` is a sentence about what it rests on."""
        return Claim(self, proviso=proviso)


@dataclass(frozen=True, slots=True)
class Claim:
    """A trait, the parameters at which a loss claims it, and what else it rests on."""

    trait: Trait
    condition: str = ""
    holds: Callable[..., bool] = lambda **parameters: True
    proviso: str = ""


@dataclass(frozen=True, slots=True)
class Kinks:
    """Where a loss is not smooth.

    Parameters
    ----------
    jump : {"value", "slope", "curvature"}
        The lowest derivative that jumps there.
    where : callable
        ``where(prediction, target, **parameters)`` is a sequence of arrays over the batch axes, each of
        which changes its sign exactly where the loss has a kink. A sign change, rather than a list of
        positions, works along every line, over every plane and for vectors, boxes and masks alike.
    """

    jump: Literal["value", "slope", "curvature"]
    where: Callable[..., list[np.ndarray]]


@dataclass(frozen=True, slots=True)
class Minimiser:
    """The constant prediction that makes the mean loss over a sample of targets smallest.

    Parameters
    ----------
    text : str
        Its name: "the median".
    of : callable
        ``of(targets, **parameters)`` computes it.
    """

    text: str
    of: Callable[..., float]


@dataclass(frozen=True, slots=True)
class Surrogate:
    """What a gradient is the derivative of, where on purpose that is not the value.

    Parameters
    ----------
    text : str
        What the gradient leaves out, in one sentence.
    value : callable
        ``value(prediction, held, target, **parameters)``: the loss with the parts that the gradient holds
        constant computed from ``held`` in place of ``prediction``. The gradient is its derivative with
        respect to ``prediction`` at ``prediction == held``, where it equals the loss.
    """

    text: str
    value: Callable[..., np.ndarray]
