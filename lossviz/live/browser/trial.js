/** @import { Exhibit, Fields, Readings, Task } from "./types.d.ts" */
// A task that a reader tries: how far off the figure is, and whether it is met, by whatever state.
import { make, say } from "./dom.js";
import { distance, isWithin } from "./goal.js";

const PAUSE = 700; // milliseconds after the reader has come to rest until a screen reader tells how far off a task is

/** What shows a task's figure. @typedef {{ show(exhibit: Exhibit, fields?: Fields): unknown,
 * readings(fields: Fields): Promise<Readings> }} Stage */
/** `settled` is told what a choice of the loss has set.
 * @typedef {{ met(): void, settled(fields: Fields): void }} Watcher */

export class Trial {
  /** @type {Task | null} */ #task = null;
  /** @type {Fields} */ #fields = {};
  #far = make("ul", { class: "lossviz-far" });
  #heard = make("p", { class: "lossviz-unseen", role: "status" });
  #pause = 0;
  #asked = 0;

  /** @param {HTMLElement} mount where the figure is @param {() => Stage} stage @param {Watcher} watcher */
  constructor(mount, stage, watcher) {
    this.mount = mount;
    this.stage = stage;
    this.watcher = watcher;
  }

  /** Begins a task; the result stands below what it asks. @param {Task} task @param {Fields} fields */
  open(task, fields) {
    this.close();
    this.#task = task;
    this.#fields = fields;
    this.#far.replaceChildren(...task.bounds.map(() => make("li")));
    say(this.#heard, "");
    return [...this.#losses(task.exhibit, fields), this.#far, this.#heard];
  }

  close() {
    this.#task = null;
    clearTimeout(this.#pause);
  }

  /** The reader has let go of something. @param {Fields} fields */
  settled = (fields) => void (this.#fields = fields);

  /** The choice of a loss, where there is one. @param {Exhibit} exhibit @param {Fields} fields */
  #losses({ losses, free }, fields) {
    if (!losses.length) return [];
    const choice = make("select", { id: "lossviz-lesson-loss", onchange: () => {
      const [, , there] = losses[choice.selectedIndex];
      const kept = Object.entries(this.#fields).filter(([name]) => name !== "loss" && free.includes(name));
      const next = { ...there, ...Object.fromEntries(kept) };
      this.#fields = next;
      this.watcher.settled(next);
      this.stage().show({ ...this.#task?.exhibit ?? /** @type {any} */ ({}), fields: there }, next);
    } }, ...losses.map(([key, name]) => make("option", { value: key, text: name,
      ...(key === fields.loss && { selected: "" }) })));
    return [make("p", { class: "lossviz-lesson-losses" }, make("label", { for: choice.id, text: "Loss" }), choice)];
  }

  /** While the figure moves, how far off it is. @param {Readings} readings @param {Fields} fields */
  seen(readings, fields) {
    const task = this.#task;
    if (!task) return;
    const losses = [task.exhibit.fields.loss, ...task.exhibit.losses.map(([key]) => key)];
    if (!losses.includes(fields.loss)) return;
    task.bounds.forEach((bound, place) => {
      const node = /** @type {HTMLElement} */ (this.#far.children[place]);
      if (!node) return;
      say(node, distance(bound, readings));
      node.dataset.met = String(isWithin(bound, readings));
    });
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#judge(task, readings, fields), PAUSE);
  }

  /** Once the reader has come to rest: whether it is met. @param {Task} task @param {Readings} readings
   * @param {Fields} fields */
  async #judge(task, readings, fields) {
    const mine = ++this.#asked, isMet = task.bounds.every((bound) => isWithin(bound, readings));
    const isEdge = !isMet || !task.edge || await this.#isEdge(task, fields);
    if (mine !== this.#asked || task !== this.#task) return;
    const words = [...this.#far.children].map((node) => node.textContent);
    if (isMet && !isEdge) words.push("There is one further on: this is not the last.");
    say(this.#heard, words.join(" "));
    this.#heard.classList.toggle("lossviz-unseen", !(isMet && !isEdge));
    if (isMet && isEdge) this.watcher.met();
  }

  /** Whether the bounds hold no more one stop further. @param {Task} task @param {Fields} fields */
  async #isEdge({ bounds, edge }, fields) {
    const [name, way] = /** @type {[string, number]} */ (edge);
    const range = this.mount.querySelector(`[data-name="${name}"] input[type="range"]`);
    const { step, min, max } = /** @type {HTMLInputElement} */ (range);
    const further = Number(fields[name]) + way * Number(step);
    if (further < Number(min) || further > Number(max)) return true;
    const readings = await this.stage().readings({ ...fields, [name]: String(Number(further.toPrecision(12))) });
    return !bounds.every((bound) => isWithin(bound, readings));
  }
}
