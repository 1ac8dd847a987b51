"""Real numbers, predicted and true: the space of residuals."""

import numpy as np

from lossviz.spec import Label, Line, Plane, Space


def anything(prediction, target):
    """Whatever is finite and of the right shape is legal."""


def _sample_real(rng, size):
    return rng.normal(scale=2.0, size=size), rng.normal(scale=2.0, size=size)


def _perfect(rng, size):
    target = rng.normal(scale=2.0, size=size)
    return target, target


def _too_high_for_too_low(prediction, target):
    return [(2 * target - prediction, target)]


def _hopeless(rng, size):
    return np.copysign(1e80, rng.normal(size=size)), np.zeros(size)


REAL = Space(
    key="real",
    prediction="a real number",
    target="a real number",
    prediction_axes=0,
    target_axes=0,
    check_event=anything,
    sample=_sample_real,
    labels=(Label("0", "target 0", 0.0),),
    lines=(
        Line(
            key="residual",
            name="residual r = prediction − target",
            symbol="r",
            low=-4.0,
            high=4.0,
            probe=(2.0, 0.1),
            values=(-0.25, 6.0),
            slopes=(-4.2, 4.2),
            place=lambda t, label: (t + label.target, np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
            reference=lambda t, label: t,
            plain=lambda t, label: t**2 / 2,
        ),
    ),
    plane=Plane(
        axes=(("prediction", "prediction", "ŷ"), ("target", "target", "y")),
        low=-3.0,
        high=3.0,
        start=(2.0, -0.5),
        place=lambda x, y, label: (x[..., None], y[..., None]),
        along=lambda gradient: (gradient[..., 0], np.zeros(gradient.shape[:-1])),
        by_label=False,
    ),
    perfect=_perfect,
    swaps=_too_high_for_too_low,
    hopeless=_hopeless,
)
