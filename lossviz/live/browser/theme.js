/** @import { Colours } from "./types.d.ts" */

/** The colours of the theme that a node is in: the dark one's where its text is light.
 * @param {Element} node @param {Record<string, Colours>} themes */
export function inkOf(node, themes) {
  const [r, g, b] = (getComputedStyle(node).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  return themes[0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light"];
}
