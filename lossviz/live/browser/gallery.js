// All losses as small drawn curves, by family; with a search, the losses found, best first. What is looked for stands
// in the page's address.
import { make, say } from "./dom.js";
import { keepPlaceAtLinks, keepPlace } from "./links.js";
import { inkOf } from "./theme.js";

/** @import { Colours } from "./types.d.ts" */
/** @typedef {{ key: string, name: string, idea: string, href: string, paths: Record<string, string> }} Card */
/** @typedef {{ key: string, name: string, question: string, losses: Card[] }} Family */
/** @typedef {{ families: Family[], size: [number, number], themes: Record<string, Colours>, count: number }} Losses */
/** @typedef {{ hits: { kind: string, key: string, title: string, href: string }[], meant: string }} Found */
/** What answers what is asked for, where that is no server.
 * @typedef {(what: string, fields: Record<string, string>) => Promise<unknown>} Ask */
/** @typedef {{ address: string, version: string, families: [string, string][], ask?: Ask }} Data */

const PLACEHOLDER = "MSE, outliers, imbalanced, boxes …";
const /** @type {Record<string, string>} */ KINDS = { trap: "Trap", lesson: "Lesson", question: "Question",
  term: "Term", guide: "Guide", lab: "Lab" };
const ELSEWHERE = "Try another of its names, what it predicts (a number, a mask, a ranking), or a word such as robust.";

/** A loss as a link. @type {(card: Card, size: [number, number]) => HTMLLIElement} */
function card({ name, idea, href, paths }, [width, height]) {
  const link = make("a", { href }, make("strong", { text: name }), make("span", { text: idea }));
  const curves = Object.entries(paths).map(([part, d]) =>
    `<path d="${d}" data-part="${part}" ${part === "slope" ? 'stroke-dasharray="4 3"' : ""}/>`);
  link.insertAdjacentHTML("afterbegin", `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"
    aria-hidden="true">${curves.join("")}</svg>`);
  return make("li", {}, link);
}

class Gallery {
  #search = make("input", { type: "search", id: "lossviz-search", placeholder: PLACEHOLDER, autocomplete: "off" });
  #status = make("p", { role: "status", class: "lossviz-gallery-status" });
  #results = make("ul", { class: "lossviz-cards lossviz-found", "aria-label": "Losses found, best first" });
  #others = make("ul", { class: "lossviz-others", "aria-label": "Also found" });
  #body = make("div");
  #family = "";
  /** @type {Losses | null} */ #losses = null;
  /** @type {Map<string, HTMLLIElement>} */ #cards = new Map();
  /** @type {Found | null} */ #found = null;
  /** @type {Promise<void> | null} */ #asking = null;
  #answered = "";
  #refused = "";

  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    const fields = new URLSearchParams(location.search), family = fields.get("family") ?? "";
    if (data.families.some(([key]) => key === family)) this.#family = family;
    this.#search.value = fields.get("q") ?? "";
    const form = make("form", { role: "search", class: "lossviz-gallery-search", onsubmit: this.#open },
      make("label", { for: "lossviz-search", text: "Search" }), this.#search, this.#status);
    const pills = data.families.map(([key, name]) => make("button", { type: "button", text: name, "data-key": key,
      onclick: () => this.#choose(key) }));
    this.pills = make("div", { class: "lossviz-gallery-pills", role: "group", "aria-label": "Families" }, ...pills);
    this.#search.addEventListener("input", () => this.#changed());
    root.addEventListener("keydown", this.#walk);
    const key = make("p", { class: "lossviz-gallery-question", text: "Solid is the loss, dashed its slope." });
    root.replaceChildren(make("h2", { text: "All losses" }), key, form, this.pills, this.#results, this.#others,
      this.#body);
    keepPlaceAtLinks(root);
    this.#load();
  }

  /** Puts the colours of the page's theme on the curves. */
  paint() {
    if (!this.#losses) return;
    const inks = inkOf(this.root, this.#losses.themes);
    for (const [part, ink] of Object.entries(inks)) this.root.style.setProperty(`--gallery-${part}`, ink);
  }

  async #load() {
    try {
      this.#losses = /** @type {Losses} */ (await this.#fetch("gallery"));
    } catch (error) {
      return say(this.#status, `The losses did not load (${/** @type {Error} */ (error).message}). Reload the page.`);
    }
    const { families, size } = this.#losses;
    for (const each of families.flatMap(({ losses }) => losses)) this.#cards.set(each.key, card(each, size));
    this.#body.replaceChildren(...families.map(({ key, name, question }) => make("section", { "data-key": key },
      make("h3", { text: name }), make("p", { class: "lossviz-gallery-question", text: question }),
      make("ul", { class: "lossviz-cards" }))));
    this.paint();
    this.#show();
    const isBack = keepPlace(this.root);
    if (!this.#search.value) return;
    await this.#ask();
    if (!isBack) this.root.scrollIntoView();
  }

  /** @param {string} what @param {Record<string, string>} fields @returns {Promise<unknown>} */
  async #fetch(what, fields = {}) {
    const { address, version, ask } = this.data;
    if (ask) return ask(what, fields);
    const answer = await fetch(`${address}/${what}?${new URLSearchParams({ ...fields, v: version })}`);
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  #choose(/** @type {string} */ family) {
    this.#family = this.#family === family ? "" : family;
    this.#changed();
    this.#show();
  }

  #changed() {
    const address = new URL(location.href);
    for (const [name, text] of Object.entries({ q: this.#search.value.trim(), family: this.#family })) {
      if (text) address.searchParams.set(name, text);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    this.#ask();
  }

  /** Asks until what is typed has been answered, one question at a time. */
  #ask() {
    return this.#asking ??= this.#answer().finally(() => this.#asking = null);
  }

  async #answer() {
    for (let text = this.#search.value.trim(); text !== this.#answered; text = this.#search.value.trim()) {
      this.#refused = "";
      try {
        this.#found = text ? /** @type {Found} */ (await this.#fetch("search", { q: text })) : null;
      } catch (error) {
        this.#refused = `The server did not answer (${/** @type {Error} */ (error).message}). Type on to ask again.`;
      }
      this.#answered = text;
      this.#show();
    }
  }

  /** What is found, or everything; of the chosen family only. */
  #show() {
    if (!this.#losses) return;
    for (const pill of this.pills.children) {
      pill.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (pill).dataset.key === this.#family));
    }
    const found = this.#found, { families, count } = this.#losses;
    const own = new Map(families.map(({ key, losses }) => [key, losses.map((each) => each.key)]));
    for (const [i, section] of [...this.#body.children].entries()) {
      const { key, losses } = families[i];
      if (!found) section.lastElementChild?.replaceChildren(...losses.map((each) => this.#node(each.key)));
      /** @type {HTMLElement} */ (section).hidden = found !== null || (this.#family !== "" && this.#family !== key);
    }
    const losses = found?.hits.filter(({ kind }) => kind === "loss").map(({ key }) => key) ?? [];
    const seen = losses.filter((key) => !this.#family || own.get(this.#family)?.includes(key));
    const others = found?.hits.filter(({ kind }) => kind !== "loss") ?? [];
    if (found) this.#results.replaceChildren(...seen.map((key) => this.#node(key)));
    this.#others.replaceChildren(...others.slice(0, 5).map(({ kind, title, href }) =>
      make("li", {}, `${KINDS[kind] ?? kind}: `, make("a", { href, text: title }))));
    const isFirst = found?.hits[0]?.kind === "loss" || !others.length;
    this.#results[isFirst ? "after" : "before"](this.#others); // what answers best stands first
    this.#results.hidden = !seen.length || !found;
    this.#others.hidden = !others.length;
    say(this.#status, this.#refused || (found ? this.#told(losses.length, seen.length, count, found.meant) : ""));
  }

  #node(/** @type {string} */ key) {
    return /** @type {HTMLLIElement} */ (this.#cards.get(key));
  }

  /** @type {(all: number, seen: number, count: number, meant: string) => string} */
  #told(all, seen, count, meant) {
    if (!all) return `No loss matches “${this.#answered}”. ${ELSEWHERE}`;
    const spelt = meant ? `Did you mean “${meant}”? ` : "";
    const name = this.data.families.find(([key]) => key === this.#family)?.[1];
    if (name && !seen) return `${spelt}None in ${name}, ${all} in the other families.`;
    return `${spelt}${seen} of ${count} losses${name ? ` in ${name}` : ""}${seen > 1 ? ", best first" : ""}.`;
  }

  /** Opens the first that is found. */
  #open = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await this.#ask();
    if (this.#found) this.root.querySelector(":is(.lossviz-found, .lossviz-others) a")?.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true }));
  };

  /** The arrows go from the search through what is found. */
  #walk = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.#found) return;
    const links = this.root.querySelectorAll(":is(.lossviz-found, .lossviz-others) a");
    const stops = /** @type {HTMLElement[]} */ ([this.#search, ...links]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  };
}

const /** @type {WeakMap<Element, Gallery>} */ galleries = new WeakMap();

/** Streamlit calls this anew whenever the theme changes.
 * @param {{ data: Data, parentElement: ParentNode }} component */
export function attach({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".lossviz-gallery"));
  if (!galleries.has(root)) galleries.set(root, new Gallery(root, data));
  galleries.get(root)?.paint();
}
