// What a page of words lets its reader copy and print.
import { say } from "./dom.js";

/** Gives each text that is to be pasted its button. @param {HTMLElement} place */
function copying(place) {
  const button = place.querySelector("button"), told = place.querySelector("[role=status]");
  if (!button || !told) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(place.querySelector("code")?.textContent ?? "");
      say(told, "Copied.");
    } catch {
      getSelection()?.selectAllChildren(/** @type {Node} */ (place.querySelector("code")));
      say(told, "The browser withholds the clipboard. The text is selected: copy it with Ctrl+C or Cmd+C.");
    }
  });
}

/** Copying, and folds that are open on paper. */
export function paper() {
  document.querySelectorAll(".lossviz-pasted").forEach((place) => copying(/** @type {HTMLElement} */ (place)));
  let /** @type {HTMLDetailsElement[]} */ opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}
