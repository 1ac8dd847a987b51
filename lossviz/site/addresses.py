"""Where everything is on the site: a readable path for every page, and for every state that the content links to."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.content import card, relatives_map
from lossviz.content.labs import LABS
from lossviz.content.prose import links
from lossviz.content.sections import href
from lossviz.content.things import THINGS
from lossviz.vocabulary import Page, UnknownName, View

_ADDRESS = re.compile(r"[^A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site.

    Parameters
    ----------
    path : str
        Where it is, from the site's first page: "" or ending in a slash.
    page : str
        The key of the app's page that it is of.
    view : View or None
        The figure on it.
    """

    path: str
    page: str
    view: View | None = None

    @property
    def up(self) -> str:
        """From here to the site's first page."""
        return "../" * self.path.count("/") or "./"


class Addresses:
    """All pages of a site by path.

    Parameters
    ----------
    only : collection of str, optional
        The keys of the losses that the site has; all where it is left out.
    """

    def __init__(self, only: Collection[str] | None = None) -> None:
        for key in only or ():
            if key not in CATALOGUE.losses:
                raise UnknownName(
                    f"There is no loss {key!r} to make a site of. There are: {', '.join(CATALOGUE.losses)}."
                )
        self.losses = [key for key in CATALOGUE.losses if only is None or key in only]
        self.places: dict[str, Place] = {}
        for lab in ("", *(key for key in LABS if key not in PAGES or _on_site(PAGES[key]))):
            self._add(Place(f"{lab}/" if lab else "", lab))
        for family in CATALOGUE.families.values():
            if any(key in self.losses for key in family.losses):
                self._add(Place(f"{family.key}/", family.key))
        for address in _addresses(self.losses):
            self._add(place_of(address))
        for key, page in PAGES.items():
            if page.lab and _on_site(page):
                self._start(key, [loss for loss in (page.start, *page.subjects) if loss in self.losses])

    def _start(self, page: str, losses: list[str]) -> None:
        """A page of one kind of figure opens on the first of these."""
        del self.places[f"{page}/"]
        if losses:
            self._add(Place(f"{page}/", page, place_of(href(page, loss=losses[0])).view))

    def _add(self, place: Place) -> None:
        if not place.view or place.view.subject.key in self.losses:
            self.places.setdefault(place.path, place)

    def path(self, address: str) -> str:
        """Where the page of an address of the app is; the first page, where the site was made without its loss.

        Raises
        ------
        UnknownName
            If it is none of the places that the content links to.
        """
        place, mark = place_of(address), urlsplit(address).fragment
        if place.view and place.view.subject.key not in self.losses:
            return ""
        if place.path not in self.places:
            raise UnknownName(f"The site has no page {place.path!r}, which {address!r} leads to.")
        return place.path + (f"#{mark}" if mark else "")


def place_of(address: str) -> Place:
    """The place of an address of the app, relative to its pages: ``regression?loss=huber``."""
    parts = urlsplit(address)
    page, fields = parts.path, dict(parse_qsl(parts.query))
    if not fields:
        return Place(f"{page}/" if page else "", page)
    view, complaints = View.read(fields, PAGES[page])
    if complaints:
        raise UnknownName(f"{address!r} leads nowhere: {' '.join(complaints)}")
    return Place("".join(f"{part}/" for part in _parts(page, view)), page, view)


def _parts(page: str, view: View) -> Iterator[str]:
    """The page, the loss, the kind of figure unless it is the first, what else is not as at first."""
    rest = view.fields()
    loss, figure = rest.pop("loss"), rest.pop("figure")
    offered, kinds = PAGES[page], PAGES[page].kinds(view.loss)
    yield page
    if offered.lab is None or loss != offered.start or rest:
        yield loss
    if offered.lab is None and (figure != next(iter(kinds)) or rest):
        yield figure
    if rest:
        yield quote("-".join(_ADDRESS.sub("_", f"{name}-{text}") for name, text in rest.items()))


def _on_site(page: Page) -> bool:
    """Whether a page without a server can show it."""
    return page.lab is None or page.lab.on_site


def _addresses(losses: Collection[str]) -> Iterator[str]:
    """Every kind of figure of every loss, and what the content links to."""
    for key, page in PAGES.items():
        for loss in page.subjects.values() if _on_site(page) else ():
            if loss.key in losses:
                for kind in page.kinds(loss):
                    yield href(key, loss=loss.key, figure=kind)
    yield from (thing.href for thing in THINGS)
    for family in relatives_map.contents()["statements"]:
        yield from (each["href"] for each in family["items"])
    for loss in CATALOGUE.losses.values():
        for part in card.relatives(loss.at({})).body:
            yield from (each for each in links(str(part)) if "://" not in each)
