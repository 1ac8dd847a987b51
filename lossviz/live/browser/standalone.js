/** @import { Fields, Lattice, Library, Snapshot, Source, Taken, Told } from "./types.d.ts" */
// A document that holds a figure: all that it takes stands in it, or beside it, and no host's script is needed.
import { make } from "./dom.js";
import { speaking } from "./embedded.js";
import { kept } from "./kept.js";
import { mount } from "./mount.js";
import { packedSource, unpacked } from "./packed.js";
import { httpSource } from "./source.js";
import { keyOf } from "./state.js";

/** What the document tells. `name` is what the figure is of, at any values; `server` where figures come from, if from
 * anywhere; `lattice` where its leaves at all stops are, if not in the document; `elsewhere` what is said of what
 * cannot move here.
 * @typedef {{ page: string, name: string, version: string, snapshot: Snapshot, taken: Taken, server?: string,
 * lattice?: string, library?: string, elsewhere?: string }} Document */

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
export function withFirst(source, first) {
  const key = keyOf(first.fields);
  return { ...source, figure: (fields) => keyOf(fields) === key ? Promise.resolve(first) : source.figure(fields) };
}

/** @param {Document} told @returns {Source} */
function sourceOf({ page, version, snapshot, server, lattice, library, elsewhere = "" }) {
  const http = httpSource({ address: server ?? "", page, version, library });
  if (server) return withFirst(http, snapshot);
  let /** @type {Promise<Lattice> | null} */ stops = null;
  const leaves = () => stops ??= (lattice ? fetched(lattice) : embedded("lossviz-lattice")).then(JSON.parse);
  return packedSource(snapshot, leaves, library ? http.library : ownLibrary, elsewhere);
}

/** A source whose latest figures are also told to another. @param {Source} source
 * @param {(asked: Fields, snapshot: Snapshot) => void} tell @returns {Source} */
function overheard(source, tell) {
  let latest = 0;
  return { ...source, figure: async (fields) => {
    const mine = ++latest, snapshot = await source.figure(fields);
    if (mine === latest) tell(fields, snapshot);
    return snapshot;
  } };
}

/** Lets the document's words stand in the figure's place until it is drawn, and below it if it cannot be.
 * @param {Element | null} words @param {HTMLElement} parent @param {Promise<void>} done */
export async function untilDrawn(words, parent, done) {
  if (!words) return;
  parent.append(words);
  await done;
  parent.classList.remove("lossviz-in-words");
  if (parent.querySelector(".lossviz[data-ready]")) words.remove();
}

/** Draws the document's figure. @returns {ReturnType<typeof mount>} */
export function begin() {
  const /** @type {Document} */ told = JSON.parse(document.getElementById("lossviz-told")?.textContent ?? "");
  const parent = /** @type {HTMLElement} */ (document.querySelector(".lossviz-mount"));
  const words = parent.querySelector(".lossviz-transcript"), own = kept(told);
  let /** @type {Fields | null} */ settled = null;
  const source = overheard(sourceOf(told), (asked, { fields, figure: { readings = {} } }) => {
    own.keep(fields);
    if (asked === settled) host.settled({ address: own.page(), fields, readings });
  });
  const tell = (/** @type {Told} */ { fields }) => void (settled = fields);
  const figure = mount(parent, { source, tell, taken: own.taken });
  const go = (/** @type {URLSearchParams} */ asked) => own.isOf(Object.fromEntries(asked))
    ? figure.show(Object.fromEntries(asked)) : told.server && location.replace(`?${asked}`);
  const host = speaking({
    wear: figure.adoptTheme,
    show: (fields) => void go(new URLSearchParams({ ...(own.isOf(fields) && own.fields()), ...fields })),
    go: ({ pathname, searchParams }) => void (pathname.endsWith(`/${told.page}`) && go(searchParams)),
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", figure.adoptTheme);
  untilDrawn(words, parent, figure.show(told.snapshot.fields));
  return figure;
}
