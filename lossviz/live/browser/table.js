/** @import { Hands, Maker, ReadTable, TableControl } from "./types.d.ts" */
import { complaint, make, say } from "./dom.js";
import { shortened, whole } from "./keeping.js";

const MOST = 200_000; // bytes that the server reads
const PAUSE = 50; // milliseconds until what was pasted is there
const GONE = "This browser does not have the data of this link any more; the example is shown. Paste them again.";
const KEPT = "These rows are too many for a link: they stay in this browser.";

/** The rows of a field's text as they can be typed. @param {string} text @param {TableControl} control */
function written(text, { columns, labels }) {
  if (!text) return "";
  const head = [...columns, ...(labels.length ? ["label"] : [])].join(", ");
  return [head, ...text.split(",").map((row) => row.replaceAll(":", ", "))].join("\n");
}

/** Where the columns are chosen. @param {TableControl} control @param {(names: string[]) => void} change */
function chooser({ columns, optional, labels }, change) {
  const wanted = [...columns.map((name, at) => ({ name, kind: "number", free: at >= columns.length - optional })),
    ...(labels.length ? [{ name: "label", kind: "", free: false }] : [])];
  const selects = wanted.map(({ name }) => make("select", { "aria-label": `Column for ${name}`,
    onchange: () => change(selects.map(({ value }) => value)) }));
  const node = make("div", { class: "lossviz-choosing", hidden: "" },
    ...wanted.map(({ name }, i) => make("label", {}, `${name}: `, selects[i])));
  const show = (/** @type {ReadTable} */ told) => {
    node.hidden = told.columns.length === 0;
    selects.forEach((select, i) => {
      const fit = told.columns.filter(([, kind]) => !wanted[i].kind || kind === wanted[i].kind).map(([name]) => name);
      const all = [...(wanted[i].free ? [""] : []), ...fit];
      select.replaceChildren(...all.map((value) => make("option", { value, text: value || "none" })));
      select.value = told.chosen[i] ?? all[0] ?? "";
    });
  };
  return { node, show, hide: () => node.hidden = true };
}

/** What is said of a table that was read. */
function remarks() {
  const summary = make("p", { class: "lossviz-read", role: "status" }), list = make("ul");
  const more = make("details", {}, make("summary", { text: "Lines that are not used" }), list);
  const node = make("div", {}, summary, more);
  const show = (/** @type {string[]} */ sentences, /** @type {[number, string][]} */ unused) => {
    say(summary, sentences.join(" "));
    list.replaceChildren(...unused.map(([line, why]) => make("li", { text: `line ${line}: ${why}` })));
    more.hidden = unused.length === 0;
  };
  show([], []);
  return { node, show };
}

/** A reader's own table: pasted, typed, opened or dropped; a button for the example. @type {Maker<TableControl>} */
export function table(control, hands, id) {
  const { name, label, meaning, columns } = control, error = complaint(id), told = remarks();
  let /** @type {Uint8Array} */ given = new Uint8Array(), mine = "", turn = 0;
  const refuse = (/** @type {string} */ sentence) => {
    say(error, sentence);
    told.show([], []);
  };
  const take = async (/** @type {Uint8Array} */ bytes, /** @type {string[]} */ names = []) => {
    if (!hands.moves(name)) return;
    const size = `${Math.ceil(bytes.length / 1000)} kB; at most ${MOST / 1000} kB are read.`;
    if (bytes.length > MOST) return refuse(`The table has ${size} Leave out rows or columns.`);
    given = bytes;
    const asked = ++turn, read = await hands.reads(name, bytes, names)?.catch(() => null);
    if (asked !== turn) return;
    if (!read) return refuse("The server did not answer: the table was not read. Try again.");
    say(error, read.error);
    if (read.columns) choice.show(read);
    told.show([read.summary ?? "", ...(read.notes ?? [])].filter(Boolean), read.unused ?? []);
    if (read.error) return;
    isUsed = true;
    mine = shortened(read.value);
    if (mine !== read.value) told.show([read.summary, ...read.notes, KEPT], read.unused);
    hands.set([[name, mine]]);
  };
  let isUsed = true; // whether what was typed is what is drawn, or nothing was typed
  const text = make("textarea", { rows: 5, oninput: () => isUsed = false, spellcheck: "false",
    "aria-label": `${label}, rows to paste or type`, "aria-describedby": error.id,
    placeholder: `${columns.join(", ")}\n1, 2\n3, 4`,
    onpaste: () => setTimeout(() => typed(), PAUSE), ondragover: (event) => event.preventDefault(),
    ondrop: (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      open(file);
    } });
  const typed = () => take(new TextEncoder().encode(text.value));
  const open = async (/** @type {File} */ file) => {
    const size = `${Math.ceil(file.size / 1000)} kB; at most ${MOST / 1000} kB are read.`;
    if (file.size > MOST) return refuse(`${file.name} has ${size} Leave out rows or columns.`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      text.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch { /* the server may know another way to read it */ }
    await take(bytes);
  };
  const choice = chooser(control, (names) => take(given, names));
  const isMine = (/** @type {string} */ field) => field === mine || !isUsed;
  return shownIn({ control, hands, text, typed, open, choice, told, error, isMine, label, meaning, name });
}

/** The control's parts in their places. @param {{ control: TableControl, hands: Hands, text: HTMLTextAreaElement,
 * typed: () => void, open: (file: File) => void, choice: ReturnType<typeof chooser>, told: ReturnType<typeof remarks>,
 * error: HTMLElement, isMine: (field: string) => boolean, label: string, meaning: string, name: string }} parts */
function shownIn({ control, hands, text, typed, open, choice, told, error, isMine, label, meaning, name }) {
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/*", "aria-label": "Open a file with a table",
    onchange: () => {
      if (file.files?.[0]) open(file.files[0]);
      file.value = "";
    } });
  const use = make("button", { type: "button", text: "Use these rows", onclick: typed });
  const back = make("button", { type: "button", text: "Back to the example", onclick: () => {
    say(error, "");
    told.show([], []);
    choice.hide();
    hands.set([[name, ""]]);
  } });
  const summary = make("summary", { text: label });
  const node = make("details", { class: "lossviz-control lossviz-own", "data-name": name }, summary,
    make("p", { class: "lossviz-meaning", text: meaning }), text,
    make("div", { class: "lossviz-marks" }, use, file, back),
    choice.node, told.node, error);
  const follow = (/** @type {string} */ field) => {
    const rows = whole(field), count = rows ? rows.split(",").length : 0;
    say(summary, count ? `${label}: ${count} rows` : label);
    back.hidden = !field;
    if (isMine(field) || text.matches(":focus")) return;
    if (rows === null) {
      told.show([GONE], []);
      node.open = true;
    } else if (rows) {
      text.value = written(rows, control);
      told.show(field === rows ? [] : [KEPT], []);
    }
  };
  return { node, follow };
}
