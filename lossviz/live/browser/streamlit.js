/** @import { Fields, Source, Taken, Told } from "./types.d.ts" */
import { takenOver } from "./early.js";
import { mount } from "./mount.js";
import { httpSource } from "./source.js";
import { difference, keyOf } from "./state.js";

const PATIENCE = 100; // milliseconds between looks whether a figure has been let go

/** @typedef {{ address: string, page: string, version: string, fields: Fields, turn: number,
 * awaited: boolean, taken: Taken }} Data */
/** @typedef {{ data: Data, parentElement: ParentNode, setStateValue(name: string, value: unknown): void }} Component */

/** A figure in a Streamlit page. The script of the page tells fields, the figure tells those that the reader has
 * changed: of the others the script may have heard something newer.
 * @param {Component} component @param {HTMLElement} place @param {Source} source */
function hosted(component, place, source) {
  const { fields, page, turn } = component.data;
  // `given` by the host, what it gave or was told last; `echoed`, the turn up to which the host has answered, with
  // `base`; `moved` since then.
  const own = { component, given: keyOf(fields), echoed: turn, base: fields, moved: /** @type {Fields} */ ({}) };
  const host = { source, turn, taken: () => own.component.data.taken, tell: (/** @type {Told} */ told) => {
    own.given = keyOf(told.fields);
    own.moved = difference(own.base, told.fields);
    // What is no more among the fields is as at first.
    const gone = Object.keys(own.base).filter((name) => !(name in told.fields));
    own.component.setStateValue("settled", { turn: told.turn, fields: own.moved, gone });
  } };
  const fresh = () => {
    const figure = mount(place, host);
    return { figure, done: figure.show(fields) };
  };
  const { figure, done } = (turn === 0 && takenOver(place, page, fields, host)) || fresh();
  // What stands below the figure waits for it, drawn or not.
  done.finally(() => own.component.data.awaited && own.component.setStateValue("drawn", true));
  return Object.assign(own, { figure });
}

/** @param {ReturnType<typeof hosted>} own @param {Component} component */
function receive(own, component) {
  own.component = component;
  const { fields, turn } = component.data, { figure, base, moved } = own, now = figure.current();
  figure.adoptTheme();
  if (turn !== now.turn) return;
  if (now.isHeld) return void setTimeout(() => own.component === component && receive(own, component), PATIENCE);
  const isFirst = turn !== own.echoed, given = keyOf(fields);
  const isOther = Object.entries(fields).some(([name, text]) => !(name in moved) && (base[name] ?? text) !== text);
  Object.assign(own, { echoed: turn, base: fields, moved: {} });
  // The first answer to a turn is what the figure told, in the host's words, if nothing else has changed meanwhile.
  const isShown = given === own.given || (isFirst && !isOther);
  own.given = given;
  if (!isShown) figure.show(fields);
}

const /** @type {WeakMap<Element, ReturnType<typeof hosted>>} */ mounted = new WeakMap();

/** Streamlit calls this anew whenever its data or the theme change. The result ends the figure, unless it was called
 * anew since: Streamlit also cleans up after calls that another has overtaken.
 * @param {Component} component @param {(place: Data) => Source} sourceOf */
export function attach(component, sourceOf = httpSource) {
  const place = /** @type {HTMLElement} */ (component.parentElement.querySelector(".lossviz-mount"));
  const own = mounted.get(place);
  if (own?.component.data.page === component.data.page) receive(own, component);
  else {
    own?.figure.unmount();
    mounted.set(place, hosted(component, place, sourceOf(component.data)));
  }
  return () => {
    const now = mounted.get(place);
    if (now?.component === component && mounted.delete(place)) now.figure.unmount();
  };
}
