/** @import { Exhibit, Site, Snapshot, Task } from "./types.d.ts" */
// A task of a teacher's own, or only its figure where the link holds no goal that can be met.
import { make } from "./dom.js";
import { exhibits } from "./exhibit.js";
import { doneOf, keepMet, whenChanged } from "./progress.js";
import { Trial } from "./trial.js";

/** `own` is the name by which this browser keeps that it has been met. @typedef {{ own: string, task: Task | null,
 * figure: Exhibit | null }} Own */

/** @param {HTMLElement} root @param {Site & Own} told @param {Snapshot | null} first */
export function tried(root, told, first) {
  const mount = /** @type {HTMLElement | null} */ (root.querySelector(".lossviz-mount"));
  const { task, own, figure } = told;
  if (!mount || !figure) return;
  const end = make("div", { class: "lossviz-lesson-end" });
  const closed = (isNow = false) => {
    if (end.childElementCount || (!isNow && !doneOf(own).met?.includes("task"))) return;
    end.replaceChildren(make("p", { class: "lossviz-met", role: "status", text: isNow ? "Done." : "Done before." }));
  };
  const trial = new Trial(mount, () => shown, { settled() {}, met() {
    keepMet(own, "task");
    closed(true);
  } });
  const shown = exhibits(mount, told, {
    seen: (readings, fields) => trial.seen(readings, fields),
    settled: ({ fields }) => trial.settled(fields),
  }, first);
  if (task) {
    const how = make("p", { class: "lossviz-own-how", text: "Whichever state of the figure meets it will do." });
    root.querySelector(".lossviz-lesson-step")?.append(...trial.open(task, figure.fields), how, end);
    closed();
    whenChanged(closed);
  }
  shown.show(figure, first?.fields);
}
