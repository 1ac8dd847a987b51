"""What a race has come to, in words."""

from dataclasses import dataclass

import numpy as np

from lossviz.drawing.words import say
from lossviz.labs.optimise.settings import Entrant
from lossviz.learning.ground import Ground

_THERE = 1e-3  # of the start's height above the lowest place: it has arrived
_STILL = 4e-3  # of the picture's width, within the last steps: it hardly moves
LATE = 20  # steps that count as the last


@dataclass(frozen=True, slots=True)
class State:
    """Where one that races is after some steps.

    Parameters
    ----------
    name : str
        Its name.
    place : ndarray
        Where it is; where it was last seen, if it is beyond telling.
    height : float
        The height there; infinite where it is beyond telling.
    arrived, diverges : int
        The step from which on it is at the lowest height, and the one from which on it runs away; 0 where none is.
    swing : (low, high)
        Between which x it was in the last steps.
    is_still : bool
        Whether it hardly moved in them.
    """

    name: str
    place: np.ndarray
    height: float
    arrived: int
    diverges: int
    swing: tuple[float, float]
    is_still: bool


def state_of(entrant: Entrant, ground: Ground, step: int) -> State:
    """Where it is after so many steps."""
    walk = entrant.walk
    so_far, heights = walk.places[: step + 1], walk.heights[: step + 1]
    seen = np.flatnonzero(np.isfinite(heights))
    last = int(seen[-1]) if seen.size else 0
    recent = so_far[max(0, last - LATE) : last + 1]
    low, high = recent.min(0), recent.max(0)
    span = ground.x[-1] - ground.x[0], ground.y[-1] - ground.y[0]
    above = walk.heights - ground.lowest
    away = np.flatnonzero(~(above <= max(_THERE * above[0], ground.sure)))
    arrived = int(away[-1]) + 1 if away.size else 0  # for good: all steps that follow are there too
    return State(
        name=entrant.optimiser.name,
        place=so_far[last],
        height=float(heights[step]) if last == step else np.inf,
        arrived=arrived if 0 < arrived <= step else 0,
        diverges=walk.diverges if 0 < walk.diverges <= step else 0,
        swing=(float(low[0]), float(high[0])),
        is_still=bool(step and ((high - low) < _STILL * np.array(span)).all()),
    )


def fate(state: State, entrant: Entrant, ground: Ground, step: int) -> str:
    """What has become of it, after its name."""
    if entrant.manner.rate == 0:
        return "does not move, for its rate is 0"
    if state.diverges:
        return f"diverges at step {state.diverges}: it is a thousand times as high as at its start"
    if not step:
        return f"starts at a height of {say(state.height)}"
    if state.arrived:
        return f"arrives at step {state.arrived}"
    if state.is_still:
        return f"hardly moves any more at a height of {say(state.height)}, which is not the lowest"
    return f"is {say(state.height - ground.lowest)} above the lowest height"
