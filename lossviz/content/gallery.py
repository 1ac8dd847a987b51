"""The gallery: every loss as a small drawn curve, for pages to show."""

from functools import lru_cache
from typing import Any

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import href
from lossviz.drawing import thumbnail as small
from lossviz.drawing.theme import THEMES
from lossviz.vocabulary import Loss


@lru_cache(maxsize=1)
def gallery() -> dict[str, Any]:
    """All losses by family, ready for JSON."""
    colours = {theme: {"loss": inks["loss"], "slope": inks["gradient"]} for theme, inks in THEMES.items()}
    families = [
        {
            "key": family.key,
            "name": family.name,
            "question": family.question,
            "losses": [_card(loss) for loss in family.losses.values()],
        }
        for family in CATALOGUE.families.values()
    ]
    return {
        "families": families,
        "size": (small.WIDTH, small.HEIGHT),
        "themes": colours,
        "count": len(CATALOGUE.losses),
    }


def _card(loss: Loss) -> dict[str, Any]:
    return {
        "key": loss.key,
        "name": loss.name,
        "idea": loss.idea,
        "href": href(CATALOGUE.family_of(loss).key, loss=loss.key),
        "paths": small.thumbnail(loss),
    }
