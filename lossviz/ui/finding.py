"""The routes of the gallery: its cards, and what the search finds. Both are asked for by the browser while it shows."""

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lossviz.content.entries import index
from lossviz.content.gallery import gallery
from lossviz.live.routes import answer, packed

_LONGEST = 200  # letters of a query


def routes(address: str) -> list[Route]:
    """The routes, below this path."""
    return [Route(f"{address}/gallery", _gallery), Route(f"{address}/search", _search)]


@lru_cache(maxsize=1)
def _packed_gallery() -> bytes:
    return packed(gallery())


@lru_cache(maxsize=1024)
def _packed_hits(query: str) -> bytes:
    found = index().find(query)
    hits = [{"kind": each.kind, "key": each.key, "title": each.title, "href": each.href} for each in found.entries]
    return packed({"hits": hits, "meant": found.meant})


def _gallery(request: Request) -> Response:
    return answer(request, _packed_gallery(), "application/json", request.query_params.get("v"))


def _search(request: Request) -> Response:
    query = request.query_params.get("q", "")[:_LONGEST]
    return answer(request, _packed_hits(query), "application/json", request.query_params.get("v"))
