"""The glossary: the words of the field, each in a sentence and where to see it."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from lossviz.content.exhibits import inline
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.terms import TERMS
from lossviz.terms.record import Term


def tells(fields: Fields) -> Told:
    """All terms from A to Z."""
    return Told(
        template="glossary.html",
        title="Glossary",
        about=GUIDE.about,
        words={"letters": _letters()},
        styles=("glossary",),
    )


@lru_cache(maxsize=1)
def _letters() -> list[tuple[str, list[dict[str, Any]]]]:
    """The entries by their first letter."""
    return [
        (letter, [_entry(term) for term in found])
        for letter, found in groupby(TERMS.values(), key=lambda term: term.name[0].upper())
    ]


def _entry(term: Term) -> dict[str, Any]:
    return {
        "key": term.key,
        "name": term.name,
        "says": inline(term.says, {term.key}),
        "see": term.see,
        "related": [(key, TERMS[key].name) for key in term.related],
        "sought": " ".join((term.name, *term.forms)),
    }


def _terms(fields: Fields) -> Mapping[str, Any]:
    """What is said of every term beside where it stands: its name and its sentence."""
    return {term.key: (term.name, inline(term.says)) for term in TERMS.values()}


GUIDE = Guide(
    key="glossary",
    name="Glossary",
    about="The words of the field, each in a sentence, with a figure that shows it.",
    place=6,
    tells=tells,
    answers={"terms": _terms},
)
