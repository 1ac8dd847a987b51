// The map of relatives: losses as dots with names, limits and equalities as lines between them. At rest it is quiet; a
// loss that is pointed at, focused or touched shows its relatives alone, with what is said of them.
import { make, say } from "./dom.js";
import { keepPlaceAtLinks, keepPlace } from "./links.js";
import { inkOf } from "./theme.js";

/** @import { Colours } from "./types.d.ts" */
/** @typedef {{ name: string, x: number, y: number, width: number, height: number, gutter: number }} Block */
/** @typedef {{ key: string, text: string, x: number, y: number }} Node */
/** @typedef {{ key: string, path: string, far: boolean }} Edge */
/** @typedef {{ width: number, height: number, blocks: Block[], nodes: Node[], edges: Edge[] }} Places */
/** @typedef {{ key: string, statement: string, href: string, ends: [string, string], limit: boolean }} Statement */
/** @typedef {{ name: string, href: string }} Loss */
/** @typedef {{ maps: Record<string, Places>, losses: Record<string, Loss>, themes: Record<string, Colours>,
 *   statements: { family: string, items: Statement[] }[] }} Data */

const LINGER = 120; // milliseconds over a loss before it is shown: a pointer on its way elsewhere passes many
const countOf = (/** @type {number} */ number) => `${number} relative${number === 1 ? "" : "s"}`;

/** @param {string} tag @param {Record<string, unknown>} settings @param {(globalThis.Node|string)[]} parts */
function svg(tag, settings = {}, ...parts) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(settings)) node.setAttribute(key, String(value));
  node.append(...parts);
  return node;
}

/** One picture of the map. */
class Picture {
  /** @type {Map<string, SVGElement>} */ #dots;
  /** @type {Map<string, SVGElement>} */ #lines;
  #places;

  /** @param {string} name @param {Places} places @param {Data} data @param {Map<string, Statement[]>} relatives
   * @param {(key: string) => void} choose */
  constructor(name, places, { losses, statements }, relatives, choose) {
    this.#places = places;
    const { width, height, blocks, nodes, edges } = places;
    const limits = new Set(statements.flatMap(({ items }) => items).flatMap(({ key, limit }) => limit ? key : []));
    this.#lines = new Map(edges.map(({ key, path, far }) => [key, svg("path", { d: path, "data-key": key,
      class: ["lossviz-line", far && "lossviz-far", limits.has(key) && "lossviz-limit"].filter(Boolean).join(" ") })]));
    this.#dots = new Map(nodes.map(({ key, text, x, y }) => [key, svg("a", { href: losses[key].href, "data-key": key,
      tabindex: -1, "aria-label": `${losses[key].name}, ${countOf(relatives.get(key)?.length ?? 0)}` },
    svg("rect", { class: "lossviz-near", x: x - 8, y: y - 10, width: 9 + 6.1 * text.length + 10, height: 20 }),
    svg("circle", { cx: x, cy: y, r: 3.5 }), svg("text", { x: x + 9, y: y + 4.5 }, text))]));
    this.node = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", class: `lossviz-map-${name}`,
      "aria-label": "Losses by family; the arrow keys go from one to the next" },
    ...blocks.map(({ x, y, width, height }) => svg("rect", { class: "lossviz-block", x, y, width, height, rx: 6 })),
    svg("g", { "aria-hidden": "true" }, ...this.#lines.values()),
    ...blocks.map(({ name, x, y, gutter }) => svg("text", { class: "lossviz-family", x: x + gutter - 4, y: y + 18 },
      name)), ...this.#dots.values());
    this.#dots.get(nodes[0].key)?.setAttribute("tabindex", "0");
    this.#watch(choose);
  }

  #watch(/** @type {(key: string) => void} */ choose) {
    let timer = 0, shown = "", isTouched = false;
    const show = (/** @type {string} */ key) => {
      clearTimeout(timer);
      shown = key;
      choose(key);
    };
    const keyAt = (/** @type {Event} */ event) =>
      /** @type {Element} */ (event.target).closest("a")?.getAttribute("data-key") ?? "";
    this.node.addEventListener("pointerover", (event) => {
      clearTimeout(timer);
      const key = keyAt(event);
      if (key && /** @type {PointerEvent} */ (event).pointerType !== "touch") timer = setTimeout(show, LINGER, key);
    });
    this.node.addEventListener("pointerleave", () => clearTimeout(timer));
    this.node.addEventListener("pointerdown", (event) => {
      isTouched = /** @type {PointerEvent} */ (event).pointerType === "touch" && keyAt(event) !== shown;
    });
    // The first touch shows what hangs together, the second follows the link.
    this.node.addEventListener("click", (event) => {
      if (isTouched || !keyAt(event)) event.preventDefault();
      if (isTouched || !keyAt(event)) show(keyAt(event));
      isTouched = false;
    }, { capture: true });
    this.node.addEventListener("focusin", (event) => isTouched || show(keyAt(event)));
    this.node.addEventListener("keydown", (event) => this.#walk(/** @type {KeyboardEvent} */ (event), show));
  }

  /** @param {KeyboardEvent} event @param {(key: string) => void} show */
  #walk(event, show) {
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (event.key === "Escape") show("");
    const own = /** @type {Element} */ (event.target).closest("a")?.getAttribute("data-key");
    const from = this.#places.nodes.find(({ key }) => key === own);
    if (!way || !from) return;
    event.preventDefault();
    const [across, down] = way;
    /** How far a loss is that way, or infinitely far. @param {Node} node */
    const far = ({ x, y }) => {
      const ahead = across ? across * (x - from.x) : down * (y - from.y);
      if (ahead <= 0 || (down && x !== from.x)) return Infinity;
      return across ? ahead * 1000 + Math.abs(y - from.y) : ahead;
    };
    const next = this.#places.nodes.reduce((best, node) => (far(node) < far(best) ? node : best), from);
    this.#dots.get(from.key)?.setAttribute("tabindex", "-1");
    const dot = this.#dots.get(next.key);
    dot?.setAttribute("tabindex", "0");
    dot?.focus();
  }

  /** Lights a loss and its relatives. @param {string} chosen @param {Statement[]} relatives */
  light(chosen, relatives) {
    const keys = new Set(relatives.map(({ key }) => key)), ends = new Set(relatives.flatMap((each) => each.ends));
    this.node.classList.toggle("lossviz-chosen", chosen !== "");
    for (const [key, line] of this.#lines) line.classList.toggle("lossviz-lit", keys.has(key));
    for (const [key, dot] of this.#dots) {
      dot.classList.toggle("lossviz-lit", key === chosen || ends.has(key));
      dot.classList.toggle("lossviz-own", key === chosen);
    }
  }
}

/** Statements as links. @param {Statement[]} items */
const list = (items) => make("ul", {}, ...items.map(({ href, statement, limit }) =>
  make("li", { class: limit ? "lossviz-says-limit" : null }, make("a", { href, text: statement }))));

const sample = (/** @type {string} */ kind, /** @type {string} */ text) => make("span", {},
  svg("svg", { viewBox: "0 0 34 8", width: 34, height: 8, "aria-hidden": "true" },
    svg("path", { d: "M1 4H33", class: `lossviz-line lossviz-lit ${kind}` })), ` ${text}`);

/** @param {HTMLElement} root @param {Data} data */
function draw(root, data) {
  const all = data.statements.flatMap(({ items }) => items), relatives = new Map(Object.keys(data.losses).map((key) =>
    [key, all.filter(({ ends }) => ends.includes(key))]));
  const title = make("p", { role: "status", class: "lossviz-relatives-title" }), body = make("div");
  const choose = (/** @type {string} */ key) => {
    const own = relatives.get(key) ?? [], { name, href } = data.losses[key] ?? {};
    for (const picture of pictures) picture.light(key, own);
    say(title, name ? `${name}: ${countOf(own.length)}` : `${relatives.size} losses, ${countOf(all.length)}`);
    body.replaceChildren(...(name ? [list(own), make("p", {}, make("a", { href, text: `Open ${name}` }))]
      : [make("p", { text: "Point at a loss, touch it, or go to it with Tab and the arrow keys: its relatives are " +
        "shown alone, with what makes them equal. At rest the lines are those within a column." }),
      make("p", { class: "lossviz-key" }, sample("", "equal"), sample("lossviz-limit", "equal in a limit"))]));
  };
  const pictures = Object.entries(data.maps).map(([name, places]) =>
    new Picture(name, places, data, relatives, choose));
  const lists = data.statements.filter(({ items }) => items.length).map(({ family, items }) =>
    make("section", {}, make("h3", { text: family }), list(items)));
  root.replaceChildren(make("div", { class: "lossviz-relatives-both" }, ...pictures.map(({ node }) => node),
    make("div", { class: "lossviz-relatives-said" }, title, body)), make("h2", { text: "All relatives" }), ...lists);
  choose("");
  keepPlaceAtLinks(root);
  keepPlace(root);
}

const /** @type {WeakSet<Element>} */ drawn = new WeakSet();

/** Streamlit calls this anew whenever the theme changes.
 * @param {{ data: Data, parentElement: ParentNode }} component */
export function attach({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".lossviz-relatives"));
  if (!drawn.has(root)) draw(root, data);
  drawn.add(root);
  for (const [name, ink] of Object.entries(inkOf(root, data.themes))) root.style.setProperty(`--map-${name}`, ink);
}
