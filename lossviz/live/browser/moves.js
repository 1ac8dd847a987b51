/** @import { Hands, Maker, MovesControl } from "./types.d.ts" */
import { make, say } from "./dom.js";
import { pointTable } from "./point_table.js";
import { entries } from "./state.js";

const counted = (/** @type {number} */ count, /** @type {string} */ done) =>
  count ? [`${count} ${count > 1 ? "points" : "point"} ${done}`] : [];

/** How many examples a reader has moved, added and taken away. @param {string} text @param {number} count */
function tellChanges(text, count) {
  const all = [...entries(text)], out = all.filter(([, [first]]) => first === "out").length;
  const added = all.filter(([example, [first]]) => example >= count && first !== "out").length;
  const parts = [counted(all.length - out - added, "moved"), counted(added, "added"), counted(out, "removed")];
  return parts.flat().join(", ");
}

/** The number of an example that is not there yet; -1 if no more can be added.
 * @param {string} text @param {MovesControl} control */
function nextOf(text, { count, most }) {
  const taken = entries(text);
  const free = Array.from({ length: most }, (_, i) => count + i).find((at) => (taken.get(at) ?? ["out"])[0] === "out");
  return free ?? -1;
}

/** Adds an example, its place as text, and its label if it has one.
 * @param {MovesControl} control @param {Hands} hands @param {string[]} numbers */
export function add(control, hands, numbers) {
  const next = nextOf(hands.text(control.name), control);
  hands.set(numbers.map((text, way) => [`${control.name}.${next}.${way}`, text]));
}

/** What has been done by hand to the examples of the picture: more can be added, all can be put back.
 * @type {Maker<MovesControl>} */
export function moves(control, hands) {
  const { name, label, meaning, count, most, labels } = control;
  const told = make("span", { role: "status" });
  const back = make("button", { type: "button", text: "put them back", onclick: () => hands.set([[name, ""]]) });
  const kind = make("select", { "aria-label": "Label of the new point" },
    ...labels.map((text, value) => make("option", { value, text })));
  const kinds = () => labels.length ? [kind.value] : [];
  const more = make("button", { type: "button", text: "Add a point", "aria-pressed": "false", onclick: async () => {
    if (!hands.moves(name)) return;
    more.setAttribute("aria-pressed", "true");
    const place = await hands.aim(name);
    more.setAttribute("aria-pressed", "false");
    if (!place) return;
    more.focus({ preventScroll: true });
    add(control, hands, [...place, ...kinds()]);
  } });
  const table = pointTable(control, hands, (place) => add(control, hands, place));
  const node = make("div", { class: "lossviz-control lossviz-moves", "data-name": name, role: "group",
    "aria-label": label }, told, ...(most ? [more] : []), ...(most && labels.length ? [kind] : []), back,
    make("p", { class: "lossviz-meaning", text: meaning }), table.node);
  return { node, follow: (text) => {
    say(told, tellChanges(text, count) || meaning);
    back.hidden = !text;
    more.disabled = nextOf(text, control) < 0;
    more.title = more.disabled ? `At most ${most} points can be added.` : "";
  }, drew: table.refresh };
}
