/** @import { Axis, Colours, Columns, Figure, Layout, Library, Place, PlotNode } from "./types.d.ts" */
import { make } from "./dom.js";
import { Specification } from "./specification.js";

// A figure has a layout of its own for a narrow plot, if there is height to spare, and one for a short screen;
// live.css has the same height.
const NARROW = 520; // pixels
const SHORT = matchMedia("(max-height: 31rem)");

/** The picture. `settled` is called whenever the axes may lie elsewhere. */
export class Plot {
  node = /** @type {PlotNode} */ (make("div", { class: "lossviz-plot", role: "img" }));
  #specification = new Specification();
  /** @type {Library | null} */ #library = null;
  /** @type {Record<string, Colours>} */ #themes = {};
  #painted = ""; // the look that it was painted for
  #revision = 0;
  #watcher = new ResizeObserver(() => {
    if (this.node.offsetWidth && !this.adapt()) this.#library?.Plots.resize(this.node).then(this.settled);
  });

  constructor(/** @type {() => void} */ settled) {
    this.settled = settled;
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

  /** @param {Library} library @param {Figure} figure @param {Record<string, Colours>} themes */
  async show(library, figure, themes) {
    this.#library = library;
    this.#themes = themes;
    this.#specification.replace(figure);
    await this.#paint();
    this.#watcher.observe(this.node);
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

  fail(/** @type {string} */ sentence) {
    this.node.textContent = sentence;
    this.node.removeAttribute("role");
    this.node.classList.add("lossviz-failed");
  }

  remove() {
    this.#watcher.disconnect();
    this.#library?.purge(this.node);
  }

  #look() {
    const { color, fontFamily } = getComputedStyle(this.node), short = SHORT.matches;
    const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map(Number);
    const theme = 0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light";
    const narrow = this.node.offsetWidth < NARROW && !short;
    return { theme, fontFamily, narrow, short, key: [theme, narrow, short].join() };
  }

  #paint() {
    const { theme, fontFamily, narrow, short, key } = this.#look();
    this.#painted = key;
    this.node.closest(".lossviz")?.classList.toggle("lossviz-tall", narrow && Boolean(this.figure.narrow));
    this.#specification.paint(this.#themes[theme], fontFamily, narrow, short);
    return this.#draw();
  }

  async #draw() {
    const { drawn } = this.#specification;
    this.node.setAttribute("aria-label", drawn.takeaway);
    // Plotly writes the reader's zoom into the layout that it is given. It gets a copy each time: it keeps a
    // zoom (uirevision) only while the layout still says what it said before the reader zoomed.
    const layout = { ...structuredClone(drawn.layout), datarevision: ++this.#revision };
    if (this.node.layout?.uirevision === layout.uirevision) this.#keepCameras(layout);
    this.node.parentElement?.style.setProperty("--lossviz-print", String(Math.min(1, 680 / this.node.offsetWidth)));
    await this.#library?.react(this.node, drawn.data, layout, { displayModeBar: false, doubleClick: "reset" });
    this.settled();
  }

  /** A camera is not kept with the zoom: Plotly compares it as text, defaults filled in. */
  #keepCameras(/** @type {Layout} */ layout) {
    for (const key of Object.keys(layout).filter((name) => name.startsWith("scene"))) {
      const name = /** @type {`scene${string}`} */ (key), camera = this.node.layout?.[name]?.camera;
      if (camera) Object.assign(layout[name] ?? {}, { camera });
    }
  }

  /** Leaves axes, labels and all other traces alone: half the work of drawing. */
  async #drawCurves(/** @type {number[]} */ traces) {
    this.node.setAttribute("aria-label", this.figure.takeaway);
    const atOnce = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
    if (!traces.length) return this.settled();
    const frame = { data: traces.map(() => ({})), traces };
    await this.#library?.animate(this.node, frame, atOnce).then(this.settled, () => {}); // the next has overtaken it
  }
}
