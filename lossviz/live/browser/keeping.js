/** @import { Fields, Snapshot } from "./types.d.ts" */
// A table that is too long for a link stays in the browser: its field then is `kept:` and a name made of the text. The
// server gets it with each request and keeps nothing.

const LONG = 1500; // characters of a field that a link can hold
const MOST = 12; // tables that are kept
const PREFIX = "kept:", LIST = "lossviz-kept";

const /** @type {Map<string, string>} */ here = new Map(); // where the browser keeps nothing

/** Sixteen hexadecimal digits of a text. @param {string} text */
function nameOf(text) {
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i++) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    other = Math.imul(other + text.charCodeAt(i), 0x85ebca6b) ^ (other >>> 13);
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

/** A text as it stands in a field: itself, or where it is kept. @param {string} text */
export function shortened(text) {
  if (text.length <= LONG) return text;
  const name = nameOf(text);
  here.set(name, text);
  try {
    const before = JSON.parse(localStorage.getItem(LIST) ?? "[]").filter((/** @type {string} */ each) => each !== name);
    for (const gone of before.splice(0, before.length - MOST + 1)) localStorage.removeItem(`${LIST}-${gone}`);
    localStorage.setItem(`${LIST}-${name}`, text);
    localStorage.setItem(LIST, JSON.stringify([...before, name]));
  } catch { /* full, or withheld: it is kept until the page is left */ }
  return PREFIX + name;
}

/** The text that a field stands for; null if this browser does not have it. @param {string} text */
export function whole(text) {
  if (!text.startsWith(PREFIX)) return text;
  const name = text.slice(PREFIX.length);
  try {
    return here.get(name) ?? localStorage.getItem(`${LIST}-${name}`);
  } catch {
    return here.get(name) ?? null;
  }
}

/** Fields with all that this browser has of them. @param {Fields} fields */
export const restored = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, whole(text) ?? text]));

/** A snapshot whose long tables are kept here. @param {Snapshot} snapshot @returns {Snapshot} */
export function kept(snapshot) {
  const fields = { ...snapshot.fields };
  const controls = snapshot.controls.map((each) => {
    if (each.kind !== "table") return each;
    fields[each.name] = shortened(fields[each.name]);
    return { ...each, value: shortened(each.value) };
  });
  return { ...snapshot, controls, fields };
}
