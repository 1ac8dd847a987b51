/** @import { Hands, Maker, SliderControl } from "./types.d.ts" */
import { complain, complaint, make, setTyped } from "./dom.js";
import { holdStill } from "./inputs.js";
import { between, real, shortest, shown } from "./numbers.js";

const REST = 80; // milliseconds after the thumb was let go, until its value is settled on
const BURST = 700; // after a key: many presses are one entry in the history
const WHOLE = 6000; // milliseconds for a whole travel
const LEAST = 30; // between two steps
const SPEEDS = [0.5, 1, 2];

/** A number by its thumb, typed, or by a landmark. @type {Maker<SliderControl>} */
export function slider(control, hands, id) {
  const { name, label, symbol, steps, travel, meaning, unit } = control;
  const last = steps.length - 1, stride = (steps[last] - steps[0]) / last, error = complaint(id);
  let timer = 0, isTyping = false, rest = REST, isAhead = travel === "ahead";
  // The thumb stands at its value, or, where stops are not evenly spaced, at the number of its stop.
  const isEven = Math.abs(steps[1] - steps[0] - stride) < 1e-6 * stride;
  const stand = (/** @type {number} */ to) => isEven ? steps[to] : to;
  const nearest = (/** @type {number} */ value) => isEven
    ? between(0, Math.round((value - steps[0]) / stride), last) : nearestOf(steps, value);
  const step = () => isEven ? nearest(Number(range.value)) : Number(range.value);
  const slide = (/** @type {number} */ to) =>
    hands.move(range, [[name, shortest(steps[to])]], isAhead ? to : undefined);
  const ahead = () => isAhead && hands.ahead(name);
  const letGo = () => {
    clearTimeout(timer);
    hands.end(range);
  };
  const range = make("input", { type: "range", id, "aria-describedby": `${id}-meaning`, min: stand(0), max: stand(last),
    step: isEven ? shortest(stride) : 1, list: isEven && control.landmarks.length ? `${id}-marks` : null,
    onpointerenter: ahead, onfocus: ahead, onblur: letGo, onkeydown: () => rest = BURST, onpointerdown: () => {
      rest = REST;
      ahead();
    }, oninput: () => slide(step()), onchange: () => {
      if (!hands.holds(range)) slide(step());
      clearTimeout(timer);
      timer = setTimeout(letGo, rest);
    } });
  const number = make("input", { type: "number", step: "any", id: `${id}-number`, "aria-label": `${label}, as a number`,
    "aria-describedby": error.id, onwheel: holdStill, oninput: () => isTyping = true, onchange: () => {
      isTyping = false;
      setTyped(number, error, label, control.domain, (text) => hands.set([[name, text]]));
    } });
  const go = (/** @type {number} */ to) => {
    clearTimeout(timer);
    range.value = String(stand(to));
    return slide(to);
  };
  const playing = control.plays ? [player(range, hands, { label, last, step, go })] : [];
  const words = symbol === label ? [label] : [make("span", { class: "lossviz-symbol", text: symbol }), " ", label];
  const node = make("div", { class: `lossviz-control lossviz-slider${control.plays ? " lossviz-plays" : ""}`,
    "data-name": name }, make("label", { for: id }, ...words), range, number, ...playing,
    ...landmarks(control, hands, id),
    make("p", { class: "lossviz-meaning", id: `${id}-meaning`, text: unit ? `${meaning} (${unit})` : meaning }), error);
  return { node, outlive: () => isAhead = false, follow: (text) => {
    const value = real(text), finite = Number.isFinite(value);
    // A browser does not tell of a change by hand to a value that a script has set meanwhile.
    if (!hands.holds(range)) range.value = String(stand(nearest(value)));
    range.setAttribute("aria-valuetext", `${shown(value)} ${unit}`.trim());
    // What a reader is typing is theirs until they leave the field.
    if (isTyping && number.matches(":focus")) return;
    number.value = finite ? shown(value) : "";
    number.placeholder = finite ? "" : shown(value);
    complain(error, number, "");
  } };
}

/** The place of the number that is nearest to a value. @param {number[]} numbers @param {number} value */
const nearestOf = (numbers, value) => numbers.reduce((best, each, place) =>
  Math.abs(each - value) < Math.abs(numbers[best] - value) ? place : best, 0);

/** Values of note, marked along the way of the thumb and on buttons.
 * @param {SliderControl} control @param {Hands} hands @param {string} id */
function landmarks({ name, landmarks }, hands, id) {
  const finite = landmarks.filter(([value]) => Number.isFinite(real(value)));
  const buttons = landmarks.map(([value, label]) => make("button", { type: "button",
    text: `${shown(real(value))}: ${label}`, onclick: () => hands.set([[name, String(value)]]) }));
  const list = make("datalist", { id: `${id}-marks` }, ...finite.map(([value]) => make("option", { value })));
  return landmarks.length ? [list, make("div", { class: "lossviz-marks" }, ...buttons)] : [];
}

/** The steps that are walked through, and the milliseconds between them: from where the thumb is to the end, or from
 * the start if it is there. With less motion, at most one a second, twelve in all.
 * @param {number} last @param {number} at @param {number} speed @param {boolean} calm */
export function itinerary(last, at, speed, calm) {
  const stride = calm ? Math.ceil(last / 11) : Math.max(1, Math.ceil((LEAST * last * speed) / WHOLE));
  const steps = [];
  for (let step = at >= last ? 0 : at + stride; step < last; step += stride) steps.push(step);
  return { steps: [...steps, last], wait: Math.max(calm ? 1000 : 0, (stride * WHOLE) / (last * speed)) };
}

/** Buttons that move a slider to its end; a reader who takes its thumb stops it.
 * @param {HTMLElement} range @param {Hands} hands @param {{ label: string, last: number, step(): number,
 * go(step: number): Promise<void> }} slider */
function player(range, hands, { label, last, step, go }) {
  let speed = 1, playing = false;
  const start = make("button", { type: "button", onclick: () => playing ? pause() : play() });
  const pace = make("button", { type: "button",
    onclick: () => show(playing, SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]) });
  const show = (/** @type {boolean} */ isPlaying, /** @type {number} */ factor) => {
    [playing, speed] = [isPlaying, factor];
    start.textContent = playing ? "❚❚" : "▶";
    start.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${label}`);
    pace.textContent = `${speed}×`;
    pace.setAttribute("aria-label", `Speed of playing ${label}: ${speed}×`);
  };
  const pause = () => {
    if (!playing) return;
    show(false, speed);
    hands.end(range);
  };
  const play = async () => {
    show(true, speed);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { steps, wait } = itinerary(last, step(), speed, calm);
    for (const to of steps) {
      const rest = new Promise((done) => setTimeout(done, wait));
      await go(to);
      if (to < last) await rest;
      if (!playing) return;
      if (!hands.holds(range)) break; // something else has been taken hold of
    }
    pause();
  };
  for (const event of ["pointerdown", "keydown"]) range.addEventListener(event, pause);
  show(playing, speed);
  return make("div", { class: "lossviz-marks lossviz-player" }, start, pace);
}
