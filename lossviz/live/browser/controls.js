/** @import { Control, Fields, Hands, Maker } from "./types.d.ts" */
import { make } from "./dom.js";
import * as kinds from "./kinds.js";
import { fieldOf, textOf } from "./state.js";

const /** @type {Record<string, Maker<any>>} */ makers = kinds;

/** Puts nodes into their order; one that has its place stays there: moved, it would lose the focus.
 * @param {Element} parent @param {Element[]} nodes */
const line = (parent, nodes) => nodes.forEach((node, place) => {
  const there = parent.children[place];
  if (there !== node) parent.insertBefore(node, there ?? null);
});

/** Gives a control a button that tells its meaning, seen where there is no room for all meanings.
 * @param {HTMLElement} node @param {string} label */
function informed(node, label) {
  const meaning = node.querySelector(":scope > .lossviz-meaning");
  if (!meaning) return;
  const button = make("button", { type: "button", class: "lossviz-info", text: "?", "aria-label": `What is ${label}?`,
    "aria-expanded": "false", title: meaning.textContent, onclick: () =>
      button.setAttribute("aria-expanded", String(node.classList.toggle("lossviz-told"))) });
  meaning.before(button);
}

/** What can have the focus in a control. @param {Element} node */
const stops = (node) => [.../** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll("input, select, button"))];

/** Whether a reader has hold of a control, or is typing in it. @param {Element} node @param {Hands} hands */
const isInHand = (node, hands) => node.matches(":active") || (node.contains(document.activeElement) &&
  (hands.isHeld() || node.querySelector(":is([type=number], [type=text]):focus") !== null));

/** A group that is folded away under its title. @param {string} title */
function folded(title) {
  const body = make("div", { class: "lossviz-folded" });
  const node = make("details", { class: "lossviz-fold" }, make("summary", { text: title }), body);
  return { node, body };
}

/** The controls of a figure. One whose description stays, but for its value, keeps its node; so does one that a reader
 * has in hand until it is let go; else the focus goes to the new one.
 * @param {Hands} hands @param {string} id */
export function panel(hands, id) {
  const node = make("div", { class: "lossviz-panel", role: "group", "aria-label": "Controls of the figure" });
  const /** @type {Map<string, ReturnType<typeof folded>>} */ folds = new Map();
  let /** @type {Map<string, { shape: string, view: ReturnType<Maker<Control>> }>} */ shown = new Map();
  let /** @type {Control[] | null} */ late = null; // those that are to take the places of what was in hand
  const made = (/** @type {Control} */ control) => {
    const view = makers[control.kind](control, hands, `${id}-${control.name.replace(".", "-")}`);
    informed(view.node, control.label);
    return view;
  };
  const put = (/** @type {Control[]} */ controls) => {
    const titles = new Set(controls.map(({ fold = "" }) => fold));
    for (const [title, { node }] of folds) if (!titles.has(title)) folds.delete(title) && node.remove();
    const of = (/** @type {string} */ title) =>
      controls.flatMap(({ name, fold = "" }) => fold === title ? shown.get(name)?.view.node ?? [] : []);
    titles.delete("");
    for (const title of titles) if (!folds.has(title)) folds.set(title, folded(title));
    line(node, [...of(""), ...[...folds.values()].map((fold) => fold.node)]);
    for (const [title, { body }] of folds) line(body, of(title));
    node.hidden = controls.length === 0;
    node.classList.toggle("lossviz-dense", of("").length > 4);
  };
  const arrange = (/** @type {Control[]} */ controls) => {
    const before = shown;
    let /** @type {HTMLElement | undefined} */ heir;
    late = null;
    shown = new Map(controls.map((control) => {
      const shape = JSON.stringify({ ...control, value: null }), kept = before.get(control.name);
      if (kept?.shape === shape) return [control.name, kept];
      if (!kept || !isInHand(kept.view.node, hands)) return [control.name, { shape, view: made(control) }];
      late = controls;
      kept.view.outlive?.();
      return [control.name, kept];
    }));
    for (const [name, { view: { node } }] of before) {
      const next = shown.get(name)?.view.node;
      if (next === node) continue;
      if (next && node.contains(document.activeElement)) heir = stops(next)[stops(node).findIndex((each) =>
        each === document.activeElement)];
      node.remove();
    }
    for (const control of controls) shown.get(control.name)?.view.follow(String(control.value));
    put(controls);
    heir?.focus({ preventScroll: true });
  };
  /** With the fields that have been set. */
  const follow = (/** @type {Fields} */ fields) => {
    for (const [name, { view }] of shown) if (fieldOf(name) in fields) view.follow(textOf(fields, name));
  };
  const renew = () => {
    if (!late) return;
    arrange(late);
    for (const [name, { view }] of shown) view.follow(hands.text(name));
  };
  for (const end of ["focusout", "pointerup"]) node.addEventListener(end, () => setTimeout(renew));
  /** After the figure has been drawn. */
  const drew = () => shown.forEach(({ view }) => view.drew?.());
  return { node, arrange, follow, drew };
}
