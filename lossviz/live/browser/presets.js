/** @import { Fields, Snapshot } from "./types.d.ts" */
import { make, say } from "./dom.js";

const SHORT = matchMedia("(max-height: 31rem)"); // as in live.css

/** A row of states to start from, and the point of the one on screen, which stands among the words where there is
 * little height. @param {(fields: Fields) => void} start @param {HTMLElement} among the figure's words */
export function presets(start, among) {
  const row = make("div", { class: "lossviz-preset-row" }), words = make("p", { class: "lossviz-preset-says" });
  const told = { class: "lossviz-presets", role: "group", "aria-label": "Scenes to start from", hidden: "" };
  const node = make("div", told, row, words);
  const arrange = (/** @type {Snapshot} */ { presets: all }) => {
    while (row.children.length > all.length) row.lastChild?.remove();
    all.forEach(({ name, fields, says }, i) => {
      const button = /** @type {HTMLButtonElement} */ (row.children[i] ??
        row.appendChild(make("button", { type: "button" })));
      say(button, name);
      button.setAttribute("aria-pressed", String(says !== ""));
      button.onclick = () => start(fields);
    });
    node.hidden = all.length === 0;
    const now = all.find(({ says }) => says);
    say(words, now?.says ?? "");
  };
  const seat = () => SHORT.matches ? among.prepend(words) : node.append(words);
  seat();
  SHORT.addEventListener("change", seat);
  return { node, arrange, stop: () => SHORT.removeEventListener("change", seat) };
}
