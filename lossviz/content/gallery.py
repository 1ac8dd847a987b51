"""The gallery: every loss as a small drawn curve, with the words by which it is found."""

from functools import lru_cache
from typing import Any

from lossviz.catalogue import CATALOGUE
from lossviz.content.sections import href
from lossviz.drawing import thumbnail as small
from lossviz.drawing.theme import THEMES
from lossviz.vocabulary import Claim, Loss


@lru_cache(maxsize=1)
def gallery() -> dict[str, Any]:
    """All losses by family, ready for JSON."""
    colours = {theme: {"loss": inks["loss"], "slope": inks["gradient"]} for theme, inks in THEMES.items()}
    families = [
        {"name": family.name, "question": family.question, "losses": [_card(loss) for loss in family.losses.values()]}
        for family in CATALOGUE.families.values()
    ]
    return {"families": families, "themes": colours, "count": len(CATALOGUE.losses)}


def _card(loss: Loss) -> dict[str, Any]:
    return {
        "key": loss.key,
        "name": loss.name,
        "idea": loss.idea,
        "href": href(CATALOGUE.family_of(loss).key, loss=loss.key),
        "width": small.WIDTH,
        "height": small.HEIGHT,
        "paths": small.thumbnail(loss),
        "words": _words(loss),
    }


def _words(loss: Loss) -> str:
    """What a search looks at: everything that the record says in words, in small letters."""
    claimed = (claim.trait if isinstance(claim, Claim) else claim for claim in loss.traits)
    traits = [loss.space.wording(trait)[0] for trait in claimed]
    parameters = [text for each in loss.parameters for text in (each.name, each.symbol, each.meaning)]
    references = [f"{each.authors} {each.title}" for each in loss.references]
    said = (loss.key, loss.name, loss.idea, *loss.use_when, *loss.pros, *traits, *parameters, *references)
    return " ".join(said).lower().replace("_", " ")
