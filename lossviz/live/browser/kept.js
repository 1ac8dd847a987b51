/** @import { Fields, Taken } from "./types.d.ts" */
import { difference, keyOf } from "./state.js";

/** Keeps the state that the reader has come to where a document keeps one: in its address, in the link to the full
 * page, in what can be copied.
 * @param {{ name: string, snapshot: { fields: Fields, head: Fields }, taken: Taken, server?: string }} document */
export function kept({ name, snapshot: { fields: first, head }, taken, server }) {
  const link = new URL(taken.link, document.baseURI), given = [...link.searchParams.keys()];
  let now = first;
  /** Those that the link had at first, and those that are not as they were. */
  const written = () => {
    const others = Object.keys(difference(first, now));
    return Object.entries(now).filter(([field]) => given.includes(field) || others.includes(field));
  };
  const at = (/** @type {URL | Location} */ address, /** @type {Fields} */ own = {}) => {
    const asked = new URLSearchParams({ ...own, ...Object.fromEntries(written()) });
    return `${address.pathname}?${String(asked).replaceAll("%2C", ",")}`;
  };
  const page = () => taken.link && new URL(at(link), link).href;
  const keep = (/** @type {Fields} */ fields) => {
    now = fields;
    document.querySelectorAll(".lossviz-app").forEach((node) => node.setAttribute("href", page()));
    const own = Object.entries(Object.fromEntries(new URLSearchParams(location.search)));
    const address = at(location, Object.fromEntries(own.filter(([field]) => !(field in first))));
    if (server) try {
      history.replaceState(null, "", address);
    } catch { /* a frame in a sandbox has no origin, and keeps no address */ }
  };
  const current = () => {
    const title = keyOf(now) === keyOf(first) ? taken.title : name;
    const texts = taken.texts.map(([what, text]) => /** @type {[string, string]} */ (
      [what, (taken.link ? text.replaceAll(taken.link, page) : text).replaceAll(taken.title, () => title)]));
    return { title, link: page(), texts };
  };
  return { keep, page, taken: current, isOf: (/** @type {Fields} */ fields) =>
    Object.keys(head).every((field) => (fields[field] ?? now[field]) === now[field]), fields: () => now };
}
