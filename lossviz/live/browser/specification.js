// Arrays travel as base64; columns of arrays as two-byte steps on a scale, the highest code for a gap, or as
// differences between neighbours.
/** @import { Answer, Code, Colours, Columns, Differences, Figure, Path } from "./types.d.ts" */

const GAP = 65535;

/** @param {string} text @returns {ArrayBuffer} */
function bytes(text) {
  const flat = atob(text), array = new Uint8Array(flat.length); // ten times as fast as `from` with a function
  for (let i = 0; i < flat.length; i++) array[i] = flat.charCodeAt(i);
  return array.buffer;
}

/** @type {(flat: Float32Array | Float64Array, shape: number[]) => ArrayLike<unknown>} */
function rows(flat, [height, ...shape]) {
  if (!shape.length) return flat;
  const width = flat.length / height;
  return Array.from({ length: height }, (_, i) => rows(flat.subarray(i * width, (i + 1) * width), shape));
}

/** A tree with other nodes in place of some. @type {(node: any, other: (node: any) => any) => any} */
function mapped(node, other) {
  const given = other(node);
  if (given !== node || node === null || typeof node !== "object" || ArrayBuffer.isView(node)) return given;
  if (Array.isArray(node)) return node.map((item) => mapped(item, other));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, mapped(value, other)]));
}

/** A tree with its arrays unpacked. @type {<T>(tree: T) => T} */
export const decoded = (tree) =>
  mapped(tree, (node) => typeof node?.f8 === "string" ? rows(new Float64Array(bytes(node.f8)), node.shape) : node);

/** Whole numbers from their lowest bytes, then their next; the sign is in the lowest bit.
 * @type {(planes: Uint8Array, size: number) => Int32Array} */
function whole(planes, size) {
  const numbers = new Int32Array(size);
  planes.forEach((byte, at) => numbers[at % size] |= byte << (8 * Math.floor(at / size)));
  return numbers.map((number) => (number >>> 1) ^ -(number & 1));
}

/** Columns from the differences between neighbours along the axes: steps on a scale, or floats without their last bits.
 * @type {(code: Differences) => ArrayLike<unknown>} */
function summed({ planes, shape, along, low, scale }) {
  const product = (/** @type {number[]} */ lengths) => lengths.reduce((size, length) => size * length, 1);
  const numbers = whole(new Uint8Array(bytes(planes)), product(shape));
  for (let axis = 0; axis < along; axis += 1) {
    const stride = product(shape.slice(axis + 1)), length = shape[axis];
    for (let at = stride; at < numbers.length; at += 1) {
      if (Math.floor(at / stride) % length) numbers[at] += numbers[at - stride];
    }
  }
  const flat = low === undefined || scale === undefined
    ? new Float32Array(numbers.map((number) => number < 0 ? -number << 3 | 1 << 31 : number << 3).buffer)
    : Float32Array.from(numbers, (step) => step === GAP ? NaN : low + scale * step);
  return rows(flat, [product(shape.slice(0, along)), ...shape.slice(along)]);
}

/** A leaf at every step. @type {(code: Code) => ArrayLike<unknown>} */
export function column(code) {
  if ("each" in code) return decoded(code.each);
  if ("planes" in code) return summed(code);
  const steps = new Uint16Array(bytes(code.u2));
  return rows(Float32Array.from(steps, (step) => (step === GAP ? NaN : code.low + code.scale * step)), code.shape);
}

/** @type {(answer: Answer) => Columns} */
export const columnsOf = (answer) => answer.columns.map(([paths, code]) => [paths, column(code)]);

/** A tree with colours in place of their meanings ("ink:loss"). @type {<T>(tree: T, colours: Colours) => T} */
export const painted = (tree, colours) => mapped(tree, (node) =>
  typeof node === "string" && node.startsWith("ink:") ? colours[node.slice(4)] : node);

/** The leaf or branch at a path; undefined if there is none. @type {(root: any, path: Path) => any} */
const leafAt = (root, path) => path.reduce((node, key) => node?.[key], root);

/** Whether a tree has something at a path, on the way to it or below. @type {(root: any, path: Path) => boolean} */
function lies(root, path) {
  let node = root;
  for (const key of path) {
    if (node === undefined || node === null) return false;
    if (typeof node !== "object" || Array.isArray(node)) return true;
    node = node[key];
  }
  return node !== undefined;
}

/** Lays changes over a tree; a list replaces a list. @type {(into: any, changes: object) => void} */
export function merge(into, changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value?.constructor === Object) merge(into[key] ??= {}, value);
    else into[key] = value;
  }
}

/** What Plotly can change of a curve without drawing axes and all other traces anew. */
const MOVING = new Set(["x", "y", "text", "marker", "hovertemplate", "meta"]);
const NOT_PLOTTED = new Set(["worked", "takeaway", "handles", "readings"]);
const isPlotted = (/** @type {Path} */ [place]) => !NOT_PLOTTED.has(String(place));

/** A figure as it came, leaves of which are replaced while something moves, and the same in colours for Plotly. */
export class Specification {
  /** @type {Figure} */ shown = { data: [], layout: {}, worked: [], takeaway: "" };
  drawn = this.shown;
  /** @type {Colours} */ #colours = {};
  /** What the screen's shape lays over the layout. @type {object[]} */ #shape = [];
  /** Leaves as they came, of those that were replaced since. @type {Map<string, [Path, unknown]>} */
  #exact = new Map();

  replace(/** @type {Figure} */ figure) {
    this.shown = decoded(figure);
    this.#exact.clear();
  }

  /** Makes what is drawn anew, with the layout for a narrow or for a short screen.
   * @param {Colours} colours @param {string} family @param {boolean} narrow @param {boolean} short */
  paint(colours, family, narrow, short) {
    this.#colours = colours;
    const drawn = this.drawn = painted(this.shown, colours);
    const own = [narrow && drawn.narrow, short && drawn.short?.layout].filter((layout) => typeof layout === "object");
    this.#shape = own.map((layout) => layout ?? {});
    for (const layout of [{ autosize: true, font: { family } }, ...this.#shape]) merge(drawn.layout, layout);
    const hidden = short && drawn.short ? drawn.short.hidden : [];
    for (const trace of drawn.data) if (hidden.includes(trace.meta?.role ?? "")) trace.visible = false;
  }

  /** Puts the leaves of a step into place; gives their paths. */
  put(/** @type {Columns} */ columns, /** @type {number} */ step) {
    return columns.flatMap(([paths, values]) => paths.map((path) => {
      const key = path.join();
      if (!this.#exact.has(key)) this.#exact.set(key, [path, leafAt(this.shown, path)]);
      return this.#set(path, values[step]);
    }));
  }

  /** Puts back all leaves as they came, the last one first: it may lie within another; gives their paths. */
  restore() {
    const leaves = [...this.#exact.values()].reverse();
    this.#exact.clear();
    return leaves.map(([path, leaf]) => this.#set(path, leaf));
  }

  /** Whether Plotly can move curves alone: only in a figure without anything else. */
  get isCurvesOnly() {
    return this.shown.data.every(({ type }) => type === "scatter");
  }

  /** The traces that have moved, if moving curves is all that has happened at these paths, else null. */
  curvesMovedAt(/** @type {Path[]} */ paths) {
    const plotted = paths.filter(isPlotted);
    const isMove = this.isCurvesOnly && plotted.every(([place, trace, key]) =>
      place === "data" && this.shown.data[Number(trace)]?.type === "scatter" && MOVING.has(String(key)));
    return isMove ? [...new Set(plotted.map(([, trace]) => Number(trace)))] : null;
  }

  /** Whether what the screen's shape has changed of the layout has been overwritten at these paths. */
  isToBePainted(/** @type {Path[]} */ paths) {
    return paths.some(([place, ...rest]) => place === "layout" ? this.#shape.some((own) => lies(own, rest))
      : place === "narrow" || place === "short" || (place === "data" && rest.length < 2 && this.#shape.length > 0));
  }

  #set(/** @type {Path} */ path, /** @type {unknown} */ value) {
    const branch = path.slice(0, -1), key = path[path.length - 1];
    leafAt(this.shown, branch)[key] = value;
    leafAt(this.drawn, branch)[key] = painted(value, this.#colours);
    return path;
  }
}
