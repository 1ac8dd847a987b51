"""The route by which sites that speak oEmbed (oembed.com) turn a link to a page into the figure on it."""

import gzip
import json
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.catalogue import PAGES
from lossviz.content.guides import GUIDES, Guide
from lossviz.content.transcript import title
from lossviz.hosts.embed import THEME
from lossviz.hosts.guides import guide_address
from lossviz.hosts.previews import root
from lossviz.hosts.recipes import Framed, Shared, frame
from lossviz.live.routes import absent, answer
from lossviz.vocabulary import View
from lossviz.vocabulary.controls import read

_WIDTH, _HEIGHT = 800, 480
_FORMATS = {"json": "application/json", "xml": "text/xml"}


def routes(base: str) -> list[Route]:
    """The route of oEmbed, below the path that the app is served under."""
    return [Route(f"{base}/oembed", _oembed(base))]


def _oembed(base: str) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        asked = request.query_params
        form = asked.get("format", "json")
        if form not in _FORMATS:
            return _refused(501, "This format is not offered. It may be json or xml.")
        sizes = [_most(asked.get(name, ""), size) for name, size in (("maxwidth", _WIDTH), ("maxheight", _HEIGHT))]
        if None in sizes:
            return _refused(400, "maxwidth and maxheight are whole numbers of pixels, 1 or more.")
        if "url" not in asked:
            return _refused(400, "Name the page that shall be embedded: /oembed?url=...")
        at = root(request, base)
        shared = _shared(asked["url"], at, *filter(None, sizes))
        if shared is None:
            return absent("This is no address of a figure here. It is that of a page with a figure, or of an embed.")
        return answer(request, gzip.compress(_written(_told(shared, at), form)), _FORMATS[form], None)

    return respond


def _refused(status: int, sentence: str) -> Response:
    return Response(sentence, status_code=status, media_type="text/plain")


def _most(text: str, size: int) -> int | None:
    """A size, or what is asked for if that is less; None if that is no number of pixels."""
    if not text:
        return size
    isdecimal = text.isascii() and text.isdecimal() and len(text) < 10
    return min(size, int(text)) or None if isdecimal else None


def _shared(address: str, at: str, width: int, height: int) -> Shared | Framed | None:
    """What is at an address of this app: a figure or a guide; None if it is another's, or has neither."""
    try:
        asked, own = urlsplit(address), urlsplit(at)
        # Ports are not compared: a proxy in front may listen on another.
        if asked.scheme not in ("http", "https") or asked.hostname != own.hostname:
            return None
        fields = dict(parse_qsl(asked.query, keep_blank_values=True))
    except ValueError:  # not an address at all
        return None
    path = unquote(asked.path).rstrip("/")
    if not path.startswith(f"{own.path}/"):
        return None
    key = path[len(own.path) + 1 :]
    theme = read({"theme": fields.pop("theme", "")}, [THEME])[0]["theme"] if key.startswith("embed/") else ""
    key = key.removeprefix("embed/")
    if key in GUIDES:
        return _of_guide(GUIDES[key], fields, at, theme, (width, height))
    if key not in PAGES:
        return None
    view = View.read(fields, PAGES[key])[0]
    return Shared(view=view, page=key, link="", root=at, width=width, height=height, theme=theme)


def _of_guide(guide: Guide, fields: dict[str, str], at: str, theme: str, size: tuple[int, int]) -> Framed | None:
    """A lesson, a task or another guide; None if there is nothing at its address."""
    found = guide.tells(fields)
    colours = {"theme": theme} if theme in ("light", "dark") else {}
    address = guide_address(at, guide, {**fields, **colours}, embedded=True)
    return Framed(address, found.title, *size) if found.found else None


def _told(shared: Shared | Framed, at: str) -> dict[str, str | int]:
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "lossviz",
        "provider_url": f"{at}/",
        "title": title(shared.view) if isinstance(shared, Shared) else shared.title,
        "html": frame(shared, lines=False),
        "width": shared.width,
        "height": shared.height,
    }


def _written(told: dict[str, str | int], form: str) -> bytes:
    if form == "json":
        return json.dumps(told).encode()
    tree = ElementTree.Element("oembed")
    for name, value in told.items():
        ElementTree.SubElement(tree, name).text = str(value)
    return bytes(ElementTree.tostring(tree, "utf-8", xml_declaration=True))
