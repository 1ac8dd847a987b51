"""What a hidden unit makes of its sum."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossviz.maths.numerics import sigmoid
from lossviz.vocabulary import Registry


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """A function of a unit's sum.

    Parameters
    ----------
    key, name : str
        Its name in links, and for readers.
    value : callable
        ``value(sums)`` is what the unit says.
    slope : callable
        ``slope(said)`` is the derivative, from what the unit says: that is at hand, and the sums are not.
    gain : float
        How large its starting weights are, times one over the root of the number of inputs: so that what comes out of
        a layer is about as large as what went in.
    """

    key: str
    name: str
    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    gain: float


ACTIVATIONS = Registry(
    "activation",
    {
        each.key: each
        for each in (
            Activation("tanh", "tanh", np.tanh, lambda said: 1.0 - said * said, 1.0),
            Activation("relu", "ReLU", lambda sums: np.maximum(sums, 0.0), lambda said: (said > 0) + 0.0, 2.0**0.5),
            Activation("sigmoid", "sigmoid", sigmoid, lambda said: said * (1.0 - said), 1.0),
            Activation("linear", "none", lambda sums: sums, np.ones_like, 1.0),
        )
    },
)
