"""What stands around the pages: memory kept tidy, and requests refused before they cost anything."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from math import inf
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lossviz.hosts import embed, file, guides, oembed
from lossviz.learning.runs import patient, working
from lossviz.live.routes import routes as live_routes
from lossviz.ui import explorer, finding, pictures  # noqa: F401  (loaded before the collector is told to forget them)
from lossviz.ui.document import documents
from lossviz.ui.live_figure import address

_PATIENCE = 0.2  # seconds until an answer shows what there is
SCRIPT = str(Path(__file__).with_name("navigation.py"))


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Takes the libraries out of the garbage collector's sight.

    Streamlit collects after every run; walking the modules each time would cost more than the run.
    """
    gc.collect()
    gc.freeze()
    yield


class Guard:
    """Refuses what no page needs: uploads, and WebSockets opened by other sites' pages.

    Streamlit's own origin check makes outbound requests on the event loop, which stalls every reader
    where outbound traffic is dropped; so a foreign origin is turned away here, before that check.
    ``server.corsAllowedOrigins`` and ``server.enableCORS`` mean what they mean to Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and _is_foreign(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
            return
        if scope["type"] == "http" and "/_stcore/upload_file" in scope["path"]:
            await PlainTextResponse("This app takes no uploads.", status_code=404)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"x-content-type-options", b"nosniff")]
            await send(message)

        await self.app(scope, receive, with_headers)


def _is_foreign(headers: Headers) -> bool:
    """Whether a WebSocket's origin is neither this host nor one that the configuration allows."""
    origin = headers.get("origin")
    if not origin or not st.get_option("server.enableCORS"):
        return False
    own = headers.get("x-forwarded-host") or headers.get("host", "")
    # Ports are not compared: a proxy in front may listen on another.
    try:
        same_host = urlsplit(origin).hostname == urlsplit(f"//{own}").hostname
    except ValueError:  # not an address at all
        return True
    return not same_host and origin not in (st.get_option("server.corsAllowedOrigins") or [])


def routes() -> list[Route]:
    """The routes beside Streamlit's own, below ``server.baseUrlPath``."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    base = f"/{path}" if path else ""
    return [
        *guides.routes(base),
        *embed.routes(base),
        *oembed.routes(base),
        *file.routes(base),
        *finding.routes(address()),
        *live_routes(address()),
        *documents(base),
    ]


class Patience:
    """Lets no request wait for a run that takes long: its answer shows how far the run has come; and lets runs step
    back while other requests are answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # a connection that stays is no work
            await self.app(scope, receive, send)
            return
        with patient(_PATIENCE if "/file/" not in scope["path"] else inf), working():
            await self.app(scope, receive, send)


class Departures:
    """Lets readers leave in the middle of what is sent to them.

    A server raises ``OSError`` for what is sent to a WebSocket that is gone, and tells of its end where the next
    message is awaited. After the first, Starlette refuses to await, which Streamlit takes for a fault of its own and
    logs as an exception; the second it knows how to meet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def unless_gone(message: Message) -> None:
            with suppress(OSError):
                await send(message)

        await self.app(scope, receive, unless_gone if scope["type"] == "websocket" else send)


def middleware() -> list[Middleware]:
    """What stands around the app, from the outside to the inside, for ``st.App``."""
    return [Middleware(Guard), Middleware(Patience), Middleware(Departures)]
