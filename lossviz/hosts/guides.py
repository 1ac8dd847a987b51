"""Guides as documents: served without a session, in the app's frame or in another site's page.

They are plain documents with figures mounted in them, as embeds are, and no pages of Streamlit: a reader goes from
lesson to lesson in a fraction of the time that a session takes to start, back and forward are the browser's own, a
server that is started anew loses nothing, and the same document can be embedded.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

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
from lossviz.lessons.exhibit import Exhibit
from lossviz.live.assets import version
from lossviz.live.routes import absent, answer, drawn, library_address, packed, script_address, style_address
from lossviz.vocabulary import InvalidInput, UnknownName

_LONGEST = 4000  # characters of a field
_STYLES = ("live", "page_list", "standalone", "guides", "terms")


def routes(base: str) -> list[Route]:
    """A route for each guide, for each embedded, and for what each answers, below the app's path."""
    found = []
    for guide in GUIDES.values():
        found += [Route(f"{base}/{guide.key}/{name}", _answers(ask)) for name, ask in guide.answers.items()]
        found.append(Route(f"{base}/{guide.key}", _page(base, guide, embedded=False)))
        found.append(Route(f"{base}/embed/{guide.key}", _page(base, guide, embedded=True)))
    return found


def _fields(given: Mapping[str, str]) -> dict[str, str]:
    return {name: text[:_LONGEST] for name, text in given.items()}


def _answers(ask: Callable[[Mapping[str, str]], Mapping[str, Any]]) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        fields = _fields(request.query_params)
        try:
            told = ask(fields)
        except UnknownName as missing:
            return absent(missing)
        except InvalidInput as refused:
            return Response(str(refused), status_code=400, media_type="text/plain")
        return answer(request, packed(dict(told)), "application/json", fields.get("v"))

    return respond


def _page(base: str, guide: Guide, embedded: bool) -> Callable[[Request], Response]:
    live = f"{base}/live"

    def respond(request: Request) -> Response:
        fields = _fields(request.query_params)
        (theme, height), troubles = framed(fields)
        told = guide.tells(fields)
        at = root(request, base)
        link = f"{at}/{guide.key}" + (f"?{urlencode(fields, safe=',')}" if fields else "")
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
                preview=Preview(told.title, told.about, link),
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


def _first(exhibit: Exhibit, live: str) -> dict[str, Any]:
    """The figure that is seen first: its state for the browser, and the same in words."""
    view = exhibit.view()
    tells = document.told(view, drawn(view), exhibit.page, "", server=live)
    return {"told": document.script(tells), "words": transcript(view, drawn(view)), "view": view}
