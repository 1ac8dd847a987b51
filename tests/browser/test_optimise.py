"""The optimiser lab in the hand: its start dragged, clicked and typed, its steps scrubbed and played."""

import re

import pytest
from playwright.sync_api import expect

from lossviz.learning.optimiser import RATES
from lossviz.learning.surfaces import SURFACES
from tests.browser.live import await_fields, await_told, control, drag, drawn, fields, number, settled, slider, told

RAVINE = SURFACES["ravine"]
RING = '.lossviz-handle[title="start"] .lossviz-ring'
PLACE = """([x, y]) => { const plot = document.querySelector(".lossviz-plot"), box = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  return [box.x + xaxis._offset + xaxis.l2p(x), box.y + yaxis._offset + yaxis.l2p(y)]; }"""


def _paths(page):
    """The places of each path on the surface, casings left out."""
    return [
        [(x, y) for x, y in zip(each["x"], each["y"], strict=True) if x is not None]
        for each in drawn(page)
        if each["meta"]["role"] in ("descent", "rival") and each["mode"] == "lines+markers"
    ]


def _centre(page):
    box = page.locator(RING).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_start_is_dragged_and_all_paths_with_it(alone):
    page = alone("/optimise")
    before = _paths(page)
    assert len(before) == 2
    assert all(path[0] == RAVINE.start for path in before)
    page.mouse.move(*_centre(page))
    page.mouse.down()
    page.mouse.move(*page.evaluate(PLACE, [1.5, -1.0]), steps=5)
    page.mouse.up()
    settled(page)
    set_to = {name: float(fields(page)[f"ravine-{name}"]) for name in "xy"}
    assert (set_to["x"], set_to["y"]) == pytest.approx((1.5, -1.0), abs=0.03)
    for path, old in zip(_paths(page), before, strict=True):
        assert path[0] == pytest.approx((set_to["x"], set_to["y"]))
        assert len(path) == len(old)
        assert path[-1] != old[-1]


def test_a_click_on_the_surface_a_key_and_a_number_set_the_start(alone):
    page = alone("/optimise")
    page.mouse.click(*page.evaluate(PLACE, [-1.0, 0.75]))
    settled(page)
    assert float(fields(page)["ravine-x"]) == pytest.approx(-1.0, abs=0.03)
    page.locator('.lossviz-handle[title="start"]').focus()
    clicked = float(fields(page)["ravine-y"])
    page.keyboard.press("Shift+ArrowUp")
    await_fields(page, **{"ravine-y": f"{clicked + 0.1:.2f}"})
    typed = control(page, "ravine-x").locator("input").first
    typed.fill("2.25")
    typed.press("Enter")
    await_fields(page, **{"ravine-x": "2.25"})
    settled(page)
    assert _paths(page)[0][0][0] == 2.25


def test_steps_are_scrubbed_without_asking_the_server(alone):
    page = alone("/optimise")
    slider(page, "steps").hover()
    settled(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    lengths = []
    drag(page, "steps", 0.5, 0.6, 2)
    for _ in range(3):
        lengths.append((int(slider(page, "steps").input_value()), len(_paths(page)[0])))
        page.keyboard.press("ArrowLeft")
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert not [each for each in asked if "/frame?" in each or "/figure?" in each]
    assert len(set(lengths)) > 1
    assert all(length == step + 1 for step, length in lengths)
    page.mouse.up()


def test_play_ends_with_the_last_step(alone):
    page = alone("/optimise?steps=140")
    control(page, "steps").get_by_role("button", name="Play steps", exact=True).click()
    await_fields(page, steps="150")
    settled(page)
    assert len(_paths(page)[0]) == 151


def test_the_slider_of_rates_goes_from_stop_to_stop_and_what_diverges_is_told(alone):
    page = alone("/optimise?optimiser=gradient_descent")
    slider(page, "rate").focus()
    page.keyboard.press("ArrowRight")
    after = RATES[RATES.index(0.1) + 1]
    await_fields(page, rate=str(after))
    assert slider(page, "rate").get_attribute("aria-valuetext").startswith(str(after))
    await_told(page, "diverges at step")
    number(page, "rate").fill("0.03")
    number(page, "rate").press("Enter")
    await_fields(page, rate="0.03")
    settled(page)
    assert "diverges" not in told(page)
    page.keyboard.press("Tab")
    slider(page, "rate").focus()
    page.keyboard.press("Home")
    await_told(page, "does not move, for its rate is 0")


def test_a_finger_puts_the_start_elsewhere_on_a_phone(alone):
    page = alone("/optimise", width=360, height=740, touch=True)
    page.touchscreen.tap(*page.evaluate(PLACE, [1.0, 0.5]))
    settled(page)
    assert float(fields(page)["ravine-x"]) == pytest.approx(1.0, abs=0.05)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("figure", ["race", "scaling"])
def test_an_embed_of_500_by_300_shows_both_panels(visit, figure):
    page = visit(
        f"/embed/optimise?optimiser=gradient_descent&figure={figure}",
        ready=".lossviz[data-ready]",
        width=500,
        height=300,
    )
    for name in ("xaxis", "xaxis2", "yaxis", "yaxis2"):
        assert page.evaluate(f"() => document.querySelector('.lossviz-plot')._fullLayout.{name}._length") > 60
    box = page.locator(".lossviz-plot").bounding_box()
    assert box["y"] + box["height"] <= 300
    expect(page.locator(".lossviz-takeaway")).to_have_text(re.compile("Gradient descent at a rate of"))
