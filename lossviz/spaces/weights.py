"""The weights of a model: what a penalty is charged on."""

import numpy as np

from lossviz.spec import InvalidInput, Label, Line, Plane, Space

WEIGHTS_SHOWN = 2  # of the pictures; a loss itself takes any number

# Where the second weight stands while the first moves: off 0, where penalties have their kinks.
_OTHER = 0.5


def _check_weights(prediction, target):
    if prediction.shape[-1] < 1:
        raise InvalidInput("prediction must have at least 1 weight on its last axis; got 0.")


def _no_target(prediction):
    return prediction, np.empty((*prediction.shape[:-1], 0))


def _edges():
    return _no_target(np.array([[0.0, 0.0], [1e-12, 0.0], [0.0, -1e6], [1.0, -1.0], [-1e-12, 1e-12]]))


WEIGHTS = Space(
    key="weights",
    figure="landscape",
    prediction="D weights on the last axis",
    target="",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_weights,
    sample=lambda rng, size: _no_target(rng.normal(scale=2.0, size=(size, WEIGHTS_SHOWN))),
    labels=(Label("none", "no target", ()),),
    lines=(
        Line(
            key="weight",
            name=f"first weight (the second at {_OTHER:g})",
            symbol="w₁",
            low=-3.0,
            high=3.0,
            probe=(1.5, 0.1),
            values=(-0.2, 8.0),
            slopes=(-6.2, 6.2),
            place=lambda t, label: _no_target(np.stack([t, np.full_like(t, _OTHER)], -1)),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0], (*t.shape, 2)),
            reference=lambda t, label: t,
        ),
        Line(
            key="share",
            name="first weight, the two adding up to 1",
            symbol="w₁",
            low=-1.0,
            high=2.0,
            probe=(0.8, 0.05),
            values=(-0.2, 8.0),
            slopes=(-6.2, 6.2),
            place=lambda t, label: _no_target(np.stack([t, 1.0 - t], -1)),
            direction=lambda t, label: np.broadcast_to([1.0, -1.0], (*t.shape, 2)),
            reference=lambda t, label: 2.0 * t - 1.0,
        ),
    ),
    plane=Plane(
        axes=(("w1", "first weight", "w₁"), ("w2", "second weight", "w₂")),
        low=-3.0,
        high=3.0,
        start=(1.5, -1.0),
        place=lambda x, y, label: _no_target(np.stack([x, y], -1)[..., None, :]),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=False,
    ),
    swaps=lambda prediction, target: [(-prediction, target)],
    edges=_edges,
)
