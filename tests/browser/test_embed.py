"""A figure in another site's page: drawn in any frame, as high as it needs, and on speaking terms with that page."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz import View
from lossviz.catalogue import PAGES
from tests.browser.conftest import PATIENCE
from tests.browser.live import await_told, number, slider

READY = ".lossviz[data-ready]"
IS_READY = f"() => document.querySelector('{READY}')"
CURVE = "/embed/regression?loss=huber&figure=curve"
MOST_REQUESTS, MOST_BYTES = 10, 1.8e6

# What courses have around their frames: H5P's resizer, whose older version reads one height and the newer the other.
RESIZER = """
addEventListener("message", ({ data, source }) => {
  const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === source);
  if (!frame || data.context !== "h5p") return;
  if (data.action === "hello") source.postMessage({ context: "h5p", action: "hello" }, "*");
  if (data.action === "resize") frame.style.height = Math.min(data.height, data.scrollHeight) + "px";
});
"""
LISTENER = """
window.heard = [];
addEventListener("message", ({ data, source }) => {
  if (data.lossviz) heard.push(data);
  if (data.lossviz === "height") for (const each of document.querySelectorAll("iframe.own"))
    if (each.contentWindow === source) each.style.height = data.height + "px";
});
const say = (message) => document.querySelector("iframe").contentWindow.postMessage(message, "*");
"""
TRAFFIC = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(({ name, transferSize }) => [new URL(name).pathname, transferSize])"""


class _Course:
    """Pages of another site: each a list of frames, with a script and headers of its own."""

    def __init__(self, browser, app):
        self.pages, self.app, self.asked, self.troubles = {}, app, [], []
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body, headers = pages[self.path]
                self.send_response(200)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *said):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)

    def opened(self, *frames, script="", style="", **headers):
        """A page with these frames, drawn: itself, and the frames."""
        inside = "".join(
            f'<iframe name="f{i}" src="{self.app}{path}" style="border:0;display:block" {settings}></iframe>'
            for i, (path, settings) in enumerate(frames)
        )
        path = f"/{len(self.pages)}"
        self.pages[path] = (
            f'<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,">'
            f'<style>{style}</style><script nonce="n">{script}</script>{inside}',
            headers,
        )
        page = self.context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.troubles.append(socket.url))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning", "trace") and self.troubles.append(said.text))
        page.goto(self.address + path, wait_until="domcontentloaded")  # what is in the frames comes in its own time
        found = [page.locator(f"[name=f{i}]").element_handle().content_frame() for i in range(len(frames))]
        for frame in found:
            frame.wait_for_function(IS_READY, polling=50)  # out of sight there are no frames to wait for
        return page, *found

    def end(self):
        self.context.close()
        self.server.shutdown()
        self.server.server_close()
        hosts = {urlsplit(address).netloc for address in self.asked if not address.startswith(("data:", "blob:"))}
        assert hosts <= {urlsplit(self.app).netloc, urlsplit(self.address).netloc}
        remarks = ("GL Driver", "willReadFrequently")
        assert [each for each in self.troubles if not any(remark in each for remark in remarks)] == []


@pytest.fixture
def course(browser, server):
    """A site with courses; it asks no other host, opens no socket, and nothing is said on its console."""
    course = _Course(browser, server.address)
    yield course
    course.end()


def _size(width, height, more=""):
    return f'width="{width}" height="{height}" {more}'


def _assert_fits(frame, width, height):
    """The figure is in the frame, whole, and so are its words; nothing scrolls sideways."""
    assert frame.evaluate("document.scrollingElement.scrollWidth") <= width
    plot = frame.evaluate("document.querySelector('.lossviz-plot').getBoundingClientRect().toJSON()")
    assert plot["height"] >= 0.4 * height
    assert plot["bottom"] <= height
    if width >= 500:
        assert frame.evaluate("document.scrollingElement.scrollHeight") <= height


FRAMES = {
    (1000, 600): (CURVE + "&theme=light", ""),
    (500, 300): (CURVE, 'sandbox="allow-scripts"'),
    (501, 300): ("/embed/regression?loss=huber&figure=landscape&theme=dark", ""),
    (320, 600): (CURVE, ""),
}


def test_it_is_drawn_in_frames_of_any_size_below_any_policy_and_in_a_sandbox(course):
    policy = (
        f"default-src 'none'; script-src 'nonce-n'; style-src 'unsafe-inline'; img-src data:; frame-src {course.app}"
    )
    page, *found = course.opened(
        *((path, _size(*size, settings)) for size, (path, settings) in FRAMES.items()),
        script=LISTENER,
        style="body { background: #111; color-scheme: dark }",
        **{"Content-Security-Policy": policy},
    )
    for frame, size in zip(found, FRAMES, strict=True):
        _assert_fits(frame, *size)
    light, sandboxed, dark, _ = found
    assert sandboxed.evaluate("origin") == "null"
    range_ = sandboxed.locator("[data-name=delta] input[type=range]")
    range_.focus()
    sandboxed.evaluate("document.activeElement.stepUp()")
    range_.press("End")
    expect(sandboxed.locator(".lossviz-takeaway")).to_contain_text(f"δ = {range_.get_attribute('max')}")
    for _ in range(100):  # the page's policy forbids to wait for a condition
        if "settled" in page.evaluate("() => heard.map(({ lossviz }) => lossviz)"):
            break
        page.wait_for_timeout(50)
    else:
        pytest.fail("A frame in a sandbox does not tell what is settled on.")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert (dark.evaluate(ground), light.evaluate(ground)) == ("rgb(16, 21, 28)", "rgb(255, 255, 255)")


def _is_as_high_as_its_content(page, name):
    page.wait_for_function(
        """(name) => {
          const frame = document.querySelector(`[name=${name}]`), now = frame.clientHeight;
          window.since = window.last === now ? window.since : performance.now();
          window.last = now;
          return performance.now() - window.since > 150;
        }""",
        arg=name,
    )
    frame = page.frame(name)
    high, content = frame.evaluate("[innerHeight, document.documentElement.getBoundingClientRect().height]")
    return abs(high - content) <= 5


@pytest.mark.parametrize("own", [False, True], ids=["H5P", "own"])
def test_a_frame_follows_its_height_up_and_down(course, own):
    path = CURVE + ("&height=auto" if own else "")
    script = LISTENER if own else LISTENER + RESIZER
    page, frame = course.opened((path, _size(520, 150, 'class="own"' if own else "")), script=script)
    set_width = "(width) => { document.querySelector('iframe').style.width = width + 'px'; }"
    seen = {}
    for step, act in {
        "at first": lambda: None,
        "table": lambda: frame.locator(".lossviz-table summary").click(),
        "closed": lambda: frame.locator(".lossviz-table summary").click(),
        "narrow": lambda: page.evaluate(set_width, 320),
        "wide": lambda: page.evaluate(set_width, 1000),
        "as before": lambda: page.evaluate(set_width, 520),
    }.items():
        act()
        page.wait_for_timeout(200)
        assert _is_as_high_as_its_content(page, "f0"), step
        seen[step] = page.locator("iframe").bounding_box()["height"]
    assert seen["table"] > seen["at first"] + 100
    assert seen["closed"] == seen["as before"] == seen["at first"]
    assert seen["narrow"] != seen["at first"] != seen["wide"]
    assert not frame.evaluate("matchMedia('(max-height: 31rem)').matches")


def test_a_page_is_told_what_the_reader_settles_on_and_tells_a_state_and_a_theme(course):
    page, frame = course.opened((CURVE + "&hide=table", _size(900, 520)), script=LISTENER)
    assert page.evaluate("heard.map(({ lossviz }) => lossviz)") == ["hello"]
    field = frame.locator("[data-name=delta] input[type=number]")
    field.fill("2.5")
    field.press("Enter")
    page.wait_for_function("heard.some(({ lossviz }) => lossviz === 'settled')")
    message = page.evaluate("heard.at(-1)")
    view, _ = View.read({"loss": "huber", "figure": "curve", "delta": "2.5", "hide": "table"}, PAGES["regression"])
    assert message["fields"].items() >= view.fields().items()
    address = urlsplit(message["address"])
    assert (f"{address.scheme}://{address.netloc}", address.path) == (course.app, "/regression")
    assert View.read(dict(parse_qsl(address.query)), PAGES["regression"])[0].state == view.state
    drawing = view.draw()
    readings = {name: (each["value"], each["unit"]) for name, each in message["readings"].items()}
    assert readings == {name: (each.value, each.unit) for name, each in drawing.readings.items()}
    assert frame.locator(".lossviz-app").get_attribute("href") == message["address"]
    for junk in (
        "null",
        "3",
        "'show'",
        "{ lossviz: 'show' }",
        "{ lossviz: 'show', fields: { delta: {} } }",
        "{ lossviz: 'show', address: 'http://[' }",
        "{ lossviz: 'theme', theme: 'x' }",
        "{ context: 'h5p' }",
    ):
        page.evaluate(f"say({junk})")
    page.evaluate("say({ lossviz: 'show', address: '/map?delta=4' })")
    page.evaluate("say({ lossviz: 'theme', theme: 'dark' })")
    page.evaluate("say({ lossviz: 'show', fields: { delta: '0.5' } })")
    expect(frame.locator(".lossviz-takeaway")).to_contain_text("δ = 0.5")
    expect(field).to_have_value("0.5")
    assert frame.evaluate("getComputedStyle(document.querySelector('.lossviz')).color") == "rgb(232, 237, 242)"
    assert page.evaluate("heard.filter(({ lossviz }) => lossviz === 'settled').length") == 1
    page.evaluate("(address) => say({ lossviz: 'show', address })", f"{course.app}/regression?loss=cauchy")
    frame.wait_for_function("document.querySelector('h1').textContent === 'Cauchy'")
    frame.wait_for_selector(READY)


def test_twenty_on_a_page_are_all_drawn_with_one_copy_of_every_file(course):
    frames = [(f"{CURVE}&delta={1 + i / 10}", _size(500, 300)) for i in range(20)]
    _, *found = course.opened(*frames)
    copies = {}
    for frame in found:
        for path, size in frame.evaluate(TRAFFIC):
            if "/browser/" in path or "plotly" in path:
                copies[path] = copies.get(path, 0) + (size > 0)
    assert set(copies.values()) == {1}, copies
    assert len(copies) == 4


def test_it_is_light_and_has_no_session(visit):
    page = visit(CURVE, ready=READY, fresh=True)
    page.wait_for_function("performance.getEntriesByType('resource').some(({ name }) => name.includes('/arm?'))")
    traffic = page.evaluate(TRAFFIC)
    assert len(traffic) <= MOST_REQUESTS
    assert sum(size for _, size in traffic) <= MOST_BYTES
    assert not [path for path, _ in traffic if "_stcore" in path]


def _violations(page):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    violations = [(each["id"], str(node["target"])) for each in found.response["violations"] for node in each["nodes"]]
    return [each for each in violations if each[0] != "target-size" or "lossviz-handle" not in each[1]]


@pytest.mark.parametrize(
    ("path", "theme"), [(CURVE + "&nonsense=1", "light"), ("/embed/regression?figure=landscape", "dark")]
)
def test_it_is_open_to_everybody(visit, path, theme):
    page = visit(path, ready=READY, theme=theme, width=800, height=600)
    assert _violations(page) == []


def test_the_keyboard_alone_moves_it_and_its_address_keeps_the_state(visit):
    page = visit(CURVE, ready=READY)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Open in lossviz")).to_be_focused()
    for _ in range(12):
        if slider(page, "delta").evaluate("(node) => node === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("End")
    most = slider(page, "delta").get_attribute("max")
    await_told(page, f"δ = {most}")
    page.wait_for_function("(most) => new URLSearchParams(location.search).get('delta') === most", arg=most)
    assert f"delta={most}" in page.get_by_role("link", name="Open in lossviz").get_attribute("href")
    page.reload()
    page.wait_for_selector(READY)
    await_told(page, f"δ = {most}")
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector(READY)
    await_told(page, f"δ = {most}")


def test_what_is_taken_away_says_the_state_on_screen(visit):
    page = visit(CURVE, ready=READY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    number(page, "delta").fill("3")
    number(page, "delta").press("Enter")
    page.wait_for_url("**delta=3**")
    page.get_by_text("Take away").click()
    page.get_by_role("button", name="Copy citation of this page", exact=True).click()
    expect(page.locator(".lossviz-take")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.get_by_role("link", name="Open in lossviz").get_attribute("href") in copied
    assert "δ = 1" not in copied
    assert copied.startswith("Huber: curve")


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def test_the_words_stand_in_the_figures_place_until_it_is_drawn_and_if_it_cannot_be(visit, server, troubles):
    held = []

    def hold(page):
        page.add_init_script(SHIFTS)
        page.route("**/plotly.js*", lambda route: held.append(route))

    page = visit("/_stcore/health", ready=None, before=hold, fresh=True)
    page.goto(server.address + CURVE, wait_until="commit")
    page.wait_for_selector(".lossviz + .lossviz-transcript")
    words = page.locator(".lossviz-transcript")
    expect(words).to_contain_text("At r = 2")
    expect(page.locator(".lossviz")).to_be_hidden()
    before = words.bounding_box()
    for route in held:
        route.continue_()
    page.wait_for_selector(READY)
    expect(words).to_have_count(0)
    assert page.locator(".lossviz-picture").bounding_box()["y"] == before["y"]
    assert page.evaluate("shifted") < 0.01
    page = visit(
        CURVE, ready=None, before=lambda page: page.route("**/plotly.js*", lambda route: route.abort()), fresh=True
    )
    expect(page.locator(".lossviz-plot")).to_contain_text("cannot be drawn")
    expect(page.locator(".lossviz + .lossviz-transcript")).to_be_visible()
    troubles.forgive("plotly", "ERR_FAILED")


def test_without_scripts_it_can_be_read(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 500, "height": 300})
    page = context.new_page()
    page.goto(server.address + CURVE)
    expect(page.locator("math").first).to_be_visible()
    expect(page.locator(".lossviz-transcript")).to_contain_text("At r = 2")
    assert page.locator("tbody tr").count() >= 10
    assert page.locator(".lossviz-transcript").bounding_box()["height"] > 400
    context.close()
