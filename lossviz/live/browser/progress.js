// What a reader has done, kept in this browser alone: guesses, and the tasks that were met.

const NAME = "lossviz-progress";

/** @typedef {{ guess?: string, met?: string[] }} Done */
/** @typedef {Record<string, Done>} Progress */

/** @returns {Progress} */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {}; // no storage in a sandbox, or something that another has put there
  }
}

function write(/** @type {Progress} */ progress) {
  try {
    localStorage.setItem(NAME, JSON.stringify(progress));
  } catch { /* a sandbox, or a full disk: what is on screen stays */ }
}

/** What has been done of a lesson, or of any question of this name. @returns {Done} */
export function doneOf(/** @type {string} */ name) {
  const { guess, met } = all()[name] ?? {};
  return { guess: typeof guess === "string" ? guess : undefined, met: Array.isArray(met) ? met : [] };
}

export const keepGuess = (/** @type {string} */ name, /** @type {string} */ guess) =>
  write({ ...all(), [name]: { ...all()[name], guess } });

export const keepMet = (/** @type {string} */ name, /** @type {string} */ step) =>
  write({ ...all(), [name]: { ...all()[name], met: [...new Set([...doneOf(name).met ?? [], step])] } });

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch { /* nothing was kept */ }
}

/** Calls when another window of this browser has changed something. */
export const whenChanged = (/** @type {() => void} */ act) =>
  addEventListener("storage", ({ key }) => key === NAME || key === null ? act() : undefined);
