/** @import { Axis, HandleMark, Place, Trace } from "./types.d.ts" */
import { between } from "./numbers.js";

// Names of curves, points and regions, written beside them in the picture: where they cover nothing, anew whenever
// something moves. All places are pixels from the left and the top of a panel.

const SIZE = 13; // of the type
const HEIGHT = 17;
const CELL = 4; // pixels of the grid on which it is known what is drawn where
const STRUCK = 8; // what it costs to be written over a cell of ink
const RING = 12; // pixels around the middle of a handle
const MOST_COVERED = 0.25; // of a name by another; in a picture as small as that it is left out
const APART = 16; // pixels from another line at which a name is no longer taken for its
const AWAY = 10; // from a line or a point to the middle of its name
const MOST = 40; // places that are tried along a line
const FEW = 24; // points of a line that get others between them
const BETWEEN = 12;

/** @typedef {{ text: string, width: number, spots: number[][], spread: number, line: number[][] }} Tag */

/** How much is drawn where: counts over a grid, added up so that any rectangle is known at once. */
class Ink {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Float32Array(this.columns * this.rows);
    this.sums = new Float32Array((this.columns + 1) * (this.rows + 1));
  }

  dot(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ weight) {
    const column = Math.floor(x / CELL), row = Math.floor(y / CELL);
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    this.cells[row * this.columns + column] = Math.max(weight, this.cells[row * this.columns + column]);
  }

  line(/** @type {number[][]} */ points, /** @type {number} */ weight) {
    for (let i = 1; i < points.length; i++) {
      const [[x, y], [u, v]] = [points[i - 1], points[i]], far = Math.max(Math.abs(u - x), Math.abs(v - y));
      if (!(far < 1e5)) continue; // a gap
      const steps = Math.max(1, Math.ceil(far / CELL));
      for (let k = 0; k <= steps; k++) this.dot(x + ((u - x) * k) / steps, y + ((v - y) * k) / steps, weight);
    }
  }

  sum() {
    const { columns, rows, cells, sums } = this, wide = columns + 1;
    for (let row = 0; row < rows; row++) {
      for (let column = 0, along = 0; column < columns; column++) {
        along += cells[row * columns + column];
        sums[(row + 1) * wide + column + 1] = sums[row * wide + column + 1] + along;
      }
    }
  }

  within(/** @type {number[]} */ [left, top, right, bottom]) {
    const wide = this.columns + 1;
    const [a, c] = [left, right].map((x) => between(0, Math.floor(x / CELL), this.columns));
    const [b, d] = [top, bottom].map((y) => between(0, Math.floor(y / CELL), this.rows));
    const { sums } = this;
    return sums[d * wide + c] - sums[b * wide + c] - sums[d * wide + a] + sums[b * wide + a];
  }
}

const boxAt = (/** @type {number[]} */ [x, y], /** @type {number} */ width) =>
  [x - width / 2, y - HEIGHT / 2, x + width / 2, y + HEIGHT / 2];

const covered = (/** @type {number[]} */ one, /** @type {number[]} */ other) =>
  Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) *
  Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));

/** How near to a place of one line others run, so that a name there could be taken for theirs.
 * @param {number[]} spot @param {number[][][]} others */
function confusion([x, y], others) {
  const near = others.map((line) => line.reduce((least, [u, v]) => {
    const far = Math.hypot(u - x, v - y);
    return far < least ? far : least; // of a gap it is no number
  }, APART));
  return near.reduce((sum, far) => sum + (APART - far), 0);
}

/** The best place of a name: free of names and ink, where no other line is near, near the end of its line, near to
 * where it stood. @param {Tag} tag @param {number[][][]} others @param {Ink} ink @param {number[][]} taken
 * @param {number[]} size @param {number[]} [before] */
function placeOf(tag, others, ink, taken, size, before) {
  let best = null, least = Infinity;
  tag.spots.forEach(([x, y], order) => {
    const alike = confusion([x, y], others);
    const shifts = tag.spread ? [[0, -1], [0, 1], [1, 0], [-1, 0]] : [[0, 0]];
    for (const [right, down] of shifts) {
      const aside = right * (tag.width / 2 + tag.spread), at = [
        between(tag.width / 2 + 1, x + aside, size[0] - tag.width / 2 - 1),
        between(HEIGHT / 2, y + down * (tag.spread + HEIGHT / 4), size[1] - HEIGHT / 2)];
      const box = boxAt(at, tag.width);
      const far = Math.hypot(at[0] - x - aside, at[1] - y - down * (tag.spread + HEIGHT / 4));
      const moved = before ? Math.min(12, Math.hypot(at[0] - before[0], at[1] - before[1]) / 12) : 0;
      const hidden = taken.reduce((sum, other) => sum + 20 * covered(box, other), 0) + STRUCK * ink.within(box);
      const cost = hidden + far + 2 * alike + order / 4 + (right ? 3 : 0) + moved;
      if (cost < least) [best, least] = [at, cost];
    }
  });
  return best;
}

/** Puts names into place. Where there is no place for one, its line out of sight or the panel full, there is null.
 * @param {Tag[]} tags @param {{ lines: number[][][], dots: number[][] }} drawn @param {number[]} size of the panel
 * @param {(number[] | null)[]} before where they stood */
export function placed(tags, drawn, size, before = []) {
  const ink = new Ink(size[0], size[1]), /** @type {number[][]} */ taken = [];
  for (const line of drawn.lines) ink.line(line, 1);
  for (const [x, y, radius] of drawn.dots) {
    for (let u = -radius; u <= radius; u += CELL) ink.line([[x + u, y - radius], [x + u, y + radius]], 2);
  }
  ink.sum();
  return tags.map((tag, i) => {
    const others = tags.filter((other) => other !== tag).map(({ line }) => line);
    const at = tag.width > size[0] ? null : placeOf(tag, others, ink, taken, size, before[i] ?? undefined);
    const box = at && boxAt(at, tag.width);
    if (!box || taken.some((other) => covered(box, other) > MOST_COVERED * tag.width * HEIGHT)) return null;
    taken.push(box);
    return at;
  });
}

const pen = document.createElement("canvas").getContext("2d");

/** How wide a text is, in pixels. @param {string} text @param {string} family @param {number} [size] of the type */
export function widthOf(text, family, size = SIZE) {
  if (!pen) return (text.length * size) / 2;
  pen.font = `${size}px ${family}`;
  return pen.measureText(text).width + 6;
}

/** A trace's points in pixels, with more between them where a line has few; a gap is NaN.
 * @param {Trace} trace @param {[Axis, Axis]} axes */
function pixels({ x = [], y = [], mode }, [across, up]) {
  const points = Array.from({ length: Math.min(x.length, y.length) }, (_, i) => [across.d2p(x[i]), up.d2p(y[i])]);
  if (points.length > FEW || !mode?.includes("lines")) return points;
  return points.flatMap(([u, v], i) => i === points.length - 1 ? [[u, v]] : Array.from({ length: BETWEEN }, (_, k) =>
    [[u, v], points[i + 1]].reduce(([a, b], [c, d]) => [a + ((c - a) * k) / BETWEEN, b + ((d - b) * k) / BETWEEN])));
}

/** Where the name of a trace may stand: for a line, places along what is seen of it, its right end first.
 * @param {Trace} trace @param {number[][]} points @param {[Axis, Axis]} axes */
function spotsOf(trace, points, [across, up]) {
  const inside = (/** @type {number[]} */ [x, y]) => x >= 0 && y >= 0 && x <= across._length && y <= up._length;
  const spots = trace.meta?.spots ?? [];
  if (spots.length) return { spots: spots.map(([x, y]) => [across.d2p(x), up.d2p(y)]).filter(inside), spread: 0 };
  const seen = points.filter(inside);
  if (!trace.mode?.includes("lines")) return { spots: seen.slice(0, 8), spread: AWAY + 4 };
  const every = Math.max(1, Math.ceil(seen.length / MOST));
  return { spots: seen.reverse().filter((_, i) => i % every === 0), spread: AWAY };
}

/** What is drawn of a panel's traces. @param {Trace[]} traces @param {number[][][]} points of each */
function drawnOf(traces, points) {
  const lines = points.filter((_, i) => traces[i].mode?.includes("lines"));
  const dots = points.flatMap((each, i) => traces[i].mode?.includes("markers") ? each.map(([x, y], k) => {
    const size = traces[i].marker?.size ?? 6;
    return [x, y, (typeof size === "number" ? size : size[k]) / 2];
  }) : []);
  return { lines, dots: dots.filter(([x, , radius]) => radius > 0 && Number.isFinite(x)) };
}

const panelOf = (/** @type {Trace} */ { xaxis = "x", yaxis = "y" }) => `${xaxis} ${yaxis}`;
const longName = (/** @type {string} */ axis) => `${axis[0]}axis${axis.slice(1)}`;
const isDrawn = (/** @type {Trace} */ { visible, scene }) => visible !== false && !scene;
/** That of its trace, else the text's; a white line is white on a field of colours only, and a name has the page's
 * ground. @type {(trace: Trace, text: string) => string} */
function colourOf({ line, marker }, text) {
  const own = line?.color ?? [marker?.color].flat()[0] ?? text;
  return own === "#ffffff" ? text : own;
}

/** The names as traces of text, one for each panel with a name in it.
 * @param {Trace[]} data @param {HandleMark[]} handles @param {(place: Place) => [Axis, Axis] | null} axesOf
 * @param {{ fontFamily: string, color: string }} type of the page
 * @param {Map<string, number[] | null>} before where names stood; is changed */
export function nameTraces(data, handles, axesOf, { fontFamily, color }, before) {
  const seen = data.filter(isDrawn), panels = new Set(seen.filter(({ meta }) => meta?.tag).map(panelOf));
  return [...panels].map((panel) => {
    const [xaxis, yaxis] = panel.split(" "), place = { xaxis: longName(xaxis), yaxis: longName(yaxis) };
    const axes = axesOf(place);
    const traces = seen.filter((trace) => panelOf(trace) === panel && (trace.type ?? "scatter") === "scatter" ||
      (trace.meta?.tag && panelOf(trace) === panel));
    const tagged = traces.filter(({ meta }) => meta?.tag);
    const texts = tagged.map(({ meta }) => String(meta?.tag));
    const textfont = { size: SIZE, color: tagged.map((trace) => colourOf(trace, color)) };
    const written = { type: "scatter", mode: "text", xaxis, yaxis, x: texts.map(() => NaN), y: texts.map(() => NaN),
      text: texts, textposition: "middle center", textfont,
      hoverinfo: "skip", cliponaxis: false, showlegend: false, meta: { role: "name", table: false } };
    if (!axes) return written;
    const points = traces.map((trace) => pixels(trace, axes));
    const tags = tagged.map((trace, i) => {
      const own = points[traces.indexOf(trace)], line = trace.mode?.includes("lines") ? own : [];
      return { text: texts[i], width: widthOf(texts[i], fontFamily), line, ...spotsOf(trace, own, axes) };
    });
    const keys = texts.map((_, i) => `${panel} ${i}`);
    const size = axes.map(({ _length }) => _length);
    const here = handles.filter((mark) => mark.xaxis === place.xaxis && mark.yaxis === place.yaxis);
    const rings = here.map(({ at }) => [axes[0].d2p(at[0]), axes[1].d2p(at[1]), RING]), drawn = drawnOf(traces, points);
    const all = { ...drawn, dots: [...drawn.dots, ...rings] }, stood = keys.map((key) => before.get(key) ?? null);
    placed(tags, all, size, stood).forEach((at, i) => {
      before.set(keys[i], at);
      if (at) [written.x[i], written.y[i]] = [axes[0].p2d(at[0]), axes[1].p2d(at[1])];
    });
    return written;
  });
}
