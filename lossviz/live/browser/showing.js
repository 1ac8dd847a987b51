/** @import { Exhibit, Fields, Site, Snapshot } from "./types.d.ts" */
// Exhibits in a document of words: the one that is seen first is there at once, others when they are asked for.
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

/** Mounts what `data-exhibit` numbers of the document's exhibits. Where the first figure's words stand, it is drawn at
 * once and its state kept in the address; a link in any other place draws that one there.
 * @param {Site & { exhibits: Exhibit[] }} site @param {Snapshot | null} first */
export function showing(site, first) {
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-exhibit]"));
  for (const place of places) {
    const exhibit = site.exhibits[Number(place.dataset.exhibit)], link = place.querySelector("a[data-show]");
    if (!link) {
      const watch = { settled: (/** @type {{ fields: Fields }} */ { fields }) => keep(exhibit, fields) };
      exhibits(place, site, watch, first).show(exhibit, first?.fields);
      continue;
    }
    link.addEventListener("click", (event) => {
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      place.replaceChildren();
      place.classList.add("lossviz-mount");
      place.tabIndex = -1;
      place.focus();
      exhibits(place, site, {}).show(exhibit);
    });
  }
}
