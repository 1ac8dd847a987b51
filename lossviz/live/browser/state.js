// The state is the fields of an address. A component of a vector has a name of its own, `weights.1`, but no field:
// the vector's field holds all of its numbers, with commas between them. Of a field that lists moved examples,
// `3:1.5:-2,7::4`, the coordinates have names: `moved.3.0` is the x of example 3, `moved.3.2` its label; what is not in
// the list has no text. `moved.3.out` is set to take the example away: `3:out`; `moved.30.gone` takes out its entry.
/** @import { Fields } from "./types.d.ts" */

export const fieldOf = (/** @type {string} */ name) => name.split(".")[0];

export function textOf(/** @type {Fields} */ fields, /** @type {string} */ name) {
  const [field, component, way] = name.split("."), text = fields[field] ?? "";
  if (way !== undefined) return entries(text).get(Number(component))?.[Number(way)] ?? "";
  return component === undefined ? text : text.split(",")[Number(component)];
}

/** Sets a field, or one number of it; its other numbers are those in `into`, or else in `fields`.
 * @type {(into: Fields, name: string, text: string, fields?: Fields) => void} */
export function setText(into, name, text, fields = into) {
  const [field, component, way] = name.split("."), before = into[field] ?? fields[field] ?? "";
  if (way !== undefined) into[field] = withCoordinate(entries(before), Number(component), way, text);
  else if (component === undefined) into[field] = text;
  else into[field] = Object.assign(before.split(","), { [component]: text }).join(",");
}

/** Moved examples, the texts of their coordinates by example. */
export const entries = (/** @type {string} */ text) =>
  new Map((text ? text.split(",") : []).map((entry) => {
    const [example, ...places] = entry.split(":");
    return [Number(example), places];
  }));

/** The list with another coordinate, in the order of the examples.
 * @type {(list: Map<number, string[]>, example: number, way: string, text: string) => string} */
function withCoordinate(list, example, way, text) {
  const before = list.get(example) ?? [], kept = before[0] === "out" ? [] : before;
  if (way === "gone") list.delete(example);
  else list.set(example, way === "out" ? ["out"] : Object.assign(["", ""], kept, { [way]: text }));
  return [...list].sort(([a], [b]) => a - b).map((entry) => entry.flat().join(":")).join(",");
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
