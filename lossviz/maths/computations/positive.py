"""Cross-entropy of a positive example, from its logit and through its probability."""

import numpy as np

from lossviz.maths.computations.record import Computation, Way, sigmoid

KERAS = 1e-7  # keras.config.epsilon()
TORCH_LOG = -100.0  # where BCELoss holds the logarithm
TORCH_LEAST = 1e-12  # the least denominator of its gradient


def from_logit(z: np.ndarray) -> np.ndarray:
    """log(1 + exp(−z)) without overflow: what binary_cross_entropy_with_logits computes."""
    zero = z.dtype.type(0)
    return np.maximum(-z, zero) + np.log1p(np.exp(-np.abs(z)))


def _slope_from_logit(z: np.ndarray) -> np.ndarray:
    return sigmoid(z) - z.dtype.type(1)


def _plain(z: np.ndarray) -> np.ndarray:
    return -np.log(sigmoid(z))


def _plain_slope(z: np.ndarray) -> np.ndarray:
    p, one = sigmoid(z), z.dtype.type(1)
    return (-one / p) * (p * (one - p))


def _torch(z: np.ndarray) -> np.ndarray:
    return -np.maximum(np.log(sigmoid(z)), z.dtype.type(TORCH_LOG))


def _torch_slope(z: np.ndarray) -> np.ndarray:
    p, one = sigmoid(z), z.dtype.type(1)
    inner = p * (one - p)
    return (p - one) / np.maximum(inner, z.dtype.type(TORCH_LEAST)) * inner


def _clipped(z: np.ndarray) -> np.ndarray:
    kind = z.dtype.type
    return np.clip(sigmoid(z), kind(KERAS), kind(1) - kind(KERAS))


def _keras(z: np.ndarray) -> np.ndarray:
    return -np.log(_clipped(z))


def _keras_slope(z: np.ndarray) -> np.ndarray:
    p, q, one = sigmoid(z), _clipped(z), z.dtype.type(1)
    return np.where(p == q, (-one / q) * (p * (one - p)), z.dtype.type(0))


def _sklearn(z: np.ndarray) -> np.ndarray:
    least = np.finfo(z.dtype).eps
    return -np.log(np.clip(sigmoid(z), least, z.dtype.type(1) - least))


COMPUTATION = Computation(
    key="positive",
    name="Cross-entropy, a positive example",
    idea="−log p of a logit: on paper one number, in a computer five.",
    ways=(
        Way(key="logits", name="from the logit", value=from_logit, slope=_slope_from_logit),
        Way(key="probability", name="through p", value=_plain, slope=_plain_slope),
        Way(key="torch", name="p, PyTorch's clamp", value=_torch, slope=_torch_slope),
        Way(key="keras", name="p, Keras' clip", value=_keras, slope=_keras_slope),
        Way(key="sklearn", name="p, scikit-learn's clip", value=_sklearn, slope=None),
    ),
    down=True,
    place=1,
)
