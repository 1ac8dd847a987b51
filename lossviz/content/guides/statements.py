"""Statements as claims of a guide."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from lossviz.content.exhibits import inline
from lossviz.content.guides import claims
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.drawing.words import said
from lossviz.lessons.exhibit import Numbers, plainly
from lossviz.statements import COLLECTIONS, Statement
from lossviz.statements.record import Source


def guide(key: str, place: int, about: str) -> Guide:
    """The guide of a collection."""
    collection = COLLECTIONS[key]
    found = claims.registry([_claim(each) for each in collection.statements])
    corrections = [
        (inline(each.says), inline(each.so), [source(one) for one in each.sources]) for each in collection.corrections
    ]

    def tells(fields: Fields) -> Told:
        return claims.tells(found, fields, collection.name, collection.about, corrections=corrections)

    return Guide(
        key=key,
        name=collection.name,
        about=about,
        place=place,
        tells=tells,
        answers={"verdict": partial(claims.verdict, found)},
    )


@lru_cache(maxsize=128)
def numbers(statement: Statement) -> Numbers:
    """The numbers that a statement's sentences say."""
    return statement.numbers(plainly)


def source(each: Source) -> str:
    """A source, with a mark if it was not opened, as HTML."""
    return inline(f"[{each.text}]({each.address})" + ("" if each.opened else " (not opened)"))


def _claim(statement: Statement) -> claims.Claim:
    return claims.Claim(
        key=statement.key,
        says=inline(statement.says),
        plain=statement.says,
        guess=statement.guess,
        numbers=partial(numbers, statement),
        shown=partial(_shown, statement),
        exhibit=statement.exhibit,
    )


def _shown(statement: Statement) -> Mapping[str, Any]:
    return {
        "says": inline(said(statement.told, numbers(statement)), set()),
        "more": " · ".join(source(each) for each in statement.sources),
    }
