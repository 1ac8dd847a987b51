// The list of lessons, with what has been done of each in this browser.
import { say } from "./dom.js";
import { doneOf, forget, whenChanged } from "./progress.js";

/** Leads to the first lesson that has not been done. */
function onward() {
  const link = document.querySelector(".lossviz-onward .lossviz-next");
  const next = document.querySelector('li[data-lesson]:not([data-state="done"]) a');
  const isBegun = document.querySelector('li[data-lesson]:is([data-state="done"], [data-state="begun"])');
  if (!link) return;
  link.toggleAttribute("hidden", !next);
  if (!next) return;
  link.setAttribute("href", next.getAttribute("href") ?? "");
  say(link, `${isBegun ? "Go on" : "Start"}: ${next.textContent}`);
}

/** Marks what has been done, now and whenever another window does something. */
export function overview() {
  const mark = () => {
    markItems();
    onward();
  };
  const markItems = () => document.querySelectorAll("li[data-lesson]").forEach((item) => {
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
