"""How often and how soon a figure is drawn while a thumb is held, in Chromium."""

import time
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Page

from benchmarks.browser import chromium, page_of, profile
from benchmarks.server import APP, PLAIN, served
from benchmarks.table import middle_and_tail, p95, table

_MOVES = 60  # of the mouse, 60 a second, from one end of the slider to the other
_KEYS = 8  # presses of an arrow key
_CURVE, _LANDSCAPE = (17, 34), (34, 68)  # goals in milliseconds: median, 95th percentile
_LEAST = 30  # drawings

# Notes, for every input event on a slider, when the figure's marks were last changed before the next frame, and
# when that frame was through. A frame counts as a drawing if marks have changed in it.
_WATCH = """([range, event, plain]) => {
  const log = window.__log = { inputs: 0, drawn: [], framed: [], pictures: new Set(), stops: 0 };
  const { min, max, step } = document.querySelector(range);
  log.stops = Math.round((max - min) / step) + 1;
  let asked = null, last = null, framing = false, before = null;
  const plots = () => document.querySelectorAll(".js-plotly-plot");
  const marks = () => [...document.querySelectorAll(".js-plotly-plot .cartesianlayer path")];
  const picture = () => marks().map((path) => path.getAttribute("d") + path.getAttribute("transform")).join();
  // Software rendering of WebGL goes on in another process; reading a pixel waits for it.
  const finish = () => plots().forEach((plot) => {
    const gl = plot._fullLayout?.scene?._scene?.glplot?.gl;
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  });
  before = picture();
  const changed = () => {
    last = performance.now();
    if (framing) return;
    framing = true;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        framing = false;
        finish();
        const now = performance.now(), shown = picture();
        if (asked === null || (plain && (shown === before || !shown))) return;
        log.drawn.push(last - asked);
        log.framed.push(now - asked);
        log.pictures.add(before = shown);
        asked = null;
      };
      after.port2.postMessage(null);
    });
  };
  document.addEventListener(event, (happened) => {
    if (plain ? event === "pointermove" && !happened.buttons : !happened.target.matches(range)) return;
    log.inputs += 1;
    asked ??= performance.now();
  }, { capture: true });
  new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof SVGElement && target.closest(".js-plotly-plot"))) changed();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["d", "transform"] });
  plots().forEach((plot) => plot.on("plotly_afterplot", changed));
}"""
_LOG = "({ ...window.__log, pictures: window.__log.pictures.size })"


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider of the application: what is drawn, where, and how soon it is to be drawn."""

    drawn: str
    address: str
    name: str
    goal: tuple[int, int]

    @property
    def range(self):
        """Selects its thumb."""
        return f'.lossviz-control[data-name="{self.name}"] input[type=range]'


SLIDERS = (
    Slider("curve, δ", "/regression?figure=curve", "delta", _CURVE),
    Slider("curve, probe", "/regression?figure=curve", "at_residual", _CURVE),
    Slider("curve, γ of focal loss", "/binary?loss=focal&figure=curve", "gamma", _CURVE),
    Slider("field, δ", "/regression?figure=field", "delta", _LANDSCAPE),
    Slider("landscape, δ", "/regression?figure=landscape", "delta", _LANDSCAPE),
    Slider("landscape, chosen slope", "/regression?figure=landscape", "slope", _LANDSCAPE),
    Slider("landscape, three classes, γ", "/multiclass?loss=multiclass_focal&figure=landscape", "gamma", _LANDSCAPE),
    Slider("landscape as a surface, δ", "/regression?figure=landscape&relief=surface", "delta", _LANDSCAPE),
)
_PLAIN_RANGE = '.stSlider input[type="range"][aria-label="delta"]'
_PLAIN_TRACK = ".stSlider [role=group][aria-label=delta]"


@dataclass(slots=True)
class Seen:
    """What was seen of a slider, over all repetitions."""

    inputs: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    framed: list[float] = field(default_factory=list)
    stops: int = 0

    def add(self, log: dict) -> None:
        """Adds what a repetition has noted."""
        self.stops = log["stops"]
        self.inputs.append(log["inputs"])
        self.pictures.append(log["pictures"])
        self.drawn += log["drawn"]
        self.framed += log["framed"]


def run(quick: bool) -> str:
    """The table."""
    repetitions = 1 if quick else 3
    held = {slider: Seen() for slider in SLIDERS}
    plain_held, plain_pressed, pressed = Seen(), Seen(), Seen()
    with served(APP) as app, served(PLAIN) as plain, chromium() as browser, profile(browser) as context:
        for _ in range(repetitions):
            for slider, seen in held.items():
                with page_of(context) as page:
                    opened(page, app.url + slider.address)
                    seen.add(drag(page, slider.range, slider.range, plain=False))
                    if slider is SLIDERS[0]:
                        pressed.add(press(page, slider.range, slider.range, plain=False))
            with page_of(context) as page:
                opened(page, plain.url)
                plain_held.add(drag(page, _PLAIN_RANGE, _PLAIN_TRACK, plain=True))
                plain_pressed.add(press(page, _PLAIN_RANGE, _PLAIN_TRACK, plain=True))
    rows = [_row(slider.drawn, seen, slider.goal) for slider, seen in held.items()]
    rows.append(_row("plain Streamlit page, δ", plain_held, None))
    rows.append(_row("key pressed: curve, δ", pressed, None))
    rows.append(_row("key pressed: plain Streamlit page, δ", plain_pressed, None))
    head = "What moves", "stops", "inputs", "drawings", "median ms", "p95 ms", "goal", "frame median", "frame p95"
    return table(
        "A thumb is dragged",
        head,
        rows,
        f"{repetitions} × {_MOVES} mouse moves, 60 a second, with the thumb held; {_KEYS} key presses; live figures "
        "and the plain page (`st.slider` and `st.plotly_chart`) in turn. Inputs and distinct drawings: of the worst "
        f"repetition, before the thumb is released; the goal is {_LEAST} drawings, which a slider of fewer stops "
        "cannot give. Milliseconds: from the input event to the last change of the figure's marks; *frame* adds the "
        "browser's layout and painting, and for a surface the wait for the software renderer.",
    )


def opened(page: Page, address: str) -> None:
    """Goes to an address and waits until its figure is drawn."""
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .cartesianlayer path", state="attached")
    page.wait_for_timeout(800)


def drag(page: Page, thumb: str, track: str, plain: bool) -> dict:
    """Presses at one end of the track, moves to the other, and reads the log before releasing."""
    box = page.locator(track).bounding_box()
    left, width, height = box["x"], box["width"], box["y"] + box["height"] / 2
    page.mouse.move(left + 0.02 * width, height)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.wait_for_timeout(200)
    page.evaluate(_WATCH, [thumb, "pointermove" if plain else "input", plain])
    start = time.perf_counter()
    for i in range(1, _MOVES + 1):
        time.sleep(max(0.0, start + i / 60 - time.perf_counter()))
        page.mouse.move(left + (0.02 + 0.96 * i / _MOVES) * width, height)
    page.wait_for_timeout(200)
    log = page.evaluate(_LOG)
    page.mouse.up()
    return log


def press(page: Page, thumb: str, track: str, plain: bool) -> dict:
    """Puts the thumb where every step changes the picture, and presses an arrow key a few times."""
    box = page.locator(track).bounding_box()
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_timeout(1000)
    page.locator(thumb).focus()
    page.evaluate(_WATCH, [thumb, "keydown", plain])
    for _ in range(_KEYS):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(400)
    return page.evaluate(_LOG)


def _row(name, seen, goal):
    return (
        name,
        str(seen.stops),
        str(min(seen.inputs)),
        str(min(seen.pictures)),
        *middle_and_tail(seen.drawn),
        _verdict(seen, goal) if goal else "",
        *middle_and_tail(seen.framed),
    )


def _verdict(seen, goal):
    met = seen.drawn and median(seen.drawn) <= goal[0] and p95(seen.drawn) <= goal[1] and min(seen.pictures) >= _LEAST
    return f"{goal[0]}, {goal[1]}: {'met' if met else 'missed'}"
