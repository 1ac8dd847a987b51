// The glossary: only the entries in which all that is typed is found.
import { say } from "./dom.js";

/** @param {HTMLInputElement} field */
export function glossary(field) {
  const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".lossviz-letter dl > div")]);
  const sought = entries.map((entry) => `${entry.dataset.sought} ${entry.querySelector("dd")?.firstChild?.textContent}`
    .toLowerCase());
  const count = field.parentElement?.querySelector('[role="status"]');
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    entries.forEach((entry, place) => {
      entry.hidden = !words.every((word) => sought[place].includes(word));
    });
    document.querySelectorAll(".lossviz-letter").forEach((section) => {
      /** @type {HTMLElement} */ (section).hidden = !section.querySelector("dl > div:not([hidden])");
    });
    const found = entries.filter((entry) => !entry.hidden).length;
    if (count) say(count, words.length ? `${found} of ${entries.length}` : "");
  };
  field.addEventListener("input", filter);
  addEventListener("hashchange", () => {
    field.value = ""; // what is linked to is there
    filter();
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  filter();
}
