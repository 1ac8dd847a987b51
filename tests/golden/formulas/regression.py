"""Formulas of regression losses."""

import numpy as np
from mpmath import mp, mpf


def squared(p, t):
    return (p - t) ** 2


def absolute(p, t):
    return abs(p - t)


def huber(p, t, delta=1):
    r = abs(p - t)
    return r**2 / 2 if r <= delta else delta * (r - delta / 2)


def smooth_l1(p, t, beta=1):
    r = abs(p - t)
    return r**2 / (2 * beta) if r < beta else r - beta / 2


def log_cosh(p, t):
    return mp.log(mp.cosh(p - t))


def quantile(p, t, tau=0.5):
    u = t - p
    return u * (tau - (1 if u < 0 else 0))


def pseudo_huber(p, t, delta=1):
    return delta**2 * (mp.sqrt(1 + ((p - t) / delta) ** 2) - 1)


def cauchy(p, t, c=1):
    return mpf(c) ** 2 / 2 * mp.log(1 + ((p - t) / c) ** 2)


def barron(p, t, alpha=1, c=1):
    alpha = mpf(alpha)
    square = ((p - t) / c) ** 2
    if alpha == 2:
        return square / 2
    if alpha == 0:
        return mp.log(square / 2 + 1)
    if alpha == -mp.inf:
        return 1 - mp.exp(-square / 2)
    return abs(alpha - 2) / alpha * ((square / abs(alpha - 2) + 1) ** (alpha / 2) - 1)


FORMULAS = {
    "squared": (squared,),
    "absolute": (absolute,),
    "huber": (huber,),
    "smooth_l1": (smooth_l1,),
    "log_cosh": (log_cosh,),
    "quantile": (quantile,),
    "pseudo_huber": (pseudo_huber,),
    "cauchy": (cauchy,),
    "barron": (
        barron,
        *({"alpha": alpha} for alpha in (-np.inf, -1e6, -1e-3, -1e-7, 0.0, 1e-12, 1e-7, 2 - 1e-7, 2.0, 2 + 1e-7, 3.0)),
    ),
}
