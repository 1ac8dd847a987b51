"""Two boxes by their measures: areas, gaps, and whose edge lies inside the other."""

from dataclasses import dataclass

import numpy as np

_TINY = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class Pair:
    """Two boxes by their measures, from which nothing is subtracted that could cancel.

    Lengths come in pairs on the last axis, width and height, as shares of the sides of the smallest box that
    encloses both: areas are then shares of its area, and no size of boxes overflows. Of a side that the boxes
    do not share, ``alone`` is the part that only the predicted box takes up, ``without`` the part that only the
    true box does, gaps included.

    Parameters
    ----------
    span : ndarray
        The sides of the enclosing box, the only lengths that are not shares.
    own, true : ndarray
        The sides of the predicted and of the true box.
    shared : ndarray
        The sides of their intersection; where negative, the gap between them.
    alone, without : ndarray
        ``1 - true`` and ``1 - own``.
    low, high : ndarray
        How far the predicted box's lower and upper edges lie inside the true box's: 1 inside, 0 outside,
        1/2 where they are level.
    """

    span: np.ndarray
    own: np.ndarray
    true: np.ndarray
    shared: np.ndarray
    alone: np.ndarray
    without: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def overlap(self) -> np.ndarray:
        """Whether the boxes share an area."""
        return np.asarray((self.shared > 0).all(-1))

    @property
    def intersection(self) -> np.ndarray:
        """The area that the boxes share."""
        return np.where(self.overlap, area(self.shared), 0.0)

    @property
    def extra(self) -> np.ndarray:
        """The area of the predicted box outside the true one."""
        return np.where(self.overlap, _rest(self.own, self.alone, self.shared), area(self.own))

    @property
    def missing(self) -> np.ndarray:
        """The area of the true box outside the predicted one."""
        return np.where(self.overlap, _rest(self.true, self.without, self.shared), area(self.true))

    @property
    def union(self) -> np.ndarray:
        """The area of both boxes together."""
        return area(self.own) + self.missing

    def gradient(self, inside: np.ndarray, outside: np.ndarray, both: np.ndarray | float = 0.0) -> np.ndarray:
        """The gradient in the four coordinates from slopes on each of the two axes.

        Parameters
        ----------
        inside, outside : ndarray
            The slope as an edge moves towards the middle of its own box, where it lies inside the true box
            and where it lies outside.
        both : ndarray or float
            A slope that is the same for both edges, as a coordinate grows.
        """
        low = both + np.where(self.low == 0.5, (inside + outside) / 2, np.where(self.low == 1, inside, outside))
        high = both - np.where(self.high == 0.5, (inside + outside) / 2, np.where(self.high == 1, inside, outside))
        return np.concatenate([low, high], -1)


def pair(prediction: np.ndarray, target: np.ndarray) -> Pair:
    """The measures of predicted and true boxes."""
    own, true = prediction[..., 2:] - prediction[..., :2], target[..., 2:] - target[..., :2]
    low, high = prediction[..., :2] - target[..., :2], target[..., 2:] - prediction[..., 2:]
    first, last = np.minimum(prediction[..., :2], target[..., :2]), np.maximum(prediction[..., 2:], target[..., 2:])
    span = last - first
    return Pair(
        span=span,
        own=own / span,
        true=true / span,
        shared=overlaps(prediction, target) / span,
        alone=(np.maximum(-low, 0.0) + np.maximum(-high, 0.0)) / span,
        without=(np.maximum(low, 0.0) + np.maximum(high, 0.0)) / span,
        low=np.heaviside(low, 0.5),
        high=np.heaviside(high, 0.5),
    )


def overlaps(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The sides of the intersection, width and height; where negative, the gap between the boxes."""
    return np.minimum(prediction[..., 2:], target[..., 2:]) - np.maximum(prediction[..., :2], target[..., :2])


def area(sides: np.ndarray) -> np.ndarray:
    """Width times height."""
    return sides[..., 0] * sides[..., 1]


def across(sides: np.ndarray) -> np.ndarray:
    """For each axis the side along the other: height and width."""
    return sides[..., ::-1]


def _rest(sides, alone, shared):
    """The area of a box without the part that it shares."""
    return alone[..., 0] * sides[..., 1] + shared[..., 0] * alone[..., 1]


def between_centres(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """From the true box's centre to the predicted one's, on each axis."""
    apart = prediction - target
    return (apart[..., :2] + apart[..., 2:]) / 2


def level(prediction: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
    """What changes its sign where an edge of the one box passes the same edge of the other."""
    return [_passing(apart) for apart in np.moveaxis(prediction - target, -1, 0)]


def touching(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """What changes its sign where the boxes begin to overlap."""
    return _passing(overlaps(prediction, target).min(-1))


def _passing(apart):
    """The same signs, but none is 0: edges that stay level all along a line are no kink of it."""
    return np.where(apart == 0, _TINY, apart)
