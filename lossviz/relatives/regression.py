"""Relatives among regression losses."""

import math

from lossviz.relatives.statement import Relative, Setting


def _swapped(prediction, target):
    return target, prediction


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
)
