"""A Gaussian code: the mean and the log variance of what stands for an example."""

import numpy as np

from lossviz.spaces import vectors
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.samplers import astray
from lossviz.spaces.targets import NO_LABELS, no_target
from lossviz.vocabulary import Line, Samples, Space, Symmetry


def _code(mean, log_variance):
    return no_target(np.stack(np.broadcast_arrays(mean, log_variance), -1))


GAUSSIAN_CODE = Space(
    key="gaussian_code",
    figure="field",
    prediction="a mean μ and a log variance s on the last axis",
    target="",
    prediction_axes=1,
    target_axes=1,
    check_event=vectors.check_two("a mean and a log variance"),
    symmetry=Symmetry(
        label="symmetric",
        claim="A mean of the other sign costs the same.",
        of=lambda prediction, target: [(prediction * [-1.0, 1.0], target)],
    ),
    samples=Samples(
        draw=lambda rng, size: _code(rng.normal(scale=1.5, size=size), rng.normal(size=size)),
        perfect=lambda rng, size: _code(np.zeros(size), np.zeros(size)),
        hopeless=lambda rng, size: _code(astray(rng, size), rng.normal(size=size)),
        edges=lambda: _code(
            np.array([0.0, 1e-9, 0.0, 0.0, 0.0, 1.0, 1e3]), np.array([0.0, 1e-9, -1e-5, 0.0999, 0.1001, -700.0, 300.0])
        ),
        refused=(([1.0, 2.0, 3.0], [], "prediction .*2 numbers; got 3"),),
    ),
    labels=NO_LABELS,
    lines=(
        Line(
            **named("log_variance", "log variance s (the mean at 0)", "s"),
            **drawn(-4.0, 3.0, probe=(-2.0, 0.1), values=(-0.2, 6.0), slopes=(-2.0, 6.0)),
            place=lambda t, label: _code(0.0, t),
            direction=vectors.steady(0.0, 1.0),
        ),
        Line(
            **named("deviation", "standard deviation σ (the mean at 0)", "σ"),
            **drawn(0.05, 3.0, probe=(0.4, 0.05), values=(-0.2, 6.0), slopes=(-6.0, 4.0)),
            place=lambda t, label: _code(0.0, 2 * np.log(t)),
            direction=lambda t, label: np.stack([np.zeros_like(t), 2 / t], -1),
        ),
        Line(
            **named("mean", "mean μ (the variance at 1)", "μ"),
            **drawn(-4.0, 4.0, probe=(2.0, 0.1), values=(-0.2, 6.0), slopes=(-4.2, 4.2)),
            place=lambda t, label: _code(t, 0.0),
            direction=vectors.steady(1.0, 0.0),
        ),
    ),
    plane=vectors.over_first_two(
        ("mean", "mean", "μ"),
        ("log_variance", "log variance", "s"),
        span=(-3.0, 3.0),
        start=(2.0, -1.5),
        count=2,
        by_label=False,
    ),
)
