/** @import { Answer, Code, Control, Fields, Lattice, Path, Snapshot, Source } from "./types.d.ts" */
// A source without a server: one state of a figure, and its leaves at all stops of a few sliders.
import { between, real, shortest } from "./numbers.js";
import { column, decoded } from "./specification.js";
import { setText, textOf } from "./state.js";

/** The place of the nearest stop; of an infinity it is the last. @param {number[]} stops @param {number} wanted */
function nearest(stops, wanted) {
  const within = between(Math.min(...stops), wanted, Math.max(...stops));
  return stops.reduce((best, stop, i) => Math.abs(stop - within) < Math.abs(stops[best] - within) ? i : best, 0);
}

/** A number as the fields have it. @param {number} value */
const textOfNumber = (value) => Number.isFinite(value) ? shortest(value) : String(value).replace("Infinity", "inf");

/** Unpacks what was compressed; a host that has unpacked it already is no trouble.
 * @param {ArrayBuffer} packed @returns {Promise<string>} */
export async function unpacked(packed) {
  const [first, second] = new Uint8Array(packed, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return new TextDecoder().decode(packed);
  if (!("DecompressionStream" in globalThis)) throw new Error("this browser cannot unpack it; a newer one can");
  return await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** @param {Snapshot} base the figure as it comes @param {() => Promise<Lattice>} lattice its leaves at all stops
 * @param {Source["library"]} library @param {string} elsewhere what is said of all that cannot move here
 * @returns {Source} */
export function packedSource(base, lattice, library, elsewhere) {
  let /** @type {Promise<Stops> | null} */ stops = null;
  const ready = () => stops ??= lattice().then((told) => new Stops(base, told), (error) => {
    stops = null;
    throw error;
  });
  const isBase = (/** @type {Fields} */ fields) =>
    Object.entries(fields).every(([name, text]) => base.fields[name] === text);
  const live = new Set(base.controls.map(({ name }) => name));
  return {
    library,
    fixed: (name) => live.has(name) ? "" : elsewhere,
    figure: async (fields) => isBase(fields) ? base : (await ready()).figure(fields),
    arm: async (fields, slider) => (await ready()).arm(fields, slider),
    frame: async (fields, to) => (await ready()).frame({ ...fields, ...to }),
  };
}

/** The leaves of a figure at all stops. */
class Stops {
  #base;
  #axes;
  /** @type {{ paths: Path[], along: number[], values: ArrayLike<unknown> }[]} */ #columns;

  /** @param {Snapshot} base @param {Lattice} lattice */
  constructor(base, { axes, columns }) {
    this.#base = base;
    this.#axes = axes.map(({ name, values, stops }) => ({ name, values: values.map(real), stops }));
    this.#columns = columns.map(([paths, along, code]) => ({ paths, along, values: column(code) }));
  }

  /** Where a state lies on each axis; between the values of a slider, at the nearest stop. @param {Fields} fields */
  #at(fields) {
    const all = { ...this.#base.fields, ...fields };
    return this.#axes.map(({ name, values, stops }) => {
      const wanted = real(textOf(all, name)), own = values.indexOf(wanted);
      return own < 0 ? nearest(values.slice(0, stops), wanted) : own;
    });
  }

  /** The leaf of a column at a place. @param {{ along: number[], values: ArrayLike<unknown> }} column
   * @param {number[]} at */
  #leaf({ along, values }, at) {
    return values[along.reduce((place, axis) => place * this.#axes[axis].values.length + at[axis], 0)];
  }

  /** @param {Fields} fields @returns {Snapshot} */
  figure(fields) {
    const at = this.#at(fields), figure = decoded(this.#base.figure), own = { ...this.#base.fields };
    for (const each of this.#columns) {
      for (const path of each.paths) {
        const branch = path.slice(0, -1).reduce((node, key) => node[key], /** @type {any} */ (figure));
        branch[path[path.length - 1]] = this.#leaf(each, at);
      }
    }
    const /** @type {Map<string, number>} */ now = new Map();
    this.#axes.forEach(({ name, values }, axis) => {
      const value = values[at[axis]];
      now.set(name, value);
      if (real(textOf(own, name)) !== value) setText(own, name, textOfNumber(value));
    });
    const controls = this.#base.controls.map((control) => {
      const value = now.get(control.name);
      return value === undefined ? control
        : /** @type {Control} */ ({ ...control, value: Number.isFinite(value) ? value : textOfNumber(value) });
    });
    return { ...this.#base, figure, controls, fields: own };
  }

  /** @param {Fields} fields @param {string} slider @returns {Answer} */
  arm(fields, slider) {
    const at = this.#at(fields), axis = this.#axes.findIndex(({ name }) => name === slider);
    const moving = this.#columns.filter(({ along }) => along.includes(axis));
    return { columns: moving.map((each) => [each.paths, { each: Array.from({ length: this.#axes[axis].stops },
      (_, stop) => this.#leaf(each, at.map((place, other) => other === axis ? stop : place))) }]) };
  }

  /** @param {Fields} fields @returns {Answer} */
  frame(fields) {
    const at = this.#at(fields);
    return { columns: this.#columns.map((each) => [each.paths, { each: [this.#leaf(each, at)] }]) };
  }
}
