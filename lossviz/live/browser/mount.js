/** @import { Fields, Host, Snapshot } from "./types.d.ts" */
import { marksOf } from "./aim.js";
import { panel } from "./controls.js";
import { make, say } from "./dom.js";
import { handlesOver } from "./handles.js";
import { Interaction } from "./interaction.js";
import { Plot } from "./plot.js";
import { dataTable } from "./tables.js";
import { presets } from "./presets.js";
import { takeaway } from "./takeaway.js";
import { toolbar } from "./toolbar.js";

const whenIdle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50)); // Safari
const PAUSE = 900; // milliseconds after the reader has settled until a screen reader tells what came of it
let count = 0;

/** A live figure in an element: it draws what its source tells, and knows nothing of losses. */
class LiveFigure {
  #plot = new Plot(() => this.#handles.place());
  #worked = make("div", { class: "lossviz-worked" });
  #takeaway = make("p", { class: "lossviz-takeaway" });
  #status = make("p", { class: "lossviz-status", role: "status" });
  #said = { trouble: "", reason: "" }; // there: the server's trouble, and why something does not move
  #heard = make("p", { class: "lossviz-unseen", role: "status" });
  #pause = 0;
  #table = dataTable(() => this.#plot.figure.data, () => this.#name());
  #take;
  #state;
  #handles;
  #controls;
  #tools;
  #isGone = false;
  #shown = ""; // what the figure is of, and its kind
  /** @type {Fields} */ #head = {};
  #presets;
  #progress = make("progress", { class: "lossviz-progress", max: 1, "aria-label": "Computed", hidden: "" });
  #name = () => Object.values(this.#head).join("-");

  /** @param {HTMLElement} parent @param {Host} host */
  constructor(parent, { source, tell, turn = 0, taken, seen, home }) {
    this.parent = parent;
    this.source = source;
    this.seen = seen;
    this.#take = takeaway(taken ?? (() => ({ title: "", link: location.href, texts: [] })), source.library,
      () => this.#plot.figure, () => this.#name());
    this.#state = new Interaction(source, {
      show: (snapshot) => this.#draw(snapshot),
      move: (columns, step) => this.#write(() => this.#plot.move(columns, step)),
      follow: (fields) => this.#controls.follow(fields),
      settled: () => {
        this.#table.refresh();
        this.#tools.refresh();
        this.#pronounce();
        tell(this.current());
      },
      answered: (error) => this.#answered(error),
      refused: (reason) => this.#tell({ reason }),
      aim: (name) => this.#handles.aim(name),
      marks: (name) => marksOf(this.#plot, name),
    }, turn, home);
    this.#handles = handlesOver(this.#plot, this.#state);
    this.#controls = panel(this.#state, `lossviz-${++count}`);
    this.#tools = toolbar(this.#state, this.#plot);
    const words = make("div", { class: "lossviz-words" }, this.#worked, this.#takeaway, this.#status, this.#heard,
      this.#take.node, this.#table.node);
    this.#presets = presets((fields) => void this.#state.start(fields), words);
    const picture = make("div", { class: "lossviz-picture" }, this.#plot.node, this.#handles.node, this.#progress);
    const side = make("div", { class: "lossviz-side" }, this.#tools.node, this.#controls.node);
    this.root = make("div", { class: "lossviz", "data-unarranged": "" }, this.#presets.node, picture, side, words);
    parent.replaceChildren(this.root);
  }

  show(/** @type {Fields} */ fields) {
    this.source.library().catch(() => {}); // on its way while the figure is asked for
    return this.#state.show(fields);
  }

  current() {
    const { fields, turn } = this.#state;
    return { fields, turn, isHeld: this.#state.isHeld(), readings: this.#plot.figure.readings ?? {} };
  }

  adoptTheme = () => this.#plot.adapt();

  unmount() {
    this.#isGone = true;
    clearTimeout(this.#pause);
    this.#state.stop();
    this.#presets.stop();
    this.#plot.remove();
    this.parent.replaceChildren();
  }

  async #draw(/** @type {Snapshot} */ snapshot) {
    const { figure, controls, fields, head, themes, conceal } = snapshot, { done = 1 } = figure;
    const library = this.source.library().catch((error) => this.#plot.fail("This figure cannot be drawn: its " +
      `drawing library did not load from ${error.message}. Reload the page; if that does not help, a proxy or a ` +
      "content blocker between you and the server withholds it.")).then((there) => this.#isGone ? null : there ?? null);
    const parts = { worked: this.#worked, takeaway: this.#takeaway, table: this.#table.node };
    for (const [name, node] of Object.entries(parts)) node.hidden = conceal.includes(name);
    this.#head = head;
    this.#controls.arrange(controls);
    this.#presets.arrange(snapshot);
    delete this.root.dataset.unarranged;
    this.#progress.hidden = done === 1;
    this.#progress.value = done;
    const isDrawn = await this.#write(() =>
      this.#plot.show(library, figure, themes, !conceal.includes("role:name")), fields);
    if (!isDrawn) return;
    this.#table.refresh();
    this.#tools.refresh();
    this.#controls.drew();
    this.#take.follow(snapshot);
    this.root.dataset.ready = "yes";
    const kind = this.#name(), first = controls.find((control) => control.kind === "slider");
    if (kind !== this.#shown && done === 1 && first?.travel === "ahead") {
      // By then another figure may be on its way, which has no such slider.
      whenIdle(() => this.#state.fields === fields && this.#state.ahead(first.name));
    }
    if (done === 1) this.#shown = kind;
  }

  /** Draws, and writes what there is to be read beside. @template T @param {() => T} draw @param {Fields} fields */
  #write(draw, fields = this.#state.now()) {
    const done = draw(), { worked, takeaway } = this.#plot.figure;
    say(this.#takeaway, takeaway);
    worked.forEach((line, i) => say(this.#worked.children[i] ?? this.#worked.appendChild(make("p")), line));
    while (this.#worked.children.length > worked.length) this.#worked.lastChild?.remove();
    this.seen?.(this.#plot.figure.readings ?? {}, fields);
    return done;
  }

  /** Tells what came of it, once, after the reader has come to rest. */
  #pronounce() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      if (!this.#takeaway.hidden) say(this.#heard, this.#plot.figure.takeaway);
    }, PAUSE);
  }

  #answered(/** @type {unknown} */ error) {
    const reason = error instanceof Error ? error.message : String(error);
    const next = this.root.dataset.ready ? "The figure shows the last state it sent; move a control to ask again."
      : "Reload the page to ask again.";
    this.#tell({ trouble: error === null ? "" : `The server did not answer (${reason}). ${next}` });
  }

  /** @param {{ trouble?: string, reason?: string }} what */
  #tell(what) {
    Object.assign(this.#said, what);
    say(this.#status, Object.values(this.#said).filter(Boolean).join(" "));
  }
}

/** @type {(parent: HTMLElement, host: Host) => LiveFigure} */
export const mount = (parent, host) => new LiveFigure(parent, host);
