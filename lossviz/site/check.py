"""Checks a built site: ``python -m lossviz.site.check FOLDER [PAGES]``.

Every link of every page leads to a file and a place in it. Some pages, chosen at random, are opened in a Chromium,
served below a path by a plain file server: the figure is drawn, each of its sliders moves it, nothing complains, and
an accessibility checker, where there is one, finds nothing.
"""

import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lossviz.site.pictures import chromium

BELOW = "courses/losses"  # the path that the site is served below
_IMPORT = re.compile(r'import \{ site \} from "([^"]+)"')
_WAIT = 20_000  # milliseconds

# What a reader sees of a figure: its curves, fields and marks, its numbers and its words.
_SEEN = """() => {
  const { data, layout } = document.querySelector(".lossviz-plot");
  const own = data.map(({ x, y, z, text, marker }) => [x, y, z, text, marker].map((each) =>
    ArrayBuffer.isView(each) ? Array.from(each) : each));
  return JSON.stringify([own, layout.shapes, layout.annotations,
    document.querySelector(".lossviz-takeaway").textContent, document.querySelector(".lossviz-worked").textContent]);
}"""
_SLIDE = """([name, end]) => {
  const range = document.querySelector(`.lossviz-control[data-name="${name}"] input[type=range]`);
  range.value = end ? range.max : range.min;
  range.dispatchEvent(new Event("input", { bubbles: true }));
}"""


class _Linked(HTMLParser):
    """The addresses in a page, and the places in it that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.marks: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        rel = given.get("rel", "")
        if rel != "canonical":
            self.addresses |= {given[name] for name in ("href", "src", "srcset") if name in given}
        self.marks |= {given["id"]} if "id" in given else set()

    def handle_data(self, data: str) -> None:
        self.addresses |= set(_IMPORT.findall(data))


@lru_cache(maxsize=2048)
def _linked(page: Path) -> _Linked:
    found = _Linked()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def broken_links(folder: Path) -> list[str]:
    """Links that lead nowhere, out of the site, or only from the top of a host; a sentence each."""
    troubles = []
    for page in sorted(folder.rglob("*.html")):
        here = page.relative_to(folder).as_posix()
        for address in sorted(_linked(page).addresses):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = urlsplit(urljoin(f"https://site/{BELOW}/{here}", address)).path.removeprefix(f"/{BELOW}/")
            there = folder / unquote(path)
            there = there / "index.html" if there.is_dir() else there
            if address.startswith("/") or path.startswith("/") or not there.is_file():
                troubles.append(f"{here}: {address} leads nowhere")
            elif parts.fragment and parts.fragment != "lossviz-search" and parts.fragment not in _linked(there).marks:
                troubles.append(f"{here}: {address} leads to no place on its page")
    return troubles


@dataclass
class Seen:
    """What was seen of pages: how many were opened, sliders moved, and what was wrong, a sentence each."""

    pages: int = 0
    sliders: int = 0
    troubles: list[str] = field(default_factory=list)


def opened(folder: Path, paths: list[str], seen: Seen, axe: bool = True) -> None:
    """Opens pages in a browser, and moves their sliders."""
    from playwright.sync_api import sync_playwright

    with served(folder) as address, sync_playwright() as playwright, chromium(playwright) as browser:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
        context.set_default_timeout(_WAIT)
        page = context.new_page()
        here = ""

        def note(what: str) -> None:
            seen.troubles.append(f"{here}: {what}")

        def said(message: Any) -> None:
            if message.type in ("error", "warning") and "GL Driver" not in message.text + "willReadFrequently":
                note(f"console {message.type}: {message.text[:300]}")

        def asked(request: Any) -> None:
            if not request.url.startswith((address, "data:", "blob:")):
                note(f"asked {request.url}")

        def answered(answer: Any) -> None:
            if answer.status >= 400:
                note(f"status {answer.status}: {answer.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: note(f"uncaught: {error}"))
        page.on("request", asked)
        page.on("response", answered)
        for path in paths:
            here = path or "the first page"
            page.goto(f"{address}{path}")
            _look(page, seen, note, axe)
            seen.pages += 1


def _look(page: Any, seen: Seen, note: Any, axe: bool) -> None:
    if page.locator("#lossviz-told").count():
        try:
            page.wait_for_selector(".lossviz[data-ready]")
        except Exception as failure:  # noqa: BLE001  whatever it was, the other pages are looked at too
            return note(f"no figure was drawn ({str(failure).splitlines()[0]})")
        names = page.evaluate(
            "() => [...document.querySelectorAll('.lossviz-slider')].map((each) => each.dataset.name)"
        )
        for name in names:
            seen.sliders += 1
            if not _moves(page, name):
                note(f"the slider {name} moves nothing")
    if axe and find_spec("axe_playwright_python"):
        from axe_playwright_python.sync_playwright import Axe

        for found in Axe().run(page).response["violations"]:
            note(f"axe: {found['id']} at {found['nodes'][0]['target']}")


def _moves(page: Any, name: str) -> bool:
    """Whether a slider, dragged to one end or the other, changes what is seen."""
    before = page.evaluate(_SEEN)
    for end in (True, False):
        page.evaluate(_SLIDE, [name, end])
        try:
            page.wait_for_function(f"(before) => ({_SEEN})() !== before", arg=before, timeout=3000)
            return True
        except Exception as failure:
            if "Timeout" not in str(failure):
                raise
    return False


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain file server on this machine that has the site below a path; the address of its first page."""

    class Below(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            own = path.removeprefix(f"/{BELOW}") if path.startswith(f"/{BELOW}/") else "/nowhere"
            return super().translate_path(own)

        def log_message(self, *given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Below, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{BELOW}/"
    finally:
        server.shutdown()
        server.server_close()


def main(folder: Path, count: int) -> int:
    """Checks a folder, so many pages of it in a browser; the exit code."""
    every = sorted(page.parent.relative_to(folder).as_posix() for page in folder.rglob("index.html"))
    paths = ["" if each == "." else f"{each}/" for each in every]
    seen = Seen(troubles=broken_links(folder))
    opened(folder, random.Random(count).sample(paths, min(count, len(paths))), seen)
    for trouble in seen.troubles:
        sys.stdout.write(f"{trouble}\n")
    sys.stdout.write(
        f"{len(paths)} pages, their links followed; {seen.pages} opened, {seen.sliders} sliders moved; "
        f"{len(seen.troubles)} troubles.\n"
    )
    return int(bool(seen.troubles))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200))
