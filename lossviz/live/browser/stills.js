/** @import { Library, Snapshot } from "./types.d.ts" */
// Figures as pictures, for pages that are made beforehand: they stand until the figure is drawn.
import { decoded } from "./specification.js";
import { drawn, framed, HEIGHT, raster, WIDTH } from "./takeaway.js";

const SHARP = 1.25; // pixels of a picture on a page to one of the drawing

/** @param {Blob} blob @returns {Promise<string>} */
const addressOf = (blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(String(reader.result));
  reader.readAsDataURL(blob);
});

/** A drawing on its paper, which shows around names as it does on a page. @param {string} svg @param {string} paper */
const papered = (svg, paper) => svg.replace(/^<svg [^>]*>/, (head) => `${head}<style>.textpoint text { paint-order: ` +
  `stroke; stroke: ${paper}; stroke-width: 4px; stroke-linejoin: round; }</style>` +
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/>`);

/** A figure in both themes, and with its title and its point for those who send its link; as data addresses.
 * @param {Library} library @param {Snapshot} snapshot @param {string} title @param {string[]} words */
export async function stills(library, { figure, themes, conceal }, title, words) {
  const own = decoded(figure), named = !conceal.includes("role:name");
  const made = /** @type {Record<string, string>} */ ({});
  for (const [theme, { text, paper }] of Object.entries(themes)) {
    const svg = papered(await drawn(library, own, themes, named, text), paper);
    made[theme] = await addressOf(await raster(svg, SHARP, "image/webp"));
    if (theme === "light") made.card = await addressOf(await raster(framed(svg, title, words), 1, "image/jpeg", 0.7));
  }
  return made;
}
