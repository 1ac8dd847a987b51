"""Computations that take longer than a reader waits for: each is advanced by those who look at it, a slice at a time.

Nothing runs in the background. A page asks again and again for the figure of the state that it shows; each time the
run behind it goes on for as long as the page has patience, and the figure shows how far it has come. A run that nobody
asks for any more stands still, so a newer setting ends an older run, and who asks for the same run shares it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from threading import Lock
from time import perf_counter
from typing import Generic, TypeVar

State = TypeVar("State")

_PATIENCE: ContextVar[float] = ContextVar("patience", default=inf)
_LOOK: ContextVar["Look | None"] = ContextVar("look", default=None)
_ONE_AT_A_TIME = Lock()  # of all runs: two would take longer, and leave nothing for those who drag a slider


@dataclass(slots=True)
class Look:
    """What was seen while something was computed: whether a run behind it has more to come."""

    provisional: bool = False


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Within it, a look at a run takes about so long at most; without, as long as the run does."""
    token = _PATIENCE.set(seconds)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


@contextmanager
def looking() -> Iterator[Look]:
    """Tells whether what is computed within it is provisional, so that nobody keeps it."""
    look, outer = Look(), _LOOK.get()
    token = _LOOK.set(look)
    try:
        yield look
    finally:
        _LOOK.reset(token)
        if outer is not None:
            outer.provisional |= look.provisional


class Run(Generic[State]):
    """A computation in steps.

    Parameters
    ----------
    begin : callable
        ``begin()`` gives an iterator over states; a later one holds all that an earlier one does, of an object of its
        own, since several readers draw them.
    """

    def __init__(self, begin: Callable[[], Iterator[State]]) -> None:
        self._states = begin()
        self._lock = Lock()
        self._state = next(self._states)
        self._finished = False

    def look(self) -> tuple[State, bool]:
        """How far it has come, after having gone on for a while; and whether that is all."""
        until = perf_counter() + _PATIENCE.get()
        if not self._finished:
            self._advance(until)
        if not self._finished and (look := _LOOK.get()) is not None:
            look.provisional = True
        return self._state, self._finished

    def _advance(self, until: float) -> None:
        for lock in (self._lock, _ONE_AT_A_TIME):
            if not _acquired(lock, until):
                if lock is _ONE_AT_A_TIME:
                    self._lock.release()
                return
        try:
            while not self._finished:
                state = next(self._states, None)
                if state is None:
                    self._finished = True
                else:
                    self._state = state
                if perf_counter() > until:
                    return
        finally:
            _ONE_AT_A_TIME.release()
            self._lock.release()


def _acquired(lock: Lock, until: float) -> bool:
    return lock.acquire() if until == inf else lock.acquire(timeout=max(0.0, until - perf_counter()))
