"""Every page in every view: no error, nothing that keeps anybody out, nothing out of sight."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz import FAMILIES, LOSSES
from lossviz.figures import FIGURES
from lossviz.figures.theme import THEMES
from tests.browser.live import settled
from tests.pictures import sliders

PATHS = {
    "home": "/",
    **{f"{family}-{figure}": f"/{family}?figure={figure}" for family in FAMILIES for figure in FIGURES},
}
SURFACES = {f"{family}-surface": f"/{family}?figure=landscape&relief=surface" for family in FAMILIES}
VIEWS = {
    "light": {"width": 1366, "height": 768},
    "dark": {"width": 1366, "height": 768, "theme": "dark"},
    "phone": {"width": 360, "height": 740},
    "embedded": {"width": 500, "height": 300},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

TOGETHER = (".lossviz-plot", ".lossviz-control input[type=range]", '[data-testid="stSelectbox"]', ".lossviz-takeaway")

# Which of the things that a reader needs at once reach out of what they see.
OUT_OF_VIEW = """(selectors) => selectors.flatMap((selector) => [...document.querySelectorAll(selector)]
  .filter((node) => node.checkVisibility())
  .map((node) => [selector, node.closest("[data-name]")?.dataset.name, node.getBoundingClientRect()])
  .filter(([, , box]) => box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth)
  .map(([selector, name, box]) => [selector, name, Math.round(box.right), Math.round(box.bottom)]))"""


def _address(path, view):
    return path + ("&" if "?" in path else "?") + "embed=true" if view == "embedded" else path


def _ready(path):
    return ".lossviz[data-ready]" if path != "/" else ".lossviz-gallery a"


def _violations(page):
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {str(node['target'])[-120:]} {node.get('failureSummary', '')[:300]}"
        for each in found.response["violations"]
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize(
    ("name", "view"), [*itertools.product(PATHS, VIEWS), *((name, "light") for name in SURFACES)], ids=str
)
def test_a_page_is_whole_and_open_to_everybody(visit, name, view):
    path = {**PATHS, **SURFACES}[name]
    page = visit(_address(path, view), ready=_ready(path), **VIEWS[view])
    settled(page)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.locator(".katex-error").count() == 0
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stAlert").count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, "the page scrolls sideways"
    if view in ("light", "dark") and path != "/":
        assert page.evaluate(OUT_OF_VIEW, TOGETHER) == [], "not seen together"
    if view == "embedded" and path != "/":
        _assert_holds(page)
    assert _violations(page) == []


def _assert_holds(page):
    """The figure and its first slider are seen, large enough, and nothing else takes their place."""
    assert page.evaluate(OUT_OF_VIEW, [".lossviz-plot", ".lossviz-control:first-child"]) == []
    plot = page.locator(".lossviz-plot").bounding_box()
    assert plot["height"] >= 150
    assert plot["width"] >= 200
    expect(page.get_by_test_id("stSelectbox")).to_have_count(0)
    expect(page.get_by_role("heading")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_figure_wears_the_theme_of_the_page(visit, theme):
    page = visit("/regression", theme=theme)
    colour = page.evaluate("document.querySelector('.lossviz-plot').data[0].line.color")
    assert colour == THEMES[theme]["loss"]
    home = visit("/", ready=_ready("/"), theme=theme)
    assert home.locator("path[data-part=loss]").first.get_attribute("stroke") == THEMES[theme]["loss"]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("family", FAMILIES)
def test_figure_sliders_and_choice_of_loss_are_seen_together(visit, family, figure):
    crowded = max(FAMILIES[family].losses.values(), key=lambda loss: len(sliders(loss, FIGURES[figure])))
    page = visit(f"/{family}?loss={crowded.key}&figure={figure}")
    assert all(page.locator(selector).count() for selector in TOGETHER)
    assert page.evaluate(OUT_OF_VIEW, TOGETHER) == [], f"{crowded.key} at 1366 by 768"


@pytest.mark.parametrize("view", ["light", "phone"])
def test_targets_are_large_enough_to_hit(visit, view):
    page = visit("/regression?loss=barron", **VIEWS[view])
    for target in page.locator(".lossviz :is(input, select, button, summary)").filter(visible=True).all():
        box = target.bounding_box()
        if target.get_attribute("type") != "checkbox":
            assert box["height"] >= 23.5, target.evaluate("(node) => node.outerHTML")


def test_a_loss_can_be_found_by_a_word(visit):
    page = visit("/", ready=_ready("/"))
    links = page.locator('a[href*="loss="]').filter(visible=True)
    expect(links).to_have_count(len(LOSSES))
    page.get_by_role("searchbox").fill("huber")
    page.wait_for_function("document.querySelectorAll('.lossviz-gallery li:not([hidden])').length < 10")
    names = [link.inner_text() for link in links.all()]
    assert any("Huber" in name for name in names)
    assert len(names) < len(LOSSES)
    page.get_by_role("searchbox").fill("no such thing at all")
    expect(links).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="No loss matches")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(links).to_have_count(len(LOSSES))


def test_a_card_opens_its_loss(visit):
    page = visit("/", ready=_ready("/"))
    page.locator('a[href*="loss=focal"]').first.click()
    page.wait_for_url("**/binary?loss=focal")
    expect(page.locator(".lossviz-takeaway")).to_contain_text("Focal")
    page.wait_for_selector(".lossviz[data-ready]")
    page.go_back()
    page.wait_for_selector(".lossviz-gallery a")


def test_every_card_is_a_link_to_a_page_that_opens(visit, server):
    page = visit("/", ready=_ready("/"))
    addresses = page.locator(".lossviz-gallery a").evaluate_all("(links) => links.map((link) => link.href)")
    assert sorted(address.rpartition("loss=")[2] for address in addresses) == sorted(LOSSES)
    for address in addresses[::9]:
        other = visit(address.removeprefix(server.address))
        assert LOSSES[address.rpartition("loss=")[2]].name in other.locator(".lossviz-takeaway").text_content()


def test_the_pages_lead_to_one_another(visit):
    page = visit("/", ready=_ready("/"))
    for family in FAMILIES.values():
        page.get_by_test_id("stTopNavLink").filter(has_text=family.name).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(family.losses[family.start].name)
        page.wait_for_selector(".lossviz[data-ready]")
        settled(page)
