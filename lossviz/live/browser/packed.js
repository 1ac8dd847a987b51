/** @import { Answer, Code, Control, Fields, Lattice, Path, Snapshot, Source } from "./types.d.ts" */
// A source without a server: one state of a figure, and its leaves at all stops of a few sliders.
import { real, shortest } from "./numbers.js";
import { column, decoded } from "./specification.js";
import { fieldOf, setText, textOf } from "./state.js";

/** Where the values of a slider are, and how far apart two of its neighbours lie in the columns along it. */
const nearest = (/** @type {number[]} */ values, /** @type {number} */ wanted) =>
  values.reduce((best, value, i) => Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? i : best, 0);

/** Refuses what cannot move without a server; the message says where it can. */
export class Elsewhere extends Error {}

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
  /** The leaves, if all that is to have another text moves along the sliders. @type {(from: Fields, to: Fields) =>
   * Promise<Stops>} */
  const along = async (from, to) => {
    const all = await ready();
    if (!Object.keys(to).every((name) => all.moves(name, to[name], from))) throw new Elsewhere(elsewhere);
    return all;
  };
  const isBase = (/** @type {Fields} */ fields) =>
    Object.entries(fields).every(([name, text]) => base.fields[name] === text);
  return {
    library,
    figure: async (fields) => isBase(fields) ? base : (await along(base.fields, fields)).figure(fields),
    arm: async (fields, slider) => (await ready()).arm(fields, slider),
    frame: async (fields, to) => (await along(fields, to)).frame({ ...fields, ...to }),
  };
}

/** The leaves of a figure at all stops. */
class Stops {
  #base;
  #axes;
  /** @type {{ path: Path, along: number[], values: ArrayLike<unknown> }[]} */ #columns;

  /** @param {Snapshot} base @param {Lattice} lattice */
  constructor(base, { axes, columns }) {
    this.#base = base;
    this.#axes = axes;
    this.#columns = columns.map(([path, along, code]) => ({ path, along, values: column(code) }));
  }

  /** Whether a field that is to have another text moves along the axes alone.
   * @param {string} name @param {string} text @param {Fields} fields */
  moves(name, text, fields) {
    if (text === (fields[name] ?? this.#base.fields[name])) return true;
    const own = this.#axes.filter((axis) => fieldOf(axis.name) === name), to = { ...fields, [name]: text };
    const rest = { ...to };
    for (const axis of own) setText(rest, axis.name, textOf(fields, axis.name));
    return own.length > 0 && rest[name] === fields[name];
  }

  /** Where a state lies on each axis. @param {Fields} fields */
  #at(fields) {
    const all = { ...this.#base.fields, ...fields };
    return this.#axes.map(({ name, values, stops }) => {
      const text = textOf(all, name), isOwn = text === textOf(this.#base.fields, name);
      const own = isOwn ? values.indexOf(real(text)) : -1;
      return own < 0 ? nearest(values.slice(0, stops), real(text)) : own;
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
      const branch = each.path.slice(0, -1).reduce((node, key) => node[key], /** @type {any} */ (figure));
      branch[each.path[each.path.length - 1]] = this.#leaf(each, at);
    }
    this.#axes.forEach(({ name, values }, axis) => setText(own, name, shortest(values[at[axis]])));
    const controls = this.#base.controls.map((control) => /** @type {Control} */ (
      { ...control, value: textOf(own, control.name) }));
    return { ...this.#base, figure, controls, fields: own };
  }

  /** @param {Fields} fields @param {string} slider @returns {Answer} */
  arm(fields, slider) {
    const at = this.#at(fields), axis = this.#axes.findIndex(({ name }) => name === slider);
    const moving = this.#columns.filter(({ along }) => along.includes(axis));
    return { columns: moving.map((each) => [[each.path], { each: Array.from({ length: this.#axes[axis].stops },
      (_, stop) => this.#leaf(each, at.map((place, other) => other === axis ? stop : place))) }]) };
  }

  /** @param {Fields} fields @returns {Answer} */
  frame(fields) {
    const at = this.#at(fields);
    return { columns: this.#columns.map((each) => [[each.path], { each: [this.#leaf(each, at)] }]) };
  }
}
