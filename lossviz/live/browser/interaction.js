/** @import { Answer, Changes, Fields, Screen, Source } from "./types.d.ts" */
import { frames, travels } from "./moving.js";
import { columnsOf } from "./specification.js";
import { difference, setText, textOf } from "./state.js";

/** What the reader does to the state, and what is asked for meanwhile. While something is held, the figure follows
 * it by steps of a slider's travel or by frames; when it is let go, the host is told and the exact figure comes. */
export class Interaction {
  /** Those that the reader has settled on. @type {Fields} */
  fields = {};
  /** @type {{ owner: object, to: Fields, step?: number } | null} */ #held = null;
  /** Those of the last exact figure, from which frames tell the difference. @type {Fields} */
  #exact = {};
  #asked = 0;

  /** @param {Source} source @param {Screen} screen @param {number} turn counts what the reader has settled on */
  constructor(source, screen, turn) {
    this.source = source;
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
  #now = () => ({ ...this.fields, ...this.#held?.to });
  end = (/** @type {object} */ owner) => this.holds(owner) && this.#letGo();
  /** The text of a field, or of one number of a vector's, where it is now. */
  text = (/** @type {string} */ name) => textOf(this.#now(), name);
  /** Asks for a slider's travel before it is needed. */
  ahead = (/** @type {string} */ slider) => this.travel(slider, this.fields).catch(this.screen.answered);

  /** Takes hold; what another holds is let go. */
  begin(/** @type {object} */ owner) {
    if (this.#held?.owner !== owner) {
      this.#letGo();
      this.#held = { owner, to: {} };
    }
    this.#asked += 1; // an exact figure that is on its way comes too late
    return this.#held;
  }

  /** Sets fields while they are held, to be shown from this step of the slider's travel if one is given; resolves when
   * they are shown. @param {object} owner @param {Changes} changes @param {number} [step] */
  async move(owner, changes, step) {
    const held = this.#put(owner, changes);
    if (step === undefined) return this.frames.want(difference(this.#exact, this.#now()));
    held.step = step;
    const columns = await this.travel(changes[0][0], this.fields).catch(this.screen.answered);
    if (columns && this.#held === held && held.step === step) this.screen.move(columns, step);
  }

  /** Settles on values at once. */
  set(/** @type {Changes} */ changes) {
    this.#put({}, changes);
    this.#letGo();
  }

  /** Another state, from the host: what is held is lost. */
  show(/** @type {Fields} */ fields) {
    this.#held = null;
    return this.#ask(fields);
  }

  /** Nothing is shown or told from now on. */
  stop() {
    this.#held = null;
    this.#asked += 1;
    this.frames.drop();
  }

  #put(/** @type {object} */ owner, /** @type {Changes} */ changes) {
    const held = this.begin(owner);
    for (const [name, text] of changes) setText(held.to, name, text, this.fields);
    this.screen.follow(held.to);
    return held;
  }

  #letGo() {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    this.frames.drop();
    if (Object.keys(held.to).length) {
      this.fields = { ...this.fields, ...held.to };
      this.turn += 1;
      this.screen.settled();
    }
    if (this.fields !== this.#exact) this.#ask(this.fields);
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
    await this.screen.show(snapshot);
  }
}
