/** @import { Axis, CanvasMark, Hands } from "./types.d.ts" */
import { grip, make, say, WAYS } from "./dom.js";
import { between } from "./numbers.js";

const REST = 400; // milliseconds after the last key

// A square picture of pixels is a hexadecimal number in a field: row by row, a bit a pixel, the first one leading.

/** The pixels, "0" or "1" each. */
export const pixelsOf = (/** @type {string} */ text, /** @type {number} */ side) =>
  [...BigInt(`0x${text}`).toString(2).padStart(side * side, "0").slice(-side * side)];

export const textOfPixels = (/** @type {string[]} */ pixels) =>
  BigInt(`0b${pixels.join("")}`).toString(16).padStart(Math.ceil(pixels.length / 4), "0");

/** The pixels from one to another, without the first. */
export function stroke(/** @type {number[]} */ from, /** @type {number[]} */ to) {
  const far = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1);
  return Array.from({ length: far }, (_, i) =>
    from.map((start, way) => Math.round(start + ((to[way] - start) * (i + 1)) / far)));
}

/** A picture whose pixels are painted: black or white, whichever the first pixel was not.
 * @param {CanvasMark} mark @param {Hands} hands @param {object} owner */
export function canvas(mark, hands, owner) {
  let at = [0, 0], brush = "0"; // column and row
  const cursor = make("div", { class: "lossviz-cursor" });
  const told = make("span", { class: "lossviz-unseen", "aria-live": "polite" });
  const node = make("div", { class: "lossviz-canvas", tabindex: "0", role: "application",
    "aria-roledescription": "painting", onkeydown: (event) => {
      const way = WAYS[event.key], last = mark.side - 1;
      if (!way && event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (way) go([between(0, at[0] + way[0], last), between(0, at[1] - way[1], last)]);
      else {
        hold();
        paint([at], opposite());
      }
      say(told, `row ${at[1] + 1}, column ${at[0] + 1}: ${opposite() === "0" ? "painted" : "empty"}`);
    } }, cursor, told);
  const pixels = () => pixelsOf(hands.text(mark.name), mark.side);
  const index = (/** @type {number[]} */ [column, row]) => row * mark.side + column;
  const opposite = () => pixels()[index(at)] === "1" ? "0" : "1";
  const go = (/** @type {number[]} */ to) => {
    at = to;
    const [left, top, size] = [...at, 1].map((cells) => `${(100 * cells) / mark.side}%`);
    Object.assign(cursor.style, { left, top, width: size, height: size });
  };
  const paint = (/** @type {number[][]} */ places, /** @type {string} */ colour) => {
    const before = pixels(), after = [...before];
    for (const place of places) after[index(place)] = colour;
    go(places[places.length - 1]);
    if (after.join() !== before.join()) hands.move(owner, [[mark.name, textOfPixels(after)]]);
  };
  const under = (/** @type {PointerEvent} */ event) => {
    const box = node.getBoundingClientRect();
    const shares = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    return shares.map((share) => between(0, Math.floor(share * mark.side), mark.side - 1));
  };
  const { hold } = grip(node, hands, owner, REST, (event) => {
    at = under(event);
    brush = opposite();
    paint([at], brush);
  }, (event) => paint(stroke(at, under(event)), brush));
  const place = (/** @type {CanvasMark} */ next, /** @type {Axis[]} */ axes) => {
    mark = next;
    const { label, side } = mark;
    const [[left, width], [top, height]] = axes.map((axis) => {
      const edges = [-0.5, side - 0.5].map((edge) => axis._offset + axis.l2p(edge));
      return [Math.min(...edges), Math.abs(edges[1] - edges[0])].map((length) => `${length}px`);
    });
    Object.assign(node.style, { left, top, width, height });
    const words = `${label}, ${side} by ${side} pixels; the arrow keys move, the space bar paints`;
    node.setAttribute("aria-label", words);
    go(at);
  };
  return { node, place };
}
