"""The map of relatives: all losses by family, and every limit and equality between them as a link."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lossviz.figures import FIGURES
from lossviz.figures.kinship import kinship
from lossviz.figures.theme import THEMES
from lossviz.losses import FAMILIES, LOSSES, family_of
from lossviz.relatives import RELATIVES
from lossviz.relatives.statement import Relative

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "lossviz_relatives_map",
    html='<div class="lossviz-map">The map is being loaded. It needs JavaScript.</div>',
    css=(_HERE / "relatives_map.css").read_text(encoding="utf-8"),
    js=(_HERE / "relatives_map.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def relatives_map(pages: Path) -> None:
    """The map; a loss or a relative that is clicked opens its page.

    Parameters
    ----------
    pages : Path
        The folder of the families' pages.
    """
    opened = _COMPONENT(key="map", data=contents(), on_opened_change=lambda: None).opened
    if opened in RELATIVES:
        relative = RELATIVES[opened]
        st.switch_page(pages / f"{family_of(relative.one.key).key}.py", query_params=fields_of(relative))
    elif opened in LOSSES:
        st.switch_page(pages / f"{family_of(opened).key}.py", query_params={"loss": opened})


def fields_of(relative: Relative) -> dict[str, str]:
    """The fields of the link that shows a relative: its first side, laid over the second."""
    loss = LOSSES[relative.one.key]
    if not FIGURES["relatives"].fits(loss):
        return {"loss": loss.key}
    return {"loss": loss.key, "figure": "relatives", "relative": relative.key}


@lru_cache(maxsize=1)
def contents() -> dict:
    """What the browser draws: the map's places, the statements, the links."""
    drawn = kinship(list(FAMILIES.values()), list(RELATIVES.values()))
    return {
        "width": drawn.width,
        "height": drawn.height,
        "blocks": [
            {"name": each.name, "x": each.x, "y": each.y, "width": each.width, "height": each.height}
            for each in drawn.blocks
        ],
        "nodes": [
            {
                "key": each.key,
                "text": each.name,
                "name": LOSSES[each.key].name,
                "x": each.x,
                "y": each.y,
                "href": f"{family_of(each.key).key}?{urlencode({'loss': each.key})}",
            }
            for each in drawn.nodes
        ],
        "edges": [
            {
                "key": each.key,
                "one": each.one,
                "other": each.other,
                "path": each.path,
                "limit": RELATIVES[each.key].limit,
            }
            for each in drawn.edges
        ],
        "statements": [
            {
                "family": family.name,
                "items": [
                    {
                        "key": relative.key,
                        "statement": relative.statement,
                        "href": f"{family.key}?{urlencode(fields_of(relative))}",
                    }
                    for relative in RELATIVES.values()
                    if family_of(relative.one.key) is family
                ],
            }
            for family in FAMILIES.values()
        ],
        "themes": {
            theme: {name: inks[ink] for name, ink in (("equal", "loss"), ("limit", "gradient"), ("paper", "paper"))}
            for theme, inks in THEMES.items()
        },
    }
