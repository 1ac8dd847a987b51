/** @import { Axis, Colours, Columns, Figure, Layout, Library, Place, PlotNode, Trace } from "./types.d.ts" */
import { make } from "./dom.js";
import { nameTraces } from "./names.js";
import { Specification } from "./specification.js";
import { fitTitles } from "./titles.js";

// A figure has a layout of its own for a narrow plot, if there is height to spare, and one for a short screen;
// live.css has the same height.
const NARROW = 520; // pixels
const SHORT = matchMedia("(max-height: 31rem)");
const PAPER = matchMedia("print");

const QUIET = { displayModeBar: false, doubleClick: false, scrollZoom: false };
const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };

const OFF = 2; // pixels

/** What the picture is for those who do not see it: its point, or what is in it where the point is not to be told.
 * @param {Pick<Figure, "takeaway" | "data">} figure */
function labelOf({ takeaway, data }) {
  const names = [...new Set(data.map(({ name }) => name).filter(Boolean))];
  return takeaway || (names.length ? `A picture of ${names.join(", ")}.` : "A picture.");
}

/** The axes of the panel that a trace is in, as a layout calls them. @param {Trace} trace */
const panelOf = ({ xaxis = "x", yaxis = "y" }) =>
  ({ xaxis: xaxis.replace("x", "xaxis"), yaxis: yaxis.replace("y", "yaxis") });

/** Where the axes of a panel will lie that is not drawn yet. @param {any} layout @param {Place} place
 * @param {{ width: number, height: number }} paper @returns {[Axis, Axis] | null} */
function foreseen(layout, place, { width, height }) {
  const { l, r, t, b } = layout.margin, sizes = [width - l - r, height - t - b];
  const axes = [place.xaxis, place.yaxis].map((name, way) => {
    const { domain: [from, to] = [0, 1], range: [low, high] = [0, 1] } = layout[name] ?? {};
    const _length = (to - from) * sizes[way], _offset = way ? t + (1 - to) * sizes[1] : l + from * sizes[0];
    const share = (/** @type {number} */ value) => (value - low) / (high - low);
    const d2p = (/** @type {number} */ value) => _length * (way ? 1 - share(value) : share(value));
    const p2d = (/** @type {number} */ at) => low + (high - low) * (way ? 1 - at / _length : at / _length);
    return { _offset, _length, range: [low, high], d2p, p2d, l2p: d2p, p2l: p2d };
  });
  return layout[place.xaxis] ? [axes[0], axes[1]] : null;
}

/** The picture. `settled` is called whenever the axes may lie elsewhere. Dragging over it zooms only when asked. */
export class Plot {
  node = /** @type {PlotNode} */ (make("div", { class: "lossviz-plot", role: "img" }));
  #specification = new Specification();
  /** @type {Library | null} */ #library = null;
  /** @type {Record<string, Colours>} */ #themes = {};
  #painted = ""; // the look that it was painted for
  #revision = 0;
  /** Traces with the names, as Plotly has them. @type {Trace[]} */ #names = [];
  /** @type {Map<string, number[] | null>} */ #stood = new Map();
  #isNamed = true;
  #zoom = { on: false, views: 0 }; // a new view forgets the reader's zoom
  /** What it was last drawn on. To ask at every step would have the browser lay the page out several times for each. */
  #paper = { width: 0, height: 0, fontFamily: "", color: "" };
  #watcher = new ResizeObserver(() => {
    const { offsetWidth: width, offsetHeight: height } = this.node, before = this.#paper;
    if (!width || this.adapt() || (width === before.width && height === before.height)) return;
    this.#measure();
    this.#library?.Plots.resize(this.node).then(() => this.#settle());
  });

  constructor(/** @type {() => void} */ settled) {
    this.settled = settled;
    // Plotly's scenes would take the wheel for themselves; it is the page's.
    this.node.addEventListener("wheel", (event) => event.stopPropagation(), { capture: true, passive: true });
  }

  /** The figure on screen. */
  get figure() {
    return this.#specification.shown;
  }

  /** Those across and up, of a panel that is drawn. @returns {[Axis, Axis] | null} */
  axes(/** @type {Place} */ { xaxis, yaxis }) {
    const x = this.node._fullLayout?.[xaxis], y = this.node._fullLayout?.[yaxis];
    return x && y ? [x, y] : null;
  }

  /** Where the pointer is, in pixels from the left and the top. */
  pointed(/** @type {MouseEvent} */ { clientX, clientY }) {
    const { left, top } = this.node.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** Makes ready what it draws while the library is on its way; tells whether it came.
   * @param {Library | Promise<Library | null>} library @param {Figure} figure
   * @param {Record<string, Colours>} themes @param {boolean} named */
  async show(library, figure, themes, named) {
    this.#themes = themes;
    this.#isNamed = named;
    this.#specification.replace(figure);
    await this.#paint(library);
    if (this.#library) this.#watcher.observe(this.node);
    return this.#library !== null;
  }

  /** Shows a step of a travel; or, without a step, the leaves that differ from the figure as it came, whatever was put
   * there since. @param {Columns} columns @param {number} [step] */
  move(columns, step) {
    const own = this.#specification, before = step === undefined ? own.restore() : [];
    const paths = [...before, ...own.put(columns, step ?? 0)], curves = own.curvesMovedAt(paths);
    if (own.isToBePainted(paths)) this.#paint();
    else if (curves) this.#drawCurves(curves);
    else this.#draw();
  }

  /** Wears the page's theme and the layout for its shape if these are others now; tells whether they are. */
  adapt() {
    const isOther = this.#library !== null && this.node.offsetWidth > 0 && this.#painted !== this.#look().key;
    if (isOther) this.#paint();
    return isOther;
  }

  /** Whether the picture is in space: a drag turns it. */
  get turns() {
    return Object.keys(this.figure.layout).some((key) => key.startsWith("scene"));
  }

  /** Whether a drag over the picture zooms. */
  get zooms() {
    return this.#zoom.on;
  }

  /** Lets a drag zoom, or not. */
  zoomable(/** @type {boolean} */ on) {
    this.#zoom.on = on;
    return this.#draw();
  }

  /** The whole picture again, as it came. */
  whole() {
    this.#zoom = { on: false, views: this.#zoom.views + 1 };
    return this.#draw();
  }

  fail(/** @type {string} */ sentence) {
    this.node.textContent = sentence;
    this.node.removeAttribute("role");
    this.node.classList.add("lossviz-failed");
  }

  remove() {
    this.#watcher.disconnect();
    this.#library?.purge(this.node);
  }

  #measure() {
    const { offsetWidth: width, offsetHeight: height } = this.node, { fontFamily, color } = getComputedStyle(this.node);
    this.#paper = { width, height, fontFamily, color };
    if (PAPER.matches) return; // it is as small there as this has made it
    this.node.parentElement?.style.setProperty("--lossviz-print", String(Math.min(1, 680 / width)));
  }

  #look() {
    const { color } = getComputedStyle(this.node), short = SHORT.matches;
    const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map(Number);
    const theme = 0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light";
    const narrow = this.node.offsetWidth < NARROW && !short;
    return { theme, narrow, short, key: [theme, narrow, short].join() };
  }

  #paint(/** @type {Library | Promise<Library | null> | null} */ library = null) {
    const { theme, narrow, short, key } = this.#look();
    this.#painted = key;
    this.node.closest(".lossviz")?.classList.toggle("lossviz-tall", narrow && Boolean(this.figure.narrow));
    this.#measure();
    this.#specification.paint(this.#themes[theme], this.#paper.fontFamily, narrow, short);
    return this.#draw(true, library);
  }

  /** Draws all; `anew` where the panels may lie elsewhere from now on. @param {boolean} anew
   * @param {Library | Promise<Library | null> | null} library if it may not be there yet */
  async #draw(anew = false, library = null) {
    const { drawn } = this.#specification, { width, fontFamily } = this.#paper, before = this.#panels();
    this.node.setAttribute("aria-label", labelOf(drawn));
    // Plotly writes the reader's zoom into the layout that it is given. It gets a copy each time: it keeps a
    // zoom (uirevision) only while the layout still says what it said before the reader zoomed.
    const layout = { ...structuredClone(drawn.layout), datarevision: ++this.#revision };
    layout.uirevision = `${layout.uirevision} ${this.#zoom.views}`;
    if (this.node.layout?.uirevision === layout.uirevision) this.#keepCameras(layout);
    this.#hold(layout);
    fitTitles(layout, width, fontFamily);
    this.#names = this.#named(anew);
    if (library) this.#library = await library ?? this.#library;
    await this.#library?.react(this.node, [...drawn.data, ...this.#names], layout, QUIET);
    if (anew ? this.#isAsForeseen(layout) : this.#panels() === before) this.settled();
    else await this.#settle(anew);
  }

  /** Where the panels with names lie, and what they span. */
  #panels() {
    return this.#names.map((names) => (this.axes(panelOf(names)) ?? [])
      .map(({ _offset, _length, range }) => [_offset, _length, range])).join();
  }

  /** Whether all panels lie where they were foreseen: names would find their places within a hair's breadth. */
  #isAsForeseen(/** @type {Layout} */ layout) {
    return this.#names.every((names) => {
      const place = panelOf(names);
      const before = foreseen(layout, place, this.#paper), now = this.axes(place);
      return before && now && before.every((axis, way) => {
        const ends = /** @type {any} */ (layout)[Object.values(place)[way]].range ?? [0, 1];
        return [axis._offset - now[way]._offset, ...ends.map((/** @type {number} */ end) =>
          axis.d2p(end) - now[way].d2p(end))].every((off) => Math.abs(off) < OFF);
      });
    });
  }

  /** Nothing zooms or turns by accident: on a phone the thumb has to scroll the page. */
  #hold(/** @type {Layout} */ layout) {
    Object.assign(layout, { dragmode: this.#zoom.on && "zoom" });
    for (const [key, part] of Object.entries(layout)) {
      if (/^[xy]axis\d*$/.test(key)) Object.assign(/** @type {object} */ (part), { fixedrange: !this.#zoom.on });
      if (key.startsWith("scene")) Object.assign(/** @type {object} */ (part), { dragmode: "turntable" });
    }
  }

  #named(anew = false) {
    const { drawn } = this.#specification, paper = this.#paper;
    const axes = (/** @type {Place} */ place) => anew ? foreseen(drawn.layout, place, paper) : this.axes(place);
    return this.#isNamed ? nameTraces(drawn.data, drawn.handles ?? [], axes, paper, this.#stood) : [];
  }

  /** Names move to where the axes turn out to be: zoomed, or of equal scale. A figure drawn `anew` does not wait for a
   * frame of the screen: out of sight there is none. */
  async #settle(anew = false) {
    const before = new Map(this.#stood), now = this.#named();
    const isOff = [...this.#stood].some(([name, at]) => !at !== !before.get(name) ||
      (at && at.some((place, way) => Math.abs(place - (before.get(name)?.[way] ?? 0)) > OFF)));
    now.forEach((names, i) => Object.assign(this.#names[i], names));
    if (isOff && !anew && this.#specification.isCurvesOnly) await this.#redrawn([]);
    else if (isOff && this.node.layout) {
      const layout = { ...this.node.layout, datarevision: ++this.#revision };
      await this.#library?.react(this.node, [...this.#specification.drawn.data, ...this.#names], layout, QUIET);
    }
    this.settled();
  }

  /** A camera is not kept with the zoom: Plotly compares it as text, defaults filled in. */
  #keepCameras(/** @type {Layout} */ layout) {
    for (const key of Object.keys(layout).filter((name) => name.startsWith("scene"))) {
      // Of a turn that ends over another scene Plotly's layout does not know.
      const name = /** @type {`scene${string}`} */ (key), scene = /** @type {any} */ (this.node._fullLayout?.[key]);
      const camera = scene?._scene?.getCamera();
      if (camera) Object.assign(layout[name] ?? {}, { camera });
    }
  }

  /** Leaves axes, labels and all other traces alone: half the work of drawing. */
  async #drawCurves(/** @type {number[]} */ traces) {
    this.node.setAttribute("aria-label", labelOf(this.figure));
    if (!traces.length) return this.settled();
    this.#named().forEach((names, i) => Object.assign(this.#names[i], names));
    await this.#redrawn(traces);
    this.settled();
  }

  /** These traces and the names. Plotly empties a panel of which it is told no trace. */
  #redrawn(/** @type {number[]} */ traces) {
    const { data } = this.#specification.drawn, all = [...data, ...this.#names];
    const told = new Set([...traces, ...this.#names.map((_, i) => data.length + i)]);
    const panel = (/** @type {Trace} */ { xaxis, yaxis }) => `${xaxis} ${yaxis}`;
    const panels = new Set([...told].map((i) => panel(all[i])));
    all.forEach((trace, i) => {
      if (!panels.has(panel(trace))) told.add(i);
      panels.add(panel(trace));
    });
    const frame = { data: [...told].map(() => ({})), traces: [...told] };
    return this.#library?.animate(this.node, frame, AT_ONCE).catch(() => {}); // the next has overtaken it
  }
}
