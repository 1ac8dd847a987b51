"""Relatives among multiclass losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import Relative, Setting


def _two_classes(prediction, target):
    """A logit z and a label y as the logits (0, z) and the distribution (1 − y, y)."""
    prediction, target = np.broadcast_arrays(prediction, target)
    return np.stack([np.zeros_like(prediction), prediction], -1), np.stack([1.0 - target, target], -1)


def _one_hot(prediction, target):
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
    Relative(
        key="binary_cross_entropy_cross_entropy",
        statement="Binary cross-entropy is cross-entropy over two classes, with z the lead of class 1.",
        pairs=tuple(
            (Setting("binary_cross_entropy", {"smoothing": share}), Setting("cross_entropy", {"smoothing": share}))
            for share in (0.0, 0.2)
        ),
        bridge=_two_classes,
    ),
    Relative(
        key="binary_cross_entropy_cross_entropy_2",
        statement="The positive weight w is a class weight of w for class 1 and of 1 for class 0.",
        pairs=tuple(
            (
                Setting("binary_cross_entropy", {"pos_weight": weight}),
                Setting("cross_entropy", {"class_weights": (1.0, weight)}),
            )
            for weight in (3.0, 0.5)
        ),
        bridge=_two_classes,
    ),
    Relative(
        key="sparse_cross_entropy_cross_entropy",
        statement="Sparse cross-entropy is cross-entropy with the class written as a one-hot row.",
        pairs=tuple(
            (Setting("sparse_cross_entropy", setting), Setting("cross_entropy", setting))
            for setting in ({}, {"smoothing": 0.1}, {"class_weights": (1.0, 2.0, 5.0), "smoothing": 0.1})
        ),
        bridge=_one_hot,
    ),
    Relative(
        key="cross_entropy_cross_entropy",
        statement="Label smoothing of ε is cross-entropy towards the target (1 − ε) t + ε/K; here ε = 0.2.",
        pairs=((Setting("cross_entropy", {"smoothing": 0.2}), Setting("cross_entropy")),),
        bridge=_spread,
    ),
    Relative(
        key="cross_entropy_cross_entropy_2",
        statement="A temperature of T is cross-entropy of the logits divided by T; here T = 2.",
        pairs=((Setting("cross_entropy", {"temperature": 2.0}), Setting("cross_entropy")),),
        bridge=_halved,
    ),
    Relative(
        key="cross_entropy_crammer_singer",
        statement="As T falls to 0, T times cross-entropy becomes the Crammer–Singer hinge without a margin.",
        pairs=tuple(
            (
                Setting("cross_entropy", {"temperature": temperature}, temperature),
                Setting("crammer_singer", {"margin": 0.0}),
            )
            for temperature in (1.0, 0.25, 0.01, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="multiclass_focal_cross_entropy",
        statement="At γ = 0 the multiclass focal loss is cross-entropy.",
        pairs=((Setting("multiclass_focal", {"gamma": 0.0}), Setting("cross_entropy")),),
    ),
    Relative(
        key="focal_multiclass_focal",
        statement="At α = 1/2 twice the focal loss is the multiclass focal loss over two classes.",
        pairs=tuple(
            (Setting("focal", {"alpha": 0.5, "gamma": gamma}, 2.0), Setting("multiclass_focal", {"gamma": gamma}))
            for gamma in (2.0, 0.5, 5.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        key="hinge_multiclass_hinge",
        statement="The hinge is the Weston–Watkins hinge over two classes.",
        pairs=tuple(
            (Setting("hinge", {"margin": margin}), Setting("multiclass_hinge", {"margin": margin}))
            for margin in (1.0, 0.0, 3.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        key="hinge_crammer_singer",
        statement="The hinge is the Crammer–Singer hinge over two classes.",
        pairs=tuple(
            (Setting("hinge", {"margin": margin}), Setting("crammer_singer", {"margin": margin}))
            for margin in (1.0, 0.0, 3.0)
        ),
        bridge=_two_classes,
        hard=True,
    ),
    Relative(
        key="brier_multiclass_brier",
        statement="Twice the Brier score is the multiclass Brier score over two classes.",
        pairs=((Setting("brier", scale=2.0), Setting("multiclass_brier")),),
        bridge=_two_classes,
    ),
    Relative(
        key="poly1_cross_entropy",
        statement="At ε = 0 Poly1 is cross-entropy.",
        pairs=((Setting("poly1", {"epsilon": 0.0}), Setting("cross_entropy")),),
    ),
    Relative(
        key="class_balanced_cross_entropy",
        statement="Where all classes have as many examples, class-balanced cross-entropy is cross-entropy.",
        pairs=tuple(
            (Setting("class_balanced", {"counts": count, "beta": beta}), Setting("cross_entropy"))
            for count, beta in ((90.0, 0.999), (10.0, 0.9), (1.0, 0.5))
        ),
    ),
    Relative(
        key="class_balanced_cross_entropy_2",
        statement="At β = 0 class-balanced cross-entropy is cross-entropy, whatever the counts.",
        pairs=((Setting("class_balanced", {"beta": 0.0}), Setting("cross_entropy")),),
    ),
    Relative(
        key="class_balanced_cross_entropy_3",
        statement="As β rises to 1, class-balanced cross-entropy becomes cross-entropy with weights of one over the "
        "count.",
        pairs=tuple(
            (Setting("class_balanced", {"beta": beta}), Setting("cross_entropy", {"class_weights": _ONE_OVER_COUNT}))
            for beta in (0.99, 0.999, 0.9999, 1 - 1e-12)
        ),
        shown=1,
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="binary_cross_entropy_class_distance_weighted",
        statement="Over two classes class-distance weighted cross-entropy is binary cross-entropy, whatever α.",
        pairs=tuple(
            (Setting("binary_cross_entropy"), Setting("class_distance_weighted", {"alpha": alpha}))
            for alpha in (2.0, 0.5, 5.0)
        ),
        bridge=_two_classes,
    ),
    Relative(
        key="brier_earth_mover",
        statement="The Brier score is the squared earth mover's distance over two classes.",
        pairs=((Setting("brier"), Setting("earth_mover")),),
        bridge=_two_classes,
    ),
    Relative(
        key="multilabel_cross_entropy_binary_cross_entropy",
        statement="Multilabel cross-entropy is the mean of binary cross-entropy over the labels; here there are three.",
        pairs=(
            (
                Setting("multilabel_cross_entropy"),
                Setting("binary_cross_entropy", scale=1 / 3, of=_first_label, plus=_other_labels),
            ),
        ),
    ),
    Relative(
        key="binary_cross_entropy_multilabel_cross_entropy",
        statement="Binary cross-entropy is multilabel cross-entropy of a single label.",
        pairs=((Setting("binary_cross_entropy"), Setting("multilabel_cross_entropy")),),
        bridge=_alone,
    ),
)
