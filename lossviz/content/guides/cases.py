"""What papers report of losses, and where it is seen here."""

from functools import lru_cache
from typing import Any

from lossviz.content import exhibits
from lossviz.content.cases import CASES, READ, Case
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.content.sections import href
from lossviz.drawing.words import said


def tells(fields: Fields) -> Told:
    """All cases."""
    return Told(
        template="cases.html",
        title="Cases: what papers report",
        about=GUIDE.about,
        words={"cases": _shown()},
        browser={"opens": {case.key: exhibits.told(case.exhibit) for case in CASES}},
        styles=("opened", "cases"),
    )


@lru_cache(maxsize=1)
def _shown() -> list[dict[str, Any]]:
    return [{"case": case, "says": said(case.says, case.known), "whole": _whole(case), "read": READ} for case in CASES]


def _whole(case: Case) -> str:
    return href(case.exhibit.page, **case.exhibit.fields)


GUIDE = Guide(
    key="cases",
    name="Cases",
    about="What papers report of losses: what happened, the number, and a figure that shows it.",
    place=8,
    tells=tells,
)
