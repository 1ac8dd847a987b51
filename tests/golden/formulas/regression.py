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


def expectile(p, t, tau=0.5):
    u = t - p
    return abs(tau - (1 if u < 0 else 0)) * u**2


def epsilon_insensitive(p, t, epsilon=0.5):
    return max(mpf(0), abs(p - t) - epsilon)


def geman_mcclure(p, t, c=1):
    square = ((p - t) / c) ** 2
    return 2 * square / (square + 4)


def welsch(p, t, c=1):
    return 1 - mp.exp(-(((p - t) / c) ** 2) / 2)


def tukey_biweight(p, t, c=4.685):
    r, limit = p - t, mpf(c)
    return limit**2 / 6 * (1 - (1 - (r / limit) ** 2) ** 3) if abs(r) <= limit else limit**2 / 6


def linex(p, t, a=1):
    return mp.exp(a * (p - t)) - a * (p - t) - 1


def asymmetric_peak(p, t, threshold=1, under=4, over=1):
    if abs(p - t) <= threshold:
        return (p - t) ** 2
    return threshold**2 + (1 + (under if p < t else over)) * ((p - t) ** 2 - threshold**2)


def squared_log(p, t):
    return (mp.log(1 + p) - mp.log(1 + t)) ** 2


def percentage(p, t):
    return 100 * abs(p - t) / abs(t)


def poisson_nll(eta, y):
    return mp.exp(eta) - y * eta


def tweedie(eta, y, power=1.5):
    power = mpf(power)
    return mp.exp(eta * (2 - power)) / (2 - power) - y * mp.exp(eta * (1 - power)) / (1 - power)


def gaussian_nll(x, t):
    mean, s = x
    return (s + (mean - t) ** 2 * mp.exp(-s)) / 2


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
    "expectile": (expectile,),
    "epsilon_insensitive": (epsilon_insensitive,),
    "geman_mcclure": (geman_mcclure,),
    "welsch": (welsch,),
    "tukey_biweight": (tukey_biweight,),
    "linex": (linex, {"a": 1e-6}, {"a": -5.0}),
    "asymmetric_peak": (asymmetric_peak,),
    "squared_log": (squared_log,),
    "percentage": (percentage,),
    "poisson_nll": (poisson_nll,),
    "tweedie": (tweedie, {"power": 1.001}, {"power": 1.999}),
    "gaussian_nll": (gaussian_nll,),
}
