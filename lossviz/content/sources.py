"""Every source that guides cite, once: what it is, what of it was read, and where it is cited."""

from dataclasses import dataclass, field

from lossviz.content.cases import CASES, READ
from lossviz.content.sections import href
from lossviz.content.timeline import EVENTS
from lossviz.statements import COLLECTIONS

_OPENED, _UNOPENED = "Opened for what is said.", "Not opened: named after another source."


@dataclass(slots=True)
class Cited:
    """A source.

    Parameters
    ----------
    text, url : str
        What it is, and where.
    read : list of str
        What of it was read, in words.
    cited : dict of str to str
        The names of the guides that cite it, by address.
    """

    text: str
    url: str
    read: list[str] = field(default_factory=list)
    cited: dict[str, str] = field(default_factory=dict)


def sources() -> list[Cited]:
    """All sources, in the order of their names."""
    found: dict[str, Cited] = {}

    def note(text: str, url: str, read: str, where: str, name: str) -> None:
        source = found.setdefault(url, Cited(text, url))
        source.cited[where] = name
        if read not in source.read:
            source.read.append(read)

    for case in CASES:
        for paper in case.sources:
            note(f"{paper.name} ({paper.year})", paper.url, READ[paper.read], f"{href('cases')}#{case.key}", case.title)
    for collection in COLLECTIONS.values():
        for said in (*collection.statements, *collection.corrections):
            for source in said.sources:
                read = _OPENED if source.opened else _UNOPENED
                if "://" not in source.address:  # a page of this app
                    continue
                note(source.text, source.address, read, href(collection.key), collection.name)
    for event in EVENTS:
        read = f"Read: {event.read}." if event.read else _UNOPENED
        note(f"{event.name} ({event.year})", event.url, read, href("timeline"), "Timeline")
    for each in found.values():  # what one page has read, another need not have opened
        each.read = [read for read in each.read if read != _UNOPENED] or [_UNOPENED]
    return sorted(found.values(), key=lambda source: source.text.casefold())
