"""Pictures of figures' first states, drawn by the browser's own modules in a Chromium without a window."""

import base64
import gzip
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from lossviz.live.assets import library, script, style
from lossviz.site.assets import fingerprint

NAMES = {"light": "picture.webp", "dark": "picture-dark.webp", "card": "card.jpg"}
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking")
_LOAD = "async (address) => { globalThis.lossviz = await import(address); }"
_DRAW = "([snapshot, title, words]) => lossviz.stills.stills(Plotly, snapshot, title, words)"


class Studio:
    """A browser's page in which figures are drawn, one after the other."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def draw(self, snapshot: Mapping[str, Any], title: str, words: Sequence[str]) -> dict[str, bytes]:
        """The pictures of a figure, by the names of their files."""
        made = self._page.evaluate(_DRAW, [snapshot, title, list(words)])
        return {NAMES[kind]: base64.b64decode(data.partition(",")[2]) for kind, data in made.items()}


@contextmanager
def studio() -> Iterator[Studio | str]:
    """A studio; or, where none can be had, a sentence that says why."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield "Playwright is not installed"
        return
    with sync_playwright() as playwright, ExitStack() as stack:
        try:
            browser = stack.enter_context(chromium(playwright))
        except Error as failure:
            yield f"no Chromium starts ({str(failure).splitlines()[0]})"
            return
        page = browser.new_page(viewport={"width": 1366, "height": 768}, device_scale_factor=1)
        page.set_default_timeout(60_000)
        page.set_content(f"<!doctype html><style>{style('live')}</style><body>")
        page.add_script_tag(content=gzip.decompress(library()).decode())
        page.evaluate(_LOAD, f"data:text/javascript;base64,{base64.b64encode(script().encode()).decode()}")
        yield Studio(page)


@contextmanager
def chromium(playwright: Any) -> Iterator[Any]:
    """A Chromium without a window: that which ``$CHROMIUM`` names, the system's, or Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # root has no sandbox in Chromium
    browser = playwright.chromium.launch(executable_path=found, args=arguments)
    try:
        yield browser
    finally:
        browser.close()


def by_whom() -> str:
    """A fingerprint of all that pictures are made by."""
    return fingerprint(script(), style("live"), library())
