/** @import { Axis, HandleMark, Hands, Picture } from "./types.d.ts" */
import { aimOver } from "./aim.js";
import { canvas } from "./canvas.js";
import { grip, make, WAYS } from "./dom.js";
import { between, changesAt, inReach, shortest } from "./numbers.js";
import { remover } from "./removing.js";

const REST = 700; // milliseconds after the last key: a burst of keys is one entry in the history
const STILL = 5; // pixels that a click may move
const LEAST = 8; // pixels of a panel; one that a short screen leaves out has none
const MANY = 12; // handles in groups: their marks are drawn already, rings at rest would bury them

const px = (/** @type {number} */ length) => `${length}px`;
const pixel = (/** @type {Axis} */ axis, /** @type {number} */ at) => axis._offset + axis.l2p(at);

/** What can be taken hold of, in pixels: left, top, width, height; nothing for a mark that is a ring alone.
 * @param {HandleMark} mark @param {number[]} at @param {Axis[]} axes */
function bodyOf({ grip: body, at: [x, y] }, at, axes) {
  if (!body) return null;
  const across = body.slice(0, 2).map((edge) => pixel(axes[0], edge + at[0] - x));
  const up = body.slice(2).map((edge) => pixel(axes[1], edge + at[1] - y));
  const [left, top] = [Math.min(...across), Math.min(...up)];
  return [left, top, Math.max(...across) - left, Math.max(...up) - top];
}

/** A mark that can be dragged by its ring and by its whole body. @param {HandleMark} mark @param {Hands} hands
 * @param {object} owner @param {Picture} picture */
function handle(mark, hands, owner, picture) {
  let at = [...mark.at], offset = [0, 0]; // of the pointer from the place
  const motions = () => [mark.x, mark.y];
  const stand = (/** @type {Axis[]} */ axes) => {
    const body = bodyOf(mark, at, axes), [x, y] = at.map((place, way) => pixel(axes[way], place));
    const [left, top, width, height] = body ?? [x, y, 0, 0];
    Object.assign(node.style, { left: px(left), top: px(top), width: px(width), height: px(height) });
    Object.assign(ring.style, { left: px(x - left), top: px(y - top) });
    node.classList.toggle("lossviz-bodied", body !== null);
  };
  // Goes to a place and sets the numbers along these ways.
  const move = (/** @type {number[]} */ to, /** @type {boolean[]} */ ways) => {
    const frees = motions().map((motion, way) => !motion || !ways[way] || hands.moves(motion.name));
    at = to.map((place, way) => frees[way] ? place : at[way]);
    stand(picture.axes(mark) ?? []);
    const changes = changesAt(motions().map((motion, way) => ways[way] ? motion : null), at);
    if (changes.some(([name, text]) => hands.text(name) !== text)) hands.move(owner, changes);
  };
  const ring = make("span", { class: "lossviz-ring" });
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const ways = motions().map((motion, way) => (motion && WAYS[event.key]?.[way]) || 0);
    if (!ways.some(Boolean)) return;
    event.preventDefault();
    hold();
    move(motions().map((motion, way) => {
      if (!motion || !ways[way]) return at[way];
      const step = motion.others === null ? motion.step / Math.abs(motion.times) : 0.01;
      return inReach(at[way] + ways[way] * step * (event.shiftKey ? 10 : 1), motion);
    }), ways.map(Boolean));
  };
  const node = make("div", { class: "lossviz-handle", role: "slider", tabindex: "0", onkeydown }, ring);
  const { hold, isHeld } = grip(node, hands, owner, REST, (event) => {
    const axes = picture.axes(mark) ?? [], pointed = picture.pointed(event);
    offset = axes.map((axis, way) => pointed[way] - pixel(axis, at[way]));
  }, (event) => {
    const axes = picture.axes(mark), pointed = picture.pointed(event);
    if (axes) move(motions().map((motion, way) => !motion ? at[way]
      : axes[way].p2l(between(0, pointed[way] - offset[way] - axes[way]._offset, axes[way]._length))), [true, true]);
  });
  const place = (/** @type {HandleMark} */ next, /** @type {Axis[]} */ axes) => {
    mark = next;
    // Held, it stays under the pointer, but for a way that it does not move by itself: an item's place in a list.
    const ways = motions().map((motion) => !isHeld() || !motion);
    at = mark.at.map((number, way) => ways[way] ? number : at[way]);
    stand(axes);
    node.dataset.group = mark.group;
    node.dataset.out = mark.out ?? "";
    node.dataset.ways = `${mark.x ? "x" : ""}${mark.y ? "y" : ""}`;
    say(node, mark, at);
  };
  return { node, place };
}

/** What a screen reader tells of it. @param {HTMLElement} node @param {HandleMark} mark @param {number[]} at */
function say(node, mark, at) {
  const [x, y] = at.map((number) => shortest(Number(number.toPrecision(3))));
  const way = mark.x ? 0 : 1, motion = mark.x ?? mark.y;
  if (!motion) return;
  const [low, high] = [-Infinity, Infinity].map((end) => inReach(end, motion));
  const words = [mark.x && `x ${x}`, mark.y && `y ${y}`].filter(Boolean).join(", ");
  const told = { "aria-label": mark.label, "aria-valuenow": [x, y][way], "aria-valuetext": words, title: mark.label,
    "aria-valuemin": shortest(low), "aria-valuemax": shortest(high),
    "aria-orientation": way ? "vertical" : "horizontal",
    "aria-roledescription": mark.x && mark.y ? "handle in two directions" : "handle",
    ...(mark.out && { "aria-keyshortcuts": "Delete" }) };
  for (const [name, text] of Object.entries(told)) if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Of a group one is a stop of the Tab key, the one that was focused last; Page Up and Page Down go to the others.
 * Gives what is to be done when handles have come or gone. */
function roving(/** @type {HTMLElement} */ node) {
  const /** @type {Map<string | undefined, HTMLElement>} */ stops = new Map();
  const members = () => [.../** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll("[data-group]"))]
    .filter((each) => each.dataset.group && !each.hidden);
  const rove = () => {
    const all = members();
    for (const [group, stop] of stops) if (!all.includes(stop)) stops.delete(group);
    for (const each of all) {
      const { group } = each.dataset;
      if (!stops.has(group)) stops.set(group, each);
      each.tabIndex = stops.get(group) === each ? 0 : -1;
      each.classList.toggle("lossviz-crowd", all.length > MANY);
    }
  };
  node.addEventListener("focusin", ({ target }) => {
    const each = /** @type {HTMLElement} */ (target);
    if (each.dataset.group) stops.set(each.dataset.group, each);
    rove();
  });
  node.addEventListener("keydown", (event) => {
    const way = { PageUp: -1, PageDown: 1 }[event.key], { group } = /** @type {HTMLElement} */ (event.target).dataset;
    if (!way || !group) return;
    event.preventDefault();
    const all = members().filter((each) => each.dataset.group === group);
    all[(all.findIndex((each) => each === event.target) + way + all.length) % all.length].focus();
  });
  // In a crowd bodies overlap: the nearest is meant, not the one that happens to lie on top.
  node.addEventListener("pointerdown", (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    if (!from.classList.contains("lossviz-crowd")) return;
    const far = (/** @type {HTMLElement} */ each) => {
      const { left, top } = each.getBoundingClientRect();
      return Math.hypot(event.clientX - left, event.clientY - top);
    };
    const group = members().filter((each) => each.dataset.group === from.dataset.group);
    const nearest = group.reduce((best, each) => far(each) < far(best) ? each : best);
    if (nearest === from) return;
    event.stopPropagation();
    nearest.dispatchEvent(new PointerEvent("pointerdown", event));
  }, true);
  return rove;
}

/** Handles and canvases over a picture: what can be dragged, painted, focused and moved with the arrow keys.
 * @param {Hands} hands @param {Picture} picture */
export function handlesOver(picture, hands) {
  const node = make("div", { class: "lossviz-handles" }), /** @type {any[]} */ placed = [], rove = roving(node);
  const aim = aimOver(picture), removing = remover(node, hands);
  node.append(removing.node, aim.node);
  // Puts everything on its mark.
  const place = () => {
    const { handles = [], canvases = [] } = picture.figure, marks = [...handles, ...canvases], before = placed.length;
    marks.forEach((mark, i) => {
      const there = placed[i], kind = "side" in mark ? canvas : handle;
      if (there?.kind !== kind) {
        placed[i] = { kind, ...kind(/** @type {any} */ (mark), hands, node, picture) };
        node.insertBefore(placed[i].node, there?.node ?? removing.node);
        there?.node.remove();
      }
      const axes = picture.axes(mark);
      placed[i].node.hidden = !axes || axes.some(({ _length }) => _length < LEAST);
      if (axes) placed[i].place(mark, axes);
    });
    for (const extra of placed.splice(marks.length)) extra.node.remove();
    if (before !== marks.length) rove();
    aim.place();
    removing.place();
  };
  placesAtClicks(picture, hands);
  return { node, place, aim: aim.ask };
}

/** A click, which is no drag, on a panel with one thing to move puts it there.
 * @param {Picture} picture @param {Hands} hands */
function placesAtClicks(picture, hands) {
  let /** @type {number[]} */ pressed = [];
  picture.node.addEventListener("pointerdown", (event) => pressed = [event.clientX, event.clientY], true);
  picture.node.addEventListener("click", (event) => {
    const { handles = [], canvases = [] } = picture.figure, pointed = picture.pointed(event);
    const far = Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]);
    const here = handles.filter((mark) => !mark.group && picture.axes(mark)?.every((axis, way) => {
      const at = pointed[way] - axis._offset;
      return at >= 0 && at <= axis._length;
    }));
    const probes = here.filter((mark) => !mark.grip || here.length === 1);
    if (far > STILL || probes.length !== 1 || canvases.length) return;
    const at = picture.axes(probes[0])?.map((axis, way) => axis.p2l(pointed[way] - axis._offset)) ?? [];
    hands.set(changesAt([probes[0].x, probes[0].y], at));
  });
}
