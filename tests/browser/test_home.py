"""The first page: a figure at once, things to try, the search, and the way back."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz import FAMILIES, LOSSES
from lossviz.content.things import THINGS
from tests.browser.live import await_told, number, settled

QUERIES = [json.loads(line) for line in (Path(__file__).parents[1] / "queries.jsonl").read_text("utf-8").splitlines()]
CARDS = ".lossviz-gallery li a"
FIGURE = ".lossviz[data-ready]"
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def _found(page):
    """The addresses of the losses found, once the search has come to rest."""
    page.wait_for_function("document.querySelector('.lossviz-gallery-status').textContent")
    return page.locator(".lossviz-found a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")


def _search(page, query):
    box = page.get_by_role("searchbox")
    with page.expect_response(lambda answer: "/search?" in answer.url):
        box.fill(query)
    expect(page.locator(".lossviz-gallery-status")).not_to_have_text("")
    return box


def test_what_this_is_a_figure_and_things_to_try_are_seen_at_once(visit):
    page = visit("/")
    page.wait_for_selector(CARDS)
    settled(page)
    for node in (page.get_by_role("heading", level=1), page.locator(".lossviz-plot"), page.locator(".lossviz-things")):
        box = node.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 768
    assert page.locator(".lossviz-things li a").count() == len(THINGS) == 8
    assert page.evaluate("history.length") == 2


def test_the_figure_of_the_first_page_can_be_moved_and_stays_moved(visit):
    page = visit("/")
    number(page, "delta").fill("0.5")
    page.keyboard.press("Enter")
    await_told(page, "δ = 0.5")
    settled(page)
    await_told(page, "δ = 0.5")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("place", range(len(THINGS)))
def test_a_thing_to_try_opens_its_figure_and_back_is_one_step(visit, place):
    page = visit("/")
    before = page.evaluate("history.length")
    page.locator(".lossviz-things a").nth(place).click()
    page.wait_for_url(lambda url: f"/{THINGS[place].page}?" in url)
    expect(page.locator(".lossviz-things")).to_have_count(0)
    page.wait_for_selector(FIGURE)
    settled(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    page.wait_for_selector(".lossviz-things a")
    assert page.url.rpartition("/")[2] == ""


def test_links_open_in_tabs_of_their_own(visit):
    page = visit("/")
    for link in (page.locator(".lossviz-things a").nth(1), page.locator(CARDS).nth(3)):
        with page.context.expect_page() as opened:
            link.click(modifiers=["Control"])
        opened.value.wait_for_selector(FIGURE)
        opened.value.close()
    assert page.url.rpartition("/")[2] == ""


@pytest.mark.parametrize("asked", QUERIES[::10], ids=lambda asked: asked["query"])
def test_enter_opens_the_first_that_is_found_and_back_returns_to_the_search(visit, asked):
    page = visit("/", ready=CARDS)
    before = page.evaluate("history.length")
    page.get_by_role("searchbox").fill(asked["query"])
    page.keyboard.press("Enter")
    page.wait_for_url("**?loss=*")
    assert page.url.rpartition("loss=")[2] in asked["wanted"]
    assert page.evaluate("history.length") == before + 1, "typing is no step of the way back"
    expect(page).not_to_have_title(re.compile("see what a loss function does"))
    page.wait_for_selector(FIGURE)
    page.go_back()
    page.wait_for_selector(".lossviz-found a")
    expect(page.get_by_role("searchbox")).to_have_value(asked["query"])
    first = _found(page)
    page.reload()
    page.wait_for_selector(".lossviz-found a")
    assert _found(page) == first


def test_the_search_is_one_step_from_the_top(visit):
    page = visit("/", ready=CARDS)
    page.get_by_role("link", name="Or search all").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_be_in_viewport()
    assert page.evaluate("history.length") == 2


def test_a_query_in_the_address_is_searched_for(visit):
    page = visit("/?q=hubber", ready=".lossviz-found a")
    expect(page.locator(".lossviz-found a").first).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_have_value("hubber")
    assert _found(page)[0] == "regression?loss=huber"
    expect(page.locator(".lossviz-gallery-status")).to_contain_text("Did you mean “huber”?")


# Answers to a search come late, and are counted.
SLOW = """
const own = window.fetch;
window.asked = [];
window.open_ = 0;
window.most = 0;
window.fetch = async (address, ...more) => {
  if (!String(address).includes("/search?")) return own(address, ...more);
  asked.push(String(address));
  most = Math.max(most, ++open_);
  await new Promise((done) => setTimeout(done, 120));
  open_ -= 1;
  return own(address, ...more);
};
"""


def test_typing_asks_one_question_at_a_time_and_ends_at_the_last(visit):
    page = visit("/", ready=CARDS, before=lambda page: page.add_init_script(SLOW))
    page.get_by_role("searchbox").press_sequentially("triplet margin", delay=15)
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'triplet margin'")
    page.wait_for_function("asked.at(-1)?.includes('q=triplet+margin') && open_ === 0")
    expect(page.locator(".lossviz-found a").first).to_have_attribute("href", "metric_learning?loss=triplet")
    assert page.evaluate("most") == 1
    assert page.evaluate("asked.length") < len("triplet margin"), "an answer was not waited for"


def test_the_families_narrow_a_search_and_the_gallery(visit):
    page = visit("/", ready=CARDS)
    links = page.locator(CARDS).filter(visible=True)
    expect(links).to_have_count(len(LOSSES))
    pill = page.get_by_role("button", name="Detection", exact=True)
    pill.click()
    expect(pill).to_have_attribute("aria-pressed", "true")
    expect(links).to_have_count(len(FAMILIES["detection"].losses))
    _search(page, "iou")
    expect(page.locator(".lossviz-gallery-status")).to_contain_text("in Detection")
    assert all(href.startswith("detection?") for href in _found(page))
    page.reload()
    page.wait_for_selector(".lossviz-found a")
    assert all(href.startswith("detection?") for href in _found(page))
    pill.click()
    page.wait_for_function("!location.search.includes('family')")
    page.get_by_role("button", name="Penalties", exact=True).click()
    expect(page.locator(".lossviz-gallery-status")).to_contain_text("None in Penalties")
    page.get_by_role("searchbox").fill("")
    expect(links).to_have_count(len(FAMILIES["penalties"].losses))


def test_what_is_not_found_is_said_with_a_way_on(visit):
    page = visit("/", ready=CARDS)
    _search(page, "zzz no such loss zzz")
    expect(page.get_by_role("status").filter(has_text="No loss matches “zzz no such loss zzz”. Try")).to_be_visible()
    expect(page.locator(CARDS).filter(visible=True)).to_have_count(0)
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(CARDS).filter(visible=True)).to_have_count(len(LOSSES))
    expect(page.locator(".lossviz-gallery-status")).to_have_text("")


def test_the_arrow_keys_go_through_what_is_found(visit):
    page = visit("/", ready=CARDS)
    box = _search(page, "contrastive learning")
    links = page.locator(".lossviz-found a")
    for turn in range(2):
        page.keyboard.press("ArrowDown")
        expect(links.nth(turn)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    wanted = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{wanted}")


@pytest.mark.parametrize(("width", "theme"), [(1366, "light"), (360, "dark")])
def test_what_is_found_is_open_to_everybody(visit, width, theme):
    page = visit("/?q=outliers&family=regression", ready=".lossviz-others a", width=width, height=768, theme=theme)
    page.wait_for_selector(FIGURE)
    settled(page)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found.response["violations"]] == []
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_traps_are_found_as_links(visit):
    page = visit("/?q=torchvision+focal+alpha", ready=".lossviz-others a")
    assert "traps#focal_alpha" in page.locator(".lossviz-others a").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )


def test_a_server_that_does_not_answer_a_search_is_told_in_words(visit, troubles):
    page = visit("/", ready=CARDS)
    page.route("**/search?*", lambda route: route.fulfill(status=503, body="Too many."))
    page.get_by_role("searchbox").fill("mse")
    expect(page.locator(".lossviz-gallery-status")).to_contain_text("The server did not answer (503: Too many.)")
    page.unroute("**/search?*")
    page.get_by_role("searchbox").fill("mse ")
    page.get_by_role("searchbox").fill("rmse")
    expect(page.locator(".lossviz-found a").first).to_have_attribute("href", "regression?loss=squared")
    troubles.forgive("503")


@pytest.mark.parametrize("way", ["back", "reload"])
def test_the_gallery_is_where_it_was_left(visit, way):
    page = visit("/", ready=CARDS)
    page.wait_for_selector(FIGURE)
    settled(page)
    link = page.locator('.lossviz-gallery a[href*="loss=triplet"]')
    link.scroll_into_view_if_needed()
    place = page.evaluate(SCROLLED)
    assert place > 1000
    if way == "reload":
        page.wait_for_function("history.state?.place > 1000")
        page.reload()
    else:
        link.click()
        page.wait_for_url("**/metric_learning?loss=triplet")
        page.wait_for_selector(FIGURE)
        settled(page)
        assert page.evaluate(SCROLLED) == 0, "a page begins at its start"
        page.go_back()
    page.wait_for_selector(CARDS)
    page.wait_for_function(f"Math.abs(({SCROLLED})() - {place}) < 3")
    settled(page)
    assert abs(page.evaluate(SCROLLED) - place) < 3


@pytest.mark.parametrize("scrolls", [True, False])
def test_a_reader_who_scrolls_while_the_page_grows_is_left_alone(visit, scrolls):
    page = visit("/", ready=CARDS)
    page.evaluate("history.replaceState({ place: 3000 }, '')")
    page.reload()
    page.wait_for_selector(CARDS)
    page.wait_for_function(f"({SCROLLED})() > 2900")
    if scrolls:
        page.mouse.move(600, 400)
        page.mouse.wheel(0, -1000)
        page.wait_for_function(f"({SCROLLED})() < 2500")
    else:
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 2000")
    page.evaluate("document.querySelector('.lossviz-gallery').style.paddingBottom = '300px'")
    page.wait_for_timeout(300)
    assert (page.evaluate(SCROLLED) < 2900) is scrolls


def test_a_phone_shows_the_figure_before_anything_else_to_do(visit):
    page = visit("/", width=360, height=740)
    page.wait_for_selector(CARDS)
    plot, things = page.locator(".lossviz-plot").bounding_box(), page.locator(".lossviz-things").bounding_box()
    assert plot["y"] + plot["height"] < 740
    assert plot["y"] < things["y"]
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_below_a_path_of_its_own_the_app_is_searched_and_its_links_followed(visit, start_server):
    server = start_server(base="teach/losses")
    page = visit("/?q=rmse", at=server, ready=".lossviz-found a")
    page.locator(".lossviz-found a").first.click()
    page.wait_for_url("**/teach/losses/regression?loss=squared")
    page.wait_for_selector(FIGURE)
    page.go_back()
    page.wait_for_selector(".lossviz-found a")
    page = visit("/map", at=server, ready=".lossviz-relatives section a")
    page.locator(".lossviz-relatives section a").first.click()
    page.wait_for_url("**/teach/losses/regression?loss=*")
    page.wait_for_selector(FIGURE)
