"""The classification lab in the hand: a dragged point moves the border, a threshold decides, on phones and embedded."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import await_fields, await_told, drag, drawn, fields, settled, slider, told

SHORT = """() => {
  const plot = document.querySelector(".lossviz-plot").getBoundingClientRect();
  return { across: document.documentElement.scrollWidth, high: plot.height, right: plot.right, bottom: plot.bottom };
}"""


def _middle(page, label):
    box = page.locator(f'.lossviz-handle[title="{label}"]').bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _border(page):
    return next(trace["z"] for trace in drawn(page) if trace["type"] == "contour")


def test_a_dragged_point_moves_the_border_and_can_be_put_back(alone):
    page = alone("/classify?loss=binary_cross_entropy")
    settled(page)
    before, words = _border(page), told(page)
    x, y = _middle(page, "example 12")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30)
    page.wait_for_function("(words) => document.querySelector('.lossviz-takeaway').textContent !== words", arg=words)
    page.mouse.up()
    page.wait_for_url(lambda url: "moved=" in url)
    settled(page)
    assert _border(page) != before
    page.get_by_role("button", name="put them back").click()
    await_told(page, words)
    assert _border(page) == before


def test_a_chased_slider_trains_while_it_is_held(alone):
    page = alone("/classify?loss=binary_cross_entropy")
    words = told(page)
    drag(page, "pos_weight", 0.13, 0.9, 6)
    page.wait_for_function("(words) => document.querySelector('.lossviz-takeaway').textContent !== words", arg=words)
    assert "pos_weight" not in fields(page), "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: "pos_weight=" in url)


def test_a_threshold_is_moved_by_keys_and_by_its_line(alone):
    page = alone("/classify?loss=binary_cross_entropy&figure=thresholds&threshold=0.2")
    slider(page, "threshold").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    await_told(page, "above 0.15")
    counts = next(trace["text"] for trace in drawn(page) if trace["meta"]["role"] == "prediction")
    page.locator('.lossviz-handle[title="threshold"]').focus()
    page.keyboard.press("ArrowRight")
    await_told(page, "above 0.16")
    await_fields(page, threshold="0.16")
    assert len(counts) == 4
    assert counts[1].endswith("found")


@pytest.mark.parametrize("figure", ["regions", "thresholds", "shares", "chain"])
def test_it_fits_a_phone_and_a_short_embed(visit, figure):
    page = visit(f"/classify?figure={figure}", alone=True, width=360, height=740, touch=True)
    assert page.evaluate(SHORT)["across"] <= 360
    page = visit(f"/embed/classify?figure={figure}", ready=".lossviz[data-ready]", width=500, height=300)
    seen = page.evaluate(SHORT)
    assert seen["across"] <= 500
    assert seen["bottom"] <= 300
    assert seen["high"] > 120
    expect(page.locator(".lossviz-plot .main-svg").first).to_be_visible()
    for box in page.locator(".lossviz-plot .xtick text, .lossviz-plot .xtitle").all():
        place = box.bounding_box()
        assert place is None or place["y"] + place["height"] <= seen["bottom"] + 1


def test_a_threshold_follows_a_finger(visit):
    page = visit("/classify?figure=thresholds&threshold=0.5", width=360, height=740, touch=True)
    page.locator(".lossviz-plot").scroll_into_view_if_needed()
    x, y = _middle(page, "threshold")
    finger = page.context.new_cdp_session(page)
    for kind, shift in (("touchStart", 0), ("touchMove", -20), ("touchMove", -60)):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + shift, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_url(lambda url: "threshold=" in url and "threshold=0.5" not in url)
    assert float(fields(page)["threshold"]) < 0.5
