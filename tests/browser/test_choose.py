"""From a question to a figure, by pointer and by keyboard; cases and the timeline as readers meet them."""

import pytest
from playwright.sync_api import expect

from lossviz.choices import START, Leaf
from lossviz.content.timeline import picture
from tests.browser.live import await_fields, slider
from tests.browser.test_guides import SMALL, WIDE
from tests.browser.test_pages import VIEWS, _violations

FIGURE = ".lossviz[data-ready]"
COVERED = """() => {
  const boxes = [...document.querySelectorAll(".lossviz-time-dots a")].map((node) => node.getBoundingClientRect());
  return boxes.flatMap((one, place) => boxes.slice(place + 1).filter((other) => one.left < other.right - 1 &&
    other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;
}"""
DEEPEST = max(START.ends(), key=lambda path: len(path.taken))


def test_a_path_is_walked_by_pointer_and_by_keyboard_to_its_figure(visit):
    page = visit("/choose", ready=".lossviz-answers")
    for place, option in enumerate(DEEPEST.taken):
        answer = page.locator(".lossviz-answers a", has_text=option.text)
        if place % 2:
            answer.focus()
            page.keyboard.press("Enter")
        else:
            answer.click()
        page.wait_for_function("(words) => document.querySelector('.lossviz-path li:last-child')?.innerText === words",
                               arg=option.text)  # fmt: skip
    page.wait_for_selector(FIGURE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Start with")
    assert isinstance(DEEPEST.here, Leaf)
    await_fields(page, **DEEPEST.fields)
    name = DEEPEST.here.exhibit.free[0]
    thumb = slider(page, name)
    thumb.focus()
    page.keyboard.press("ArrowRight")
    moved = thumb.input_value()
    await_fields(page, **DEEPEST.fields, **{name: moved})
    page.reload()
    page.wait_for_selector(FIGURE)
    assert slider(page, name).input_value() == moved
    page.locator(".lossviz-path li a").first.click()
    page.wait_for_selector(".lossviz-answers")
    assert page.locator(".lossviz-path li").count() == 0


@pytest.mark.parametrize("view", ["light", "phone", "embedded"])
def test_the_end_of_a_path_is_open_to_everybody_and_its_figure_in_view(visit, view):
    query = "&".join(f"{name}={text}" for name, text in DEEPEST.fields.items())
    page = visit(f"{'/embed' if view == 'embedded' else ''}/choose?{query}", ready=FIGURE, **VIEWS[view])
    assert not page.evaluate(WIDE)
    assert page.evaluate(SMALL) == []
    plot = page.locator(".lossviz-plot").bounding_box()
    assert plot["y"] + plot["height"] / 2 < VIEWS[view]["height"], "the figure is out of view"
    assert _violations(page) == []


def test_the_figure_of_a_case_is_drawn_where_it_is_asked_for(visit):
    page = visit("/cases", ready=".lossviz-case")
    assert page.locator(FIGURE).count() == 0
    case = page.locator(".lossviz-case").nth(1)
    case.locator("summary").focus()
    page.keyboard.press("Enter")
    case.locator(FIGURE).wait_for()
    assert page.locator(FIGURE).count() == 1


def test_the_timeline_tells_of_a_dot_that_is_pointed_at_or_reached_by_keys_and_is_a_list_on_a_phone(visit):
    page = visit("/timeline", ready=".lossviz-time-dots", width=1100)
    assert page.evaluate(COVERED) == 0
    told = page.locator(".lossviz-time-told")
    first, second = page.locator(".lossviz-time-dots li").first, page.locator(".lossviz-time-dots li").nth(1)
    area = "(node) => { const box = node.getBoundingClientRect(); return box.width * box.height; }"
    assert told.first.evaluate(area) <= 1
    first.locator("a").hover()
    assert told.first.evaluate(area) > 1000
    first.locator("a").focus()
    page.mouse.move(5, 5)
    page.keyboard.press("Tab")
    assert told.nth(1).evaluate(area) > 1000
    assert told.first.evaluate(area) <= 1
    assert str(picture().dots[1].year) in second.inner_text()
    page.set_viewport_size({"width": 360, "height": 740})
    assert all(each.evaluate(area) > 1000 for each in (told.first, told.nth(40)))
    tops = page.locator(".lossviz-time-dots li").evaluate_all("(nodes) => nodes.map((node) => node.offsetTop)")
    assert tops == sorted(tops)
