"""The list of pages that stands on every page: those of many losses, and those of the families."""

from collections.abc import Sequence
from dataclasses import dataclass

from lossviz.catalogue import CATALOGUE
from lossviz.content.guides import GUIDES
from lossviz.content.labs import LABS
from lossviz.losses import FAMILIES


@dataclass(frozen=True, slots=True)
class Link:
    """A page in the list.

    Parameters
    ----------
    key, name : str
        Its address and its name; where room is short only the first word of a family's name is seen.
    is_document : bool
        Whether it is a document by itself, which no session shows.
    """

    key: str
    name: str
    is_document: bool = False


# The labs in which models learn; the others only look.
_OWN = {lab.key: lab for lab in CATALOGUE.labs.values() if not lab.on_site}

PARTS: Sequence[tuple[str, Sequence[Link]]] = (
    (
        "Of many losses",
        (
            Link("", "All losses"),
            *(Link(guide.key, guide.name, is_document=True) for guide in GUIDES.values() if guide.door),
            *(Link(key, name) for key, (name, _) in LABS.items() if key not in _OWN),
        ),
    ),
    ("Labs", tuple(Link(lab.key, lab.name) for lab in _OWN.values())),
    ("Families", tuple(Link(family.key, family.name) for family in FAMILIES.values())),
)
