"""The modules of a live figure: the pure ones by what they give, the whole before a source that is made up."""

import base64
import math
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import plotly.offline
import pytest
from playwright.sync_api import expect

from lossviz.drawing.words import say

BROWSER = Path(__file__).parents[2] / "lossviz" / "live" / "browser"
SOURCES = sorted(BROWSER.glob("*.js"))
LONGEST = 60  # lines of a function


class _Folder(SimpleHTTPRequestHandler):
    """The modules, a page without anything, and the drawing library."""

    def do_GET(self):
        own = {"/": ("text/html", b"<!doctype html><link rel=icon href=data:,><title>Empty</title>")}
        own["/plotly.js"] = ("text/javascript", plotly.offline.get_plotlyjs().encode())
        if self.path.partition("?")[0] not in own:
            return super().do_GET()
        kind, body = own[self.path.partition("?")[0]]
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def address():
    """Where the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Folder, directory=BROWSER))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _opened(context, address):
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.goto(address)
    return page


@pytest.fixture(scope="module")
def calls(browser, address):
    """What a function of a module gives: ``calls("numbers", "real", "inf")``; infinities and gaps as text."""
    page = _opened(browser, address)

    def call(module, name, *given):
        return page.evaluate(
            """async ([module, name, given]) => {
              const plain = (node) => ArrayBuffer.isView(node) ? Array.from(node, plain)
                : Array.isArray(node) ? node.map(plain)
                : typeof node === "number" && !Number.isFinite(node) ? String(node) : node;
              return plain((await import(`/${module}.js`))[name](...given));
            }""",
            [module, name, list(given)],
        )

    yield call
    page.close()


@pytest.fixture(scope="module")
def context(browser, address):
    """A reader to whom motion is welcome."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(10_000)
    _opened(context, address)  # it keeps the process that the next ones will be in
    yield context
    context.close()


@pytest.fixture
def page(context, address):
    """A page without anything."""
    page = _opened(context, address)
    yield page
    assert page.troubles == []
    page.close()


def _f8(array):
    array = np.asarray(array, np.float64)
    return {"f8": base64.b64encode(array.tobytes()).decode(), "shape": list(array.shape)}


def _u2(codes, low, scale):
    codes = np.asarray(codes, "<u2")
    text = base64.b64encode(codes.tobytes()).decode()
    return {"u2": text, "shape": list(codes.shape), "low": low, "scale": scale}


# Decoding.


def test_exact_arrays_come_out_as_they_went_in(calls):
    tree = {"a": _f8([0.1, math.inf, -2e300]), "b": [{"c": _f8([[1, 2, 3], [4, 5, 6]])}, "text", None, True]}
    assert calls("specification", "decoded", tree)["b"][1:] == ["text", None, True]
    assert calls("specification", "decoded", tree["a"]) == [0.1, "Infinity", -2e300]
    assert calls("specification", "decoded", _f8([])) == []
    assert calls("specification", "decoded", tree["b"][0]["c"]) == [[1, 2, 3], [4, 5, 6]]


def test_two_byte_steps_are_put_on_their_scale_and_the_highest_code_is_a_gap(calls):
    assert calls("specification", "column", _u2([[0, 4, 65535], [2, 65534, 1]], -1.0, 0.5)) == [
        [-1, 1, "NaN"],
        [0, 32766, -0.5],
    ]


def test_other_leaves_travel_as_they_are_with_arrays_in_them_unpacked(calls):
    assert calls("specification", "column", {"each": ["a", None, 3]}) == ["a", None, 3]
    assert calls("specification", "column", {"each": [_f8([1.5])]}) == [[1.5]]


def test_meanings_become_colours_wherever_they_are_and_numbers_are_left_alone(calls):
    tree = {"line": {"color": "ink:loss"}, "textfont": {"color": ["ink:loss", "#123456"]}, "name": "ink", "x": [1, 2]}
    wanted = {"line": {"color": "#00f"}, "textfont": {"color": ["#00f", "#123456"]}, "name": "ink", "x": [1, 2]}
    assert calls("specification", "painted", tree, {"loss": "#00f"}) == wanted


def test_merging_goes_into_branches_and_replaces_lists(page):
    assert page.evaluate("""async () => {
      const { merge } = await import("/specification.js");
      const tree = { axis: { range: [0, 1], title: "x" }, font: 3 };
      merge(tree, { axis: { range: [5] }, margin: { l: 1 }, font: null });
      return tree;
    }""") == {"axis": {"range": [5], "title": "x"}, "font": None, "margin": {"l": 1}}


SPECIFICATION = """async ([figure, columns]) => {
  const { Specification } = await import("/specification.js");
  const own = new Specification();
  own.replace(figure);
  own.paint({ loss: "#00f", paper: "#fff" }, "serif", false, false);
  const touched = own.put(columns, 1);
  const moved = JSON.stringify([own.shown, own.drawn]);
  const curves = own.curvesMovedAt(touched);
  own.restore();
  return { moved: JSON.parse(moved), curves, back: own.shown, drawn: own.drawn };
}"""
FIGURE = {
    "data": [
        {"type": "scatter", "x": [1, 2], "y": [3, 4], "line": {"color": "ink:loss"}, "meta": {"role": "curve"}},
        {"type": "scatter", "y": [7], "meta": {"role": "costs"}},
    ],
    "layout": {"font": {"size": 12}},
    "worked": ["L = 1"],
    "takeaway": "One.",
    "handles": [],
}


def test_leaves_are_put_into_place_in_meanings_and_colours_and_can_be_put_back(page):
    columns = [[[["data", 0, "y"]], [[0, 0], [5, 6]]], [[["takeaway"], ["worked", 0]], ["ink:loss", "Two."]]]
    got = page.evaluate(SPECIFICATION, [FIGURE, columns])
    for side in got["moved"]:
        assert side["data"][0]["y"] == [5, 6]
        assert (side["takeaway"], side["worked"]) == ("Two.", ["Two."])
    assert got["curves"] == [0]
    assert got["back"] == FIGURE
    assert got["drawn"]["data"][0] == {**FIGURE["data"][0], "line": {"color": "#00f"}}


@pytest.mark.parametrize(
    ("path", "curves"),
    [
        (["data", 0, "y"], [0]),
        (["data", 0, "marker", "size"], [0]),
        (["data", 0, "line", "color"], None),
        (["data", 1, "y"], [1]),
        (["data", 1, "meta", "tag"], [1]),
        (["layout", "font", "size"], None),
        (["readings", "loss", "value"], []),
        (["worked", 0], []),
        (["handles", 0, "at", 0], []),
    ],
)
def test_only_moving_curves_spares_drawing_the_rest(page, path, curves):
    got = page.evaluate(
        """async ([figure, path]) => {
          const { Specification } = await import("/specification.js");
          const own = new Specification();
          own.replace(figure);
          return own.curvesMovedAt([path]);
        }""",
        [FIGURE, path],
    )
    assert got == curves


def test_beside_a_field_curves_are_not_moved_alone_since_plotly_would_drop_the_field(page):
    field = {**FIGURE, "data": [*FIGURE["data"], {"type": "contour", "z": [[1]], "meta": {"role": "field"}}]}
    got = page.evaluate(
        """async (figure) => {
          const { Specification } = await import("/specification.js");
          const own = new Specification();
          own.replace(figure);
          return own.curvesMovedAt([["data", 0, "y"]]);
        }""",
        field,
    )
    assert got is None


def test_a_short_screen_has_its_layout_and_lacks_the_roles_it_hides(page):
    figure = {**FIGURE, "short": {"layout": {"margin": {"l": 3}}, "hidden": ["costs"]}, "narrow": {"margin": {"l": 9}}}
    got = page.evaluate(
        """async (figure) => {
          const { Specification } = await import("/specification.js");
          const shapes = [[false, false], [true, false], [false, true]].map(([narrow, short]) => {
            const own = new Specification();
            own.replace(figure);
            own.paint({}, "serif", narrow, short);
            const touched = own.isToBePainted([["layout", "margin", "l"]]);
            return [own.drawn.layout.margin?.l ?? null, own.drawn.data.map((trace) => trace.visible ?? true), touched];
          });
          return shapes;
        }""",
        figure,
    )
    assert got == [[None, [True, True], False], [9, [True, True], True], [3, [True, False], True]]


# Names.

WIDE = 60  # pixels of a name
HIGH = 17


def _named(points, spread=10):
    return {"text": "name", "width": WIDE, "spots": points[::-1], "spread": spread, "line": points}


def _boxes(places):
    return [(x - WIDE / 2, y - HIGH / 2, x + WIDE / 2, y + HIGH / 2) for x, y in places]


def _overlap(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def test_names_stand_apart_beside_their_own_lines_and_within_the_panel(calls):
    lines = [[[10 * i, 100 + slope * i] for i in range(41)] for slope in (0, 0.1, 2, -2)]
    size = [400, 200]
    placed = calls("names", "placed", [_named(line) for line in lines], {"lines": lines, "dots": []}, size)
    boxes = _boxes(placed)
    assert not any(_overlap(one, other) for i, one in enumerate(boxes) for other in boxes[:i])
    for (left, top, right, bottom), line, (x, y) in zip(boxes, lines, placed, strict=True):
        assert left >= 0
        assert top >= 0
        assert right <= size[0]
        assert bottom <= size[1]
        assert min(math.hypot(x - u, y - v) for u, v in line) < 3 * HIGH, "it is near its own line"
    struck = [
        sum(left < u < right and top < v < bottom for line in lines for u, v in line)
        for left, top, right, bottom in boxes
    ]
    assert sum(struck) == 0, "no line runs through a name"


def test_a_name_keeps_off_marks_and_a_line_out_of_sight_has_none(calls):
    spots = [[100, 100]]
    (free,) = calls("names", "placed", [_named(spots)], {"lines": [], "dots": []}, [200, 200])
    dots = [[free[0], free[1], 12]]
    (moved,) = calls("names", "placed", [_named(spots)], {"lines": [], "dots": dots}, [200, 200])
    assert moved != free
    assert calls("names", "placed", [_named([])], {"lines": [], "dots": []}, [200, 200]) == [None]


def test_a_name_stays_where_it_stood_while_that_is_as_good(calls):
    line = [[5 * i, 100] for i in range(81)]
    stood = [150, 90]
    (again,) = calls("names", "placed", [_named(line)], {"lines": [line], "dots": []}, [400, 200], [stood])
    (anew,) = calls("names", "placed", [_named(line)], {"lines": [line], "dots": []}, [400, 200])
    assert abs(again[0] - stood[0]) < abs(anew[0] - stood[0])


# Numbers.

POSITIVE = {"low": 0.0, "high": "inf", "closed": "neither", "words": "greater than 0", "sizes": [1e-6, 1e6]}
ANY = {"low": "-inf", "high": "inf", "closed": "both", "words": "any number", "sizes": [1e-6, 1e6]}


@pytest.mark.parametrize(
    ("value", "typed", "domain", "words"),
    [
        (1.5, "1.5", POSITIVE, ""),
        (-1, "-1", POSITIVE, "must be greater than 0; got -1"),
        (0, "0", POSITIVE, "must be greater than 0"),
        (math.nan, "", POSITIVE, "this is not a number"),
        (1e7, "1e7", POSITIVE, "from a size of 0.000001 to 1000000; got 1e7"),
        (-1e-9, "-1e-9", ANY, "from a size of"),
        (0, "0", ANY, ""),
        (-math.inf, "-inf", ANY, ""),
        (math.inf, "inf", POSITIVE, "must be greater than 0; got inf"),
    ],
)
def test_a_number_that_cannot_be_drawn_is_objected_to_in_words(calls, value, typed, domain, words):
    said = calls("numbers", "objectionTo", value, typed, "delta", domain)
    assert (words in said) if words else said == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.5, "−0.5"),
        (999.6, "1000"),
        (123456, "123000"),
        (999999, "1×10⁶"),
        (-2.54e7, "−2.54×10⁷"),
        (0.00043, "0.00043"),
        (9.994e-05, "9.99×10⁻⁵"),
        (1e-12, "1×10⁻¹²"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_sentence_has_three_digits_and_no_zeros_to_be_counted_here_as_in_python(calls, number, text):
    assert calls("numbers", "spoken", number) == say(number) == text


def test_infinities_travel_as_python_writes_them_and_are_shown_as_signs(calls):
    assert calls("numbers", "real", "-inf") == "-Infinity"
    assert calls("numbers", "shown", -math.inf) == "−∞"
    assert calls("numbers", "shown", 0.1 + 0.2) == "0.3"
    assert calls("numbers", "typedNumber", " ") == "NaN"


def _motion(**settings):
    return {"name": "n", "low": 0.1, "high": 2.0, "step": 0.1, "less": 0.0, "others": None, "times": 1.0, **settings}


@pytest.mark.parametrize(
    ("place", "motion", "number"),
    [
        (0.3000001, _motion(), "0.3"),
        (9, _motion(), "2"),
        (-9, _motion(), "0.1"),
        (3.04, _motion(less=2.5), "0.5"),
        (0.25, _motion(others=3.0), "1"),
        (0.999, _motion(others=1.0), "32.33"),  # a share of 97 % is the most
        (0.0, _motion(others=1.0), "0"),  # a share can be none
    ],
)
def test_a_handle_sets_the_nearest_step_or_the_weight_of_its_share(calls, place, motion, number):
    assert calls("numbers", "numberAt", place, motion) == number


# State.


def test_a_component_is_one_number_of_its_vector(page):
    assert page.evaluate("""async () => {
      const { difference, keyOf, keyWithout, setText, textOf } = await import("/state.js");
      const fields = { w: "1,2,3", delta: "4" }, to = {};
      setText(to, "w.1", "9", fields);
      setText(to, "w.2", "8", fields);
      setText(to, "delta", "5", fields);
      const key = keyWithout(fields, "w.1");
      return [to, fields, textOf(fields, "w.1"), textOf(fields, "delta"), difference(fields, { ...fields, ...to }),
        key === keyWithout({ delta: "4", w: "1,7,3" }, "w.1"), key === keyWithout({ delta: "4", w: "1,2,9" }, "w.1"),
        keyOf({ a: "1", b: "2" }) === keyOf({ b: "2", a: "1" })];
    }""") == [
        {"w": "1,9,8", "delta": "5"},
        {"w": "1,2,3", "delta": "4"},
        "2",
        "4",
        {"w": "1,9,8", "delta": "5"},
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("before", "name", "text", "after"),
    [
        ("", "moved.3.0", "1.5", "3:1.5:"),
        ("3:1.5:", "moved.3.1", "-2", "3:1.5:-2"),
        ("3:1.5:-2,12::4", "moved.7.1", "0", "3:1.5:-2,7::0,12::4"),
        ("3:1.5:-2,12::4", "moved.12.0", "1", "3:1.5:-2,12:1:4"),
        ("3:1.5:-2,12::4", "moved.12.2", "1", "3:1.5:-2,12::4:1"),
        ("3:out", "moved.3.1", "1", "3::1"),
    ],
)
def test_a_coordinate_of_a_moved_example_is_one_entry_of_its_list(page, before, name, text, after):
    assert page.evaluate(
        """async ([before, name, text]) => {
          const { setText, textOf } = await import("/state.js");
          const fields = { moved: before }, to = {};
          setText(to, name, text, fields);
          return [to.moved, textOf(to, name), textOf(fields, "moved.99.0"), fields.moved];
        }""",
        [before, name, text],
    ) == [after, text, "", before]


def test_an_added_example_that_is_taken_away_leaves_nothing_behind(page):
    assert (
        page.evaluate("""async () => {
      const { setText } = await import("/state.js"), fields = { moved: "3:out,30:1:2" };
      setText(fields, "moved.30.gone", "out");
      return fields.moved;
    }""")
        == "3:out"
    )


def test_what_was_done_to_examples_is_counted_and_put_back(page):
    assert page.evaluate("""async () => {
      const { moves } = await import("/moves.js"), set = [];
      const { node, follow } = moves({ name: "moved", label: "By hand", meaning: "Drag a point.", count: 5, most: 2,
        labels: [] }, { set: (changes) => set.push(changes), marks: () => [] }, "id");
      const [more, back] = node.querySelectorAll(":scope > button");
      const told = () => [node.querySelector("span").textContent, back.hidden, more.disabled], seen = [];
      for (const text of ["", "3:1:2", "3:1:2,4::0", "3:out,4:1:,5:0:0,6:1:1", "5:out,6:1:1"]) {
        follow(text);
        seen.push(told());
      }
      back.click();
      return [seen, set];
    }""") == [
        [
            ["Drag a point.", True, False],
            ["1 point moved", False, False],
            ["2 points moved", False, False],
            ["1 point moved, 2 points added, 1 point removed", False, True],
            ["1 point added, 1 point removed", False, False],
        ],
        [[["moved", ""]]],
    ]


def test_an_added_example_takes_the_first_number_that_is_free(page):
    assert page.evaluate("""async () => {
      const { add } = await import("/moves.js"), set = [];
      const control = { name: "moved", count: 5, most: 3 };
      for (const text of ["", "5:0:0", "5:0:0,6:out", "6:1:1"]) {
        add(control, { text: () => text, set: (changes) => set.push(changes) }, ["1", "2", "0"]);
      }
      return set.map((changes) => changes.map(([name]) => name));
    }""") == [[f"moved.{k}.{way}" for way in range(3)] for k in (5, 6, 6, 5)]


def test_pixels_are_the_bits_of_a_hexadecimal_number_and_come_back(calls):
    assert calls("canvas", "pixelsOf", "1ff", 3) == ["1"] * 9
    assert calls("canvas", "pixelsOf", "101", 3) == ["1", *"00000001"]
    assert calls("canvas", "textOfPixels", ["1", *"00000001"]) == "101"
    assert calls("canvas", "stroke", [0, 0], [3, 1]) == [[1, 0], [2, 1], [3, 1]]


# Addresses.


def test_every_address_holds_the_page_the_state_and_the_version(page):
    asked = []
    told = {"columns": [], "controls": [], "fields": {}}
    page.route("**/live/**", lambda route: (asked.append(route.request.url), route.fulfill(json=told)))
    page.evaluate("""async () => {
      const { httpSource } = await import("/source.js");
      const source = httpSource({ address: "/base/live", page: "regression", version: "v1" });
      const fields = { loss: "huber", w: "1,2" };
      await source.figure(fields);
      await source.arm(fields, "w.1");
      await source.frame(fields, { w: "1,3", delta: "-inf" });
    }""")
    assert [url.partition("/base/live/")[2] for url in asked] == [
        "regression/figure?loss=huber&w=1%2C2&v=v1",
        "regression/arm?loss=huber&w=1%2C2&slider=w.1&v=v1",
        "regression/frame?loss=huber&w=1%2C2&to.w=1%2C3&to.delta=-inf&v=v1",
    ]


def test_a_state_that_is_too_long_for_an_address_goes_into_the_body_and_stays_in_the_browser(page):
    asked, rows = [], ",".join(f"{k}:{k / 7:.6f}" for k in range(500))
    told = {"controls": [{"kind": "table", "name": "own", "value": rows}], "fields": {"own": rows, "loss": "huber"}}
    page.route("**/live/**", lambda route: (asked.append(route.request), route.fulfill(json=told)))
    short, there, other = page.evaluate(
        """async (rows) => {
          const { httpSource } = await import("/source.js"), { whole } = await import("/keeping.js");
          const source = httpSource({ address: "/live", page: "fit", version: "v1" });
          const { fields, controls } = await source.figure({ own: rows });
          await source.figure(fields);
          return [[fields.own, controls[0].value], whole(fields.own) === rows, whole("kept:00000000")];
        }""",
        rows,
    )
    assert short[0] == short[1]
    assert short[0].startswith("kept:")
    assert len(short[0]) < 30
    assert (there, other) == (True, None)
    assert [request.method for request in asked] == ["POST", "POST"]
    assert all("?" not in request.url for request in asked)
    assert asked[0].post_data == asked[1].post_data.replace("&loss=huber", "")


def test_an_answer_that_is_an_error_is_told_in_its_own_words(page):
    page.route("**/live/**", lambda route: route.fulfill(status=404, body="There is no such loss."))
    said = page.evaluate("""async () => {
      const { httpSource } = await import("/source.js");
      return httpSource({ address: "/live", page: "p", version: "1" }).figure({}).catch((error) => error.message);
    }""")
    assert said == "404: There is no such loss."


# Frames.

FRAMES = """async (script) => {
  const { frames: asking } = await import("/moving.js");
  const asked = [], shown = [], ahead = [], failed = [], open = [];
  const frames = asking((to) => new Promise((done, fail) => { asked.push(to.n); open.push({ done, fail }); }),
    (answer) => ahead.push(asked.length - shown.push(answer)), (error) => failed.push(error.message));
  const rest = () => new Promise((done) => setTimeout(done));
  let idle = null;
  for (const [act, value] of script) {
    if (act === "want") frames.want({ n: value }).then(() => { idle = shown.length; });
    if (act === "drop") frames.drop();
    if (act === "answer") open.shift().done(value);
    if (act === "fail") open.shift().fail(new Error(value));
    await rest();
  }
  return { asked, shown, ahead, failed, open: open.length, idle };
}"""


def test_one_frame_is_asked_for_at_a_time_and_the_last_wanted_wins(page):
    got = page.evaluate(FRAMES, [["want", n] for n in "abcd"] + [["answer", "A"]])
    assert got == {"asked": ["a", "d"], "shown": ["A"], "ahead": [1], "failed": [], "open": 1, "idle": None}
    got = page.evaluate(FRAMES, [["want", "a"], ["want", "b"], ["answer", "A"], ["answer", "B"]])
    assert got == {"asked": ["a", "b"], "shown": ["A", "B"], "ahead": [1, 0], "failed": [], "open": 0, "idle": 2}


def test_the_next_frame_is_on_its_way_while_one_is_drawn(page):
    got = page.evaluate(FRAMES, [["want", "a"], ["want", "b"], ["answer", "A"], ["want", "c"], ["answer", "B"]])
    assert (got["asked"], got["shown"], got["ahead"]) == (["a", "b", "c"], ["A", "B"], [1, 1])
    got = page.evaluate(FRAMES, [["want", "a"], ["want", "b"], ["answer", "A"], ["drop", ""], ["answer", "B"]])
    assert (got["asked"], got["shown"], got["open"]) == (["a", "b"], ["A"], 0)


def test_a_frame_that_comes_after_the_release_is_not_shown(page):
    got = page.evaluate(FRAMES, [["want", "a"], ["drop", ""], ["want", "b"], ["answer", "A"], ["answer", "B"]])
    assert (got["asked"], got["shown"]) == (["a", "b"], ["B"])


def test_after_an_error_the_next_wish_is_asked_for(page):
    got = page.evaluate(FRAMES, [["want", "a"], ["fail", "gone"], ["want", "b"], ["answer", "B"]])
    assert (got["failed"], got["shown"]) == (["gone"], ["B"])


# Tables.

CURVES = [
    {"name": "loss, a", "x": list(range(100)), "y": [n / 3 for n in range(100)], "meta": {"role": "curve", "x": "r"}},
    {"name": "gradient", "x": list(range(100)), "y": [-0.5] * 100, "meta": {"role": "curve"}},
    {"name": "probe", "x": [1], "y": [1], "meta": {"role": "probe", "table": False}},
    {"x": [1], "y": [1], "meta": {"role": "nameless"}},
]
GRID = {"name": "mean loss", "x": list(range(30)), "y": list(range(30)), "z": [[n] * 30 for n in range(30)]}


def test_curves_over_the_same_places_stand_side_by_side(calls):
    (table,) = calls("tables", "tables", CURVES, False)
    assert table["head"] == ["r", "loss, a", "gradient"]
    assert table["body"][1] == ["5", "1.667", "−0.5"]
    assert len(table["body"]) == 20
    (whole,) = calls("tables", "tables", CURVES, True)
    assert len(whole["body"]) == 100
    assert whole["body"][1] == ["1", str(1 / 3), "-0.5"]


def test_a_field_is_a_grid_of_some_places_with_its_caption(calls):
    (table,) = calls("tables", "tables", [GRID], False)
    assert table["caption"] == "mean loss"
    assert table["head"] == ["", "0", "4", "8", "12", "16", "20", "24", "28"]
    assert table["body"][2] == ["8"] + ["8"] * 8


def test_names_with_commas_are_quoted_for_a_spreadsheet_and_minus_signs_are_hyphens_for_the_clipboard(calls):
    written = calls("tables", "csv", calls("tables", "tables", CURVES, True))
    assert written.split("\r\n")[:2] == ['r,"loss, a",gradient', "0,0,-0.5"]
    copied = calls("tables", "tabbed", calls("tables", "tables", CURVES, False))
    assert copied.split("\n")[1] == "0\t0\t-0.5"


def test_no_cell_that_is_taken_away_starts_a_formula(calls):
    cells = ["=1+1", "+cmd", "-2+3", "@SUM", "\t=1", "\r=1", "−dL/da", "-2.5", "+3", "-1e-5", "a=b", ""]
    table = [{"caption": "=A1", "head": cells, "body": []}]
    wanted = ["'=1+1", "'+cmd", "'-2+3", "'@SUM", "'\t=1", '"\'\r=1"', "−dL/da", "-2.5", "+3", "-1e-5", "a=b", ""]
    assert calls("tables", "csv", table) == "'=A1\r\n" + ",".join(wanted)
    copied = calls("tables", "tabbed", [{**table[0], "head": ["=1+1", "−dL/da", "−2.5"]}])
    assert copied == "'=1+1\t'-dL/da\t-2.5"


# Playing.


@pytest.mark.parametrize("last", [1, 5, 11, 12, 60, 400])
@pytest.mark.parametrize("speed", [0.5, 1, 2])
def test_playing_walks_to_the_end_in_the_time_it_has(calls, last, speed):
    plan = calls("slider", "itinerary", last, 0, speed, False)
    assert plan["steps"][-1] == last
    assert plan["steps"] == sorted(set(plan["steps"]))
    assert len(plan["steps"]) * plan["wait"] == pytest.approx(6000 / speed, rel=0.1)


def test_playing_starts_where_the_thumb_is_and_anew_from_the_end(calls):
    assert calls("slider", "itinerary", 60, 57, 1, False)["steps"] == [58, 59, 60]
    assert calls("slider", "itinerary", 60, 60, 1, False)["steps"] == list(range(61))


@pytest.mark.parametrize("last", [1, 5, 11, 12, 13, 60, 400])
@pytest.mark.parametrize("at", ["start", "end", "between"])
def test_with_reduced_motion_there_are_at_most_twelve_steps_one_a_second(calls, last, at):
    place = {"start": 0, "end": last, "between": last // 3}[at]
    plan = calls("slider", "itinerary", last, place, 2, True)
    assert len(plan["steps"]) <= 12
    assert plan["wait"] >= 1000
    assert plan["steps"][-1] == last


# The whole, before a source that is made up: y = k · x, and a handle that sets k.

FAKE = """
const stops = (count) => Array.from({ length: count }, (_, i) => i);
const slider = (name, value, more) => ({ kind: "slider", name, label: name, symbol: name, meaning: "m", unit: "",
  value, step: 1, steps: stops(21), landmarks: [], travel: "ahead", plays: false,
  domain: { low: -1, high: 20, closed: "both", words: "small", sizes: [1e-6, 1e6] }, ...more });
window.made = ({ travel = "ahead", plays = false, slow = 0 } = {}) => {
  const log = { asked: [], told: [], flying: 0, most: 0 };
  const x = [0, 1, 2];
  const line = (k) => ({ type: "scatter", mode: "lines", x, y: x.map((at) => at * k), name: "line",
    meta: { role: "line" } });
  const figure = ({ k, loss }) => ({ data: loss === "wide" ? [line(k), line(2)] : [line(k)],
    layout: { xaxis: { range: [0, 2] }, yaxis: { range: [0, 40] }, uirevision: "1" },
    readings: { slope: { value: Number(k), unit: "" } }, worked: [`k = ${k}`], takeaway: `The slope is ${k}.`,
    handles: [{ label: "probe", at: [1, Number(k)], grip: null, group: "", x: null, xaxis: "xaxis", yaxis: "yaxis",
      y: { name: "k", low: 0, high: 20, step: 1, less: 0, others: null, times: 1 } }], canvases: [] });
  const leaves = (ks) => [[[["data", 0, "y"]], { each: ks.map((k) => x.map((at) => at * k)) }],
    [[["takeaway"]], { each: ks.map((k) => `The slope is ${k}.`) }],
    [[["readings", "slope", "value"]], { each: ks.map(Number) }]];
  const wait = async (answer) => {
    log.most = Math.max(log.most, ++log.flying);
    await new Promise((done) => setTimeout(done, slow));
    log.flying -= 1;
    return answer;
  };
  const full = (fields) => ({ loss: "line", figure: "curve", k: "1", other: "3", ...fields });
  const source = {
    figure: async (fields) => { log.asked.push(["figure", fields.k ?? "1"]); const all = full(fields);
      return wait({ figure: figure(all), fields: all, themes: { light: {}, dark: {} }, conceal: [], presets: [],
        head: { loss: all.loss, figure: all.figure },
        controls: [slider("k", Number(all.k), { travel, plays, ...(all.loss === "wide" && { steps: stops(41) }) }),
          slider("other", Number(all.other))] }); },
    arm: async (fields, name) => { log.asked.push(["arm", name]);
      return wait({ columns: leaves(Array.from({ length: 21 }, (_, i) => (name === "k" ? i : Number(fields.k)))) }); },
    frame: async (fields, to) => { log.asked.push(["frame", to.k]);
      return wait({ columns: leaves([to.k ?? fields.k]) }); },
    library: () => import("/source.js").then(({ httpSource }) =>
      httpSource({ address: "", page: "", version: "" }).library()),
  };
  return { source, log };
};
window.host = () => {
  const place = document.createElement("div");
  place.className = "lossviz-mount";
  document.body.replaceChildren(place);
  return place;
};
window.quiet = (ms = 60) => new Promise((done) => setTimeout(done, ms));
window.input = (value) => { const range = document.querySelector("[data-name=k] input[type=range]");
  range.value = value; range.dispatchEvent(new Event("input")); return range; };
"""


def _mounted(page, **settings):
    """A figure of the made-up source; what was asked and told is on ``window.log``."""
    page.add_script_tag(content=FAKE)
    page.evaluate(
        """async (settings) => {
          const { mount } = await import("/mount.js");
          const { source, log } = made(settings);
          window.log = log;
          window.figure = mount(host(), { source, tell: (told) => log.told.push(told) });
          figure.show({});
        }""",
        settings,
    )
    page.wait_for_selector(".lossviz[data-ready]")


def _shown(page):
    return page.evaluate("document.querySelector('.lossviz-plot').data[0].y[1]")


def _asked(page, what):
    return [detail for kind, detail in page.evaluate("log.asked") if kind == what]


def test_a_slider_that_is_ahead_moves_at_once_and_the_exact_figure_comes_after_its_release(page):
    _mounted(page)
    page.wait_for_function("log.asked.length === 2")
    page.evaluate("quiet()")
    page.evaluate("input(7)")
    assert _shown(page) == 7
    expect(page.locator(".lossviz-takeaway")).to_have_text("The slope is 7.")
    assert page.evaluate("figure.current().readings.slope.value") == 7
    assert page.evaluate("log.told") == []
    page.evaluate("input(8).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length === 1 && log.asked.length === 3")
    assert page.evaluate("log.asked") == [["figure", "1"], ["arm", "k"], ["figure", "8"]]
    (told,) = page.evaluate("log.told")
    assert told["turn"] == 1
    assert told["fields"] == {"loss": "line", "figure": "curve", "k": "8", "other": "3"}
    assert told["readings"]["slope"]["value"] == 8
    page.evaluate("input(9)")
    assert _shown(page) == 9, "its own travel still holds"
    assert _asked(page, "arm") == ["k"]


def test_a_settled_slider_makes_the_other_travels_out_of_date(page):
    _mounted(page)
    page.wait_for_function("log.asked.length === 2")
    page.locator("[data-name=other] input[type=range]").focus()
    page.evaluate("quiet()")
    page.evaluate("input(8).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length === 1")
    page.locator("[data-name=k] input[type=range]").focus()
    page.locator("[data-name=other] input[type=range]").focus()
    assert _asked(page, "arm") == ["k", "other", "other"]


def test_a_slider_that_is_chased_moves_by_frames_one_at_a_time(page):
    _mounted(page, travel="chased", slow=30)
    page.evaluate("async () => { for (let k = 2; k <= 15; k++) { input(k); await quiet(5); } await quiet(150); }")
    frames = _asked(page, "frame")
    assert _shown(page) == 15
    assert frames[-1] == "15"
    assert 2 <= len(frames) < 14
    assert page.evaluate("log.most") == 1
    assert _asked(page, "arm") == []
    page.evaluate("input(16).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length === 1 && !log.flying")
    assert _asked(page, "figure") == ["1", "16"]
    assert _shown(page) == 16


def test_the_answer_to_an_earlier_question_is_not_shown(page):
    _mounted(page, travel="chased", slow=80)
    page.evaluate("input(8).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length === 1")
    page.evaluate("input(12)")
    page.evaluate("quiet(400)")
    assert _shown(page) == 12, "the exact figure at 8 came while 12 was held"
    expect(page.locator("[data-name=k] input[type=number]")).to_have_value("12")


def test_a_slider_plays_to_its_end_and_settles_once(page):
    _mounted(page, plays=True)
    page.evaluate("""() => { window.seen = new Set();
      new MutationObserver(() => seen.add(document.querySelector(".lossviz-takeaway").textContent))
        .observe(document.querySelector(".lossviz-takeaway"), { childList: true }); }""")
    speed = page.get_by_role("button", name="Speed of playing k")
    speed.click()
    expect(speed).to_have_text("2×")
    page.get_by_role("button", name="Play k").click()
    expect(page.get_by_role("button", name="Pause k")).to_be_visible()
    page.wait_for_function("log.told.length")
    assert page.evaluate("seen.size") >= 15
    assert _shown(page) == 20
    expect(page.get_by_role("button", name="Play k")).to_be_visible()
    page.evaluate("quiet(200)")
    assert [told["fields"]["k"] for told in page.evaluate("log.told")] == ["20"]
    expect(page.locator("[data-name=k] input[type=range]")).to_have_value("20")


@pytest.mark.parametrize("how", ["button", "key", "press", "another"])
def test_playing_stops_where_it_is_paused(page, how):
    _mounted(page, plays=True, travel="chased")
    page.get_by_role("button", name="Play k").click()
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] > 3")
    if how == "button":
        page.get_by_role("button", name="Pause k").click()
    elif how == "key":
        page.locator("[data-name=k] input[type=range]").dispatch_event("keydown", {"key": "Shift"})
    elif how == "press":
        page.locator("[data-name=k] input[type=range]").dispatch_event("pointerdown")
    else:
        page.locator("[data-name=other] input[type=number]").fill("5")
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play k")).to_be_visible()
    page.evaluate("quiet(700)")
    told = page.evaluate("log.told")
    assert len(told) == (2 if how == "another" else 1)
    assert 3 < int(told[0]["fields"]["k"]) < 20
    assert _shown(page) == int(told[-1]["fields"]["k"])


def test_a_group_of_controls_is_folded_away_under_its_title_and_keeps_its_nodes(page):
    assert page.evaluate("""async () => {
      const { panel } = await import("/controls.js");
      const choice = (name, fold) => ({ kind: "choice", name, label: name, meaning: `what ${name} does`, fold,
        options: [["a", "A"], ["b", "B"]], value: "a" });
      const { node, arrange } = panel({}, "own");
      document.body.replaceChildren(node);
      arrange([choice("one", ""), choice("two", "Data"), choice("three", "Data")]);
      const names = (root) => [...root.querySelectorAll(":scope > [data-name]")].map((each) => each.dataset.name);
      const fold = node.querySelector("details"), two = node.querySelector("[data-name=two]");
      const before = [names(node), fold.open, fold.querySelector("summary").textContent, names(fold.lastChild)];
      arrange([choice("two", "Data"), choice("one", "")]);
      const same = node.querySelector("[data-name=two]") === two && node.querySelector("details") === fold;
      arrange([choice("one", "")]);
      return [...before, same, node.querySelectorAll("details").length];
    }""") == [["one"], False, "Data", ["two", "three"], True, 0]


def test_a_handle_moves_the_figure_and_its_slider(page):
    _mounted(page)
    handle = page.locator(".lossviz-handle")
    handle.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    page.wait_for_function("log.told.length === 1")
    expect(page.locator("[data-name=k] input[type=number]")).to_have_value("5")
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] === 5")
    assert _asked(page, "figure") == ["1", "5"]
    expect(handle).to_be_focused()


def test_two_figures_on_a_page_have_states_of_their_own(page):
    _mounted(page)
    page.evaluate("""async () => {
      const { mount } = await import("/mount.js");
      const place = document.body.appendChild(document.createElement("div"));
      window.second = mount(place, { source: made().source, tell() {} });
      await second.show({ k: "4" });
    }""")
    page.evaluate("input(9)")
    assert page.evaluate("[...document.querySelectorAll('.lossviz-plot')].map((plot) => plot.data[0].y[1])") == [9, 4]
    ids = page.evaluate("[...document.querySelectorAll('.lossviz [id]')].map((node) => node.id)")
    own = [name for name in ids if name.startswith("lossviz-")]
    assert len(own) == len(set(own))
    page.evaluate("figure.unmount()")
    expect(page.locator(".lossviz")).to_have_count(1)


HAND = """() => { window.kept = document.querySelector("[data-name=k]"); const range = kept.querySelector("input");
  const box = range.getBoundingClientRect(), at = (k) => box.left + 8 + (box.width - 16) * k / 20;
  return [at(1), at(5), at(9), box.top + box.height / 2]; }"""


def _on_its_way(page):
    """Another figure, with one line more and a slider that goes further, is asked for and not there yet."""
    _mounted(page, slow=300)
    page.evaluate("quiet(700)")
    page.evaluate("() => { window.coming = figure.show({ loss: 'wide', k: '1' }); }")


def test_a_thumb_that_is_held_when_another_figure_comes_stays_in_the_hand(page):
    _on_its_way(page)
    first, second, third, height = page.evaluate(HAND)
    page.mouse.move(first, height)
    page.mouse.down()
    page.mouse.move(second, height)
    page.evaluate("coming")
    assert page.evaluate("figure.current().isHeld && kept.isConnected")
    assert page.evaluate("document.querySelector('.lossviz-plot').data.length") >= 2
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] === 5")
    page.mouse.move(third, height)
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] === 9")
    page.mouse.up()
    page.wait_for_function("log.told.length")
    page.wait_for_function("!kept.isConnected")
    (told,) = page.evaluate("log.told")
    assert (told["fields"]["loss"], told["fields"]["k"]) == ("wide", "9")
    thumb = page.locator("[data-name=k] input[type=range]")
    expect(thumb).to_have_value("9")
    expect(thumb).to_have_attribute("max", "40")
    expect(thumb).to_be_focused()
    assert _shown(page) == 9


def test_a_thumb_that_is_let_go_before_another_figure_comes_is_where_it_was_left(page):
    _on_its_way(page)
    page.evaluate("input(7).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length")
    assert _shown(page) == 1, "what is on screen is not what will be moved"
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] === 7")
    assert page.evaluate("log.told[0].fields.loss") == "wide"
    expect(page.locator("[data-name=k] input[type=range]")).to_have_value("7")


def test_a_number_that_is_being_typed_when_another_figure_comes_stays(page):
    _on_its_way(page)
    number = page.locator("[data-name=k] input[type=number]")
    number.fill("12")
    page.evaluate("coming")
    expect(number).to_have_value("12")
    expect(number).to_be_focused()
    number.press("Enter")
    page.wait_for_function("document.querySelector('.lossviz-plot').data[0].y[1] === 12")
    assert page.evaluate("[log.told[0].fields.loss, log.told[0].fields.k]") == ["wide", "12"]
    number.blur()
    expect(page.locator("[data-name=k] input[type=range]")).to_have_attribute("max", "40")


def test_the_focus_goes_to_the_slider_that_takes_the_place_of_another(page):
    _on_its_way(page)
    thumb = page.locator("[data-name=k] input[type=range]")
    thumb.focus()
    page.evaluate("coming")
    expect(thumb).to_have_attribute("max", "40")
    expect(thumb).to_be_focused()


def test_a_reset_that_is_on_its_way_keeps_what_is_moved_meanwhile(page):
    _mounted(page, slow=300)
    page.evaluate("input(8).dispatchEvent(new Event('change'))")
    page.wait_for_function("log.told.length === 1 && !log.flying")
    page.get_by_role("button", name="Reset").click()
    number = page.locator("[data-name=other] input[type=number]")
    number.fill("5")
    number.press("Enter")
    page.wait_for_function("log.told.length === 3")
    told = page.evaluate("log.told.at(-1).fields")
    assert (told["k"], told["other"]) == ("1", "5")


def test_a_slider_that_loses_the_focus_is_let_go(page):
    _mounted(page)
    page.locator("[data-name=k] input[type=range]").press("ArrowRight")
    assert page.evaluate("figure.current().isHeld")
    page.keyboard.press("Tab")
    assert [told["fields"]["k"] for told in page.evaluate("log.told")] == ["2"]


def test_a_server_that_does_not_answer_is_told_in_words_until_it_does(page):
    _mounted(page, travel="chased")
    page.evaluate(
        """async () => {
          const { mount } = await import("/mount.js");
          const { source } = made({ travel: "chased" });
          const { frame } = source;
          window.broken = true;
          source.frame = (...given) => window.broken ? Promise.reject(new Error("404: Gone.")) : frame(...given);
          await mount(host(), { source, tell() {} }).show({});
          input(4);
        }"""
    )
    expect(page.locator(".lossviz-status")).to_contain_text("The server did not answer (404: Gone.)")
    page.evaluate("() => { window.broken = false; input(5); }")
    expect(page.locator(".lossviz-status")).to_have_text("")
    assert _shown(page) == 5


def test_why_a_control_does_not_move_is_said_until_something_moves(page):
    _mounted(page)
    page.evaluate(
        """async () => {
          const { mount } = await import("/mount.js");
          const { source, log } = made(), { arm } = source, held = new Promise((done) => window.letGo = done);
          window.log = log;
          source.fixed = (name) => name === "other" ? "It moves elsewhere." : "";
          source.arm = async (...given) => { await held; return arm(...given); };
          await mount(host(), { source, tell() {} }).show({});
        }"""
    )
    status = page.locator(".lossviz-status")
    page.locator("[data-name=other] input[type=range]").press("ArrowRight")
    expect(status).to_have_text("It moves elsewhere.")
    page.evaluate("() => { letGo(); return quiet(); }")  # an answer to what was asked before is none to this
    assert "k" in _asked(page, "arm")
    expect(status).to_have_text("It moves elsewhere.")
    page.locator("[data-name=k] input[type=range]").press("ArrowRight")
    expect(status).to_have_text("")


# Streamlit.

ATTACHED = """async () => {
  const { attach } = await import("/streamlit.js");
  const { source, log } = made();
  window.log = log;
  const parentElement = host().parentElement;
  window.give = (fields, turn, more) => window.stop = attach({ parentElement,
    data: { address: "/live", page: "p", version: "1", fields, turn, ...more },
    setStateValue: (name, value) => log.told.push([name, value]) }, () => source);
  give({ loss: "line", figure: "curve", k: "2", other: "3" }, 5);
}"""


@pytest.fixture
def attached(page):
    """A page on which Streamlit has mounted a figure: fields k = 2, at turn 5."""
    page.add_script_tag(content=FAKE)
    page.evaluate(ATTACHED)
    page.wait_for_selector(".lossviz[data-ready]")
    return page


def _settle(page, k):
    count = page.evaluate("log.told.length")
    page.evaluate("(k) => input(k).dispatchEvent(new Event('change'))", k)
    page.wait_for_function("(count) => log.told.length > count", arg=count)
    page.evaluate("quiet()")


def test_a_settled_state_is_told_once_and_its_echo_asks_for_nothing(attached):
    _settle(attached, 8)
    assert attached.evaluate("log.told") == [["settled", {"turn": 6, "fields": {"k": "8"}, "gone": []}]]
    attached.evaluate(
        "async () => { give({ k: '8', loss: 'line' }, 6); give({ loss: 'line', k: '8' }, 6); await quiet(); }"
    )
    assert _asked(attached, "figure") == ["2", "8"]


def test_a_link_that_was_followed_is_shown_and_so_is_the_way_back(attached):
    _settle(attached, 8)
    attached.evaluate("async () => { give({ k: '8' }, 6); give({ k: '2' }, 6); await quiet(); }")
    assert _shown(attached) == 2
    attached.evaluate("async () => { give({ k: '8' }, 6); await quiet(); }")
    assert _shown(attached) == 8
    assert _asked(attached, "figure") == ["2", "8", "2", "8"]


def test_what_the_host_says_before_it_has_heard_of_the_last_turn_is_ignored(attached):
    _settle(attached, 8)
    _settle(attached, 9)
    attached.evaluate("async () => { give({ k: '2' }, 5); give({ k: '8' }, 6); await quiet(); }")
    assert _shown(attached) == 9
    attached.evaluate("async () => { give({ k: '9' }, 7); await quiet(); }")
    assert _asked(attached, "figure") == ["2", "8", "9"]


def test_what_the_host_has_changed_of_its_own_accord_stands_beside_what_the_reader_moves(attached):
    _settle(attached, 8)
    wide = "{ loss: 'wide', figure: 'curve', k: '8', other: '3' }"
    attached.evaluate(f"async () => {{ give({wide}, 6); await quiet(); }}")
    assert attached.evaluate("document.querySelector('.lossviz-plot').data.length") == 2
    assert attached.evaluate("log.told").pop()[1]["fields"] == {"k": "8"}, "the loss is not the figure's to tell"
    _settle(attached, 9)
    assert attached.evaluate("log.told").pop()[1]["fields"] == {"k": "9"}


def test_what_the_host_gives_while_a_thumb_is_held_is_shown_when_it_is_let_go(attached):
    attached.evaluate("() => { input(2); give({ loss: 'wide', k: '2' }, 5); }")
    attached.evaluate("quiet(300)")
    assert attached.evaluate("document.querySelector('.lossviz-plot').data.length") == 1
    attached.evaluate("() => input(2).dispatchEvent(new Event('change'))")
    attached.wait_for_function("document.querySelector('.lossviz-plot').data.length === 2")


def test_nothing_is_taken_out_of_a_readers_hand(attached):
    attached.evaluate("async () => { input(7); give({ k: '3' }, 5); await quiet(); }")
    assert _shown(attached) == 7
    assert _asked(attached, "figure") == ["2"]


def test_another_page_is_another_figure_and_an_overtaken_clean_up_leaves_it_alone(attached):
    attached.evaluate("() => { window.before = stop; window.node = document.querySelector('.lossviz'); }")
    attached.evaluate("() => { give({ k: '4' }, 5, { page: 'other' }); }")
    attached.wait_for_function("document.querySelector('.lossviz[data-ready]') && !node.isConnected")
    attached.evaluate("before()")
    assert _shown(attached) == 4
    attached.evaluate("stop()")
    expect(attached.locator(".lossviz")).to_have_count(0)


# The source text.


def _lengths(path):
    """For every function of a module the line it starts at and its number of lines, by its braces."""
    opened, lines = [], path.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        code = re.sub(r'"[^"]*"|`[^`]*`|/\*.*?\*/|//.*|/\[[^/]*/', "", line)
        for brace in re.findall(r"[{}]", code):
            if brace == "{":
                opened.append((place, bool(re.search(r"=>|\)\s*\{|function", code)) and "class " not in code))
            elif opened:
                start, function = opened.pop()
                if function:
                    yield start + 1, place - start + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_function_is_too_long_to_be_read_at_a_glance(path):
    assert [each for each in _lengths(path) if each[1] > LONGEST] == []
    assert [len(line) for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120] == []


def test_the_counter_of_lines_finds_a_long_function(tmp_path):
    long = tmp_path / "long.js"
    long.write_text("function f() {\n" + "  if (x) { y(); }\n" * LONGEST + "}\n", encoding="utf-8")
    assert max(length for _, length in _lengths(long)) == LONGEST + 2


@pytest.mark.parametrize("command", [["check", "--no-remote"], ["lint"]], ids=["types", "lint"])
def test_the_modules_are_strictly_typed_and_without_lint(command):
    deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or shutil.which("deno")
    assert deno, "deno is a development requirement: pip install deno==2.9.8"
    done = subprocess.run([deno, *command, *SOURCES], cwd=BROWSER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
