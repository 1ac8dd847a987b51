"""Pitfalls: mistakes with losses, each run by the reader."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lossviz.content.exhibits import inline
from lossviz.content.guides.learn import task
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.lessons.exhibit import Numbers, plainly, said
from lossviz.pitfalls import PITFALLS
from lossviz.pitfalls.record import Pitfall
from lossviz.traps import TRAPS


def tells(fields: Fields) -> Told:
    """All pitfalls; what comes of each is asked for once it has been run."""
    return Told(
        template="pitfalls.html",
        title="Pitfalls",
        about=GUIDE.about,
        words={"pitfalls": [_entry(pitfall) for pitfall in PITFALLS.values()]},
        browser={"tasks": _tasks()},
        styles=("opened",),
    )


@lru_cache(maxsize=32)
def numbers(pitfall: Pitfall) -> Numbers:
    """The numbers that a pitfall's sentences say."""
    return pitfall.numbers(plainly)


def _entry(pitfall: Pitfall) -> dict[str, Any]:
    trap = TRAPS[pitfall.trap] if pitfall.trap else None
    return {
        "key": pitfall.key,
        "name": pitfall.name,
        "habit": inline(pitfall.habit, set()),
        "is_run": pitfall.task is not None,
        "trap": trap and (trap.key, trap.title),
    }


@lru_cache(maxsize=1)
def _tasks() -> dict[str, Any]:
    return {pitfall.key: task(pitfall.task, numbers(pitfall), set()) for pitfall in PITFALLS.values() if pitfall.task}


def _seen(fields: Fields) -> Mapping[str, Any]:
    """What comes of a pitfall, and what to do instead."""
    pitfall, seen = PITFALLS[fields.get("pitfall", "")], set[str]()
    return {
        "sees": inline(said(pitfall.sees, numbers(pitfall)), seen),
        "instead": inline(f"**Instead.** {pitfall.instead}", seen),
    }


GUIDE = Guide(
    key="pitfalls",
    name="Pitfalls",
    about="Mistakes with losses that run without complaint: make each of them once, here.",
    place=5,
    tells=tells,
    answers={"seen": _seen},
)
