"""The share dialog hands on what is seen, without what is unticked, in every form."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lossviz import CATALOGUE, View
from lossviz.content.guides import task
from lossviz.drawing.words import say
from lossviz.hosts.recipes import DOCUMENTS, PAGES, SANDBOX, python
from lossviz.live.assets import version
from lossviz.live.payload import sliders
from lossviz.ui.live_figure import DRAWN

ROOT = Path(__file__).parents[1]
VIEWS = CATALOGUE.pages()


@cache
def _reader(page):
    """A reader who stays on the page: opening it anew would be most of the work."""
    app = AppTest.from_file(str(ROOT / "lossviz" / "ui" / "navigation.py"), default_timeout=60)
    app.session_state[DRAWN] = True
    app.run()
    return app.switch_page(str(ROOT / "pages" / f"{page}.py"))


def _dialog(page="regression", **query):
    """A page at an address, whose dialog has been opened; nothing is left of what was chosen in it before."""
    app = _reader(page)
    app.query_params = query
    app.run()
    return _run(app, page)


def _run(app, page="regression"):
    """Runs the dialog; what a browser does to one part of a page AppTest does by running the whole page."""
    app.button(f"{page}-share").click()
    app.run()
    assert not app.exception, [raised.message for raised in app.exception]
    return app


def _codes(app):
    return [code.value for code in app.code if code.value]


def _link(app):
    """The link, which comes before all that is to be copied besides."""
    return next(code for code in _codes(app) if "?" in code)


def _snippet(app):
    codes = _codes(app)
    return codes[codes.index(_link(app)) + 1]


def _part(app, part):
    """What the browser is told of a part of the dialog."""
    told = [json.loads(each.proto.json) for each in app.get("bidi_component") if "sharing" in each.proto.component_name]
    return next(each for each in told if each["part"] == part)


def _view(address, page="regression"):
    return View.read(dict(parse_qsl(urlsplit(address).query)), VIEWS[page])[0]


def _section(app, name, page="regression"):
    app.button_group("share-section").set_value(name)
    return _run(app, page)


def test_the_dialog_opens_on_the_link_and_a_frame_with_its_preview():
    app = _dialog(delta="2")
    assert _link(app).endswith("?delta=2")
    snippet = _snippet(app)
    assert snippet.startswith("<iframe ")
    assert re.search(r'title="[^"]*Huber[^"]*"', snippet)
    assert 'width="800" height="480"' in snippet
    assert "allow-same-origin" not in snippet
    source = re.search(r'src="([^"]+)"', snippet).group(1).replace("&amp;", "&")
    assert urlsplit(source).path.endswith("/embed/regression")
    shown = View.read({"delta": "2"}, VIEWS["regression"])[0]
    assert _view(source).state == shown.state
    preview = _part(app, "frame")
    assert preview["address"] == source
    assert (preview["width"], preview["height"], preview["sandbox"]) == ("800", "480", SANDBOX)
    assert preview["title"] in snippet
    assert version() in preview["script"]


def test_size_theme_and_height_are_in_the_frame_and_its_preview():
    app = _dialog(figure="curve")
    app.selectbox("share-size").set_value("as wide as the page")
    app.selectbox("share-theme").set_value("dark")
    app.toggle("share-follows").set_value(True)
    _run(app)
    snippet, preview = _snippet(app), _part(app, "frame")
    assert 'width="100%" height="600"' in snippet
    assert (preview["width"], preview["height"]) == ("100%", "600")
    for address in (preview["address"], snippet.replace("&amp;", "&")):
        assert "theme=dark" in address
        assert "height=auto" in address
    assert '"message"' in snippet, "the page listens to how high the figure is"


@pytest.mark.parametrize("host", PAGES)
def test_every_host_has_its_recipe(host):
    app = _dialog(figure="curve", delta="2", hide="worked")
    app.selectbox("share-host").set_value(host)
    _run(app)
    assert PAGES[host].place in [caption.value for caption in app.caption]
    snippet = _snippet(app) if host != "oembed" else _codes(app)[-1]
    assert "delta=2" in snippet
    assert "hide=worked" in snippet
    assert app.selectbox("share-size").disabled != PAGES[host].sized
    assert any(toggle.key == "share-follows" for toggle in app.toggle) == PAGES[host].resizes


def test_what_is_hidden_stays_hidden_in_all_that_is_handed_on():
    app = _dialog(figure="curve", hide="delta,worked,role:gradient")
    ticked = {box.key for box in app.checkbox if box.value}
    assert {"seen-against", "seen-takeaway", "seen-role:loss"} <= ticked
    assert {"seen-delta", "seen-worked", "seen-role:gradient"} == {
        box.key for box in app.checkbox if box.key.startswith("seen-")
    } - ticked
    assert _link(app).endswith("&hide=delta,worked,role%3Agradient")
    wanted = ("delta", "worked", "role:gradient")
    assert _view(_part(app, "frame")["address"]).conceal == wanted
    _section(app, "Files")
    assert _part(app, "files")["fields"]["hide"] == ",".join(wanted)
    offline = _part(app, "offline")
    assert _view(offline["file"]).conceal == wanted
    assert "delta" not in dict(parse_qsl(urlsplit(offline["file"]).query))["live"], "what is hidden cannot move"


def test_a_tick_taken_away_is_said_and_followed():
    app = _dialog(figure="curve", delta="2")
    app.checkbox("seen-takeaway").uncheck()
    app.checkbox("seen-role:rival").uncheck()
    _run(app)
    assert _link(app).endswith("&hide=takeaway,role%3Arival")
    assert _view(_part(app, "frame")["address"]).conceal == ("takeaway", "role:rival")
    said = [caption.value for caption in app.caption]
    assert "Students do not see the sentence below the figure and other losses." in said
    app.checkbox("seen-takeaway").check()
    app.checkbox("seen-role:rival").check()
    _run(app)
    assert _link(app).endswith("&delta=2")


@pytest.mark.parametrize("page", VIEWS)
def test_only_what_there_is_can_be_unticked(page):
    app = _dialog(page)
    view, _ = View.read({}, VIEWS[page])
    drawn = {trace["meta"]["role"] for trace in view.draw().data}
    names = {box.key.removeprefix("seen-") for box in app.checkbox if box.key.startswith("seen-")}
    assert {name.removeprefix("role:") for name in names if name.startswith("role:")} == drawn
    assert {control.name for control in view.shown} <= names
    assert _view(_part(app, "frame")["address"], page).state == view.state


def test_documents_get_what_they_can_take():
    app = _section(_dialog(figure="curve", delta="2"), "Document, notebook")
    codes = _codes(app)[-len(DOCUMENTS) :]
    assert [code.partition("(")[0][:6] for code in codes] == ["[![Hub", "% befo", "from I", "import"]
    assert codes[-1].endswith(python(_view("?figure=curve&delta=2")))


def test_files_are_of_what_is_seen():
    app = _section(_dialog(figure="curve", delta="2"), "Files")
    told = _part(app, "files")
    view = _view("?figure=curve&delta=2")
    assert told["fields"] == view.fields()
    assert (told["page"], told["version"], told["address"]) == ("regression", version(), "/live")
    assert "Huber (δ = 2)" in told["taken"]["title"]
    assert told["taken"]["link"] == _link(app)


def test_a_file_has_the_chosen_sliders_and_stops():
    app = _section(_dialog(figure="curve", delta="2"), "Files")
    first, second = list(sliders(_view("?figure=curve")))[:2]
    app.button_group("share-live").set_value([first, second])
    app.selectbox("share-stops").set_value("41 stops each")
    _run(app)
    told = _part(app, "offline")
    for name, path in (("file", "/file/regression"), ("size", "/file/regression/size")):
        asked = dict(parse_qsl(urlsplit(told[name]).query))
        assert urlsplit(told[name]).path == path
        assert (asked.pop("live"), asked.pop("stops")) == (f"{first},{second}", "41")
        assert asked == _view("?figure=curve&delta=2").fields()


def test_a_task_is_made_from_what_is_on_screen():
    app = _section(_dialog(figure="curve", delta="2", hide="worked"), "Task")
    readings = _view("?figure=curve&delta=2").draw().readings
    assert app.selectbox("share-reading").options == [
        f"{task.label(name, each)}, now {say(each.value)}" for name, each in readings.items()
    ]
    assert "The goal has no end: give low, high or both." in [caption.value for caption in app.caption]
    assert not any("/task?" in code for code in _codes(app))
    app.selectbox("share-reading").set_value("slope")
    app.text_input("share-low").set_value("0.5")
    app.text_input("share-high").set_value("1")
    app.multiselect("share-free").set_value(["at_residual"])
    app.text_area("share-ask").set_value("Where does it pull <softly>?")
    _run(app)
    link, snippet = _codes(app)[-2:]
    assert urlsplit(link).path == "/task"
    own = task.read(dict(parse_qsl(urlsplit(link).query)))
    assert own.notices == ()
    assert (own.bound.reading, own.bound.low, own.bound.high) == ("slope", 0.5, 1.0)
    assert own.question == "Where does it pull <softly>?"
    assert own.exhibit.free == ("at_residual",)
    assert own.exhibit.view().values["delta"] == 2.0
    assert "worked" in own.exhibit.view().conceal
    source = re.search(r'src="([^"]+)"', snippet).group(1).replace("&amp;", "&")
    assert source == f"{link.replace('/task?', '/embed/task?')}&height=auto"


def test_a_task_that_makes_no_sense_is_a_sentence_and_gives_no_link():
    app = _section(_dialog(figure="curve", delta="2"), "Task")
    app.text_input("share-low").set_value("2")
    app.text_input("share-high").set_value("one")
    _run(app)
    assert any("high = “one” is no number" in caption.value for caption in app.caption)
    assert not any("/task?" in code for code in _codes(app))


@pytest.mark.parametrize("page", VIEWS)
def test_every_figure_offers_a_task(page):
    app = _section(_dialog(page), "Task", page)
    assert app.selectbox("share-reading").options


def test_rows_that_stay_in_the_browser_are_told_to_be_in_no_link():
    kept = _dialog("fit", own="kept:0123456789abcdef")
    assert any("too many for a link" in each.value for each in kept.caption)
    assert "own=kept" in _link(kept)
    short = _dialog("fit", own="1:2,3:4,5:7")
    assert not any("too many for a link" in each.value for each in short.caption)
