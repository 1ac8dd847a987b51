/** @import { Table, Trace } from "./types.d.ts" */
import { make, say } from "./dom.js";
import { save } from "./saving.js";

/** @param {ArrayLike<unknown>} list @param {number} every */
const thinned = (list, every) => Array.from(list).filter((_, i) => i % every === 0);

/** The data as tables: curves side by side over their common places, fields as grids. With `all` every place and
 * digit, else some 20 places with four digits. @param {Trace[]} data @param {boolean} all @returns {Table[]} */
export function tables(data, all) {
  const told = (/** @type {unknown} */ value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return "";
    return all ? String(value) : String(Number(value.toPrecision(4))).replace("-", "−");
  };
  const traces = data.filter((trace) => trace.name && trace.meta?.table !== false);
  const grids = traces.filter(({ z }) => z).map(({ name = "", x = [], y = [], z = [], customdata }) => {
    const heights = /** @type {ArrayLike<ArrayLike<number>>} */ (customdata ?? z); // z may be shades of heights
    const every = all ? 1 : Math.max(1, Math.ceil(x.length / 9));
    const body = thinned(y, every).map((at, i) => [told(at), ...thinned(heights[i * every], every).map(told)]);
    return { caption: name, head: ["", ...thinned(x, every).map(told)], body };
  });
  const curves = traces.filter(({ z }) => !z).map((curve) => ({ ...curve, key: Array.from(curve.x ?? []).join() }));
  const sideBySide = [...new Set(curves.map(({ key }) => key))].map((key) => {
    const mine = curves.filter((curve) => curve.key === key);
    const { x = [], meta } = mine[0], every = all ? 1 : Math.max(1, Math.floor(x.length / 20));
    const cell = (/** @type {Trace} */ { text, y }, /** @type {number} */ i) =>
      Array.isArray(text) ? String(text[i]) : told(y?.[i]);
    const places = Array.from(x, (at, i) => ({ at, i })).filter(({ at, i }) => i % every === 0 && Number.isFinite(at));
    const body = places.map(({ at, i }) => [told(at), ...mine.map((curve) => cell(curve, i))]);
    return { caption: "", head: [meta?.x ?? "x", ...mine.map(({ name = "" }) => name)], body };
  });
  return [...grids, ...sideBySide];
}

/** A cell that no spreadsheet takes for a formula. @param {string} text */
const harmless = (text) => /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;

/** @param {Table[]} all */
export function csv(all) {
  const quoted = (/** @type {string} */ text) => /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cell = (/** @type {string} */ text) => quoted(harmless(text));
  const rows = (/** @type {Table} */ { caption, head, body }) => [...(caption ? [[caption]] : []), head, ...body];
  return all.map((table) => rows(table).map((row) => row.map(cell).join(",")).join("\r\n")).join("\r\n\r\n");
}

/** For the clipboard: spreadsheets take tabs. @param {Table[]} all */
export const tabbed = (all) => all.map(({ head, body }) => [head, ...body].map((row) =>
  row.map((text) => harmless(text.replaceAll("−", "-"))).join("\t")).join("\n")).join("\n\n");

/** The figure's data to read, to copy and to download. @param {() => Trace[]} data @param {() => string} file */
export function dataTable(data, file) {
  const told = make("span", { role: "status" });
  const scroll = make("div", { class: "lossviz-scroll", tabindex: "0", role: "region",
    "aria-label": "Data of the figure" });
  const head = (/** @type {string} */ text) => text ? make("th", { text, scope: "col" }) : make("td");
  const row = (/** @type {string[]} */ [first, ...rest]) =>
    make("tr", {}, make("th", { text: first, scope: "row" }), ...rest.map((text) => make("td", { text })));
  const refresh = () => {
    if (node.open) scroll.replaceChildren(...tables(data(), false).map((table) => make("table", {},
      ...(table.caption ? [make("caption", { text: table.caption })] : []),
      make("thead", {}, make("tr", {}, ...table.head.map(head))), make("tbody", {}, ...table.body.map(row)))));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(tabbed(tables(data(), false)));
      say(told, "Copied.");
    } catch {
      getSelection()?.selectAllChildren(scroll);
      say(told, "The browser withholds the clipboard. The table is selected: copy it with Ctrl+C or Cmd+C.");
    }
  };
  const download = () => {
    const written = new Blob([csv(tables(data(), true))], { type: "text/csv" });
    save(`${file()}.csv`, written);
    say(told, `Saved as ${file()}.csv.`);
  };
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    make("button", { type: "button", text, onclick });
  const title = make("summary", { text: "Data as a table" });
  const node = make("details", { class: "lossviz-table", ontoggle: refresh }, title,
    make("p", { class: "lossviz-marks" }, button("Copy", copy), button("Download CSV", download), told), scroll);
  return { node, refresh };
}
