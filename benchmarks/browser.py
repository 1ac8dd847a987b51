"""A Chromium for the measurements: the system's, or Playwright's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL all the same, in software
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)
_SIZE = {"width": 1366, "height": 768}
_PATIENCE = 30_000  # milliseconds


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a GPU, closed at the end of the ``with`` block."""
    system = next(filter(None, map(shutil.which, _NAMES)), None)
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A profile with empty caches."""
    context = browser.new_context(viewport=_SIZE)
    context.set_default_timeout(_PATIENCE)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def page_of(context: BrowserContext) -> Iterator[Page]:
    """A page of a profile, closed at the end of the ``with`` block."""
    page = context.new_page()
    try:
        yield page
    finally:
        page.close()
