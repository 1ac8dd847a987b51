"""The lab of training runs: progress, scrubbing, a newer setting, keyboard, touch, embeds."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.live import await_fields, await_told, control, drawn, on_its_way, slider, told


def _curve(page, name="training loss"):
    return next(trace["y"] for trace in drawn(page) if trace.get("name") == name)


def test_progress_is_shown_while_a_run_goes_on_and_then_it_is_done(alone):
    page, path = alone("/train"), "**/train/figure?*rate=0.003*"
    bar = page.locator(".lossviz-progress")
    expect(bar).to_be_hidden()
    before = _curve(page)
    page.route(path, on_its_way(lambda drawing: replace(drawing, done=0.25)))
    control(page, "rate").locator("select").select_option("0.003")
    expect(bar).to_have_attribute("value", "0.25")
    expect(bar).to_be_visible()
    page.route(path, on_its_way(lambda drawing: replace(drawing, done=0.5)))
    expect(bar).to_have_attribute("value", "0.5")
    page.unroute(path)
    expect(bar).to_be_hidden()
    assert _curve(page) != before
    assert _curve(page)[-1] is not None, "all of it is drawn"


def test_the_step_scrubs_a_trained_run_and_plays_it(visit):
    page = visit("/train")
    thumb = slider(page, "step")
    network = next(i for i, trace in enumerate(drawn(page)) if trace["meta"].get("tag") == "network")
    late = drawn(page)[network]["y"]
    thumb.focus()
    for key, step in (("ArrowLeft", 792), ("Home", 0), ("ArrowRight", 8)):
        page.keyboard.press(key)
        await_told(page, f"after {step} steps")
        assert drawn(page)[network]["y"] != late
    page.keyboard.press("Home")
    await_told(page, "after 0 steps")
    page.get_by_role("button", name="Play step").click()
    page.wait_for_function("() => !document.querySelector('.lossviz-takeaway').textContent.includes('after 0 steps')")
    page.get_by_role("button", name="Pause step").click()


def test_a_newer_setting_takes_the_place_of_a_run_that_goes_on(visit):
    half = on_its_way(lambda drawing: replace(drawing, done=0.5))
    page = visit("/train?size=200&seed=4", before=lambda page: page.route("**/train/figure?*size=200&*", half))
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/train/figure" in request.url else None)
    expect(page.locator(".lossviz-progress")).to_be_visible()
    slider(page, "size").fill("6")
    await_fields(page, size="6")
    await_told(page, "after 800 steps")
    expect(page.locator(".lossviz-progress")).to_be_hidden()
    page.wait_for_timeout(300)
    newer = next(place for place, url in enumerate(asked) if "size=6&" in url)
    assert not any("size=200" in url for url in asked[newer:]), "nobody asks for the older run any more"


def test_scenes_and_the_step_by_keyboard(visit):
    page = visit("/train")
    page.get_by_role("button", name="Rate too high").focus()
    page.keyboard.press("Enter")
    await_told(page, "beyond what floats can hold")
    await_fields(page, rate="1", optimiser="gradient_descent")
    page.get_by_role("button", name="Overfitting").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.lossviz-preset-says').textContent.includes('learns the noise')"
    )
    page.locator(".lossviz-handle").first.focus()
    page.keyboard.press("ArrowLeft")
    await_fields(page, step="792")


@pytest.mark.parametrize("figure", ["run", "gradients", "capacity"])
def test_it_fits_a_phone_and_its_slider_takes_a_finger(visit, figure):
    page = visit(f"/train?figure={figure}", width=360, height=740, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    name = "degree" if figure == "capacity" else "step"
    before, thumb = told(page), slider(page, name)
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("(before) => document.querySelector('.lossviz-takeaway').textContent !== before", arg=before)


@pytest.mark.parametrize("figure", ["run", "gradients", "capacity"])
def test_it_is_whole_in_a_small_frame(visit, figure):
    page = visit(f"/embed/train?figure={figure}", ready=".lossviz[data-ready]", width=500, height=300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 500
    plot = page.locator(".lossviz-plot").bounding_box()
    assert plot["height"] > 120
    assert plot["y"] + plot["height"] <= 300
