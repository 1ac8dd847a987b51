/** @import { Hands } from "./types.d.ts" */
import { make } from "./dom.js";

const ASIDE = 16; // pixels from the middle of a handle
const ROOM = 80; // pixels that the button needs

/** Takes away what a focused handle is of: by Delete or Backspace, or by a button beside it, for those who touch.
 * @param {HTMLElement} node of all handles @param {Hands} hands */
export function remover(node, hands) {
  let /** @type {HTMLElement | null} */ held = null;
  const take = () => {
    const out = held?.dataset.out;
    if (!held || !out) return;
    held.dispatchEvent(new PointerEvent("pointercancel")); // it may be in the hand
    const removable = node.querySelectorAll('.lossviz-handle:not([data-out=""])');
    const all = [.../** @type {NodeListOf<HTMLElement>} */ (removable)];
    const place = all.indexOf(held), next = all[place + 1] ? held : all[place - 1]; // it will be of the one after
    hands.set([[out, "out"]]);
    next?.focus({ preventScroll: true });
  };
  const place = () => {
    button.hidden = !held?.isConnected || held.hidden || !held.dataset.out;
    if (!held || button.hidden) return;
    const left = parseFloat(held.style.left), top = parseFloat(held.style.top);
    const flips = left + ROOM + ASIDE > node.clientWidth;
    button.style.left = `${flips ? left - ASIDE : left + ASIDE}px`;
    button.style.top = `${top}px`;
    button.style.translate = `${flips ? -100 : 0}% -50%`;
    button.setAttribute("aria-label", `Remove ${held.title}`);
  };
  const button = make("button", { type: "button", class: "lossviz-remove", text: "Remove", hidden: "",
    onpointerdown: (event) => event.preventDefault(), // the handle keeps the focus
    onclick: take });
  node.addEventListener("focusin", ({ target }) => {
    if (target !== button) held = /** @type {HTMLElement} */ (target);
    place();
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget === button) return;
    held = null;
    place();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    if (!held?.dataset.out) return;
    event.preventDefault();
    take();
  });
  for (const event of ["keyup", "pointerup"]) node.addEventListener(event, place);
  return { node: button, place };
}
