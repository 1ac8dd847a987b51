/** @import { Answer, Changes, Fields, Screen, Source } from "./types.d.ts" */
import { frames, travels } from "./moving.js";
import { columnsOf } from "./specification.js";
import { difference, setText, textOf } from "./state.js";

const BREATH = 60; // milliseconds between answers of which more is to come
const FARTHEST = 100; // states back

/** What the reader does to the state, and what is asked for meanwhile. While something is held, the figure follows
 * it by steps of a slider's travel or by frames; when it is let go, the host is told and the exact figure comes. */
export class Interaction {
  /** Those that the reader has settled on. @type {Fields} */
  fields = {};
  /** @type {{ owner: object, to: Fields, step?: number } | null} */ #held = null;
  /** Those of the last exact figure, from which frames tell the difference. @type {Fields} */
  #exact = {};
  /** The fields that say of what the figure is, and its kind. @type {Fields} */
  #head = {};
  #asked = 0;
  /** States that were settled on, to go back to and forth. @type {{ past: Fields[], future: Fields[] }} */
  #trail = { past: [], future: [] };

  /** @param {Source} source @param {Screen} screen @param {number} turn counts what the reader has settled on
   * @param {() => Fields} [home] the first view, where it is not that of the loss and the figure */
  constructor(source, screen, turn, home) {
    this.source = source;
    this.home = home;
    this.screen = screen;
    this.turn = turn;
    const columns = (/** @type {Answer} */ answer) => {
      screen.answered(null);
      return columnsOf(answer);
    };
    this.travel = travels((slider, fields) => source.arm(fields, slider).then(columns));
    this.frames = frames((to) => source.frame(this.#exact, to).then(columns), (leaves) => screen.move(leaves),
      screen.answered);
  }

  isHeld = () => this.#held !== null;
  holds = (/** @type {object} */ owner) => this.#held?.owner === owner;
  /** The fields as they are on screen. */
  now = () => ({ ...this.fields, ...this.#held?.to });
  end = (/** @type {object} */ owner) => this.holds(owner) && this.#letGo();
  /** The text of a field, or of one number of a vector's, where it is now. */
  text = (/** @type {string} */ name) => textOf(this.now(), name);
  /** Asks the reader for a place in the picture, where the handles of a field are. */
  aim = (/** @type {string} */ name) => this.screen.aim(name);
  /** The handles on screen that set a field. */
  marks = (/** @type {string} */ name) => this.screen.marks(name);
  /** Asks for a slider's travel before it is needed. */
  ahead = (/** @type {string} */ slider) => this.travel(slider, this.fields).catch(this.screen.answered);

  /** Whether something can be moved; why it cannot is said. */
  moves(/** @type {string} */ name) {
    const reason = this.source.fixed?.(name) ?? null;
    if (reason) this.screen.answered(reason);
    return reason === null;
  }

  /** Takes hold; what another holds is let go. */
  begin(/** @type {object} */ owner) {
    let held = this.#held;
    if (held?.owner !== owner) {
      const before = held;
      // Held before the other is let go: what follows from that would set this one back.
      held = this.#held = { owner, to: {} };
      this.#release(before);
    }
    this.#asked += 1; // an exact figure that is on its way comes too late
    return held;
  }

  /** Sets fields while they are held, to be shown from this step of the slider's travel if one is given; resolves when
   * they are shown. @param {object} owner @param {Changes} changes @param {number} [step] */
  async move(owner, changes, step) {
    const free = this.#free(changes);
    if (!free.length) return;
    const held = this.#put(owner, free);
    if (step === undefined) return this.frames.want(difference(this.#exact, this.now()));
    held.step = step;
    const columns = await this.travel(changes[0][0], this.fields).catch(this.screen.answered);
    if (columns && this.#held === held && held.step === step) this.screen.move(columns, step);
  }

  /** Settles on values at once. */
  set(/** @type {Changes} */ changes) {
    const free = this.#free(changes);
    if (!free.length) return;
    this.#put({}, free);
    this.#letGo();
  }

  get canUndo() {
    return this.#trail.past.length > 0;
  }

  get canRedo() {
    return this.#trail.future.length > 0;
  }

  undo = () => this.#walk(this.#trail.past, this.#trail.future);
  redo = () => this.#walk(this.#trail.future, this.#trail.past);

  /** The first view of this loss and this figure. */
  reset() {
    const { hide } = this.fields;
    return this.start(this.home?.() ?? { ...this.#head, ...(hide && { hide }) });
  }

  /** A state that is told in part; all else of it is as at first. */
  async start(/** @type {Fields} */ asked) {
    const first = await this.source.figure(asked).catch(this.screen.answered);
    if (first) this.#settle(first.fields);
  }

  /** Another state, from the host: what is held is lost. */
  show(/** @type {Fields} */ fields) {
    this.#held = null;
    const { hide = "" } = this.fields, told = Object.entries(this.#head);
    const isOther = told.some(([name, text]) => fields[name] !== text) || (fields.hide ?? "") !== hide;
    if (isOther) this.#trail = { past: [], future: [] };
    return this.#ask(fields);
  }

  /** Nothing is shown or told from now on. */
  stop() {
    this.#held = null;
    this.#asked += 1;
    this.frames.drop();
  }

  #free = (/** @type {Changes} */ changes) => changes.filter(([name]) => this.moves(name));

  #put(/** @type {object} */ owner, /** @type {Changes} */ changes) {
    const held = this.begin(owner);
    for (const [name, text] of changes) setText(held.to, name, text, this.fields);
    this.screen.follow(held.to);
    return held;
  }

  #letGo() {
    const held = this.#held;
    this.#held = null;
    this.#release(held);
  }

  /** @param {{ owner: object, to: Fields } | null} held */
  #release(held) {
    if (!held) return;
    this.frames.drop();
    const moved = difference(this.fields, { ...this.fields, ...held.to });
    if (Object.keys(moved).length) this.#settle({ ...this.fields, ...moved });
    else if (this.fields !== this.#exact || Object.keys(held.to).length) this.#ask(this.fields);
  }

  /** Settles on a state, from where there is a way back. */
  #settle(/** @type {Fields} */ fields) {
    this.#trail = { past: [...this.#trail.past, this.fields].slice(-FARTHEST), future: [] };
    this.#adopt(fields);
  }

  #walk(/** @type {Fields[]} */ from, /** @type {Fields[]} */ to) {
    const fields = from.pop();
    if (!fields) return;
    to.push(this.fields);
    this.#adopt(fields);
  }

  #adopt(/** @type {Fields} */ fields) {
    this.fields = fields;
    this.turn += 1;
    this.screen.follow(fields);
    this.screen.settled();
    this.#ask(fields);
  }

  /** Asks for an exact figure. */
  async #ask(/** @type {Fields} */ fields) {
    const mine = ++this.#asked;
    this.frames.drop();
    let /** @type {unknown} */ trouble = null;
    const snapshot = await this.source.figure(fields).catch((error) => void (trouble = error));
    if (mine !== this.#asked) return;
    this.screen.answered(trouble);
    if (!snapshot) return;
    this.fields = this.#exact = snapshot.fields;
    this.#head = snapshot.head;
    await this.screen.show(snapshot);
    if ((snapshot.figure.done ?? 1) < 1) setTimeout(() => mine === this.#asked && this.#ask(this.fields), BREATH);
  }
}
