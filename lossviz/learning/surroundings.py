"""The loss around a trained network: over a plane through the space of its numbers, and how it rises and turns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from lossviz.learning.networks.planes import Path, filter_normalised, principal
from lossviz.learning.problems import Examples
from lossviz.learning.training import History, Recipe, train

Plane = Literal["random", "path"]

POINTS = 31  # of either axis
_ALONG = 61  # places of a line on which turns are counted
_HALF_WAY = 0.5  # of the network's own weights: where the rise is told
_AROUND = 24  # places there
_ROOM = 0.2  # around the path, as a share of its stretch
_TRAINING = 0.6  # of the work, about
_LINES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What is known so far.

    Parameters
    ----------
    history : History
        The training run; its end is at (0, 0).
    done : float
        How much of the work is done.
    path : Path or None
        The run in its own principal plane.
    directions : ndarray, shape (2, size)
        What a step along either axis adds to the network's numbers.
    a, b : ndarray
        The places along either axis.
    heights : ndarray, shape (b, a)
        The mean loss on the examples learnt from.
    rows : int
        How many of its rows are there; they stay as they are while more are added.
    rise : float
        How much higher the loss is on average half the network's own weights away, in random directions.
    turns : float
        How often the loss changes between rising and falling, along two random lines through the network, as far as
        its own weights either way.
    """

    history: History
    done: float
    path: Path | None
    directions: np.ndarray
    a: np.ndarray
    b: np.ndarray
    heights: np.ndarray
    rows: int = 0
    rise: float = float("nan")
    turns: float = float("nan")


def survey(recipe: Recipe, learnt: Examples, judged: Examples, plane: Plane) -> Iterator[Surroundings]:
    """Trains, then looks around, row by row."""
    nowhere = np.linspace(-1.0, 1.0, POINTS)
    blank = np.full((POINTS, POINTS), np.nan)
    state = None
    for history in train(recipe, learnt, judged):
        if state is None or history is not state.history:
            done = _TRAINING * history.count * recipe.every / (recipe.steps + recipe.every)
            state = Surroundings(history, done, None, np.zeros((2, 0)), nowhere, nowhere, blank)
        yield state
    assert state is not None
    history = state.history
    end, rng = history.weights[history.last], np.random.default_rng((recipe.seed, 1))
    path = principal(history.weights[: history.count])
    lines = np.stack([filter_normalised(recipe.objective.network, end, rng) for _ in range(_LINES)])
    with np.errstate(all="ignore"):
        rise, turns = _rise(recipe, learnt, end, lines), _turns(recipe, learnt, end, lines)
    spans = _spans(path) if plane == "path" else ((-1.0, 1.0),) * 2
    a, b = (np.linspace(*span, POINTS) for span in spans)
    directions = path.directions if plane == "path" else lines
    state = replace(state, path=path, directions=directions, a=a, b=b, rise=rise, turns=turns)
    heights = blank.copy()
    for row in range(POINTS):
        places = end + a[:, None] * directions[0] + b[row] * directions[1]
        with np.errstate(all="ignore"):
            heights[row] = recipe.objective.loss(places, learnt.features, learnt.target)
        yield replace(state, heights=heights, rows=row + 1, done=_TRAINING + (1 - _TRAINING) * (row + 1) / POINTS)


def _rise(recipe: Recipe, learnt: Examples, end: np.ndarray, lines: np.ndarray) -> float:
    turn = 2 * np.pi * np.arange(_AROUND) / _AROUND
    around = end + _HALF_WAY * (np.cos(turn)[:, None] * lines[0] + np.sin(turn)[:, None] * lines[1])
    losses = recipe.objective.loss(np.concatenate([end[None], around]), learnt.features, learnt.target)
    return float(losses[1:].mean() - losses[0])


def _turns(recipe: Recipe, learnt: Examples, end: np.ndarray, lines: np.ndarray) -> float:
    along = np.linspace(-1.0, 1.0, _ALONG)[:, None]
    count = 0
    for direction in lines:
        steps = np.sign(np.diff(recipe.objective.loss(end + along * direction, learnt.features, learnt.target)))
        count += int((np.diff(steps) != 0).sum())
    return float(count)


def _spans(path: Path) -> tuple[tuple[float, float], ...]:
    """The stretch of either axis that holds the path, with room around it."""
    found = []
    for along in path.places.T:
        room = _ROOM * (float(np.ptp(along)) or 1.0)
        found.append((float(along.min()) - room, float(along.max()) + room))
    return tuple(found)
