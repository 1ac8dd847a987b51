"""What travels to the browser is the figure, and the routes it travels by hold whatever they are asked."""

import base64
import gzip
import json
import math
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_from_bytes, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

import lossviz
from lossviz import CATALOGUE, FIGURES, LOSSES, Drawing, UnknownName, View
from lossviz.catalogue import PAGES
from lossviz.drawing.theme import THEMES
from lossviz.live import assets
from lossviz.live import routes as live
from lossviz.live.assets import bundled, script, style, styles, version
from lossviz.live.payload import arm, frame, snapshot
from lossviz.live.routes import SCRIPT, routes
from lossviz.vocabulary import Lab, Moves, Page, Painting, Parameter, Registry, Table
from lossviz.vocabulary.controls import read
from tests.asgi import ask
from tests.pictures import (
    PAIRS,
    control_of,
    every_drawing,
    every_figure,
    every_pair,
    exactly,
    leaves,
    moved,
    options,
    page_of,
    random_view,
    sliders,
    view_of,
)
from tests.test_views import NASTY

APP = Starlette(routes=routes("/live"))
PACKAGE = Path(lossviz.__file__).parent
BROWSER = PACKAGE / "live" / "browser"
MODULES = sorted(path for path in BROWSER.iterdir() if path.suffix in (".js", ".css"))
SERVED = {SCRIPT: script(), **{f"{name}.css": style(name) for name in styles()}}


def _ask(what, view, **more):
    """What a route answers for a view on its page."""
    query = urlencode({**view.fields(), **more})
    return ask(APP, f"/live/{page_of(view.subject, view.figure).key}/{what}", query.encode())


def _packed(document):
    """A document on its way, which JSON can hold."""
    return json.dumps(document, allow_nan=False)


def _travelled(document):
    """A document as the browser gets it."""
    return json.loads(_packed(document))


def _decoded(node):
    """A specification with its arrays back; written from the format's description, not from the encoder."""
    if isinstance(node, list):
        return [_decoded(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "f8" in node:
        return np.frombuffer(base64.b64decode(node["f8"]), "<f8").reshape(node["shape"])
    return {key: _decoded(value) for key, value in node.items()}


def _column(code):
    """The steps of a column and half the distance between two codes."""
    if "each" in code:
        return code["each"], 0.0
    steps = np.frombuffer(base64.b64decode(code["u2"]), "<u2").reshape(code["shape"])
    return np.where(steps == 65535, np.nan, code["low"] + code["scale"] * steps), code["scale"] / 2


def _leaves_of(figure):
    """The leaves of a specification that has travelled, arrays as numbers."""
    return dict(leaves(_decoded(figure)))


def _sent(leaf):
    """A leaf as JSON holds it: of a number that is not there nothing is left."""
    return None if isinstance(leaf, float) and not math.isfinite(leaf) else leaf


def _assert_exact(got, wanted, where=""):
    """The leaves that arrived are those that were drawn, bit by bit."""
    assert got.keys() == wanted.keys(), where
    for path, leaf in wanted.items():
        if isinstance(leaf, np.ndarray):
            assert got[path].shape == leaf.shape, f"{path} {where}"
            assert np.array_equal(got[path], leaf.astype(np.float64), equal_nan=True), f"{path} {where}"
        else:
            assert got[path] == _sent(leaf), f"{path} {where}"


@every_drawing
def test_a_snapshot_is_json_and_exact(case, figure):
    for chosen in [{}] if case.parameters else options(view_of(case.loss, figure)):
        view = view_of(case.loss, figure, **case.bound, **chosen)
        drawn = view.draw()
        travelled = _travelled(snapshot(view, drawn))
        _assert_exact(_leaves_of(travelled["figure"]), dict(leaves(drawn.specification())), f"at {chosen}")
        assert travelled["themes"] == THEMES
        assert travelled["conceal"] == []
        again, complaints = View.read(travelled["fields"], page_of(case.loss, figure))
        assert (again.state, complaints) == (view.state, [])
        assert travelled["fields"].keys() == {"loss", "figure"} | view.fields().keys() | {c.name for c in view.shown}
        _assert_described(travelled["controls"], view)


def _assert_described(controls, view):
    """Every control that is shown is described, and no other."""
    described = {control["name"]: control for control in controls}
    assert len(described) == len(controls)
    shown = {control.name for control in view.shown}
    expected = {name for name in sliders(view) if name.partition(".")[0] in shown}
    expected |= {c.name for c in view.shown if not isinstance(c, Parameter) or c.by_hand}
    assert set(described) == expected
    for control in view.shown:
        value = view.values[control.name]
        if isinstance(control, Painting):
            _assert_describes_a_painting(described[control.name], control, value)
        elif isinstance(control, Moves | Table):
            assert described[control.name]["kind"] == type(control).__name__.lower()
            assert described[control.name]["value"] == control.text(value)
        elif not isinstance(control, Parameter):
            assert described[control.name]["kind"] in ("choice", "several")
            assert described[control.name]["value"] == json.loads(json.dumps(value))
            assert described[control.name]["options"] == [list(option) for option in control.options]
        elif control.by_hand:
            _assert_describes_numbers(described[control.name], control, value)
        else:
            for place, number in enumerate(np.ravel(value)):
                name = f"{control.name}.{place}" if control.components else control.name
                _assert_describes_a_slider(described[name], control, number, view.figure.most_steps)


def _assert_describes_a_painting(told, painting, value):
    assert told["kind"] == "painting"
    assert told["value"] == value
    assert (told["side"], told["digits"]) == (painting.side, painting.digits)
    assert told["stamps"] == [list(stamp) for stamp in painting.stamps]
    assert told["meaning"]


def _assert_describes_numbers(told, parameter, value):
    assert told["kind"] == "numbers"
    assert len(told["components"]) == max(1, len(parameter.components))
    assert told["value"] == np.broadcast_to(value, len(told["components"])).tolist()
    assert told["step"] == parameter.slider[2]
    assert told["domain"]["words"] == str(parameter.domain)
    assert told["label"]
    assert told["meaning"]


def _assert_describes_a_slider(told, parameter, number, most):
    assert told["kind"] == "slider"
    assert (told["travel"], told["plays"]) == (parameter.travel, parameter.plays)
    assert float(told["value"]) == number
    assert told["steps"][0] == parameter.slider[0]
    assert 5 <= len(told["steps"]) <= most
    assert np.ptp(np.diff(told["steps"])) < 1e-9, "a range input needs even steps"
    assert told["domain"]["words"] == str(parameter.domain)
    assert told["label"]
    assert told["meaning"]
    assert [float(value) for value, _ in told["landmarks"]] == [mark.value for mark in parameter.landmarks]


# Travels.


def _shape(node):
    """A specification without its numbers and words."""
    if isinstance(node, dict):
        return {key: _shape(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_shape(item) for item in node]
    return ("array", node.ndim) if isinstance(node, np.ndarray) else None


class _Travels:
    """The travels of sliders from one view."""

    def __init__(self, view):
        self.view, self.drawn = view, view.draw()
        self.start = _leaves_of(_travelled(snapshot(view, self.drawn))["figure"])

    def check(self, slider, travel=None):
        """Whether the slider moves anything. It moves no axis and not the figure's shape.

        Every leaf that its travel puts into the figure is what the figure has at that step.
        """
        travel = travel or _travelled(arm(self.view, slider))
        steps = travel["steps"]
        name, _, component = slider.partition(".")
        assert len(steps) >= 5
        assert steps[0] == control_of(self.view, name).slider[0]
        columns = _columns_of(travel)
        layout = [path for paths, *_ in columns for path in paths if path[0] == "layout"]
        assert all("ticktext" in path for path in layout), f"{slider} changes more of the layout than what colours mean"
        shape = _shape(self.drawn.specification())
        for place in {0, len(steps) // 3, len(steps) - 1}:
            wanted = moved(self.view, name, component, steps[place]).draw().specification()
            assert _shape(wanted) == shape, f"{slider} changes the figure's shape"
            _assert_arrives(self.start, columns, place, wanted, f"at {slider} = {steps[place]}")
        return any(path[0] == "data" for paths, *_ in columns for path in paths) or name not in self.view.figure.shown(
            self.view
        )


def _assert_arrives(start, columns, step, wanted, where):
    """The leaves at the start with a step of the columns put over them are those wanted, as near as codes go."""
    got, slack = dict(start), {}
    for paths, steps, half in columns:
        for path in map(tuple, paths):
            for gone in [old for old in got if old[: len(path)] == path] if path not in start else ():
                del got[gone]  # a list or a table that is replaced as a whole
            put = steps[step]
            if isinstance(put, np.ndarray):
                got[path], slack[path] = put, half * (1 + 1e-9)
            else:
                got |= {(*path, *more): leaf for more, leaf in leaves(_decoded(put))}
    wanted = dict(leaves(wanted))
    assert got.keys() == wanted.keys(), where
    for path, leaf in wanted.items():
        if not isinstance(leaf, np.ndarray):
            assert got[path] == _sent(leaf), f"{path} {where}"
            continue
        arrived = np.asarray(got[path], float)
        if arrived.shape != leaf.shape:  # columns of unequal lengths are filled up with nothing
            assert np.isnan(arrived[leaf.size :]).all()
            arrived = arrived[: leaf.size]
        there = ~np.isnan(leaf)
        assert (np.isnan(arrived) != there).all(), f"{path} {where}"
        off = np.abs(arrived - leaf)[there]
        tiny = 1e-12 * np.abs(leaf[there]).max(initial=0.0)
        assert (off <= slack.get(path, 0.0) + tiny).all(), f"{path} {where} is off by {off.max()}"


@every_pair
def test_a_travel_puts_the_figure_of_every_step_on_screen_and_moves_no_axis(loss, figure):
    plain = view_of(loss, figure)
    travels = _Travels(plain)
    rng = np.random.default_rng(2)
    own = {parameter.name for parameter in loss.parameters}
    rest = [slider for slider in sliders(plain) if slider.partition(".")[0] not in own]
    turn = len(loss.key) % 3  # those of the figure itself in turn: every one of them meets a third of the losses
    for slider in [slider for slider in sliders(plain) if slider not in rest] + rest[turn::3]:
        answer = _ask("arm", plain, slider=slider)
        assert answer.status == 200
        moves = travels.check(slider, json.loads(answer.body))
        for _ in range(0 if moves else 9):  # at the defaults it may be right that it does not: on a plateau
            elsewhere = random_view(loss, figure, rng)
            moves = moves or (slider in sliders(elsewhere) and bool(arm(elsewhere, slider)["columns"]))
        assert moves, f"{slider} moves nothing"


@every_pair
def test_a_travel_is_as_true_where_all_choices_are_the_last(loss, figure):
    plain = view_of(loss, figure)
    *_, last = options(plain)
    view = plain.moved(**last)
    found = sliders(view)
    if last and found:
        _Travels(view).check(found[len(loss.key) % len(found)])


@pytest.mark.parametrize("seed", range(24))
def test_a_travel_starts_from_any_state(seed):
    rng = np.random.default_rng(seed)
    movable = [pair for pair in PAIRS if sliders(view_of(*pair))]
    for loss, figure in movable[seed::24][:6]:
        view = random_view(loss, figure, rng)
        _Travels(view).check(str(rng.choice(sliders(view))))


def test_a_few_controls_are_not_folded_away():
    view = View.of(FIGURES["landscape"], LOSSES["huber"], ())
    folded = [control.name for control in view.shown if control.fold]
    assert folded
    assert {each["fold"] for each in snapshot(view, view.draw())["controls"]} > {""}
    few = replace(view, conceal=tuple(each.name for each in view.controls if each.name not in folded[:2]))
    shown = snapshot(few, few.draw())["controls"]
    assert [(each["name"], each["fold"]) for each in shown] == [(name, "") for name in folded[:2]]


@every_figure
def test_a_slider_that_is_not_there_is_refused(figure):
    for loss in [loss for loss, kind in PAIRS if kind is figure][:4]:
        view = view_of(loss, figure)
        wrong = ["", "nothing", ".", "line", "below", "hide", "relief"]
        for control in view.controls:
            if not isinstance(control, Parameter) or control.by_hand:
                wrong += [control.name, f"{control.name}.0"]
            elif control.components:
                wrong += [control.name, *(f"{control.name}.{end}" for end in (len(control.components), -1, "x", "0.0"))]
            else:
                wrong += [f"{control.name}.0", f"{control.name}.x", control.name.upper()]
        for slider in wrong:
            with pytest.raises(UnknownName, match="This figure has no slider"):
                arm(view, slider)


def test_controls_are_folded_away_only_where_there_are_many():
    whole = lossviz.view("huber", figure="landscape")
    names = [control.name for control in whole.controls]
    few = replace(whole, conceal=tuple(name for name in names if name not in ("delta", "outliers")))
    assert {part["fold"] for part in snapshot(whole, whole.draw())["controls"]} >= {"", "Data"}
    assert {part["name"]: part["fold"] for part in snapshot(few, few.draw())["controls"]} == {
        "delta": "",
        "outliers": "",
    }


def test_a_slider_that_is_chased_sends_no_travel_ahead():
    huber = LOSSES["huber"]
    chased = replace(huber, parameters=tuple(replace(each, travel="chased") for each in huber.parameters))
    view = View.of(FIGURES["curve"], chased)
    with pytest.raises(UnknownName, match=r"This figure has no slider 'delta'\. It has: at_residual"):
        arm(view, "delta")
    told = {each["name"]: each.get("travel") for each in snapshot(view, view.draw())["controls"]}
    assert (told["delta"], told["at_residual"]) == ("chased", "ahead")
    assert frame(view.draw(), view.moved(delta=2.0).draw())["columns"], "it asks for its frames one by one"


# Frames: a step of a handle.


def _columns_of(travelled):
    return [(paths, *_column(code)) for paths, code in travelled["columns"]]


def _handled(view, rng):
    """The view after one handle, or one canvas, has been moved somewhere; nothing if there is none."""
    drawn = view.draw()
    motions = [motion for each in drawn.handles for motion in (each["x"], each["y"]) if motion]
    motions += drawn.canvases
    if not motions:
        return None
    name, _, place = motions[rng.integers(len(motions))]["name"].partition(".")
    control = control_of(view, name)
    if isinstance(control, Painting):
        pixels = control.pixels(view.values[name])
        pixels[tuple(rng.integers(control.side, size=2))] = rng.integers(2)
        return view.moved(**{name: control.value_of(pixels)})
    span = (control.across, control.up)[int(place[-1])] if isinstance(control, Moves) else control.slider
    return moved(view, name, place, float(rng.uniform(*span[:2])))


@every_pair
def test_a_frame_over_the_figure_before_is_the_figure_after(loss, figure):
    rng = np.random.default_rng([3, len(loss.key), len(figure.key)])
    before = random_view(loss, figure, rng)
    drawn = before.draw()
    start = {path: _sent(leaf) for path, leaf in leaves(drawn.specification())}
    for after in (_handled(before, rng), random_view(loss, figure, rng), before):
        if after is None:
            continue
        wanted = after.draw()
        columns = _columns_of(_travelled(frame(drawn, wanted)))
        assert columns or after is before or exactly(dict(leaves(wanted.data))) == exactly(dict(leaves(drawn.data)))
        assert not columns or after is not before, "what is as it was does not travel"
        _assert_arrives(start, columns, 0, wanted.specification(), f"from {before.fields()} to {after.fields()}")


def test_a_frame_replaces_as_a_whole_what_has_another_shape():
    def drawing(data):
        return Drawing(data=data, layout={}, readings={}, worked=(), takeaway="", events=(np.empty(0), np.empty(0)))

    before = {"a": [1, 2], "b": {"c": np.arange(3.0)}, "d": None, "e": "x", "f": [np.zeros(2)], "g": (1, 2)}
    after = {
        "a": [1, 2, 3],
        "b": {"z": 1.5},
        "d": np.array([[1.0, np.nan]]),
        "e": True,
        "f": [np.zeros(5)],
        "g": [1, 3],
    }
    columns = _columns_of(_travelled(frame(drawing([before]), drawing([after]))))
    paths = sorted(path[2:] for paths, *_ in columns for path in paths)
    assert paths == [["a"], ["b"], ["d"], ["e"], ["f", 0], ["g", 1]]
    _assert_arrives(dict(leaves(drawing([before]).specification())), columns, 0, drawing([after]).specification(), "")
    assert frame(drawing([after]), drawing([after])) == {"columns": []}


def _to(view):
    """The fields that set every control of a view, as a frame asks for them."""
    return {f"to.{each.name}": each.text(view.values[each.name]) for each in view.controls}


@every_pair
def test_the_frame_route_gives_the_leaves_that_a_handle_moves(loss, figure):
    rng = np.random.default_rng([6, len(loss.key), len(figure.key)])
    before = random_view(loss, figure, rng)
    after = _handled(before, rng) or random_view(loss, figure, rng)
    answer = _ask("frame", before, **_to(after))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(frame(before.draw(), after.draw()))
    turned = urlencode(dict(reversed((before.fields() | _to(after)).items()))).encode()
    path = f"{page_of(loss, figure).key}/frame"
    assert ask(APP, f"/live/{path}", turned).body == answer.body, "the order of fields says nothing"
    other = Starlette(routes=routes("/elsewhere"))  # nor does what was asked before, or where
    assert ask(other, f"/elsewhere/{path}", turned).body == answer.body


@pytest.mark.parametrize(
    "to",
    ["", "to.=1", "to.nothing=5", "to.delta.0=2", "to.slider=delta", "to.to.delta=2", "to.v=1", "delta=2&to.delta=2"],
)
def test_a_frame_to_nowhere_moves_nothing(to):
    answer = ask(APP, "/live/regression/frame", f"loss=huber&figure=curve&{to}".encode())
    assert answer.status == 200
    assert json.loads(answer.body) == {"columns": []}


@pytest.mark.parametrize("text", NASTY)
def test_a_frame_to_no_number_is_the_figure_of_a_link_with_it(text):
    start, names = {"loss": "iou", "figure": "boxes", "corner": "2,3"}, ["corner", "true_size", "steps"]
    query = urlencode(start | {f"to.{name}": text for name in names})
    answer = ask(APP, "/live/detection/frame", query.encode())
    assert answer.status == 200
    before, _ = View.read(start, PAGES["detection"])
    after, _ = View.read(start | dict.fromkeys(names, text), PAGES["detection"])
    assert json.loads(answer.body) == _travelled(frame(before.draw(), after.draw()))


@pytest.mark.parametrize(
    "to", ["loss=squared", "loss=iou", "figure=field", "figure=landscape", "figure=nothing", "loss="]
)
def test_a_frame_to_another_figure_stays_with_its_own(to):
    answer = ask(APP, "/live/regression/frame", f"loss=huber&figure=curve&to.{to}".encode())
    assert answer.status == 200
    assert json.loads(answer.body) == {"columns": []}


# The routes.


@every_pair
def test_the_figure_route_gives_the_snapshot(loss, figure):
    view = random_view(loss, figure, np.random.default_rng([len(loss.key), len(figure.key)]))
    answer = _ask("figure", view)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(snapshot(view, view.draw()))


@every_figure
def test_the_arm_route_gives_the_travel_from_any_state(figure):
    loss = next(loss for loss, kind in PAIRS if kind is figure and sliders(view_of(loss, figure)))
    view = random_view(loss, figure, np.random.default_rng(4))
    slider = sliders(view)[-1]
    answer = _ask("arm", view, slider=slider)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(arm(view, slider))


def test_the_drawing_library_is_served_from_here():
    answer = ask(APP, "/live/plotly.js")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"plotly.js v" in answer.body[:2000]


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("nothing/figure", "", "There is no page 'nothing'. Known: regression,"),
        ("regresion/figure", "loss=huber", "There is no page 'regresion'. Did you mean 'regression'?"),
        ("curve/arm", "slider=delta", "There is no page 'curve'."),
        ("%00/frame", "", "There is no page"),
        ("regression/arm", "figure=curve&loss=huber", "This figure has no slider ''."),
        ("regression/arm", "figure=curve&loss=huber&slider=gamma", "This figure has no slider 'gamma'."),
        ("regression/arm", "figure=curve&loss=huber&slider=delta.0", "This figure has no slider 'delta.0'."),
        ("regression/arm", "loss=squared&slider=delta", "This figure has no slider 'delta'."),
        ("browser/0/nothing.js", "", "There is no file 'nothing.js'."),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(path, query, named):
    answer = ask(APP, f"/live/{path}", query.encode(), accept_encoding="gzip")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.body.decode().startswith(named)
    assert answer.body.decode().endswith(".")
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {"loss": "huber", "figure": "landscape"}),
        ("loss=hubr&figure=curve", {"loss": "huber", "figure": "curve"}),
        ("loss=iou", {"loss": "huber", "figure": "landscape"}),
        ("loss=huber&figure=mask", {"loss": "huber", "figure": "landscape", "delta": "1"}),
        ("loss=huber&figure=%00&delta=2", {"loss": "huber", "figure": "landscape", "delta": "2"}),
        ("loss=huber&figure=curve&delta=-2", {"loss": "huber", "figure": "curve", "delta": "1"}),
    ],
)
def test_what_a_page_does_not_have_is_as_on_the_page_its_default(query, fields):
    answer = ask(APP, "/live/regression/figure", query.encode())
    assert answer.status == 200
    assert json.loads(answer.body)["fields"].items() >= fields.items()


@pytest.mark.parametrize(
    "path",
    [
        "regression/figure?figure=curve&loss=huber",
        "regression/arm?figure=curve&loss=huber&slider=delta",
        "regression/frame?figure=field&loss=huber&to.prediction=1",
        "plotly.js?",
    ],
)
def test_only_the_current_code_is_cached_for_good(path):
    path, _, query = path.partition("?")
    now = ask(APP, f"/live/{path}", f"{query}&v={version()}".encode())
    assert "immutable" in now.headers["cache-control"]
    assert "max-age=31536000" in now.headers["cache-control"]
    for other in ("", "&v=", "&v=000000000000", f"&v={version()}x"):
        answer = ask(APP, f"/live/{path}", f"{query}{other}".encode())
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.body == now.body


@pytest.mark.parametrize(
    "path",
    [
        "regression/figure?figure=curve&loss=huber",
        "regression/arm?figure=curve&loss=huber&slider=delta",
        "regression/frame?figure=field&loss=huber&to.prediction=1",
        "plotly.js?",
    ],
)
def test_answers_are_compressed_for_those_who_take_it(path):
    path, _, query = path.partition("?")
    plain = ask(APP, f"/live/{path}", query.encode(), accept_encoding="identity")
    packed = ask(APP, f"/live/{path}", query.encode(), accept_encoding="br, gzip;q=0.8")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < 0.8 * len(plain.body)
    for answer in (plain, packed):
        assert answer.headers["vary"].lower() == "accept-encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize(
    "path", ["regression/figure", "regression/arm", "compare/frame", "plotly.js", f"browser/0/{SCRIPT}"]
)
def test_the_routes_only_answer_questions(path):
    of_a_view = path.rpartition("/")[2] in ("figure", "arm", "frame")
    for method in ("PUT", "DELETE", "PATCH", *(() if of_a_view else ("POST",))):
        assert ask(APP, f"/live/{path}", method=method).status == 405


numbers = st.one_of(st.floats().map(repr), st.sampled_from(NASTY))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    path=st.sampled_from(["figure", "arm", "frame"]),
    pair=st.sampled_from(PAIRS),
    junk=st.binary(max_size=40),
    data=st.data(),
)
def test_no_address_brings_the_routes_down(path, pair, junk, data):
    view = view_of(*pair)
    names = st.sampled_from([control.name for control in view.controls])
    fields = data.draw(st.dictionaries(names, numbers, max_size=4))
    fields |= data.draw(st.dictionaries(names.map("to.{}".format), numbers, max_size=3))
    slider = data.draw(st.sampled_from([*sliders(view), "x"]))
    query = urlencode({**fields, **view.fields(), "slider": slider})
    for asked in (query.encode(), query.encode() + b"&" + junk, f"{query}&{quote_from_bytes(junk)}=1".encode()):
        answer = ask(APP, f"/live/{page_of(*pair).key}/{path}", asked)
        assert answer.status == 200 or (answer.status, path) == (404, "arm")


def _far_out(parameter, own):
    """Numbers that nobody needs and anybody can type: near the ends of the domain, huge, tiny."""
    low, high = parameter.domain.low, parameter.domain.high
    sizes = [1e-6, 0.0, 1e6, *((1e-300, 1e-3, 1e3, 1e300) if own else ())]
    wanted = [low, high, np.nextafter(low, np.inf), np.nextafter(high, -np.inf), *sizes, *(-size for size in sizes)]
    return [float(number) for number in wanted if number in parameter.domain]


@every_pair
def test_whatever_number_a_link_holds_can_be_drawn_and_travels(loss, figure):
    plain = view_of(loss, figure)
    far = {}
    for parameter in plain.controls:
        drawn = {exactly(parameter.initial)}
        for number in _far_out(parameter, parameter in loss.parameters) if isinstance(parameter, Parameter) else ():
            value = read({parameter.name: parameter.text(number)}, [parameter])[0][parameter.name]
            if exactly(value) not in drawn:
                drawn.add(exactly(value))
                far.setdefault(parameter.name, []).append(value)
                view = plain.moved(**{parameter.name: value})
                _packed(snapshot(view, view.draw()))
    rng = np.random.default_rng(8)
    own = [parameter.name for parameter in loss.parameters if parameter.name in far]
    for _ in range(3):  # and several at once: of the loss's own at most one, since the mean of two such losses is none
        left_out = set(rng.permutation(own)[1:])
        together = {name: numbers[rng.integers(len(numbers))] for name, numbers in far.items() if rng.random() < 0.5}
        view = plain.moved(**{name: far for name, far in together.items() if name not in left_out})
        _packed(snapshot(view, view.draw()))
    for slider in sliders(plain)[:1]:
        _packed(arm(view, slider))


def test_random_views_are_legal():
    rng = np.random.default_rng(3)
    for loss, figure in PAIRS:
        view = random_view(loss, figure, rng)
        assert View.of(figure, loss, CATALOGUE.rivals(figure, loss), **view.values).state == view.state


# What is remembered, and what is not.


@pytest.fixture
def drawn(monkeypatch):
    """What has been drawn of a figure that nobody has asked for, on a page of its own."""
    views, curve = [], FIGURES["curve"]

    def draw(view):
        views.append(view)
        time.sleep(0.005)  # time for all to ask
        return curve.draw(view)

    _page_of(replace(curve, draw=draw), monkeypatch)
    return views


def _page_of(figure, monkeypatch):
    lab = Lab(key="own", name="", question="", start="huber", figures={figure.key: figure})
    own = {"subjects": {"huber": LOSSES["huber"]}, "start": "huber", "catalogue": CATALOGUE, "lab": lab}
    page = Page(key="own", name="", question="", **own)
    monkeypatch.setattr(live, "PAGES", Registry("page", {"own": page}))


@pytest.mark.parametrize(
    "query", ["figure?delta=2", "arm?slider=delta", "arm?slider=at_residual&delta=3", "frame?to.delta=2"]
)
def test_what_fifty_ask_for_at_once_is_drawn_once(drawn, query):
    what, _, query = query.partition("?")

    def asked(_):
        return ask(APP, f"/live/own/{what}", query.encode())

    with ThreadPoolExecutor(50) as readers:
        answers = list(readers.map(asked, range(50)))
    assert len(drawn) == len({view.state for view in drawn}), "no view is drawn twice"
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert asked(None).body == answers[0].body
    assert len(drawn) == len({view.state for view in drawn}), "nor once more for who comes later"


@pytest.mark.parametrize("what", ["figure", "arm", "frame"])
def test_another_spelling_of_an_address_is_answered_from_what_is_remembered(drawn, what):
    more = {"arm": "slider=at_residual", "frame": "to.at_residual=1"}.get(what, "")
    spellings = [
        "loss=huber&figure=curve&delta=2",
        "figure=curve&delta=2.0&loss=huber",
        "delta=2&junk=1",
        "delta=2e0&v=x",
    ]
    spellings += [
        "delta=%202%20",
        "delta=1&delta=2",
        "loss=nothing&delta=2",
        "delta=2&below=sideways",
        "delta=2&at_residual=",
    ]
    answers = [ask(APP, f"/live/own/{what}", f"{spelling}&{more}".encode()) for spelling in spellings]
    once = len({view.state for view in drawn})
    assert len(drawn) == once
    assert len({answer.body for answer in answers}) == 1
    for other in ("delta=2.0000000001", "delta=2&hide=role:gradient"):
        ask(APP, f"/live/own/{what}", f"{other}&{more}".encode())
        assert len(drawn) > once, "but it is not taken for another state"
        once = len(drawn)


@pytest.mark.parametrize("what", ["figure", "arm", "frame"])
def test_a_mistake_inside_a_figure_is_not_taken_for_a_wrong_address(what, monkeypatch):
    def draw(view):
        return {}["not there"]

    _page_of(replace(FIGURES["curve"], draw=draw), monkeypatch)
    for _ in range(2):  # and who asks again does not wait for ever
        with pytest.raises(KeyError, match="not there"):
            ask(APP, f"/live/own/{what}", b"slider=delta&to.delta=2")


# The scripts of the browser.


@pytest.mark.parametrize("name", SERVED)
def test_a_script_is_served_and_kept_for_good_under_the_current_version_only(name):
    now = ask(APP, f"/live/browser/{version()}/{name}")
    assert now.status == 200
    assert now.body.decode() == SERVED[name]
    assert now.headers["content-type"].startswith("text/javascript" if name == SCRIPT else "text/css")
    assert "immutable" in now.headers["cache-control"]
    assert now.headers["access-control-allow-origin"] == "*", "a page in a sandbox may ask too"
    for other in ("0", "000000000000", f"{version()}x"):
        answer = ask(APP, f"/live/browser/{other}/{name}", f"v={version()}".encode())
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.body == now.body


def test_the_script_holds_every_module_after_those_that_it_imports():
    names = [path.stem for path in MODULES if path.suffix == ".js"]
    places = {name: script().index(f"const {name}_js = ") for name in names}
    for name in names:
        for imported in re.findall(r'from "\./(\w+)\.js"', (BROWSER / f"{name}.js").read_text()):
            assert places[imported] < places[name]
    exported = script().strip().rsplit("\n", 1)[-1]
    assert re.findall(r" as (\w+)", exported) == names


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'}, "in a circle: a > b > a"),
        ({"a": "export default 1;\n"}, "The module a has a line"),
        ({"a": "export let b = 1;\n"}, "'export let b = 1;'"),
        ({"a": 'import b from "./b.js";\n', "b": ""}, "import b from"),
    ],
)
def test_modules_that_cannot_be_joined_are_named(modules, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        bundled(modules)


@pytest.mark.parametrize(
    "name",
    [
        *("../payload.py", "..%2fpayload.py", "%2e%2e/payload.py", "..\\payload.py", "..", ".", "", "payload.py"),
        *("../../../app.py", "/etc/passwd", "types.d.ts", "deno.json", "MOUNT.JS", "mount.js\x00", "mount.js%00"),
    ],
)
def test_nothing_but_the_modules_is_served(name):
    answer = ask(APP, f"/live/browser/{version()}/{name}")
    assert answer.status == 404
    assert b"import" not in answer.body


def test_no_style_asks_the_root_what_is_below_it():
    """The browser would find it out anew at every step of a figure: it took four fifths of the time for styles."""
    sheets = list(PACKAGE.rglob("*.css"))
    assert len(sheets) > 10
    for sheet in sheets:
        assert not re.search(r"(?:#root|:root|html|body):has\(", sheet.read_text(encoding="utf-8")), sheet.name


@pytest.mark.parametrize(
    "changed",
    [*MODULES[:1], *MODULES[-1:], PACKAGE / "live" / "browser" / "live.css", PACKAGE / "figures" / "curve.py"],
    ids=lambda path: path.name,
)
def test_the_version_changes_with_every_script_and_style(changed, monkeypatch, tmp_path):
    copy = shutil.copytree(PACKAGE, tmp_path / "lossviz", ignore=shutil.ignore_patterns("__pycache__"))
    before = version.__wrapped__()
    monkeypatch.setattr(assets, "_PACKAGE", copy)
    assert version.__wrapped__() == before, "the same files, the same version, wherever they are"
    place = copy / changed.relative_to(PACKAGE)
    place.write_text(place.read_text() + " ")
    assert version.__wrapped__() != before
