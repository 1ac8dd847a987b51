"""Predictions and targets that are compared by their ratio: on a scale of logarithms, and in per cent."""

import numpy as np

from lossviz.spaces.residual import OF_EITHER_SIGN, prediction_by_target, residual_line
from lossviz.spaces.samplers import astray, exact
from lossviz.vocabulary import InvalidInput, Label, Samples, Space, Symmetry


def _check_log_scale(prediction, target):
    for name, values in (("prediction", prediction), ("target", target)):
        if (values <= -1).any():
            raise InvalidInput(
                f"{name} must be greater than -1, for log(1 + {name}) is taken; got {values.min():g}. "
                "Counts and amounts start at 0; a model of their logarithms is exponentiated first."
            )


def _check_nonzero(prediction, target):
    if (target == 0).any():
        raise InvalidInput(
            "target must not be 0, for the error is divided by it; got 0. "
            "Leave such events out, or count errors in units of y with the absolute error."
        )


def _draw_log_scale(rng, size):
    # from 0 up, as counts and amounts are: what lies between -1 and 0 is among the edges
    return rng.lognormal(mean=1.0, size=size), rng.lognormal(mean=1.0, size=size)


def _too_high_for_too_low_by_a_factor(prediction, target):
    # as much above as it was below, by the factor from 1 + target to 1 + prediction
    return [(target - (1.0 + target) * ((prediction - target) / (1.0 + prediction)), target)]


def _log_scale_edges():
    prediction = np.array([0.0, 1e-9, -0.5, -0.9, 1e-9, 50.0, 3.0 + 1e-9, 100.0])
    return prediction, np.array([0.0, 0.0, 0.5, 0.0, -0.9, 1e-3, 3.0, -0.99])


LOG_SCALE = Space(
    key="log_scale",
    prediction="a real number above -1",
    target="a real number above -1",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_log_scale,
    symmetry=Symmetry(
        label="symmetric by factor",
        claim="Too high by a factor costs what too low by the same factor does, a constant of 1 being added to both "
        "numbers first.",
        of=_too_high_for_too_low_by_a_factor,
    ),
    samples=Samples(
        draw=_draw_log_scale,
        perfect=exact(lambda rng, size: rng.lognormal(mean=1.0, size=size)),
        edges=_log_scale_edges,
        refused=(
            (-1.0, 0.5, "prediction .*greater than -1, .*; got -1"),
            (0.5, -1.5, "target .*greater than -1, .*; got -1.5"),
        ),
    ),
    label_name="True value",
    labels=(Label("4", "target 4", 4.0), Label("9", "target 9", 9.0)),
    lines=(residual_line(probe=(2.0, 0.1), values=(-0.15, 3.0), slopes=(-3.5, 1.0)),),
    plane=prediction_by_target(low=0.0, high=8.0, start=(6.0, 3.0)),
    free=False,
)


def _some_sign(rng, size):
    return rng.choice([-1.0, 1.0], size=size) * rng.lognormal(sigma=0.7, size=size)


def _draw_nonzero(rng, size):
    target = _some_sign(rng, size)
    return target + rng.normal(scale=2.0, size=size), target


NONZERO = Space(
    key="nonzero",
    prediction="a real number",
    target="a real number other than 0",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_nonzero,
    symmetry=OF_EITHER_SIGN,
    samples=Samples(
        draw=_draw_nonzero,
        perfect=exact(_some_sign),
        hopeless=lambda rng, size: (astray(rng, size), np.ones(size)),
        edges=lambda: (np.array([0.0, 1e-9, 5.0, -3.0, 40.0]), np.array([1.0, 1e-3, 5.0, 3.0, -1e6])),
        refused=((1.0, 0.0, "target must not be 0, .*; got 0"),),
    ),
    label_name="True value",
    labels=(Label("100", "target 100", 100.0), Label("50", "target 50", 50.0), Label("20", "target 20", 20.0)),
    lines=(residual_line(probe=(2.0, 0.1), values=(-0.5, 12.0), slopes=(-6.0, 6.0)),),
    plane=prediction_by_target(low=1.0, high=9.0, start=(6.0, 3.0)),
)
