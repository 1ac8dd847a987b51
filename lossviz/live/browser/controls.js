/** @import { Control, Fields, Hands, Maker } from "./types.d.ts" */
import { make, say } from "./dom.js";
import * as kinds from "./kinds.js";
import { fieldOf, textOf } from "./state.js";

const /** @type {Record<string, Maker<any>>} */ makers = kinds;

/** The controls of a figure. One whose description stays, but for its value, keeps its node and so its focus.
 * @param {Hands} hands @param {string} id */
export function panel(hands, id) {
  // In a dense panel one line tells the meaning of the control that was pointed at or reached last.
  const hint = make("p", { class: "lossviz-hint", "aria-hidden": "true" });
  const explain = (/** @type {Event} */ { target }) => {
    const control = /** @type {Element} */ (target).closest(".lossviz-control");
    const meaning = control?.querySelector(".lossviz-meaning")?.textContent;
    if (meaning) say(hint, meaning);
  };
  const node = make("div", { class: "lossviz-panel", role: "group", "aria-label": "Controls of the figure",
    onpointerover: explain, onfocusin: explain }, hint);
  let /** @type {Map<string, { shape: string, view: ReturnType<Maker<Control>> }>} */ shown = new Map();
  const arrange = (/** @type {Control[]} */ controls, /** @type {string} */ loss) => {
    const before = shown;
    shown = new Map(controls.map((control) => {
      const shape = JSON.stringify([{ ...control, value: null }, loss]), kept = before.get(control.name);
      if (kept?.shape === shape) return [control.name, kept];
      const own = `${id}-${control.name.replace(".", "-")}`;
      return [control.name, { shape, view: makers[control.kind](control, hands, own) }];
    }));
    for (const [name, { view }] of before) if (shown.get(name)?.view !== view) view.node.remove();
    [...shown.values()].forEach(({ view }, place) => {
      view.follow(String(controls[place].value));
      // Moving a node that has the focus would take the focus from it.
      const there = node.children[place];
      if (there !== view.node) node.insertBefore(view.node, there);
    });
    node.hidden = controls.length === 0;
    node.classList.toggle("lossviz-dense", controls.length > 4);
  };
  /** With the fields that have been set. */
  const follow = (/** @type {Fields} */ fields) => {
    for (const [name, { view }] of shown) if (fieldOf(name) in fields) view.follow(textOf(fields, name));
  };
  return { node, arrange, follow };
}
