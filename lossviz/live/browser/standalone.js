/** @import { Fields, Lattice, Library, Snapshot, Source, Taken } from "./types.d.ts" */
// A document that holds a figure: all that it takes stands in it, or beside it, and no host's script is needed.
import { make } from "./dom.js";
import { mount } from "./mount.js";
import { packedSource, unpacked } from "./packed.js";
import { httpSource } from "./source.js";
import { keyOf } from "./state.js";

/** What the document tells. `server` is where figures come from, if from anywhere; `lattice` where its leaves at all
 * stops are, if not in the document; `elsewhere` what is said of what cannot move here.
 * @typedef {{ page: string, version: string, snapshot: Snapshot, taken: Taken, server?: string, lattice?: string,
 * library?: string, elsewhere?: string }} Told */

/** The text of an element in which something packed stands. @param {string} id */
const embedded = (id) => unpacked(Uint8Array.from(atob(document.getElementById(id)?.textContent ?? ""),
  (character) => character.charCodeAt(0)).buffer);

/** @param {string} address */
const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  return unpacked(await answer.arrayBuffer());
};

/** The drawing library that stands in the document. @returns {Promise<Library>} */
async function ownLibrary() {
  if (!globalThis.Plotly) document.head.append(make("script", { text: await embedded("lossviz-library") }));
  if (!globalThis.Plotly) throw new Error("this file");
  return globalThis.Plotly;
}

/** A source that has its first answer already. @param {Source} source @param {Snapshot} first @returns {Source} */
function withFirst(source, first) {
  const key = keyOf(first.fields);
  return { ...source, figure: (fields) => keyOf(fields) === key ? Promise.resolve(first) : source.figure(fields) };
}

/** @param {Told} told @returns {Source} */
function sourceOf({ page, version, snapshot, server, lattice, library, elsewhere = "" }) {
  const http = httpSource({ address: server ?? "", page, version, library });
  if (server) return withFirst(http, snapshot);
  let /** @type {Promise<Lattice> | null} */ stops = null;
  const leaves = () => stops ??= (lattice ? fetched(lattice) : embedded("lossviz-lattice")).then(JSON.parse);
  return packedSource(snapshot, leaves, library ? http.library : ownLibrary, elsewhere);
}

/** Draws the document's figure. @returns {ReturnType<typeof mount>} */
export function begin() {
  const /** @type {Told} */ told = JSON.parse(document.getElementById("lossviz-told")?.textContent ?? "");
  const place = /** @type {HTMLElement} */ (document.querySelector(".lossviz-mount"));
  const figure = mount(place, { source: sourceOf(told), tell: () => {}, taken: () => told.taken });
  figure.show(told.snapshot.fields);
  return figure;
}
