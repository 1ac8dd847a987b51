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
  /** @type {{ owner: object, to: Fields, step?: number, isOther?: boolean } | null} */ #held = null;
  /** Those of the last exact figure, from which frames tell the difference. @type {Fields} */
  #exact = {};
  /** The fields that say of what the figure is, and its kind. @type {Fields} */
  #head = {};
  #asked = 0;
  /** Whether more is to come of what is on screen. */
  #isPartial = false;
  /** What the host wants shown, until it is. @type {Fields | null} */
  #coming = null;
  /** Whether what is on its way may have other parts than what is on screen. Then what is moved meanwhile is shown once
   * it is there: no step of a travel, no frame fits both. */
  #isOther = false;
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
  /** What a control makes of a table that the reader gives. @param {string} name @param {Uint8Array} bytes
   * @param {string[]} columns the chosen ones, none if they are to be found */
  reads = (name, bytes, columns) => this.source.table?.(this.#head, name, bytes, columns);
  /** Asks for a slider's travel before it is needed. */
  ahead = (/** @type {string} */ slider) =>
    this.#isOther ? undefined : void this.travel(slider, this.fields).catch(this.screen.answered);

  /** Whether something can be moved; why it cannot is said. */
  moves(/** @type {string} */ name) {
    const reason = this.#fixed(name);
    if (reason) this.screen.refused(reason);
    return !reason;
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
    if (!this.#isOther) this.#asked += 1; // an exact figure that is on its way comes too late
    return held;
  }

  /** Sets fields while they are held, to be shown from this step of the slider's travel if one is given; resolves when
   * they are shown. @param {object} owner @param {Changes} changes @param {number} [step] */
  async move(owner, changes, step) {
    const free = this.#free(changes);
    if (!free.length) return;
    const held = this.#put(owner, free), exact = this.#exact;
    if (this.#isOther) return;
    if (step === undefined) return this.frames.want(difference(exact, this.now()));
    held.step = step;
    const columns = await this.travel(changes[0][0], this.fields).catch(this.screen.answered);
    const isWanted = this.#held === held && held.step === step && this.#exact === exact;
    if (columns && isWanted) this.screen.move(columns, step);
  }

  /** Settles on values at once. */
  set(/** @type {Changes} */ changes) {
    const free = this.#free(changes);
    if (!free.length) return;
    this.#put({}, free).isOther = true;
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

  /** The first view of what the figure is of. */
  reset() {
    const latest = this.#latest, { hide } = latest;
    const head = Object.fromEntries(Object.keys(this.#head).map((name) => [name, latest[name]]));
    return this.start(this.home?.() ?? { ...head, ...(hide && { hide }) });
  }

  /** A state that is told in part: all else of it is as at first, but for what is moved until it is there. */
  async start(/** @type {Fields} */ asked) {
    const before = this.#latest;
    const first = await this.source.figure(asked).catch(this.screen.answered), since = difference(before, this.#latest);
    if (first && !Object.keys(this.#head).some((name) => name in since)) this.#settle({ ...first.fields, ...since });
  }

  /** Another state, from the host: what is held is lost. */
  show(/** @type {Fields} */ fields) {
    this.#held = null;
    const { hide = "" } = this.fields, told = Object.entries(this.#head);
    const isOther = told.some(([name, text]) => fields[name] !== text) || (fields.hide ?? "") !== hide;
    if (isOther) this.#trail = { past: [], future: [] };
    this.#coming = fields;
    return this.#ask(fields, true);
  }

  /** Nothing is shown or told from now on. */
  stop() {
    this.#held = null;
    this.#asked += 1;
    this.frames.drop();
  }

  /** What has been settled on, by the host or the reader, whether it is there or not. */
  get #latest() {
    return this.#coming ?? this.fields;
  }

  #fixed = (/** @type {string} */ name) => this.source.fixed?.(name) ?? "";

  /** Those that can be made; why the others cannot is said, and no longer said when all can. */
  #free(/** @type {Changes} */ changes) {
    const reasons = changes.map(([name]) => this.#fixed(name));
    this.screen.refused(reasons.find(Boolean) ?? "");
    return changes.filter((_, i) => !reasons[i]);
  }

  #put(/** @type {object} */ owner, /** @type {Changes} */ changes) {
    const held = this.begin(owner);
    for (const [name, text] of changes) setText(held.to, name, text, { ...this.fields, ...this.#coming });
    this.screen.follow(held.to);
    return held;
  }

  #letGo() {
    const held = this.#held;
    this.#held = null;
    this.#release(held);
  }

  /** @param {{ owner: object, to: Fields, isOther?: boolean } | null} held */
  #release(held) {
    if (!held) return;
    this.frames.drop();
    const latest = this.#latest, moved = difference(latest, held.to);
    if (Object.keys(moved).length) this.#settle({ ...latest, ...moved }, held.isOther);
    else if (latest !== this.#exact || Object.keys(held.to).length || this.#isPartial) this.#ask(latest);
  }

  /** Settles on a state, from where there is a way back. */
  #settle(/** @type {Fields} */ fields, isOther = true) {
    this.#trail = { past: [...this.#trail.past, this.#latest].slice(-FARTHEST), future: [] };
    this.#adopt(fields, isOther);
  }

  #walk(/** @type {Fields[]} */ from, /** @type {Fields[]} */ to) {
    const fields = from.pop();
    if (!fields) return;
    to.push(this.#latest);
    this.#adopt(fields);
  }

  #adopt(/** @type {Fields} */ fields, isOther = true) {
    const isSeen = this.#coming === null; // else the controls on screen are not those of these fields
    [this.fields, this.#coming] = [fields, null];
    this.turn += 1;
    this.screen.refused("");
    if (isSeen) this.screen.follow(fields);
    this.screen.settled();
    this.#ask(fields, isOther);
  }

  /** Asks for an exact figure. What is held when it comes stays held, and is shown in it. */
  async #ask(/** @type {Fields} */ fields, isOther = false) {
    const mine = ++this.#asked;
    this.#isOther ||= isOther;
    this.frames.drop();
    let /** @type {unknown} */ trouble = null;
    const snapshot = await this.source.figure(fields).catch((error) => void (trouble = error));
    if (mine !== this.#asked) return;
    this.screen.answered(trouble);
    if (!snapshot) return;
    this.fields = this.#exact = snapshot.fields;
    this.#head = snapshot.head;
    this.#isPartial = (snapshot.figure.done ?? 1) < 1;
    [this.#coming, this.#isOther] = [null, false];
    const held = this.#held, isDrawn = this.screen.show(snapshot);
    if (held) this.#again(held);
    await isDrawn;
    if (held && this.#held === held) await this.frames.want(difference(this.#exact, this.now()));
    if (this.#isPartial) setTimeout(() => mine === this.#asked && this.#ask(this.fields), BREATH);
  }

  /** Sets what is held once more, as far as there are such fields now. @param {{ to: Fields }} held */
  #again(held) {
    held.to = Object.fromEntries(Object.entries(held.to).filter(([name]) => name in this.fields));
    this.screen.follow(held.to);
  }
}
