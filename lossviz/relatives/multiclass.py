"""Relatives among multiclass losses."""

import numpy as np

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
)
