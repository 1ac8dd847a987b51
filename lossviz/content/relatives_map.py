"""The map of relatives: all losses by family, and every limit and equality between them as a link."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import href
from lossviz.drawing.relatives_map import relatives_map
from lossviz.drawing.theme import THEMES
from lossviz.relatives import RELATIVES
from lossviz.relatives.statement import Relative
from lossviz.vocabulary import Family, Loss


def fields_of(relative: Relative) -> dict[str, str]:
    """The fields of the link that shows a relative: its first side, laid over the second."""
    loss = relative.one.loss
    overlaid = {"figure": "relatives", "relative": relative.key} if "relatives" in CATALOGUE.kinds(loss) else {}
    return {"loss": loss.key, **overlaid}


@lru_cache(maxsize=1)
def contents() -> dict[str, Any]:
    """What is drawn: the map's places, the statements, the links, ready for JSON."""
    families, losses = list(CATALOGUE.families.values()), CATALOGUE.losses
    drawn = relatives_map(families, list(RELATIVES.values()))
    return {
        "width": drawn.width,
        "height": drawn.height,
        "blocks": [asdict(block) for block in drawn.blocks],
        "nodes": [{**asdict(node), **_told(losses[node.key], node.name)} for node in drawn.nodes],
        "edges": [
            {
                "key": edge.key,
                "one": edge.one,
                "other": edge.other,
                "path": edge.path,
                "limit": RELATIVES[edge.key].limit,
            }
            for edge in drawn.edges
        ],
        "statements": [{"family": family.name, "items": list(_statements(family))} for family in families],
        "themes": {
            theme: {name: inks[ink] for name, ink in (("equal", "loss"), ("limit", "gradient"), ("paper", "paper"))}
            for theme, inks in THEMES.items()
        },
    }


def _told(loss: Loss, text: str) -> dict[str, str]:
    return {"text": text, "name": loss.name, "href": href(CATALOGUE.family_of(loss).key, loss=loss.key)}


def _statements(family: Family) -> Iterator[dict[str, str]]:
    for relative in RELATIVES.values():
        if CATALOGUE.family_of(relative.one.loss) is family:
            there = href(family.key, **fields_of(relative))
            yield {"key": relative.key, "statement": relative.statement, "href": there}
