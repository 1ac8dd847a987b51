"""Every page in every view: no error, nothing that keeps anybody out, nothing out of sight."""

import html
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz import CATALOGUE, FAMILIES, LOSSES
from lossviz.content.labs import LABS
from lossviz.drawing.theme import THEMES
from lossviz.vocabulary import Painting
from tests.browser.bare import opened, show
from tests.browser.live import settled
from tests.pictures import sliders, view_of

VIEWS = {
    "light": {"width": 1366, "height": 768},
    "dark": {"width": 1366, "height": 768, "theme": "dark"},
    "phone": {"width": 360, "height": 740},
    "embedded": {"width": 500, "height": 300},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

TOGETHER = (
    ".lossviz-plot",
    ".lossviz-control input",
    ".lossviz-handle",
    '[data-testid="stSelectbox"]',
    '[class*="st-key-"][class*="-figure"] [data-testid="stButtonGroup"]',
    ".lossviz-takeaway",
)

# Which of the things that a reader needs at once reach out of what they see.
OUT_OF_VIEW = """(selectors) => selectors.flatMap((selector) => [...document.querySelectorAll(selector)]
  .filter((node) => node.checkVisibility())
  .map((node) => [selector, node.closest("[data-name]")?.dataset.name, node.getBoundingClientRect()])
  .filter(([, , box]) => box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth)
  .map(([selector, name, box]) => [selector, name, Math.round(box.right), Math.round(box.bottom)]))"""


# Words of a figure that reach out of it: what is outside of the drawing is not painted.
CUT_OFF = """() => { const box = document.querySelector(".lossviz-plot").getBoundingClientRect();
  return [...document.querySelectorAll(".lossviz-plot text")]
  .map((node) => [node.textContent, node.getBoundingClientRect()])
  .filter(([words, own]) => words && own.width && (own.left < box.left - 3 || own.right > box.right + 3
    || own.top < box.top - 3 || own.bottom > box.bottom + 3))
  .map(([words, own]) => [words, Math.round(own.left - box.left), Math.round(own.right - box.right),
    Math.round(own.top - box.top), Math.round(own.bottom - box.bottom)]); }"""

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
AS_WIDE = """() => [...document.querySelectorAll(".lossviz-plot")].every((node) => {
  const [own, drawn] = [node, node.querySelector(".main-svg")].map((each) => each?.getBoundingClientRect().width ?? 0);
  return Math.abs(own - drawn) < 2;
})"""
IN_COLOURS = """(paper) => {
  const probe = document.body.appendChild(Object.assign(document.createElement("i"), { style: `color: ${paper}` }));
  const wanted = getComputedStyle(probe).color;
  probe.remove();
  return getComputedStyle(document.querySelector(".stApp")).backgroundColor === wanted;
}"""
MATCHES = "(node, selector) => node.matches(selector)"

READY = {
    "home": "[data-testid=stMain]:has(.lossviz[data-ready]) .lossviz-gallery li a",
    "map": ".lossviz-relatives section a",
    "traps": "[data-testid=stHeading] h2",
}
FIGURE = "#root .lossviz[data-ready]"


def _crowded(family, kind):
    """The loss with the most to move by."""
    losses = [loss for loss in family.losses.values() if kind in CATALOGUE.kinds(loss)]

    def numbers(loss):
        view = view_of(loss, CATALOGUE.kinds(loss)[kind])
        by_hand = [each for each in view.controls if getattr(each, "by_hand", isinstance(each, Painting))]
        return len(sliders(view)) + len(by_hand)

    return max(losses, key=numbers)


def _pages():
    """Name, key and kinds of figures of each page: in each of its views one of a family's kinds in turn."""
    yield from ((key, "" if key == "home" else key, ()) for key in ("home", *LABS))
    for turn, family in enumerate(FAMILIES.values()):
        own = list(CATALOGUE.kinds(family.losses[family.start]).values())
        yield family.key, family.key, [own[(turn + place) % len(own)] for place in range(len(VIEWS))]


def _figures():
    """Every figure of every family, each of the loss with the most to move by."""
    for family in FAMILIES.values():
        for kind in dict.fromkeys(kind for loss in family.losses.values() for kind in CATALOGUE.kinds(loss)):
            crowded = _crowded(family, kind).key
            yield crowded, {"figure": kind}
            if kind == "landscape":
                yield crowded, {"figure": kind, "relief": "surface"}


PAGES = list(_pages())
EMBEDDED = [(key, kinds) for name, key, kinds in PAGES if name not in READY]
SHOWN = list(_figures())
HEADING = "body { margin: 0 77px; padding-top: 172px } .lossviz-mount { width: 1212px }"  # what stands above on a page


def _violations(page):
    # What a handle does, the numbers beside the picture do as well: it may be small where marks are close.
    small = {"target-size": ".lossviz-handle"}
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {str(node['target'])[-120:]} {node.get('failureSummary', '')[:300]}"
        for each in found.response["violations"]
        for node in each["nodes"]
        if each["id"] not in small or not page.locator(str(node["target"][-1])).evaluate(MATCHES, small[each["id"]])
    ]


@pytest.mark.parametrize(("name", "key", "kinds"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_page_is_whole_and_open_to_everybody(visit, name, key, kinds):
    """In one visit the reader's system turns dark, and the window as narrow as a phone."""
    ready = READY.get(name, FIGURE)
    page = visit(f"/{key}" + (f"?figure={kinds[0].key}" if kinds else ""), ready=ready)
    for place, view in enumerate(("light", "dark", "phone")):
        page.emulate_media(color_scheme=VIEWS[view].get("theme", "light"))
        page.set_viewport_size({side: VIEWS[view][side] for side in ("width", "height")})
        if kinds and place and kinds[place] is not kinds[place - 1]:
            with page.expect_response(lambda answer: f"/{key}/figure?" in answer.url):
                page.get_by_role("radio", name=kinds[place].name, exact=True).click()
            page.evaluate(PAINTED)
        page.wait_for_function(AS_WIDE)
        page.wait_for_function(IN_COLOURS, arg=THEMES["dark" if view == "dark" else "light"]["paper"])
        _assert_whole(page, ready)
        if view != "phone" and ready == FIGURE:
            hidden = page.evaluate(OUT_OF_VIEW, TOGETHER)
            assert not hidden, f"not seen together: {hidden}"


@pytest.mark.parametrize(("key", "kinds"), EMBEDDED, ids=[key for key, _ in EMBEDDED])
def test_a_page_that_is_embedded_is_its_figure(visit, key, kinds):
    page = visit(f"/{key}?embed=true" + (f"&figure={kinds[-1].key}" if kinds else ""), **VIEWS["embedded"])
    _assert_whole(page, FIGURE)
    _assert_holds(page)


def _assert_whole(page, ready):
    settled(page)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.locator(".katex-error").count() == 0
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stAlert").count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, "the page scrolls sideways"
    if ready == FIGURE:
        assert page.locator(TOGETHER[0]).count() == 1
        cut = page.evaluate(CUT_OFF)
        assert not cut, f"cut off: {cut}"
    assert _violations(page) == []


@pytest.fixture(scope="module")
def desk(browser, server):
    """A page without anything but a figure, which stands where the app's pages have it."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    opened(page, server.address)
    page.add_style_tag(content=HEADING)
    yield page
    page.close()


@pytest.mark.parametrize(("key", "fields"), SHOWN, ids=[f"{key}-{'-'.join(fields.values())}" for key, fields in SHOWN])
def test_a_figure_is_whole_seen_with_its_controls_and_open_to_everybody(desk, key, fields):
    show(desk, key, **fields)
    hidden = desk.evaluate(OUT_OF_VIEW, [each for each in TOGETHER if each.startswith(".lossviz")])
    assert not hidden, f"not seen together: {hidden}"
    cut = desk.evaluate(CUT_OFF)
    assert not cut, f"cut off: {cut}"
    assert _violations(desk) == []


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
    page = visit("/regression?figure=curve", theme=theme)
    colour = page.evaluate("document.querySelector('.lossviz-plot').data[0].line.color")
    assert colour == THEMES[theme]["loss"]
    home = visit("/", ready=READY["home"], theme=theme)
    worn = home.locator(".lossviz-gallery").evaluate("(root) => root.style.getPropertyValue('--gallery-loss')")
    assert worn == THEMES[theme]["loss"]


@pytest.mark.parametrize("view", ["light", "phone"])
@pytest.mark.parametrize("path", ["/regression?loss=barron", "/detection?figure=boxes", "/segmentation?figure=mask"])
def test_targets_are_large_enough_to_hit(visit, path, view):
    page = visit(path, **VIEWS[view])
    targets = page.locator(".lossviz :is(input:not([type=checkbox]), select, button, summary)").filter(visible=True)
    sizes = targets.evaluate_all(
        "(nodes) => nodes.map((node) => [node.getBoundingClientRect().height, node.outerHTML])"
    )
    assert sizes
    assert [html for height, html in sizes if height < 23.5] == []


def test_every_card_is_a_link_to_a_page_that_opens(visit, server):
    page = visit("/", ready=READY["home"])
    addresses = page.locator(".lossviz-gallery li a").evaluate_all("(links) => links.map((link) => link.href)")
    assert sorted(address.rpartition("loss=")[2] for address in addresses) == sorted(LOSSES)
    for address in addresses:
        title = re.search("<title>(.*?)</title>", page.request.get(address).text())[1]
        assert html.unescape(title).startswith(f"{LOSSES[address.rpartition('loss=')[2]].name} ·")
    other = visit(addresses[-1].removeprefix(server.address))
    assert LOSSES[addresses[-1].rpartition("loss=")[2]].name in other.locator(".lossviz-takeaway").text_content()
