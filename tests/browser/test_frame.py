"""The frame around a figure: navigation, titles, its place on the screen, on paper and in another site's page."""

import re

import pytest
from playwright.sync_api import expect

from lossviz import CATALOGUE, FAMILIES
from lossviz.content.labs import LABS
from lossviz.content.navigation import PARTS
from tests.browser.live import await_fields, await_told, control, number, settled, slider

# Adds up what jumps without the reader's doing: https://web.dev/articles/cls, here over the whole visit.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""
READY = {"": ".lossviz-gallery a", "map": ".lossviz-relatives section a", "traps": "[data-testid=stHeading] h2"}
FIGURE = "#root .lossviz[data-ready]"
PAGES = ("", *LABS, *FAMILIES)
MOST_SHIFT = 0.05


def _box(page, selector):
    return page.locator(selector).first.bounding_box()


def _assert_stands_still(page):
    settled(page)
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("window.shifted") < MOST_SHIFT


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/regression", (1366, 768)),
        ("/detection?loss=giou", (1366, 768)),
        ("/segmentation", (1024, 768)),
        ("/regression", (911, 512)),  # enlarged to 150 %
        ("/regression?figure=landscape", (683, 384)),  # to 200 %
        ("/regression", (360, 740)),
    ],
)
def test_nothing_jumps_while_a_page_loads_and_the_figure_is_whole_at_once(visit, path, size):
    width, height = size
    page = visit(path, width=width, height=height, before=lambda page: page.add_init_script(SHIFTS))
    _assert_stands_still(page)
    assert _box(page, "h1")["y"] <= 72 if width > 1200 else _box(page, "h1")["y"] <= 120
    plot = _box(page, ".lossviz-plot")
    assert plot["y"] + plot["height"] <= height or width < 500
    share = page.get_by_role("button", name="Share")
    assert share.locator("p").evaluate("(node) => node.scrollWidth <= node.clientWidth"), "Share is cut off"


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (360, 740)])
def test_what_comes_late_to_the_first_page_has_its_place(visit, size):
    late = "**/static/js/BidiComponent*"

    def hold(page):
        page.add_init_script(SHIFTS)
        page.route(late, lambda route: None)

    width, height = size
    page = visit("/", ready=".st-key-gallery [data-testid=stSkeleton]", before=hold, width=width, height=height)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.unroute(late)  # lets go of what was held
    page.wait_for_selector(READY[""])
    page.wait_for_selector(FIGURE)
    _assert_stands_still(page)


def test_every_page_is_a_link_in_a_list_that_marks_where_one_is(visit):
    page = visit("/", ready=READY[""], before=lambda page: page.add_init_script(SHIFTS))
    nav = page.get_by_role("navigation", name="Pages")
    links = nav.get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(sum(len(links) for part, links in PARTS if part != "Labs"))
    assert links.evaluate_all("(links) => links.every((link) => link.checkVisibility())")
    titles = set()
    for key in reversed(PAGES):
        link = nav.locator(f'a[href="{key or "./"}"]')
        if not link.is_visible():  # the labs stand in the place of the families on their own pages
            nav.locator('a[href="labs"]').click()
            expect(page).to_have_url(re.compile("/labs$"))
        link.click()
        page.wait_for_selector(READY.get(key, FIGURE))
        settled(page)
        expect(nav.locator("[aria-current=page]")).to_have_attribute("href", key or "./")
        expect(nav.locator("[aria-current]")).to_have_count(1)
        if key in FAMILIES:
            family = FAMILIES[key]
            title = f"{family.losses[family.start].name} · {family.name} · lossviz"
            expect(page).to_have_title(title)
            expect(page.get_by_role("heading", level=1)).to_have_text(family.losses[family.start].name)
        titles.add(page.title())
    assert len(titles) == len(PAGES)
    assert page.evaluate("window.shifted") < MOST_SHIFT


def test_the_title_names_the_loss_and_a_kind_of_figure_that_is_not_its_first(visit):
    page = visit("/regression?loss=huber")
    kinds = list(CATALOGUE.kinds(FAMILIES["regression"].losses["huber"]).values())
    expect(page).to_have_title("Huber · Regression · lossviz")
    page.get_by_role("radio", name=kinds[1].name).click()
    expect(page).to_have_title(f"Huber, {kinds[1].name.lower()} · Regression · lossviz")


def test_the_figure_and_its_kinds_stand_at_one_place_for_all_losses_of_a_page(visit):
    family = FAMILIES["segmentation"]
    ideas = sorted(family.losses.values(), key=lambda loss: len(loss.idea))
    places = set()
    for loss in (ideas[0], ideas[-1]):
        page = visit(f"/{family.key}?loss={loss.key}")
        places.add((_box(page, ".lossviz-plot")["y"], _box(page, "[data-testid=stButtonGroup]")["y"]))
    assert len(places) == 1


def test_the_figure_is_near_with_the_tab_key_and_so_are_all_pages(visit):
    page = visit("/regression?loss=huber")
    settled(page)
    stops = []
    while len(stops) < 9 and not page.evaluate("Boolean(document.activeElement.closest('.lossviz'))"):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent"))
    assert len(stops) <= 8, stops
    assert "Regression" in stops
    link = page.locator(".lossviz-pages a[aria-current]")
    link.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lossviz-pages a[href=binary]")).to_be_focused()
    assert page.locator(".lossviz-pages a:focus").evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/binary")
    page.wait_for_selector(FIGURE)


def test_a_field_comes_after_its_slider_and_the_wheel_leaves_it_alone(visit):
    page = visit("/regression?loss=huber")
    slider(page, "delta").focus()
    page.keyboard.press("Tab")
    expect(number(page, "delta")).to_be_focused()
    box = number(page, "delta").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    before = page.locator(".lossviz-plot").bounding_box()["y"]
    page.mouse.wheel(0, 120)
    page.wait_for_function("(y) => document.querySelector('.lossviz-plot').getBoundingClientRect().y < y", arg=before)
    expect(number(page, "delta")).to_have_value("1")


def test_the_list_of_pages_is_no_higher_than_the_place_that_is_kept_for_it(visit):
    page = visit("/binary?loss=focal&figure=curve")
    settled(page)
    for width in (710, 1024, 1216, 1217, 1280, 1366, 1440, 1441, 1536, 1887, 1888, 2560):
        page.set_viewport_size({"width": width, "height": 768})
        over = page.evaluate(
            """() => {
              const list = document.querySelector(".lossviz-pages"), place = list.closest(".st-key-pages");
              const links = [...list.querySelectorAll("a")], current = list.querySelector("[aria-current]");
              const over = links.map((link) => {  // whichever is marked: it is written bold
                links.forEach((each) => each.toggleAttribute("aria-current", each === link));
                return list.getBoundingClientRect().height - place.getBoundingClientRect().height;
              });
              links.forEach((each) => each.toggleAttribute("aria-current", each === current));
              return Math.max(...over);
            }"""
        )
        assert over <= 0, width


def test_in_a_dense_panel_a_button_tells_what_a_control_does(visit):
    page = visit("/multiclass?loss=cross_entropy&figure=landscape")
    own = control(page, "smoothing")
    expect(own.locator(".lossviz-meaning")).to_be_hidden()
    own.get_by_role("button", name="What is smoothing?").press("Enter")
    expect(own.locator(".lossviz-meaning")).to_be_visible()


def test_on_paper_the_figure_comes_whole_with_its_words_and_without_controls(visit):
    page = visit("/detection?loss=giou", width=1366)
    settled(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4
    page.wait_for_timeout(300)
    for gone in (".lossviz-panel", ".lossviz-pages", "[data-testid=stSelectbox]", "[data-testid=stHeader]"):
        expect(page.locator(gone).first).to_be_hidden()
    picture, words = _box(page, ".lossviz-plot .main-svg"), _box(page, ".lossviz-takeaway")
    assert picture["x"] >= 0
    assert picture["x"] + picture["width"] <= 718
    assert words["y"] >= picture["y"] + picture["height"] - 1
    for seen in ("h1", ".lossviz-worked", ".lossviz-takeaway"):
        expect(page.locator(seen)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).overflow") == "visible"


@pytest.mark.parametrize("size", [(500, 300), (800, 480)])
@pytest.mark.parametrize("path", ["/regression?figure=landscape", "/detection"])
def test_an_embedded_figure_fits_and_says_what_it_is_and_where_it_is_from(visit, server, path, size):
    width, height = size
    page = visit(f"{path}{'&' if '?' in path else '?'}embed=true", width=width, height=height)
    settled(page)
    assert _box(page, ".st-key-embedded")["y"] < 8
    expect(page.locator(".st-key-embedded")).to_contain_text("Huber" if "regression" in path else "IoU")
    link = page.get_by_role("link", name="Open in lossviz")
    assert link.get_attribute("href").startswith(server.address + path.partition("?")[0])
    plot = _box(page, ".lossviz-plot")
    assert plot["y"] + plot["height"] <= height
    below = page.locator(".lossviz-words").evaluate("(node) => node.getBoundingClientRect().bottom")
    assert below <= height + 1
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= height + 1


def test_the_figure_is_drawn_before_streamlit_has_connected_and_is_handed_over(visit):
    held = []

    def hold(page):
        # Streamlit does not connect until the figure has been looked at and moved.
        page.route("**/_stcore/h*", lambda route: held.append(route))

    page = visit("/regression?loss=huber", ready="#lossviz-early .lossviz[data-ready]", before=hold, fresh=True)
    assert page.locator("#root .lossviz-mount").count() == 0
    before = _box(page, ".lossviz-plot")
    slider(page, "delta").focus()
    most = slider(page, "delta").get_attribute("max")
    page.keyboard.press("End")
    await_told(page, f"δ = {most}")
    page.unroute("**/_stcore/h*")  # lets go of what was held
    page.wait_for_selector(FIGURE)
    expect(page.locator("#lossviz-early")).to_have_count(0)
    expect(page.locator(".lossviz")).to_have_count(1)
    expect(slider(page, "delta")).to_be_focused()
    assert _box(page, ".lossviz-plot") == pytest.approx(before, abs=1)
    await_fields(page, delta=most)
    settled(page)
    await_told(page, f"δ = {most}")


def test_another_address_than_the_documents_own_draws_anew(visit):
    page = visit("/regression?loss=huber")
    page.get_by_role("navigation").get_by_role("link", name="Detection").click()
    page.wait_for_url("**/detection")
    page.wait_for_selector(FIGURE)
    expect(page.locator(".lossviz")).to_have_count(1)
    await_told(page, "IoU")


def test_the_address_has_all_that_was_moved_and_nothing_that_is_as_at_first_again(visit):
    page = visit("/numerics")
    page.get_by_role("button", name="Nearly 1").click()
    await_fields(page, computation="negative", logit_float32="20")
    page.get_by_role("button", name="Half precision").click()
    await_fields(page, format="float16")
    # The logit of another format, that no slider shows, is gone.
    page.wait_for_function("() => !location.search.includes('logit_float32')")
    page.go_back()
    await_fields(page, computation="negative", logit_float32="20")
