"""The labs: pages on which a loss makes a model, each with states to start from."""

from lossviz.catalogue import CATALOGUE
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href


def tells(fields: Fields) -> Told:
    """Every lab, what it is for, and its states."""
    return Told(
        template="labs.html",
        title="What a loss does to a model",
        about=GUIDE.about,
        words={"labs": [_lab(key) for key, lab in CATALOGUE.labs.items() if not lab.on_site]},
        styles=("labs",),
    )


def _lab(key: str) -> dict[str, object]:
    lab = CATALOGUE.labs[key]
    presets = [
        (preset.name, href(key, **{"figure": figure.key, **preset.fields}))
        for figure in lab.figures.values()
        for preset in figure.presets
    ]
    return {"name": lab.name, "question": lab.question, "href": href(key), "presets": presets}


GUIDE = Guide(
    key="labs",
    name="Labs",
    about="A curve says what a loss charges; here is what it makes a model do.",
    place=3,
    tells=tells,
    door=True,
)
