"""The static site, served by a plain file server below a path."""

import json
import os
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz.content.entries import of_losses
from lossviz.live.assets import script
from lossviz.site.build import build
from lossviz.site.check import Seen, broken_links, opened, served

QUERIES = Path(__file__).parents[1] / "queries.jsonl"
APP = "https://app.example/"
READY = ".lossviz[data-ready]"
PATIENCE = 180  # seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A site of a few losses, with pictures: the first worker that asks builds it, for all of them."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site"
    built, folder = place / "built", place / "site"
    try:
        place.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not built.exists():
            assert time.monotonic() < end, "the worker that builds the site does not come to an end"
            time.sleep(0.1)
        assert built.read_text() == "whole"
        return folder
    words = "broken"
    try:
        done = _in_a_thread(lambda: build(folder, app=APP, only=["huber"], jobs=1))
        assert not done.unpictured
        words = "whole"
    finally:
        (place / "word").write_text(words)
        (place / "word").rename(built)  # there is no moment at which it is empty
    return folder


def _in_a_thread(work):
    """Playwright allows one of its loops a thread, and the tests have one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as address:
        yield address


def test_links_resolve_figures_draw_sliders_move_and_nothing_complains(folder):
    seen = Seen(troubles=broken_links(folder))
    paths = ["", "map/", "traps/", "regression/", "regression/huber/", "regression/huber/curve/"]
    _in_a_thread(lambda: opened(folder, paths, seen))
    assert seen.troubles == []
    assert seen.pages == len(paths)
    assert seen.sliders >= 5


def test_the_picture_stands_until_the_figure_is_drawn_and_nothing_moves_then(visit, address):
    shifts = """() => { window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) =>
      window.shift += each.value)).observe({ type: "layout-shift", buffered: true }); }"""

    for width in (1366, 360):
        page = visit(f"{address}traps/", ready=None, width=width)
        let_go = _hold(page, "**/plotly-*.js")
        page.add_init_script(f"({shifts})()")
        page.goto(f"{address}regression/huber/curve/", wait_until="commit")
        image = page.locator(".lossviz-still img")
        expect(image).to_be_visible()
        page.wait_for_function("() => document.querySelector('.lossviz-still img').naturalWidth === 1100")
        let_go()
        page.wait_for_selector(READY)
        expect(image).to_have_count(0)
        assert page.evaluate("() => window.shift") < 0.02, width


def _hold(page, files):
    """Lets a page wait for these files until what is given back is called."""
    held = []
    page.route(files, lambda route: held.append(route))
    return lambda: [route.continue_() for route in held]


def test_without_scripts_there_are_the_picture_the_words_and_the_data(browser, address):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}regression/huber/curve/")
    expect(page.locator(".lossviz-still img")).to_be_visible()
    assert page.locator(".lossviz-still img").evaluate("(image) => image.currentSrc").endswith("/picture-dark.webp")
    expect(page.locator(".lossviz-takeaway")).to_contain_text("At r = 2")
    page.locator("summary", has_text="Data as a table").click()
    expect(page.locator(".lossviz-table table").first).to_be_visible()
    page.goto(address)
    expect(page.locator(".lossviz-cards li")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_has_no_sideways_scrolling_and_everybody_gets_in(visit, address, theme):
    for path in ("", "regression/huber/", "map/", "traps/"):
        page = visit(f"{address}{path}", ready=None, width=360, height=740, theme=theme)
        if path in ("", "regression/huber/"):
            page.wait_for_selector(READY)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, path
        assert [each["id"] for each in Axe().run(page).response["violations"]] == [], path


def test_a_handle_that_moves_along_sliders_follows_and_another_says_where_it_can(visit, address):
    page = visit(f"{address}regression/huber/curve/", ready=READY)
    probe = page.get_by_role("slider", name="probe").first
    before = page.locator(".lossviz-takeaway").text_content()
    probe.press("ArrowLeft")
    expect(page.locator(".lossviz-takeaway")).not_to_have_text(before)

    page = visit(f"{address}regression/huber/", ready=READY)  # a landscape, in which the points stay
    before = page.locator(".lossviz-takeaway").text_content()
    page.locator(".lossviz-handle").first.press("ArrowUp")
    expect(page.locator("p.lossviz-status")).to_contain_text("all else moves in the live app: https://app.example/")
    assert page.locator(".lossviz-takeaway").text_content() == before
    # and the sentence goes once something has moved
    page.locator(".lossviz-slider input[type=range]").first.press("ArrowRight")
    expect(page.locator("p.lossviz-status")).to_have_text("")
    expect(page.locator(".lossviz-takeaway")).not_to_have_text(before)


def test_a_link_may_say_where_the_sliders_are(visit, address):
    page = visit(f"{address}regression/huber/curve/?delta=0.5&at_residual=x", ready=READY)
    expect(page.locator(".lossviz-takeaway")).to_contain_text("δ = 0.5")


def test_the_search_finds_and_opens(visit, address):
    page = visit(f"{address}", ready=READY)
    page.get_by_role("searchbox").fill("outliers")
    expect(page.locator(".lossviz-found li").first).to_contain_text("Huber")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/regression/huber/")


def test_fifty_queries_find_the_same_first_entry_without_a_server(browser, tmp_path):
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    (tmp_path / "lossviz.js").write_text(script(), encoding="utf-8")
    (tmp_path / "index.html").write_text("<!doctype html><title>Search</title>", encoding="utf-8")
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        found = page.evaluate(
            """async ([told, queries]) => {
              const { finding } = await import("./lossviz.js"), find = finding.finder(told);
              const losses = (query) => find(query).hits.filter(({ kind }) => kind === "loss");
              return queries.map((query) => losses(query).map(({ key }) => key));
            }""",
            [of_losses().told(), [each["query"] for each in queries]],
        )
        page.close()
    missed = [
        (each["query"], hits[:3])
        for each, hits in zip(queries, found, strict=True)
        if hits[:1] == [] or hits[0] not in each["wanted"]
    ]
    assert len(queries) == 50
    assert len(missed) <= 5, missed
