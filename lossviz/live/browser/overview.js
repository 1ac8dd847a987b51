/** @import { Course, Site } from "./types.d.ts" */
// The list of lessons, with what has been done of each in this browser.
import { completion, isComplete } from "./codes.js";
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

/** Below a course that is complete, the way to a code. @param {Site} site @param {Course} course */
function offered(site, course) {
  const section = document.getElementById(course.key), form = section?.querySelector(".lossviz-completion");
  if (!isComplete(course)) form?.remove();
  else if (!form) section?.append(completion(site, course));
}

/** Marks what has been done, now and whenever another window does something.
 * @param {Site & { courses: Course[] }} site */
export function overview(site) {
  const mark = () => {
    markItems();
    onward();
    for (const course of site.courses) offered(site, course);
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
