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
from lossviz.live.routes import figure_address, library_address, module_addresses
from lossviz.losses import FAMILIES
from lossviz.ui.labs import LABS
from lossviz.ui.titles import TITLES, title_of
from lossviz.vocabulary import View

_HERE = Path(__file__).parent
_STREAMLIT = Path(st.__file__).parent / "static" / "index.html"
_TITLE = "<title>Streamlit</title>"
_ABOUT = {"": "All losses as small drawn curves, by family."}
_ABOUT |= {family.key: family.question for family in FAMILIES.values()}
_ABOUT |= {key: purpose for key, (_, purpose) in LABS.items()}


def documents(base: str) -> list[Route]:
    """A route for the first page, each family's and each lab's, below the path that the app is served under."""
    return [Route(f"{base}/{key}", _page(base, key)) for key in TITLES]


def _page(base: str, key: str) -> Callable[[Request], HTMLResponse]:
    before, found, after = _STREAMLIT.read_text(encoding="utf-8").partition(_TITLE)
    if not found:
        raise RuntimeError(f"Streamlit's index.html has no {_TITLE} to put the page's own words at.")
    server = f"new URL({json.dumps(base + '/')}, location.origin).href"
    head = (
        f'<meta name="description" content="{html.escape(_ABOUT[key])}" />'
        f"<script>window.__streamlit = {{ BACKEND_BASE_URL: {server} }}</script>"
        f"<style>{(_HERE / 'frame.css').read_text(encoding='utf-8')}</style>"
    )
    live = f"{base}/live"

    def respond(request: Request) -> HTMLResponse:
        title, early = TITLES[key], ""
        if key in PAGES:
            view, _ = View.read(request.query_params, PAGES[key])
            title, early = title_of(PAGES[key], view), _early(live, key, view)
        text = f"{before}<title>{html.escape(title)}</title>{head}{early}{after}"
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return respond


def _early(live: str, key: str, view: View) -> str:
    """What asks for the drawing library, the browser's modules and the figure, before anything of Streamlit runs."""
    modules = "".join(f'<link rel="modulepreload" href="{module}" />' for module in module_addresses(live))
    # Not a preload: of those that wait for their use a browser complains. The figure's own request finds the answer
    # in the browser's cache.
    figure = json.dumps(figure_address(live, key, view)).replace("<", "\\u003c")
    return (
        f'{modules}<script async src="{html.escape(library_address(live))}" onerror="this.remove()"></script>'
        f"<script>fetch({figure}).catch(() => {{}})</script>"
    )
