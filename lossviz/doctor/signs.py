"""The signs by which a history is judged: numbers that anyone can check on the curve.

Losses are looked at on a logarithmic scale, in decades: a fall from 1 to 0.1 is one decade whatever the unit. Where a
loss is not positive, what it is above its lowest value is looked at instead, a twentieth of its range added.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.doctor.history import FEWEST, History

_GRID = 160  # places at which a smoothed curve is looked at
_LEVEL = 0.07  # of a curve's range, within which a stretch counts as flat
_DROP = 0.2  # of it, by which a curve has to fall after a stretch


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What can be seen in a history.

    Parameters
    ----------
    history : History
        The rows before the first loss that is no number.
    broken : float
        The step of the first training loss that is NaN or infinite; NaN if there is none.
    step, level : ndarray
        The smoothed training curve: places, and the loss there in decades.
    start, end : float
        The first step, and the last before the loss broke.
    settles_at : float
        The step from which on the smoothed curve stayed level.
    began, ended : float
        The first training loss and the last, each the median of a few rows.
    lowest_at : float
        The step of the lowest smoothed training loss.
    fall : float
        Decades from the first loss to the last; negative where it rose.
    deepest : float
        Decades from the first loss to the lowest.
    back : float
        Decades from the lowest loss up to the last.
    moved : float
        The range of the smoothed loss, as a share of the first loss.
    peak : float
        Decades by which a single row stands above the first.
    jump : float
        Decades by which a single row stands above the lowest before it.
    jump_at, jump_low, jump_high : float
        The step of that row, the lowest smoothed loss before it, and its own.
    noise : float
        The typical distance from the smoothed curve in the second half, in decades.
    turns : float
        The share of rows at which the loss turns round; about two thirds for pure noise.
    waves : float
        How often the smoothed curve turns round by more than a tenth of its range.
    late : float
        The share of all that was gained that came in the last third.
    settled : float
        The share of the run, up to its end, in which the smoothed curve stayed level.
    flat : float
        The share of the run that the longest level stretch took, of those with a drop after them.
    flat_from, flat_to, flat_loss : float
        Where it lies, and the loss there.
    watched : bool
        Whether there is a validation loss.
    best_at : float
        The step of the lowest validation loss.
    best, last : float
        The validation loss there, and at the end.
    rise : float
        Decades between them.
    gap : float
        Decades by which the validation loss stands above the training loss at the end.
    gap_then : float
        The same where the validation loss was lowest.
    """

    history: History
    broken: float
    step: np.ndarray
    level: np.ndarray
    start: float
    end: float
    settles_at: float
    began: float
    ended: float
    lowest_at: float
    fall: float
    deepest: float
    back: float
    moved: float
    peak: float
    jump: float
    jump_at: float
    jump_low: float
    jump_high: float
    noise: float
    turns: float
    waves: float
    late: float
    settled: float
    flat: float
    flat_from: float
    flat_to: float
    flat_loss: float
    watched: bool
    best_at: float
    best: float
    last: float
    rise: float
    gap: float
    gap_then: float


@lru_cache(maxsize=512)
def signs_of(history: History) -> Signs:
    """The signs of a history."""
    finite = np.isfinite(history.training)
    broken = float(history.step[~finite][0]) if not finite.all() else np.nan
    whole = _whole(history)
    step, loss = whole.step, whole.training
    height, smooth = _decades(loss), _smoothed(_decades(loss))
    few = max(1, len(loss) // 40)
    top, bottom = float(np.median(height[:few])), float(np.median(height[-max(2, len(loss) // 12) :]))
    before = np.minimum.accumulate(smooth)
    jumps = height - np.concatenate([[height[0]], before[:-1]])
    highest = int(jumps.argmax())
    places = np.linspace(0, 1, _GRID)
    at = (step - step[0]) / (step[-1] - step[0])
    level = np.interp(places, at, smooth)
    plain = _smoothed(loss)
    first = float(np.median(loss[:few]))
    flat, flat_from, flat_to = _plateau(level)
    settled = _settled(level)
    turned = np.diff(np.sign(np.diff(height)))
    last = float(np.median(plain[-max(2, len(loss) // 12) :]))
    gained, third = first - last, float(np.interp(2 / 3, at, plain)) - last
    size = max(abs(first), 1e-300)
    half = len(loss) // 2
    return Signs(
        history=whole,
        broken=broken,
        step=step[0] + places * (step[-1] - step[0]),
        level=level,
        start=float(step[0]),
        end=float(step[-1]),
        settles_at=float(step[0] + (1 - settled) * (step[-1] - step[0])),
        began=first,
        ended=last,
        lowest_at=float(step[smooth.argmin()]),
        fall=top - bottom,
        deepest=top - float(smooth.min()),
        back=bottom - float(smooth.min()),
        moved=float(np.ptp(plain)) / size,
        peak=float(height.max()) - top,
        jump=float(jumps.max()),
        jump_at=float(step[highest]),
        jump_low=float(plain[: max(1, highest)].min()),
        jump_high=float(loss[highest]),
        noise=1.48 * float(np.median(np.abs((height - smooth)[half:]))),
        turns=float(np.mean(turned != 0)) if turned.size else 0.0,
        waves=_waves(level),
        late=float(np.clip(third / gained, -1, 1)) if gained > 1e-3 * size else 0.0,
        settled=settled,
        flat=flat,
        flat_from=float(step[0] + flat_from * (step[-1] - step[0])),
        flat_to=float(step[0] + flat_to * (step[-1] - step[0])),
        flat_loss=float(np.interp((flat_from + flat_to) / 2, at, plain)),
        **_of_validation(whole),
    )


def _whole(history: History) -> History:
    """The rows before the first training loss that is no number, or, where these are few, all that are numbers."""
    finite = np.isfinite(history.training)
    first = int(np.argmin(finite)) if not finite.all() else len(finite)
    rows = np.arange(first) if first >= FEWEST else np.flatnonzero(finite)
    if len(rows) == 1:  # a curve of two rows, which is level
        return History(history.step[[0, -1]], history.training[rows[[0, 0]]])
    validation = None if history.validation is None else history.validation[rows]
    if validation is not None and np.isfinite(validation).sum() < 2:
        validation = None
    return History(history.step[rows], history.training[rows], validation, history.notes)


def _decades(loss: np.ndarray, lowest: float | None = None, span: float | None = None) -> np.ndarray:
    low = float(loss.min()) if lowest is None else lowest
    if low <= 0:
        span = float(np.ptp(loss)) if span is None else span
        loss = np.maximum(loss - low, 0) + 0.05 * (span or 1.0)
    return np.log10(loss)


def _smoothed(values: np.ndarray) -> np.ndarray:
    """A running median and, over it, a running mean, each over a twenty-fifth of the rows."""
    half = len(values) // 50
    if half == 0 and len(values) > 12:
        half = 1
    if half == 0:
        return values
    wide = np.lib.stride_tricks.sliding_window_view(np.pad(values, half, mode="edge"), 2 * half + 1)
    middle = np.median(wide, axis=1)
    kernel = np.full(2 * half + 1, 1 / (2 * half + 1))
    return np.convolve(np.pad(middle, half, mode="edge"), kernel, "valid")


def _settled(level: np.ndarray) -> float:
    span = np.ptp(level)
    if span == 0:
        return 1.0
    away = np.abs(level - np.median(level[-8:])) > _LEVEL * span
    return 1 - (int(np.flatnonzero(away)[-1]) + 1) / len(level) if away.any() else 1.0


def _waves(level: np.ndarray) -> float:
    """How often a curve turns round by more than a tenth of its range."""
    room, count, way = 0.1 * float(np.ptp(level)), 0, 0
    low = high = level[0]
    for height in level:
        low, high = min(low, height), max(high, height)
        if way >= 0 and height < high - room:
            count, way, low = count + (way > 0), -1, height
        elif way <= 0 and height > low + room:
            count, way, high = count + (way < 0), 1, height
    return float(count)


def _plateau(level: np.ndarray) -> tuple[float, float, float]:
    """The longest level stretch after which the curve falls: its share of the run, where it begins and ends."""
    span = float(np.ptp(level))
    if span == 0:
        return 0.0, 0.0, 0.0
    after = np.minimum.accumulate(level[::-1])[::-1]
    best, begin = (0, 0), 0
    for end in range(len(level)):
        while np.ptp(level[begin : end + 1]) > _LEVEL * span:
            begin += 1
        if level[end] - after[end] > _DROP * span and end - begin > best[1] - best[0]:
            best = begin, end
    last = len(level) - 1
    return (best[1] - best[0]) / last, best[0] / last, best[1] / last


def _of_validation(history: History) -> dict[str, Any]:
    none = float("nan")
    if history.validation is None:
        return {"watched": False, "best_at": none, "best": none, "last": none, "rise": 0.0, "gap": 0.0, "gap_then": 0.0}
    seen = np.isfinite(history.validation)
    step, loss, training = history.step[seen], history.validation[seen], history.training
    low, span = float(min(loss.min(), training.min())), float(np.ptp(np.concatenate([loss, training])))
    height, own = _smoothed(_decades(loss, low, span)), _smoothed(_decades(training, low, span))
    lowest = int(height.argmin())
    end, own_end = (float(np.median(each[-max(2, len(each) // 12) :])) for each in (height, own))
    return {
        "watched": True,
        "best_at": float(step[lowest]),
        "best": float(_smoothed(loss)[lowest]),
        "last": float(np.median(loss[-max(2, len(loss) // 12) :])),
        "rise": end - float(height[lowest]),
        "gap": end - own_end,
        "gap_then": float(height[lowest] - np.interp(step[lowest], history.step, own)),
    }
