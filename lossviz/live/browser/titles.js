/** @import { Layout } from "./types.d.ts" */
import { widthOf } from "./names.js";

const SMALLEST = 9; // pixels of the type
const EDGE = 4;

/** Titles of axes across that have less room than they need get a smaller type.
 * @param {Layout} layout is changed @param {number} width of the picture @param {string} family of the type */
export function fitTitles(layout, width, family) {
  const { l = 0, r = 0 } = /** @type {any} */ (layout).margin ?? {};
  for (const [key, part] of Object.entries(layout)) {
    const axis = /** @type {any} */ (part);
    if (!key.startsWith("xaxis") || !axis.title?.text) continue;
    const [from, to] = axis.domain ?? [0, 1], middle = l + ((width - l - r) * (from + to)) / 2;
    const room = 2 * Math.min(middle, width - middle) - EDGE, { font = {} } = axis.title, { size = 13 } = font;
    const share = room / widthOf(axis.title.text, family, size);
    if (share < 1) axis.title.font = { ...font, size: Math.max(SMALLEST, Math.floor(size * share)) };
  }
}
