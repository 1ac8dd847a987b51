"""A figure in another site's page: a plain document from a route, without a session and without Streamlit."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.catalogue import PAGES
from lossviz.hosts.document import rendered, told
from lossviz.hosts.previews import preview, root
from lossviz.learning.runs import looking
from lossviz.live.routes import absent, answer, drawn, library_address, once, script_address, style_address
from lossviz.vocabulary import Choice, UnknownName, View
from lossviz.vocabulary.controls import read

# What the host of an embed sets, besides the fields of the page.
THEME = Choice(
    name="theme",
    label="Theme",
    options=(("reader", "the reader's"), ("light", "light"), ("dark", "dark")),
    default="reader",
    meaning="the colours of the figure",
)
HEIGHT = Choice(
    name="height",
    label="Height",
    options=(("frame", "the frame's"), ("auto", "as much as the figure asks for")),
    default="frame",
    meaning="how high the figure is",
)
_STREAMLITS = ("embed", "embed_options")  # what an embedded page of Streamlit is asked for by
_MAIN = b"<main>"
_KEPT = "public, max-age=300"  # a course opens many at once; a reload asks again


def routes(base: str) -> list[Route]:
    """The route of embeds, below the path that the app is served under."""
    return [Route(f"{base}/embed/{{page}}", _embed(base))]


def _embed(base: str) -> Callable[[Request], Response]:
    @once(256)
    def document(view: View, page: str, theme: str, height: str, at: str, day: date) -> bytes:
        live = f"{base}/live"
        link = f"{base}/{page}?{urlencode(view.fields(), safe=',')}"
        text = rendered(
            "embed.html",
            view,
            drawn(view),
            told(view, drawn(view), page, link, server=live),
            theme=theme,
            height=height,
            name=PAGES[page].name if PAGES[page].lab else view.subject.name,
            link=link,
            styles=[style_address(live, name) for name in ("live", "standalone")],
            script=script_address(live),
            library=library_address(live),
            preview=preview(view, drawn(view), page, at),
        )
        return gzip.compress(text.encode(), 6, mtime=0)

    def respond(request: Request) -> Response:
        key = request.path_params["page"]
        try:
            page = PAGES[key]
        except UnknownName as unknown:
            return absent(unknown)
        fields = dict(request.query_params)
        (theme, height), troubles = framed(fields)
        view, complaints = View.read(fields, page)
        with looking() as look:
            body = document(view, key, theme, height, root(request, base), date.today())
        response = _kept(request, _noted(body, [*complaints, *troubles]))
        if look.provisional:
            response.headers["Cache-Control"] = "no-store"
        return response

    return respond


def framed(fields: dict[str, str]) -> tuple[tuple[str, str], list[str]]:
    """Theme and height, and what of them was not used; takes them out of the fields."""
    asked = {name: fields.pop(name) for name in (THEME.name, HEIGHT.name) if name in fields}
    of_streamlit = {name: fields.pop(name, "") for name in _STREAMLITS}
    for name, _ in THEME.options[1:]:
        if f"{name}_theme" in of_streamlit["embed_options"]:
            asked.setdefault(THEME.name, name)
    values, troubles = read(asked, [THEME, HEIGHT])
    return (values[THEME.name], values[HEIGHT.name]), troubles


def _noted(document: bytes, complaints: list[str]) -> bytes:
    """A document with what of its address was not used. It is not remembered: junk would push out what is asked for."""
    if not complaints:
        return document
    note = Markup('<p class="lossviz-notice" role="status">{}</p>').format(" ".join(complaints))
    before, main, after = gzip.decompress(document).partition(_MAIN)
    return gzip.compress(b"".join((before, main, note.encode(), after)), 1, mtime=0)


def _kept(request: Request, body: bytes) -> Response:
    """A document that browsers keep for a while, and then ask whether it is still the same."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
    response = answer(request, body, "text/html", None)
    response.headers.update({"ETag": tag, "Cache-Control": _KEPT})
    if request.headers.get("if-none-match") != tag:
        return response
    headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(status_code=304, headers=headers)
