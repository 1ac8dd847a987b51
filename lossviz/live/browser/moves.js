/** @import { Maker, MovesControl } from "./types.d.ts" */
import { make, say } from "./dom.js";

/** How many examples have been put elsewhere in the picture, and a button that puts them back.
 * @type {Maker<MovesControl>} */
export function moves({ name, label, meaning }, hands) {
  const told = make("span"), back = make("button", { type: "button", text: "put them back",
    onclick: () => hands.set([[name, ""]]) });
  const node = make("div", { class: "lossviz-control lossviz-moves", "data-name": name, role: "group",
    "aria-label": label }, told, back, make("p", { class: "lossviz-meaning", text: meaning }));
  return { node, follow: (text) => {
    const count = text ? text.split(",").length : 0;
    say(told, count ? `${count} ${count > 1 ? "points" : "point"} moved` : meaning);
    back.hidden = count === 0;
  } };
}
