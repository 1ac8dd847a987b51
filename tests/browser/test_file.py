"""The offline file, opened from a disk with the network cut: what it draws is what Python draws."""

import base64
import json
from itertools import product

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import lossviz
from lossviz.live import payload
from lossviz.live.lattice import axes_of
from tests.browser.conftest import CHROMIUMS_OWN, PATIENCE
from tests.browser.live import drag, drawn, number, slider, told
from tests.pictures import leaves

FIGURES = {
    "curve": (lossviz.view("huber", figure="curve", delta=1.23), ("delta", "at_residual")),
    "sweep": (lossviz.view("tversky", figure="sweep"), ("alpha", "beta")),
    "field": (lossviz.view("gaussian_kl", figure="field"), ("beta", "mean")),
    "landscape": (lossviz.view("huber", figure="landscape"), ("delta", "outliers")),
    "surface": (lossviz.view("cauchy", figure="landscape", relief="surface"), ("c",)),
    "boxes": (lossviz.view("giou", figure="boxes"), ("rate",)),
    "bars": (lossviz.view("cross_entropy", figure="costs"), ("class_weights.2", "confidence")),
    "circle": (lossviz.view("arcface", figure="circle"), ("margin", "scale")),
    "mask": (lossviz.view("dice", figure="mask"), ("smooth", "certainty")),
}
STATES = 75  # of each figure at most
STOPS = 11

# What the file's source gives in these states; arrays as base64.
GIVEN = """async (states) => {
  const plain = (node) => {
    if (ArrayBuffer.isView(node)) {
      const bytes = new Uint8Array(Float64Array.from(node).buffer);
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { f8: btoa(text) };
    }
    if (Array.isArray(node)) return node.map(plain);
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
  };
  const given = [];
  for (const fields of states) given.push(plain(await lossviz.source.figure(fields)));
  return JSON.stringify(given);
}"""


@pytest.fixture
def opened(browser, tmp_path, troubles):
    """Opens a file without a network: ``opened(view, live)``. Whatever it asks for, or complains of, fails the test."""
    contexts, asked = [], []

    def open_file(view, live=None, stops=STOPS, *, width=1200, height=800, theme="light"):
        path = view.save(tmp_path / f"{view.subject.key}-{view.figure.key}.html", live, stops)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.set_offline(True)
        context.route("**/*", lambda route: route.continue_() if route.request.url == path.as_uri() else route.abort())
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning") and troubles.append(said.text))
        page.goto(path.as_uri())
        page.wait_for_selector(".lossviz[data-ready]")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not [address for address in asked if not address.startswith(("file:", "data:", "blob:"))]
    troubles.forgive(*CHROMIUMS_OWN)
    assert troubles == []


def _states(view, live):
    """The corners and others, at stops and at what else is kept."""
    axes = axes_of(view, live, STOPS)
    every = list(product(*(axis.values for axis in axes)))
    ends = list(product(*((axis.values[0], axis.values[axis.stops - 1]) for axis in axes)))
    others = np.random.default_rng(len(every)).permutation(len(every))
    chosen = list(dict.fromkeys([*ends, *(every[place] for place in others)]))[:STATES]
    for values in chosen:
        moved = {}
        for axis, value in zip(axes, values, strict=True):
            name = axis.parameter.name
            moved[name] = axis.parameter.moved(moved.get(name, view.values[name]), axis.place, value)
        yield view.moved(**moved)


def _array(node):
    if isinstance(node, dict):
        return np.frombuffer(base64.b64decode(node["f8"])).reshape(node.get("shape", -1))
    return np.array([_array(row) for row in node])


def _compare(expected, given, spans):
    for path, leaf in leaves(expected):
        if path and path[-1] == "length":
            continue
        got = given
        for key in path:
            got = got[key]
        if isinstance(leaf, np.ndarray):
            got = _array(got)
            assert np.isnan(got[len(leaf) :]).all(), path  # a shorter one is filled up with gaps
            loose = spans[path] / 65535 if path in spans else 1e-30
            assert np.allclose(got[: len(leaf)], leaf, rtol=1e-6, atol=loose, equal_nan=True), path
        else:
            assert payload.plain(leaf) == got, path


@pytest.mark.parametrize("name", FIGURES)
def test_every_state_is_what_python_draws(opened, name):
    view, live = FIGURES[name]
    states = list(_states(view, live))
    drawings = [state.draw() for state in states]
    snapshots = [payload.snapshot(*each, live, STOPS) for each in zip(states, drawings, strict=True)]
    given = json.loads(
        opened(view, live, width=500, height=400).evaluate(GIVEN, [each["fields"] for each in snapshots])
    )
    figures = [drawing.specification() for drawing in drawings]
    spans = {}
    for place, trace in enumerate(view.draw().data):
        if "customdata" in trace and "z" in trace:  # shades
            spans["data", place, "z"] = np.ptp([figure["data"][place]["z"] for figure in figures])
    for snapshot, figure, got in zip(snapshots, figures, given, strict=True):
        handles = snapshot["figure"]["handles"]  # their steps are as wide as the stops are apart
        _compare({**figure, "handles": handles}, got["figure"], spans)
        assert got["fields"] == snapshot["fields"]
        assert got["controls"] == json.loads(json.dumps(snapshot["controls"]))


def test_500_states_are_compared():
    assert sum(len(list(_states(*FIGURES[name]))) for name in FIGURES) >= 500


def _curve(view):
    """The y of the loss, as Python draws it."""
    traces = view.draw().data
    place = next(i for i, trace in enumerate(traces) if trace["meta"]["role"] == "loss")
    return place, np.where(np.isfinite(traces[place]["y"]), traces[place]["y"], np.nan)


def _shows(page, view):
    place, heights = _curve(view)
    got = np.array(drawn(page)[place]["y"], float)
    np.testing.assert_allclose(got, heights, rtol=1e-6)
    assert told(page) == view.draw().takeaway


def test_two_sliders_move_together_by_pointer_and_keys(opened):
    view = lossviz.view("huber", figure="curve")
    page = opened(view, ("delta", "at_residual"), 11)
    deltas, residuals = (axis.values[: axis.stops] for axis in axes_of(view, ("delta", "at_residual"), 11))

    drag(page, "delta", 0.2, 1, 3)  # and held
    page.wait_for_function("() => document.querySelector('.lossviz-takeaway').textContent.includes('δ = 3')")
    _shows(page, view.moved(delta=deltas[-1]))
    page.mouse.up()
    expect(number(page, "delta")).to_have_value(str(deltas[-1]))

    slider(page, "at_residual").focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('.lossviz-takeaway').textContent.includes('r = −4')")
    _shows(page, view.moved(delta=deltas[-1], at_residual=residuals[0]))

    number(page, "delta").fill("2")  # between two stops: the nearer one is shown, and said
    number(page, "delta").press("Enter")
    near = min(deltas, key=lambda each: abs(each - 2))
    assert near != 2
    expect(number(page, "delta")).to_have_value(str(near))
    _shows(page, view.moved(delta=near, at_residual=residuals[0]))

    page.get_by_role("button", name="1.345").click()  # of note, and exact
    expect(number(page, "delta")).to_have_value("1.345")
    _shows(page, view.moved(delta=1.345, at_residual=residuals[0]))

    page.get_by_role("button", name="Undo").click()
    expect(number(page, "delta")).to_have_value(str(near))
    page.get_by_role("button", name="Reset").click()
    expect(number(page, "delta")).to_have_value("1")
    _shows(page, view)

    page.reload()
    page.wait_for_selector(".lossviz[data-ready]")
    _shows(page, view)


def test_a_handle_moves_what_is_live_and_says_of_all_else_that_it_stays(opened):
    view = lossviz.view("huber", figure="curve")
    page = opened(view, ("delta",), None)
    kink, probe = (page.locator(f".lossviz-handle[title='{title}']") for title in ("δ, kink 2", "probe"))
    kink.focus()
    page.keyboard.press("ArrowRight")
    expect(number(page, "delta")).not_to_have_value("1")
    expect(page.locator(".lossviz > .lossviz-words > .lossviz-status")).to_have_text("")
    before = probe.bounding_box()
    probe.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lossviz-words > .lossviz-status")).to_have_text(
        "Here δ (delta) can be moved; all else stays as it is."
    )
    assert probe.bounding_box() == before


def test_what_is_painted_says_that_it_stays(opened):
    page = opened(lossviz.view("dice", figure="mask"), ("smooth",))
    before = drawn(page)
    page.locator(".lossviz-canvas").first.focus()
    page.keyboard.press(" ")
    expect(page.locator(".lossviz-words > .lossviz-status")).to_have_text(
        "Here s (smooth) can be moved; all else stays as it is."
    )
    assert drawn(page) == before


def test_what_is_live_is_not_folded_away(opened):
    page = opened(lossviz.view("huber", figure="landscape"), ("delta", "outliers"), 5)
    expect(page.get_by_role("slider", name="outliers")).to_be_visible()
    assert page.locator("details.lossviz-fold").count() == 0


def test_a_slider_plays(opened):
    page = opened(lossviz.view("giou", figure="boxes", steps=0), ("steps",))
    page.get_by_role("button", name="Play steps").click()
    expect(number(page, "steps")).to_have_value("40")


@pytest.mark.parametrize(("width", "theme"), [(1200, "dark"), (360, "light")])
def test_a_file_is_readable_everywhere(opened, width, theme):
    page = opened(lossviz.view("huber", figure="curve"), ("delta", "at_residual"), width=width, theme=theme)
    page.locator("footer summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=axe)
    assert not found.response["violations"], found.generate_report()
    assert page.locator(".lossviz-plot").bounding_box()["width"] > 0.85 * min(width, 800) - 40


def test_the_file_may_ask_nobody(opened, troubles):
    page = opened(lossviz.view("squared", figure="curve"), ())
    refused = page.evaluate(
        """async () => {
          const said = [];
          addEventListener("securitypolicyviolation", (event) => said.push(event.effectiveDirective));
          await fetch("https://example.org/").catch(() => {});
          await new Promise((done) => setTimeout(done));
          return said;
        }"""
    )
    assert refused == ["connect-src"]
    troubles.forgive("Content Security Policy")
