"""A loss history: what a training run wrote down of its loss, step by step."""

from dataclasses import dataclass

import numpy as np

from lossviz.maths.thinning import telling, thinned_out
from lossviz.vocabulary import InvalidInput

LONGEST = 2000  # rows that are drawn and judged
FEWEST = 8  # rows; fewer have no shape
_REACH = 1e300


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The losses of a training run. A loss that is NaN or infinite is kept: it is what the run said.

    Parameters
    ----------
    step : ndarray
        Where each row was written down, rising.
    training : ndarray
        The training loss at each step.
    validation : ndarray or None
        The validation loss at each step; NaN where it was not measured.
    notes : tuple of str
        What was done to the rows before they were judged, in sentences.
    """

    step: np.ndarray
    training: np.ndarray
    validation: np.ndarray | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, step: np.ndarray, training: np.ndarray, validation: np.ndarray | None = None) -> "History":
        """The history of rows in any order and of any number: sorted, without repeated steps, thinned out.

        Raises
        ------
        InvalidInput
            If the columns have different lengths, a step is no number, the rows are too few, or no loss is a number.
        """
        step, training = np.asarray(step, float), np.asarray(training, float)
        validation = None if validation is None else np.asarray(validation, float)
        if step.ndim != 1 or any(each is not None and each.shape != step.shape for each in (training, validation)):
            raise InvalidInput("The columns of a loss history must have as many rows as each other, one a step.")
        if not np.isfinite(step).all():
            row = int(np.argmin(np.isfinite(step))) + 1
            raise InvalidInput(f"The step of row {row} must be a finite number. Correct it, or leave the steps out.")
        if len(step) < FEWEST:
            raise InvalidInput(
                f"A diagnosis needs at least {FEWEST} rows; this history has {len(step)}. "
                "Write the loss down more often."
            )
        if not np.isfinite(training).any():
            raise InvalidInput("No training loss is a number. Choose the column that holds the training loss.")
        if validation is not None and np.isfinite(validation).sum() < 2:
            validation = None
        whole = cls(step, _within_reach(training), None if validation is None else _within_reach(validation))
        return _thinned(_in_order(whole))

    def until(self, step: float) -> "History":
        """What was known at this step: the rows up to it, at least the first few."""
        count = max(FEWEST, int(np.searchsorted(self.step, step, "right")))
        if not np.isfinite(self.training[:count]).any():
            return self
        validation = None if self.validation is None else self.validation[:count]
        if validation is not None and np.isfinite(validation).sum() < 2:
            validation = None
        return History(self.step[:count], self.training[:count], validation, self.notes)


def _within_reach(losses: np.ndarray) -> np.ndarray:
    """Losses of which sums and differences do not overflow."""
    return np.where(np.isfinite(losses), np.clip(losses, -_REACH, _REACH), losses)


def _in_order(history: History) -> History:
    step, notes = history.step, list(history.notes)
    if (np.diff(step) < 0).any():
        notes.append("The steps did not rise from row to row, so the rows were sorted.")
    order = np.argsort(step, kind="stable")
    last = np.append(np.diff(step[order]) > 0, True)
    if not last.all():
        notes.append(f"Of rows with the same step the last holds; {int((~last).sum())} rows were left out.")
    kept = order[last]
    if len(kept) < FEWEST:
        raise InvalidInput(f"At least {FEWEST} rows must have steps of their own. Number the steps, or leave them out.")
    return _rows(history, kept, notes)


def _thinned(history: History) -> History:
    count = len(history.step)
    series = [history.training] if history.validation is None else [history.training, history.validation]
    rows = telling(series, LONGEST)
    if len(rows) == count:
        return history
    return _rows(history, rows, [*history.notes, thinned_out(count, len(rows))])


def _rows(history: History, rows: np.ndarray, notes: list[str]) -> History:
    validation = None if history.validation is None else history.validation[rows]
    return History(history.step[rows], history.training[rows], validation, tuple(notes))
