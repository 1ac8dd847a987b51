"""What stands in articles on the web, and the view that settles it."""

from lossviz.statements.record import Collection

COLLECTION = Collection(
    key="article",
    name="An article says …",
    about="Each of these stands in some article on the web, in other words. Judge first: the figure answers.",
)
