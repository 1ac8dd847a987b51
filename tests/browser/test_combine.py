"""The combine lab: the chosen place slides along the front, by pointer, by keys and by touch."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import at_share, await_fields, await_told, drawn, settled, slider


def _place(page):
    (probe,) = (each for each in drawn(page) if each["meta"]["role"] == "probe")
    return probe["x"][0], probe["y"][0]


def test_a_weight_moves_the_chosen_place_along_the_front(alone):
    page = alone("/combine")
    before = _place(page)
    weight = slider(page, "weight")
    weight.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    await_fields(page, weight="0.5")
    settled(page)
    after = _place(page)
    assert after[0] > before[0]
    assert after[1] < before[1], "task B has more weight, so its loss falls"
    (front,) = (each for each in drawn(page) if each.get("name") == "front")
    gaps = [abs(x - after[0]) + abs(y - after[1]) for x, y in zip(front["x"], front["y"], strict=True) if x is not None]
    assert min(gaps) < 0.02, "the place is on the front"


def test_a_state_to_start_from_shows_a_dent_and_its_sentence(alone):
    page = alone("/combine")
    page.get_by_role("button", name="A dent no weight reaches").click()
    await_fields(page, conflict="3")
    await_told(page, "no weights reach a share of")
    expect(page.locator(".lossviz-preset-says")).to_contain_text("of the front")


@pytest.mark.parametrize("subject", ["two_tasks", "physics"])
def test_a_phone_has_all_panels_within_its_width(alone, subject):
    page = alone(f"/combine?combination={subject}", width=360, height=740, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    before = _place(page)
    ((x, y),) = at_share(page, "weight", 0.75)
    page.touchscreen.tap(x, y)
    page.wait_for_url(lambda url: "weight=" in url)
    settled(page)
    assert _place(page) != before


def test_an_embed_of_500_by_300_shows_model_front_and_weight_whole(visit):
    page = visit("/embed/combine", width=500, height=300, ready=".lossviz[data-ready]")
    for there in (page.locator(".lossviz-plot"), slider(page, "weight")):
        box = there.bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 500
        assert box["y"] + box["height"] <= 300
