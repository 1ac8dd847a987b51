"""Frequent questions: two sentences each, and a figure."""

from functools import lru_cache
from typing import Any

from lossviz.content import exhibits
from lossviz.content.exhibits import inline
from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.drawing.words import said
from lossviz.lessons.exhibit import plainly
from lossviz.questions import QUESTIONS


def tells(fields: Fields) -> Told:
    """All questions with their answers; the figure of each is drawn when it is opened."""
    return Told(
        template="faq.html",
        title="Questions",
        about=GUIDE.about,
        words={"questions": _entries()},
        browser={"opens": {key: exhibits.told(each.exhibit) for key, each in QUESTIONS.items() if each.exhibit}},
        styles=("opened",),
    )


@lru_cache(maxsize=1)
def _entries() -> list[dict[str, Any]]:
    return [
        {
            "key": question.key,
            "asks": question.asks,
            "says": inline(said(question.says, question.numbers(plainly)), set()),
            "see": question.see,
            "is_drawn": question.exhibit is not None,
        }
        for question in QUESTIONS.values()
    ]


GUIDE = Guide(
    key="faq",
    name="Questions",
    about="What is often asked about losses, answered in two sentences and a figure.",
    place=7,
    tells=tells,
)
