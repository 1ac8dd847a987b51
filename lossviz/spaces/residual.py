"""Real numbers, predicted and true: the space of residuals."""

from typing import Any

import numpy as np

from lossviz.spaces.samplers import astray, exact
from lossviz.vocabulary import Label, Line, Plane, Samples, Space, Symmetry


def anything(prediction: np.ndarray, target: np.ndarray) -> None:
    """Whatever is finite and of the right shape is legal."""


def too_high_for_too_low(prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same events with errors of the other sign."""
    return [(2 * target - prediction, target)]


OF_EITHER_SIGN = Symmetry(
    label="symmetric",
    claim="Too high costs what as much too low does: a residual of the other sign leaves the loss as it was.",
    of=too_high_for_too_low,
)


def residual_line(**ranges: Any) -> Line:
    """The line over the residual; ``ranges`` are its ``probe``, ``values`` and ``slopes``."""
    return Line(
        key="residual",
        name="residual r = prediction − target",
        symbol="r",
        low=-4.0,
        high=4.0,
        place=lambda t, label: (t + label.target, np.full_like(t, label.target)),
        direction=lambda t, label: np.ones_like(t),
        reference=lambda t, label: t,
        plain=lambda t, label: t**2 / 2,
        **ranges,
    )


def prediction_by_target(**ranges: Any) -> Plane:
    """The plane over prediction and target; ``ranges`` are its ``low``, ``high`` and ``start``."""
    return Plane(
        axes=(("prediction", "prediction", "ŷ"), ("target", "target", "y")),
        place=lambda x, y, label: (x[..., None], y[..., None]),
        along=lambda gradient: (gradient[..., 0], np.zeros(gradient.shape[:-1])),
        by_label=False,
        **ranges,
    )


REAL = Space(
    key="real",
    prediction="a real number",
    target="a real number",
    prediction_axes=0,
    target_axes=0,
    check_event=anything,
    symmetry=OF_EITHER_SIGN,
    samples=Samples(
        draw=lambda rng, size: (rng.normal(scale=2.0, size=size), rng.normal(scale=2.0, size=size)),
        perfect=exact(lambda rng, size: rng.normal(scale=2.0, size=size)),
        hopeless=lambda rng, size: (astray(rng, size), np.zeros(size)),
    ),
    labels=(Label("0", "target 0", 0.0),),
    lines=(residual_line(probe=(2.0, 0.1), values=(-0.25, 6.0), slopes=(-4.2, 4.2)),),
    plane=prediction_by_target(low=-3.0, high=3.0, start=(2.0, -0.5)),
)
