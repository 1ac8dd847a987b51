/** @import { Exhibit, Fields, Site, Snapshot } from "./types.d.ts" */
// A document of words with one figure, which is there at once.
import { exhibits } from "./exhibit.js";
import { difference } from "./state.js";

/** Keeps in the address what a reader has moved. @param {Exhibit} exhibit @param {Fields} fields */
function keep({ fields: home, free }, fields) {
  const asked = new URLSearchParams(location.search), moved = difference(home, fields);
  for (const name of free) asked.delete(name);
  for (const name of free) if (name in moved) asked.set(name, moved[name]);
  try {
    history.replaceState(null, "", `${location.pathname}?${String(asked).replaceAll("%2C", ",")}${location.hash}`);
  } catch { /* a frame in a sandbox keeps no address */ }
}

/** Draws the document's figure in the place of its words.
 * @param {HTMLElement} place @param {Site & { exhibit: Exhibit }} site @param {Snapshot | null} first */
export function showing(place, site, first) {
  const { exhibit } = site;
  exhibits(place, site, { settled: ({ fields }) => keep(exhibit, fields) }, first).show(exhibit, first?.fields);
}
