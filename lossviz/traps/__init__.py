"""Calls that run without complaint and compute something else, with the two numbers that real libraries gave.

A file here with a ``GROUP`` adds its traps. ``numbers.json`` is written by ``tests/golden/write_traps.py``, which
runs every program in the libraries themselves; nothing of them is needed here.
"""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lossviz.traps.record import Group, Trap
from lossviz.vocabulary import Registry, discovered

_NUMBERS = Path(__file__).with_name("numbers.json")

GROUPS: tuple[Group, ...] = tuple(sorted(discovered(__name__, "GROUP"), key=lambda group: group.place))
TRAPS = Registry("trap", {trap.key: trap for group in GROUPS for trap in group.traps})


@functools.cache
def numbers() -> Mapping[str, Any]:
    """What was run and what it gave: ``versions`` by library, and ``traps`` by key."""
    return json.loads(_NUMBERS.read_text(encoding="utf-8"))


def traps_of(key: str) -> tuple[Trap, ...]:
    """The traps that concern a loss."""
    return tuple(trap for trap in TRAPS.values() if key in trap.losses)
