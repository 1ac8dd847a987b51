"""From what is predicted to a loss to start with: at most three questions, and a figure that shows why."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lossviz.catalogue import CATALOGUE
from lossviz.choices import QUESTIONS, START, Candidate, Fork, Leaf, Option, Path
from lossviz.content import exhibits
from lossviz.content.exhibits import inline
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.drawing import thumbnail
from lossviz.drawing.words import said
from lossviz.vocabulary.errors import hint, quoted

# What whoever has found a loss does before believing its number.
CHECKS = (
    "Keep the plain loss of the task as a baseline: does the other one beat it?",
    "Judge by the metric that you report, on data that were held back.",
    "Look at the residuals, or at the confusion of the classes.",
    "Train with two seeds at least: the gap between them is noise.",
    "Write down the reduction, the settings and the version of the library.",
)
_FRAME = ("theme", "height")  # fields that say how a page looks, not what it shows


def tells(fields: Fields) -> Told:
    """A question, or what stands at the end of a path."""
    path = START.follow(fields)
    lost = _lost(path, fields)
    frame = {name: fields[name] for name in _FRAME if name in fields}
    words: dict[str, Any] = {"path": _steps(path, frame), "again": href("choose", **frame)}
    if isinstance(path.here, Leaf):
        return _end(path, path.here, fields, words)
    return Told(
        template="choose.html",
        title=path.here.asks if path.taken else "Which loss? " + path.here.asks,
        about=GUIDE.about,
        words={**words, "asks": path.here.asks, "answers": _answers(path, frame), "leaf": None},
        notices=(lost,) if lost else (),
        styles=("choose",),
        found=not lost,
    )


def _lost(path: Path, fields: Fields) -> str:
    """What of the address leads nowhere, in a sentence."""
    place = len(path.taken)
    asked = next((name for name in QUESTIONS[place:] if fields.get(name)), None)
    if asked is None:
        return ""
    given = quoted(fields[asked])
    if isinstance(path.here, Leaf):
        return f"{asked} = {given} was not used: this path has ended before."
    if asked != QUESTIONS[place]:
        return f"{asked} = {given} was not used: {QUESTIONS[place]} comes first, and has no answer yet."
    known = [each.key for each in path.here.options]
    return f"{asked} = {given} is no answer to this question. {hint(fields[asked], known)}These are all."


def _steps(path: Path, frame: Mapping[str, str]) -> list[dict[str, str]]:
    """The questions that were answered, each with its answer and the way back to it."""
    found, here = [], START
    for option in path.taken:
        assert isinstance(here.here, Fork)
        found.append({"asks": here.here.asks, "text": option.text, "back": href("choose", **here.fields, **frame)})
        here = here.further(option)
    return found


def _answers(path: Path, frame: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "text": each.taken[-1].text,
            "about": each.taken[-1].about,
            "href": href("choose", **each.fields, **frame),
            "paths": _curve(each.taken[-1]),
        }
        for each in path.onward()
    ]


def _curve(option: Option) -> dict[str, str] | None:
    return thumbnail.thumbnail(CATALOGUE.losses[option.drawn]) if option.drawn else None


def _end(path: Path, leaf: Leaf, fields: Fields, words: Mapping[str, Any]) -> Told:
    loss = CATALOGUE.losses[leaf.start.loss]
    lost = _lost(path, fields)
    return Told(
        template="choose.html",
        title=f"Start with {loss.name}",
        about=f"{loss.name} for {path.taken[0].text.lower()}: {path.taken[-1].text.lower()}.",
        words={**words, **_found(leaf)},
        browser={"exhibit": exhibits.told(leaf.exhibit)},
        exhibit=leaf.exhibit.within(fields),
        notices=(lost,) if lost else (),
        styles=("choose",),
    )


@lru_cache(maxsize=128)
def _found(leaf: Leaf) -> dict[str, Any]:
    """What is said of a leaf."""
    return {
        "leaf": leaf,
        "start": _candidate(leaf.start),
        "against": _candidate(leaf.against),
        "says": inline(said(leaf.says, leaf.known), set()),
        "beside": [_candidate(Candidate(key)) for key in leaf.beside],
        "whole": href(leaf.exhibit.page, **leaf.exhibit.fields),
        "checks": CHECKS,
    }


def _candidate(candidate: Candidate) -> dict[str, str]:
    loss = CATALOGUE.losses[candidate.loss]
    there = href(CATALOGUE.family_of(loss).key, loss=loss.key)
    return {"name": loss.name, "idea": loss.idea, "how": candidate.how, "href": there}


GUIDE = Guide(
    key="choose",
    name="Choose",
    about="At most three questions lead to a loss to start with.",
    place=2,
    tells=tells,
    door=True,
)
