"""What travels to the browser is the figure, and the routes it travels by hold whatever they are asked."""

import base64
import gzip
import json
from urllib.parse import quote_from_bytes, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lossviz import LOSSES, state
from lossviz.figures import FIGURES
from lossviz.figures.theme import THEMES
from lossviz.live.payload import arm, frame, snapshot
from lossviz.live.web import routes, version
from lossviz.spec import Painting, Parameter
from tests.asgi import ask
from tests.pictures import (
    PAIRS,
    control_of,
    defaults,
    every_drawing,
    every_figure,
    every_pair,
    exactly,
    leaves,
    moved,
    options,
    random_state,
    sliders,
)
from tests.test_state import NASTY

APP = Starlette(routes=routes("/live"))


def _travelled(document):
    """A document as the browser gets it."""
    return json.loads(json.dumps(document, allow_nan=False))


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


def _assert_exact(got, wanted, where=""):
    """The leaves that arrived are those that were drawn, bit by bit."""
    assert got.keys() == wanted.keys(), where
    for path, leaf in wanted.items():
        if isinstance(leaf, np.ndarray):
            assert got[path].shape == leaf.shape, f"{path} {where}"
            assert np.array_equal(got[path], leaf.astype(np.float64), equal_nan=True), f"{path} {where}"
        else:
            assert got[path] == leaf, f"{path} {where}"


@every_drawing
def test_a_snapshot_is_json_and_exact(case, figure):
    for chosen in [{}] if case.parameters else options(case.loss, figure):
        values = {**defaults(case.loss, figure), **case.bound, **chosen}
        travelled = _travelled(snapshot(figure, case.loss, values))
        drawn = figure.draw(case.loss, values)
        _assert_exact(_leaves_of(travelled["figure"]), dict(leaves(drawn)), f"at {chosen}")
        assert travelled["themes"] == THEMES
        assert travelled["query"]["loss"] == case.loss.key
        assert travelled["query"]["figure"] == figure.key
        _assert_described(travelled["controls"], figure, case.loss, values)


def _assert_described(controls, figure, loss, values):
    """Every control that is shown is described, and no other."""
    described = {control["name"]: control for control in controls}
    assert len(described) == len(controls)
    shown = figure.shown(loss, values)
    expected = {name for name in sliders(loss, figure) if name.partition(".")[0] in shown}
    expected |= {
        control.name
        for control in figure.controls(loss)
        if control.name in shown and (not isinstance(control, Parameter) or control.by_hand)
    }
    assert set(described) == expected
    for control in figure.controls(loss):
        if control.name not in shown:
            continue
        if isinstance(control, Painting):
            _assert_describes_a_painting(described[control.name], control, values[control.name])
        elif not isinstance(control, Parameter):
            assert described[control.name]["kind"] in ("choice", "several")
            assert described[control.name]["value"] == json.loads(json.dumps(values[control.name]))
            assert described[control.name]["options"] == [list(option) for option in control.options]
        elif control.by_hand:
            _assert_describes_numbers(described[control.name], control, values[control.name])
        else:
            numbers = np.broadcast_to(values[control.name], max(1, len(control.components)))
            for place, number in enumerate(numbers):
                name = f"{control.name}.{place}" if control.components else control.name
                _assert_describes_a_slider(described[name], control, number, figure.most_steps)


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
    """The travels of sliders from one state."""

    def __init__(self, figure, loss, values):
        self.figure, self.loss, self.values = figure, loss, values
        self.drawn = figure.draw(loss, values)
        self.start = _leaves_of(_travelled(snapshot(figure, loss, values))["figure"])

    def check(self, slider, travel=None):
        """Whether the slider moves anything. It moves no axis and not the figure's shape.

        Every leaf that its travel puts into the figure is what the figure has at that step.
        """
        travel = travel or _travelled(arm(self.figure, self.loss, self.values, slider))
        steps = travel["steps"]
        name, _, component = slider.partition(".")
        parameter = control_of(self.loss, self.figure, name)
        assert len(steps) >= 5
        assert steps[0] == parameter.slider[0]
        columns = [(paths, *_column(code)) for paths, code in travel["columns"]]
        assert not any(path[0] == "layout" for paths, *_ in columns for path in paths), f"{slider} changes the layout"
        shape = _shape(self.drawn)
        for place in {0, len(steps) // 3, len(steps) - 1}:
            values = moved(self.values, parameter, component, steps[place])
            wanted = self.figure.draw(self.loss, values)
            assert _shape(wanted) == shape, f"{slider} changes the figure's shape"
            _assert_arrives(self.start, columns, place, wanted, f"at {slider} = {steps[place]}")
        return bool(columns) or name not in self.figure.shown(self.loss, self.values)


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
            assert got[path] == leaf, f"{path} {where}"
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
    travels = _Travels(figure, loss, defaults(loss, figure))
    rng = np.random.default_rng(2)
    own = {parameter.name for parameter in loss.parameters}
    rest = [slider for slider in sliders(loss, figure) if slider.partition(".")[0] not in own]
    turn = len(loss.key) % 3  # those of the figure itself in turn: every one of them meets a third of the losses
    for slider in [slider for slider in sliders(loss, figure) if slider not in rest] + rest[turn::3]:
        answer = ask(APP, "/live/arm", urlencode({"loss": loss.key, "figure": figure.key, "slider": slider}).encode())
        assert answer.status == 200
        moves = travels.check(slider, json.loads(answer.body))
        for _ in range(0 if moves else 9):  # at the defaults it may be right that it does not: on a plateau
            moves = moves or bool(arm(figure, loss, random_state(loss, figure, rng), slider)["columns"])
        assert moves, f"{slider} moves nothing"


@every_pair
def test_a_travel_is_as_true_where_all_choices_are_the_last(loss, figure):
    *_, last = options(loss, figure)
    found = sliders(loss, figure)
    if last and found:
        travels = _Travels(figure, loss, {**defaults(loss, figure), **last})
        travels.check(found[len(loss.key) % len(found)])


@pytest.mark.parametrize("seed", range(24))
def test_a_travel_starts_from_any_state(seed):
    rng = np.random.default_rng(seed)
    movable = [(loss, figure) for loss, figure in PAIRS if sliders(loss, figure)]
    for loss, figure in movable[seed::24][:6]:
        travels = _Travels(figure, loss, random_state(loss, figure, rng))
        travels.check(str(rng.choice(sliders(loss, figure))))


@every_figure
def test_a_slider_that_is_not_there_is_refused(figure):
    for loss in [loss for loss, kind in PAIRS if kind is figure][:4]:
        wrong = ["", "nothing", ".", "line", "below", "hide", "relief"]
        for control in figure.controls(loss):
            if not isinstance(control, Parameter) or control.by_hand:
                wrong += [control.name, f"{control.name}.0"]
            elif control.components:
                wrong += [control.name, *(f"{control.name}.{end}" for end in (len(control.components), -1, "x", "0.0"))]
            else:
                wrong += [f"{control.name}.0", f"{control.name}.x", control.name.upper()]
        for slider in wrong:
            with pytest.raises(KeyError):
                arm(figure, loss, defaults(loss, figure), slider)


# Frames: a step of a handle.


def _columns_of(travelled):
    return [(paths, *_column(code)) for paths, code in travelled["columns"]]


def _handled(loss, figure, values, rng):
    """The values after one handle, or one canvas, has been moved somewhere; nothing if there is none."""
    drawn = figure.draw(loss, values)
    motions = [motion for each in drawn["handles"] for motion in (each["x"], each["y"]) if motion]
    motions += drawn.get("canvases", [])
    if not motions:
        return None
    motion = motions[rng.integers(len(motions))]
    name, _, place = motion["name"].partition(".")
    control = control_of(loss, figure, name)
    if isinstance(control, Painting):
        pixels = control.pixels(values[name])
        pixels[tuple(rng.integers(control.side, size=2))] = rng.integers(2)
        return {**values, name: control.text(pixels)}
    return moved(values, control, place, float(rng.uniform(*control.slider[:2])))


@every_pair
def test_a_frame_over_the_figure_before_is_the_figure_after(loss, figure):
    rng = np.random.default_rng([3, len(loss.key), len(figure.key)])
    before = random_state(loss, figure, rng)
    drawn = figure.draw(loss, before)
    start = dict(leaves(drawn))
    for after in (_handled(loss, figure, before, rng), random_state(loss, figure, rng), before):
        if after is None:
            continue
        wanted = figure.draw(loss, after)
        columns = _columns_of(_travelled(frame(drawn, wanted)))
        assert columns or after is before or exactly(wanted["data"]) == exactly(drawn["data"])
        assert not columns or after is not before, "what is as it was does not travel"
        _assert_arrives(start, columns, 0, wanted, f"from {before} to {after}")


def test_a_frame_replaces_as_a_whole_what_has_another_shape():
    before = {"a": [1, 2], "b": {"c": np.arange(3.0)}, "d": None, "e": "x", "f": [np.zeros(2)], "g": (1, 2)}
    after = {
        "a": [1, 2, 3],
        "b": {"z": 1.5},
        "d": np.array([[1.0, np.nan]]),
        "e": True,
        "f": [np.zeros(5)],
        "g": [1, 3],
    }
    columns = _columns_of(_travelled(frame(before, after)))
    assert sorted(path for paths, *_ in columns for path in paths) == [["a"], ["b"], ["d"], ["e"], ["f", 0], ["g", 1]]
    _assert_arrives(dict(leaves(before)), columns, 0, after, "")
    assert frame(after, after) == {"columns": []}


def _frame_query(loss, figure, before, after):
    controls = figure.controls(loss)
    to = {f"to.{name}": text for name, text in state.write(after, controls).items()}
    back = {f"to.{control.name}": state.text_of(after[control.name]) for control in controls}
    return {"loss": loss.key, "figure": figure.key, **state.write(before, controls), **back, **to}


@every_pair
def test_the_frame_route_gives_the_leaves_that_a_handle_moves(loss, figure):
    rng = np.random.default_rng([6, len(loss.key), len(figure.key)])
    before = random_state(loss, figure, rng)
    after = _handled(loss, figure, before, rng) or random_state(loss, figure, rng)
    query = _frame_query(loss, figure, before, after)
    answer = ask(APP, "/live/frame", urlencode(query).encode())
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(frame(figure.draw(loss, before), figure.draw(loss, after)))
    turned = dict(reversed(query.items()))
    assert ask(APP, "/live/frame", urlencode(turned).encode()).body == answer.body, "the order of fields says nothing"
    other = Starlette(routes=routes("/elsewhere"))  # nor does what was asked before, or where
    assert ask(other, "/elsewhere/frame", urlencode(query).encode()).body == answer.body


@pytest.mark.parametrize(
    "to",
    ["", "to.=1", "to.nothing=5", "to.delta.0=2", "to.slider=delta", "to.to.delta=2", "to.v=1", "delta=2&to.delta=2"],
)
def test_a_frame_to_nowhere_moves_nothing(to):
    answer = ask(APP, "/live/frame", f"loss=huber&figure=curve&{to}".encode())
    assert answer.status == 200
    assert json.loads(answer.body) == {"columns": []}


@pytest.mark.parametrize("text", NASTY)
def test_a_frame_to_no_number_is_the_figure_of_a_link_with_it(text):
    figure, loss = FIGURES["boxes"], LOSSES["iou"]
    names = ["corner", "true_size", "steps"]
    answer = ask(
        APP,
        "/live/frame",
        urlencode(
            {"loss": "iou", "figure": "boxes", "corner": "2,3"} | {f"to.{name}": text for name in names}
        ).encode(),
    )
    assert answer.status == 200
    before, _ = state.read({"corner": "2,3"}, figure.controls(loss))
    after, _ = state.read(dict.fromkeys(names, text), figure.controls(loss))
    assert json.loads(answer.body) == _travelled(frame(figure.draw(loss, before), figure.draw(loss, after)))


@pytest.mark.parametrize(
    "to", ["loss=squared", "loss=iou", "figure=field", "figure=landscape", "figure=nothing", "loss="]
)
def test_a_frame_to_another_figure_is_answered(to):
    answer = ask(APP, "/live/frame", f"loss=huber&figure=curve&to.{to}".encode())
    assert answer.status in (200, 404)
    assert answer.status == 200 or answer.body.decode().endswith(".")


# The routes.


@every_pair
def test_the_figure_route_gives_the_snapshot(loss, figure):
    rng = np.random.default_rng([len(loss.key), len(figure.key)])
    controls = figure.controls(loss)
    values = random_state(loss, figure, rng)
    query = {"loss": loss.key, "figure": figure.key, **state.write(values, controls)}
    answer = ask(APP, "/live/figure", urlencode(query).encode())
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(snapshot(figure, loss, values))


@every_figure
def test_the_arm_route_gives_the_travel_from_any_state(figure):
    loss = next(loss for loss, kind in PAIRS if kind is figure and sliders(loss, figure))
    values = random_state(loss, figure, np.random.default_rng(4))
    slider = sliders(loss, figure)[-1]
    query = {"loss": loss.key, "figure": figure.key, **state.write(values, figure.controls(loss)), "slider": slider}
    answer = ask(APP, "/live/arm", urlencode(query).encode())
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == _travelled(arm(figure, loss, values, slider))


def test_the_drawing_library_is_served_from_here():
    answer = ask(APP, "/live/plotly.js")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"plotly.js v" in answer.body[:2000]


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("figure", "", "There is no loss ''"),
        ("figure", "loss=huber", "There is no figure ''"),
        ("figure", "figure=curve", "There is no loss ''"),
        ("figure", "figure=curve&loss=hubr", "There is no loss 'hubr'. Did you mean 'huber'?"),
        ("figure", "figure=curv&loss=huber", "There is no figure 'curv'. Did you mean 'curve'?"),
        ("figure", "figure=mask&loss=huber", "There is no figure 'mask'."),
        ("figure", "figure=%00&loss=huber", "There is no figure"),
        ("arm", "figure=curve&loss=huber", "This figure has no slider ''."),
        ("arm", "figure=curve&loss=huber&slider=gamma", "This figure has no slider 'gamma'."),
        ("arm", "figure=curve&loss=huber&slider=delta.0", "This figure has no slider 'delta.0'."),
        ("arm", "figure=curve&loss=nothing&slider=delta", "There is no loss 'nothing'."),
        ("frame", "figure=curve&loss=nothing&to.delta=2", "There is no loss 'nothing'."),
        ("frame", "figure=mask&loss=huber&to.delta=2", "There is no figure 'mask'."),
        ("frame", "to.figure=curve&to.loss=huber", "There is no loss ''"),
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
    "path",
    [
        "figure?figure=curve&loss=huber",
        "arm?figure=curve&loss=huber&slider=delta",
        "frame?figure=field&loss=huber&to.prediction=1",
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
        "figure?figure=curve&loss=huber",
        "arm?figure=curve&loss=huber&slider=delta",
        "frame?figure=field&loss=huber&to.prediction=1",
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


@pytest.mark.parametrize("path", ["figure", "arm", "frame", "plotly.js"])
def test_the_routes_only_answer_questions(path):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
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
    loss, figure = pair
    names = st.sampled_from([control.name for control in figure.controls(loss)])
    fields = data.draw(st.dictionaries(names, numbers, max_size=4))
    fields |= data.draw(st.dictionaries(names.map("to.{}".format), numbers, max_size=3))
    slider = data.draw(st.sampled_from([*sliders(loss, figure), "x"]))
    query = urlencode({**fields, "loss": loss.key, "figure": figure.key, "slider": slider})
    for asked in (query.encode(), query.encode() + b"&" + junk, f"{query}&{quote_from_bytes(junk)}=1".encode()):
        answer = ask(APP, f"/live/{path}", asked)
        assert answer.status in (200, 404)


def _far_out(parameter, own):
    """Numbers that nobody needs and anybody can type: near the ends of the domain, huge, tiny."""
    low, high = parameter.domain.low, parameter.domain.high
    sizes = [1e-6, 0.0, 1e6, *((1e-300, 1e-3, 1e3, 1e300) if own else ())]
    wanted = [low, high, np.nextafter(low, np.inf), np.nextafter(high, -np.inf), *sizes, *(-size for size in sizes)]
    return [float(number) for number in wanted if number in parameter.domain]


@every_pair
def test_whatever_number_a_link_holds_can_be_drawn_and_travels(loss, figure):
    controls = figure.controls(loss)
    far = {}
    for parameter in controls:
        drawn = {exactly(defaults(loss, figure)[parameter.name])}
        for number in _far_out(parameter, parameter in loss.parameters) if isinstance(parameter, Parameter) else ():
            values, _ = state.read({parameter.name: state.text_of(number)}, controls)
            if exactly(values[parameter.name]) not in drawn:
                drawn.add(exactly(values[parameter.name]))
                far.setdefault(parameter.name, []).append(values[parameter.name])
                _travelled(snapshot(figure, loss, values))
    rng = np.random.default_rng(8)
    own = [parameter.name for parameter in loss.parameters if parameter.name in far]
    for _ in range(3):  # and several at once: of the loss's own at most one, since the mean of two such losses is none
        left_out = set(rng.permutation(own)[1:])
        together = {name: numbers[rng.integers(len(numbers))] for name, numbers in far.items() if rng.random() < 0.5}
        values = defaults(loss, figure) | {name: far for name, far in together.items() if name not in left_out}
        _travelled(snapshot(figure, loss, values))
    for slider in sliders(loss, figure)[:1]:
        _travelled(arm(figure, loss, values, slider))


def test_two_addresses_of_one_state_have_one_answer():
    one = ask(APP, "/live/figure", b"loss=huber&figure=curve&delta=2")
    other = ask(APP, "/live/figure", b"figure=curve&delta=2.0&loss=huber")
    assert one.body == other.body


def test_random_states_are_legal():
    rng = np.random.default_rng(3)
    for loss, figure in PAIRS:
        values = random_state(loss, figure, rng)
        assert exactly(state.write(values, figure.controls(loss))) != exactly(None)
        assert set(values) == {control.name for control in figure.controls(loss)}
