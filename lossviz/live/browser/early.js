/** @import { Fields, Host, Told } from "./types.d.ts" */
// A figure needs nothing of its host: the document draws it where it will be, while the host's scripts are still on
// their way, and the host takes it over once it has a place for it.
import { mount } from "./mount.js";
import { httpSource } from "./source.js";
import { keyOf } from "./state.js";

const PATIENCE = 100; // milliseconds between looks whether a figure has been let go

/** @typedef {{ address: string, page: string, version: string, fields: Fields }} Place */
/** @typedef {{ page: string, key: string, node: HTMLElement, figure: ReturnType<typeof mount>, done: Promise<void>,
 * told: Told | null, host: Host | null }} Early */

let /** @type {Early | null} */ waiting = null;

/** Draws a figure into a node of the document, until a host takes it over.
 * @param {HTMLElement} node @param {Place} place */
export function begin(node, place) {
  const none = { title: document.title, link: location.href, texts: [] };
  const source = httpSource(place), taken = () => own.host?.taken?.() ?? none;
  const tell = (/** @type {Told} */ told) => own.host ? own.host.tell(told) : void (own.told = told);
  const figure = mount(node, { source, tell, taken });
  const /** @type {Early} */ own = { page: place.page, key: keyOf(place.fields), node, figure, told: null, host: null,
    done: figure.show(place.fields) };
  waiting = own;
}

/** The figure that the document has drawn, if it is this one; it goes to its place in the host's page when nobody
 * holds it. @param {HTMLElement} place @param {string} page @param {Fields} fields @param {Host} host */
export function takenOver(place, page, fields, host) {
  const own = waiting;
  waiting = null;
  if (!own) return null;
  const { figure, node } = own, { root } = figure;
  if (own.page !== page || own.key !== keyOf(fields)) {
    figure.unmount();
    node.remove();
    return null;
  }
  own.host = host;
  const isInHand = () => figure.current().isHeld || root.matches(":active") ||
    Boolean(root.querySelector("input:is([type=number], [type=text]):focus"));
  const move = () => {
    if (isInHand()) return void setTimeout(move, PATIENCE);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    figure.parent = place;
    place.replaceChildren(root);
    node.remove();
    if (root.contains(focused)) focused?.focus({ preventScroll: true });
    figure.adoptTheme();
  };
  move();
  if (own.told) host.tell(own.told);
  return { figure, done: own.done };
}
