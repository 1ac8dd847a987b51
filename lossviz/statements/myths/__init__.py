"""What many believe of losses: some of it is so."""

from lossviz.statements.record import Collection

COLLECTION = Collection(
    key="myths",
    name="Myth or not?",
    about="Much that is said of losses is wrong, and some of it only sounds wrong. Judge first: the figure answers.",
)
