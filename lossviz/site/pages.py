"""The pages of the site as documents: what the app's pages say, in the HTML itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from lossviz.catalogue import CATALOGUE, PAGES
from lossviz.content import card, libraries, prose, relatives_map, traps
from lossviz.content.labs import ABOUT, HEADINGS, LABS
from lossviz.content.sections import href
from lossviz.content.taken import taken
from lossviz.content.things import THINGS, at_hand
from lossviz.content.titles import TITLES, title_of
from lossviz.content.transcript import title, transcript
from lossviz.drawing import thumbnail
from lossviz.hosts.document import environment, script, told
from lossviz.live.payload import sliders
from lossviz.site.addresses import Addresses, Place
from lossviz.site.assets import Assets
from lossviz.site.live import Live
from lossviz.vocabulary import Drawing, View

STATES = "states.bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the site will be, and what there is beside it.

    Parameters
    ----------
    address : str
        The site's own address, ending in a slash; "" where it is not known.
    app : str
        The address of a live app, ending in a slash; "" where there is none.
    pictured : bool
        Whether first states are drawn.
    """

    address: str = ""
    app: str = ""
    pictured: bool = True


class Pages:
    """Writes the pages.

    Parameters
    ----------
    addresses : Addresses
        All pages.
    assets : Assets
        What they share.
    settings : Settings
        Where they will be.
    """

    def __init__(self, addresses: Addresses, assets: Assets, settings: Settings) -> None:
        self._addresses = addresses
        self._assets = assets
        self._settings = settings

    def plain(self, place: Place) -> str:
        """A page that is no figure's: the first, a family's, the map, the traps."""
        if place.page in CATALOGUE.families:
            return self._rendered("family.html", place, family=self._family(place.page))
        if place.page == "map":
            return self._rendered("map.html", place, told=script(self._map(place)), statements=self._statements())
        return self._rendered("traps.html", place, groups=traps.groups(), versions=traps.versions())

    def home(self, place: Place, drawing: Drawing, live: Live) -> tuple[str, dict[str, Any]]:
        """The first page, and what its figure is drawn from."""
        view, page = at_hand(handles=True)
        figure = self._figure(place, view, page, drawing, live)
        families = self._assets.cards()
        places = {
            "families": [(family["key"], family["name"]) for family in families],
            "gallery": self._assets.path("gallery"),
            "search": self._assets.path("search"),
        }
        text = self._rendered(
            "home.html", place, **figure, things=THINGS, families=families, size=_SIZE, places=script(places)
        )
        return text, figure

    def figure(self, place: Place, drawing: Drawing, live: Live) -> tuple[str, dict[str, Any]]:
        """The page of a figure, and what it is drawn from."""
        view = place.view
        assert view is not None
        page, bound, loss = PAGES[place.page], view.bound, view.loss
        kinds = [
            (kind.name, self._up(place, href(place.page, loss=loss.key, figure=key)), key == view.figure.key)
            for key, kind in page.kinds(loss).items()
        ]
        family = CATALOGUE.family_of(loss)
        losses = [
            (each.name, self._up(place, href(place.page, loss=each.key)), each is loss)
            for each in page.subjects.values()
            if each.key in self._addresses.losses
        ]
        chosen = {control.name: control.default for control in CATALOGUE.settings}
        first = view.figure is next(iter(page.kinds(loss).values())) and page.lab is None
        figure = self._figure(place, view, place.page, drawing, live)
        text = self._rendered(
            "figure.html",
            place,
            **figure,
            title=title_of(page, view),
            kinds=[] if page.lab else kinds,
            losses=losses,
            family=None if page.lab else family,
            kind=view.figure,
            loss=loss,
            own=self._up(place, href(family.key, loss=loss.key)),
            is_card=first and place.path.count("/") == 2,
            left_sections=card.formula(bound),
            right=card.advice(bound),
            code=libraries.code(bound, drawing.events),
            numbers=libraries.numbers(bound, drawing.events, chosen),
            relatives=card.relatives(bound),
            references=card.references(bound),
        )
        return text, figure

    def _figure(self, place: Place, view: View, page: str, drawing: Drawing, live: Live) -> dict[str, Any]:
        app = f"{self._settings.app}{page}?{urlencode(view.fields(), safe=',')}" if self._settings.app else ""
        here = self._settings.address + place.path if self._settings.address else "{link}"
        others = "all else moves in the live app" + (f": {app}" if app else ", which a page without a server is not")
        tells = told(
            view,
            drawing,
            page,
            here,
            live.names,
            live.most,
            version="",
            taken=taken(view, here, "{today}"),
            lattice=STATES,
            library=place.up + self._assets.path("library"),
            elsewhere=f"Here the sliders beside the figure move; {others}.",
        )
        words = transcript(view, drawing)
        known = sliders(view)
        moving = {known[name][0].name for name in live.names}
        held = {control.name for name, (control, _) in known.items() if name not in live.names}
        left = [control.spoken for control in view.shown if control.name in held or control.name not in moving]
        return {
            "view": view,
            "words": words,
            "snapshot": tells["snapshot"],
            "told": script(tells),
            "app": app,
            "left": left,
            "alt": f"{title(view)}. {words.takeaway}",
            "description": words.takeaway or view.loss.idea,
        }

    def _family(self, key: str) -> dict[str, Any]:
        (found,) = (each for each in self._assets.cards() if each["key"] == key)
        return {**found, "size": _SIZE}

    def _map(self, place: Place) -> dict[str, Any]:
        told = relatives_map.contents()
        losses = {key: {**each, "href": self._up(place, each["href"])} for key, each in told["losses"].items()}
        statements = [
            {**family, "items": [{**each, "href": self._up(place, each["href"])} for each in family["items"]]}
            for family in told["statements"]
        ]
        return {**told, "losses": losses, "statements": statements}

    def _statements(self) -> Sequence[Mapping[str, Any]]:
        return [family for family in relatives_map.contents()["statements"] if family["items"]]

    def _up(self, place: Place, address: str) -> str:
        """A link of the content, from a place."""
        if "://" in address or address.startswith("#"):
            return address
        return (place.up + self._addresses.path(address)).removeprefix("./") or "./"

    def _rendered(self, template: str, place: Place, **more: Any) -> str:
        def lead(address: str) -> str:
            return self._up(place, address)

        def said(text: str) -> Markup:
            return prose.html(text, lead)

        def within(text: str) -> Markup:
            return prose.inline(text, lead)

        heading, words = HEADINGS.get(place.page, ("", ""))
        about = {"title": TITLES.get(place.page, ""), "description": ABOUT.get(place.page, "")}
        return (
            environment("lossviz.site")
            .get_template(template)
            .render(
                **{**about, **more},
                heading=heading,
                introduction=words,
                place=place,
                up=place.up,
                lead=lead,
                said=said,
                within=within,
                asset=lambda kind: place.up + self._assets.path(kind),
                labs={key: name for key, (name, _) in LABS.items() if f"{key}/" in self._addresses.places},
                families_of_all=[
                    each for key, each in CATALOGUE.families.items() if f"{key}/" in self._addresses.places
                ],
                canonical=self._settings.address + place.path if self._settings.address else "",
                pictured=self._settings.pictured and "told" in more and "view" in more,
                count=len(self._addresses.losses),
            )
        )


_SIZE = (thumbnail.WIDTH, thumbnail.HEIGHT)
