"""The stateless routes that live figures read from: a figure, a slider's travel, a step of a handle, the browser's
script, its styles and the drawing library.

Every address carries a page and the whole state of its figure, so any answer may be cached by anyone, and no session
is needed. Here answers are remembered by the view, so that another spelling of an address finds them, and what is
asked for by many at once is computed once.
"""

import gzip
import json
import math
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache, wraps
from threading import Condition
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cachetools import LRUCache, cached
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.catalogue import PAGES
from lossviz.learning.runs import looking, patient
from lossviz.live import payload
from lossviz.live.assets import library, script, style, styles, version
from lossviz.live.reading import body_of, table_of
from lossviz.vocabulary import Drawing, UnknownName, View

_FOREVER = "public, max-age=31536000, immutable"
# Nothing here is anybody's own: a page in a sandbox, which has no origin, may ask too.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_MOST_FIELDS = 500
_TO = "to."  # before the name of a field: what a handle sets it to
SCRIPT = "lossviz.js"


def routes(address: str) -> list[Route]:
    """The routes, below this path."""
    return [
        Route(f"{address}/plotly.js", _plotly),
        Route(f"{address}/browser/{{version}}/{{name}}", _written),
        Route(f"{address}/{{page}}/table", table_of, methods=["POST"]),
        *(Route(f"{address}/{{page}}/{name}", _asked(respond), methods=["GET", "POST"]) for name, respond in _OF_VIEWS),
    ]


def library_address(address: str) -> str:
    """Where the drawing library is; the browser's ``source.js`` spells it the same."""
    return f"{address}/plotly.js?v={version()}"


def figure_address(address: str, page: str, view: View) -> str:
    """Where the figure of a view is; ``source.js`` spells it the same, so that one request serves both."""
    written = urlencode(view.fields(), safe="*").replace("~", "%7E")  # as a browser's URLSearchParams writes them
    return f"{address}/{page}/figure?{written}&v={version()}"


def script_address(address: str) -> str:
    """Where the browser's modules are, as one."""
    return f"{address}/browser/{version()}/{SCRIPT}"


def style_address(address: str, name: str) -> str:
    """Where a style sheet is."""
    return f"{address}/browser/{version()}/{name}.css"


class _Provisional(Exception):
    def __init__(self, answer: Any) -> None:
        self.answer = answer


def once(most: int) -> Callable[..., Any]:
    """Remembers so many answers; what is being computed is waited for, not computed again.

    What a run that has more to come is behind (`lossviz.learning.runs`) is not remembered.
    """

    def decorate(compute: Callable[..., Any]) -> Callable[..., Any]:
        @cached(LRUCache(most), key=_key, condition=Condition())
        def kept(*asked: Any) -> Any:
            with looking() as look:
                answer = compute(*asked)
            if look.provisional:
                raise _Provisional(answer)
            return answer

        @wraps(compute)
        def told(*asked: Any) -> Any:
            try:
                return kept(*asked)
            except _Provisional as found:
                return found.answer

        return told

    return decorate


def _key(view: View, *more: Any) -> tuple[Any, ...]:
    return (view.state, *(each.state if isinstance(each, View) else each for each in more))


@once(64)
def drawn(view: View) -> Drawing:
    """The drawing of a view."""
    return view.draw()


@once(256)
def packed_figure(view: View) -> bytes:
    """The snapshot of a view, compressed."""
    return packed(payload.snapshot(view, drawn(view)))


@once(128)
def _packed_arm(view: View, slider: str) -> bytes:
    return packed(payload.arm(view, slider))


@once(256)
def _packed_frame(view: View, after: View) -> bytes:
    return packed(payload.frame(drawn(view), after.draw()))


@lru_cache(maxsize=16)
def _packed_text(name: str) -> tuple[bytes, str]:
    text, kind = (script(), "text/javascript") if name == SCRIPT else (style(name.removesuffix(".css")), "text/css")
    return gzip.compress(text.encode(), 9, mtime=0), kind


def _plotly(request: Request) -> Response:
    return answer(request, library(), "text/javascript", request.query_params.get("v"))


def _written(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in (SCRIPT, *(f"{each}.css" for each in styles())):
        return absent(f"There is no file {name!r}.")
    return answer(request, *_packed_text(name), request.path_params["version"])


def _figure(request: Request, asked: Mapping[str, str]) -> Response:
    return _of_view(request, asked, lambda view, fields: packed_figure(view))


def _arm(request: Request, asked: Mapping[str, str]) -> Response:
    slider = asked.get("slider", "")

    def pack(view: View, fields: dict[str, str]) -> bytes | Response:
        try:
            payload.slider_of(view, slider)
        except UnknownName as missing:
            return absent(missing)
        with patient(math.inf):  # a travel is kept, and half a run's would stay half
            return _packed_arm(view, slider)

    return _of_view(request, asked, pack)


def _frame(request: Request, asked: Mapping[str, str]) -> Response:
    moved = {name[len(_TO) :]: text for name, text in asked.items() if name.startswith(_TO)}
    page = request.path_params["page"]

    def pack(view: View, fields: dict[str, str]) -> bytes:
        after, _ = View.read({**fields, **moved, **view.head}, PAGES[page])
        return _packed_frame(view, after)

    return _of_view(request, asked, pack)


def _asked(respond: Callable[[Request, Mapping[str, str]], Response]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes what is asked from the address, or from the body where it is too long for one."""

    async def endpoint(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(respond, request, request.query_params)
        body = await body_of(request)
        if body is None:
            return Response("The state is too long.", status_code=413, media_type="text/plain", headers=OPEN)
        try:
            asked = dict(
                parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
            )
        except ValueError:
            sentence = f"The state has too many fields: at most {_MOST_FIELDS} are read."
            return Response(sentence, status_code=413, media_type="text/plain", headers=OPEN)
        given = await run_in_threadpool(respond, request, asked)
        given.headers["Cache-Control"] = "no-store"
        return given

    return endpoint


def _of_view(
    request: Request, asked: Mapping[str, str], pack: Callable[[View, dict[str, str]], bytes | Response]
) -> Response:
    """The answer for the view that is asked for, or a sentence with status 404 if there is no such thing.

    What goes wrong inside a figure is not among these: it is raised.
    """
    others = ("slider", "v")
    fields = {name: text for name, text in asked.items() if name not in others and not name.startswith(_TO)}
    try:
        page = PAGES[request.path_params["page"]]
    except UnknownName as missing:
        return absent(missing)
    with looking() as look:
        found = pack(View.read(fields, page)[0], fields)
    if isinstance(found, Response):
        return found
    given = answer(request, found, "application/json", asked.get("v"))
    if look.provisional:
        given.headers["Cache-Control"] = "no-store"
    return given


_OF_VIEWS = (("figure", _figure), ("arm", _arm), ("frame", _frame))


def absent(sentence: object) -> Response:
    """What is answered where there is nothing: a sentence with status 404."""
    return Response(str(sentence), status_code=404, media_type="text/plain")


def packed(told: dict[str, Any]) -> bytes:
    """What is told, as compressed JSON."""
    return gzip.compress(json.dumps(told, separators=(",", ":"), allow_nan=False).encode(), 1)


def answer(request: Request, body: bytes, media_type: str, asked: str | None) -> Response:
    """A compressed body for those who take it; to be kept for ever if it was asked for at this version."""
    headers = {**OPEN, "Cache-Control": _FOREVER if asked == version() else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(body), media_type=media_type, headers=headers)
