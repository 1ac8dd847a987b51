"""A notebook, executed and converted by nbconvert: its figures move without a kernel and without a network."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import expect

import lossviz
from tests.browser.conftest import PATIENCE
from tests.browser.live import drawn, number, slider, told

ROOT = Path(__file__).parents[2]
CELLS = (
    'import lossviz\nlossviz.view("focal", figure="curve", gamma=2)',
    'lossviz.compare(["huber", "cauchy"])',
)

LIGHT_TEXT, DARK_TEXT = "rgb(232, 237, 242)", "rgb(23, 32, 42)"  # on dark and on light paper


@pytest.fixture(scope="module")
def notebook():
    """The notebook, executed by a kernel that is gone afterwards."""
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    made = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(made, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    return made


@pytest.fixture
def converted(browser, notebook, tmp_path):
    """Opens the converted notebook: its page, and a frame for each figure."""
    contexts = []

    def convert(theme, system):
        page, _ = HTMLExporter(theme=theme).from_notebook_node(notebook)
        path = tmp_path / "notebook.html"
        path.write_text(page, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1000, "height": 1400}, color_scheme=system)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        # nbconvert's own page asks for MathJax.
        context.route("**/*", lambda route: route.continue_() if route.request.url == path.as_uri() else route.abort())
        page = context.new_page()
        page.goto(path.as_uri())
        frames = page.frames[1:]
        for frame in frames:
            frame.wait_for_selector(".lossviz[data-ready]")
        return page, frames

    yield convert
    for context in contexts:
        context.close()


def test_figures_move_without_a_kernel_in_the_pages_theme_and_at_their_own_height(converted):
    page, (focal, compared) = converted("dark", "light")
    view = lossviz.view("focal", figure="curve", gamma=2)
    assert told(focal) == view.draw().takeaway
    slider(focal, "gamma").press("End")
    expect(number(focal, "gamma")).to_have_value("5")
    moved = view.moved(gamma=5.0).draw()
    expect(focal.locator(".lossviz-takeaway")).to_have_text(moved.takeaway)
    place = next(i for i, trace in enumerate(moved.data) if trace["meta"]["role"] == "loss")
    np.testing.assert_allclose(np.array(drawn(focal)[place]["y"], float), moved.data[place]["y"], rtol=1e-6)
    assert told(compared) == lossviz.compare(["huber", "cauchy"]).draw().takeaway

    for output in page.locator(".lossviz-output").all():
        expect(output.locator("iframe + div")).to_be_hidden()  # the words that stood for the figure
    for frame in (focal, compared):
        heights = frame.evaluate("() => [innerHeight, document.documentElement.scrollHeight]")
        assert abs(heights[0] - heights[1]) <= 5
    grown = "() => [getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
    around = "() => [getComputedStyle(document.body).backgroundColor]"
    colour, paper = focal.evaluate(grown)
    assert colour == LIGHT_TEXT
    assert [paper] == page.evaluate(around)


def test_a_light_notebook_is_light_on_a_dark_system(converted):
    page, (focal, _) = converted("light", "dark")
    colours = """() => [getComputedStyle(document.querySelector(".lossviz")).color,
        document.querySelector(".lossviz-plot")._fullLayout.font.color]"""
    text, inked = focal.evaluate(colours)
    assert text == DARK_TEXT
    page.add_style_tag(content="body.night * { color: white; background: black }")
    page.evaluate("() => document.body.classList.add('night')")  # as a notebook changes its theme
    focal.wait_for_function(f"() => ({colours})()[0] === '{LIGHT_TEXT}'")
    focal.wait_for_function(f"(inked) => ({colours})()[1] !== inked", arg=inked)
