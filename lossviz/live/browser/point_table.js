/** @import { Domain, Hands, HandleMark, Motion, MovesControl } from "./types.d.ts" */
import { complain, complaint, make } from "./dom.js";
import { holdStill } from "./inputs.js";
import { numberAt, objectionTo, typedNumber } from "./numbers.js";

/** @typedef {HandleMark & { x: Motion, y: Motion }} Mark */

const exampleOf = (/** @type {Mark} */ mark) => mark.x.name.split(".")[1];

/** What is wrong with a number for a place, as a sentence. @param {HTMLInputElement} input @param {Motion} motion */
function objection(input, { low, high }) {
  const words = `from ${low} to ${high}`, /** @type {[number, number]} */ sizes = [0, Infinity];
  const /** @type {Domain} */ domain = { low, high, closed: "both", words, sizes };
  return objectionTo(typedNumber(input.value), input.value, input.getAttribute("aria-label") ?? "", domain);
}

/** The examples as numbers that can be typed: each a row, and a row for a new one.
 * @param {MovesControl} control @param {Hands} hands @param {(place: string[]) => void} add */
export function pointTable(control, hands, add) {
  const { name, most, labels } = control, error = complaint(`lossviz-points-${name}`);
  const field = (/** @type {string} */ label, /** @type {(input: HTMLInputElement) => void} */ onchange) => {
    const input = make("input", { type: "number", step: "any", "aria-label": label, "aria-describedby": error.id,
      onwheel: holdStill, onchange: () => onchange(input) });
    return input;
  };
  const kinds = (/** @type {string} */ label, /** @type {(value: string) => void} */ onchange) => {
    const select = make("select", { "aria-label": label, onchange: () => onchange(select.value) },
      ...labels.map((text, value) => make("option", { value, text })));
    return select;
  };
  const typed = (/** @type {HTMLInputElement} */ input, /** @type {Motion | undefined} */ motion) => {
    const sentence = motion ? objection(input, motion) : "";
    complain(error, input, sentence);
    return motion && !sentence;
  };
  const row = (/** @type {string} */ example) => {
    const mine = () => hands.marks(name).find((mark) => exampleOf(mark) === example), of = `of point ${example}`;
    const set = (/** @type {HTMLInputElement} */ input, /** @type {"x" | "y"} */ way) =>
      typed(input, mine()?.[way]) && hands.set([[`${name}.${example}.${way === "x" ? 0 : 1}`, input.value]]);
    const x = field(`x ${of}`, (input) => set(input, "x")), y = field(`y ${of}`, (input) => set(input, "y"));
    const kind = kinds(`Label ${of}`, (value) => hands.set([[`${name}.${example}.2`, value]]));
    const out = make("button", { type: "button", text: "Remove", "aria-label": `Remove point ${example}`,
      onclick: () => hands.set([[mine()?.out ?? "", "out"]]) });
    const node = make("tr", {}, make("th", { text: example, scope: "row" }),
      ...[x, y, ...(labels.length ? [kind] : []), ...(most ? [out] : [])].map((part) => make("td", {}, part)));
    const show = (/** @type {Mark} */ mark) => {
      if (!x.matches(":focus")) x.value = numberAt(mark.at[0], mark.x);
      if (!y.matches(":focus")) y.value = numberAt(mark.at[1], mark.y);
      kind.value = String(mark.kind ?? 0);
      out.disabled = !mark.out;
    };
    return { node, show };
  };
  const x = field("x of a new point", (input) => typed(input, hands.marks(name)[0]?.x));
  const y = field("y of a new point", (input) => typed(input, hands.marks(name)[0]?.y));
  const kind = kinds("Label of a new point", () => {});
  const put = () => {
    const [mark] = hands.marks(name);
    if (!typed(x, mark?.x) || !typed(y, mark?.y)) return;
    add([x.value, y.value, ...(labels.length ? [kind.value] : [])]);
    x.value = y.value = "";
  };
  const fresh = make("tr", {}, make("th", { text: "new", scope: "row" }), ...[x, y, ...(labels.length ? [kind] : []),
    make("button", { type: "button", text: "Add", onclick: put })].map((part) => make("td", {}, part)));
  return shownOpen({ name, hands, most, error, fresh, row, labels });
}

/** The table itself, which is made when it is opened. @param {{ name: string, hands: Hands, most: number,
 * error: HTMLElement, fresh: HTMLElement, labels: string[],
 * row: (example: string) => { node: HTMLElement, show: (mark: Mark) => void } }} parts */
function shownOpen({ name, hands, most, error, fresh, row, labels }) {
  const body = make("tbody"), /** @type {Map<string, ReturnType<typeof row>>} */ rows = new Map();
  const refresh = () => {
    const marks = hands.marks(name);
    node.hidden = !marks.length; // of what moves one way only there is no table
    if (!node.open) return;
    const now = marks.map(exampleOf);
    for (const [example, { node }] of rows) if (!now.includes(example)) rows.delete(example) && node.remove();
    marks.forEach((mark, i) => {
      const example = now[i], own = rows.get(example) ?? row(example);
      rows.set(example, own);
      if (body.children[i] !== own.node) body.insertBefore(own.node, body.children[i] ?? null);
      own.show(mark);
    });
    if (most && body.lastChild !== fresh) body.append(fresh);
  };
  const titles = ["point", "x", "y", ...(labels.length ? ["label"] : [])];
  const head = titles.map((text) => make("th", { text, scope: "col" }));
  const node = make("details", { class: "lossviz-points", ontoggle: refresh },
    make("summary", { text: "Points as a table" }), error, make("div", { class: "lossviz-scroll" },
      make("table", {}, make("thead", {}, make("tr", {}, ...head, make("td"))), body)));
  return { node, refresh };
}
