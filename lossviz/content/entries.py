"""What the search finds, each with its names and what is said of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lossviz.catalogue import CATALOGUE
from lossviz.content.guides import GUIDES
from lossviz.content.search import Entry, Index
from lossviz.content.sections import href
from lossviz.lessons import COURSES
from lossviz.questions import QUESTIONS
from lossviz.terms import TERMS
from lossviz.traps import GROUPS
from lossviz.vocabulary import Claim, Family, Loss


@lru_cache(maxsize=1)
def index() -> Index:
    """The index of all that the app has."""
    return Index((*losses(), *traps(), *lessons(), *questions(), *terms(), *guides(), *labs()))


@lru_cache(maxsize=1)
def of_losses() -> Index:
    """The index of losses and traps, for a place that has nothing else."""
    return Index((*losses(), *traps()))


def losses() -> Iterator[Entry]:
    """An entry for each loss."""
    for family in CATALOGUE.families.values():
        for place, loss in enumerate(family.losses.values()):
            yield _loss(family, loss, place)


def traps() -> Iterator[Entry]:
    """An entry for each trap."""
    for group in GROUPS:
        for trap in group.traps:
            yield Entry(
                kind="trap",
                key=trap.key,
                title=trap.title,
                href=f"{href('traps')}#{trap.key}",
                prose={f"{trap.story} {trap.instead}": 2.0, f"{trap.library} {trap.wrong}": 2.0, group.name: 1.0},
            )


def lessons() -> Iterator[Entry]:
    """An entry for each lesson."""
    for course in COURSES.values():
        for lesson in course.lessons:
            yield Entry(
                kind="lesson",
                key=lesson.key,
                title=lesson.question,
                href=href("learn", lesson=lesson.key),
                names=lesson.words,
                prose={lesson.misconception: 3.0, lesson.asks: 1.5, course.name: 1.0},
            )


def questions() -> Iterator[Entry]:
    """An entry for each frequent question."""
    for question in QUESTIONS.values():
        yield Entry(
            kind="question",
            key=question.key,
            title=question.asks,
            href=f"{href('faq')}#{question.key}",
            names=question.words,
            prose={question.says: 2.0},
        )


def terms() -> Iterator[Entry]:
    """An entry for each term of the glossary."""
    for term in TERMS.values():
        yield Entry(
            kind="term",
            key=term.key,
            title=term.name,
            href=f"{href('glossary')}#{term.key}",
            names=term.forms,
            prose={term.says: 1.5},
            standing=0.7,  # who types a word of the field mostly wants the losses that it is said of
        )


def guides() -> Iterator[Entry]:
    """An entry for each guide."""
    for guide in GUIDES.values():
        if guide.listed:
            yield Entry(kind="guide", key=guide.key, title=guide.name, href=guide.key, prose={guide.about: 2.0})


def labs() -> Iterator[Entry]:
    """An entry for each lab."""
    for lab in CATALOGUE.labs.values():
        kinds = " ".join(f"{figure.name} {figure.meaning}" for figure in lab.figures.values())
        scenes = " ".join(preset.name for figure in lab.figures.values() for preset in figure.presets)
        yield Entry(
            kind="lab",
            key=lab.key,
            title=f"{lab.name}: {lab.question}",
            href=lab.key,
            names=(lab.name, *lab.words),
            prose={kinds: 1.5, scenes: 1.5},
            standing=0.8,
        )


def _loss(family: Family, loss: Loss, place: int) -> Entry:
    claimed = (claim.trait if isinstance(claim, Claim) else claim for claim in loss.traits)
    traits = [loss.space.wording(trait)[0] for trait in claimed]
    parameters = [text for each in loss.parameters for text in (each.name, each.symbol, each.meaning)]
    references = [f"{each.authors} {each.title}" for each in loss.references]
    calls = " ".join(re.findall(r"\.(\w+)\(", " ".join(_code(loss))))
    opens = loss.key == family.start
    return Entry(
        kind="loss",
        key=loss.key,
        title=loss.name,
        href=href(family.key, loss=loss.key),
        names=(*loss.aliases, family.name) if opens else loss.aliases,
        prose={
            family.name: 8.0,
            family.question: 2.0,
            calls: 3.0,
            loss.idea: 3.0,
            " ".join(loss.use_when): 3.0,
            " ".join((*loss.pros, *traits)): 1.5,
            " ".join((*parameters, *references)): 1.0,
        },
        standing=1.3 if opens else 1.1 - 0.01 * place,
    )


def _code(loss: Loss) -> Iterator[str]:
    for each in loss.equivalents:
        yield from (code for code in (each.code, each.default and each.default.code) if code)
