"""Every guide in every view: no error, nothing that keeps anybody out, nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz.content.guides import GUIDES
from lossviz.lessons import LESSONS
from tests.browser.test_pages import TAGS, VIEWS

WIDE = "() => document.documentElement.scrollWidth > innerWidth"
SMALL = """() => [...document.querySelectorAll("main :is(button, input, select, summary), main nav a")]
  .filter((node) => node.checkVisibility() && !node.closest(".lossviz"))
  .filter((node) => Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < 24)
  .map((node) => node.outerHTML.slice(0, 120))"""

FIRST = next(iter(LESSONS.values()))
ADDRESSES = {
    **{guide.key: guide.key for guide in GUIDES.values() if guide.listed},
    **{step: f"learn?lesson={FIRST.key}&step={step}" for step in FIRST.steps},
}


# Each in two views, one of them wide, in turn.
SEEN = [
    (name, view)
    for turn, name in enumerate(ADDRESSES)
    for view in ((("light", "embedded"), ("dark", "phone"), ("light", "phone"), ("dark", "embedded"))[turn % 4])
]


@pytest.mark.parametrize(("name", "view"), SEEN)
def test_a_guide_is_open_to_everybody_and_fits_the_screen(visit, name, view):
    base = "/embed" if view == "embedded" else ""
    page = visit(f"{base}/{ADDRESSES[name]}", ready="main h1", **VIEWS[view])
    if "lesson=" in ADDRESSES[name]:
        page.wait_for_selector(".lossviz[data-ready]")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert not page.evaluate(WIDE), "it has to be scrolled across"
    assert page.evaluate(SMALL) == []
    found = Axe().run(page, options={"runOnly": TAGS})
    assert not found.violations_count, found.generate_report()
