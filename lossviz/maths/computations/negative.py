"""Cross-entropy of a negative example: here p rounds to 1 long before it would overflow."""

import numpy as np

from lossviz.maths.computations.positive import KERAS, TORCH_LEAST, TORCH_LOG, from_logit
from lossviz.maths.computations.record import Computation, Way, sigmoid


def _value(z: np.ndarray) -> np.ndarray:
    return from_logit(-z)


def _plain(z: np.ndarray) -> np.ndarray:
    return -np.log(z.dtype.type(1) - sigmoid(z))


def _plain_slope(z: np.ndarray) -> np.ndarray:
    p, one = sigmoid(z), z.dtype.type(1)
    return one / (one - p) * (p * (one - p))


def _torch(z: np.ndarray) -> np.ndarray:
    return -np.maximum(np.log1p(-sigmoid(z)), z.dtype.type(TORCH_LOG))


def _torch_slope(z: np.ndarray) -> np.ndarray:
    p, one = sigmoid(z), z.dtype.type(1)
    inner = p * (one - p)
    return p / np.maximum(inner, z.dtype.type(TORCH_LEAST)) * inner


def _clipped(z: np.ndarray) -> np.ndarray:
    kind = z.dtype.type
    return np.clip(sigmoid(z), kind(KERAS), kind(1) - kind(KERAS))


def _keras(z: np.ndarray) -> np.ndarray:
    return -np.log(z.dtype.type(1) - _clipped(z))


def _keras_slope(z: np.ndarray) -> np.ndarray:
    p, q, one = sigmoid(z), _clipped(z), z.dtype.type(1)
    return np.where(p == q, one / (one - q) * (p * (one - p)), z.dtype.type(0))


COMPUTATION = Computation(
    key="negative",
    name="Cross-entropy, a negative example",
    idea="−log(1 − p): near 1 the numbers of a format lie farther apart than near 0.",
    ways=(
        Way(key="logits", name="from the logit", value=_value, slope=sigmoid),
        Way(key="probability", name="through p", value=_plain, slope=_plain_slope),
        Way(key="torch", name="p, PyTorch's clamp", value=_torch, slope=_torch_slope),
        Way(key="keras", name="p, Keras' clip", value=_keras, slope=_keras_slope),
    ),
    down=False,
    place=2,
)
