// The list of lessons, with what has been done of each in this browser.
import { say } from "./dom.js";
import { doneOf, forget, whenChanged } from "./progress.js";

/** Marks what has been done, now and whenever another window does something. */
export function overview() {
  const mark = () => document.querySelectorAll("li[data-lesson]").forEach((item) => {
    const { dataset } = /** @type {HTMLElement} */ (item), { guess, met = [] } = doneOf(dataset.lesson ?? "");
    const steps = Number(dataset.tasks ?? 1);
    const state = met.length >= steps ? "done" : guess !== undefined || met.length ? "begun" : "";
    dataset.state = state;
    const node = item.querySelector(".lossviz-lesson-state");
    if (node) say(node, state);
  });
  mark();
  whenChanged(mark);
  addEventListener("pageshow", mark); // the browser's back brings the document as it was left
  document.querySelector(".lossviz-again button")?.addEventListener("click", () => {
    forget();
    mark();
  });
}
