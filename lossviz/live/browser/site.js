// The pages of a static site: everything that they ask for is a file beside them.
import { finder } from "./finding.js";
import { attach as attachGallery } from "./gallery.js";
import { attach as attachMap } from "./relatives.js";
import { begin as beginFigure } from "./standalone.js";
import { fieldOf } from "./state.js";
import { attach as attachThings } from "./things.js";

/** @import { Index } from "./finding.js" */
/** @typedef {{ families: [string, string][], gallery: string, search: string }} Places */

const isDark = matchMedia("(prefers-color-scheme: dark)");

/** Now, and whenever the theme changes. @param {() => void} act */
function themed(act) {
  act();
  isDark.addEventListener("change", act);
}

/** @param {string} id @returns {any} */
const told = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

/** @param {string} address @returns {Promise<any>} */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  return answer.json();
}

const fieldOfControl = (/** @type {{ name: string }} */ { name }) => fieldOf(name);
const isNumbers = (/** @type {string} */ text) => text.split(",").every((each) => Number.isFinite(parseFloat(each)));

/** Draws the page's figure, its sliders where the address has them. The picture of its first state stands until it is
 * drawn, or cannot be. */
function figure() {
  const node = document.getElementById("lossviz-told"), still = document.querySelector(".lossviz-still");
  if (!node || !still) return;
  const today = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  node.textContent = String(node.textContent).replaceAll("{link}", location.href).replaceAll("{today}", today);
  const figure = beginFigure(), watcher = new MutationObserver(() => {
    if (!figure.parent.querySelector("[data-ready], .lossviz-failed")) return;
    still.remove();
    watcher.disconnect();
  });
  figure.parent.append(still);
  watcher.observe(figure.root, { subtree: true, attributeFilter: ["data-ready", "class"] });
  const { fields, controls } = told("lossviz-told").snapshot, live = new Set(controls.map(fieldOfControl));
  const asked = [...new URLSearchParams(location.search)].filter(([name, text]) => live.has(name) && isNumbers(text));
  if (asked.length) figure.show({ ...fields, ...Object.fromEntries(asked) });
}

/** All losses, with the search. */
function gallery() {
  const /** @type {Places | null} */ places = told("lossviz-places");
  if (!places) return;
  let /** @type {Promise<ReturnType<typeof finder>> | null} */ search = null;
  const ask = async (/** @type {string} */ what, /** @type {Record<string, string>} */ fields) => {
    if (what === "gallery") return fetched(places.gallery);
    search ??= fetched(places.search).then((/** @type {Index} */ index) => finder(index), (error) => {
      search = null;
      throw error;
    });
    return (await search)(fields.q);
  };
  const data = { address: "", version: "", families: places.families, ask };
  themed(() => attachGallery({ data, parentElement: document }));
  attachThings({ parentElement: document });
}

/** What of all this the page has. */
export function begin() {
  figure();
  gallery();
  const map = told("lossviz-map");
  if (map) themed(() => attachMap({ data: map, parentElement: document }));
}
