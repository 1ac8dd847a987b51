/** @import { Plot } from "./plot.js" */
/** @import { Interaction } from "./interaction.js" */
import { make } from "./dom.js";

/** What can be done to the whole figure: back, forth, to its first view, and a closer look.
 * @param {Pick<Interaction, "undo" | "redo" | "reset" | "canUndo" | "canRedo">} state
 * @param {Pick<Plot, "zooms" | "zoomable" | "whole" | "turns">} plot */
export function toolbar(state, plot) {
  const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ act) =>
    make("button", { type: "button", text, title, "aria-label": title, onclick: () => {
      act();
      refresh();
    } });
  const undo = button("↶", "Undo", () => state.undo());
  const redo = button("↷", "Redo", () => state.redo());
  const reset = button("Reset", "Reset to the first view", () => state.reset());
  const zoom = button("Zoom", "", () => plot.zooms ? plot.whole() : plot.zoomable(true));
  const refresh = () => {
    undo.setAttribute("aria-disabled", String(!state.canUndo));
    redo.setAttribute("aria-disabled", String(!state.canRedo));
    zoom.hidden = plot.turns;
    zoom.textContent = plot.zooms ? "Whole picture" : "Zoom";
    const title = plot.zooms ? "Show the whole picture again" : "Zoom by drawing a frame in the picture";
    for (const name of ["title", "aria-label"]) zoom.setAttribute(name, title);
  };
  refresh();
  return { node: make("div", { class: "lossviz-tools", role: "group", "aria-label": "Whole figure" },
    undo, redo, reset, zoom), refresh };
}
