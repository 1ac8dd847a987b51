"""A task of a teacher's own: a figure, a reading of it and an interval, a question in their words; all in the link."""

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from lossviz.catalogue import PAGES
from lossviz.content import exhibits
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.drawing.words import say
from lossviz.lessons.exhibit import Exhibit
from lossviz.lessons.record import Bound
from lossviz.vocabulary import View, listed
from lossviz.vocabulary.drawings import Reading
from lossviz.vocabulary.errors import hint, quoted

LONGEST_QUESTION = 300  # characters
# What a task adds to the fields of its figure; no control is called so.
OWN = ("page", "ask", "reading", "low", "high", "sign", "free", "hide")
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True, eq=False)
class OwnTask:
    """What a link asks for, as far as it can be used.

    Parameters
    ----------
    exhibit : Exhibit or None
        The figure at its start; none if the link names no page.
    question : str
        The teacher's words: plain text.
    bound : Bound or None
        The goal, if the link has one that can be met.
    value : float
        Its reading at the start.
    notices : tuple of str
        What of the link was not used, and why.
    """

    exhibit: Exhibit | None
    question: str
    bound: Bound | None
    value: float
    notices: tuple[str, ...]


def label(name: str, reading: Reading) -> str:
    """A reading as readers call it: ``found (pixels)``."""
    words = name.replace("_", " ")
    return f"{words} ({reading.unit})" if reading.unit else words


def read(fields: Fields) -> OwnTask:
    """The task of a link. It is total: whatever the fields hold, there is something to show."""
    question, notices = _question(fields.get("ask", ""))
    key = fields.get("page", "")
    if key not in PAGES:
        known = f"It must be one of {listed(PAGES)}."
        name = (
            f"There is no page {quoted(key)} with a figure. {hint(key, PAGES)}" if key else "The link names no page. "
        )
        return OwnTask(None, question, None, math.nan, (*notices, f"{name}{known}"))
    view, complaints = View.read({name: text for name, text in fields.items() if name not in OWN}, PAGES[key])
    exhibit, unknown = _given(Exhibit(key, view.fields()), view, fields)
    bound, value, refused = _goal(view, fields)
    if bound and not exhibit.free:
        refused = (*refused, "Nothing of this figure can be moved: the task stays as it starts.")
    return OwnTask(exhibit, question, bound, value, (*notices, *complaints, *unknown, *refused))


def _question(text: str) -> tuple[str, tuple[str, ...]]:
    """The question as plain text, and a sentence if it is too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    plain = plain.strip()
    if len(plain) <= LONGEST_QUESTION:
        return plain, ()
    told = f"The question has {len(plain)} characters; the first {LONGEST_QUESTION} are shown."
    return f"{plain[:LONGEST_QUESTION]}…", (told,)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, text.split(","))))[:_MOST_NAMES]


def _given(exhibit: Exhibit, view: View, fields: Fields) -> tuple[Exhibit, tuple[str, ...]]:
    """The exhibit with what its reader gets, and a sentence on each name that it does not have."""
    controls = {control.name for control in view.controls}
    shown = tuple(control.name for control in view.shown)
    asked, hidden = _names(fields.get("free", "")), _names(fields.get("hide", ""))
    hideable = exhibit.hideable.keys() - {"readings"}  # the task is judged by them
    notices = [_unknown(name, "left to the reader", controls) for name in asked if name not in controls]
    notices += [_unknown(name, "hidden", hideable) for name in hidden if name not in hideable]
    free = tuple(name for name in asked if name in controls) or shown
    return replace(exhibit, free=free).without(set(hidden) & hideable), tuple(notices)


def _unknown(name: str, what: str, known: Iterable[str]) -> str:
    return f"{quoted(name)} cannot be {what}: this figure has none. {hint(name, known)}".strip()


def _goal(view: View, fields: Fields) -> tuple[Bound | None, float, tuple[str, ...]]:
    """The goal, its value at the start, and what is wrong with it or to be known of it."""
    readings, name = view.draw().readings, fields.get("reading", "")
    if name not in readings:
        what = f"This figure has no reading {quoted(name)}. {hint(name, readings)}" if name else "No reading is named. "
        return None, math.nan, (f"{what}There is no goal; it may be one of {listed(readings)}.",)
    low, high, troubles = _interval(fields.get("low", ""), fields.get("high", ""))
    sign = fields.get("sign", "")
    if sign == "any" and high < 0:
        troubles.append(f"Without its sign no number is at most {say(high)}: high must be 0 or more.")
    if troubles:
        return None, math.nan, tuple(troubles)
    called = label(name, readings[name])
    bound = Bound(name, f"size of {called}" if sign == "any" else called, low, high, size=sign == "any")
    value = bound.value({name: readings[name].value})
    notices = [] if sign in ("", "any") else [f"sign = {quoted(sign)} was not used: it must be any, or left out."]
    if low <= value <= high:
        notices.append(f"The goal is met at the start already: {bound.label} is {say(value)}.")
    return bound, value, tuple(notices)


def _interval(low: str, high: str) -> tuple[float, float, list[str]]:
    """The two ends, and what is wrong with them."""
    ends, troubles = [], []
    for name, text, nowhere in (("low", low, -math.inf), ("high", high, math.inf)):
        value = _number(text) if text.strip() else nowhere
        if value is None:
            troubles.append(f"{name} = {quoted(text)} is no number that a reading can be: there is no goal.")
        ends.append(nowhere if value is None else value)
    if ends[0] > ends[1]:
        troubles.append(f"Nothing lies from {say(ends[0])} to {say(ends[1])}: low must be at most high.")
    if not low.strip() and not high.strip():
        troubles.append("The goal has no end: give low, high or both.")
    return ends[0], ends[1], troubles


def _number(text: str) -> float | None:
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def link(page: str, view: View, **own: str) -> dict[str, str]:
    """The fields of the link of a task: its figure in this state, and what of its own is not empty."""
    whole = replace(view, conceal=())
    hide = {"hide": ",".join(view.conceal)} if view.conceal else {}
    return {"page": page, **whole.fields(), **{name: text for name, text in own.items() if text}, **hide}


def tells(fields: Fields) -> Told:
    """The task of a link, ready to be played."""
    own = read(fields)
    bound, exhibit = own.bound, own.exhibit
    title = f"A task: {bound.label}" if bound else "A task"
    kept = {name: text for name, text in sorted(fields.items()) if name not in ("hide", "free")}
    digest = hashlib.blake2s(urlencode(kept).encode(), digest_size=8).hexdigest()
    return Told(
        template="task.html",
        title=title,
        about="A task to play in a live figure, made by whoever wrote the link.",
        words={"own": own, "whole": exhibit and href(exhibit.page, **exhibit.fields)},
        browser={
            "own": f"task:{digest}",
            "figure": exhibit and exhibits.told(exhibit),
            "task": exhibit and bound and _told(exhibit, bound),
        },
        exhibit=exhibit,
        notices=own.notices,
        styles=("teachers",),
        found=exhibit is not None,
    )


def _told(exhibit: Exhibit, bound: Bound) -> Mapping[str, Any]:
    return {
        "asks": "",
        "met": "",
        "hint": "",
        "bounds": [exhibits.bound(bound, {})],
        "edge": None,
        "exhibit": exhibits.told(exhibit),
    }


GUIDE = Guide(
    key="task",
    name="A task",
    about="A task of a teacher's own, played in a live figure.",
    place=12,
    tells=tells,
    listed=False,
)
