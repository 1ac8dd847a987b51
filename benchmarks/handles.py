"""How often and how soon a scene is drawn while a handle is held, on a connection that takes its time."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Page

from benchmarks.browser import chromium, page_of, profile
from benchmarks.drag import Seen, drag, opened, press
from benchmarks.server import APP, PLAIN_SCENE, served
from benchmarks.table import middle_and_tail, table
from lossviz import CATALOGUE, FIGURES, LOSSES, View
from lossviz.catalogue import PAGES

_LATENCY = 50  # milliseconds that every answer is late
_MOVES = 120  # of the pointer, 60 a second
_RANGE = '.stSlider input[type="range"][aria-label="number"]'
_TRACK = '.stSlider [role=group][aria-label="number"]'

# Notes for every drawing how long ago the pointer was where the drawing has it: when its frame was asked for.
_WATCH = r"""() => {
  const log = window.__log = { drawn: [], asked: 0, most: 0, start: performance.now(), end: 0 };
  const plot = document.querySelector(".lossviz-plot");
  const picture = () => [...plot.querySelectorAll(".cartesianlayer path, .cartesianlayer image")]
    .map((mark) => (mark.getAttribute("d") ?? mark.getAttribute("href")) + mark.getAttribute("transform")).join();
  let moved = null, arrived = null, before = picture(), framing = false, flying = 0;
  document.addEventListener("pointermove", (event) => { if (event.buttons) moved = performance.now(); }, true);
  new MutationObserver(() => {
    if (framing) return;
    framing = true;
    requestAnimationFrame(() => setTimeout(() => {
      framing = false;
      const now = performance.now(), shown = picture();
      if (arrived === null || shown === before) return;
      log.drawn.push(now - arrived);
      log.end = now;
      before = shown;
    }));
  }).observe(plot, { subtree: true, childList: true, attributes: true, attributeFilter: ["d", "href", "transform"] });
  const ask = window.fetch;
  window.fetch = async (address, ...rest) => {
    if (!/\/live\/\w+\/frame\?/.test(address)) return ask(address, ...rest);
    log.asked += 1;
    log.most = Math.max(log.most, ++flying);
    const meant = moved;
    try { return await ask(address, ...rest); } finally { flying -= 1; arrived = meant; }
  };
}"""
_PLACES = """([x, y]) => {
  const plot = document.querySelector(".lossviz-plot"), box = plot.getBoundingClientRect();
  const [a, b] = [plot._fullLayout[x], plot._fullLayout[y]];
  return [box.x + a._offset, a._length, box.y + b._offset, b._length];
}"""


@dataclass(slots=True)
class _Scene:
    """A scene and its first handle, or its canvas, with what was seen of it over all repetitions."""

    name: str
    query: dict[str, str]
    page: str
    held: str
    axes: tuple[str, str]
    ways: tuple[bool, bool]
    number: str
    drawn: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    most: int = 0
    plain_held: Seen = field(default_factory=Seen)
    plain_pressed: Seen = field(default_factory=Seen)


def run(quick: bool) -> str:
    """The table."""
    repetitions = 1 if quick else 3
    scenes = [*_scenes(), *_points()]
    with served(APP) as app, served(PLAIN_SCENE) as plain, chromium() as browser, profile(browser) as context:
        for _ in range(repetitions):
            for scene in scenes:
                with page_of(context) as page:
                    opened(page, f"{app.url}/{scene.page}?{urlencode(scene.query)}")
                    _slow(page)
                    _hold(page, scene)
                if scene.number:
                    with page_of(context) as page:
                        opened(page, f"{plain.url}/?{urlencode({**scene.query, 'number': scene.number})}")
                        _slow(page)
                        scene.plain_held.add(drag(page, _RANGE, _TRACK, plain=True))
                        scene.plain_pressed.add(press(page, _RANGE, _TRACK, plain=True))
    head = (
        *("Scene", "drawings a second", "median ms", "p95 ms", "questions at a time"),
        *("plain page: drawings while held", "plain page, key pressed: median ms", "p95 ms"),
    )
    return table(
        "A handle is dragged",
        head,
        [_row(scene) for scene in scenes],
        f"{repetitions} × {_MOVES} moves of the pointer, 60 a second, with the handle held, every answer {_LATENCY} ms "
        "late. Distinct drawings, of the worst repetition; milliseconds from the move of the pointer that a frame was "
        "asked for to the picture of it. Plain page: the same figure by `st.plotly_chart` and the handle's number by "
        "`st.slider`, its thumb held, and by its keys. Chromium does not slow its WebSocket, so to compare, add "
        f"{_LATENCY} ms to it. On the way back, and in later repetitions, some frames come from the browser's cache, "
        "which takes the median below the delay; p95 is that of a frame that was fetched. The mask's stroke runs back "
        "over what it has painted, so that half of its moves draw nothing new.",
    )


def _scenes() -> Iterator[_Scene]:
    """One for every figure that is moved by hand."""
    for figure in FIGURES.values():
        loss = next((loss for loss in LOSSES.values() if CATALOGUE.kinds(loss).get(figure.key)), None)
        if loss is None:
            continue
        view = View.of(figure, loss, CATALOGUE.rivals(figure, loss))
        drawn, controls = view.draw(), {control.name: control for control in view.controls}
        where = (view.fields(), CATALOGUE.family_of(loss).key)
        for each in drawn.canvases[:1]:
            axes = (each["xaxis"], each["yaxis"])
            yield _Scene(f"{figure.name}: {each['label']}", *where, ".lossviz-canvas", axes, (True, True), "")
        by_hand = [each for each in drawn.handles if _number(each, controls)]
        for each in by_hand[:1]:
            held = f'.lossviz-handle[title="{each["label"]}"]'
            axes, ways = (each["xaxis"], each["yaxis"]), (bool(each["x"]), bool(each["y"]))
            yield _Scene(f"{figure.name}: {each['label']}", *where, held, axes, ways, _number(each, controls))


def _points() -> Iterator[_Scene]:
    """A point of the data for every figure of a lab that has points to drag."""
    for lab in CATALOGUE.labs.values():
        for figure in lab.figures.values():
            view, _ = View.read({"figure": figure.key}, PAGES[lab.key])
            for each in [each for each in view.draw().handles if each["group"] == "data"][-1:]:
                held = f'.lossviz-handle[title="{each["label"]}"]'
                axes, ways = (each["xaxis"], each["yaxis"]), (bool(each["x"]), bool(each["y"]))
                name = f"{lab.name}, {figure.name}: {each['label']}"
                yield _Scene(name, {"figure": figure.key}, lab.key, held, axes, ways, "")


def _number(handle, controls):
    """The name of the first number that a handle sets, if it has no slider in the app."""
    name = (handle["x"] or handle["y"])["name"]
    return name if getattr(controls[name.partition(".")[0]], "by_hand", False) else ""


def _slow(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": _LATENCY, **speed})


def _hold(page, scene):
    """Takes hold, goes to the other side and back, and reads the log before letting go."""
    left, width, top, height = page.evaluate(_PLACES, list(scene.axes))
    box = page.locator(scene.held).first.bounding_box()
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ends = (_far(start[0], left, width), _far(start[1], top, height))
    page.evaluate(_WATCH)
    page.mouse.move(*start)
    page.mouse.down()
    begin = time.perf_counter()
    page.evaluate("window.__log.start = performance.now()")
    for i in range(1, _MOVES + 1):
        time.sleep(max(0.0, begin + i / 60 - time.perf_counter()))
        share = 1 - abs(2 * i / _MOVES - 1)
        at = [a + (b - a) * share if way else a for a, b, way in zip(start, ends, scene.ways, strict=True)]
        page.mouse.move(*at)
    page.wait_for_timeout(300)
    log = page.evaluate("window.__log")
    page.mouse.up()
    scene.drawn += log["drawn"]
    scene.rates.append(1e3 * len(log["drawn"]) / max(1.0, log["end"] - log["start"]))
    scene.most = max(scene.most, log["most"])


def _far(now, start, length):
    return max((start + 0.1 * length, start + 0.9 * length), key=lambda end: abs(end - now))


def _row(scene):
    plain = ("", "", "")
    if scene.number:
        plain = (str(min(scene.plain_held.pictures)), *middle_and_tail(scene.plain_pressed.drawn))
    return (scene.name, f"{min(scene.rates):.0f}", *middle_and_tail(scene.drawn), str(scene.most), *plain)
