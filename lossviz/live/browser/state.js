// The state is the fields of an address. A component of a vector has a name of its own, `weights.1`, but no field:
// the vector's field holds all of its numbers, with commas between them.
/** @import { Fields } from "./types.d.ts" */

export const fieldOf = (/** @type {string} */ name) => name.split(".")[0];

export function textOf(/** @type {Fields} */ fields, /** @type {string} */ name) {
  const [field, component] = name.split("."), text = fields[field] ?? "";
  return component === undefined ? text : text.split(",")[Number(component)];
}

/** Sets a field, or one number of it; its other numbers are those in `into`, or else in `fields`.
 * @type {(into: Fields, name: string, text: string, fields?: Fields) => void} */
export function setText(into, name, text, fields = into) {
  const [field, component] = name.split(".");
  const numbers = component === undefined ? [] : (into[field] ?? fields[field]).split(",");
  numbers[Number(component ?? 0)] = text;
  into[field] = numbers.join(",");
}

/** The fields that are not as they were before. @type {(before: Fields, after: Fields) => Fields} */
export const difference = (before, after) =>
  Object.fromEntries(Object.entries(after).filter(([name, text]) => before[name] !== text));

/** A text that two states have in common only if they are the same, in whatever order their fields are. */
export const keyOf = (/** @type {Fields} */ fields) =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The same for all but one control: what does not change while it moves. */
export function keyWithout(/** @type {Fields} */ fields, /** @type {string} */ name) {
  const rest = { ...fields };
  setText(rest, name, "");
  return keyOf(rest);
}
