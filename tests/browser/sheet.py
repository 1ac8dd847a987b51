"""A contact sheet: the first view of every loss, wide and on a phone, to be looked at.

    python -m tests.browser.sheet [FOLDER] [figure=landscape] [theme=dark] [LOSS ...]

writes pictures and an ``index.html`` with all of them; without a figure each loss shows the one that its page opens on.
"""

import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from lossviz.catalogue import CATALOGUE
from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS, Server

SCREENS = {"wide": (1366, 768), "phone": (360, 740)}


def wanted(figure: str, keys: list[str]) -> list[tuple[str, str]]:
    """Names of pictures and addresses."""
    found = []
    for key, loss in CATALOGUE.losses.items():
        if (not keys or key in keys) and (not figure or figure in CATALOGUE.kinds(loss)):
            chosen = f"&figure={figure}" if figure else ""
            found.append((key, f"{CATALOGUE.family_of(loss).key}?loss={key}{chosen}"))
    return found


def photograph(folder: Path, pages: list[tuple[str, str]], theme: str) -> list[str]:
    """A picture of each page on each screen; gives what went wrong."""
    server, troubles = Server(folder / "server.log"), []
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
            for screen, (width, height) in SCREENS.items():
                size = {"width": width, "height": height}
                page = browser.new_context(viewport=size, color_scheme=theme).new_page()
                page.on("pageerror", lambda error: troubles.append(str(error)))
                for key, address in pages:
                    page.goto(f"{server.address}/{address}")
                    page.locator(".lossviz[data-ready]").wait_for(timeout=60_000)
                    page.wait_for_timeout(250)
                    page.screenshot(path=folder / f"{key}-{screen}.png")
            browser.close()
    finally:
        server.stop()
    return troubles


def index(folder: Path, pages: list[tuple[str, str]]) -> str:
    """All pictures on one page."""
    figures = "\n".join(
        f"<figure><figcaption>{escape(CATALOGUE.losses[key].name)}</figcaption>"
        + "".join(f'<a href="{key}-{screen}.png"><img src="{key}-{screen}.png" height="300"></a>' for screen in SCREENS)
        + "</figure>"
        for key, _ in pages
    )
    style = "body { display: flex; flex-wrap: wrap; gap: 1rem; font: 14px sans-serif } figure { margin: 0 }"
    return f'<!doctype html><meta charset="utf-8"><title>First views</title><style>{style}</style>{figures}'


def main(arguments: list[str]) -> None:
    """Reads the command, writes the sheet."""
    settings = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
    names = [argument for argument in arguments if "=" not in argument]
    folder = Path(names[0] if names else "sheet")
    folder.mkdir(parents=True, exist_ok=True)
    pages = wanted(settings.get("figure", ""), names[1:])
    troubles = photograph(folder, pages, settings.get("theme", "light"))
    (folder / "index.html").write_text(index(folder, pages), encoding="utf-8")
    sys.stdout.write(f"{len(pages)} losses on {len(SCREENS)} screens: {folder / 'index.html'}\n")
    if troubles:
        sys.exit("\n".join(troubles))


if __name__ == "__main__":
    main(sys.argv[1:])
