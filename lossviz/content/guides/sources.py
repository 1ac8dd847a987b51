"""What guides cite, and what of it was read."""

from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sources import sources


def tells(fields: Fields) -> Told:
    """All sources."""
    return Told(
        template="sources.html",
        title="Sources",
        about=GUIDE.about,
        words={"sources": sources()},
    )


GUIDE = Guide(
    key="sources",
    name="Sources",
    about="Everything that these pages cite, and what of it was read.",
    place=11,
    tells=tells,
)
