"""When each loss was written down, from the references on its card; and what happened besides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import href
from lossviz.drawing import thumbnail
from lossviz.vocabulary import Loss, Reference

_DECADE = 10
_ROOM = 0.75  # the power of a decade's number of dots by which it gets its room
_LEAST = 0.12  # the room of a decade without any
_LINE = 18  # letters of a row's name in a line, which is as high as a lane
_NAME = 0.035  # the room that a year's number takes


@dataclass(frozen=True, slots=True)
class Origin:
    """When a loss was written down.

    Parameters
    ----------
    year : int
        The year of its source, or the one that its source tells of.
    source : Reference
        Where that is told.
    is_given : bool
        Whether the source gives the loss; else it uses it or tells of it, and the loss is no younger.
    """

    year: int
    source: Reference
    is_given: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened besides: its year, what it was called, what it was, where that stands, and what of it
    was read: "" for nothing.
    """

    year: int
    name: str
    says: str
    url: str
    read: str


EVENTS = (
    Event(
        1809,
        "Gauss",
        "Links least squares with a law of errors, and says that he has used them since 1795.",
        "https://gtfp.cs.rhul.ac.uk/pulskamp/Gauss/Gauss.html",
        "a page of sources on Gauss",
    ),
    Event(
        1951,
        "Robbins and Monro",
        "Follow noisy measurements by steps that shrink: stochastic approximation.",
        "https://doi.org/10.1214/aoms/1177729586",
        "abstract",
    ),
    Event(
        1960,
        "ADALINE",
        "Widrow and Hoff train a linear unit by small steps down the squared error.",
        "https://docslib.org/doc/8508446/30-years-of-adaptive-neural-networks-perceptron-madaline-and-backpropagation",
        "a later history by Widrow and Lehr; not the record of 1960",
    ),
    Event(
        1986,
        "Backpropagation",
        "Rumelhart, Hinton and Williams adjust the weights of hidden units by the slope of the error.",
        "https://doi.org/10.1038/323533a0",
        "abstract",
    ),
    Event(
        2015,
        "DQN",
        "One network learns many video games from pixels and score.",
        "https://doi.org/10.1038/nature14236",
        "",
    ),
    Event(
        2016,
        "AlphaGo",
        "Policy and value networks, trained one after the other, guide a search and beat a professional at Go.",
        "https://doi.org/10.1038/nature16961",
        "abstract",
    ),
    Event(
        2024,
        "Nobel Prize",
        "In physics, to Hopfield and Hinton, for networks that store patterns and find them.",
        "https://www.nobelprize.org/prizes/physics/2024/press-release/",
        "press release, in a copy",
    ),
)


@dataclass(frozen=True, slots=True)
class Dot:
    """A loss or an event in the picture.

    Parameters
    ----------
    year : int
        Its year.
    name, says, source : str
        What it is, what of it is told, and where.
    href : str
        What it opens.
    row : str
        The key of its row, "" for events.
    kind : {"given", "known", "event"}
        Whether its source gives it, only knows it, or it is no loss.
    paths : dict or None
        Its curve.
    across : float
        Where it stands along the axis, from 0 to 1.
    lane : int
        Which line of its row it stands on, so that none covers another.
    """

    year: int
    name: str
    says: str
    source: str
    href: str
    row: str
    kind: str
    paths: dict[str, str] | None
    across: float = 0.0
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture: a family, or what happened besides."""

    key: str
    name: str
    top: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: its dots by year, its rows, the decades with their places, and its height in lanes."""

    dots: Sequence[Dot]
    rows: Sequence[Row]
    decades: Sequence[tuple[int, float, bool]]
    lanes: int


def origin(loss: Loss) -> Origin:
    """When a loss was written down, as far as its card knows.

    What tells of an earlier year comes first, then the earliest that defines the loss, then the earliest that gives
    it, then the first source of all, which may be long after.
    """
    told = [each for each in loss.references if each.since is not None]
    if told:
        source = min(told, key=lambda each: each.since or each.year)
        return Origin(source.since or source.year, source, is_given=True)
    for words in (("Defines the ", "Defines it", "Proposes the "), ("Gives ",)):
        giving = [each for each in loss.references if each.gives.startswith(words)]
        if giving:
            source = min(giving, key=lambda each: each.year)
            return Origin(source.year, source, is_given=True)
    source = loss.references[0]
    return Origin(source.year, source, is_given=False)


@lru_cache(maxsize=1)
def picture() -> Picture:
    """Everything in its place."""
    dots = sorted((*_losses(), *_events()), key=lambda dot: dot.year)
    scale = _scale([dot.year for dot in dots])
    rows, placed, top = [], [], 0
    for key, name in (("", "Meanwhile"), *((family.key, family.name) for family in CATALOGUE.families.values())):
        own = _stacked([dot for dot in dots if dot.row == key], scale, room=0.05 if key else 0.13)
        lanes = max(1 + max(dot.lane for dot in own), -(-len(name) // _LINE))
        rows.append(Row(key, name, top, lanes))
        placed += [replace(dot, lane=dot.lane + top) for dot in own]
        top += lanes
    decades = [(year, place, is_named) for (year, place), is_named in zip(scale, _named(scale), strict=True)]
    return Picture(sorted(placed, key=lambda dot: dot.year), rows, decades, top)


def _losses() -> list[Dot]:
    found = []
    for family in CATALOGUE.families.values():
        for loss in family.losses.values():
            first = origin(loss)
            told = first.source
            source = f"{told.authors}, {told.title}" + (f" ({told.year})" if told.year != first.year else "")
            kind = "given" if first.is_given else "known"
            there = href(family.key, loss=loss.key)
            drawn = thumbnail.thumbnail(loss)
            found.append(Dot(first.year, loss.name, told.gives, source, there, family.key, kind, drawn))
    return found


def _events() -> list[Dot]:
    def read(event: Event) -> str:
        return f"Read: {event.read}" if event.read else "Not opened"

    return [Dot(each.year, each.name, each.says, read(each), each.url, "", "event", None) for each in EVENTS]


def _scale(years: Sequence[int]) -> list[tuple[int, float]]:
    """The decades from the first to the last, each with its place: where more happened there is more room."""
    decades = range(min(years) // _DECADE * _DECADE, max(years) + 1, _DECADE)
    weights = [max(sum(start <= year < start + _DECADE for year in years) ** _ROOM, _LEAST) for start in decades]
    places, passed = [0.0], 0.0
    for weight in weights:
        passed += weight
        places.append(passed / sum(weights))
    return list(zip((*decades, decades[-1] + _DECADE), places, strict=True))


def _named(scale: Sequence[tuple[int, float]]) -> list[bool]:
    """Which decades are named: those that have room for it, and of the others the centuries that are far enough."""
    wide = [place for (_, place), (_, end) in pairwise(scale) if end - place >= _NAME]
    wide.append(scale[-1][1])
    return [
        place in wide or (year % 100 == 0 and all(abs(place - each) >= _NAME for each in wide)) for year, place in scale
    ]


def _across(year: int, scale: Sequence[tuple[int, float]]) -> float:
    for (start, low), (end, high) in pairwise(scale):
        if start <= year < end:
            return low + (high - low) * (year - start + 0.5) / (end - start)
    raise ValueError(f"{year} is outside of {scale[0][0]} to {scale[-1][0]}")


def _stacked(dots: Sequence[Dot], scale: Sequence[tuple[int, float]], room: float) -> list[Dot]:
    """The dots of a row, each on the first lane on which it covers none."""
    found: list[Dot] = []
    ends: list[float] = []
    for dot in dots:
        across = _across(dot.year, scale)
        lane = next((each for each, end in enumerate(ends) if end <= across), len(ends))
        ends[lane : lane + 1] = [across + room]
        found.append(replace(dot, across=across, lane=lane))
    return found
