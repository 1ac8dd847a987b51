/** @import { Fields, Readings } from "./types.d.ts" */
// What a figure in a frame and the page around it tell one another, by `postMessage`. Nothing of it is secret, so the
// figure speaks to any page; it listens to the page around it alone, and lets pass what it does not know.
//
// The figure tells:
//   { lossviz: "hello" }                                    it is there
//   { lossviz: "settled", address, fields, readings }       the reader has let go: the address of the full page in this
//                                                           state, the text of every field, and the named numbers of
//                                                           the figure, each { value, unit }; a value may be null
//   { lossviz: "height", height }                           how high it would be, in pixels, if heights are wanted
// It is told:
//   { lossviz: "hello" }                                    heights are wanted
//   { lossviz: "show", fields } or { lossviz: "show", address }    a state: fields that change, or a whole address
//   { lossviz: "theme", theme }                             "light", "dark" or "reader"
//
// Heights are wanted with `height=auto` in the address of the figure, too, and by H5P's resizer, which many learning
// platforms have on their pages: it answers { context: "h5p", action: "hello" } in kind, and follows
// { context: "h5p", action: "resize" }. That message may be prepared by another, for a frame that is first to be made
// small to be measured; this one knows its height. Canvas follows { subject: "lti.frameResize", height }.

const MOST = 4000; // characters of what is told
const THEMES = ["reader", "light", "dark"];

/** @typedef {{ show(fields: Fields): void, go(address: URL): void, wear(): void }} Guest */
/** @typedef {{ address: string, fields: Fields, readings: Readings }} Settled */

/** Whether something is told in fields as they are in addresses. @type {(told: unknown) => told is Fields} */
const isFields = (told) => typeof told === "object" && told !== null && !Array.isArray(told) &&
  Object.values(told).every((text) => typeof text === "string") && JSON.stringify(told).length < MOST;

let told = 0; // pixels

/** Tells how high the document is, now and whenever it changes. @param {Guest} guest */
function tellHeights(guest) {
  const root = document.documentElement;
  if (told) return;
  root.dataset.height = "auto";
  told = 1;
  addEventListener("resize", guest.wear); // a short window has another layout, even where the plot keeps its size
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ lossviz: "height", height }, "*");
    parent.postMessage({ subject: "lti.frameResize", height }, "*");
    // The older resizer reads the first, the newer one the second.
    parent.postMessage({ context: "h5p", action: "resize", height, scrollHeight: height }, "*");
  }).observe(root);
}

/** @param {any} message @param {Guest} guest */
function follow(message, guest) {
  if (message?.lossviz === "hello" || (message?.context === "h5p" && message.action === "hello")) {
    tellHeights(guest);
  } else if (message?.lossviz === "theme" && THEMES.includes(message.theme)) {
    document.documentElement.dataset.theme = message.theme;
    guest.wear();
  } else if (message?.lossviz === "show" && isFields(message.fields)) guest.show(message.fields);
  else if (message?.lossviz === "show" && typeof message.address === "string" && message.address.length < MOST) {
    if (URL.canParse(message.address, location.href)) guest.go(new URL(message.address, location.href));
  }
}

/** Speaks with the page around the document, if there is one. @param {Guest} guest */
export function speaking(guest) {
  if (parent === globalThis.window) return { settled: () => {} };
  addEventListener("message", ({ source, data }) => source === parent && follow(data, guest));
  if (document.documentElement.dataset.height === "auto") tellHeights(guest);
  parent.postMessage({ lossviz: "hello" }, "*");
  parent.postMessage({ context: "h5p", action: "hello" }, "*");
  return { settled: (/** @type {Settled} */ told) => parent.postMessage({ lossviz: "settled", ...told }, "*") };
}
