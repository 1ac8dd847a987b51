/** @import { Domain, Hands, Settings } from "./types.d.ts" */
import { objectionTo, typedNumber } from "./numbers.js";

/** An element: `text` is its text, `on…` its listeners, all else attributes, left out where they are null.
 * @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Settings} settings @param {(Node|string)[]} parts */
export function make(tag, settings = {}, ...parts) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "text") node.textContent = String(value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value !== null) node.setAttribute(key, String(value));
  }
  node.append(...parts);
  return node;
}

/** A paragraph of the house's own words, which hold links. @param {string} text @param {string} kind */
export function paragraph(text, kind = "") {
  const node = make("p", { class: kind });
  node.innerHTML = text;
  return node;
}

/** Writes a text unless it is there already: a live region would be read out again. */
export function say(/** @type {Element} */ node, /** @type {string} */ text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Where it is said what is wrong with an input of a control. */
export const complaint = (/** @type {string} */ id) =>
  make("p", { class: "lossviz-error", id: `${id}-error`, role: "alert" });

/** Nothing is wrong if the sentence is empty. @type {(error: Element, input: Element, sentence: string) => void} */
export function complain(error, input, sentence) {
  say(error, sentence);
  if (sentence) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** Sets the number that was typed, or says what is wrong with it. @type {(input: HTMLInputElement, error: Element,
 * label: string, domain: Domain, set: (text: string) => void) => void} */
export function setTyped(input, error, label, domain, set) {
  const value = typedNumber(input.value), objection = objectionTo(value, input.value, label, domain);
  complain(error, input, objection);
  if (!objection) set(String(value));
}

/** Across and up. @type {Record<string, [number, number] | undefined>} */
export const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Lets a node be held: by the pointer, and with `hold` by keys until they have rested for so many milliseconds.
 * @param {HTMLElement} node @param {Hands} hands @param {object} owner @param {number} rest
 * @param {(event: PointerEvent) => void} take @param {(event: PointerEvent) => void} drag */
export function grip(node, hands, owner, rest, take, drag) {
  let isDragged = false, timer = 0;
  const letGo = () => {
    clearTimeout(timer);
    [isDragged, timer] = [false, 0];
    hands.end(owner);
  };
  node.onpointerdown = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    node.focus();
    node.setPointerCapture(event.pointerId);
    clearTimeout(timer);
    isDragged = true;
    hands.begin(owner);
    take(event);
  };
  node.onpointermove = (event) => isDragged && drag(event);
  node.onblur = () => timer && letGo();
  node.onpointerup = node.onpointercancel = node.onlostpointercapture = () => isDragged && letGo();
  const hold = () => {
    clearTimeout(timer);
    hands.begin(owner);
    if (!isDragged) timer = setTimeout(letGo, rest);
  };
  return { hold, isHeld: () => isDragged || timer !== 0 };
}
