"""Tasks of a teacher's own: what a link holds, and a sentence on all of it that cannot be used."""

import html
import json
import math
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from starlette.applications import Starlette

from lossviz import View
from lossviz.catalogue import PAGES
from lossviz.content.guides import GUIDES, task
from lossviz.hosts import guides, oembed
from lossviz.lessons import LESSONS
from lossviz.live.routes import drawn
from tests.asgi import ask

APP = Starlette(routes=[*guides.routes(""), *oembed.routes("")])
START = {"page": "regression", "loss": "huber", "figure": "curve", "delta": "2", "at_residual": "3"}
GOAL = {"reading": "slope", "low": "0.5", "high": "1"}
TASK = START | GOAL


def _read(**fields):
    return task.read(TASK | fields)


def _page(embedded=False, **fields):
    path = "/embed/task" if embedded else "/task"
    return ask(APP, path, urlencode(fields).encode(), host="localhost")


def _seen(answer):
    """The words that a reader sees, scripts aside."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.body.decode(), flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def _told(answer):
    return json.loads(re.search(r'id="lossviz-guide">(.*?)</script>', answer.body.decode())[1])


@pytest.mark.parametrize("page", PAGES)
def test_any_reading_of_any_figure_can_be_a_goal(page):
    for loss in list(PAGES[page].subjects.values())[:1]:
        for kind in PAGES[page].kinds(loss):
            view, _ = View.read({"loss": loss.key, "figure": kind}, PAGES[page])
            for name, reading in list(drawn(view).readings.items())[:3]:
                fields = task.link(page, view, reading=name, low="-1e9", ask="Why?")
                own = task.read(fields)
                assert own.bound, own.notices
                assert own.value == pytest.approx(reading.value, nan_ok=True)
                assert own.exhibit.view().fields().keys() >= view.head.keys()
                assert {*own.exhibit.free} == {control.name for control in view.shown}


def test_no_control_is_called_as_what_a_task_adds():
    for page in PAGES.values():
        for loss in page.subjects.values():
            assert not {control.name for control in page.all_controls(loss)} & {*task.OWN}


def test_the_figure_starts_as_the_link_has_it_and_the_goal_is_told():
    own = _read(ask="Where?")
    assert own.notices == ()
    assert own.exhibit.view().values["delta"] == 2.0
    assert (own.bound.low, own.bound.high, own.value) == (0.5, 1.0, 2.0)
    assert own.bound.label == "slope (per r)"
    assert _read(high="").bound.high == math.inf
    assert _read(low="").bound.low == -math.inf
    assert _read(low="0", high="3", sign="any", at_residual="-3").value == 2.0


def test_what_students_move_is_what_the_link_frees_less_what_it_hides():
    shown = {control.name for control in _read().exhibit._whole().shown}
    assert {*_read().exhibit.free} == shown
    assert _read(free="delta").exhibit.free == ("delta",)
    own = _read(free="delta,at_residual", hide="delta,worked,role:gradient")
    assert own.exhibit.free == ("at_residual",)
    view = own.exhibit.view()
    assert {"delta", "worked", "role:gradient"} <= {*view.conceal}
    assert [control.name for control in view.shown] == ["at_residual"]
    assert "gradient" not in {trace["meta"]["role"] for trace in view.draw().data}
    assert "slope" in view.draw().readings


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reading": "slop"}, "no reading “slop”. Did you mean 'slope'? There is no goal; it may be one of at, value"),
        ({"reading": ""}, "No reading is named."),
        ({"reading": "<b>slope"}, "no reading “·b·slope”"),
        ({"low": "2", "high": "1"}, "Nothing lies from 2 to 1: low must be at most high."),
        ({"low": "two"}, "low = “two” is no number"),
        ({"low": "nan"}, "low = “nan” is no number"),
        ({"high": "inf"}, "high = “inf” is no number"),
        ({"low": "", "high": " "}, "The goal has no end"),
        ({"low": "", "high": "-1", "sign": "any"}, "high must be 0 or more"),
    ],
)
def test_a_goal_that_is_none_is_a_sentence_and_the_figure_is_still_shown(fields, said):
    own = _read(**fields)
    assert own.bound is None
    assert any(said in notice for notice in own.notices), own.notices
    answer = _page(**TASK | fields)
    assert answer.status == 200
    assert said in _seen(answer)
    assert _told(answer)["task"] is None
    assert _told(answer)["figure"]["fields"]["delta"] == "2"
    assert b'id="lossviz-told"' in answer.body


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": "1", "high": "3"}, "The goal is met at the start already: slope (per r) is 2."),
        ({"free": "delta,nothing"}, "“nothing” cannot be left to the reader: this figure has none."),
        ({"hide": "delt"}, "“delt” cannot be hidden: this figure has none. Did you mean 'delta'?"),
        ({"hide": "readings"}, "“readings” cannot be hidden"),
        ({"sign": "minus"}, "sign = “minus” was not used: it must be any, or left out."),
        ({"delta": "-1"}, "delta = “-1” was not used"),
        ({"colour": "red"}, "“colour” was not used"),
        ({"free": "delta", "hide": "delta"}, "Nothing of this figure can be moved"),
        ({"ask": "x" * 301}, "The question has 301 characters; the first 300 are shown."),
    ],
)
def test_what_else_cannot_be_used_is_said_and_the_task_is_played(fields, said):
    own = _read(**fields)
    assert own.bound
    assert any(said in notice for notice in own.notices), own.notices
    assert said in _seen(_page(**TASK | fields))


@pytest.mark.parametrize("page", ["", "nowhere", "regresion", "<script>", "../codes"])
def test_a_page_that_there_is_not_is_a_sentence(page):
    answer = _page(**TASK | {"page": page})
    assert answer.status == 404
    assert "It must be one of regression," in _seen(answer)
    assert ("Did you mean 'regression'?" in _seen(answer)) == (page == "regresion")
    assert b"<script></h1>" not in answer.body


@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}",
        "</script><b>",
        "&lt;b&gt;",
        "$x$ [a](b)",
    ],
)
def test_hostile_words_are_shown_as_they_were_written(nasty, embedded):
    answer = _page(embedded, **{name: nasty for name in TASK if name != "page"}, page="regression", ask=nasty)
    text, plain = answer.body.decode(), _page(embedded, page="regression").body.decode()
    for tag in ("<script", "</script", "<img", "<b>"):
        assert text.count(tag) == plain.count(tag)
    asked = re.search(r'<p class="lossviz-own-question" dir="auto">(.*?)</p>', text, re.S)[1]
    assert html.unescape(asked) == nasty


def test_a_question_keeps_its_lines_and_loses_what_cannot_be_seen():
    own = _read(ask="One\r\nTwo\x00\u202e\u200b end ")
    assert own.question == "One\nTwo end"
    assert "words of whoever made the link" in _seen(_page(**TASK, ask="One"))


def test_an_embedded_task_is_the_same_without_the_list_of_pages():
    answer = _page(True, **TASK, ask="Where?", theme="dark")
    assert b'data-theme="dark"' in answer.body
    assert b'<nav class="lossviz-pages"' not in answer.body
    assert _told(answer)["task"]["bounds"][0]["reading"] == "slope"
    assert 'href="http://localhost/task?page=regression' in answer.body.decode()


def test_progress_is_kept_by_what_the_link_asks():
    one, same, other = (
        _told(_page(**fields))["own"] for fields in (TASK, dict(reversed(TASK.items())), TASK | {"low": "0"})
    )
    assert one == same != other


@pytest.mark.parametrize("kind", ["", "embed/"])
def test_a_link_to_a_task_or_a_lesson_is_turned_into_a_frame(kind):
    for key, fields in (("task", TASK), *(("learn", {"lesson": each}) for each in list(LESSONS)[:1])):
        url = f"http://localhost/{kind}{key}?{urlencode(fields)}"
        answer = ask(APP, "/oembed", f"url={quote(url, safe='')}".encode(), host="localhost")
        told = json.loads(answer.body)
        source = html.unescape(re.search(r'src="([^"]*)"', told["html"])[1])
        assert urlsplit(source).path == f"/embed/{key}"
        assert dict(parse_qsl(urlsplit(source).query)) == fields
        assert told["title"]
        assert 'sandbox="allow-scripts' in told["html"]
        page = ask(APP, f"/{key}", urlencode(fields).encode(), host="localhost").body.decode()
        assert 'type="application/json+oembed"' in page


def test_what_is_not_there_is_turned_into_nothing():
    for query in ("task?page=nowhere", "learn?lesson=nowhere"):
        url = quote(f"http://localhost/{query}", safe="")
        assert ask(APP, "/oembed", f"url={url}".encode(), host="localhost").status == 404


def test_it_stands_in_no_list():
    assert not GUIDES["task"].listed


def test_the_task_of_the_page_for_teachers_is_one():
    text = (Path(__file__).parents[1] / "docs" / "teachers.md").read_text(encoding="utf-8")
    (address,) = re.findall(r"^https://\S+/task\?(\S+)$", text, re.M)
    own = task.read(dict(parse_qsl(address)))
    assert own.bound
    assert own.notices == ()
    documented = set(re.findall(r"`([a-z]+)(?:=\w+)?`", text.split("| field |")[1].split("## ")[0]))
    assert {*task.OWN} <= documented
