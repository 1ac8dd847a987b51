"""Asks an ASGI application something without a server and without another package."""

import asyncio
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(app: ASGIApp, path: str, query: bytes = b"", method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """The answer to one request; what the application raises is raised here."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    start, *rest = _run(app, scope, {"type": "http.request", "body": body, "more_body": False})
    return Answer(
        start["status"],
        {name.decode().lower(): value.decode() for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in rest),
    )


def knock(app: ASGIApp, path: str, *says: str, leaves: bool = False, **headers: str) -> list[dict]:
    """What the application sends to a WebSocket that asked to be let in, said something and perhaps left."""
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "subprotocols": [],
    }
    received = [{"type": "websocket.connect"}, *({"type": "websocket.receive", "text": text} for text in says)]
    return _run(app, scope, *received, *[{"type": "websocket.disconnect", "code": 1006}] * leaves, leaves=leaves)


def _run(app, scope, *received, leaves=False):
    sent, waiting, failure = [], list(received), []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        if leaves and sent:
            raise OSError("gone")
        sent.append(message)

    def run():
        try:
            asyncio.run(app(scope, receive, send))
        except BaseException as raised:  # noqa: BLE001 (raised again below)
            failure.append(raised)

    # In a thread of its own: Playwright keeps an event loop running in this one.
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return sent
