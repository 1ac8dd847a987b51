"""A log rate and the count, or amount, that came of it."""

import numpy as np

from lossviz.spaces.lines import drawn, named
from lossviz.spaces.samplers import astray
from lossviz.spaces.targets import over_two_examples
from lossviz.vocabulary import InvalidInput, Label, Line, Samples, Space


def _check(prediction, target):
    if (target < 0).any():
        raise InvalidInput(
            f"target must be a count or an amount, none below 0; got {target.min():g}. "
            "For what may be negative use a loss of residuals."
        )


def _draw(rng, size):
    """Counts, a third of them amounts between counts."""
    target = rng.poisson(2.0, size=size).astype(float)
    amount = rng.random(size) < 1 / 3
    return rng.normal(scale=1.5, size=size), np.where(amount, rng.gamma(2.0, size=size), target)


def _expected(rng, size):
    """One event where one is expected: other targets have no log rate that is exact."""
    return np.zeros(size), np.ones(size)


def _hopeless(rng, size):
    return astray(rng, size), rng.integers(1, 8, size=size).astype(float)


def _edges():
    return (
        np.array([0.0, 0.0, 1e-9, -700.0, -40.0, 40.0, 5.0]),
        np.array([0.0, 1.0, 1.0, 0.0, 3.0, 1e6, 1e-9]),
    )


LOG_RATE = Space(
    key="log_rate",
    prediction="a log rate, any real number",
    target="a count or an amount of at least 0",
    prediction_axes=0,
    target_axes=0,
    check_event=_check,
    samples=Samples(
        draw=_draw,
        perfect=_expected,
        hopeless=_hopeless,
        edges=_edges,
        refused=((0.5, -1.0, "target .*none below 0; got -1"),),
    ),
    label_name="True count",
    labels=(Label("1", "y = 1", 1.0), Label("0", "y = 0", 0.0), Label("5", "y = 5", 5.0)),
    lines=(
        Line(
            **named("log_rate", "log rate η", "η"),
            **drawn(-3.0, 3.0, probe=(-1.0, 0.1), values=(-4.0, 16.0), slopes=(-8.0, 12.0)),
            place=lambda t, label: (t.copy(), np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
        ),
    ),
    # two observations of different size, as they share a model
    plane=over_two_examples(
        ("one", "log rate where y = 1", "η₁"),
        ("five", "log rate where y = 5", "η₅"),
        targets=(1.0, 5.0),
        span=(-2.0, 3.0),
        start=(-1.0, 0.5),
    ),
)
