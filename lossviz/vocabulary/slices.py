"""The lines and planes through the predictions along which a loss is drawn, and the truths it is drawn for.

Records of the vocabulary hash by identity, so that a cache remembers the thing itself and not its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A truth that a curve can be drawn for: its name in a link, its name on a page, the target."""

    key: str
    name: str
    target: float | tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """A straight or curved path through the predictions, along which a loss is a curve.

    Parameters
    ----------
    key, name, symbol : str
        Its name in a link, on an axis, and in a formula.
    low, high : float
        The stretch that is drawn.
    probe : (start, step)
        Where a reader's probe starts, and the step it moves in.
    values, slopes : (low, high)
        The ranges of loss and of gradient that a chart shows.
    place : callable
        ``place(t, label)`` gives prediction and target at positions ``t``, an array.
    direction : callable
        ``direction(t, label)`` is the derivative of the prediction with respect to ``t``, so that a slope
        along the line is the gradient's inner product with it.
    reference : callable or None
        ``reference(t, label)`` is the slope along the line of the plain loss of the space, half the square
        or cross-entropy; a loss's slope divided by it is the weight that the loss gives an example.
    plain : callable or None
        ``plain(t, label)`` is the value of that plain loss.
    points : int
        At how many places a curve is computed: 161 are one for every 5 pixels of a wide chart, and kinks get
        places of their own; fewer where an event is a whole picture.
    """

    key: str
    name: str
    symbol: str
    low: float
    high: float
    probe: tuple[float, float]
    values: tuple[float, float]
    slopes: tuple[float, float]
    place: Callable
    direction: Callable
    reference: Callable | None = None
    plain: Callable | None = None
    points: int = 161


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plane:
    """A plane of predictions over which a loss is a field.

    Parameters
    ----------
    axes : pair of (key, name, symbol)
        The horizontal and the vertical coordinate: name in a link, on an axis, in a formula.
    low, high : float
        The stretch of either axis that is drawn.
    start : (x, y)
        Where a reader's probe starts.
    place : callable
        ``place(x, y, label)`` gives predictions and targets with one axis of events after those of ``x``
        and ``y``; the field is the sum of the loss over that axis.
    along : callable
        ``along(gradient)`` turns the gradients of those events into the field's slope along x and y.
    by_label : bool
        Whether the field depends on the label chosen.
    points : int
        At how many places along either axis a field is computed: fewer where an event is a whole picture.
    """

    axes: tuple[tuple[str, str, str], tuple[str, str, str]]
    low: float
    high: float
    start: tuple[float, float]
    place: Callable
    along: Callable
    by_label: bool
    points: int = 41
