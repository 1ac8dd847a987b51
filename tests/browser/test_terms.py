"""A term is explained where it stands: by pointer, by key, by touch, on a card and in a guide."""

import pytest
from playwright.sync_api import expect

from lossviz.content.terms import explained
from lossviz.lessons import LESSONS
from lossviz.terms import TERMS

LESSON = next(lesson for lesson in LESSONS.values() if explained(lesson.asks) != lesson.asks)

# Where there is a term: a page of the session, and a document. What is awaited, and the first that is explained there.
PLACES = {
    "card": ("/multiclass", "#root [data-testid='stMarkdown'] a[href*='glossary#']"),
    "lesson": (f"/learn?lesson={LESSON.key}", ".lossviz-lesson[data-step] .lossviz-lesson-asks a[href*='glossary#']"),
}
TAPPED = "/embed/faq#last_layer", "#last_layer a[href='glossary#logit']"
NOTE = ".lossviz-term"
FETCHED = "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('lossviz.js'))"
COLOURS = ("color", "backgroundColor")
INSIDE = """(note) => {
  const { left, right, top, bottom } = note.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}"""


@pytest.mark.parametrize("place", PLACES)
def test_a_pointer_or_a_key_has_it_explained_and_escape_ends_it(visit, place):
    path, selector = PLACES[place]
    page = visit(path, ready=selector)
    page.wait_for_function(FETCHED)
    link, note = page.locator(selector).first, page.locator(NOTE)
    link.scroll_into_view_if_needed()
    expect(note).to_have_count(0)
    link.hover()
    expect(note).to_contain_text(TERMS[link.get_attribute("href").partition("#")[2]].says[:20])
    assert link.get_attribute("aria-describedby") == "lossviz-term"
    note.hover()
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None
    link.hover()
    expect(note).to_be_visible()
    page.mouse.move(1, 1)
    expect(note).to_have_count(0)
    link.focus()  # as a key would: Escape was the last that was pressed
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).not_to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", "lossviz-term")


def test_the_first_tap_explains_and_the_second_follows(browser, server):
    settings = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}
    with browser.new_context(color_scheme="dark", **settings) as context:
        page = context.new_page()
        path, selector = TAPPED
        page.goto(server.address + path)
        link, note = page.locator(selector), page.locator(NOTE)
        link.tap()
        expect(note).to_be_visible()
        assert note.evaluate(INSIDE)
        worn, around = (
            [node.evaluate(f"(node) => getComputedStyle(node).{name}") for name in COLOURS]
            for node in (note, page.locator("html"))
        )
        assert worn == around
        page.locator("#last_layer h2").tap()
        expect(note).to_have_count(0)
        page.locator("#last_layer h2").tap()
        link.tap()
        expect(note).to_be_visible()
        link.tap()
        page.wait_for_url("**/embed/glossary#logit")
        assert page.locator("#logit").is_visible()


def test_the_glossary_is_narrowed_by_what_is_typed(visit):
    page = visit("/glossary", ready="#outlier")
    field, entries = page.get_by_label("Find a term"), page.locator(".lossviz-letter dl > div:visible")
    expect(entries).to_have_count(len(TERMS))
    field.fill("outlier")
    expect(page.locator("#outlier")).to_be_visible()
    expect(page.locator("#softmax")).to_be_hidden()
    page.evaluate("location.hash = 'softmax'")
    expect(entries).to_have_count(len(TERMS))


def test_a_pitfall_is_run_and_then_tells_what_comes_of_it(visit):
    page = visit("/pitfalls#empty_masks", ready="#empty_masks .lossviz[data-ready]")
    entry = page.locator("#empty_masks")
    expect(entry.locator(".lossviz-far")).to_contain_text("wanted")
    expect(entry.locator(".lossviz-sees")).to_have_count(0)
    entry.get_by_role("slider").press("Home")
    expect(entry.locator(".lossviz-far")).to_contain_text("as wanted")
    expect(entry.locator(".lossviz-sees")).to_contain_text("Without smoothing")
    expect(entry.locator("> summary")).to_contain_text("done")
    page.evaluate("location.hash = 'which_mean'")
    page.get_by_role("button", name="What comes of it?").click()
    expect(page.locator("#which_mean .lossviz-sees")).to_be_visible()
    expect(page.locator("#which_mean > summary")).not_to_contain_text("done")
