/** @import { Asked, Course, Exhibit, Fields, Judged, Site, Snapshot, Task } from "./types.d.ts" */
// A lesson: a guess, what the figure shows, a task that checks itself. Nothing of the answer is asked for before the
// guess is made. Every step has an address, so that reload, back and a link lead to it.
import { completion, isComplete } from "./codes.js";
import { make, paragraph } from "./dom.js";
import { exhibits } from "./exhibit.js";
import { guessing, judgement } from "./guess.js";
import { doneOf, keepGuess, keepMet, whenChanged } from "./progress.js";
import { difference } from "./state.js";
import { Trial } from "./trial.js";

/** @typedef {{ says: string, exhibit: Exhibit }} Reveal */
/** @typedef {{ href: string, question: string }} Next */
/** @typedef {Judged & { reveals: Reveal[], tasks: Task[], note: string, next: Next | null }} Answer */
/** @typedef {{ lesson: string, steps: string[], step: string, guess: string, asked: Asked, start: Exhibit | null,
 * answered: Answer | null, hide: string, course: Course }} Lesson */

class Player {
  #words;
  #figure;
  /** @type {Task | null} */ #task = null;
  #trial;
  #end = make("div", { class: "lossviz-lesson-end" });

  /** @param {HTMLElement} root @param {Site & Lesson} lesson @param {Snapshot | null} first */
  constructor(root, lesson, first) {
    this.root = root;
    this.lesson = lesson;
    this.#words = /** @type {HTMLElement} */ (root.querySelector(".lossviz-lesson-step"));
    this.asks = this.#words.querySelector(".lossviz-lesson-asks")?.innerHTML ?? "";
    this.mount = /** @type {HTMLElement} */ (root.querySelector(".lossviz-mount"));
    this.covered = this.mount.querySelector(".lossviz-covered");
    this.#trial = new Trial(this.mount, () => this.#figure, {
      met: () => this.#met(),
      settled: (fields) => this.#settled(fields),
    });
    this.#figure = exhibits(this.mount, lesson, {
      seen: (readings, fields) => this.#trial.seen(readings, fields),
      settled: ({ fields }) => this.#settled(fields),
    }, first);
    addEventListener("popstate", () => this.#follow());
    whenChanged(() => this.#task && this.#closed());
    this.#open(lesson.step, first?.fields);
  }

  get #key() {
    return this.lesson.lesson;
  }

  /** The address of a step, with what of its figure is not as at first. */
  #address(/** @type {string} */ step, /** @type {Fields} */ moved = {}) {
    const own = new URLSearchParams(location.search), kept = ["theme", "height", "hide"];
    const frame = [...own].filter(([name]) => kept.includes(name));
    const asked = new URLSearchParams([["lesson", this.#key], ["step", step],
      ...(this.lesson.guess && step !== "predict" ? [["guess", this.lesson.guess]] : []), ...frame,
      ...Object.entries(moved)]);
    return `${location.pathname}?${String(asked).replaceAll("%2C", ",")}`;
  }

  /** The address of another lesson, in the same colours and at the same height. */
  #dressed(/** @type {string} */ href) {
    const frame = [...new URLSearchParams(location.search)].filter(([name]) => ["theme", "height"].includes(name));
    return frame.length ? `${href}&${new URLSearchParams(frame)}` : href;
  }

  #write(/** @type {"pushState" | "replaceState"} */ way, /** @type {string} */ address) {
    try {
      history[way](null, "", address);
    } catch { /* a frame in a sandbox keeps no address */ }
  }

  /** Goes to a step of its own accord. */
  #go(/** @type {string} */ step) {
    this.#write("pushState", this.#address(step));
    this.#open(step);
    this.#words.querySelector("h2")?.focus();
  }

  /** Goes where the browser's history has gone. */
  async #follow() {
    const asked = new URLSearchParams(location.search), step = asked.get("step") ?? "predict";
    if (asked.get("lesson") !== this.#key) return location.reload();
    this.lesson.guess = asked.get("guess") ?? this.lesson.guess;
    if (step !== "predict" && !this.lesson.answered) await this.#answer();
    const { exhibit } = this.#part(step) ?? {};
    const moved = exhibit ? Object.fromEntries([...asked].filter(([name]) => exhibit.free.includes(name))) : {};
    this.#open(step, exhibit && { ...this.#from(exhibit, moved), ...moved });
  }

  /** What a step shows. @returns {Reveal | Task | null} */
  #part(/** @type {string} */ step) {
    const [kind, place = "1"] = step.split("-"), { answered } = this.lesson;
    return answered?.[kind === "task" ? "tasks" : "reveals"]?.[Number(place) - 1] ?? null;
  }

  /** The state of an exhibit for the loss that has been chosen. @param {Exhibit} exhibit @param {Fields} moved */
  #from = (exhibit, moved) => exhibit.losses.find(([key]) => key === moved.loss)?.[2] ?? exhibit.fields;

  #open(/** @type {string} */ step, /** @type {Fields | undefined} */ fields = undefined) {
    this.lesson.step = step;
    this.#task = null;
    this.#trial.close();
    this.root.dataset.step = step;
    const part = this.#part(step);
    if (!part) return this.#predict(fields);
    if ("bounds" in part) this.#try(part, fields ?? part.exhibit.fields);
    else this.#reveal(part);
    this.#show(part.exhibit, fields);
  }

  #show(/** @type {Exhibit} */ exhibit, /** @type {Fields | undefined} */ fields) {
    this.covered?.remove();
    this.#figure.show(exhibit, fields);
  }

  #predict(/** @type {Fields | undefined} */ fields) {
    const { asked, start } = this.lesson, before = this.lesson.guess || doneOf(this.#key).guess || "";
    const again = before ? [make("p", { class: "lossviz-before" }, "You have guessed already. ",
      make("button", { type: "button", text: "See the answer again", onclick: () => this.#guessed(before) }))] : [];
    this.#words.replaceChildren(paragraph(this.asks, "lossviz-lesson-asks"),
      guessing(asked, (guess) => this.#guessed(guess), before), ...again);
    if (start) this.#show(start, fields);
    else if (this.covered && !this.covered.isConnected) this.#figure.clear(this.covered);
  }

  async #guessed(/** @type {string} */ guess) {
    if (this.lesson.guess !== guess) this.lesson.answered = null;
    this.lesson.guess = guess;
    keepGuess(this.#key, guess);
    if (await this.#answer()) this.#go("reveal");
  }

  /** Asks for the answer; whether it came. */
  async #answer() {
    const { base, guide, version, guess, hide } = this.lesson, trouble = this.#words.querySelector(".lossviz-trouble");
    trouble?.remove();
    const asked = new URLSearchParams({ lesson: this.#key, guess, ...(hide && { hide }), v: version });
    try {
      const answer = await fetch(`${base}${guide}/reveal?${asked}`);
      if (!answer.ok) throw new Error(await answer.text());
      this.lesson.answered = await answer.json();
    } catch (error) {
      const reason = /** @type {Error} */ (error).message;
      this.#words.append(make("p", { class: "lossviz-trouble", role: "alert",
        text: `The answer did not come (${reason}). Your guess is kept; press it again.` }));
    }
    return this.lesson.answered !== null;
  }

  #reveal(/** @type {Reveal} */ { says }) {
    const { answered, step } = this.lesson, isFirst = step === "reveal";
    this.#words.replaceChildren(make("h2", { tabindex: -1, text: isFirst ? "The answer" : "And more" }),
      ...(isFirst && answered ? [judgement(answered)] : []), paragraph(says), this.#onward());
  }

  /** Buttons back and forth. */
  #onward() {
    const { steps, step } = this.lesson, place = steps.indexOf(step), next = steps[place + 1];
    const words = next?.startsWith("task") ? (step.startsWith("task") ? "One more task" : "Now you") : "Go on";
    return make("p", { class: "lossviz-onward" },
      ...(next ? [make("button", { type: "button", class: "lossviz-next", text: words, onclick: () => this.#go(next) })]
        : []));
  }

  #try(/** @type {Task} */ task, /** @type {Fields} */ fields) {
    this.#task = task;
    const hint = task.hint ? [make("details", {}, make("summary", { text: "A hint" }), paragraph(task.hint))] : [];
    this.#end.replaceChildren();
    this.#words.replaceChildren(make("h2", { tabindex: -1, text: "Your task" }), paragraph(task.asks),
      ...this.#trial.open(task, fields), this.#end, ...hint);
    this.#closed();
  }

  #met() {
    keepMet(this.#key, this.lesson.step);
    this.#closed(true);
  }

  /** What is said when a task has been met, now or before. */
  #closed(isNow = false) {
    const task = this.#task, { steps, step, answered } = this.lesson, { met = [] } = doneOf(this.#key);
    if (!task || (!isNow && !met.includes(step)) || this.#end.childElementCount) return;
    const isLast = step === steps.at(-1), next = answered?.next;
    const onward = isLast ? make("p", { class: "lossviz-onward" }, next
      ? make("a", { class: "lossviz-next", href: this.#dressed(next.href), text: `Next: ${next.question}` })
      : make("a", { class: "lossviz-next", href: `learn`, text: "All courses" })) : this.#onward();
    const note = isLast && answered?.note ? [paragraph(answered.note, "lossviz-lesson-note")] : [];
    const whole = task.exhibit.whole;
    const said = make("p", { class: "lossviz-met", role: "status", text: isNow ? "Done." : "Done before." });
    const more = isLast ? [make("p", { class: "lossviz-whole" },
      make("a", { href: whole, text: "This figure with everything" }))] : [];
    const code = isLast && isComplete(this.lesson.course) ? [completion(this.lesson, this.lesson.course)] : [];
    this.#end.replaceChildren(said, paragraph(task.met), ...note, ...more, onward, ...code);
  }

  #settled(/** @type {Fields} */ fields) {
    const part = this.#part(this.lesson.step);
    this.#trial.settled(fields);
    if (!part) return;
    const moved = Object.entries(difference(part.exhibit.fields, fields)).filter(([name]) =>
      part.exhibit.free.includes(name));
    this.#write("replaceState", this.#address(this.lesson.step, Object.fromEntries(moved)));
  }
}

/** @param {HTMLElement} root @param {Site & Lesson} lesson @param {Snapshot | null} first */
export const play = (root, lesson, first) => new Player(root, lesson, first);
