"""Exhibits and guesses as the browser is told of them."""

import math
from typing import Any

from lossviz.catalogue import PAGES
from lossviz.content import prose
from lossviz.content.sections import href
from lossviz.content.terms import explained
from lossviz.drawing.words import said
from lossviz.lessons.exhibit import Exhibit, Numbers
from lossviz.lessons.record import Amount, Bound, OneOf, Task


def told(exhibit: Exhibit) -> dict[str, Any]:
    """Where its figure comes from, its state, and the losses that can be chosen, each with its own state."""
    view = exhibit.view()
    losses = [
        (key, PAGES[exhibit.page].subjects[key].name, exhibit.moved(loss=key).view().fields()) for key in exhibit.losses
    ]
    return {
        "page": exhibit.page,
        "fields": view.fields(),
        "free": [*exhibit.free, *(["loss"] if losses else [])],
        "losses": losses,
        "whole": href(exhibit.page, **exhibit.fields),
    }


def bound(goal: Bound, numbers: Numbers) -> dict[str, Any]:
    """What a reading must be; an open end is None."""
    low, high = (None if math.isinf(end) else end for end in goal.ends(numbers))
    named = {"reading": goal.reading, "label": goal.label, "per": goal.per, "size": goal.size}
    return {**named, "low": low, "high": high}


def task(goal: Task, known: Numbers, seen: set[str], hidden: tuple[str, ...] = ()) -> dict[str, Any]:
    """A task as the browser is told of it: all but its solution; ``seen`` as in `lossviz.content.terms`."""
    return {
        "asks": inline(said(goal.asks, known), seen),
        "met": inline(said(goal.met, known), seen),
        "hint": inline(said(goal.hint, known), seen),
        "bounds": [bound(each, known) for each in goal.bounds],
        "edge": goal.edge,
        "exhibit": told(goal.exhibit.without(hidden)),
    }


def asked(guess: OneOf | Amount) -> dict[str, Any]:
    """How a guess is made; nothing of the answer."""
    if isinstance(guess, OneOf):
        return {"kind": "choice", "options": [(each.value, each.text) for each in guess.options]}
    number = {"label": guess.label, "unit": guess.unit, "low": guess.low, "high": guess.high, "step": guess.step}
    return {"kind": "number", **number}


def judged(guess: OneOf | Amount, given: str, numbers: Numbers) -> dict[str, Any]:
    """What is said of a guess: whether it was right, the answer, and what a wrong one would have meant.

    Parameters
    ----------
    guess : OneOf or Amount
        What was asked.
    given : str
        The guess, as ``guess.read`` gives it; "" where none was made.
    numbers : mapping
        The numbers that the answer hangs on.
    """
    truth = guess.truth(numbers)
    if not given:
        return {"right": None, "verdict": f"The answer: {truth}.", "meant": ""}
    if guess.is_right(given, numbers):
        own = guess.told(given)
        so = f"You said {own}, and so it is." if own == truth else f"You said {own}, near enough: it is {truth}."
        return {"right": True, "verdict": so, "meant": ""}
    meant = said(guess.meant(given, numbers), numbers)
    return {"right": False, "verdict": f"You said {guess.told(given)}. It is {truth}.", "meant": inline(meant, set())}


def inline(text: str, seen: set[str] | None = None) -> str:
    """A sentence of the house as HTML; with ``seen``, its terms explained as in `lossviz.content.terms`."""
    words = text if seen is None else explained(text, seen)
    return str(prose.inline(words, lambda address: address)).strip()
