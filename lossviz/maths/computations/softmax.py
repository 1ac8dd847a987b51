"""Cross-entropy of three classes, two of which have the logit 0."""

import numpy as np

from lossviz.maths.computations.positive import KERAS
from lossviz.maths.computations.record import Computation, Way, total

_OTHERS = 2  # classes at logit 0


def _stacked(z: np.ndarray) -> np.ndarray:
    return np.stack([z, *(np.zeros_like(z),) * _OTHERS])


def _stable(z: np.ndarray) -> np.ndarray:
    all_of_them = _stacked(z)
    most = all_of_them.max(0)
    return np.log(total(np.exp(all_of_them - most))) + most - z


def _share(z: np.ndarray) -> np.ndarray:
    """The softmax with the maximum taken out first, as every library has it."""
    powers = np.exp(_stacked(z) - _stacked(z).max(0))
    return powers[0] / total(powers)


def _written(z: np.ndarray) -> np.ndarray:
    """The softmax as it is written down."""
    powers = np.exp(_stacked(z))
    return powers[0] / total(powers)


def _slope(z: np.ndarray) -> np.ndarray:
    return _share(z) - z.dtype.type(1)


def _through(share: np.ndarray) -> np.ndarray:
    one = share.dtype.type(1)
    return (-one / share) * (share * (one - share))


def _clipped(z: np.ndarray) -> np.ndarray:
    kind = z.dtype.type
    return np.clip(_share(z), kind(KERAS), kind(1) - kind(KERAS))


def _keras_slope(z: np.ndarray) -> np.ndarray:
    share, clipped = _share(z), _clipped(z)
    return np.where(share == clipped, _through(share), z.dtype.type(0))


COMPUTATION = Computation(
    key="softmax",
    name="Cross-entropy of three classes",
    idea="−log of a softmax: the logarithm and the exponential undo each other, unless something is lost between.",
    ways=(
        Way(key="logits", name="from the logits", value=_stable, slope=_slope),
        Way(
            key="written",
            name="softmax as written",
            value=lambda z: -np.log(_written(z)),
            slope=lambda z: _through(_written(z)),
        ),
        Way(
            key="probability",
            name="log of a stable softmax",
            value=lambda z: -np.log(_share(z)),
            slope=lambda z: _through(_share(z)),
        ),
        Way(key="keras", name="softmax, Keras' clip", value=lambda z: -np.log(_clipped(z)), slope=_keras_slope),
    ),
    down=True,
    place=3,
)
