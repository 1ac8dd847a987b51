/** @import { Axis, HandleMark, Hands, Picture } from "./types.d.ts" */
import { canvas } from "./canvas.js";
import { grip, make, WAYS } from "./dom.js";
import { between, changesAt, inReach, shortest } from "./numbers.js";

const REST = 250; // milliseconds after the last key

/** A mark that can be dragged. @param {HandleMark} mark @param {Hands} hands @param {object} owner
 * @param {Picture} picture */
function handle(mark, hands, owner, picture) {
  let at = [...mark.at], offset = [0, 0]; // of the pointer from the centre
  const motions = () => [mark.x, mark.y];
  const stand = (/** @type {Axis[]} */ axes, /** @type {boolean[]} */ ways) => {
    const [left, top] = axes.map((axis, way) => `${axis._offset + axis.l2p(at[way])}px`);
    Object.assign(node.style, ways[0] && { left }, ways[1] && { top });
  };
  // Goes to a place and sets the numbers along these ways.
  const move = (/** @type {number[]} */ to, /** @type {boolean[]} */ ways) => {
    at = to;
    stand(picture.axes(mark) ?? [], [true, true]);
    const changes = changesAt(motions().map((motion, way) => ways[way] ? motion : null), at);
    if (changes.some(([name, text]) => hands.text(name) !== text)) hands.move(owner, changes);
  };
  const node = make("button", { type: "button", class: "lossviz-handle", "aria-roledescription": "handle",
    onkeydown: (event) => {
      const ways = motions().map((motion, way) => (motion && WAYS[event.key]?.[way]) || 0);
      if (!ways.some(Boolean)) return;
      event.preventDefault();
      hold();
      move(motions().map((motion, way) => {
        if (!motion || !ways[way]) return at[way];
        const by = (motion.others === null ? motion.step : 0.01) * (event.shiftKey ? 10 : 1);
        return inReach(at[way] + ways[way] * by, motion);
      }), ways.map(Boolean));
    } });
  const { hold, isHeld } = grip(node, hands, owner, REST, (event) => {
    const own = node.getBoundingClientRect();
    offset = [event.clientX - own.left - own.width / 2, event.clientY - own.top - own.height / 2];
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
    stand(axes, ways);
    if (isHeld()) return;
    node.style.cursor = mark.x && mark.y ? "move" : mark.x ? "ew-resize" : "ns-resize";
    const [left, top] = at.map((number) => shortest(Number(number.toPrecision(3))));
    const words = [mark.x && `x ${left}`, mark.y && `y ${top}`].filter(Boolean).join(", ");
    node.setAttribute("aria-label", `${mark.label}, at ${words}; the arrow keys move it`);
    node.title = mark.label;
  };
  return { node, place };
}

/** Handles and canvases over a picture: what can be dragged, painted, focused and moved with the arrow keys.
 * @param {Hands} hands @param {Picture} picture */
export function handlesOver(picture, hands) {
  const node = make("div", { class: "lossviz-handles" }), /** @type {any[]} */ placed = [];
  // Puts everything on its mark.
  const place = () => {
    const { handles = [], canvases = [] } = picture.figure, marks = [...handles, ...canvases];
    marks.forEach((mark, i) => {
      const before = placed[i], kind = "side" in mark ? canvas : handle;
      if (before?.kind !== kind) {
        placed[i] = { kind, ...kind(/** @type {any} */ (mark), hands, node, picture) };
        node.insertBefore(placed[i].node, before?.node ?? null);
        before?.node.remove();
      }
      const axes = picture.axes(mark);
      placed[i].node.hidden = !axes;
      if (axes) placed[i].place(mark, axes);
    });
    for (const extra of placed.splice(marks.length)) extra.node.remove();
  };
  // A click on a panel with one handle puts the handle there.
  picture.node.addEventListener("click", (event) => {
    const { handles = [], canvases = [] } = picture.figure, pointed = picture.pointed(event);
    const here = handles.filter((mark) => picture.axes(mark)?.every((axis, way) => {
      const pixel = pointed[way] - axis._offset;
      return (way === 1 && !mark.y) || (pixel >= 0 && pixel <= axis._length);
    }));
    if (here.length !== 1 || canvases.length) return;
    const at = picture.axes(here[0])?.map((axis, way) => axis.p2l(pointed[way] - axis._offset)) ?? [];
    hands.set(changesAt([here[0].x, here[0].y], at));
  });
  return { node, place };
}
