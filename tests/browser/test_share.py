"""The share dialog in a browser: what is copied, what is previewed, and what comes of it on another site."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.live import control, drawn, settled, told

AXE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
START = "/regression?loss=huber&figure=curve&delta=2"
PREVIEW = ".lossviz-preview iframe"
CODE = "stCode"


def _dialog(page):
    settled(page)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def _previewed(page):
    """The figure in the preview, drawn."""
    frame = page.frame_locator(PREVIEW)
    expect(frame.locator(".lossviz[data-ready]")).to_be_visible()
    return frame


def _open(dialog, section):
    dialog.get_by_role("radio", name=section).click()


def _faults(page):
    found = Axe().run(page, options={"runOnly": AXE}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def _copied(page, code):
    """What is on the clipboard after its button was pressed, which the Tab key leads to."""
    code.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(code.get_by_role("button")).to_be_focused()
    return page.evaluate("navigator.clipboard.readText()")


def test_the_dialog_shows_what_students_will_see_and_hands_it_on(visit, troubles):
    page = visit(START)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog = _dialog(page)
    codes = dialog.get_by_test_id(CODE)
    link = _copied(page, codes.first)
    assert link == page.url.replace("loss=huber&", "")
    assert "allow-same-origin" not in page.locator(PREVIEW).get_attribute("sandbox")
    frame = _previewed(page)
    assert frame.locator(".lossviz-takeaway").inner_text() == told(page)
    box = page.locator(PREVIEW).bounding_box()
    assert (box["width"], box["height"]) == (800, 480)
    # What is unticked leaves link, frame and preview.
    dialog.get_by_text("What students see").click()
    dialog.get_by_text("the worked numbers").click()
    dialog.get_by_text("the slider delta").click()
    expect(codes.first).to_contain_text("hide=delta,worked")
    expect(codes.last).to_contain_text("hide=delta,worked")
    frame = _previewed(page)
    expect(frame.locator('.lossviz-control[data-name="delta"]')).to_have_count(0)
    expect(frame.locator(".lossviz-worked")).to_be_hidden()
    assert _faults(page) == []
    # What is copied draws the same figure for somebody else.
    link = _copied(page, codes.first)
    other = visit(f"/regression{link.partition('/regression')[2]}")
    expect(control(other, "delta")).to_have_count(0)
    expect(other.locator(".lossviz-worked")).to_be_hidden()
    assert drawn(other) == drawn(page)
    # Files, from the same menu that stands below the figure.
    _open(dialog, "Files")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Picture as SVG").click()
    svg = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Huber (δ = 2)" in svg
    assert "L = " not in svg, "the worked numbers are hidden"
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download CSV").click()
    head, first, *_ = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert "loss: Huber" in head
    assert float(first.split(",")[0]) == -4.0
    # The file: its size before it is made, and without the slider that is hidden.
    expect(dialog.locator(".lossviz-sharing > p")).to_contain_text("MB; r (probe) (21 stops) moves")
    file = dialog.get_by_role("link", name="Download the file").get_attribute("href")
    assert urlsplit(file).path == "/file/regression"
    assert dict(parse_qsl(urlsplit(file).query))["hide"] == "delta,worked"
    assert _faults(page) == []
    troubles.forgive("Failed to execute 'postMessage'")  # axe asks frames, too; one in a sandbox has no origin to ask


def test_the_dialog_is_used_by_keyboard_and_on_a_telephone(visit, troubles):
    page = visit(START, width=360, height=740, theme="dark")
    settled(page)
    page.get_by_role("button", name="Share").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    _previewed(page)
    dialog.get_by_role("radio", name="Course page").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(dialog.get_by_test_id(CODE).last).to_contain_text("lossviz.view(")
    wide = "() => [...document.querySelectorAll('[role=dialog]')].map((node) => node.scrollWidth - node.clientWidth)"
    assert max(page.evaluate(wide)) <= 0
    assert _faults(page) == []
    troubles.forgive("Failed to execute 'postMessage'")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


class _Course(BaseHTTPRequestHandler):
    """The page of a course somewhere else, with the snippet in it."""

    snippet = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        head = '<!doctype html><html lang="en"><title>Course</title><link rel="icon" href="data:,">'
        self.wfile.write(f"{head}{self.snippet}".encode())

    def log_message(self, *said):
        pass


@pytest.fixture
def course():
    """The address of a course on another site."""
    found = ThreadingHTTPServer(("127.0.0.1", 0), _Course)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


def test_the_snippet_shows_the_figure_inside_another_site(visit, server, troubles, course):
    page = visit(START)
    _Course.snippet = _dialog(page).get_by_test_id(CODE).filter(has_text="<iframe").inner_text()
    lesson = visit(course, ready=None)
    frame = lesson.frame_locator("iframe")
    expect(frame.locator(".lossviz[data-ready]")).to_be_visible()
    expect(frame.locator(".lossviz-takeaway")).to_contain_text("δ = 2")
    assert lesson.locator("iframe").get_attribute("title").startswith("Huber (δ = 2)")
    # What it opens is the app, and not shut in: a page of Streamlit without an origin of its own stays blank.
    with lesson.context.expect_page() as opened:
        frame.get_by_role("link", name="Open in lossviz").click()
    opened.value.wait_for_selector("#root .lossviz[data-ready]")
    assert dict(parse_qsl(urlsplit(opened.value.url).query))["delta"] == "2"
    opened.value.close()
    troubles.forgive(f"asked another host: {server.address}")
