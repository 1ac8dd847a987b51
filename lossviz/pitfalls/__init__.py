"""Mistakes with losses, each run by the reader. A file here with ``PITFALLS`` adds its pitfalls."""

from lossviz.pitfalls.record import Pitfall
from lossviz.vocabulary import Registry, discovered


def _pitfalls() -> list[Pitfall]:
    found: list[Pitfall] = [pitfall for group in discovered(__name__, "PITFALLS") for pitfall in group]
    return sorted(found, key=lambda pitfall: pitfall.place)


PITFALLS = Registry("pitfall", {pitfall.key: pitfall for pitfall in _pitfalls()})


def pitfalls_of(trap: str) -> tuple[Pitfall, ...]:
    """The pitfalls that are a trap's mistake, run in a figure."""
    return tuple(pitfall for pitfall in PITFALLS.values() if pitfall.trap == trap)
