"""Several losses on one model: the terms of a weighted sum, and what there is to see of the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from lossviz.vocabulary import BoundLoss, Opening, Parameter

_HAIR = 1e-5  # between the places from which a curvature is taken


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """One term of a sum, as a function of the model's P parameters.

    Parameters
    ----------
    value : callable
        ``value(theta)`` for parameters of shape (..., P), shape (...).
    gradient, curvature : callable
        Its first and second derivatives at one place, shapes (P,) and (P, P).
    """

    value: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    curvature: Callable[[np.ndarray], np.ndarray]


class Points(NamedTuple):
    """Examples that are drawn alike: their name, places, and the place of their colour among the classes' colours."""

    name: str
    x: np.ndarray
    y: np.ndarray
    colour: int


class Measure(NamedTuple):
    """A number of the model that no term says: its name as a reading, the words before it, and its function."""

    name: str
    words: str
    value: Callable[[np.ndarray], float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Terms on one model and its data.

    Parameters
    ----------
    terms : tuple of Term
        What is summed, in the order of the combination's ``terms``.
    start : ndarray, shape (P,)
        The model before it learns.
    x : ndarray
        Where the model is drawn.
    predict : callable
        ``predict(theta)`` are its predictions there.
    points : tuple of Points
        The examples.
    truth : ndarray or None
        What the examples lie about, at ``x``.
    levels : callable or None
        ``levels(theta)`` are the heights of lines across the picture, one for each kind of points.
    measures : tuple of Measure
        What else there is to know of a model.
    every : ndarray or None, shape (n, P)
        The models from one end to the other, where so few parameters allow to try all: then no term need be convex.
    """

    terms: tuple[Term, ...]
    start: np.ndarray
    x: np.ndarray
    predict: Callable[[np.ndarray], np.ndarray]
    points: tuple[Points, ...]
    truth: np.ndarray | None = None
    levels: Callable[[np.ndarray], Sequence[float]] | None = None
    measures: tuple[Measure, ...] = ()
    every: np.ndarray | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Combination:
    """Losses that are summed: a file in `lossviz.learning.combinations` with a ``COMBINATION``.

    Parameters
    ----------
    key, name, idea : str
        Its name in a link and for readers, and what it is for in one sentence.
    terms : tuple of str
        The names of two or three terms, a word each.
    problem : callable
        ``problem(**parameters)`` makes the data and the terms.
    parameters : tuple of Parameter
        What the problem depends on.
    across, up : (title, low, high)
        The axes of the model on its data.
    spans : ((low, high), (low, high))
        The values of the first two terms that are drawn, or their powers of ten.
    powers : bool
        Whether the front is drawn by powers of ten.
    weightings : tuple of str
        The ways to weigh that have a meaning here, of `lossviz.learning.weighted_sums.WEIGHTINGS`.
    opening : Opening
        Its first view.
    place : int
        Its place among the combinations, smaller first.
    """

    key: str
    name: str
    idea: str
    terms: tuple[str, ...]
    problem: Callable[..., Problem]
    parameters: tuple[Parameter, ...]
    across: tuple[str, float, float]
    up: tuple[str, float, float]
    spans: tuple[tuple[float, float], tuple[float, float]]
    powers: bool = False
    weightings: tuple[str, ...] = ("fixed", "start", "gradient", "uncertainty")
    opening: Opening = field(default_factory=Opening)
    place: int = 50


def mean_loss(bound: BoundLoss, design: np.ndarray, target: np.ndarray, shares: np.ndarray | None = None) -> Term:
    """The mean loss of the predictions ``design @ theta``, or their sum weighted by ``shares``."""
    parts = np.full(len(target), 1.0 / max(1, len(target))) if shares is None else shares

    def curvature(theta: np.ndarray) -> np.ndarray:
        above, below = (bound.gradient(design @ theta + hair, target) for hair in (_HAIR, -_HAIR))
        return (design.T * (parts * (above - below) / (2 * _HAIR))) @ design

    return Term(
        value=lambda theta: bound.value(theta @ design.T, target) @ parts,
        gradient=lambda theta: (parts * bound.gradient(design @ theta, target)) @ design,
        curvature=curvature,
    )


def squared_gap(row: np.ndarray) -> Term:
    """The square of one linear function of the parameters."""
    return Term(
        value=lambda theta: (theta @ row) ** 2,
        gradient=lambda theta: 2.0 * (row @ theta) * row,
        curvature=lambda theta: 2.0 * np.outer(row, row),
    )


def soft_worst(terms: Sequence[Term], temperature: float) -> Term:
    """The largest of several terms, softly: ``t log mean exp(term / t)``, their mean where t is large."""

    def shares(theta: np.ndarray) -> np.ndarray:
        raised = np.array([term.value(theta) for term in terms]) / temperature
        parts = np.exp(raised - raised.max())
        return parts / parts.sum()

    def value(theta: np.ndarray) -> np.ndarray:
        raised = np.stack([term.value(theta) for term in terms]) / temperature
        highest = raised.max(0)
        return temperature * (highest + np.log(np.exp(raised - highest).mean(0)))

    def gradient(theta: np.ndarray) -> np.ndarray:
        return shares(theta) @ np.array([term.gradient(theta) for term in terms])

    def curvature(theta: np.ndarray) -> np.ndarray:
        parts, slopes = shares(theta), np.array([term.gradient(theta) for term in terms])
        apart = slopes - parts @ slopes
        bent = np.tensordot(parts, np.array([term.curvature(theta) for term in terms]), 1)
        return bent + (apart.T * parts) @ apart / temperature

    return Term(value=value, gradient=gradient, curvature=curvature)


def penalty(bound: BoundLoss) -> Term:
    """A penalty on the parameters themselves, each by itself."""

    def curvature(theta: np.ndarray) -> np.ndarray:
        above, below = (bound.gradient(theta + hair, np.zeros_like(theta)) for hair in (_HAIR, -_HAIR))
        return np.diag((above - below) / (2 * _HAIR))

    return Term(
        value=lambda theta: bound.value(theta, np.zeros_like(theta)),
        gradient=lambda theta: bound.gradient(theta, np.zeros_like(theta)),
        curvature=curvature,
    )
