"""Several logits and a multi-hot vector: labels of which any number may be true at once."""

import numpy as np

from lossviz.numerics import sigmoid
from lossviz.spec import InvalidInput, Label, Line, Plane, Space

LABEL_COUNT = 3  # of the pictures; a loss itself takes any number

# Where the other logits stand while that of label 0 moves: one on either side.
_OTHERS = (1.0, -1.0)


def _check_labels(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many labels as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )
    if prediction.shape[-1] < 1:
        raise InvalidInput("prediction must have at least 1 label on its last axis; got 0.")
    wrong = (target < 0) | (target > 1)
    if wrong.any():
        raise InvalidInput(f"target must hold labels between 0 and 1, any number of them 1; got {target[wrong][0]:g}.")


def _sample_labels(rng, size):
    hard = rng.integers(0, 2, size=(size, LABEL_COUNT)).astype(float)
    soft = rng.random((size, LABEL_COUNT))
    return rng.normal(scale=2.0, size=hard.shape), np.where(rng.random((size, 1)) < 0.7, hard, soft)


def _certain(logit):
    """Events with this logit for what is true, and minus as much for what is not."""

    def drawn(rng, size):
        target = rng.integers(0, 2, size=(size, LABEL_COUNT)).astype(float)
        return logit * (2 * target - 1), target

    return drawn


def _labels_in_another_order_or_turned_round(prediction, target):
    orders = [(prediction[..., order], target[..., order]) for order in ([1, 2, 0], [1, 0, 2])]
    return [*orders, (-prediction, 1 - target)]


def _edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(LABEL_COUNT), far, far, [1e-9, 0.0, -1e-9], -far]),
        np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.5, 1e-9, 0.0]]),
    )


def _with_truth(prediction, label):
    return prediction, np.broadcast_to(label.target, prediction.shape)


def _signs(label):
    return 2 * np.array(label.target) - 1


LABELS = Space(
    key="labels",
    prediction="K logits on the last axis, one a label; the sigmoid of each is the probability of its label",
    target="K labels between 0 and 1 on the last axis, any number of them 1",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_labels,
    sample=_sample_labels,
    labels=(
        Label("100", "label 0 only", (1.0, 0.0, 0.0)),
        Label("110", "labels 0 and 1", (1.0, 1.0, 0.0)),
        Label("000", "no label", (0.0, 0.0, 0.0)),
        Label("111", "all labels", (1.0, 1.0, 1.0)),
    ),
    lines=(
        Line(
            key="logit",
            name=f"logit of label 0 (the others at {_OTHERS[0]:g} and −{-_OTHERS[1]:g})",
            symbol="z₀",
            low=-6.0,
            high=6.0,
            probe=(-1.5, 0.1),
            values=(-0.1, 3.0),
            slopes=(-0.5, 0.5),
            place=lambda t, label: _with_truth(
                np.stack([t, *(np.full_like(t, other) for other in _OTHERS)], -1), label
            ),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0, 0.0], (*t.shape, LABEL_COUNT)),
            reference=lambda t, label: (sigmoid(t) - label.target[0]) / LABEL_COUNT,
        ),
        Line(
            key="margin",
            name="margin m of every label",
            symbol="m",
            low=-6.0,
            high=6.0,
            probe=(-1.5, 0.1),
            values=(-0.2, 6.0),
            slopes=(-1.5, 0.5),
            place=lambda t, label: _with_truth(t[..., None] * _signs(label), label),
            direction=lambda t, label: np.broadcast_to(_signs(label), (*t.shape, LABEL_COUNT)),
            reference=lambda t, label: -sigmoid(-t),
        ),
    ),
    plane=Plane(
        axes=(("z0", "logit of label 0", "z₀"), ("z1", "logit of label 1 (label 2 at 0)", "z₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=lambda x, y, label: _with_truth(np.stack([x, y, np.zeros_like(x)], -1)[..., None, :], label),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    ),
    perfect=_certain(1e4),
    swaps=_labels_in_another_order_or_turned_round,
    hopeless=_certain(-1e80),
    edges=_edges,
)
