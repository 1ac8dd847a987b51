/** @import { Bound, Fields, Readings } from "./types.d.ts" */
import { spoken } from "./numbers.js";

/** What is compared with the two ends of a bound. @param {Bound} bound @param {Readings} readings */
export function valueOf({ reading, per, size }, readings) {
  const of = (/** @type {string} */ name) => readings[name]?.value ?? NaN;
  const value = per ? of(reading) / (of(per) || NaN) : of(reading);
  return size ? Math.abs(value) : value;
}

/** @param {Bound} bound @param {Readings} readings */
export const isWithin = (bound, readings) => {
  const value = valueOf(bound, readings);
  return value >= (bound.low ?? -Infinity) && value <= (bound.high ?? Infinity);
};

/** Where a bound lies, in words. @param {Bound} bound */
const wanted = ({ low, high }) => {
  if (low === null) return `at most ${spoken(high ?? Infinity)}`;
  if (high === null) return `at least ${spoken(low)}`;
  return low === high ? spoken(low) : `${spoken(low)} to ${spoken(high)}`;
};

/** How far off a reading is, as a sentence. @param {Bound} bound @param {Readings} readings */
export function distance(bound, readings) {
  const value = valueOf(bound, readings), name = bound.label[0].toUpperCase() + bound.label.slice(1);
  if (!Number.isFinite(value)) return `${name} is not there yet; wanted: ${wanted(bound)}.`;
  return isWithin(bound, readings) ? `${name} is ${spoken(value)}, as wanted.`
    : `${name} is ${spoken(value)}; wanted: ${wanted(bound)}.`;
}
