"""Guides as documents: served without a session, in the app's frame or in another site's page.

They are plain documents with figures mounted in them, as embeds are, and no pages of Streamlit: a reader goes from
lesson to lesson in a fraction of the time that a session takes to start, back and forward are the browser's own, a
server that is started anew loses nothing, and the same document can be embedded.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.content.guides import GUIDES
from lossviz.content.guides.record import Guide
from lossviz.content.navigation import PARTS
from lossviz.content.transcript import transcript
from lossviz.hosts import document
from lossviz.hosts.embed import framed
from lossviz.hosts.previews import Preview, root
from lossviz.hosts.recipes import guide_frame
from lossviz.lessons.exhibit import Exhibit
from lossviz.live.assets import version
from lossviz.live.routes import OPEN, answer, drawn, library_address, packed, script_address, style_address
from lossviz.vocabulary import InvalidInput, UnknownName

Ask = Callable[[Mapping[str, str]], Mapping[str, Any]]

_LONGEST = 4000  # characters of a field in an address
_LARGEST = 128_000  # bytes of a body: as many as 20 000 characters take in a form, which spells them out
_MOST_FIELDS = 20
_STYLES = ("live", "page_list", "standalone", "guides", "terms")


def routes(base: str) -> list[Route]:
    """A route for each guide, for each embedded, and for what each answers, below the app's path."""
    found = []
    for guide in GUIDES.values():
        for name, ask in guide.answers.items():
            address = f"{base}/{guide.key}/{name}"
            posted = name in guide.posted
            found.append(
                Route(address, _posted(ask), methods=["GET", "POST"]) if posted else Route(address, _asked(ask))
            )
        found.append(Route(f"{base}/{guide.key}", _page(base, guide, embedded=False)))
        found.append(Route(f"{base}/embed/{guide.key}", _page(base, guide, embedded=True)))
    return found


def _fields(given: Mapping[str, str]) -> dict[str, str]:
    return {name: text[:_LONGEST] for name, text in given.items()}


def _asked(ask: Ask) -> Callable[[Request], Response]:
    """What is asked for by an address, which anybody may keep."""

    def respond(request: Request) -> Response:
        return _told(request, ask, _fields(request.query_params))

    return respond


def _posted(ask: Ask) -> Callable[[Request], Awaitable[Response]]:
    """What is asked for in the body of a request. Nothing comes of it but the answer, whichever site has asked."""

    async def respond(request: Request) -> Response:
        if request.method != "POST":
            return _refused(405, "This is asked for by POST, so that what is typed stands in no log.")
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST:
                return _refused(413, f"This is too large: at most {_LARGEST // 1000} kB are read.")
        try:
            fields = _form(bytes(body), request.headers.get("content-type", ""))
        except (ValueError, RecursionError):
            return _refused(400, "This cannot be read. It must be a form, or a JSON object of texts, in UTF-8.")
        found = await run_in_threadpool(_told, request, ask, fields)
        found.headers["Cache-Control"] = "no-store"
        return found

    return respond


def _form(body: bytes, kind: str) -> dict[str, str]:
    """The fields of a body; ValueError if it has none that can be read."""
    text = body.decode()
    if kind.partition(";")[0].strip().lower() != "application/json":
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    fields = json.loads(text)
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("no object of texts")
    return fields


def _told(request: Request, ask: Ask, fields: Mapping[str, str]) -> Response:
    try:
        told = ask(fields)
    except UnknownName as missing:
        return _refused(404, str(missing))
    except InvalidInput as refused:
        return _refused(400, str(refused))
    return answer(request, packed(dict(told)), "application/json", fields.get("v"))


def _refused(status: int, sentence: str) -> Response:
    return Response(sentence, status_code=status, media_type="text/plain", headers=OPEN)


def _page(base: str, guide: Guide, embedded: bool) -> Callable[[Request], Response]:
    live = f"{base}/live"

    def respond(request: Request) -> Response:
        fields = _fields(request.query_params)
        (theme, height), troubles = framed(fields)
        told = guide.tells(fields)
        at = root(request, base)
        link = guide_address(at, guide, fields)
        text = (
            document.environment()
            .get_template(told.template)
            .render(
                told=told,
                guide=guide,
                guides=[each for each in GUIDES.values() if each.listed and not each.door],
                parts=PARTS,
                embedded=embedded,
                theme=theme,
                height=height,
                link=link,
                styles=[style_address(live, name) for name in (*_STYLES, *told.styles)],
                script=script_address(live),
                library=library_address(live),
                preview=Preview(told.title, told.about, link, f"{at}/oembed?{urlencode({'url': link})}&format="),
                site=at,
                snippet=partial(_snippet, at),
                notices=(*told.notices, *troubles),
                first=_first(told.exhibit, live) if told.exhibit else None,
                browser=document.script(
                    {**told.browser, "guide": guide.key, "server": live, "base": f"{base}/", "version": version()}
                ),
                **told.words,
            )
        )
        status = 200 if told.found else 404
        return Response(text, status, media_type="text/html", headers={"Cache-Control": "no-cache"})

    return respond


def guide_address(at: str, guide: Guide, fields: Mapping[str, str], embedded: bool = False) -> str:
    """The address of a guide, whole."""
    path = f"{at}/embed/{guide.key}" if embedded else f"{at}/{guide.key}"
    return f"{path}?{urlencode(fields, safe=',')}" if fields else path


def _snippet(at: str, address: str, title: str) -> str:
    """A frame to paste into a course page: of a guide at an address relative to the app's pages."""
    return guide_frame(f"{at}/embed/{address}", title)


def _first(exhibit: Exhibit, live: str) -> dict[str, Any]:
    """The figure that is seen first: its state for the browser, and the same in words."""
    view = exhibit.view()
    tells = document.told(view, drawn(view), exhibit.page, "", server=live)
    return {"told": document.script(tells), "words": transcript(view, drawn(view)), "view": view}
