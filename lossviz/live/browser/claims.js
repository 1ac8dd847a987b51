/** @import { Asked, Exhibit, Judged, Site, Snapshot } from "./types.d.ts" */
// Claims: a verdict first, then the figure that settles it, in place. Nothing of an answer is asked for before.
import { make, paragraph, say } from "./dom.js";
import { exhibits } from "./exhibit.js";
import { guessing, judgement } from "./guess.js";
import { doneOf, keepGuess, whenChanged } from "./progress.js";

/** @typedef {Judged & { says: string, more: string, exhibit: Exhibit | null }} Answer */
/** @typedef {{ claims: Record<string, Asked>, open: string, guess: string, answered: Answer | null }} Claims */

class Claim {
  #asked;
  #again = make("button", { type: "button", class: "lossviz-claim-again", text: "See the answer", hidden: "",
    onclick: () => this.#judge(doneOf(this.name).guess ?? "") });
  #trouble = make("p", { class: "lossviz-trouble", role: "alert", hidden: "" });
  /** @type {HTMLElement | null} */ #answer = null;
  /** @type {ReturnType<typeof exhibits> | null} */ #figure = null;
  #latest = 0;

  /** @param {HTMLElement} node @param {Site & Claims} site @param {() => void} changed */
  constructor(node, site, changed) {
    this.node = node;
    this.site = site;
    this.changed = changed;
    this.key = node.dataset.claim ?? "";
    this.name = `${site.guide}/${this.key}`;
    this.#asked = guessing(site.claims[this.key], (guess) => this.#judge(guess));
    this.#asked.removeAttribute("aria-label");
    this.#asked.setAttribute("aria-labelledby", `says-${this.key}`);
    node.querySelector(".lossviz-claim-asked")?.replaceChildren(this.#asked, this.#again, this.#trouble);
    this.mark();
  }

  get isJudged() {
    return doneOf(this.name).guess !== undefined;
  }

  /** Shows what has been said of it in this browser. */
  mark() {
    const { guess } = doneOf(this.name);
    for (const each of this.#asked.querySelectorAll("button")) {
      each.setAttribute("aria-pressed", String(each.dataset.value === guess));
    }
    this.#again.hidden = guess === undefined || this.#answer !== null;
    this.node.dataset.judged = String(guess !== undefined);
  }

  async #judge(/** @type {string} */ guess) {
    const { base, guide, version } = this.site, mine = ++this.#latest;
    keepGuess(this.name, guess);
    this.changed();
    this.#trouble.hidden = true;
    try {
      const asked = new URLSearchParams({ claim: this.key, guess, v: version });
      const answer = await fetch(`${base}${guide}/verdict?${asked}`);
      if (!answer.ok) throw new Error(await answer.text());
      const answered = await answer.json();
      if (mine === this.#latest) this.show(answered, null, true);
    } catch (error) {
      this.#trouble.hidden = false;
      say(this.#trouble, `The answer did not come (${/** @type {Error} */ (error).message}). Your verdict is kept; ` +
        "press it again.");
    }
  }

  /** @param {Answer} answered @param {Snapshot | null} first @param {boolean} isAsked by the reader, just now */
  show(answered, first = null, isAsked = false) {
    const { says, more, exhibit } = answered, judged = judgement(answered);
    const whole = exhibit ? [make("a", { href: exhibit.whole, text: "The whole figure" })] : [];
    judged.tabIndex = -1;
    const words = make("div", { class: "lossviz-claim-words" }, judged, paragraph(says, "lossviz-claim-told"),
      ...(more ? [paragraph(more, "lossviz-claim-more")] : []),
      make("p", { class: "lossviz-claim-on" }, ...whole,
        make("button", { type: "button", text: "Put away", onclick: () => this.fold() })));
    if (this.#answer) this.#answer.querySelector(".lossviz-claim-words")?.replaceWith(words);
    else this.#open(words, exhibit, first);
    this.mark();
    if (!isAsked) return;
    judged.focus({ preventScroll: true });
    this.node.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} words @param {Exhibit | null} exhibit @param {Snapshot | null} first */
  #open(words, exhibit, first) {
    const given = this.node.querySelector(".lossviz-mount"); // with the document's own words
    const mount = given ?? make("div", { class: "lossviz-mount" });
    this.node.querySelector(".lossviz-claim-answer")?.remove();
    this.#answer = make("div", { class: "lossviz-claim-answer" }, words, ...(exhibit ? [mount] : []));
    this.node.append(this.#answer);
    if (!exhibit) return;
    this.#figure = exhibits(/** @type {HTMLElement} */ (mount), this.site, {}, first);
    this.#figure.show(exhibit);
  }

  fold() {
    this.#figure?.clear(make("p"));
    this.#answer?.remove();
    [this.#answer, this.#figure] = [null, null];
    this.mark();
    this.#again.focus();
  }
}

/** @param {HTMLElement} root @param {Site & Claims} site @param {Snapshot | null} first */
export function claims(root, site, first) {
  const count = root.querySelector(".lossviz-claims-count");
  const mark = () => {
    all.forEach((claim) => claim.mark());
    const judged = all.filter((claim) => claim.isJudged).length;
    if (count) say(count, `${judged} of ${all.length} judged`);
  };
  const nodes = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".lossviz-claim")]);
  const all = nodes.map((node) => new Claim(node, site, () => mark()));
  mark();
  whenChanged(mark);
  addEventListener("pageshow", mark); // the browser's back brings the document as it was left
  if (site.answered) all.find((claim) => claim.key === site.open)?.show(site.answered, first);
}
