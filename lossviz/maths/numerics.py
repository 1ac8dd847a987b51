"""Stable building blocks: no overflow, no warning and no lost digits for any finite input."""

import math

import numpy as np

# exp(x) is the largest finite float64 at x = 709.78. Beyond it no number is left to return, so a loss
# that grows like exp stays at this ceiling: 8.2e307, finite and still larger than everything else.
LARGEST_EXPONENT = 709.0


def exp(x: np.ndarray) -> np.ndarray:
    """``e**x``, held at e**709 for larger x instead of overflowing to infinity."""
    return np.exp(np.minimum(x, LARGEST_EXPONENT))


def softplus(x: np.ndarray) -> np.ndarray:
    """``log(1 + e**x)``: x for large x, where the naive form overflows at 710.

    What ``np.logaddexp(0, x)`` gives to the last two digits, in a tenth of its time: it works number by number.
    """
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """``1 / (1 + e**-x)``; exact to the last digits in both tails.

    The exponent is never positive, so that nothing overflows, and the small tail is a quotient rather
    than ``1 - something near 1``, which would lose all its digits from x = -37 on.
    """
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)


def above_tangent(x: np.ndarray) -> np.ndarray:
    """``e**x - 1 - x``: how far exp lies above its tangent at 0; held like `exp` for large x.

    Near 0 it is about x**2/2, of which the subtraction leaves no digits. There nine terms of the series have
    them all: the tenth is 5e-17 of the first at |x| = 0.1, beyond which the subtraction costs one digit only.
    """
    near = np.clip(x, -0.1, 0.1)
    series = np.zeros_like(near)
    for n in range(10, 1, -1):
        series = series * near + 1.0 / math.factorial(n)
    return np.where(np.abs(x) < 0.1, series * near**2, exp(x) - 1.0 - x)


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


def through_softmax(z: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """Slopes with respect to the softmax p of the last axis as slopes with respect to z.

    It is ``p_j (slopes_j - sum_k p_k slopes_k)``. Slopes are counted from that of the largest p, so that where
    it is nearly 1 the sum has the digits of the others.
    """
    p, _ = softmax(z)
    counted = slopes - np.where(_largest(z), slopes, 0.0).sum(-1, keepdims=True)
    return p * (counted - (p * counted).sum(-1, keepdims=True))


def _largest(z):
    """A mask of the largest entry of the last axis, the first of them where several tie."""
    mask = z == z.max(-1, keepdims=True)  # in memory as z is, so that what follows need not skip about: thrice as fast
    if z.shape[-1] * np.count_nonzero(mask) == z.size:
        return mask
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


def polar(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Euclidean length of the last axis, and its direction: a unit vector, or zeros where the length is 0."""
    scaled, exponent = _near_one(x)
    size = np.sqrt((scaled**2).sum(-1))
    return np.ldexp(size, exponent), scaled / np.where(size > 0, size, 1.0)[..., None]


def _near_one(x):
    """The last axis with its largest component brought to between 1/2 and 1, and the power of 2 that was taken out.

    The square of 1e-200 is 0 and that of 1e200 infinite. A power of 2 costs no digit.
    """
    exponent = np.frexp(np.abs(x).max(-1))[1]
    return np.ldexp(x, -exponent[..., None]), exponent


# Added in quadrature to each length before a cosine divides by it: 1e-12 on the square, as in PyTorch's
# CosineEmbeddingLoss. With it the cosine of a vector of length 0 is 0, and smooth there.
LENGTH_FLOOR = 1e-6


def cosine(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The cosine c of the angle between the last axes, and 1 - c with its digits even where c is nearly 1."""
    (u, size_u, _, added_u), (v, size_v, _, added_v) = _softened(x), _softened(y)
    c = (u * v).sum(-1) / size_u / size_v
    across, _ = _parted(v, u)
    sine = polar(across)[0] / size_v
    # 1 - c^2 as a sum of what is not negative, so that nothing cancels
    lack = (1.0 - added_u) * (sine**2 + added_v) + added_u
    return c, np.where(c > 0, lack / (1.0 + np.abs(c)), 1.0 - c)


def cosine_slopes(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The gradients of the cosine with respect to x and to y."""
    x, y = _softened(x), _softened(y)
    return _cosine_slope(x, y), _cosine_slope(y, x)


def _cosine_slope(x, y):
    """With respect to x: what of y lies across x turns it; what lies along x counts as far as lengths are softened."""
    (u, _, length, added), (v, size_v, _, _) = x, y
    across, share = _parted(v, u)
    return (across + share * added[..., None] * u) / size_v[..., None] / length[..., None]


def _softened(x):
    """A vector brought near 1, its softened length, the one before it was brought there, and the share of softening.

    The share is that of what was added in the square of the length.
    """
    u, exponent = _near_one(x)
    own = polar(u)[0]
    floor = np.ldexp(LENGTH_FLOOR, np.minimum(-exponent, 1000))  # a vector below 1e-301 is as good as one of 1e-301
    size = np.hypot(own, floor)
    return u, size, np.hypot(np.ldexp(own, exponent), LENGTH_FLOOR), (floor / size) ** 2


def _parted(v, u):
    """The part of v across u, with all its digits even where v is nearly along u, and how many u lie along it."""
    square = (u**2).sum(-1, keepdims=True)
    square = np.where(square > 0, square, 1.0)
    share = (v * u).sum(-1, keepdims=True) / square
    along, lost = _product(share, u)
    across = (v - along) - lost
    # The share is rounded, so that some of v along u is left: little enough to be taken away as it is.
    return across - (across * u).sum(-1, keepdims=True) / square * u, share


def _product(x, y):
    """The product as floats have it, and what its rounding lost, exactly (Dekker, 1971)."""
    product = x * y
    (x, x_low), (y, y_low) = _halved(x), _halved(y)
    return product, x_low * y_low - (((product - x * y) - x_low * y) - x * y_low)


def _halved(x):
    """The upper and the lower half of the digits."""
    high = x * 134217729.0  # 2^27 + 1
    high = high - (high - x)
    return high, x - high


def rivals(z: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The largest entry of the last axis against all others.

    Returns
    -------
    tuple of ndarray
        The mask of the largest, the first of several that tie; the softmax of the others alone, 0 at the largest;
        and the logarithm of 1 - p with p the softmax of each entry, finite where 1 - p itself underflows to 0.
    """
    largest = _largest(z)
    others = np.where(largest, -np.inf, z)
    top = others.max(-1, keepdims=True)
    powers = np.exp(others - top)
    total = powers.sum(-1, keepdims=True)
    lead = top - z.max(-1, keepdims=True) + np.log(total)  # of all others together, not above log of their number
    p, _ = softmax(z)
    # Only the largest p can be above 1/2; below, log1p has the digits of a p that is nearly 0.
    near = np.log1p(-np.minimum(p, 0.5))
    return largest, powers / total, np.where(largest & (p > 0.5), lead - softplus(lead), near)


def log1p_difference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """``log1p(x) - log1p(y)`` with all its digits even where x is nearly y.

    There it is the log1p of a small quotient. Farther out, where the quotient may be nearly -1 or overflow, the
    difference is 0.4 at least and costs no digit that matters.
    """
    near = np.abs(x - y) < 0.5 * (1.0 + y)
    return np.where(near, np.log1p(np.where(near, x - y, 0.0) / (1.0 + y)), np.log1p(x) - np.log1p(y))


def log1p_square(x: np.ndarray) -> np.ndarray:
    """``log(1 + x**2)``, of any x: far out, where the square would overflow, by the logarithm of x itself."""
    size = np.abs(x)
    near, far = np.minimum(size, 1.0), np.maximum(size, 1.0)
    return np.where(size < 1.0, np.log1p(near**2), 2.0 * np.log(far) + np.log1p(far**-2.0))


def half_square(x: np.ndarray) -> np.ndarray:
    """``x**2 / 2``, held at 5e307 for larger x instead of overflowing; for exponents, which that leaves at 0."""
    return 0.5 * np.minimum(np.abs(x), 1e154) ** 2


def held_product(factor: float | np.ndarray, x: np.ndarray) -> np.ndarray:
    """``factor * e**x``, held where it would overflow."""
    size = np.maximum(np.abs(factor), np.finfo(float).tiny)
    return factor * np.exp(np.minimum(x, np.minimum(LARGEST_EXPONENT - np.log(size), LARGEST_EXPONENT)))


def exp_minus(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """``e**x - y``, held like `exp`; with all its digits where x is nearly 0 and y nearly 1, too."""
    near = np.clip(x, -0.5, 0.5)
    return np.where(x == near, np.expm1(near) - (y - 1.0), exp(x) - y)
