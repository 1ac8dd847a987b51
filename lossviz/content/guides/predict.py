"""The traps as questions: is the number that comes out smaller than the one that was meant, the same, or larger?"""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from lossviz.content import traps as content
from lossviz.content.exhibits import inline
from lossviz.content.guides import claims
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href, link
from lossviz.lessons.exhibit import Numbers
from lossviz.lessons.record import OneOf, Option
from lossviz.traps import TRAPS
from lossviz.traps import numbers as recorded
from lossviz.traps.record import Trap

_TITLE = "What does it print?"
_ABOUT = (
    "Every program here runs without an error. What it computes is called “wrong”, what its author meant “right”: "
    "which way is “wrong” off?"
)


def _answer(known: Numbers) -> str:
    gives, meant = known["gives"], known["meant"]
    if math.isnan(gives):
        return "nan"
    if math.isclose(gives, meant, rel_tol=1e-6, abs_tol=1e-9):
        return "same"
    return "smaller" if gives < meant else "larger"


_GUESS = OneOf(
    options=(
        Option("smaller", "smaller", "Were it smaller, it would stay below {meant}."),
        Option("same", "the same", "Were it the same, either call would do."),
        Option("larger", "larger", "Were it larger, it would go beyond {meant}."),
        Option("nan", "not a number", "Were it none, it would be noticed at once; this goes on unseen."),
    ),
    answer=_answer,
)


def known(trap: Trap) -> Numbers:
    """What the program of a trap gave, and what was meant; of several numbers their mean."""
    ran = recorded()["traps"][trap.key]
    return {"gives": float(np.mean(ran["wrong"])), "meant": float(np.mean(ran["right"]))}


def _shown(trap: Trap) -> Mapping[str, Any]:
    ran = recorded()["traps"][trap.key]
    gives, meant = content.written(ran["wrong"]), content.written(ran["right"])
    return {
        "says": inline(f"It gives **{gives}**; **{meant}** was meant. {trap.story} **Instead.** {trap.instead}", set()),
        "more": inline(link("This trap among the others", f"traps#{trap.key}")),
    }


def _program(trap: Trap) -> str:
    return f"{trap.given.strip()}\n\nwrong = {trap.wrong}\nright = {trap.right}"


def _claim(trap: Trap) -> claims.Claim:
    return claims.Claim(
        key=trap.key,
        says=inline(trap.title),
        plain=trap.title,
        guess=_GUESS,
        numbers=partial(known, trap),
        shown=partial(_shown, trap),
        label=trap.library,
        program=_program(trap),
    )


_CLAIMS = claims.registry([_claim(trap) for trap in TRAPS.values()])


def tells(fields: Fields) -> Told:
    """All traps to be guessed, or the one that is asked for first."""
    foot = inline(f"{link('All traps, with their numbers', href('traps'))}. Run with {content.versions()}.")
    return claims.tells(_CLAIMS, fields, _TITLE, _ABOUT, foot=foot)


GUIDE = Guide(
    key="predict",
    name=_TITLE,
    about="Programs that run and compute something else: guess which way they are off.",
    place=5,
    tells=tells,
    answers={"verdict": partial(claims.verdict, _CLAIMS)},
)
