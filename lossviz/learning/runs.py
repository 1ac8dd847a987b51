"""Computations that take longer than a reader waits for: each is advanced by those who look at it, a slice at a time.

Nothing runs in the background. A page asks again and again for the figure of the state that it shows; each time the
run behind it goes on for as long as the page has patience, and the figure shows how far it has come. A run that nobody
asks for any more stands still, so a newer setting ends an older run, and who asks for the same run shares it.

Runs take turns of a few milliseconds, one at a time, in the order of asking: two at once would take as long, and leave
nothing for those who drag a slider. Before each turn other work goes first, but not for ever.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from threading import Condition, Event, Lock
from time import perf_counter
from typing import Any, Generic, TypeVar

State = TypeVar("State")

_TURN = 0.008  # seconds that a run goes on before another has its turn
_POLITE = 0.05  # seconds that a turn is put off at most while other work goes on
_PATIENT = 5  # times its patience that a look lasts at most where many look: to draw what there is takes time, too
_LOOKS = 24  # that wait at once; each holds a thread of the server, which has forty

_PATIENCE: ContextVar[float] = ContextVar("patience", default=inf)
_LOOK: ContextVar["Look | None"] = ContextVar("look", default=None)
_AT_WORK: ContextVar[bool] = ContextVar("at_work", default=False)


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


class _Work:
    """How much is going on besides runs."""

    def __init__(self) -> None:
        self._count, self._changed = 0, Condition()

    def add(self, more: int) -> int:
        with self._changed:
            self._count += more
            if self._count == 0:
                self._changed.notify_all()
            return self._count

    def wait(self, seconds: float) -> None:
        """Until there is none, so long at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, seconds)


_WORK = _Work()
_LOOKERS = _Work()


@contextmanager
def working() -> Iterator[None]:
    """Within it, runs step back; but for what is spent on a run."""
    token = _AT_WORK.set(True)
    _WORK.add(1)
    try:
        yield
    finally:
        _WORK.add(-1)
        _AT_WORK.reset(token)


@contextmanager
def _aside() -> Iterator[int]:
    """What goes on within it is no other work; tells how many are looking."""
    at_work = _AT_WORK.get()
    if at_work:
        _WORK.add(-1)
    try:
        yield _LOOKERS.add(1)
    finally:
        _LOOKERS.add(-1)
        if at_work:
            _WORK.add(1)


class _Turns:
    """A line of those who want to advance a run, the first of which may."""

    def __init__(self) -> None:
        self._line: deque[Event] = deque()
        self._lock = Lock()

    @contextmanager
    def turn(self, until: float) -> Iterator[bool]:
        """Waits until it is one's turn; tells whether that came in time."""
        mine = Event()
        with self._lock:
            self._line.append(mine)
            if self._line[0] is mine:
                mine.set()
        if not mine.wait(None if until == inf else max(0.0, until - perf_counter())):
            with self._lock:
                if not mine.is_set():  # else it came just now
                    self._line.remove(mine)
                    yield False
                    return
        try:
            yield True
        finally:
            with self._lock:
                self._line.popleft()
                if self._line:
                    self._line[0].set()


_TURNS = _Turns()


class Run(Generic[State]):
    """A computation in steps.

    Parameters
    ----------
    begin : callable
        ``begin()`` gives an iterator over states, the first of them at once; a later one holds all that an earlier one
        does, and what an earlier one holds stays as it is, since several readers draw them.
    """

    def __init__(self, begin: Callable[[], Iterator[State]]) -> None:
        self._begin = begin
        self._states: Iterator[State] | None = None
        self._lock = Lock()
        self._found: list[State] = []  # the latest state, if there is one
        self._finished = False

    def look(self) -> tuple[State, bool]:
        """How far it has come, after having gone on for a while; and whether that is all."""
        if not self._finished:
            with _aside() as lookers:
                patience = _PATIENCE.get() * min(lookers, _PATIENT)
                self._advance(perf_counter() + (patience if lookers <= _LOOKS else 0.0))
        finished = self._finished
        if not finished and (look := _LOOK.get()) is not None:
            look.provisional = True
        return self._found[0], finished

    def _advance(self, until: float) -> None:
        """Goes on until then, or for longer where there is no state yet."""
        if not _acquired(self._lock, until if self._found else inf):
            return
        try:
            while not self._finished and (not self._found or perf_counter() < until):
                with _TURNS.turn(until if self._found else inf) as came:
                    if not came:
                        return
                    if until != inf:
                        _WORK.wait(_POLITE)
                    self._go_on(perf_counter() + _TURN)
        finally:
            self._lock.release()

    def _go_on(self, until: float) -> None:
        if self._states is None:
            self._states = self._begin()
        try:
            for state in self._states:
                self._found = [state]
                if perf_counter() > until:
                    return
        except BaseException:
            self._states, self._found = None, []  # who looks again sees the same error, not half a result
            raise
        self._finished = True


def _acquired(lock: Lock, until: float) -> bool:
    return lock.acquire() if until == inf else lock.acquire(timeout=max(0.0, until - perf_counter()))


def shared(most: int) -> Callable[[Callable[..., Run[State]]], Callable[..., Run[State]]]:
    """Remembers so many runs, by what was asked for: who asks for the same gets the same, however many at once.

    Whoever holds a run that was dropped goes on with it; the next to ask begins anew.
    """

    def decorate(make: Callable[..., Run[State]]) -> Callable[..., Run[State]]:
        kept, lock = lru_cache(maxsize=most)(make), Lock()

        def told(*asked: Any) -> Run[State]:
            with lock:  # without it, two who ask at once would get two
                return kept(*asked)

        return told

    return decorate
