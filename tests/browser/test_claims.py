"""A claim is judged in a browser: by pointer and by keys, nothing of the answer before, and it stays."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz.content.guides.statements import numbers
from lossviz.drawing.words import said
from lossviz.statements import COLLECTIONS
from lossviz.traps import TRAPS

FIGURE = ".lossviz[data-ready]"


def claim_of(page, key):
    return page.locator(f'.lossviz-claim[data-claim="{key}"]')


def test_a_claim_is_judged_by_pointer_and_the_verdict_stays(visit):
    first, second, *_ = COLLECTIONS["article"].statements
    asked = []
    page = visit(
        "/article",
        ready=f"#{first.key} button",
        fresh=True,
        before=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )
    assert not [address for address in asked if "verdict" in address or "/live/figure" in address]
    told = said(first.told, numbers(first))
    assert told not in page.content()
    count = page.locator(".lossviz-claims-count")
    expect(count).to_have_text("0 of 24 judged")
    claim_of(page, first.key).get_by_role("button", name="True").click()
    claim_of(page, first.key).locator(FIGURE).wait_for()
    expect(claim_of(page, first.key)).to_contain_text(told)
    expect(claim_of(page, first.key).locator(".lossviz-judged")).to_have_attribute("data-right", "false")
    expect(count).to_have_text("1 of 24 judged")
    found = Axe().run(page).response["violations"]
    assert not found, [each["id"] for each in found]

    page.reload()
    expect(count).to_have_text("1 of 24 judged")
    assert told not in page.content()
    again = claim_of(page, first.key).get_by_role("button", name="See the answer")
    again.click()
    expect(claim_of(page, first.key)).to_contain_text(told)
    claim_of(page, first.key).get_by_role("button", name="Put away").click()
    expect(again).to_be_focused()
    expect(claim_of(page, second.key).get_by_role("button", name="See the answer")).to_be_hidden()


def test_a_claim_is_judged_by_keys_alone_where_it_is_embedded_by_itself(visit):
    statement = COLLECTIONS["myths"].statements[1]
    page = visit(f"/embed/myths?claim={statement.key}", ready=f"#{statement.key} button", width=500, height=300)
    assert page.locator(".lossviz-claim").count() == 1
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.value") == "true":
            break
    page.keyboard.press("Enter")
    page.locator(FIGURE).wait_for()
    expect(page.locator(".lossviz-judged")).to_be_focused()
    expect(page.locator(".lossviz-claim-answer")).to_contain_text(said(statement.told, numbers(statement)))
    slider = page.locator("input[type=range]").first
    before = slider.input_value()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    page.keyboard.press("ArrowRight")
    expect(slider).not_to_have_value(before)


@pytest.mark.parametrize("address", ["article?claim={}&guess=true", "predict?claim={}&guess=smaller"])
def test_a_link_with_a_verdict_shows_the_answer_on_a_phone(visit, address):
    key = COLLECTIONS["article"].statements[2].key if address.startswith("article") else next(iter(TRAPS))
    page = visit("/" + address.format(key), ready=".lossviz-judged", width=360, height=740)
    assert page.locator(".lossviz-claim").first.get_attribute("data-claim") == key
    if address.startswith("article"):
        page.locator(FIGURE).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
