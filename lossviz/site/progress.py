"""How far a build has come: a bar on a terminal, now and then a line elsewhere."""

import sys
import time
from types import TracebackType
from typing import TextIO

_WIDTH = 30
_EVERY = 15.0  # seconds between two lines where there is no terminal
_REDRAWN = 0.1  # seconds between two states of the bar


class Progress:
    """A count towards a total.

    Parameters
    ----------
    total : int
        How many steps there are.
    stream : file, optional
        Where it is told; the standard error where it is left out.
    """

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._done = 0
        self._told = self._begun = time.monotonic()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._stream.isatty():
            self._stream.write("\r\x1b[K")

    def step(self, name: str) -> None:
        """One more is done: this."""
        self._done += 1
        now, terminal = time.monotonic(), self._stream.isatty()
        if now - self._told < (_REDRAWN if terminal else _EVERY) and self._done < self._total:
            return
        self._told = now
        took = now - self._begun
        left = took / self._done * (self._total - self._done)
        count = f"{self._done} of {self._total} pages, {took:.0f} s, about {left:.0f} s to go"
        if terminal:
            full = _WIDTH * self._done // self._total
            self._stream.write(f"\r\x1b[K{'█' * full}{'░' * (_WIDTH - full)} {count}: {name or 'first page'}"[:140])
        else:
            self._stream.write(f"{count}\n")
        self._stream.flush()
