"""A figure in another site's page: a plain document from a route, without a session and without Streamlit."""

import gzip
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.catalogue import PAGES
from lossviz.hosts.document import rendered, told
from lossviz.hosts.previews import preview, root
from lossviz.live.routes import absent, answer, drawn, library_address, once, script_address, style_address
from lossviz.vocabulary import Choice, UnknownName, View
from lossviz.vocabulary.controls import read

# What the host of an embed sets, besides the fields of the page.
THEME = Choice(
    name="theme",
    label="Theme",
    options=(("", "the reader's"), ("light", "light"), ("dark", "dark")),
    default="",
    meaning="the colours of the figure",
)


def routes(base: str) -> list[Route]:
    """The route of embeds, below the path that the app is served under."""
    return [Route(f"{base}/embed/{{page}}", _embed(base))]


def _embed(base: str) -> Callable[[Request], Response]:
    @once(256)
    def document(view: View, page: str, theme: str, at: str) -> bytes:
        live = f"{base}/live"
        written = urlencode(view.fields(), safe=",")
        link = f"{base}/{page}?{written}"
        tells = told(view, drawn(view), page, link, server=live)
        text = rendered(
            "embed.html",
            view,
            drawn(view),
            tells,
            theme=theme,
            name=PAGES[page].name if PAGES[page].figure else view.subject.name,
            link=link,
            style=style_address(live, "live"),
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
        (theme,) = read({"theme": fields.pop("theme", "")}, [THEME])[0].values()
        return answer(request, document(View.read(fields, page)[0], key, theme, root(request, base)), "text/html", None)

    return respond
