/** @import { Exhibit, Site, Task } from "./types.d.ts" */
// Entries that are opened one by one: each draws its figure then, and not before.
import { make, paragraph } from "./dom.js";
import { exhibits } from "./exhibit.js";
import { doneOf, keepMet, whenChanged } from "./progress.js";
import { Trial } from "./trial.js";

/** @typedef {{ tasks?: Record<string, Task>, opens?: Record<string, Exhibit> }} Opens */

const mountOf = (/** @type {HTMLElement} */ entry) =>
  /** @type {HTMLElement | null} */ (entry.querySelector(".lossviz-mount"));

/** A pitfall: its task, and what comes of it once it has been run or asked for.
 * @param {HTMLElement} entry @param {Site} site @param {Task | undefined} task */
function run(entry, site, task) {
  const act = /** @type {HTMLElement} */ (entry.querySelector(".lossviz-act")), mount = mountOf(entry);
  const end = make("div", { role: "status" });
  const tell = async () => {
    const asked = new URLSearchParams({ pitfall: entry.id, v: site.version });
    try {
      const answer = await fetch(`${site.base}pitfalls/seen?${asked}`);
      if (!answer.ok) throw new Error(await answer.text());
      const { sees, instead } = await answer.json();
      show.remove();
      end.replaceChildren(paragraph(sees, "lossviz-sees"), paragraph(instead));
    } catch (error) {
      end.replaceChildren(make("p", { class: "lossviz-trouble",
        text: `What comes of it did not come (${/** @type {Error} */ (error).message}). Press again.` }));
    }
  };
  const show = make("button", { type: "button", text: task ? "Show what comes of it" : "What comes of it?",
    onclick: tell });
  if (!task || !mount) return act.replaceChildren(make("p", {}, show), end);
  const trial = new Trial(mount, () => stage, { settled() {}, met() {
    keepMet(`pitfall-${entry.id}`, "task");
    mark(entry);
    if (show.isConnected) tell();
  } });
  const stage = exhibits(mount, site, {
    seen: (readings, fields) => trial.seen(readings, fields),
    settled: ({ fields }) => trial.settled(fields),
  });
  entry.querySelector(".lossviz-asked")?.append(paragraph(task.asks));
  act.replaceChildren(...trial.open(task, task.exhibit.fields), make("p", {}, show), end);
  stage.show(task.exhibit);
}

function mark(/** @type {HTMLElement} */ entry) {
  const state = entry.querySelector(".lossviz-lesson-state");
  if (state) state.textContent = doneOf(`pitfall-${entry.id}`).met?.includes("task") ? "done" : "";
}

/** Opens what the address names. */
function follow() {
  const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(entry instanceof HTMLDetailsElement)) return;
  entry.open = true;
  entry.scrollIntoView();
}

/** @param {NodeListOf<HTMLDetailsElement>} entries @param {Site & Opens} site */
export function opened(entries, site) {
  const marked = () => entries.forEach(mark), begun = new Set();
  for (const entry of entries) {
    entry.addEventListener("toggle", () => {
      if (!entry.open || begun.has(entry)) return;
      begun.add(entry);
      const { pitfall, opens = "" } = entry.dataset, mount = mountOf(entry), exhibit = site.opens?.[opens];
      if (pitfall) run(entry, site, site.tasks?.[pitfall]);
      else if (mount && exhibit) exhibits(mount, site, {}).show(exhibit);
    });
  }
  marked();
  whenChanged(marked);
  addEventListener("hashchange", follow);
  follow();
}
