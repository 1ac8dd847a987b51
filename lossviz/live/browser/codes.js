/** @import { Course, Site } from "./types.d.ts" */
// Codes of completion: a name is sent in the body of a request, and nobody keeps it.
import { make, say } from "./dom.js";
import { doneOf } from "./progress.js";

/** @typedef {{ line: number, name: string, code: string, fits: boolean, why: string }} Row */
/** @typedef {{ code: string, name: string, note: string }} Code */

const HEAD = ["Line", "Name", "Code", "Fits", "What may have happened"];
let count = 0;

/** What the server says to a form; what it refuses is a sentence of its own.
 * @param {Site} site @param {string} name @param {Record<string, string>} fields */
async function posted({ base }, name, fields) {
  const answer = await fetch(`${base}codes/${name}`, { method: "POST", body: new URLSearchParams(fields) })
    .catch(() => null);
  if (answer?.ok) return answer.json();
  const isSentence = answer?.headers.get("content-type")?.startsWith("text/plain");
  throw new Error(isSentence ? await answer?.text() : "The server did not answer. What you typed is kept; try again.");
}

/** Whether all tasks of all lessons of a course have been met in this browser. */
export const isComplete = (/** @type {Course} */ { tasks }) => Object.keys(tasks).length > 0 &&
  Object.entries(tasks).every(([lesson, many]) => new Set(doneOf(lesson).met).size >= many);

/** A form that gives a code for a name. @param {Site} site @param {Course} course */
export function completion(site, course) {
  const id = `lossviz-completion-${++count}`;
  const told = make("p", { role: "status" });
  const trouble = make("p", { class: "lossviz-error", role: "alert", id: `${id}-error` });
  const field = make("input", { type: "text", id, name: "name", autocomplete: "name", maxlength: 100,
    "aria-describedby": trouble.id });
  const ask = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const /** @type {Code} */ got = await posted(site, "code", { course: course.key, name: field.value });
      told.replaceChildren(make("strong", { text: got.code }),
        ` is your code for the name “${got.name}”. ${got.note}`);
      say(trouble, "");
    } catch (error) {
      told.replaceChildren();
      say(trouble, /** @type {Error} */ (error).message);
      field.focus();
    }
  };
  return make("form", { class: "lossviz-completion", novalidate: "", onsubmit: ask },
    make("h3", { text: `${course.name}: all tasks met` }),
    make("p", { text: "If somebody wants to know, type your name for a code of eight letters. Nothing is stored." }),
    make("p", { class: "lossviz-options" }, make("label", { for: id, text: "Your name" }), field,
      make("button", { type: "submit", text: "Get the code" })), trouble, told);
}

/** What is said of each line; on a narrow screen its cells stand below one another, hence the roles.
 * @param {Row[]} rows */
function table(rows) {
  const body = rows.map(({ line, name, code, fits, why }) => make("tr", { role: "row", "data-fits": String(fits) },
    ...[String(line), name, code, fits ? "fits" : "does not fit", why].map((text) =>
      make("td", { role: "cell", text }))));
  return make("div", { class: "lossviz-wide", tabindex: 0, role: "region", "aria-label": "What was found" },
    make("table", { role: "table" }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" },
      ...HEAD.map((text) => make("th", { role: "columnheader", scope: "col", text })))),
    make("tbody", { role: "rowgroup" }, ...body)));
}

/** Lets a list of names and codes be checked. @param {HTMLFormElement} form @param {Site} site */
export function checking(form, site) {
  const found = /** @type {HTMLElement} */ (form.querySelector(".lossviz-checked"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form), text = (/** @type {string} */ name) => String(given.get(name) ?? "");
    try {
      const { summary, rows } = await posted(site, "check", { course: text("course"), list: text("list") });
      found.replaceChildren(make("p", {}, make("strong", { text: summary })), table(rows));
    } catch (error) {
      found.replaceChildren(make("p", { class: "lossviz-trouble", text: /** @type {Error} */ (error).message }));
    }
  });
}
