"""Pitfalls: mistakes with losses, each run by the reader."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lossviz.content.exhibits import inline, task
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.drawing.words import said
from lossviz.lessons.exhibit import Numbers, plainly
from lossviz.pitfalls import PITFALLS
from lossviz.pitfalls.record import Pitfall
from lossviz.traps import TRAPS


def tells(fields: Fields) -> Told:
    """All pitfalls; what comes of each is asked for once it has been run."""
    entries = [_entry(pitfall) for pitfall in PITFALLS.values()]
    return Told(
        template="pitfalls.html",
        title="Pitfalls",
        about=GUIDE.about,
        words={"pitfalls": entries},
        browser={"tasks": {entry["key"]: entry["task"] for entry in entries if entry["task"]}},
        styles=("opened",),
    )


@lru_cache(maxsize=64)
def numbers(pitfall: Pitfall) -> Numbers:
    """The numbers that a pitfall's sentences say."""
    return pitfall.numbers(plainly)


@lru_cache(maxsize=64)
def _entry(pitfall: Pitfall) -> Mapping[str, Any]:
    trap, seen = TRAPS[pitfall.trap] if pitfall.trap else None, set[str]()
    return {
        "key": pitfall.key,
        "name": pitfall.name,
        "habit": inline(pitfall.habit, seen),
        "task": task(pitfall.task, numbers(pitfall), seen) if pitfall.task else None,
        "trap": trap and (trap.key, trap.title),
    }


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
