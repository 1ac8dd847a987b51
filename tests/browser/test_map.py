"""The map of relatives: quiet at rest, and by pointer, touch and keys what is said of one loss."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz import FAMILIES, LOSSES
from lossviz.drawing.theme import THEMES
from lossviz.relatives import RELATIVES
from tests.browser.live import settled

READY = ".lossviz-relatives section a"
FIGURE = ".lossviz[data-ready]"
SAID = ".lossviz-relatives-said"
SEEN = """(name) => [...document.querySelectorAll(`.lossviz-map-${name} .lossviz-line`)]
  .filter((line) => getComputedStyle(line).visibility === "visible").map((line) => line.dataset.key)"""

# Names that lie over one another, and lines that are seen and run through a name, with the true width of letters.
TANGLED = """(name) => {
  const map = document.querySelector(`.lossviz-map-${name}`), found = [];
  const boxes = [...map.querySelectorAll("text")].map((text) => [text.textContent, text.getBBox()]);
  const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y + 3
    || b.y + b.height <= a.y + 3;
  boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => apart(a, b) || found.push([one, other])));
  for (const line of map.querySelectorAll(".lossviz-line")) {
    if (getComputedStyle(line).visibility !== "visible") continue;
    for (let at = 0; at <= line.getTotalLength(); at += 2) {
      const { x, y } = line.getPointAtLength(at);
      for (const [words, { x: left, y: top, width, height }] of boxes) {
        if (x > left && x < left + width && y > top && y < top + height) found.push([words, line.dataset.key]);
      }
    }
  }
  const frame = map.viewBox.baseVal;
  return found.concat(boxes.filter(([, box]) => box.x + box.width > frame.width).map(([words]) => [words, "outside"]));
}"""


def _relatives(key):
    return [each for each in RELATIVES.values() if key in (each.one.loss.key, each.other.loss.key)]


def _dot(page, key, name="wide"):
    return page.locator(f".lossviz-map-{name} a[data-key={key}]")


def _expect_shown(page, key, name="wide"):
    relatives = _relatives(key)
    expect(page.locator(f"{SAID} [role=status]")).to_have_text(re.compile(rf"^{re.escape(LOSSES[key].name)}: "))
    assert sorted(page.locator(f"{SAID} li").all_inner_texts()) == sorted(each.statement for each in relatives)
    assert sorted(page.evaluate(SEEN, name)) == sorted(each.key for each in relatives)


def test_at_rest_only_lines_within_a_column_are_drawn_and_none_is_strong(visit):
    page = visit("/map", ready=READY)
    assert 0 < len(page.evaluate(SEEN, "wide")) < len(RELATIVES)
    strengths = page.locator(".lossviz-map-wide .lossviz-line").evaluate_all(
        "(lines) => lines.map((line) => Number(getComputedStyle(line).opacity))"
    )
    assert max(strengths) <= 0.4


@pytest.mark.parametrize(("name", "width"), [("wide", 1366), ("narrow", 360)])
@pytest.mark.parametrize("key", ["", "squared", "cross_entropy", "hinge"])
def test_nothing_is_drawn_through_a_name_or_over_another(visit, name, width, key):
    page = visit("/map", ready=READY, width=width, height=768)
    if key:
        _dot(page, key, name).focus()
        _expect_shown(page, key, name)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate(TANGLED, name) == []


def test_a_loss_that_is_pointed_at_shows_its_relatives_alone_until_another_is(visit):
    page = visit("/map", ready=READY)
    _dot(page, "hinge").locator("text").hover()
    _expect_shown(page, "hinge")
    page.locator(f"{SAID} li a").first.hover()
    _expect_shown(page, "hinge")
    _dot(page, "iou").locator("text").hover()
    _expect_shown(page, "iou")
    page.locator(".lossviz-map-wide").click(position={"x": 3, "y": 3})
    expect(page.locator(f"{SAID} [role=status]")).to_have_text(f"{len(LOSSES)} losses, {len(RELATIVES)} relatives")


def test_a_pointer_on_its_way_elsewhere_changes_nothing(visit):
    page = visit("/map", ready=READY)
    _dot(page, "hinge").locator("text").hover()
    _expect_shown(page, "hinge")
    here, there = _dot(page, "focal").bounding_box(), page.locator(f"{SAID} li a").first.bounding_box()
    page.mouse.move(here["x"] + 20, here["y"] + 5)
    page.mouse.move(there["x"] + 5, there["y"] + 5)
    page.wait_for_timeout(300)
    _expect_shown(page, "hinge")


def test_the_map_is_one_stop_of_the_tab_key_and_the_arrows_go_on_from_there(visit):
    page = visit("/map", ready=READY)
    assert page.locator(".lossviz-map-wide a[tabindex='0']").count() == 1
    page.locator(".lossviz-map-wide a[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.key")
    _expect_shown(page, first)
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.key")
    _expect_shown(page, second)
    assert second != first
    page.keyboard.press("ArrowRight")
    third = page.evaluate("document.activeElement.dataset.key")
    assert third not in FAMILIES["regression"].losses
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    reached = {page.evaluate("document.activeElement.dataset.key")}
    for way in ["ArrowLeft"] * 4 + ["ArrowUp"] * 25:
        page.keyboard.press(way)
    for _ in range(4):
        for way in ["ArrowDown"] * 30 + ["ArrowUp"] * 30 + ["ArrowRight"]:
            page.keyboard.press(way)
            reached.add(page.evaluate("document.activeElement.dataset.key"))
    assert reached == set(LOSSES)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.lossviz-relatives-said') !== null"), (
        "its statements are next"
    )
    assert page.locator(".lossviz-map-wide a[tabindex='0']").count() == 1


def test_what_has_the_focus_is_not_under_what_is_said_of_it(visit):
    page = visit("/map", ready=READY, width=360, height=740)
    page.locator(".lossviz-map-narrow a[tabindex='0']").focus()
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)
    name, said = page.locator(":focus text").bounding_box(), page.locator(SAID).bounding_box()
    assert name["y"] >= 60
    assert name["y"] + name["height"] <= said["y"]


def test_enter_opens_a_loss(visit):
    page = visit("/map", ready=READY)
    before = page.evaluate("history.length")
    _dot(page, "huber").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/regression?loss=huber")
    page.wait_for_selector(FIGURE)
    assert page.evaluate("history.length") == before + 1


def test_a_touch_shows_and_a_second_one_opens(browser, server):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{server.address}/map")
    page.wait_for_selector(READY)
    dot = _dot(page, "huber", "narrow")
    dot.scroll_into_view_if_needed()
    dot.tap()
    _expect_shown(page, "huber", "narrow")
    assert page.url.endswith("/map")
    said, last = page.locator(SAID).bounding_box(), page.get_by_role("link", name="Open Huber")
    assert said["y"] + said["height"] <= 741
    last.scroll_into_view_if_needed()
    expect(last).to_be_visible()
    dot.tap()
    page.wait_for_url("**/regression?loss=huber")
    context.close()


def test_every_statement_is_in_the_list_and_opens_the_two_overlaid(visit):
    page = visit("/map", ready=READY)
    links = page.locator(".lossviz-relatives section li a")
    assert sorted(links.all_inner_texts()) == sorted(each.statement for each in RELATIVES.values())
    overlaid = page.locator('.lossviz-relatives section a[href*="relative="]').first
    wanted = dict(parse_qsl(urlsplit(overlaid.get_attribute("href")).query))
    overlaid.click()
    page.wait_for_url(lambda url: wanted.items() <= dict(parse_qsl(urlsplit(url).query)).items())
    page.wait_for_selector(FIGURE)
    settled(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_wears_the_theme_and_keeps_nobody_out_while_a_loss_is_chosen(visit, theme):
    page = visit("/map", ready=READY, theme=theme)
    ink = page.locator(".lossviz-relatives").evaluate("(root) => root.style.getPropertyValue('--map-limit')")
    assert ink == THEMES[theme]["gradient"]
    _dot(page, "squared").focus()
    found = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
    )
    assert [each["id"] for each in found.response["violations"]] == []
