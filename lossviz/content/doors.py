"""The ways in from the first page: learn, explore, choose, labs."""

from dataclasses import dataclass

from lossviz.catalogue import CATALOGUE
from lossviz.content.guides import GUIDES


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: its name, what is behind it, its address."""

    name: str
    words: str
    href: str


_EXPLORE = Door(
    "Explore", f"All {len(CATALOGUE.losses)} losses as live figures: search, drag, compare.", "#lossviz-search"
)
_LEARN, *_OTHERS = (Door(guide.name, guide.about, guide.key) for guide in GUIDES.values() if guide.door)

DOORS = (_LEARN, _EXPLORE, *_OTHERS)
