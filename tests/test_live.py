"""What travels to the browser is the figure, and the routes it travels by hold whatever they are asked."""

import base64
import copy
import gzip
import json
from urllib.parse import quote_from_bytes, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lossviz import LOSSES, state
from lossviz.figures.theme import THEMES
from lossviz.live.payload import arm, snapshot
from lossviz.live.web import routes, version
from lossviz.spec import Parameter
from tests.asgi import ask
from tests.cases import every_case
from tests.pictures import PAIRS, defaults, every_figure, every_pair, exactly, leaves, options, random_state, sliders
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


@every_figure
@every_case
def test_a_snapshot_is_json_and_exact(case, figure):
    for chosen in options(case.loss, figure):
        values = {**defaults(case.loss, figure), **case.bound, **chosen}
        travelled = _travelled(snapshot(figure, case.loss, values))
        drawn = dict(leaves(figure.draw(case.loss, values)))
        redrawn = dict(leaves(_decoded(travelled["figure"])))
        assert redrawn.keys() == drawn.keys()
        for path, leaf in drawn.items():
            if isinstance(leaf, np.ndarray):
                assert np.array_equal(redrawn[path], leaf.astype(np.float64), equal_nan=True), path
                assert redrawn[path].shape == leaf.shape
            else:
                assert redrawn[path] == leaf, path
        assert travelled["themes"] == THEMES
        assert travelled["query"]["loss"] == case.loss.key
        assert travelled["query"]["figure"] == figure.key


@every_figure
@every_case
def test_a_snapshot_describes_every_control_that_is_shown(case, figure):
    values = {**defaults(case.loss, figure), **case.bound}
    described = {control["name"]: control for control in _travelled(snapshot(figure, case.loss, values))["controls"]}
    shown = figure.shown(case.loss, values)
    expected = {name for name in sliders(case.loss, figure) if name.partition(".")[0] in shown}
    expected |= {c.name for c in figure.controls(case.loss) if c.name in shown and not isinstance(c, Parameter)}
    assert set(described) == expected
    for control in figure.controls(case.loss):
        if not isinstance(control, Parameter) or control.name not in shown:
            continue
        numbers = np.broadcast_to(values[control.name], max(1, len(control.components)))
        for place, number in enumerate(numbers):
            told = described[f"{control.name}.{place}" if control.components else control.name]
            assert float(told["value"]) == number
            assert told["steps"][0] == control.slider[0]
            assert len(told["steps"]) <= figure.most_steps
            assert np.ptp(np.diff(told["steps"])) < 1e-9, "a range input needs even steps"
            assert told["domain"]["words"] == str(control.domain)
            assert told["label"]
            assert told["meaning"]
            assert [float(value) for value, _ in told["landmarks"]] == [mark.value for mark in control.landmarks]


def _assert_travels(figure, loss, values, slider):
    """Every leaf that an arm puts into a figure is what the figure has at that step."""
    travel = _travelled(arm(figure, loss, values, slider))
    columns = [(paths, *_column(code)) for paths, code in travel["columns"]]
    start = _decoded(_travelled(snapshot(figure, loss, values))["figure"])
    name, _, component = slider.partition(".")
    parameter = next(control for control in figure.controls(loss) if control.name == name)
    for place in {0, len(travel["steps"]) // 3, len(travel["steps"]) - 1}:
        number = travel["steps"][place]
        if component:
            number = np.array(np.broadcast_to(values[name], len(parameter.components)), float)
            number[int(component)] = travel["steps"][place]
        wanted = dict(leaves(figure.draw(loss, {**values, name: number})))
        shown, slack = copy.deepcopy(start), {}
        for paths, steps, half in columns:
            for path in paths:
                node = shown
                for key in path[:-1]:
                    node = node[key]
                node[path[-1]] = steps[place]
                slack[tuple(path)] = half * (1 + 1e-9)
        got = dict(leaves(shown))
        assert got.keys() == wanted.keys(), slider
        for path, leaf in wanted.items():
            if isinstance(leaf, np.ndarray):
                arrived = np.asarray(got[path], float)
                if arrived.shape != leaf.shape:  # columns of unequal lengths are filled up with nothing
                    assert np.isnan(arrived[leaf.size :]).all()
                    arrived = arrived[: leaf.size]
                assert (np.isnan(arrived) == np.isnan(leaf)).all(), f"{path} at {slider} = {number}"
                there = ~np.isnan(leaf)
                off = np.abs(arrived - leaf)[there]
                tiny = 1e-12 * np.abs(leaf[there]).max(initial=0.0)
                assert (off <= slack.get(path, 0.0) + tiny).all(), (
                    f"{path} at {slider} = {number} is off by {off.max()}"
                )
            else:
                assert got[path] == leaf, f"{path} at {slider} = {number}"


@every_pair
def test_a_travel_puts_the_figure_of_every_step_on_screen(loss, figure):
    for slider in sliders(loss, figure):
        _assert_travels(figure, loss, defaults(loss, figure), slider)


@pytest.mark.parametrize("seed", range(22))
def test_a_travel_starts_from_any_state(seed):
    rng = np.random.default_rng(seed)
    for loss, figure in (PAIRS[seed], PAIRS[seed + 22], PAIRS[seed + 44]):
        values = random_state(loss, figure, rng)
        _assert_travels(figure, loss, values, str(rng.choice(sliders(loss, figure))))


@every_figure
def test_a_slider_that_is_not_there_is_refused(figure):
    loss = LOSSES["huber"]
    for slider in ("", "nothing", "delta.0", ".", "line", "below", "hide", "relief"):
        with pytest.raises(KeyError):
            arm(figure, loss, defaults(loss, figure), slider)
    loss = LOSSES["cross_entropy"]
    for slider in ("class_weights", "class_weights.3", "class_weights.-1", "class_weights.x", "class_weights.0.0"):
        with pytest.raises(KeyError):
            arm(figure, loss, defaults(loss, figure), slider)


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


@every_pair
def test_the_arm_route_gives_the_travel(loss, figure):
    slider = sliders(loss, figure)[-1]
    query = {"loss": loss.key, "figure": figure.key, "slider": slider}
    answer = ask(APP, "/live/arm", urlencode(query).encode())
    assert answer.status == 200
    assert json.loads(answer.body) == _travelled(arm(figure, loss, defaults(loss, figure), slider))


def test_the_drawing_library_is_served_from_here():
    answer = ask(APP, "/live/plotly.js")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"plotly.js v" in answer.body[:2000]


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("figure", "", "There is no figure ''"),
        ("figure", "figure=curve", "There is no loss ''"),
        ("figure", "figure=curve&loss=hubr", "There is no loss 'hubr'. Did you mean 'huber'?"),
        ("figure", "figure=curv&loss=huber", "There is no figure 'curv'. Did you mean 'curve'?"),
        ("figure", "figure=%00&loss=huber", "There is no figure"),
        ("arm", "figure=curve&loss=huber", "This figure has no slider ''."),
        ("arm", "figure=curve&loss=huber&slider=gamma", "This figure has no slider 'gamma'."),
        ("arm", "figure=curve&loss=huber&slider=delta.0", "This figure has no slider 'delta.0'."),
        ("arm", "figure=curve&loss=nothing&slider=delta", "There is no loss 'nothing'."),
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
    "path", ["figure?figure=curve&loss=huber", "arm?figure=curve&loss=huber&slider=delta", "plotly.js?"]
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
    "path", ["figure?figure=curve&loss=huber", "arm?figure=curve&loss=huber&slider=delta", "plotly.js?"]
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


@pytest.mark.parametrize("path", ["figure", "arm", "plotly.js"])
def test_the_routes_only_answer_questions(path):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(APP, f"/live/{path}", method=method).status == 405


numbers = st.one_of(st.floats().map(repr), st.sampled_from(NASTY))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    path=st.sampled_from(["figure", "arm"]),
    pair=st.sampled_from(PAIRS),
    junk=st.binary(max_size=40),
    data=st.data(),
)
def test_no_address_brings_the_routes_down(path, pair, junk, data):
    loss, figure = pair
    names = st.sampled_from([control.name for control in figure.controls(loss)])
    fields = data.draw(st.dictionaries(names, numbers, max_size=4))
    slider = data.draw(st.sampled_from([*sliders(loss, figure), "x"]))
    query = urlencode({**fields, "loss": loss.key, "figure": figure.key, "slider": slider})
    for asked in (query.encode(), query.encode() + b"&" + junk, f"{query}&{quote_from_bytes(junk)}=1".encode()):
        answer = ask(APP, f"/live/{path}", asked)
        assert answer.status in (200, 404)


def _far_out(parameter):
    """Numbers that nobody needs and anybody can type: near the ends of the domain, huge, tiny."""
    low, high = parameter.domain.low, parameter.domain.high
    sizes = [1e-300, 1e-6, 1e-3, 0.0, 1e3, 1e6, 1e300]
    wanted = [low, high, np.nextafter(low, np.inf), np.nextafter(high, -np.inf), *sizes, *(-size for size in sizes)]
    return [float(number) for number in wanted if number in parameter.domain]


@every_pair
def test_whatever_number_a_link_holds_can_be_drawn_and_travels(loss, figure):
    controls = figure.controls(loss)
    for parameter in controls:
        drawn = [defaults(loss, figure)[parameter.name]]
        for number in _far_out(parameter) if isinstance(parameter, Parameter) else ():
            values, _ = state.read({parameter.name: state.text_of(number)}, controls)
            if values[parameter.name] not in drawn:
                drawn.append(values[parameter.name])
                _travelled(snapshot(figure, loss, values))
        if len(drawn) > 1:
            _travelled(arm(figure, loss, {**values, parameter.name: drawn[-1]}, sliders(loss, figure)[0]))


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
