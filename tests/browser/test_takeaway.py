"""What can be taken away from a figure."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lossviz import LOSSES
from lossviz.drawing.theme import DARK, LIGHT
from tests.browser.live import settled, told

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def taking(visit):
    """A page in the dark, its menu open, and its clipboard to be read."""
    page = visit("/regression?loss=huber&figure=curve&delta=2", theme="dark")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    settled(page)
    page.locator(".lossviz-take summary").click()
    return page


def _saved(page, kind):
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Picture as {kind}").click()
    assert download.value.suggested_filename == f"huber-curve.{kind.lower()}"
    return Path(download.value.path()).read_bytes()


def test_a_picture_is_for_paper_and_says_what_it_shows_and_where_it_is_from(taking):
    svg = _saved(taking, "SVG").decode()
    words = " ".join(re.findall(r">([^<>]+)</text>", svg))
    assert "Huber (δ = 2): curve" in words
    assert told(taking) in words
    assert "delta=2" in words
    assert (
        taking.evaluate(
            "(text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')", svg
        )
        is None
    )
    red, green, blue = (int(LIGHT["loss"][at : at + 2], 16) for at in (1, 3, 5))
    assert f"rgb({red}, {green}, {blue})" in svg
    red, green, blue = (int(DARK["loss"][at : at + 2], 16) for at in (1, 3, 5))
    assert f"rgb({red}, {green}, {blue})" not in svg
    png = _saved(taking, "PNG")
    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20], "big") >= 2000, "a picture for print has some 300 dots an inch"
    assert taking.locator(".lossviz-stage").count() == 0
    assert taking.locator(".lossviz-plot").count() == 1


def test_formula_and_citations_are_copied(taking):
    def copied(what):
        taking.get_by_role("button", name=f"Copy {what}", exact=True).click()
        expect(taking.locator(".lossviz-take [role=status]")).to_have_text(f"Copied the {what}.")
        return taking.evaluate("navigator.clipboard.readText()")

    huber = LOSSES["huber"]
    assert huber.latex in copied("LaTeX")
    assert huber.references[0].url in copied("reference as BibTeX")
    assert "delta=2" in copied("citation of this page")
