"""Relatives among multiclass losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import equal, limit, side


def _two_classes(prediction, target):
    """A logit z and a label y as the logits (0, z) and the distribution (1 − y, y)."""
    prediction, target = np.broadcast_arrays(prediction, target)
    return np.stack([np.zeros_like(prediction), prediction], -1), np.stack([1.0 - target, target], -1)


def one_hot(prediction, target):
    """The number of a class as a row."""
    return prediction, np.eye(prediction.shape[-1])[np.asarray(target, int)]


def _spread(prediction, target):
    """Targets of which a share of 0.2 is spread over all classes."""
    return prediction, 0.8 * target + 0.2 / target.shape[-1]


def _halved(prediction, target):
    return prediction / 2.0, target


# One over each count of class_balanced's defaults, scaled to sum to the number of classes.
_ONE_OVER_COUNT = tuple(3.0 / count / (1 / 900 + 1 / 90 + 1 / 10) for count in (900.0, 90.0, 10.0))


def _first_label(prediction, target):
    return prediction[..., 0], target[..., 0]


def _other_labels(prediction, target):
    """A third of the binary cross-entropies of all labels but the first."""
    return LOSSES["binary_cross_entropy"](prediction[..., 1:], target[..., 1:]).sum(-1) / 3.0


def _alone(prediction, target):
    return prediction[..., None], target[..., None]


RELATIVES = (
    equal(
        "Binary cross-entropy is cross-entropy over two classes, with z the lead of class 1.",
        (
            (side("binary_cross_entropy", smoothing=share), side("cross_entropy", smoothing=share))
            for share in (0.0, 0.2)
        ),
        bridge=_two_classes,
    ),
    equal(
        "The positive weight w is a class weight of w for class 1 and of 1 for class 0.",
        (
            (side("binary_cross_entropy", pos_weight=w), side("cross_entropy", class_weights=(1.0, w)))
            for w in (3.0, 0.5)
        ),
        key="binary_cross_entropy_cross_entropy_2",
        bridge=_two_classes,
    ),
    equal(
        "Sparse cross-entropy is cross-entropy with the class written as a one-hot row.",
        (
            (side("sparse_cross_entropy", **setting), side("cross_entropy", **setting))
            for setting in ({}, {"smoothing": 0.1}, {"class_weights": (1.0, 2.0, 5.0), "smoothing": 0.1})
        ),
        bridge=one_hot,
    ),
    equal(
        "Label smoothing of ε is cross-entropy towards the target (1 − ε) t + ε/K; here ε = 0.2.",
        [(side("cross_entropy", smoothing=0.2), side("cross_entropy"))],
        bridge=_spread,
    ),
    equal(
        "A temperature of T is cross-entropy of the logits divided by T; here T = 2.",
        [(side("cross_entropy", temperature=2.0), side("cross_entropy"))],
        key="cross_entropy_cross_entropy_2",
        bridge=_halved,
    ),
    limit(
        "As T falls to 0, T times cross-entropy becomes the Crammer–Singer hinge without a margin.",
        (
            (t * side("cross_entropy", temperature=t), side("crammer_singer", margin=0.0))
            for t in (1.0, 0.25, 0.01, 1e-9)
        ),
    ),
    equal(
        "At γ = 0 the multiclass focal loss is cross-entropy.",
        [(side("multiclass_focal", gamma=0.0), side("cross_entropy"))],
    ),
    equal(
        "At α = 1/2 twice the focal loss is the multiclass focal loss over two classes.",
        (
            (2.0 * side("focal", alpha=0.5, gamma=gamma), side("multiclass_focal", gamma=gamma))
            for gamma in (2.0, 0.5, 5.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    equal(
        "The hinge is the Weston–Watkins hinge over two classes.",
        ((side("hinge", margin=margin), side("multiclass_hinge", margin=margin)) for margin in (1.0, 0.0, 3.0)),
        bridge=_two_classes,
        hard=True,
    ),
    equal(
        "The hinge is the Crammer–Singer hinge over two classes.",
        ((side("hinge", margin=margin), side("crammer_singer", margin=margin)) for margin in (1.0, 0.0, 3.0)),
        bridge=_two_classes,
        hard=True,
    ),
    equal(
        "Twice the Brier score is the multiclass Brier score over two classes.",
        [(2.0 * side("brier"), side("multiclass_brier"))],
        bridge=_two_classes,
    ),
    equal("At ε = 0 Poly1 is cross-entropy.", [(side("poly1", epsilon=0.0), side("cross_entropy"))]),
    equal(
        "Where all classes have as many examples, class-balanced cross-entropy is cross-entropy.",
        (
            (side("class_balanced", counts=count, beta=beta), side("cross_entropy"))
            for count, beta in ((90.0, 0.999), (10.0, 0.9), (1.0, 0.5))
        ),
    ),
    equal(
        "At β = 0 class-balanced cross-entropy is cross-entropy, whatever the counts.",
        [(side("class_balanced", beta=0.0), side("cross_entropy"))],
        key="class_balanced_cross_entropy_2",
    ),
    limit(
        "As β rises to 1, class-balanced cross-entropy becomes cross-entropy with weights of one over the count.",
        (
            (side("class_balanced", beta=beta), side("cross_entropy", class_weights=_ONE_OVER_COUNT))
            for beta in (0.99, 0.999, 0.9999, 1 - 1e-12)
        ),
        key="class_balanced_cross_entropy_3",
    ),
    equal(
        "Over two classes class-distance weighted cross-entropy is binary cross-entropy, whatever α.",
        ((side("binary_cross_entropy"), side("class_distance_weighted", alpha=alpha)) for alpha in (2.0, 0.5, 5.0)),
        bridge=_two_classes,
    ),
    equal(
        "The Brier score is the squared earth mover's distance over two classes.",
        [(side("brier"), side("earth_mover"))],
        bridge=_two_classes,
    ),
    equal(
        "Multilabel cross-entropy is the mean of binary cross-entropy over the labels; here there are three.",
        [(side("multilabel_cross_entropy"), 1 / 3 * side("binary_cross_entropy", of=_first_label) + _other_labels)],
    ),
    equal(
        "Binary cross-entropy is multilabel cross-entropy of a single label.",
        [(side("binary_cross_entropy"), side("multilabel_cross_entropy"))],
        bridge=_alone,
    ),
)
