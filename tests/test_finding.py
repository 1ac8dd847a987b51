"""The routes of the gallery: its cards, and what the search finds."""

import gzip
import json
import re

import pytest
from starlette.applications import Starlette

from lossviz import CATALOGUE, LOSSES
from lossviz.live.assets import version
from lossviz.ui.finding import routes
from tests.asgi import ask

APP = Starlette(routes=routes("/live"))


def _told(path, query=b""):
    answer = ask(APP, f"/live/{path}", query)
    assert answer.status == 200
    return json.loads(answer.body)


def test_the_gallery_has_every_loss_with_a_link_to_it():
    cards = [card for family in _told("gallery")["families"] for card in family["losses"]]
    assert [card["key"] for card in cards] == list(LOSSES)
    for card in cards:
        loss = LOSSES[card["key"]]
        assert card["href"] == f"{CATALOGUE.family_of(loss).key}?loss={loss.key}"
        assert (card["name"], card["idea"]) == (loss.name, loss.idea)
        for d in card["paths"].values():
            assert re.fullmatch(r"[MLHVZ\d., -]+", d), "a drawn path has numbers, and only numbers"


def test_a_search_gives_hits_with_addresses_best_first():
    found = _told("search", b"q=hubber")
    assert found["meant"] == "huber"
    assert found["hits"][0] == {"kind": "loss", "key": "huber", "title": "Huber", "href": "regression?loss=huber"}
    assert _told("search", b"q=zzz") == {"hits": [], "meant": ""}
    assert len(_told("search")["hits"]) > len(LOSSES)


@pytest.mark.parametrize(
    "query", [b"q=%FF%00", b"q=" + b"%22" * 5000, b"q=%F0%9F%98%80", b"q=x&q=y", b"%", b"q=" + b"a" * 9999]
)
def test_no_query_brings_the_route_down(query):
    _told("search", query)


@pytest.mark.parametrize("path", ["gallery", "search"])
def test_answers_of_this_version_are_kept_and_compressed(path):
    kept = ask(APP, f"/live/{path}", f"q=huber&v={version()}".encode(), accept_encoding="gzip")
    assert "immutable" in kept.headers["cache-control"]
    assert json.loads(gzip.decompress(kept.body)) == _told(path, b"q=huber")
    assert ask(APP, f"/live/{path}", b"q=huber&v=other").headers["cache-control"] == "no-cache"
    assert ask(APP, f"/live/{path}", method="POST").status == 405
