"""Relatives among regression losses."""

import math

import numpy as np

from lossviz.relatives.distributions import with_unit_variance
from lossviz.relatives.statement import equal, limit, side


def _swapped(prediction, target):
    return target, prediction


def _around_a_hundred(prediction, target):
    return prediction - target + 100.0, np.full_like(target, 100.0)


def _logarithms(prediction, target):
    return np.log1p(prediction), np.log1p(target)


def _left_out(power):
    """What the two terms of the Tweedie loss add up to besides the Poisson loss, as the power goes to 1."""
    return lambda prediction, target: -target / (power - 1)


def _mean_alone(prediction, target):
    return prediction[..., 0], target


RELATIVES = (
    equal(
        "Smooth L1 is Huber's loss divided by β, with δ = β.",
        ((side("smooth_l1", beta=beta), 1 / beta * side("huber", delta=beta)) for beta in (2.0, 1.0, 0.1, 4.0)),
    ),
    limit(
        "As δ grows, Huber's loss becomes half the squared error.",
        ((side("huber", delta=delta), 0.5 * side("squared")) for delta in (1.0, 2.0, 4.0, 1e6)),
        shown=2,
        tolerance=1e-12,
    ),
    limit(
        "As δ shrinks, Huber's loss divided by δ becomes the absolute error.",
        ((1 / delta * side("huber", delta=delta), side("absolute")) for delta in (1.0, 0.1, 1e-3, 1e-9)),
    ),
    limit(
        "As β shrinks, smooth L1 becomes the absolute error.",
        ((side("smooth_l1", beta=beta), side("absolute")) for beta in (1.0, 0.1, 1e-3, 1e-9)),
    ),
    equal(
        "At τ = 1/2 the quantile loss is half the absolute error.",
        [(side("quantile", tau=0.5), 0.5 * side("absolute"))],
    ),
    equal(
        "Swapping prediction and target turns τ into 1 − τ.",
        ((side("quantile", tau=tau), side("quantile", tau=1 - tau)) for tau in (0.9, 0.25, 0.5)),
        bridge=_swapped,
    ),
    limit(
        "As δ grows, the pseudo-Huber loss becomes half the squared error.",
        ((side("pseudo_huber", delta=delta), 0.5 * side("squared")) for delta in (1.0, 4.0, 100.0, 1e7)),
        tolerance=1e-10,
    ),
    limit(
        "As δ shrinks, the pseudo-Huber loss divided by δ becomes the absolute error.",
        ((1 / delta * side("pseudo_huber", delta=delta), side("absolute")) for delta in (1.0, 0.1, 1e-3, 1e-9)),
    ),
    limit(
        "As c grows, the Cauchy loss becomes half the squared error.",
        ((side("cauchy", c=c), 0.5 * side("squared")) for c in (1.0, 4.0, 100.0, 1e7)),
        tolerance=1e-10,
    ),
    equal(
        "Barron's loss at α = 2 is the squared error divided by 2c².",
        ((side("barron", alpha=2.0, c=c), 0.5 / c**2 * side("squared")) for c in (1.0, 0.5, 3.0)),
    ),
    limit(
        "Barron's loss approaches half the squared error as α approaches 2.",
        ((side("barron", alpha=alpha), 0.5 * side("squared")) for alpha in (1.0, 1.75, 1.99, 2 - 1e-6, 2 - 1e-12)),
        key="barron_squared_2",
        tolerance=1e-9,
    ),
    equal(
        "Barron's loss at α = 1 is the pseudo-Huber loss with δ = c, divided by c².",
        ((side("barron", alpha=1.0, c=c), c**-2 * side("pseudo_huber", delta=c)) for c in (1.0, 0.5, 3.0)),
    ),
    equal(
        "Barron's loss at α = 0 is the Cauchy loss with its own c times √2, divided by Barron's c².",
        ((side("barron", alpha=0.0, c=c), c**-2 * side("cauchy", c=math.sqrt(2) * c)) for c in (1.0, 0.5, 3.0)),
    ),
    limit(
        "Barron's loss approaches the Cauchy loss with c = √2 as α approaches 0.",
        ((side("barron", alpha=alpha), side("cauchy", c=math.sqrt(2))) for alpha in (1.0, 0.25, -0.01, 1e-6, -1e-12)),
        key="barron_cauchy_2",
        tolerance=1e-10,
    ),
    limit(
        "As α falls without end, Barron's loss settles at its last member, the Welsch loss at α = −∞.",
        ((side("barron", alpha=alpha), side("barron", alpha=-math.inf)) for alpha in (-2.0, -8.0, -100.0, -1e8, -1e14)),
        tolerance=1e-12,
    ),
    equal(
        "Barron's loss at α = −2 is the Geman–McClure loss.",
        ((side("barron", alpha=-2.0, c=c), side("geman_mcclure", c=c)) for c in (1.0, 0.5, 3.0)),
    ),
    equal(
        "Barron's loss at α = −∞ is the Welsch loss.",
        ((side("barron", alpha=-math.inf, c=c), side("welsch", c=c)) for c in (1.0, 0.5, 3.0)),
    ),
    limit(
        "As c grows, the Geman–McClure loss times c² becomes half the squared error.",
        ((c**2 * side("geman_mcclure", c=c), 0.5 * side("squared")) for c in (1.0, 3.0, 100.0, 1e7)),
        tolerance=1e-10,
    ),
    limit(
        "As c grows, the Welsch loss times c² becomes half the squared error.",
        ((c**2 * side("welsch", c=c), 0.5 * side("squared")) for c in (1.0, 3.0, 100.0, 1e7)),
        tolerance=1e-10,
    ),
    limit(
        "As c grows, Tukey's biweight becomes half the squared error.",
        ((side("tukey_biweight", c=c), 0.5 * side("squared")) for c in (1.548, 4.685, 100.0, 1e7)),
        tolerance=1e-10,
    ),
    equal(
        "At τ = 1/2 the expectile loss is half the squared error.",
        [(side("expectile", tau=0.5), 0.5 * side("squared"))],
    ),
    equal(
        "Swapping prediction and target turns the τ of an expectile into 1 − τ.",
        ((side("expectile", tau=tau), side("expectile", tau=1 - tau)) for tau in (0.9, 0.25, 0.5)),
        bridge=_swapped,
    ),
    equal(
        "At ε = 0 the ε-insensitive loss is the absolute error.",
        [(side("epsilon_insensitive", epsilon=0.0), side("absolute"))],
    ),
    limit(
        "As a goes to 0, the linex loss divided by a² becomes half the squared error.",
        ((a**-2 * side("linex", a=a), 0.5 * side("squared")) for a in (1.0, 0.2, 1e-2, 1e-6, 1e-12)),
        tolerance=1e-10,
    ),
    equal(
        "Swapping prediction and target turns the sign of a.",
        ((side("linex", a=a), side("linex", a=-a)) for a in (1.0, 0.2, -2.0)),
        bridge=_swapped,
    ),
    equal(
        "With both weights 0 the asymmetric peak loss is the squared error, whatever its threshold.",
        ((side("asymmetric_peak", threshold=t, under=0.0, over=0.0), side("squared")) for t in (1.0, 0.1, 3.0)),
    ),
    equal(
        "For a target of 100 the absolute percentage error is the absolute error.",
        [(side("percentage", of=_around_a_hundred), side("absolute"))],
    ),
    equal(
        "The squared log error is the squared error of log(1 + y).",
        [(side("squared_log"), side("squared"))],
        bridge=_logarithms,
    ),
    limit(
        "As p goes to 1, the Tweedie loss becomes the Poisson loss, but for a term that no prediction changes.",
        (
            (side("tweedie", power=power) + _left_out(power), side("poisson_nll"))
            for power in (1.5, 1.1, 1.01, 1.0001, 1 + 1e-7)
        ),
        tolerance=1e-5,
    ),
    equal(
        "At a variance of 1 the Gaussian likelihood's loss is half the squared error of the mean.",
        [(side("gaussian_nll", of=with_unit_variance), 0.5 * side("squared"))],
        bridge=_mean_alone,
    ),
)
