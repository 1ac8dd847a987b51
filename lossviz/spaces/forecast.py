"""A forecast with its own uncertainty: the mean and the log variance of what is to come."""

import numpy as np

from lossviz.spaces import vectors
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.samplers import astray
from lossviz.vocabulary import Label, Line, Samples, Space, Symmetry


def _forecast(mean, log_variance, target):
    prediction = np.stack(np.broadcast_arrays(mean, log_variance), -1)
    return prediction, np.full(prediction.shape[:-1], target)


def _draw(rng, size):
    return (
        np.stack([rng.normal(scale=2.0, size=size), rng.normal(size=size)], -1),
        rng.normal(scale=2.0, size=size),
    )


def _too_high_for_too_low(prediction, target):
    mean, log_variance = np.moveaxis(prediction, -1, 0)
    return [(np.stack([2 * target - mean, log_variance], -1), target)]


def _hopeless(rng, size):
    return np.stack([astray(rng, size), rng.normal(size=size)], -1), np.zeros(size)


def _edges():
    prediction = np.array([[0.0, 0.0], [1e-9, 0.0], [0.0, -700.0], [1e-6, -30.0], [1.0, 700.0], [40.0, -4.0]])
    return prediction, np.zeros(len(prediction))


MEAN_AND_LOG_VARIANCE = Space(
    key="mean_and_log_variance",
    prediction="a mean and a log variance s on the last axis",
    target="a real number",
    prediction_axes=1,
    target_axes=0,
    check_event=vectors.check_two("a mean and a log variance"),
    symmetry=Symmetry(
        label="symmetric",
        claim="A mean that is too high costs what one as much too low does.",
        of=_too_high_for_too_low,
    ),
    samples=Samples(
        draw=_draw,
        hopeless=_hopeless,
        edges=_edges,
        refused=(([1.0, 2.0, 3.0], 0.0, "prediction .*2 numbers; got 3"),),
    ),
    labels=(Label("0", "target 0", 0.0),),
    lines=(
        Line(
            **named("residual", "residual r = mean − target (the variance at 1)", "r"),
            **drawn(-4.0, 4.0, probe=(2.0, 0.1), values=(-1.5, 8.0), slopes=(-4.2, 4.2)),
            place=lambda t, label: _forecast(t + label.target, 0.0, label.target),
            direction=vectors.steady(1.0, 0.0),
            reference=lambda t, label: t,
            plain=lambda t, label: t**2 / 2,
        ),
        Line(
            **named("log_variance", "log variance s (the residual at 1)", "s"),
            **drawn(-3.0, 4.0, probe=(-1.0, 0.1), values=(-1.5, 8.0), slopes=(-8.0, 2.0)),
            place=lambda t, label: _forecast(label.target + 1.0, t, label.target),
            direction=vectors.steady(0.0, 1.0),
        ),
    ),
    plane=vectors.over_first_two(
        ("mean", "mean (the target is 0)", "μ"),
        ("log_variance", "log variance", "s"),
        span=(-3.0, 3.0),
        start=(2.0, -1.0),
        count=2,
        by_label=False,
    ),
)
