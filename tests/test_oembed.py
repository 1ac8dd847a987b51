"""What other sites learn of a page: oEmbed answers, and the fields in the head by which pages are previewed."""

import json
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from lossviz import CATALOGUE, View
from lossviz.content.transcript import title
from lossviz.hosts import embed, oembed
from lossviz.ui.document import documents
from tests.asgi import ask

PAGES = CATALOGUE.pages()
LINK = "http://localhost/regression?loss=huber&figure=curve&delta=2"
BASES = ("", "/teach/losses")
APPS = {base: Starlette(routes=[*embed.routes(base), *oembed.routes(base), *documents(base)]) for base in BASES}


class _Tags(HTMLParser):
    """The tags of a text with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def _asked(base="", headers=None, **asked):
    return ask(APPS[base], f"{base}/oembed", urlencode(asked).encode(), **{"host": "localhost", **(headers or {})})


def _told(**asked):
    answer = _asked(**asked)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def _fields(text):
    """The tags of the page's head that others read."""
    tags = _Tags(text)
    named = {meta["property"]: meta["content"] for meta in tags.all("meta") if "property" in meta}
    links = {link["type"]: link["href"] for link in tags.all("link") if link.get("rel") == "alternate"}
    return named, links


def test_an_answer_has_what_the_specification_asks_for():
    answer = _asked(url=LINK)
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    told = json.loads(answer.body)
    view, _ = View.read(dict(parse_qsl(urlsplit(LINK).query)), PAGES["regression"])
    assert (told["version"], told["type"], told["provider_name"]) == ("1.0", "rich", "lossviz")
    assert told["provider_url"] == "http://localhost/"
    assert told["title"] == title(view) == "Huber (δ = 2): curve"
    assert (told["width"], told["height"]) == (800, 480)
    ((tag, frame),) = _Tags(told["html"]).found
    assert tag == "iframe"
    assert (frame["width"], frame["height"]) == ("800", "480")
    assert "allow-same-origin" not in frame["sandbox"]
    assert frame["title"].startswith(title(view))
    source = urlsplit(frame["src"])
    assert (source.scheme, source.netloc, source.path) == ("http", "localhost", "/embed/regression")
    assert View.read(dict(parse_qsl(source.query)), PAGES["regression"])[0].state == view.state


def test_xml_says_the_same():
    answer = _asked(url=LINK, format="xml")
    assert answer.headers["content-type"].startswith("text/xml")
    tree = ElementTree.fromstring(answer.body)
    assert tree.tag == "oembed"
    assert {child.tag: child.text for child in tree} == {name: str(value) for name, value in _told(url=LINK).items()}


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": "320"}, (320, 480)),
        ({"maxheight": "200"}, (800, 200)),
        ({"maxwidth": "1", "maxheight": "1"}, (1, 1)),
        ({"maxwidth": "5000", "maxheight": "5000"}, (800, 480)),
        ({"maxwidth": ""}, (800, 480)),
    ],
)
def test_a_frame_is_no_larger_than_asked_for(asked, size):
    told = _told(url=LINK, **asked)
    (frame,) = _Tags(told["html"]).all("iframe")
    assert (told["width"], told["height"]) == (int(frame["width"]), int(frame["height"])) == size


@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
@pytest.mark.parametrize("number", ["0", "-5", "1e3", "12.5", "²", "٣", "wide", "9" * 5000, "<script>"])
def test_a_size_that_is_none_is_refused_in_words(name, number):
    answer = _asked(url=LINK, **{name: number})
    assert answer.status == 400
    assert answer.body == b"maxwidth and maxheight are whole numbers of pixels, 1 or more."


@pytest.mark.parametrize("form", ["yaml", "JSON", "", "<script>"])
def test_a_format_that_there_is_not_is_refused_in_words(form):
    answer = _asked(url=LINK, format=form)
    assert answer.status == 501
    assert answer.body == b"This format is not offered. It may be json or xml."


def test_an_address_has_to_be_named():
    assert _asked().status == 400


@pytest.mark.parametrize(
    "url",
    [
        "",
        "regression",
        "/regression?loss=huber",
        "https://evil.example/regression",
        "http://localhost.evil.example/regression",
        "http://evil.example/http://localhost/regression",
        "http://evil.example#@localhost/regression",
        "http://localhost@evil.example/regression",
        "javascript://localhost/regression?%0aalert(1)",
        "ftp://localhost/regression",
        "http://[localhost/regression",
        "http://localhost",
        "http://localhost/",
        "http://localhost/nowhere",
        "http://localhost/embed/",
        "http://localhost/embed/embed/regression",
        "http://localhost/embed/../regression",
        "http://localhost/live/plotly.js",
        "http://localhost/regressions",
        "http://localhost/regression/<script>alert(1)</script>",
        "http://localhost/\x00",
    ],
)
def test_only_figures_of_this_app_are_told_of(url):
    answer = _asked(url=url)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert b"script" not in answer.body
    assert b"evil" not in answer.body


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8501/regression?loss=huber",
        "https://localhost/regression?loss=huber",
        "http://LOCALHOST/regression/?loss=huber",
        "http://localhost/embed/regression?loss=huber",
        "http://localhost/regression?loss=huber&embed=true&embed_options=light_theme",
        "http://user:word@localhost/regression?loss=huber",
    ],
)
def test_the_apps_own_addresses_are_told_of_however_they_are_spelt(url):
    (frame,) = _Tags(_told(url=url)["html"]).all("iframe")
    assert frame["src"] == "http://localhost/embed/regression?loss=huber&figure=landscape"


def test_an_embed_keeps_its_colours():
    (frame,) = _Tags(_told(url="http://localhost/embed/regression?theme=dark")["html"]).all("iframe")
    assert dict(parse_qsl(urlsplit(frame["src"]).query))["theme"] == "dark"


@pytest.mark.parametrize("nasty", ['"><script>alert(1)</script>', "'onload='alert(1)", "&quot;", "]]>", "\x00", "🙂"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_nothing_hostile_comes_back(nasty, form):
    fields = dict.fromkeys(("loss", "figure", "delta", "hide", "theme", nasty), nasty)
    answer = _asked(url=f"http://localhost/embed/regression?{urlencode(fields)}", format=form)
    assert answer.status == 200
    told = json.loads(answer.body)["html"] if form == "json" else ElementTree.fromstring(answer.body).find("html").text
    ((tag, frame),) = _Tags(told).found
    assert tag == "iframe"
    assert set(frame) == {"src", "title", "width", "height", "style", "loading", "allow", "sandbox"}
    assert quote(nasty) not in frame["src"]
    assert nasty not in answer.body.decode() or nasty == "&quot;"


@pytest.mark.parametrize("base", BASES)
def test_it_is_found_below_the_path_that_the_app_is_served_under(base):
    answer = _asked(base=base, url=f"http://localhost{base}/binary?loss=focal&figure=curve")
    (frame,) = _Tags(json.loads(answer.body)["html"]).all("iframe")
    assert frame["src"].startswith(f"http://localhost{base}/embed/binary?loss=focal")
    other = "" if base else "/teach/losses"
    assert _asked(base=base, url=f"http://localhost{other}/binary").status == (404 if base or other else 200)


@pytest.mark.parametrize(
    ("headers", "where"),
    [
        ({}, "http://localhost"),
        ({"host": "127.0.0.1:8501", "x_forwarded_host": "lab.example.edu", "x_forwarded_proto": "https"},
         "https://lab.example.edu"),
        ({"x_forwarded_proto": "https, http", "x_forwarded_host": "lab.example.edu:8443, inner"},
         "https://lab.example.edu:8443"),
        ({"x_forwarded_proto": "javascript", "x_forwarded_host": 'x"><script>'}, "http://localhost"),
        ({"host": "[::1]:8501"}, "http://[::1]:8501"),
        ({"host": "<evil>"}, "http://localhost"),
    ],
    ids=["direct", "proxy", "two proxies", "hostile proxy", "IPv6", "hostile host"],
)  # fmt: skip
def test_addresses_are_those_that_a_reader_has(headers, where):
    page = ask(APPS[""], "/regression", b"loss=huber", **{"host": "localhost", **headers}).body.decode()
    named, links = _fields(page)
    assert named["og:url"] == f"{where}/regression?loss=huber&figure=landscape"
    assert links["application/json+oembed"].startswith(f"{where}/oembed?url={quote(where, safe='')}%2Fregression")
    asked = urlsplit(links["application/json+oembed"]).query.encode()
    told = json.loads(ask(APPS[""], "/oembed", asked, **{"host": "localhost", **headers}).body)
    (frame,) = _Tags(told["html"]).all("iframe")
    assert frame["src"].startswith(f"{where}/embed/regression?")


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("kind", ["", "embed/"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_a_figure_says_what_it_shows_and_where_its_answers_are(base, kind, page):
    text = ask(APPS[base], f"{base}/{kind}{page}", host="localhost").body.decode()
    named, links = _fields(text)
    view, _ = View.read({}, PAGES[page])
    assert named["og:title"] == title(view)
    assert named["og:description"] == view.draw().takeaway
    assert (named["og:type"], named["og:site_name"]) == ("website", "lossviz")
    assert "og:image" not in named, "there is no picture of an arbitrary state"
    assert named["og:url"].startswith(f"http://localhost{base}/{page}?{view.figure.of}=")
    cards = [meta["content"] for meta in _Tags(text).all("meta") if meta.get("name") == "twitter:card"]
    assert cards == ["summary"]
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    for address, form in zip(links.values(), ("json", "xml"), strict=True):
        found = urlsplit(address)
        answer = ask(APPS[base], found.path, found.query.encode(), host="localhost")
        assert answer.status == 200
        assert form in answer.headers["content-type"]


def test_a_link_that_hides_the_takeaway_does_not_tell_it():
    text = ask(APPS[""], "/regression", b"loss=huber&figure=curve&hide=takeaway", host="localhost").body.decode()
    view, _ = View.read({"loss": "huber", "figure": "curve"}, PAGES["regression"])
    assert view.draw().takeaway not in text
    assert _fields(text)[0]["og:description"] == view.loss.idea


def test_the_first_page_is_previewed_but_is_no_figure():
    named, links = _fields(ask(APPS[""], "/", host="localhost").body.decode())
    assert named["og:title"]
    assert named["og:url"] == "http://localhost/"
    assert not links
