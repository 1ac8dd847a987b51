"""Under the thumb: the figure moves with every event, and a release tears nothing down."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import at_share, await_fields, await_told, drag, drawn, fields, number, settled, slider, told

# Counts what is different on screen after each change of the figure.
WATCH = """() => {
  const plot = document.querySelector(".lossviz-plot");
  const seen = window.seen = new Set();
  const look = () => seen.add([...plot.querySelectorAll("path")].map((path) => path.getAttribute("d")).join());
  new MutationObserver(look).observe(plot, { subtree: true, childList: true, attributeFilter: ["d"] });
}"""


RANGES = "() => ['xaxis', 'yaxis'].map((a) => [...document.querySelector('.lossviz-plot')._fullLayout[a].range])"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/regression?loss=huber&figure=curve", "delta"),
        ("/regression?loss=barron", "alpha"),
        ("/binary?loss=focal", "gamma"),
        ("/multiclass?loss=cross_entropy", "class_weights.0"),
        ("/multiclass?loss=cross_entropy&figure=field", "temperature"),
        ("/regression?loss=huber&figure=landscape", "outliers"),
    ],
)
def test_a_figure_moves_while_the_thumb_is_held(alone, path, name):
    page = alone(path)
    before, words = page.url, told(page)
    page.evaluate(WATCH)
    drag(page, name, 0.02, 0.98, 60)
    steps = slider(page, name).evaluate("(range) => (range.max - range.min) / range.step")
    assert page.evaluate("window.seen.size") >= min(30, 0.7 * steps)
    assert told(page) != words, "the sentence moves with the figure"
    assert page.url == before, "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: url != before)
    assert set(fields(page)) - {"loss", "figure"} == {name.partition(".")[0]}


def test_the_released_state_is_exactly_where_the_thumb_is(visit):
    page = visit("/regression?loss=huber&figure=curve")
    before = page.url
    drag(page, "delta", 0.1, 0.7, 20)
    assert page.url == before, "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: "delta=" in url)
    settled(page)
    delta = slider(page, "delta").input_value()
    assert fields(page)["delta"] == delta
    await_told(page, f"δ = {delta}")
    fresh = visit(f"/regression?{page.url.partition('?')[2]}", another=True)
    assert drawn(fresh) == drawn(page)


@pytest.mark.parametrize("figure", ["curve", "field", "landscape"])
def test_a_release_keeps_the_figure_its_zoom_and_the_focus(visit, figure):
    page = visit(f"/regression?loss=huber&figure={figure}")
    unzoomed = page.evaluate(RANGES)
    page.get_by_role("button", name="Zoom by drawing").click()
    box = page.locator(".lossviz-plot .nsewdrag").first.bounding_box()
    left, top = box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"]
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 0.3 * box["width"], top + 0.3 * box["height"], steps=8)
    page.mouse.up()
    page.wait_for_function(f"(before) => String(({RANGES})()) !== String(before)", arg=unzoomed)
    before = page.evaluate(RANGES)
    assert set(fields(page)) == {"loss", "figure"}, "drawing a zoom box does not move the probe"
    page.evaluate("window.plotNode = document.querySelector('.lossviz-plot')")
    drag(page, "delta", 0.2, 0.6, 10)
    page.mouse.up()
    page.wait_for_url(lambda url: "delta=" in url)
    settled(page)
    assert page.evaluate("window.plotNode === document.querySelector('.lossviz-plot')")
    assert page.evaluate(RANGES) == before
    expect(slider(page, "delta")).to_be_focused()


def test_a_release_keeps_the_camera(visit):
    page = visit("/regression?loss=huber&figure=landscape&relief=surface")
    eye = "() => Object.values(document.querySelector('.lossviz-plot')._fullLayout.scene._scene.getCamera().eye)"
    before = page.evaluate(eye)
    box = page.locator(".lossviz-plot").bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.4 * box["height"], steps=8)
    page.mouse.up()
    page.wait_for_function(  # it coasts a little
        f"(before) => {{ const now = String(({eye})()), rests = now === window.lastEye; window.lastEye = now;"
        " return rests && now !== String(before); }",
        arg=before,
        polling=250,
    )
    turned = page.evaluate(eye)
    drag(page, "delta", 0.2, 0.6, 5)
    page.mouse.up()
    page.wait_for_url(lambda url: "delta=" in url)
    settled(page)
    assert page.evaluate(eye) == pytest.approx(turned, abs=1e-3)


def test_other_sliders_start_from_the_released_state(visit):
    page = visit("/regression?loss=barron")
    drag(page, "c", 0.1, 0.8, 10)
    page.mouse.up()
    page.wait_for_url(lambda url: "c=" in url)
    settled(page)
    c = fields(page)["c"]
    drag(page, "alpha", 0.9, 0.3, 10)
    await_told(page, f"c = {c})")
    page.mouse.up()
    await_fields(page, c=c)
    page.wait_for_url(lambda url: "alpha=" in url)


def test_the_figure_is_drawn_before_the_sliders_data_have_come(alone):
    held = []
    page = alone(
        "/regression?loss=pseudo_huber",
        before=lambda page: page.route("**/live/*/arm**", lambda route: held.append(route)),
    )
    assert len(drawn(page)) > 2
    before = told(page)
    start, end = at_share(page, "delta", 0.2, 0.8)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    assert told(page) == before
    assert held
    for route in held:
        route.continue_()
    page.wait_for_function("(before) => document.querySelector('.lossviz-takeaway').textContent !== before", arg=before)
    page.mouse.up()


def test_a_server_that_does_not_answer_is_told_in_words(alone, troubles):
    page = alone(
        "/regression?loss=huber&figure=curve",
        before=lambda page: page.route("**/live/*/arm**", lambda route: route.abort()),
    )
    drag(page, "delta", 0.2, 0.8, 5)
    expect(page.locator(".lossviz-status")).to_contain_text("The server did not answer")
    page.mouse.up()
    troubles.forgive("/arm?", "ERR_FAILED")


def test_two_tabs_do_not_disturb_each_other(visit):
    one, other = visit("/regression?loss=huber&figure=curve"), visit("/regression?loss=huber&figure=curve")
    before, url = drawn(other), other.url
    one.bring_to_front()
    drag(one, "delta", 0.2, 0.9, 10)
    one.mouse.up()
    one.wait_for_url(lambda url: "delta=" in url)
    settled(one)
    assert other.url == url
    assert drawn(other) == before
    other.bring_to_front()
    slider(other, "delta").press("End")
    other.wait_for_url(lambda url: "delta=" in url)
    assert fields(other)["delta"] != fields(one)["delta"]


def test_a_reload_in_mid_drag_starts_from_the_address(visit):
    page = visit("/regression?loss=huber&figure=curve&delta=2")
    before = drawn(page)
    drag(page, "delta", 0.4, 0.9, 10)
    page.reload()
    page.wait_for_selector(".lossviz[data-ready]")
    page.mouse.up()
    assert fields(page) == {"loss": "huber", "figure": "curve", "delta": "2"}
    assert drawn(page) == before


def test_a_click_on_the_picture_puts_the_probe_there(alone):
    page = alone("/regression?loss=huber&figure=field")
    box = page.locator(".lossviz-plot .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + 0.25 * box["height"])
    page.wait_for_url(lambda url: "prediction=" in url and "target=" in url)
    assert float(fields(page)["prediction"]) < 0 < float(fields(page)["target"])
    expect(number(page, "target")).to_have_value(fields(page)["target"])
