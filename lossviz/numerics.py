"""Stable building blocks: no overflow, no warning and no lost digits for any finite input."""

import numpy as np

# exp(x) is the largest finite float64 at x = 709.78. Beyond it no number is left to return, so a loss
# that grows like exp stays at this ceiling: 8.2e307, finite and still larger than everything else.
LARGEST_EXPONENT = 709.0


def exp(x: np.ndarray) -> np.ndarray:
    """``e**x``, held at e**709 for larger x instead of overflowing to infinity."""
    return np.exp(np.minimum(x, LARGEST_EXPONENT))


def softplus(x: np.ndarray) -> np.ndarray:
    """``log(1 + e**x)``: x for large x, where the naive form overflows at 710."""
    return np.logaddexp(0.0, x)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """``1 / (1 + e**-x)``; exact to the last digits in both tails.

    The exponent is never positive, so that nothing overflows, and the small tail is a quotient rather
    than ``1 - something near 1``, which would lose all its digits from x = -37 on.
    """
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)


def log_odds(p: np.ndarray) -> np.ndarray:
    """The logit of a probability strictly between 0 and 1: the inverse of `sigmoid`."""
    return np.log(p) - np.log1p(-p)


def log_softmax(z: np.ndarray) -> np.ndarray:
    """The logarithms of the softmax of the last axis; finite where softmax itself underflows to 0.

    The largest logit contributes exactly 1 to the sum of exponentials. Left to log1p, it does not swallow
    the digits of the others, so a logarithm near 0 (a class that is nearly certain) is exact too.
    """
    shifted = z - z.max(-1, keepdims=True)
    others = np.where(_largest(z), 0.0, np.exp(shifted))
    return shifted - np.log1p(others.sum(-1, keepdims=True))


def softmax(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The softmax p of the last axis, and 1 - p with all its digits even where p is nearly 1."""
    powers = np.exp(z - z.max(-1, keepdims=True))
    largest = _largest(z)
    others = np.where(largest, 0.0, powers).sum(-1, keepdims=True)
    total = 1.0 + others
    return powers / total, np.where(largest, others, total - powers) / total


def _largest(z):
    """A mask of the largest entry of the last axis, the first of them where several tie."""
    return np.arange(z.shape[-1]) == z.argmax(-1)[..., None]


def leads(z: np.ndarray) -> np.ndarray:
    """``z[..., j] - z[..., k]`` at ``[..., k, j]``: by how much rival j beats class k; -inf for k itself."""
    differences = z[..., None, :] - z[..., :, None]
    differences[..., np.arange(z.shape[-1]), np.arange(z.shape[-1])] = -np.inf
    return differences


def log_cosh(x: np.ndarray) -> np.ndarray:
    """``log(cosh(x))`` for every x.

    ``np.cosh`` overflows at |x| = 711, and ``|x| + log1p(e**(-2|x|)) - log 2`` cancels all digits near 0,
    where the answer is about x**2/2; there ``log(1 + 2 sinh(x/2)**2)`` has them all.
    """
    size = np.abs(x)
    near = np.log1p(2.0 * np.sinh(np.minimum(size, 1.0) / 2.0) ** 2)
    far = size + np.log1p(np.exp(-2.0 * size)) - np.log(2.0)
    return np.where(size < 1.0, near, far)
