"""A figure in another site's page: a document that says and draws what its address asks for, whatever that is."""

import gzip
import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lossviz import View
from lossviz.catalogue import PAGES
from lossviz.hosts import embed
from lossviz.live import routes as live
from lossviz.live.assets import style, version
from tests.asgi import ask
from tests.test_views import NASTY

APP = Starlette(routes=[*embed.routes(""), *live.routes("/live")])
BELOW = Starlette(routes=embed.routes("/teach"))
CONFIGURATION = Path(__file__).parents[1] / ".streamlit" / "config.toml"
VOID = {"meta", "link", "br", "input", "img"}


class Document(HTMLParser):
    """What stands in a document: every element's name, settings and text; unclosed ones are an error."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for _, _, texts in self._open:
            texts.append(data)

    def all(self, tag, **wanted):
        """The elements of this name with these settings: settings and text."""
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            (attributes, "".join(texts))
            for name, attributes, texts in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]

    def one(self, tag, **wanted):
        """The only such element."""
        (found,) = self.all(tag, **wanted)
        return found

    @property
    def told(self):
        """What the document tells the browser."""
        return json.loads(self.one("script", id="lossviz-told")[1])


def _opened(page, query="", app=APP, base=""):
    answer = ask(app, f"{base}/embed/{page}", (query if isinstance(query, str) else urlencode(query)).encode())
    assert answer.status == 200
    return Document(answer.body.decode())


def _figure(page, fields):
    return json.loads(ask(APP, f"/live/{page}/figure", urlencode(fields).encode()).body)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_an_embed_with_the_figure_that_the_route_gives_inside(page):
    document = _opened(page)
    view, _ = View.read({}, PAGES[page])
    told = document.told
    assert told["snapshot"] == _figure(page, {})
    assert (told["page"], told["version"], told["server"]) == (page, version(), "/live")
    link = urlsplit(document.one("a", class_="lossviz-app")[0]["href"])
    assert (link.path, dict(parse_qsl(link.query))) == (f"/{page}", view.fields())
    assert document.all("p", class_="lossviz-notice") == []
    assert len(document.all("h1")) == len(document.all("main")) == 1


def test_the_fields_are_exactly_the_pages():
    fields = {"loss": "huber", "figure": "curve", "delta": "2.5", "at_residual": "-3", "hide": "at_residual,worked"}
    document = _opened("regression", fields)
    assert document.told["snapshot"] == _figure("regression", fields)
    assert document.told["snapshot"]["fields"]["delta"] == "2.5"
    assert dict(parse_qsl(urlsplit(document.one("a", class_="lossviz-app")[0]["href"]).query)) == fields
    older = _opened("regression", {"loss": "huber", "embed": "true", "embed_options": "dark_theme"})
    assert older.all("p", class_="lossviz-notice") == []


def test_the_words_stand_in_the_document_and_what_is_hidden_does_not():
    fields = {"loss": "huber", "figure": "curve", "delta": "2"}
    drawing = View.read(fields, PAGES["regression"])[0].draw()
    words = _opened("regression", fields).one("article", class_="lossviz-transcript")[1]
    assert drawing.takeaway in words
    assert all(line in words for line in drawing.worked)
    document = _opened("regression", {**fields, "hide": "takeaway,worked,table,formula"})
    assert document.all("math") == document.all("table") == []
    assert not document.one("article")[1].strip()
    assert _opened("regression", fields).all("math")
    rows = _opened("regression", fields).all("th", scope="row")
    assert len(rows) >= 10
    assert rows[0][1] == "−4"


@pytest.mark.parametrize(
    ("asked", "theme", "height"),
    [
        ({}, "reader", "frame"),
        ({"theme": "dark"}, "dark", "frame"),
        ({"theme": "light", "height": "auto"}, "light", "auto"),
        ({"embed_options": "light_theme"}, "light", "frame"),
        ({"embed": "true", "embed_options": "dark_theme,show_padding"}, "dark", "frame"),
        ({"theme": "dark", "embed_options": "light_theme"}, "dark", "frame"),
    ],
)
def test_theme_and_height_are_the_hosts(asked, theme, height):
    document = _opened("regression", asked)
    root = document.one("html")[0]
    assert (root["data-theme"], root["data-height"], root["lang"]) == (theme, height, "en")
    scheme = document.one("meta", name="color-scheme")[0]["content"]
    assert scheme == ("light dark" if theme == "reader" else theme)
    assert document.all("p", class_="lossviz-notice") == []
    assert not asked.keys() & document.told["snapshot"]["fields"].keys()


def test_what_was_not_used_is_said_and_does_not_push_out_what_is_remembered():
    plain = _opened("binary")
    document = _opened("binary", {"</main><script>": "1", "theme": "pink"})
    note = document.one("p", class_="lossviz-notice")[1]
    assert "“··main··script·” was not used" in note
    assert "theme = “pink” was not used: it must be one of reader, light, dark." in note
    assert document.told == plain.told
    assert [name for name, *_ in document.elements if name != "p"] == [n for n, *_ in plain.elements if n != "p"]


@pytest.mark.parametrize("text", [*NASTY, "</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028"])
def test_no_text_of_an_address_breaks_out(text):
    clean = [name for name, _, _ in _opened("regression").elements]
    for field in ("loss", "delta", "hide", text[:50] or "x", "theme"):
        document = _opened("regression", {field: text})
        elements = [name for name, _, _ in document.elements]
        assert elements.count("script") == clean.count("script"), field
        assert document.told["page"] == "regression"


@settings(max_examples=25, deadline=None)
@given(query=st.binary(max_size=80).map(lambda raw: "".join(f"%{byte:02x}" for byte in raw)))
def test_junk_is_answered_with_a_figure(query):
    assert _opened("regression", f"delta={query}&{query}=1").told["snapshot"]["figure"]["data"]


@pytest.mark.parametrize("page", ["nonsense", "map", "%3Cscript%3E", "Regression"])
def test_of_a_page_that_there_is_not_it_says_which_there_are(page):
    answer = ask(APP, f"/embed/{page}")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert "regression" in answer.body.decode()


def test_it_may_be_framed_and_fetched_by_anyone_and_is_asked_for_again_only_after_a_while():
    plain = ask(APP, "/embed/regression", b"loss=huber")
    assert plain.headers["content-type"] == "text/html; charset=utf-8"
    assert plain.headers["cache-control"] == "public, max-age=300"
    assert plain.headers["cross-origin-resource-policy"] == "cross-origin"
    assert not {"x-frame-options", "set-cookie"} & plain.headers.keys()
    packed = ask(APP, "/embed/regression", b"loss=huber", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < 60_000
    again = ask(APP, "/embed/regression", b"loss=huber", if_none_match=plain.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == plain.headers["etag"]
    other = ask(APP, "/embed/regression", b"loss=huber&delta=2", if_none_match=plain.headers["etag"])
    assert other.status == 200


def test_below_a_path_all_addresses_are_below_it_and_of_this_version():
    document = _opened("regression", app=BELOW, base="/teach")
    addresses = [each["href"] for each, _ in document.all("link") if each["rel"] not in ("icon", "alternate")]
    addresses += [each["src"] for each, _ in document.all("script") if "src" in each]
    assert len(addresses) == 4
    for address in (*addresses, document.told["server"], document.one("a", class_="lossviz-app")[0]["href"]):
        assert address.startswith("/teach/")
    assert all(version() in address for address in addresses)
    for address in addresses:
        path, _, query = address.removeprefix("/teach").partition("?")
        answer = ask(APP, path, query.encode())
        assert (answer.status, "immutable" in answer.headers["cache-control"]) == (200, True)


def test_its_colours_are_those_of_the_apps_theme():
    themes = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["theme"]
    found = dict(re.findall(r"--st-([\w-]+)-color: light-dark\((#\w+, #\w+)\);", style("standalone")))
    names = {"text": "textColor", "background": "backgroundColor", "primary": "primaryColor", "link": "linkColor"}
    names["secondary-background"] = "secondaryBackgroundColor"
    assert found == {name: f"{themes['light'][key]}, {themes['dark'][key]}" for name, key in names.items()}
    assert f"--st-base-radius: {themes['baseRadius']};" in style("standalone")
