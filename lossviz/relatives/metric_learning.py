"""Relatives among losses of embeddings."""

import numpy as np

from lossviz.maths.numerics import cosine, polar
from lossviz.relatives.multiclass import one_hot
from lossviz.relatives.statement import equal, limit, side


def _distances_to_the_anchor(prediction, target):
    """The distances of negative and positive as scores, of which the first should be higher."""
    lengths, _ = polar(prediction[..., 1:, :] - prediction[..., :1, :])
    return lengths[..., ::-1], np.ones(prediction.shape[:-2])


def _what_is_missing_of_one(prediction, target):
    """The distance as the score of a pair of different kinds, 1 minus the distance as that of a pair of one kind."""
    distance, _ = polar(prediction[..., 1, :] - prediction[..., 0, :])
    return np.where(target == 1, 1.0 - distance, distance), np.ones_like(distance)


def _turned_round(prediction, target):
    """The second embedding of a pair of different kinds reversed, and every pair called the same."""
    sign = np.stack([np.ones_like(target), target], -1)
    return sign[..., None] * prediction, np.ones_like(target)


def _cosines(prediction, target):
    """The cosines to the query as logits, the positive first."""
    logits, _ = cosine(prediction[..., :1, :], prediction[..., 1:, :])
    return logits, np.broadcast_to(np.eye(logits.shape[-1])[0], logits.shape)


def _cosines_at_a_fiftieth(prediction, target):
    """A query, a positive and a negative, whose cosines are a fiftieth of two scores."""
    better = np.where((target == 1)[..., None], prediction, prediction[..., ::-1])
    cosines = np.concatenate([np.ones((*target.shape, 1)), better / 50.0], -1)
    return 1e4 * np.stack([cosines, np.sqrt(1.0 - cosines**2)], -1), target


def _each_asked_alike(prediction, target):
    """A table whose rows and columns all hold the same logits, with the true one on the diagonal."""
    places = np.arange(prediction.shape[-1])
    which = np.asarray(target, int)[..., None, None] + places - places[:, None]
    rows = np.broadcast_to(prediction[..., None, :], which.shape)
    return np.take_along_axis(rows, which % len(places), -1), target


def _minus_squared_distances(prediction, target):
    return -((prediction[..., :1, :] - prediction[..., 1:, :]) ** 2).sum(-1), target


def _linear(prediction, target):
    """Twice the inner products with the prototypes, less the squares of their lengths."""
    query, prototypes = prediction[..., :1, :], prediction[..., 1:, :]
    return (2.0 * query * prototypes - prototypes**2).sum(-1), target


RELATIVES = (
    equal(
        "The triplet loss is margin ranking of two distances: the negative's must be higher.",
        ((side("triplet", margin=margin), side("margin_ranking", margin=margin)) for margin in (1.0, 0.0, 2.0)),
        bridge=_distances_to_the_anchor,
    ),
    equal(
        "At Δ = 1 the contrastive loss is half the squared hinge of the distance, or of 1 minus the distance "
        "for a pair of the same kind.",
        [(side("contrastive"), 0.5 * side("squared_hinge"))],
        bridge=_what_is_missing_of_one,
    ),
    limit(
        "As Δ falls to −1, to keep two embeddings apart becomes to turn one towards the other's opposite.",
        ((side("cosine_embedding", margin=margin), side("cosine_embedding")) for margin in (0.0, -0.5, -0.9, 1e-9 - 1)),
        bridge=_turned_round,
    ),
    equal(
        "InfoNCE is cross-entropy of the cosines at the temperature T, with the positive as the true class.",
        ((side("info_nce", temperature=t), side("cross_entropy", temperature=t)) for t in (0.1, 0.02, 1.0)),
        bridge=_cosines,
    ),
    limit(
        "As T falls to 0, T times InfoNCE becomes the Crammer–Singer hinge without a margin: only the "
        "nearest negative counts.",
        ((t * side("info_nce", temperature=t), side("crammer_singer", margin=0.0)) for t in (1.0, 0.1, 0.01, 1e-9)),
        bridge=_cosines,
    ),
    equal(
        "The pairwise logistic loss is InfoNCE with one negative, where the scores are cosines divided by T; "
        "here T = 1/50.",
        [(side("pairwise_logistic"), side("info_nce", temperature=0.02))],
        bridge=_cosines_at_a_fiftieth,
    ),
    equal(
        "CLIP is cross-entropy where every row and every column of its table asks the same question.",
        [(side("sparse_cross_entropy"), side("clip"))],
        bridge=_each_asked_alike,
    ),
    equal(
        "The prototypical loss is cross-entropy with minus the squared distances as logits.",
        [(side("prototypical"), side("sparse_cross_entropy"))],
        bridge=_minus_squared_distances,
    ),
    equal(
        "For fixed prototypes c the prototypical loss is that of a linear classifier with weights 2c and biases −‖c‖².",
        [(side("prototypical"), side("sparse_cross_entropy"))],
        key="prototypical_sparse_cross_entropy_2",
        bridge=_linear,
    ),
    equal(
        "At m = 0 ArcFace is cross-entropy of the cosines at a temperature of 1/s.",
        ((side("arcface", margin=0.0, scale=s), side("cross_entropy", temperature=1 / s)) for s in (16.0, 1.0, 64.0)),
        bridge=one_hot,
    ),
)
