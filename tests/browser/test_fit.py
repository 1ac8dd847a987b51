"""The fit lab in the hand: points and a line of one's own, by pointer, by keys and by touch."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.live import await_fields, await_told, drawn, fields, settled, told

FIRST = "/fit?figure=fits"


def _handle(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def _middle(handle):
    box = handle.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _lines(page):
    """The fitted lines that are on screen, by name: heights."""
    fitted = [each for each in drawn(page) if each["meta"]["role"] in ("fit", "rival") and each.get("xaxis") != "x2"]
    return {each["name"]: each["y"] for each in fitted}


def _drag(page, handle, right, down, steps=6):
    x, y = _middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=steps)


def test_all_lines_follow_a_dragged_point(alone):
    page = alone(FIRST)
    before, said = _lines(page), told(page)
    assert len(before) == 3
    _drag(page, _handle(page, "example 29"), 0, -120)
    page.wait_for_function(
        "(was) => { const now = document.querySelector('.lossviz-plot').data.find((t) => t.name === 'Squared error');"
        " return now.y[1] !== was; }",
        arg=before["Squared error"][1],
    )
    page.mouse.up()
    settled(page)
    after = _lines(page)
    assert all(not np.allclose(after[name], before[name]) for name in ("Squared error", "Huber"))
    assert told(page) != said


def test_a_line_of_ones_own_is_at_one_place_of_points_and_landscape(alone):
    page = alone(FIRST)
    _drag(page, _handle(page, "your line, up and down"), 0, 40)
    page.mouse.up()
    settled(page)
    lines = [each for each in drawn(page) if each["meta"]["role"] == "chosen"]
    (line,) = (each for each in lines if each.get("xaxis") != "x2")
    (spot,) = (each for each in lines if each.get("xaxis") == "x2")
    left, right = zip(line["x"], line["y"], strict=True)
    slope = (right[1] - left[1]) / (right[0] - left[0])
    assert np.allclose([spot["x"][0], spot["y"][0]], [slope, left[1] - slope * left[0]])
    assert spot["y"][0] < 1
    _drag(page, _handle(page, "your line, on the landscape"), 60, 0)
    page.mouse.up()
    settled(page)
    (moved,) = (each for each in drawn(page) if each["meta"]["role"] == "chosen" and each.get("xaxis") != "x2")
    assert (moved["y"][1] - moved["y"][0]) / (moved["x"][1] - moved["x"][0]) > slope


def test_the_line_is_moved_by_keys_and_descends_to_the_lowest_place(alone):
    page = alone(FIRST)
    handle = _handle(page, "your line, on the landscape")
    handle.focus()
    handle.press("ArrowRight")
    await_fields(page, slope="-0.375")
    steps = page.locator('.lossviz-control[data-name="steps"] input[type=range]')
    steps.focus()
    steps.press("End")
    await_fields(page, steps="40")
    await_told(page, "after 40 steps")
    ends = [each["x"][-1] for each in drawn(page) if each["meta"]["role"] == "descent" and each.get("xaxis") == "x2"]
    lowest = [each["x"][0] for each in drawn(page) if each["meta"]["role"] == "minimiser"]
    assert np.allclose(ends, lowest[-1:], atol=0.05)


def test_a_finger_moves_a_point_on_a_narrow_screen_and_nothing_overflows(visit):
    page = visit("/embed/fit", ready=".lossviz[data-ready]", width=360, height=740, touch=True)
    said = told(page)
    place = _handle(page, "example 29")
    place.scroll_into_view_if_needed()
    x, y = _middle(place)
    client = page.context.new_cdp_session(page)
    for kind, up in (("touchStart", 0), *(("touchMove", 15 * k) for k in range(1, 6)), ("touchEnd", None)):
        points = [] if up is None else [{"x": x, "y": y - up}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("(was) => document.querySelector('.lossviz-takeaway').textContent !== was", arg=said)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_small_embed_shows_the_points_and_no_landscape(visit):
    page = visit("/embed/fit", ready=".lossviz[data-ready]", width=500, height=300)
    assert _handle(page, "example 3").count() == 1
    shown = page.evaluate(
        "() => [...document.querySelectorAll('.lossviz-handles [role=slider]')].filter((each) => !each.hidden)"
        ".map((each) => each.getAttribute('aria-label'))"
    )
    assert "your line, tilt" in shown
    assert "your line, on the landscape" not in shown


def test_a_number_of_a_column_is_dragged_past_another(alone):
    page = alone("/fit?figure=estimates")
    expect(page.get_by_text("Points as a table")).to_be_hidden()  # a number has no y
    _drag(page, _handle(page, "number 1"), 200, 0)
    page.mouse.up()
    settled(page)
    assert fields(page)["moved"].startswith("0:")
    assert "26 to 27" not in told(page)
