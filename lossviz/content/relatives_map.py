"""The map of relatives: all losses by family, and every limit and equality between them as a link."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import href
from lossviz.drawing.relatives_map import RelativesMap, relatives_map
from lossviz.drawing.theme import THEMES
from lossviz.relatives import RELATIVES
from lossviz.relatives.statement import Relative
from lossviz.vocabulary import Family


def fields_of(relative: Relative) -> dict[str, str]:
    """The fields of the link that shows a relative: its first side, laid over the second."""
    loss = relative.one.loss
    overlaid = {"figure": "relatives", "relative": relative.key} if "relatives" in CATALOGUE.kinds(loss) else {}
    return {"loss": loss.key, **overlaid}


@lru_cache(maxsize=1)
def contents() -> dict[str, Any]:
    """What is drawn: the map's places on a wide and on a narrow screen, the statements, the links; ready for JSON."""
    families = list(CATALOGUE.families.values())
    return {
        "maps": {name: _places(drawn) for name, drawn in _drawn(families).items()},
        "losses": {
            loss.key: {"name": loss.name, "href": href(CATALOGUE.family_of(loss).key, loss=loss.key)}
            for loss in CATALOGUE.losses.values()
        },
        "statements": [{"family": family.name, "items": list(_statements(family))} for family in families],
        "themes": {
            theme: {name: inks[ink] for name, ink in (("equal", "loss"), ("limit", "gradient"))}
            for theme, inks in THEMES.items()
        },
    }


def _drawn(families: list[Family]) -> dict[str, RelativesMap]:
    relatives = list(RELATIVES.values())
    narrow = relatives_map(families, relatives, columns=1, width=320.0, gutter=96.0, row=28.0)
    return {"wide": relatives_map(families, relatives), "narrow": narrow}


def _places(drawn: RelativesMap) -> dict[str, Any]:
    return {
        "width": drawn.width,
        "height": drawn.height,
        "blocks": [asdict(block) for block in drawn.blocks],
        "nodes": [{"key": node.key, "text": node.name, "x": node.x, "y": node.y} for node in drawn.nodes],
        "edges": [{"key": edge.key, "path": edge.path, "far": edge.far} for edge in drawn.edges],
    }


def _statements(family: Family) -> Iterator[dict[str, Any]]:
    for relative in RELATIVES.values():
        if CATALOGUE.family_of(relative.one.loss) is family:
            there = href(family.key, **fields_of(relative))
            yield {
                "key": relative.key,
                "statement": relative.statement,
                "href": there,
                "ends": [relative.one.loss.key, relative.other.loss.key],
                "limit": relative.limit,
            }
