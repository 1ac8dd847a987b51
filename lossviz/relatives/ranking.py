"""Relatives among ranking losses."""

import numpy as np

from lossviz.relatives.statement import equal, limit, side


def _difference(prediction):
    return prediction[..., 0] - prediction[..., 1]


def _difference_and_label(prediction, target):
    """The difference as a logit, and the order as a label 0 or 1."""
    return _difference(prediction), (target + 1) / 2


def _difference_and_one(prediction, target):
    return _difference(prediction), np.ones(prediction.shape[:-1])


def _first_is_better(prediction, target):
    return prediction, np.ones(prediction.shape[:-1])


def _stretched(factor):
    return lambda prediction, target: (factor * prediction, target)


def _as_shares(prediction, target):
    """Relevance weights that add up to 1."""
    return prediction, target / target.sum(-1, keepdims=True)


def _list_of_two(prediction, target):
    """Two items of which the better one is relevant."""
    return prediction, np.stack([target > 0, target < 0], -1).astype(float)


RELATIVES = (
    equal(
        "Margin ranking is the hinge with the difference of the scores as the logit.",
        ((side("margin_ranking", margin=margin), side("hinge", margin=margin)) for margin in (1.0, 0.0, 3.0)),
        bridge=_difference_and_label,
    ),
    equal(
        "The pairwise logistic loss is binary cross-entropy with the difference of the scores as the logit.",
        [(side("pairwise_logistic"), side("binary_cross_entropy"))],
        bridge=_difference_and_label,
    ),
    equal(
        "The AUC margin loss is the squared hinge with the difference of the scores as the logit.",
        ((side("auc_margin", margin=margin), side("squared_hinge", margin=margin)) for margin in (1.0, 0.0, 3.0)),
        bridge=_difference_and_one,
    ),
    equal(
        "DPO is the pairwise logistic loss of log ratios that are multiplied by β.",
        ((side("dpo", beta=beta), side("pairwise_logistic", of=_stretched(beta))) for beta in (0.1, 0.5, 1.0)),
        bridge=_first_is_better,
    ),
    limit(
        "As β grows, DPO divided by β becomes margin ranking without a margin.",
        (
            (1 / beta * side("dpo", beta=beta), side("margin_ranking", margin=0.0))
            for beta in (0.1, 1.0, 10.0, 1e4, 1e9)
        ),
        bridge=_first_is_better,
    ),
    equal(
        "With weights that add up to 1 the softmax over a list is cross-entropy.",
        [(side("list_softmax", of=_as_shares), side("cross_entropy"))],
        bridge=_as_shares,
    ),
    equal(
        "The pairwise logistic loss is the softmax over a list of two, the better of which is relevant.",
        [(side("pairwise_logistic"), side("list_softmax"))],
        bridge=_list_of_two,
    ),
)
