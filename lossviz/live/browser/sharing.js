/** @import { Fields, Taken } from "./types.d.ts" */
// What a figure looks like where it is handed on to, and the files that can be made of it.
import { make, say } from "./dom.js";
import { httpSource } from "./source.js";
import { decoded } from "./specification.js";
import { dataTable } from "./tables.js";
import { takeaway } from "./takeaway.js";

/** @typedef {Record<"address" | "title" | "width" | "height" | "sandbox", string> & { part: "frame" }} Frame */
/** @typedef {{ part: "files", address: string, page: string, version: string, fields: Fields, taken: Taken }} Files */
/** @typedef {{ part: "offline", size: string, file: string }} Offline */
/** @typedef {Frame | Files | Offline} Part */

/** The frame as a course page has it; it grows as such a page would let it.
 * @param {HTMLElement} place @param {Frame} told @param {AbortSignal} end */
function frame(place, { address, title, width, height, sandbox }, end) {
  const known = place.querySelector("iframe");
  const node = known ?? make("iframe", { sandbox, allow: "clipboard-write" });
  for (const [name, text] of Object.entries({ title, width, height })) node.setAttribute(name, text);
  node.style.height = "";
  addEventListener("message", ({ data, source }) => {
    if (source === node.contentWindow && data?.lossviz === "height" && address.includes("height=auto"))
      node.style.height = `${data.height}px`;
  }, { signal: end });
  if (node.src !== address) node.src = address;
  if (!known) place.replaceChildren(make("div", { class: "lossviz-preview", role: "region", tabindex: "0",
    "aria-label": "Preview" }, node));
}

/** The menu of a figure, opened. @param {HTMLElement} place @param {Files} told @param {AbortSignal} end */
async function files(place, told, end) {
  const source = httpSource(told), { fields } = told, file = () => `${fields.loss}-${fields.figure}`;
  const snapshot = await source.figure(fields);
  if (end.aborted) return;
  const figure = decoded(snapshot.figure), take = takeaway(() => told.taken, source.library, () => figure, file);
  take.follow(snapshot);
  const table = dataTable(() => figure.data, file);
  place.replaceChildren(make("div", { class: "lossviz lossviz-files" },
    make("div", { class: "lossviz-words" }, take.node, table.node)));
  take.node.open = table.node.open = true;
}

/** How large a file will be, and the way to it; or why there is none.
 * @param {HTMLElement} place @param {Offline} told @param {AbortSignal} end */
async function offline(place, { size, file }, end) {
  const words = place.querySelector("p") ?? place.appendChild(make("p", { role: "status" }));
  place.querySelector("a")?.remove();
  say(words, "The size is being worked out.");
  const answer = await fetch(size, { signal: end });
  say(words, answer.ok ? (await answer.json()).sentence : await answer.text());
  const link = make("a", { class: "lossviz-download", href: file, download: "", text: "Download the file" });
  if (answer.ok) place.append(link);
}

/** Shows a part of the share dialog in its place; the result ends it.
 * @param {{ data: Part, parentElement: ParentNode }} component */
export function attach({ data, parentElement }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".lossviz-sharing"));
  const end = new AbortController();
  const shown = async () => {
    if (data.part === "frame") frame(place, data, end.signal);
    else if (data.part === "files") await files(place, data, end.signal);
    else await offline(place, data, end.signal);
  };
  shown().catch((error) => end.signal.aborted ||
    say(place.querySelector("p") ?? place.appendChild(make("p", { role: "status" })),
      `The server did not answer (${error.message}). Close this and open it again.`));
  return () => end.abort();
}
