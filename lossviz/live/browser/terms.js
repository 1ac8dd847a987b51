// A term that is hovered, focused or tapped is explained beside where it stands; the second tap follows its link. One
// listener for the document, since pages are written anew while they are read.
import { make } from "./dom.js";

const LINK = 'a[href*="glossary#"]', EDGE = 8, REST = 120, LEAVE = 250; // pixels; milliseconds

/** @typedef {{ base: string, version: string }} Place */
/** @typedef {Record<string, [name: string, says: string]>} Known */

class Explaining {
  /** @type {Element} */ host = document.body;
  /** @type {Place} */ place = { base: "", version: "" };
  /** @type {Promise<Known> | null} */ #known = null;
  /** @type {HTMLAnchorElement | null} */ #link = null;
  #note = make("div", { class: "lossviz-term", popover: "manual" });
  #timer = 0;
  #isTouch = false;
  #isSecond = false;

  listen() {
    const on = (/** @type {string} */ kind, /** @type {(event: any) => void} */ act) =>
      document.addEventListener(kind, act, { capture: true, passive: kind === "scroll" });
    on("pointerover", (event) => event.pointerType === "touch" || this.#over(event));
    on("focusin", (event) => this.#focused(event));
    on("pointerdown", (event) => this.#pressed(event));
    on("click", (event) => this.#clicked(event));
    on("keydown", ({ key }) => key === "Escape" && this.hide());
    on("scroll", () => this.#lay());
    addEventListener("resize", () => this.#lay());
  }

  /** @param {Event} event @returns {HTMLAnchorElement | null} */
  #linkOf = ({ target }) => target instanceof Element ? target.closest(LINK) : null;

  #isIn = (/** @type {Event} */ { target }) => target instanceof Node && this.#note.contains(target);

  #over(/** @type {PointerEvent} */ event) {
    const link = this.#isIn(event) ? this.#link : this.#linkOf(event);
    clearTimeout(this.#timer);
    if (link && link !== this.#link) this.#timer = setTimeout(() => this.show(link), REST);
    else if (!link && this.#link !== document.activeElement) this.#timer = setTimeout(() => this.hide(), LEAVE);
  }

  #focused(/** @type {FocusEvent} */ event) {
    const link = this.#linkOf(event);
    if (this.#isIn(event)) return;
    if (link?.matches(":focus-visible")) this.show(link);
    else if (link !== this.#link) this.hide();
  }

  #pressed(/** @type {PointerEvent} */ event) {
    const link = this.#linkOf(event);
    this.#isTouch = event.pointerType === "touch";
    this.#isSecond = this.#isIn(event) || link === this.#link;
    if (!this.#isSecond && !link) this.hide();
  }

  #clicked(/** @type {MouseEvent} */ event) {
    const link = this.#linkOf(event);
    if (!link || !this.#isTouch || this.#isSecond || event.detail === 0) return; // 0: a key
    event.preventDefault();
    this.show(link);
  }

  async show(/** @type {HTMLAnchorElement} */ link) {
    this.hide();
    this.#link = link;
    const [name, says] = (await this.#terms())[decodeURIComponent(link.hash.slice(1))] ?? [];
    if (!name || this.#link !== link || !link.isConnected) return;
    const words = make("p", { id: "lossviz-term" }, make("b", { text: `${name}. ` }));
    words.insertAdjacentHTML("beforeend", says ?? "");
    this.#note.replaceChildren(words, make("a", { href: link.href, target: link.target || null, rel: "noopener",
      tabindex: -1, text: "More" }));
    (this.host.isConnected ? this.host : document.body).append(this.#note);
    this.#note.showPopover?.();
    link.setAttribute("aria-describedby", words.id);
    this.#lay();
  }

  hide() {
    clearTimeout(this.#timer);
    this.#link?.removeAttribute("aria-describedby");
    this.#link = null;
    this.#note.remove();
  }

  /** Below the term, or above where there is no room; gone with it. */
  #lay() {
    if (!this.#link || !this.#note.isConnected) return;
    const at = this.#link.getClientRects()[0], { offsetWidth: width, offsetHeight: height, style } = this.#note;
    if (!at || at.bottom < 0 || at.top > innerHeight) return this.hide();
    const room = document.documentElement.clientWidth - width - EDGE, below = at.bottom + EDGE / 2;
    style.left = `${Math.max(EDGE, Math.min(at.left, room))}px`;
    style.top = `${below + height > innerHeight && at.top > height + EDGE ? at.top - height - EDGE / 2 : below}px`;
  }

  #terms() {
    const { base, version } = this.place, asked = new URL(`${base}glossary/terms?v=${version}`, document.baseURI);
    this.#known ??= fetch(asked)
      .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText)))
      .catch(() => {
        this.#known = null; // the link still leads to the glossary
        return {};
      });
    return this.#known;
  }
}

/** @type {Explaining | null} */ let explaining = null;

/** Explains the terms of this document from now on. @param {Element} host where the explanation stands, which gives it
 * its colours @param {Place} place where the glossary is */
export function begin(host, place) {
  if (!explaining) {
    explaining = new Explaining();
    explaining.listen();
  }
  Object.assign(explaining, { host, place });
}
