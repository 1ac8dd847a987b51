// Every kind of control, by its name in a snapshot. A new kind is a module of its own and a line here.
export { choice, numbers, painting, several } from "./inputs.js";
export { moves } from "./moves.js";
export { slider } from "./slider.js";
export { table } from "./table.js";
