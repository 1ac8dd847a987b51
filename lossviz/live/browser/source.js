/** @import { Fields, Library, Source } from "./types.d.ts" */
import { make } from "./dom.js";
import { kept, restored } from "./keeping.js";

const LONGEST = 6000; // characters of what is asked in an address; more goes into the body

const /** @type {Record<string, Promise<Library> | undefined>} */ libraries = {};

/** Loads the drawing library, unless the document has asked for it; a figure that is mounted after a failure tries
 * again. */
async function load(/** @type {string} */ address) {
  if (globalThis.Plotly) return globalThis.Plotly;
  const /** @type {HTMLScriptElement | null} */ early = document.querySelector(`script[src="${address}"]`);
  const script = early ?? document.head.appendChild(make("script", { src: address }));
  await new Promise((done) => ["load", "error"].forEach((event) => script.addEventListener(event, done)));
  if (globalThis.Plotly) return globalThis.Plotly;
  script.remove();
  delete libraries[address];
  throw new Error(address);
}

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Figures from a server. Every address holds the whole state and the version, so any answer may be cached.
 * @param {{ address: string, page: string, version: string, library?: string }} place the library's own address if it
 * is not beside them @returns {Source} */
export function httpSource({ address, page, version, library }) {
  /** @type {(what: string, fields: Fields, to?: Fields) => Promise<any>} */
  const ask = async (what, fields, to = {}) => {
    const asked = new URLSearchParams(restored(fields));
    for (const [name, text] of Object.entries(restored(to))) asked.set(`to.${name}`, text);
    const place = `${address}/${page}/${what}`, query = `${asked}&v=${version}`;
    const answer = await (query.length < LONGEST ? fetch(`${place}?${query}`)
      : fetch(place, { method: "POST", body: query }));
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const plotly = library ?? `${address}/plotly.js?v=${version}`;
  return {
    figure: async (fields) => kept(await ask("figure", fields)),
    arm: (fields, slider) => ask("arm", { ...fields, slider }),
    frame: (fields, to) => ask("frame", fields, to),
    table: async (fields, name, bytes, columns) => {
      const body = JSON.stringify({ fields, name, columns, bytes: base64(bytes) });
      const answer = await fetch(`${address}/${page}/table`, { method: "POST", body });
      return answer.json();
    },
    library: () => libraries[plotly] ??= load(plotly),
  };
}
