"""Small problems that a network is trained on: examples to learn from, and fresh ones of the same kind to judge by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.spaces.class_numbers import CLASSES
from lossviz.spaces.logit import LOGIT
from lossviz.spaces.logits import LOGITS, LOGITS_AND_CLASS
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Space

JUDGES = 120  # fresh examples


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Examples as a network and a loss take them.

    Parameters
    ----------
    features : ndarray, shape (n, inputs)
        What the network sees.
    labels : ndarray, shape (n,)
        A number, or the number of a class.
    target : ndarray
        The same as the loss takes it.
    """

    features: np.ndarray
    labels: np.ndarray
    target: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """A kind of examples.

    Parameters
    ----------
    name : str
        What the examples are, in a few words.
    spaces : tuple of Space
        The spaces of the losses that can be trained with on it.
    inputs, outputs : int
        The widths of a network at either end.
    draw : callable
        ``draw(rng, size, noise)`` gives features, shape (size, inputs), and labels.
    across, up : (low, high)
        Where they lie: of the feature and the label, or of the two features.
    truth : callable or None
        ``truth(x)`` is what the labels scatter about, where they are numbers.
    """

    name: str
    spaces: tuple[Space, ...]
    inputs: int
    outputs: int
    draw: Callable[[np.random.Generator, int, float], tuple[np.ndarray, np.ndarray]]
    across: tuple[float, float]
    up: tuple[float, float]
    truth: Callable[[np.ndarray], np.ndarray] | None = None


def wave(x: np.ndarray) -> np.ndarray:
    """What the points of the first problem lie about."""
    return np.sin(2.0 * x)


def _wave(rng: np.random.Generator, size: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    x = 4.0 * (np.arange(size) + rng.random(size)) / size - 2.0
    return x[:, None], wave(x) + noise * rng.normal(size=size)


def _crescents(rng: np.random.Generator, size: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    labels = (np.arange(size) % 2).astype(float)
    turn, side = np.pi * rng.random(size), 1.0 - 2.0 * labels
    places = np.stack([side * np.cos(turn) - 0.5 * side, side * np.sin(turn) - 0.25 * side], -1)
    return 1.2 * places + noise * rng.normal(size=(size, 2)), labels


def _arms(rng: np.random.Generator, size: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(size) % CLASSES
    out = 0.3 + 1.6 * rng.random(size)
    turn = 2.0 * np.pi * labels / CLASSES + 1.2 * out
    places = np.stack([out * np.cos(turn), out * np.sin(turn)], -1)
    return places + 0.6 * noise * rng.normal(size=(size, 2)), labels.astype(float)


PROBLEMS = (
    Problem(
        name="points about a wave",
        spaces=(REAL,),
        inputs=1,
        outputs=1,
        draw=_wave,
        across=(-2.2, 2.2),
        up=(-2.4, 2.4),
        truth=wave,
    ),
    Problem(
        name="two crescents",
        spaces=(LOGIT,),
        inputs=2,
        outputs=1,
        draw=_crescents,
        across=(-2.6, 2.6),
        up=(-2.0, 2.0),
    ),
    Problem(
        name="three arms",
        spaces=(LOGITS, LOGITS_AND_CLASS),
        inputs=2,
        outputs=CLASSES,
        draw=_arms,
        across=(-2.6, 2.6),
        up=(-2.4, 2.4),
    ),
)


def problem_of(space: Space) -> Problem | None:
    """The problem that losses of a space can be trained with on, if there is one."""
    return next((problem for problem in PROBLEMS if space in problem.spaces), None)


@lru_cache(maxsize=64)
def examples_of(space: Space, size: int, noise: float, seed: int) -> tuple[Examples, Examples]:
    """So many examples to learn from, and `JUDGES` to judge by."""
    problem = problem_of(space)
    if problem is None:
        raise ValueError(f"There is no problem to train on with losses of the space {space.key}.")
    rng, fresh = (np.random.default_rng((seed, judging)) for judging in (0, 1))
    drawn = problem.draw(rng, size, noise), problem.draw(fresh, JUDGES, noise)
    learnt, judged = (Examples(features, labels, _target(space, labels)) for features, labels in drawn)
    return learnt, judged


def _target(space: Space, labels: np.ndarray) -> np.ndarray:
    return space.of_class(labels.astype(int), CLASSES) if space.of_class else labels
