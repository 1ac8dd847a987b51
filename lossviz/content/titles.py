"""What tabs, bookmarks and the history call the pages."""

from collections.abc import Mapping

from lossviz.content.labs import LABS
from lossviz.losses import FAMILIES
from lossviz.vocabulary import Page, View

TITLES: Mapping[str, str] = {
    "": "lossviz: see what a loss function does",
    **{family.key: f"{family.name} losses · lossviz" for family in FAMILIES.values()},
    **{key: f"{title} · lossviz" for key, (title, _) in LABS.items()},
}


def title_of(page: Page, view: View) -> str:
    """The title of a page with a figure: the subject, the kind of figure unless it is its first, the page."""
    first = next(iter(page.kinds(view.subject).values())) is view.figure
    what = view.subject.name if first else f"{view.subject.name}, {view.figure.name.lower()}"
    return f"{what} · {page.name} · lossviz"
