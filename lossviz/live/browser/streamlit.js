/** @import { Fields, Source, Taken, Told } from "./types.d.ts" */
import { takenOver } from "./early.js";
import { mount } from "./mount.js";
import { httpSource } from "./source.js";
import { keyOf } from "./state.js";

/** @typedef {{ address: string, page: string, version: string, fields: Fields, turn: number,
 * awaited: boolean, taken: Taken }} Data */
/** @typedef {{ data: Data, parentElement: ParentNode, setStateValue(name: string, value: unknown): void }} Component */

/** A figure in a Streamlit page. The script of the page tells fields, the figure tells what the reader settles on.
 * @param {Component} component @param {HTMLElement} place @param {Source} source */
function hosted(component, place, source) {
  const { fields, page, turn } = component.data;
  // `given` by the host, what it gave or was told last; `echoed`, the turn up to which the host has answered.
  const own = { component, given: keyOf(fields), echoed: turn };
  const host = { source, turn, taken: () => own.component.data.taken, tell: (/** @type {Told} */ told) => {
    own.given = keyOf(told.fields);
    own.component.setStateValue("settled", { turn: told.turn, fields: told.fields });
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
  const { fields, turn } = component.data, { figure } = own, now = figure.current(), given = keyOf(fields);
  // The first answer to a turn is what the figure told, in the host's words.
  if (turn === now.turn && turn !== own.echoed) Object.assign(own, { given, echoed: turn });
  if (turn !== now.turn || now.isHeld || given === own.given) return figure.adoptTheme();
  own.given = given;
  figure.show(fields);
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
