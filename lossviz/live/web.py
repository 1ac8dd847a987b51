"""The stateless routes that live figures read from: a figure, a slider's travel, a step of a handle, and the
drawing library.

Every address carries the whole state of a page, so any answer may be cached by anyone, and no session
is needed. The same addresses serve the app, an embedded page and a handle that is dragged.
"""

import gzip
import hashlib
import json
from functools import lru_cache
from pathlib import Path

import plotly.offline
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz import state
from lossviz.figures import FIGURES, figures_of
from lossviz.live import payload
from lossviz.losses import LOSSES
from lossviz.spec import UnknownName

_FOREVER = "public, max-age=31536000, immutable"
_TO = "to."  # before the name of a field: what a handle sets it to
_PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def version() -> str:
    """A fingerprint of the code that draws; part of every address, so that caches never serve an old figure."""
    digest = hashlib.sha256(plotly.__version__.encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def routes(address: str) -> list[Route]:
    """The routes, below this path."""
    return [
        Route(f"{address}/plotly.js", _plotly),
        Route(f"{address}/figure", _figure),
        Route(f"{address}/arm", _arm),
        Route(f"{address}/frame", _frame),
    ]


@lru_cache(maxsize=1)
def _drawing_library() -> bytes:
    return gzip.compress(plotly.offline.get_plotlyjs().encode(), 6)


@lru_cache(maxsize=256)
def _packed_figure(fields: tuple) -> bytes:
    figure, loss, values = _state(dict(fields))
    return _packed(payload.snapshot(figure, loss, values))


@lru_cache(maxsize=128)
def _packed_arm(slider: str, fields: tuple) -> bytes:
    figure, loss, values = _state(dict(fields))
    return _packed(payload.arm(figure, loss, values, slider))


@lru_cache(maxsize=16)
def _drawn(fields: tuple) -> dict:
    figure, loss, values = _state(dict(fields))
    return figure.draw(loss, values)


@lru_cache(maxsize=256)
def _packed_frame(moved: tuple, fields: tuple) -> bytes:
    figure, loss, _ = _state(dict(fields))
    values, _ = state.read({**dict(fields), **dict(moved)}, figure.controls(loss))
    return _packed(payload.frame(_drawn(fields), figure.draw(loss, values)))


def _plotly(request: Request) -> Response:
    return _answer(request, _drawing_library(), "text/javascript")


def _figure(request: Request) -> Response:
    return _guarded(request, lambda fields: _packed_figure(fields))


def _arm(request: Request) -> Response:
    slider = request.query_params.get("slider", "")
    return _guarded(request, lambda fields: _packed_arm(slider, fields))


def _frame(request: Request) -> Response:
    moved = {key[len(_TO) :]: value for key, value in request.query_params.items() if key.startswith(_TO)}
    return _guarded(request, lambda fields: _packed_frame(tuple(sorted(moved.items())), fields))


def _guarded(request, pack):
    """The answer to a request, or a sentence with status 404 if it names no such thing."""
    others = ("slider", "v")
    fields = tuple(
        sorted(
            (key, value) for key, value in request.query_params.items() if key not in others and not key.startswith(_TO)
        )
    )
    try:
        return _answer(request, pack(fields), "application/json")
    except UnknownName as missing:
        return Response(str(missing), status_code=404, media_type="text/plain")
    except KeyError as missing:
        return Response(f"This figure has no slider {missing}.", status_code=404, media_type="text/plain")


def _state(fields):
    """The figure, the loss and the values that the fields of an address name."""
    loss = LOSSES[fields.get("loss", "")]
    name = fields.get("figure", "")
    lab = name in FIGURES and FIGURES[name].lab and FIGURES[name].fits(loss)
    figure = (FIGURES if lab else figures_of(loss))[name]
    values, _ = state.read(fields, figure.controls(loss))
    return figure, loss, values


def _packed(answer) -> bytes:
    return gzip.compress(json.dumps(answer, separators=(",", ":"), allow_nan=False).encode(), 1)


def _answer(request, packed, media_type):
    current = request.query_params.get("v") == version()
    headers = {"Cache-Control": _FOREVER if current else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type=media_type, headers=headers)
