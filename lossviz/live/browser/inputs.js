/** @import { ChoiceControl, Maker, NumbersControl, PaintingControl, SeveralControl } from "./types.d.ts" */
import { complain, complaint, make, say, setTyped } from "./dom.js";
import { real, shortest } from "./numbers.js";

/** Leaves a field that has the focus as it is when the wheel turns over it, and lets the page scroll: browsers would
 * count its number up and down, but not that of one which is read only. */
export function holdStill(/** @type {Event} */ { currentTarget }) {
  const input = /** @type {HTMLInputElement} */ (currentTarget);
  input.readOnly = true;
  setTimeout(() => input.readOnly = false, 200);
}

/** Several inputs under one label. @type {(kind: string, named: Record<"name" | "label" | "meaning", string>,
 * error: Element, ...parts: Element[]) => HTMLElement} */
const group = (kind, { name, label, meaning }, error, ...parts) =>
  make("div", { class: `lossviz-control lossviz-${kind}`, "data-name": name, role: "group", "aria-label": label },
    make("span", { text: label }), ...parts, make("p", { class: "lossviz-meaning", text: meaning }), error);

/** Numbers that a handle sets. @type {Maker<NumbersControl>} */
export function numbers(control, hands, id) {
  const { name, label, components, domain, step } = control, error = complaint(id);
  const inputs = components.map((component, place) => {
    const own = components.length > 1 ? `${name}.${place}` : name;
    const input = make("input", { type: "number", step, "aria-label": `${label}, ${component}`, title: component,
      "aria-describedby": error.id, onwheel: holdStill,
      onchange: () => setTyped(input, error, `${label}, ${component},`, domain, (text) => hands.set([[own, text]])) });
    return input;
  });
  const node = group(components.length > 3 ? "numbers lossviz-many" : "numbers", control, error,
    make("div", {}, ...inputs));
  return { node, follow: (text) => {
    const all = text.split(",");
    inputs.forEach((input, place) => {
      if (place < all.length && !input.matches(":focus")) input.value = shortest(real(all[place]));
    });
    if (!inputs.some((input) => input.matches(":focus"))) inputs.forEach((input) => complain(error, input, ""));
  } };
}

/** Stamps, and the pixels as a number. @type {Maker<PaintingControl>} */
export function painting(control, hands, id) {
  const { name, label, digits } = control, error = complaint(id);
  const set = (/** @type {string} */ pixels) => {
    say(error, "");
    hands.set([[name, pixels]]);
  };
  const input = make("input", { type: "text", "aria-label": `${label}, pixels as a hexadecimal number`,
    "aria-describedby": error.id, spellcheck: "false", autocomplete: "off", onchange: () => {
      const typed = input.value.trim().toLowerCase();
      const others = /^[0-9a-f]*$/.test(typed) ? "" : ", not all of them digits";
      if (typed.length === digits && !others) set(input.value = typed);
      else say(error, `${label} must be ${digits} hexadecimal digits; got ${typed.length}${others}. ` +
        "The figure still shows the pixels before.");
    } });
  const stamps = control.stamps.map(([value, text]) =>
    make("button", { type: "button", text, onclick: () => set(value) }));
  const node = group("painting", control, error, make("div", { class: "lossviz-marks" }, ...stamps),
    make("details", { class: "lossviz-as-text" }, make("summary", { text: "As text" }), input));
  return { node, follow: (pixels) => {
    if (!input.matches(":focus")) input.value = pixels;
    stamps.forEach((stamp, i) => stamp.setAttribute("aria-pressed", String(control.stamps[i][0] === pixels)));
  } };
}

/** One of some options. @type {Maker<ChoiceControl>} */
export function choice({ name, label, options, meaning }, hands, id) {
  const select = make("select", { id, onchange: () => hands.set([[name, select.value]]) },
    ...options.map(([value, text]) => make("option", { value, text })));
  const node = make("div", { class: "lossviz-control lossviz-choice", "data-name": name },
    make("label", { for: id, text: label }), select, make("p", { class: "lossviz-meaning", text: meaning }));
  return { node, follow: (text) => void (select.value = text) };
}

/** Any number of some options. @type {Maker<SeveralControl>} */
export function several({ name, label, options, meaning }, hands) {
  const summary = make("summary");
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value).join(",");
  const boxes = options.map(([value]) =>
    make("input", { type: "checkbox", value, onchange: () => hands.set([[name, chosen()]]) }));
  const labels = options.map(([, text], place) => make("label", {}, boxes[place], " ", text));
  const node = make("details", { class: "lossviz-control lossviz-several", "data-name": name },
    summary, make("p", { class: "lossviz-meaning", text: meaning }),
    make("div", { class: "lossviz-boxes", role: "group", "aria-label": label }, ...labels));
  return { node, follow: (text) => {
    for (const box of boxes) box.checked = text.split(",").includes(box.value);
    const names = options.filter((_, place) => boxes[place].checked).map(([, word]) => word);
    say(summary, `${label}: ${names.join(", ") || "none"}`);
  } };
}
