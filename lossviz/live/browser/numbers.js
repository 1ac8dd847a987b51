/** @import { Changes, Domain, Motion, Num } from "./types.d.ts" */

/** @type {(low: number, value: number, high: number) => number} */
export const between = (low, value, high) => Math.min(high, Math.max(low, value));

export const shortest = (/** @type {number} */ number) => String(Number(number.toPrecision(12)));
export const typedNumber = (/** @type {string} */ typed) => (typed.trim() === "" ? NaN : Number(typed));

/** A number from how it travels: infinities are Python's "inf" and "-inf". */
export const real = (/** @type {Num} */ value) => Number(String(value).replace("inf", "Infinity"));

/** A number as readers see it. */
export const shown = (/** @type {number} */ value) =>
  Number.isFinite(value) ? shortest(value) : String(value).replace("Infinity", "∞").replace("-", "−");

/** A number as sentences say it: three digits, and a power of ten where its zeros would have to be counted. */
export function spoken(/** @type {number} */ value) {
  const rounded = Number(value.toPrecision(3)), size = Math.abs(rounded);
  const isPlain = rounded === 0 || (size >= 1e-4 && size < 1e6) || !Number.isFinite(rounded);
  const [factor, power] = rounded.toExponential().split("e");
  const raised = [...(power ?? "")].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)] ?? "").join("");
  return (isPlain ? shown(rounded) : `${factor}×10${raised}`).replace("-", "−");
}

/** @type {(value: number, domain: Domain) => boolean} */
const isWithin = (value, { low, high, closed }) =>
  (value > real(low) || (value === real(low) && ["both", "left"].includes(closed))) &&
  (value < real(high) || (value === real(high) && ["both", "right"].includes(closed)));

/** What is wrong with a number that was typed, as a sentence; nothing if it can be drawn.
 * @type {(value: number, typed: string, label: string, domain: Domain) => string} */
export function objectionTo(value, typed, label, domain) {
  const [smallest, largest] = domain.sizes, size = Math.abs(value);
  const got = typed === "" ? "this is not a number" : `got ${typed}`, kept = "The figure still shows the value before.";
  if (!isWithin(value, domain)) return `${label} must be ${domain.words}; ${got}. ${kept}`;
  if (value === 0 || size === Infinity || (size >= smallest && size <= largest)) return "";
  return `${label} can be drawn from a size of ${smallest} to ${largest}; ${got}. ${kept}`;
}

/** The nearest place at which a handle can be. The top of a bar, whose `others` are the weights of the other bars,
 * is a share of the whole, which can be none of it and nearly all. @type {(place: number, motion: Motion) => number} */
export function inReach(place, { low, high, less, others, times }) {
  if (others !== null) return between(0, place, 0.97);
  const ends = [low, high].map((number) => (number + less) / times);
  return between(Math.min(...ends), place, Math.max(...ends));
}

/** The number that a handle sets at a place of its axis, as text. @type {(place: number, motion: Motion) => string} */
export function numberAt(place, motion) {
  const { low, high, step, less, others, times } = motion, share = inReach(place, motion);
  if (others !== null) return shortest(Number(((others * share) / (1 - share)).toPrecision(4)));
  const nearest = Math.round((place * times - less - low) / step) * step + low;
  return shortest(between(low, Number(nearest.toFixed(10)), high));
}

/** What moving to a place sets. @type {(motions: (Motion | null)[], at: number[]) => Changes} */
export const changesAt = (motions, at) =>
  motions.flatMap((motion, way) => motion ? [[motion.name, numberAt(at[way], motion)]] : []);
