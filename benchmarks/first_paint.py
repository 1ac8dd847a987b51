"""How soon after navigation a figure is drawn, and whether it waits for the travels of sliders.

A bare page is the floor: it loads the same drawing library and draws the chart of the embed, and does nothing else.
"""

from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Page

from benchmarks.bare_pages import bare_page, served_pages
from benchmarks.browser import chromium, page_of, profile
from benchmarks.server import APP, PLAIN, served
from benchmarks.table import middle_and_tail, table
from lossviz.lessons import LESSONS

_FIGURES = {"curve": "/regression?loss=huber&figure=curve", "landscape": "/regression?loss=huber&figure=landscape"}
_PLAIN = "plain Streamlit page"
_GOALS = {"bare page": 1.2, _PLAIN: 0.6}  # an embed's share of their times

# Notes when the frame with a figure's first marks is through.
_WATCH = """
new MutationObserver((_, watcher) => {
  const marks = document.querySelector(".js-plotly-plot .scatterlayer path[d], .js-plotly-plot .contourlayer path[d]");
  if (!marks?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
  watcher.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.__drawn = performance.now(); }));
}).observe(document, { subtree: true, childList: true });
"""
_FETCHED = """() => performance.getEntriesByType("resource").map(({ name, responseEnd, transferSize }) =>
  [new URL(name).pathname, responseEnd, transferSize])"""


def _lesson(figure: str) -> str:
    """The address of the first lesson that begins with this kind of figure."""
    starts = ((each.key, each.start.fields.get("figure")) for each in LESSONS.values() if not each.covered)
    return f"/learn?lesson={next(key for key, start in starts if start == figure)}"


@dataclass(slots=True)
class _Visits:
    """What was seen of one page, over all repetitions."""

    drawn: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    travel_after: list[float] = field(default_factory=list)

    def note(self, page: Page, address: str, live: bool) -> None:
        """Goes to the address and notes when the figure is drawn, and when the first travel arrives after that."""
        page.goto(address)
        page.wait_for_function("window.__drawn")
        if live:
            page.wait_for_function(f"() => ({_FETCHED})().some(([path]) => path.endsWith('/arm'))")
        drawn, fetched = page.evaluate("window.__drawn"), page.evaluate(_FETCHED)
        self.drawn.append(drawn)
        self.megabytes.append(sum(size for _, _, size in fetched) / 1e6)
        travels = [end for path, end, _ in fetched if path.endswith("/arm")]
        self.travel_after += [min(travels) - drawn] if travels else []


def run(quick: bool) -> str:
    """The table."""
    repetitions = 2 if quick else 4
    with served(APP) as app, served(PLAIN) as plain, chromium() as browser:
        pages = {f"/{name}": bare_page(browser, f"{app.url}/embed{path}") for name, path in _FIGURES.items()}
        with served_pages(pages) as bare:
            places = {name: app.url + path for name, path in _FIGURES.items()}
            places |= {f"embed, {name}": f"{app.url}/embed{path}" for name, path in _FIGURES.items()}
            places |= {f"lesson, {name}": app.url + _lesson(name) for name in _FIGURES}
            places |= {f"bare page, {name}": f"{bare}/{name}" for name in _FIGURES} | {_PLAIN: plain.url}
            first, again, unused = ({kind: _Visits() for kind in places} for _ in range(3))
            for repetition in range(-1, repetitions):  # the very first page also starts the server's own machinery
                for kind, address in places.items():
                    live = address.startswith(app.url) and "/learn" not in address  # before a guess nothing moves
                    with profile(browser) as context, page_of(context) as page:
                        page.add_init_script(_WATCH)
                        (unused if repetition < 0 else first)[kind].note(page, address, live)
                        page.goto("about:blank")
                        (unused if repetition < 0 else again)[kind].note(page, address, live)
    rows = [_row(f"{kind}, first visit", first[kind]) for kind in places]
    rows += [_row(f"{kind}, again", again[kind]) for kind in places]
    return table(
        "First paint",
        ("Page", "median ms", "p95 ms", "MB fetched", "drawn before a slider's travel came", "which came later by, ms"),
        rows,
        f"{repetitions} visits each, in turn, each in a fresh profile of the browser; *again*: once more with what the "
        "browser has kept. From navigation to the frame with the figure's marks. A travel is an answer of `…/arm`. A "
        "bare page loads the same drawing library and draws the chart that the embed has drawn, and nothing else.",
        *(_shares(told, visits) for told, visits in (("First visit", first), ("Again", again))),
        *(_lessons(told, visits) for told, visits in (("First visit", first), ("Again", again))),
    )


def _lessons(told, visits):
    """What share of a family page's time a lesson takes."""
    ratios = {name: median(visits[f"lesson, {name}"].drawn) / median(visits[name].drawn) for name in _FIGURES}
    said = "; ".join(f"{name} {ratio:.2f} ({'met' if ratio <= 1 else 'missed'})" for name, ratio in ratios.items())
    return f"{told}, lessons, beside the page of a family with such a figure: {said}. Goal: 1."


def _shares(told, visits):
    """What share of the others' times the embeds take."""

    def share(name, other):
        of = other if other == _PLAIN else f"{other}, {name}"
        ratio = median(visits[f"embed, {name}"].drawn) / median(visits[of].drawn)
        return f"{name} {ratio:.2f} of the {other}'s time ({'met' if ratio <= _GOALS[other] else 'missed'})"

    goals = ", ".join(f"{goal} of the {other}'s" for other, goal in _GOALS.items())
    return f"{told}, embeds: {'; '.join(share(name, other) for other in _GOALS for name in _FIGURES)}. Goals: {goals}."


def _row(name, visits):
    before = sum(after > 0 for after in visits.travel_after)
    return (
        name,
        *middle_and_tail(visits.drawn, 0),
        f"{median(visits.megabytes):.1f}",
        f"{before} of {len(visits.travel_after)}" if visits.travel_after else "",
        f"{median(visits.travel_after):.0f}" if visits.travel_after else "",
    )
