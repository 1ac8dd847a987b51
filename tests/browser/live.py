"""What tests do with a live figure on a page, and what they read off it."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from lossviz.catalogue import PAGES
from lossviz.live import payload
from lossviz.vocabulary import Drawing, View

# The figure as Plotly holds it, arrays as lists and gaps as None, without names, which stand where they stood before.
DRAWN = """() => {
  const plain = (node) => {
    if (ArrayBuffer.isView(node)) return Array.from(node, plain);
    if (Array.isArray(node)) return node.map(plain);
    if (typeof node === "number" && !Number.isFinite(node)) return null;
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
  };
  return plain(document.querySelector(".lossviz-plot").data.filter((trace) => trace.meta?.role !== "name"));
}"""


def control(page: Page, name: str) -> Locator:
    """The control with this name in links, unfolded."""
    page.evaluate("() => document.querySelectorAll('.lossviz-fold').forEach((fold) => fold.open = true)")
    return page.locator(f'.lossviz-control[data-name="{name}"]')


def slider(page: Page, name: str) -> Locator:
    """Its range input."""
    return control(page, name).locator("input[type=range]")


def number(page: Page, name: str) -> Locator:
    """The number input beside it."""
    return control(page, name).locator("input[type=number]")


def drawn(page: Page) -> list[dict]:
    """The traces on screen."""
    return page.evaluate(DRAWN)


def fields(page: Page) -> dict[str, str]:
    """The fields of the page's address."""
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def told(page: Page) -> str:
    """The sentence below the figure, which is also what a screen reader is told."""
    return page.locator(".lossviz-takeaway").text_content()


def await_fields(page: Page, **wanted: str) -> None:
    """Waits until the page's address holds these fields, among others."""
    page.wait_for_function(
        "(wanted) => { const now = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([key, value]) => now.get(key) === value); }",
        arg=wanted,
    )


def await_told(page: Page, words: str) -> None:
    """Waits until the sentence below the figure holds these words."""
    expect(page.locator(".lossviz-takeaway")).to_contain_text(words)


def on_its_way(change: Callable[[Drawing], Drawing]) -> Callable[[Route], None]:
    """Answers a request for a figure by one of which there is more to come, which a server gives if it has the time."""

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        view, _ = View.read(dict(parse_qsl(parts.query, keep_blank_values=True)), PAGES[parts.path.split("/")[-2]])
        drawing = change(view.draw())
        assert drawing.done < 1
        route.fulfill(json=payload.snapshot(view, drawing))

    return answer


def settled(page: Page) -> None:
    """Waits until the server has nothing more to say to the page, or to the figure where there is nothing else."""
    if page.evaluate("'quiet' in window"):
        page.evaluate("() => quiet()")
        return
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def at_share(page: Page, name: str, *shares: float) -> list[tuple[float, float]]:
    """Where on the screen the thumb of a slider is at these shares of its way."""
    place = slider(page, name)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return [(box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2) for share in shares]


def drag(page: Page, name: str, start: float, end: float, moves: int) -> None:
    """Takes a slider's thumb from one share of its way to another, a frame a move, and holds it there."""
    first, *rest = at_share(page, name, *(start + (end - start) * i / moves for i in range(moves + 1)))
    page.mouse.move(*first)
    page.mouse.down()
    for place in rest:
        page.mouse.move(*place)
        page.evaluate("() => new Promise(requestAnimationFrame)")
