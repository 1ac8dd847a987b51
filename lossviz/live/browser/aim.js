/** @import { Axis, HandleMark, Motion, Picture } from "./types.d.ts" */
import { make, say, WAYS } from "./dom.js";
import { inReach, numberAt } from "./numbers.js";

const HINT = "Click or tap where the point goes, or use the arrow keys and Enter. Escape stops.";

/** @typedef {HandleMark & { x: Motion, y: Motion }} Free */

/** The handles that set this field, both ways. @param {Picture} picture @param {string} name @returns {Free[]} */
export const marksOf = (picture, name) => (picture.figure.handles ?? [])
  .flatMap((mark) => mark.x?.name.startsWith(`${name}.`) && mark.y ? [/** @type {Free} */ (mark)] : []);

/** Lets a reader say a place in the picture: by a click or a tap, or by the arrow keys and Enter.
 * @param {Picture} picture */
export function aimOver(picture) {
  let /** @type {Free | null} */ mark = null, at = [0, 0];
  let done = (/** @type {string[] | null} */ _place) => {};
  const lines = [make("i"), make("i")], told = make("span", { class: "lossviz-unseen", "aria-live": "polite" });
  const axes = () => (mark && picture.axes(mark)) ?? [];
  const motions = () => mark ? [mark.x, mark.y] : [];
  const go = (/** @type {number[]} */ to) => {
    at = motions().map((motion, way) => inReach(to[way], motion));
    axes().forEach((axis, way) => lines[way].style.setProperty(way ? "top" : "left", `${axis.l2p(at[way])}px`));
  };
  const pointed = (/** @type {MouseEvent} */ event) => {
    const place = picture.pointed(event);
    return axes().map((axis, way) => axis.p2l(place[way] - axis._offset));
  };
  const stop = (/** @type {string[] | null} */ place) => {
    mark = null; // before it is hidden: it loses the focus then
    node.hidden = true;
    done(place);
  };
  const take = () => stop(motions().map((motion, way) => numberAt(at[way], motion)));
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const ways = WAYS[event.key];
    if (event.key === "Escape") stop(null);
    else if (event.key === "Enter" || event.key === " ") take();
    else if (ways) {
      go(at.map((place, way) => place + ways[way] * motions()[way].step * (event.shiftKey ? 10 : 1)));
      say(told, motions().map((motion, way) => `${"xy"[way]} ${numberAt(at[way], motion)}`).join(", "));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const node = make("div", { class: "lossviz-aim", tabindex: "0", role: "application", "aria-label": HINT, hidden: "",
    onkeydown, onpointermove: (event) => go(pointed(event)), onblur: () => mark && stop(null), onclick: (event) => {
      event.stopPropagation();
      go(pointed(event));
      take();
    } }, ...lines, make("p", { text: "Click or tap where it goes." }), told);
  const place = () => {
    const [across, up] = axes();
    if (!across || !up) return;
    const [left, width, top, height] = [across._offset, across._length, up._offset, up._length].map((at) => `${at}px`);
    Object.assign(node.style, { left, width, top, height });
    go(at);
  };
  /** Resolves with the numbers of the place as text, or with null where the reader would rather not.
   * @param {string} name of the field that its handles set @returns {Promise<string[] | null>} */
  const ask = (name) => {
    stop(null);
    mark = marksOf(picture, name).find((each) => picture.axes(each)) ?? null;
    if (!mark) return Promise.resolve(null);
    at = axes().map((axis) => axis.p2l(axis._length / 2));
    node.hidden = false;
    place();
    node.focus();
    return new Promise((resolve) => done = resolve);
  };
  return { node, ask, place };
}
