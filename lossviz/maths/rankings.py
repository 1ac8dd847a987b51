"""What is judged by but cannot be trained on: measures of a ranking that are flat almost everywhere."""

import numpy as np


def pairs(relevance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places of all pairs of items of which the first is more relevant than the second."""
    above, below = np.nonzero(relevance[:, None] > relevance[None, :])
    return above, below


def auc(scores: np.ndarray, relevance: np.ndarray) -> float:
    """The share of those pairs that the scores put in the right order, a tie counting half; NaN without pairs.

    For relevance of 0 and 1 it is the area under the ROC curve.
    """
    above, below = pairs(relevance)
    return float(np.heaviside(scores[above] - scores[below], 0.5).mean()) if above.size else np.nan


def ndcg(scores: np.ndarray, relevance: np.ndarray) -> float:
    """The discounted cumulative gain of the order by score, as a share of the best; NaN where all gains are 0.

    The gain of an item is its relevance, the discount of rank k is ``1 / log2(1 + k)`` (Järvelin and Kekäläinen,
    2002). Of items with equal scores the first one given comes first.
    """
    discounts = 1.0 / np.log2(np.arange(2, relevance.size + 2))
    best = float((np.sort(relevance)[::-1] * discounts).sum())
    return float((relevance[np.argsort(-scores, kind="stable")] * discounts).sum()) / best if best else np.nan
