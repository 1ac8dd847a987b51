"""How to cite a loss's sources and what a page shows: in BibTeX and in words."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from lossviz.drawing.words import subject_at
from lossviz.vocabulary import Reference, View

_SPECIAL = re.compile(r"([&%$#_])")


def source(reference: Reference) -> str:
    """A publication in words."""
    return f"{reference.authors} ({reference.year}). {reference.title}. {reference.url}"


def source_bibtex(reference: Reference) -> str:
    """A publication in BibTeX, in which "others" stands for the authors that are not named."""
    authors = re.split(r", | and ", reference.authors)
    return _entry(
        _key(authors[0].split()[-1], str(reference.year), reference.title.split()[0]),
        author=" and ".join(authors),
        title=reference.title,
        year=str(reference.year),
        url=reference.url,
    )


def page(view: View, link: str, seen: date | str) -> str:
    """What a page shows, in words."""
    place = f" {link}" if link else ""  # a file may know of no app
    return f"{_shown(view)}. In: lossviz.{place} (seen on {_day(seen)})"


def page_bibtex(view: View, link: str, seen: date | str) -> str:
    """What a page shows, in BibTeX."""
    return _entry(
        _key("lossviz", view.subject.key),
        title=_shown(view),
        howpublished="lossviz, interactive figure",
        url=link,
        note=f"Seen on {_day(seen)}",
    )


def _shown(view: View) -> str:
    return f"{subject_at(view)}: {view.figure.name.lower()}"


def _day(day: date | str) -> str:
    return day if isinstance(day, str) else f"{day.day} {day:%B %Y}"


def _key(*words: str) -> str:
    plain = unicodedata.normalize("NFKD", "".join(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]", "", plain).lower()


def _entry(key: str, **fields: str) -> str:
    written: Mapping[str, str] = {
        # An address is taken literally; a title keeps its capitals.
        name: text if name == "url" else _SPECIAL.sub(r"\\\1", f"{{{text}}}" if name == "title" else text)
        for name, text in fields.items()
        if text
    }
    body = "".join(f"  {name} = {{{text}}},\n" for name, text in written.items())
    return f"@misc{{{key},\n{body}}}"
