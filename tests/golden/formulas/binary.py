"""Formulas of binary losses."""

from mpmath import mp, mpf


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def binary_cross_entropy(z, y, pos_weight=1, smoothing=0):
    y = y * (1 - smoothing) + mpf(smoothing) / 2
    return -(pos_weight * y * mp.log(sigma(z)) + (1 - y) * mp.log(1 - sigma(z)))


def focal(z, y, alpha=0.25, gamma=2):
    p_t = sigma(z) * y + (1 - sigma(z)) * (1 - y)
    alpha_t = alpha * y + (1 - alpha) * (1 - y)
    return alpha_t * (1 - p_t) ** gamma * -(y * mp.log(sigma(z)) + (1 - y) * mp.log(1 - sigma(z)))


def margin_of(z, y):
    return (2 * y - 1) * z


def hinge(z, y, margin=1):
    return max(mpf(0), margin - margin_of(z, y))


def squared_hinge(z, y, margin=1):
    return max(mpf(0), margin - margin_of(z, y)) ** 2


def exponential(z, y):
    return mp.exp(-margin_of(z, y))


def brier(z, y):
    return (sigma(z) - y) ** 2


def zero_one(z, y):
    m = margin_of(z, y)
    return mpf(1) if m < 0 else mpf(1) / 2 if m == 0 else mpf(0)


def modified_huber(z, y):
    m = margin_of(z, y)
    return max(mpf(0), 1 - m) ** 2 if m >= -1 else -4 * m


def perceptron(z, y):
    return max(mpf(0), -margin_of(z, y))


def ramp(z, y):
    return min(mpf(1), max(mpf(0), (1 - margin_of(z, y)) / 2))


def generalized_cross_entropy(z, y, q=0.7):
    p_t = sigma(z) * y + (1 - sigma(z)) * (1 - y)
    return (1 - p_t**q) / q


def asymmetric_focal(z, y, gamma_pos=0, gamma_neg=4, clip=0.05):
    p = sigma(z)
    p_m = max(p - clip, mpf(0))
    return y * (1 - p) ** gamma_pos * -mp.log(p) + (1 - y) * p_m**gamma_neg * -mp.log(1 - p_m)


FORMULAS = {
    "binary_cross_entropy": (binary_cross_entropy,),
    "focal": (focal,),
    "hinge": (hinge,),
    "squared_hinge": (squared_hinge,),
    "exponential": (exponential,),
    "brier": (brier,),
    "zero_one": (zero_one,),
    "modified_huber": (modified_huber,),
    "perceptron": (perceptron,),
    "ramp": (ramp,),
    "generalized_cross_entropy": (generalized_cross_entropy,),
    "asymmetric_focal": (asymmetric_focal,),
}
