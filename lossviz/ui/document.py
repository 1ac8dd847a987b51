"""The HTML document that every page starts from: Streamlit's own, told where its server is.

Opened at ``/regression``, Streamlit's page would first look for a server below ``/regression``, fail
there with two errors on the console, and try again one level up after a pause.
"""

import html
import json
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lossviz.losses import FAMILIES
from lossviz.ui.labs import LABS

_STREAMLIT = Path(st.__file__).parent / "static" / "index.html"


def documents(base: str) -> list[Route]:
    """A route for the first page, each family's and each lab's, below the path that the app is served under."""
    pages = {"": ("lossviz: see what a loss function does", "All losses as small drawn curves, by family.")}
    pages |= {family.key: (f"{family.name} losses · lossviz", family.question) for family in FAMILIES.values()}
    pages |= {key: (f"{title} · lossviz", purpose) for key, (title, purpose) in LABS.items()}
    return [Route(f"{base}/{key}", _page(base, *words)) for key, words in pages.items()]


def _page(base: str, title: str, description: str) -> Callable[[Request], HTMLResponse]:
    text = _STREAMLIT.read_text(encoding="utf-8")
    server = f"new URL({json.dumps(base + '/')}, location.origin).href"
    head = (
        f'<meta name="description" content="{html.escape(description)}" />'
        f"<script>window.__streamlit = {{ BACKEND_BASE_URL: {server} }}</script>"
    )
    text = text.replace("<title>Streamlit</title>", f"<title>{html.escape(title)}</title>{head}")
    if head not in text:
        raise RuntimeError("Streamlit's index.html has no <title>Streamlit</title> to put the page's own words at.")

    def respond(request: Request) -> HTMLResponse:
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    return respond
