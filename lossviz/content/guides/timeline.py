"""Two centuries of losses: one axis of years, a row a family, every dot a small curve that opens its loss."""

from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.timeline import picture


def tells(fields: Fields) -> Told:
    """The picture."""
    return Told(
        template="timeline.html",
        title="When losses were written down",
        about=GUIDE.about,
        words={"picture": picture()},
        styles=("timeline",),
    )


GUIDE = Guide(
    key="timeline",
    name="Timeline",
    about="From least squares to today, every loss at the year of its source.",
    place=9,
    tells=tells,
)
