"""The gallery of all losses, with a search."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

from lossviz.figures import thumbnail as small
from lossviz.figures.theme import THEMES
from lossviz.losses import FAMILIES, LOSSES, family_of
from lossviz.spec import Claim, Loss

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "lossviz_gallery",
    html='<div class="lossviz-gallery">The gallery is being loaded. It needs JavaScript.</div>',
    css=(_HERE / "gallery.css").read_text(encoding="utf-8"),
    js=(_HERE / "gallery.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def gallery(pages: Path) -> None:
    """All losses as cards; one that is clicked opens its page.

    Parameters
    ----------
    pages : Path
        The folder of the families' pages.
    """
    opened = _COMPONENT(key="gallery", data=_contents(), on_opened_change=lambda: None).opened
    if opened in LOSSES:
        family = family_of(opened)
        st.switch_page(pages / f"{family.key}.py", query_params={"loss": opened})


@lru_cache(maxsize=1)
def _contents():
    colours = {theme: {"loss": inks["loss"], "slope": inks["gradient"]} for theme, inks in THEMES.items()}
    families = [
        {"name": family.name, "question": family.question, "losses": [_card(loss) for loss in family.losses.values()]}
        for family in FAMILIES.values()
    ]
    return {"families": families, "themes": colours, "count": len(LOSSES)}


def _card(loss: Loss) -> dict:
    return {
        "key": loss.key,
        "name": loss.name,
        "idea": loss.idea,
        "href": f"{family_of(loss.key).key}?loss={loss.key}",
        "width": small.WIDTH,
        "height": small.HEIGHT,
        "paths": small.thumbnail(loss),
        "words": _words(loss),
    }


def _words(loss: Loss) -> str:
    """What a search looks at: everything that the record says in words, in small letters."""
    traits = [(claim.trait if isinstance(claim, Claim) else claim).label for claim in loss.traits]
    parameters = [text for each in loss.parameters for text in (each.name, each.symbol, each.meaning)]
    references = [f"{each.authors} {each.title}" for each in loss.references]
    said = (loss.key, loss.name, loss.idea, *loss.use_when, *loss.pros, *traits, *parameters, *references)
    return " ".join(said).lower().replace("_", " ")
