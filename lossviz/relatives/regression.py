"""Relatives among regression losses."""

import math

import numpy as np

from lossviz.relatives.statement import Relative, Setting


def _swapped(prediction, target):
    return target, prediction


def _around_a_hundred(prediction, target):
    return prediction - target + 100.0, np.full_like(target, 100.0)


def _logarithms(prediction, target):
    return np.log1p(prediction), np.log1p(target)


def _left_out(power):
    """What the two terms of the Tweedie loss add up to besides the Poisson loss, as the power goes to 1."""
    return lambda prediction, target: -target / (power - 1)


def _with_unit_variance(prediction, target):
    return prediction * [1.0, 0.0], target


def _mean_alone(prediction, target):
    return prediction[..., 0], target


RELATIVES = (
    Relative(
        key="smooth_l1_huber",
        statement="Smooth L1 is Huber's loss divided by β, with δ = β.",
        pairs=tuple(
            (Setting("smooth_l1", {"beta": beta}), Setting("huber", {"delta": beta}, 1 / beta))
            for beta in (2.0, 1.0, 0.1, 4.0)
        ),
    ),
    Relative(
        key="huber_squared",
        statement="As δ grows, Huber's loss becomes half the squared error.",
        pairs=tuple(
            (Setting("huber", {"delta": delta}), Setting("squared", scale=0.5)) for delta in (1.0, 2.0, 4.0, 1e6)
        ),
        shown=2,
        limit=True,
    ),
    Relative(
        key="huber_absolute",
        statement="As δ shrinks, Huber's loss divided by δ becomes the absolute error.",
        pairs=tuple(
            (Setting("huber", {"delta": delta}, 1 / delta), Setting("absolute")) for delta in (1.0, 0.1, 1e-3, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="smooth_l1_absolute",
        statement="As β shrinks, smooth L1 becomes the absolute error.",
        pairs=tuple((Setting("smooth_l1", {"beta": beta}), Setting("absolute")) for beta in (1.0, 0.1, 1e-3, 1e-9)),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="quantile_absolute",
        statement="At τ = 1/2 the quantile loss is half the absolute error.",
        pairs=((Setting("quantile", {"tau": 0.5}), Setting("absolute", scale=0.5)),),
    ),
    Relative(
        key="quantile_quantile",
        statement="Swapping prediction and target turns τ into 1 − τ.",
        pairs=tuple(
            (Setting("quantile", {"tau": tau}), Setting("quantile", {"tau": 1 - tau})) for tau in (0.9, 0.25, 0.5)
        ),
        bridge=_swapped,
    ),
    Relative(
        key="pseudo_huber_squared",
        statement="As δ grows, the pseudo-Huber loss becomes half the squared error.",
        pairs=tuple(
            (Setting("pseudo_huber", {"delta": delta}), Setting("squared", scale=0.5))
            for delta in (1.0, 4.0, 100.0, 1e7)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="pseudo_huber_absolute",
        statement="As δ shrinks, the pseudo-Huber loss divided by δ becomes the absolute error.",
        pairs=tuple(
            (Setting("pseudo_huber", {"delta": delta}, 1 / delta), Setting("absolute"))
            for delta in (1.0, 0.1, 1e-3, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="cauchy_squared",
        statement="As c grows, the Cauchy loss becomes half the squared error.",
        pairs=tuple((Setting("cauchy", {"c": c}), Setting("squared", scale=0.5)) for c in (1.0, 4.0, 100.0, 1e7)),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="barron_squared",
        statement="Barron's loss at α = 2 is the squared error divided by 2c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 2.0, "c": c}), Setting("squared", scale=0.5 / c**2)) for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        key="barron_squared_2",
        statement="Barron's loss approaches half the squared error as α approaches 2.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("squared", scale=0.5))
            for alpha in (1.0, 1.75, 1.99, 2 - 1e-6, 2 - 1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-9,
    ),
    Relative(
        key="barron_pseudo_huber",
        statement="Barron's loss at α = 1 is the pseudo-Huber loss with δ = c, divided by c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 1.0, "c": c}), Setting("pseudo_huber", {"delta": c}, c**-2))
            for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        key="barron_cauchy",
        statement="Barron's loss at α = 0 is the Cauchy loss with its own c times √2, divided by Barron's c².",
        pairs=tuple(
            (Setting("barron", {"alpha": 0.0, "c": c}), Setting("cauchy", {"c": math.sqrt(2) * c}, c**-2))
            for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        key="barron_cauchy_2",
        statement="Barron's loss approaches the Cauchy loss with c = √2 as α approaches 0.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("cauchy", {"c": math.sqrt(2)}))
            for alpha in (1.0, 0.25, -0.01, 1e-6, -1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="barron_barron",
        statement="As α falls without end, Barron's loss settles at its last member, the Welsch loss at α = −∞.",
        pairs=tuple(
            (Setting("barron", {"alpha": alpha}), Setting("barron", {"alpha": -math.inf}))
            for alpha in (-2.0, -8.0, -100.0, -1e8, -1e14)
        ),
        shown=1,
        limit=True,
    ),
    Relative(
        key="barron_geman_mcclure",
        statement="Barron's loss at α = −2 is the Geman–McClure loss.",
        pairs=tuple(
            (Setting("barron", {"alpha": -2.0, "c": c}), Setting("geman_mcclure", {"c": c})) for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        key="barron_welsch",
        statement="Barron's loss at α = −∞ is the Welsch loss.",
        pairs=tuple(
            (Setting("barron", {"alpha": -math.inf, "c": c}), Setting("welsch", {"c": c})) for c in (1.0, 0.5, 3.0)
        ),
    ),
    Relative(
        key="geman_mcclure_squared",
        statement="As c grows, the Geman–McClure loss times c² becomes half the squared error.",
        pairs=tuple(
            (Setting("geman_mcclure", {"c": c}, c**2), Setting("squared", scale=0.5)) for c in (1.0, 3.0, 100.0, 1e7)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="welsch_squared",
        statement="As c grows, the Welsch loss times c² becomes half the squared error.",
        pairs=tuple((Setting("welsch", {"c": c}, c**2), Setting("squared", scale=0.5)) for c in (1.0, 3.0, 100.0, 1e7)),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="tukey_biweight_squared",
        statement="As c grows, Tukey's biweight becomes half the squared error.",
        pairs=tuple(
            (Setting("tukey_biweight", {"c": c}), Setting("squared", scale=0.5)) for c in (1.548, 4.685, 100.0, 1e7)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="expectile_squared",
        statement="At τ = 1/2 the expectile loss is half the squared error.",
        pairs=((Setting("expectile", {"tau": 0.5}), Setting("squared", scale=0.5)),),
    ),
    Relative(
        key="expectile_expectile",
        statement="Swapping prediction and target turns the τ of an expectile into 1 − τ.",
        pairs=tuple(
            (Setting("expectile", {"tau": tau}), Setting("expectile", {"tau": 1 - tau})) for tau in (0.9, 0.25, 0.5)
        ),
        bridge=_swapped,
    ),
    Relative(
        key="epsilon_insensitive_absolute",
        statement="At ε = 0 the ε-insensitive loss is the absolute error.",
        pairs=((Setting("epsilon_insensitive", {"epsilon": 0.0}), Setting("absolute")),),
    ),
    Relative(
        key="linex_squared",
        statement="As a goes to 0, the linex loss divided by a² becomes half the squared error.",
        pairs=tuple(
            (Setting("linex", {"a": a}, a**-2), Setting("squared", scale=0.5)) for a in (1.0, 0.2, 1e-2, 1e-6, 1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-10,
    ),
    Relative(
        key="linex_linex",
        statement="Swapping prediction and target turns the sign of a.",
        pairs=tuple((Setting("linex", {"a": a}), Setting("linex", {"a": -a})) for a in (1.0, 0.2, -2.0)),
        bridge=_swapped,
    ),
    Relative(
        key="asymmetric_peak_squared",
        statement="With both weights 0 the asymmetric peak loss is the squared error, whatever its threshold.",
        pairs=tuple(
            (Setting("asymmetric_peak", {"threshold": threshold, "under": 0.0, "over": 0.0}), Setting("squared"))
            for threshold in (1.0, 0.1, 3.0)
        ),
    ),
    Relative(
        key="percentage_absolute",
        statement="For a target of 100 the absolute percentage error is the absolute error.",
        pairs=((Setting("percentage", of=_around_a_hundred), Setting("absolute")),),
    ),
    Relative(
        key="squared_log_squared",
        statement="The squared log error is the squared error of log(1 + y).",
        pairs=((Setting("squared_log"), Setting("squared")),),
        bridge=_logarithms,
    ),
    Relative(
        key="tweedie_poisson_nll",
        statement="As p goes to 1, the Tweedie loss becomes the Poisson loss, but for a term that no prediction "
        "changes.",
        pairs=tuple(
            (Setting("tweedie", {"power": power}, plus=_left_out(power)), Setting("poisson_nll"))
            for power in (1.5, 1.1, 1.01, 1.0001, 1 + 1e-7)
        ),
        shown=1,
        limit=True,
        tolerance=1e-5,
    ),
    Relative(
        key="gaussian_nll_squared",
        statement="At a variance of 1 the Gaussian likelihood's loss is half the squared error of the mean.",
        pairs=((Setting("gaussian_nll", of=_with_unit_variance), Setting("squared", scale=0.5)),),
        bridge=_mean_alone,
    ),
)
