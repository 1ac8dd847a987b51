/** @import { Asked, Judged } from "./types.d.ts" */
import { make, paragraph, say } from "./dom.js";
import { shown } from "./numbers.js";

let count = 0;

/** Buttons or a field for a guess. A number that cannot be one is refused in a sentence, and stays as it was typed.
 * @param {Asked} asked @param {(guess: string) => void} made @param {string} [before] what was guessed earlier */
export function guessing(asked, made, before = "") {
  if (asked.kind === "choice") {
    const buttons = asked.options.map(([value, text]) =>
      make("button", { type: "button", text, "data-value": value, "aria-pressed": String(value === before),
        onclick: () => made(value) }));
    return make("div", { class: "lossviz-options", role: "group", "aria-label": "Your guess" }, ...buttons);
  }
  const { label, unit, low, high, step } = asked, id = `lossviz-guess-${++count}`;
  const error = make("p", { class: "lossviz-error", role: "alert", id: `${id}-error` });
  const field = make("input", { type: "text", inputmode: "decimal", id, value: before, autocomplete: "off",
    "aria-describedby": error.id, "data-step": step });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = field.value.trim(), value = Number(typed.replace("−", "-").replace(",", "."));
    const fits = typed !== "" && value >= low && value <= high;
    field.setAttribute("aria-invalid", String(!fits));
    say(error, fits ? "" : `${label} must be a number from ${shown(low)} to ${shown(high)}; ` +
      (typed === "" ? "nothing was typed." : `got ${typed}.`));
    if (fits) made(String(value));
    else field.focus();
  };
  return make("form", { class: "lossviz-options", novalidate: "", onsubmit: submit },
    make("label", { for: id, text: unit ? `${label} (${unit})` : label }), field,
    make("button", { type: "submit", text: "Guess" }), error);
}

/** What is said of a guess. @param {Judged} judged */
export function judgement({ right, verdict, meant }) {
  return make("div", { class: "lossviz-judged", "data-right": String(right) },
    make("p", { class: "lossviz-verdict", text: verdict }), ...(meant ? [paragraph(meant, "lossviz-meant")] : []));
}
