"""A page's whole state is its address."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lossviz.drawing.theme import LIGHT, painted
from tests.browser.live import await_fields, await_told, control, drag, drawn, fields, number, settled, told
from tests.pictures import OFFERED, page_of, random_view

STATES = np.random.default_rng(20261122).choice(len(OFFERED), 12, replace=False)


def _plain(node):
    """A specification as the browser tells it: arrays as lists, gaps as None."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, np.ndarray):
        return _plain(node.tolist())
    if isinstance(node, list | tuple):
        return [_plain(item) for item in node]
    if isinstance(node, float | np.floating):
        return float(node) if np.isfinite(node) else None
    return node


@pytest.mark.parametrize("place", STATES, ids=lambda place: f"{OFFERED[place][0].key}-{OFFERED[place][1].key}")
def test_a_link_draws_the_identical_figure(visit, place):
    loss, figure = OFFERED[place]
    view = random_view(loss, figure, np.random.default_rng([11, place]))
    query = "&".join(f"{key}={value}" for key, value in view.fields().items())
    # A quarter in the app and a browser that was never here, the others by what is beneath it.
    how = {"fresh": True} if place in STATES[:3] else {"alone": True}
    page = visit(f"/{page_of(loss, figure).key}?{query}", **how)
    wanted = view.draw()
    assert told(page) == wanted.takeaway
    for trace, shown in zip(_plain(painted(wanted.data, LIGHT)), drawn(page), strict=True):
        assert {key: shown[key] for key in trace if trace[key] is not None} == {
            key: value for key, value in trace.items() if value is not None
        }


def test_what_one_reader_made_another_sees(visit):
    one = visit("/regression?loss=huber&figure=landscape")
    number(one, "outliers").fill("7")
    one.keyboard.press("Enter")
    await_fields(one, outliers="7")
    number(one, "delta").fill("0.75")
    one.keyboard.press("Enter")
    await_fields(one, delta="0.75", outliers="7")
    control(one, "second").locator("select").select_option("absolute")
    await_fields(one, second="absolute", delta="0.75", outliers="7")
    settled(one)
    expect(one.locator(".lossviz-takeaway")).to_contain_text("Absolute error: lowest mean loss")
    other = visit(f"/regression?{one.url.partition('?')[2]}", another=True)
    assert told(other) == told(one)
    assert drawn(other) == drawn(one)


def test_the_back_button_goes_back_to_the_state_before(visit):
    page = visit("/regression?loss=huber&figure=curve")
    before = told(page)
    drag(page, "delta", 0.2, 0.8, 5)
    page.mouse.up()
    page.wait_for_url(lambda url: "delta=" in url)
    settled(page)
    after = told(page)
    assert after != before
    page.go_back()
    await_told(page, before)
    assert fields(page) == {"loss": "huber", "figure": "curve"}
    expect(number(page, "delta")).to_have_value("1")
    page.go_forward()
    await_told(page, after)


def test_the_back_button_goes_back_to_the_loss_before(visit):
    page = visit("/regression?loss=huber&figure=curve")
    page.get_by_role("combobox", name="Loss").click()
    page.get_by_role("option", name="Cauchy").click()
    await_told(page, "Cauchy")
    settled(page)
    page.go_back()
    await_told(page, "Huber (δ = 1)")
    assert fields(page) == {"loss": "huber", "figure": "curve"}


def test_a_hostile_link_opens_the_default_and_says_so(visit):
    page = visit("/regression?loss=huber&figure=curve&delta=-3&%3Cscript%3Ealert(1)%3C/script%3E=1")
    warning = page.get_by_test_id("stAlert")
    expect(warning).to_contain_text("delta = “-3” was not used: it must be greater than 0")
    expect(warning).to_contain_text("script")
    assert "δ = 1" in told(page)
    assert page.locator("script", has_text="alert(1)").count() == 0


@pytest.mark.parametrize("hidden", ["delta", "worked", "takeaway", "table", "delta,worked"])
def test_what_a_link_hides_is_not_seen(alone, hidden):
    page = alone(f"/regression?loss=huber&figure=curve&hide={hidden}")
    places = {
        "delta": control(page, "delta"),
        **{part: page.locator(f".lossviz-{part}") for part in ("worked", "takeaway", "table")},
    }
    for name, place in places.items():
        if name in hidden.split(","):
            expect(place.filter(visible=True)).to_have_count(0)
        else:
            expect(place).to_be_visible()


def test_hidden_controls_stay_hidden_when_another_moves(visit):
    page = visit("/regression?loss=barron&hide=c,worked")
    drag(page, "alpha", 0.9, 0.4, 5)
    page.mouse.up()
    page.wait_for_url(lambda url: "alpha=" in url)
    settled(page)
    assert fields(page)["hide"] == "c,worked"
    expect(control(page, "c")).to_have_count(0)
    expect(page.locator(".lossviz-worked")).to_be_hidden()
