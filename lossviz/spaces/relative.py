"""Predictions and targets that are compared by their ratio: on a scale of logarithms, and in per cent."""

import numpy as np

from lossviz.spec import InvalidInput, Label, Line, Plane, Space


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


def _sample_log_scale(rng, size):
    # from 0 up, as counts and amounts are: what lies between -1 and 0 is among the edges
    return rng.lognormal(mean=1.0, size=size), rng.lognormal(mean=1.0, size=size)


def _exact_on_log_scale(rng, size):
    target = rng.lognormal(mean=1.0, size=size)
    return target.copy(), target


def _too_high_for_too_low_by_a_factor(prediction, target):
    # as much above as it was below, by the factor from 1 + target to 1 + prediction
    return [(target - (1.0 + target) * ((prediction - target) / (1.0 + prediction)), target)]


def _log_scale_edges():
    prediction = np.array([0.0, 1e-9, -0.5, -0.9, 1e-9, 50.0, 3.0 + 1e-9, 100.0])
    return prediction, np.array([0.0, 0.0, 0.5, 0.0, -0.9, 1e-3, 3.0, -0.99])


def _at_residual(t, label):
    return t + label.target, np.full_like(t, label.target)


def _residual_line(probe, values, slopes):
    return Line(
        key="residual",
        name="residual r = prediction − target",
        symbol="r",
        low=-4.0,
        high=4.0,
        probe=probe,
        values=values,
        slopes=slopes,
        place=_at_residual,
        direction=lambda t, label: np.ones_like(t),
        reference=lambda t, label: t,
        plain=lambda t, label: t**2 / 2,
    )


def _plane(low, high):
    return Plane(
        axes=(("prediction", "prediction", "ŷ"), ("target", "target", "y")),
        low=low,
        high=high,
        start=(6.0, 3.0),
        place=lambda x, y, label: (x[..., None], y[..., None]),
        along=lambda gradient: (gradient[..., 0], np.zeros(gradient.shape[:-1])),
        by_label=False,
    )


LOG_SCALE = Space(
    key="log_scale",
    prediction="a real number above -1",
    target="a real number above -1",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_log_scale,
    sample=_sample_log_scale,
    labels=(Label("4", "target 4", 4.0), Label("9", "target 9", 9.0)),
    lines=(_residual_line((2.0, 0.1), (-0.15, 3.0), (-3.5, 1.0)),),
    plane=_plane(0.0, 8.0),
    free=False,
    perfect=_exact_on_log_scale,
    swaps=_too_high_for_too_low_by_a_factor,
    edges=_log_scale_edges,
)


def _some_sign(rng, size):
    return rng.choice([-1.0, 1.0], size=size) * rng.lognormal(sigma=0.7, size=size)


def _sample_nonzero(rng, size):
    target = _some_sign(rng, size)
    return target + rng.normal(scale=2.0, size=size), target


def _exact_and_nonzero(rng, size):
    target = _some_sign(rng, size)
    return target.copy(), target


def _hopeless_and_nonzero(rng, size):
    return np.copysign(1e80, rng.normal(size=size)), np.ones(size)


NONZERO = Space(
    key="nonzero",
    prediction="a real number",
    target="a real number other than 0",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_nonzero,
    sample=_sample_nonzero,
    labels=(Label("100", "target 100", 100.0), Label("50", "target 50", 50.0), Label("20", "target 20", 20.0)),
    lines=(_residual_line((2.0, 0.1), (-0.5, 12.0), (-6.0, 6.0)),),
    plane=_plane(1.0, 9.0),
    perfect=_exact_and_nonzero,
    swaps=lambda prediction, target: [(2 * target - prediction, target)],
    hopeless=_hopeless_and_nonzero,
    edges=lambda: (np.array([0.0, 1e-9, 5.0, -3.0, 40.0]), np.array([1.0, 1e-3, 5.0, 3.0, -1e6])),
)
