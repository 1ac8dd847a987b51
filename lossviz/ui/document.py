"""The HTML document that every page starts from: Streamlit's own, with what the page itself needs.

It is told where its server is: opened at ``/regression``, Streamlit's page would first look for a server below
``/regression``, fail there with two errors on the console, and try again one level up after a pause. And it asks at
once for what a live figure needs, which would else wait until Streamlit's scripts have run, connected and drawn.
"""

import html
import json
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lossviz.catalogue import PAGES
from lossviz.content.labs import ABOUT
from lossviz.content.titles import TITLES, title_of
from lossviz.hosts.previews import Preview, head, preview, root
from lossviz.live.assets import version
from lossviz.live.routes import drawn, figure_address, library_address, script_address, style_address
from lossviz.vocabulary import View

_HERE = Path(__file__).parent
_STREAMLIT = Path(st.__file__).parent / "static" / "index.html"
_TITLE = "<title>Streamlit</title>"
_BODY = '<div id="root">'


def documents(base: str) -> list[Route]:
    """A route for the first page, each family's and each lab's, below the path that the app is served under."""
    return [Route(f"{base}/{key}", _page(base, key)) for key in TITLES]


def _page(base: str, key: str) -> Callable[[Request], HTMLResponse]:
    before, found, after = _STREAMLIT.read_text(encoding="utf-8").partition(_TITLE)
    for mark, place in ((_TITLE, found), (_BODY, after)):
        if mark not in place:
            raise RuntimeError(f"Streamlit's index.html has no {mark} to put the page's own words at.")
    server = f"new URL({json.dumps(base + '/')}, location.origin).href"
    own = (
        f'<meta name="description" content="{html.escape(ABOUT[key])}" />'
        f"<script>window.__streamlit = {{ BACKEND_BASE_URL: {server} }}</script>"
        f"<style>{(_HERE / 'frame.css').read_text(encoding='utf-8')}{_colours()}</style>"
    )
    live = f"{base}/live"

    def respond(request: Request) -> HTMLResponse:
        at, mark = root(request, base), ""
        # Streamlit's own reading of its parameter. A style that finds out by what is on the page (`:has`) would have
        # the browser look through all of it whenever a figure moves.
        if "true" in map(str.lower, request.query_params.getlist("embed")):
            mark = "<script>document.documentElement.classList.add('lossviz-embedded')</script>"
        title, early, at_once = TITLES[key], "", ""
        told = Preview(title, ABOUT[key], f"{at}/{key}")
        if key in PAGES:
            view, complaints = View.read(request.query_params, PAGES[key])
            title, early = title_of(PAGES[key], view), _early(live, key, view)
            told = preview(view, drawn(view), key, at)
            # A warning would stand above the figure, and an embedded page has another heading.
            if not complaints and not any(name.startswith("embed") for name in request.query_params):
                at_once = _at_once(live, key, view)
        top = f"<title>{html.escape(title)}</title>{mark}{own}{head(told)}{early}"
        text = f"{before}{top}{after.replace(_BODY, at_once + _BODY)}"
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return respond


def _early(live: str, key: str, view: View) -> str:
    """What asks for the drawing library, the browser's modules and the figure, before anything of Streamlit runs."""
    # Not a preload: of those that wait for their use a browser complains. The figure's own request finds the answer
    # in the browser's cache.
    figure = _script(figure_address(live, key, view))
    return (
        f'<link rel="modulepreload" href="{script_address(live)}" />'
        f'<script async src="{html.escape(library_address(live))}" onerror="this.remove()"></script>'
        f"<script>fetch({figure}).catch(() => {{}})</script>"
    )


def _at_once(live: str, key: str, view: View) -> str:
    """What draws the figure at once, where it will be: see the browser's ``early.js``.

    Only where its place is known before the heading is there, and in the theme that Streamlit will choose as well.
    """
    place = {"address": live, "page": key, "version": version(), "fields": view.fields()}
    kind = "several" if len(PAGES[key].kinds(view.subject)) > 1 else "single"  # of figures, to be chosen in a row above
    return (
        f'<link rel="stylesheet" href="{style_address(live, "live")}" />'
        f'<div id="lossviz-early" class="lossviz-mount" data-page="{key}" data-kind="{kind}"></div>'
        "<script>{ const node = document.getElementById('lossviz-early');"
        "const isFit = matchMedia('(min-width: 85rem) and (min-height: 31.01rem)').matches;"
        # Streamlit keeps here which theme a reader has chosen, or "System".
        "const isThemed = Object.entries(localStorage).some(([name, chosen]) =>"
        " name.startsWith('stActiveTheme') && !chosen.includes('System'));"
        f"if (isFit && !isThemed) import('{script_address(live)}')"
        f".then(({{ early }}) => early.begin(node, {_script(place)}))"
        ".catch(() => node.remove()); else node.remove(); }</script>"
    )


def _colours() -> str:
    """The theme's colours for a figure that is drawn before Streamlit has set its own."""

    def of(theme: str) -> str:
        named = {"text": "textColor", "primary": "primaryColor", "secondary-background": "secondaryBackgroundColor"}
        named["background"] = "backgroundColor"
        colours = {name: st.get_option(f"theme.{theme}.{option}") for name, option in named.items()}
        given = "".join(f"--st-{name}-color: {colour};" for name, colour in colours.items() if colour)
        return f"#lossviz-early {{ {given} }} html {{ background: {colours['background']}; }}"

    return f"{of('light')} @media (prefers-color-scheme: dark) {{ {of('dark')} }}"


def _script(value: object) -> str:
    """A value as it can stand in a script."""
    return json.dumps(value).replace("<", "\\u003c")
