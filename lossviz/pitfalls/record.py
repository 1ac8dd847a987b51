"""How a pitfall is written down: what many do, and what comes of it, run by the reader."""

from collections.abc import Callable
from dataclasses import dataclass

from lossviz.lessons.exhibit import Numbers, Read
from lossviz.lessons.record import Task


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pitfall:
    """A mistake that runs without complaint.

    Parameters
    ----------
    key, name : str
        Its name in links, and its title.
    place : int
        Its place on the page, smaller first.
    habit : str
        What is done, and why it looks right.
    numbers : callable
        ``numbers(read)`` are the numbers that its sentences say, as a lesson's.
    sees : str
        What comes of it: a template, shown once it has been run.
    instead : str
        What to do instead.
    task : Task or None
        How it is run, in a figure; its own ``met`` is empty. None where only a library can run it, as a trap.
    trap : str
        The key of the trap that is the same mistake in a library's call, or nothing.
    """

    key: str
    name: str
    place: int
    habit: str
    numbers: Callable[[Read], Numbers]
    sees: str
    instead: str
    task: Task | None = None
    trap: str = ""
