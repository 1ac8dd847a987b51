// A live figure: draws a specification with Plotly, and every step of a slider from data already here.
// It knows nothing of losses: it puts leaves into place. `mount` serves every host; the default export
// is Streamlit's.

// The drawing library, once a page.
let library = null;
function plotly(address) {
  library ??= new Promise((done, fail) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = () => (window.Plotly ? done(window.Plotly) : fail(new Error(address)));
    tag.onerror = () => { tag.remove(); library = null; fail(new Error(address)); };
    document.head.append(tag);
  });
  return library;
}

// Decoding: arrays travel as base64, columns of arrays as two-byte steps on a scale.

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}

function rows(flat, shape) {
  if (shape.length === 1) return flat;
  const width = flat.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) => rows(flat.subarray(i * width, (i + 1) * width), shape.slice(1)));
}

function decoded(node) {
  if (Array.isArray(node)) return node.map(decoded);
  if (node === null || typeof node !== "object") return node;
  if ("f8" in node) return rows(new Float64Array(bytes(node.f8)), node.shape);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, decoded(value)]));
}

function column(code) {
  if ("each" in code) return code.each.map(decoded);
  const steps = new Uint16Array(bytes(code.u2));
  const flat = Float32Array.from(steps, (step) => (step === 65535 ? NaN : code.low + code.scale * step));
  return rows(flat, code.shape);
}

function painted(node, colours) {
  if (typeof node === "string") return node.startsWith("ink:") ? colours[node.slice(4)] : node;
  if (node === null || typeof node !== "object" || ArrayBuffer.isView(node)) return node;
  if (Array.isArray(node)) return node.map((item) => painted(item, colours));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, painted(value, colours)]));
}

function put(root, path, value) {
  let node = root;
  for (let i = 0; i < path.length - 1; i++) node = node[path[i]];
  node[path[path.length - 1]] = value;
}

// A figure uses the layout that it gives for narrow screens below this width, in pixels, if there is
// height to spare, and the one for short screens, which may leave traces out, if there is none; live.css has the
// same height.
const NARROW = 520;
const SHORT = window.matchMedia("(max-height: 26rem)");
const isNarrow = (plot) => plot.offsetWidth < NARROW && !SHORT.matches;

function merge(into, changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value !== null && typeof value === "object" && !Array.isArray(value)) merge((into[key] ??= {}), value);
    else into[key] = value;
  }
}

// Small makers.

function make(tag, settings = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "text") node.textContent = value;
    else if (key.startsWith("on")) node[key] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const shortest = (number) => String(Number(number.toPrecision(12)));

// A number as it travels: infinities are Python's "inf" and "-inf".
const real = (value) => Number(String(value).replace("inf", "Infinity"));

function within(value, domain) {
  const low = real(domain.low), high = real(domain.high);
  const above = ["both", "left"].includes(domain.closed) ? value >= low : value > low;
  const below = ["both", "right"].includes(domain.closed) ? value <= high : value < high;
  return above && below;
}

// What is wrong with a number that was typed, as a sentence; nothing if it can be drawn.
function objectionTo(value, typed, label, domain) {
  const [smallest, largest] = domain.sizes;
  const size = Math.abs(value);
  const kept = "The figure still shows the value before.";
  if (!within(value, domain)) return `${label} must be ${domain.words}; ${typed === "" ? "this is not a number" : `got ${typed}`}. ${kept}`;
  if (value !== 0 && !(size >= smallest && size <= largest)) return `${label} can be drawn from a size of ${smallest} to ${largest}; got ${typed}. ${kept}`;
  return "";
}

function luminance(colour) {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

// What Plotly can change of a curve without drawing axes and all other traces anew.
const MOVING = new Set(["x", "y", "text", "marker", "hovertemplate"]);

let count = 0;

// One live figure in an element. `receive` takes a new snapshot; `commit(fields)` tells the host what
// the reader has settled on.
export function mount(parent) {
  const id = `lossviz-${++count}`;
  const plot = make("div", { class: "lossviz-plot", role: "img" });
  const worked = make("div", { class: "lossviz-worked" });
  const takeaway = make("p", { class: "lossviz-takeaway" });
  const status = make("p", { class: "lossviz-status", role: "status" });
  const table = make("details", { class: "lossviz-table", ontoggle: () => table.open && tabulate() },
    make("summary", { text: "Data as a table" }),
    make("p", { class: "lossviz-marks" }, make("button", { type: "button", text: "Copy", onclick: copyTable }),
      make("button", { type: "button", text: "Download CSV", onclick: downloadTable }), make("span", { role: "status" })),
    make("div", { class: "lossviz-scroll", tabindex: "0", role: "region", "aria-label": "Data of the figure" }));
  const panel = make("div", { class: "lossviz-panel", role: "group", "aria-label": "Controls of the figure" });
  // In a dense panel one line tells the meaning of the control that was pointed at or reached last.
  const hint = make("p", { class: "lossviz-hint", "aria-hidden": "true" });
  const explain = (event) => {
    const meaning = event.target.closest?.(".lossviz-control")?.querySelector(".lossviz-meaning");
    if (meaning) say(hint, meaning.textContent);
  };
  panel.onpointerover = explain;
  panel.addEventListener("focusin", explain);
  const words = make("div", { class: "lossviz-words" }, worked, takeaway, status, table);
  const handles = make("div", { class: "lossviz-handles" });
  const root = make("div", { class: "lossviz" }, make("div", { class: "lossviz-picture" }, plot, handles), panel, words);
  parent.replaceChildren(root);

  let Plotly = null;
  let data = null; // what the host sent last
  let spec = null; // the specification at the state on screen, colours by meaning
  let drawn = null; // the same with colours: what Plotly holds
  let colours = null;
  let narrow = false;
  let short = false;
  let revision = 0;
  let fields = {}; // the state on screen as fields of an address
  let arms = new Map(); // slider -> {steps, columns}, or a promise of it
  let held = null; // the slider under the thumb
  let turn = 0; // counts commits, so that a late answer to an earlier one is known as such
  let commit = () => {};
  const rowsByName = new Map();

  const address = (what, extra = {}) =>
    `${data.address}/${what}?${new URLSearchParams({ ...fields, ...extra, v: data.version })}`;

  async function ask(what, extra) {
    const answer = await fetch(address(what, extra));
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    say(status, "");
    return answer.json();
  }

  function unanswered(error) {
    say(status, `The server did not answer (${error.message}). The figure shows the last state it sent; move a control to ask again.`);
  }

  // Drawing.

  function write() {
    plot.setAttribute("aria-label", spec.takeaway);
    say(takeaway, spec.takeaway);
    const lines = spec.worked.map((line, i) => worked.children[i] ?? worked.appendChild(make("p")));
    lines.forEach((line, i) => say(line, spec.worked[i]));
    while (worked.children.length > spec.worked.length) worked.lastChild.remove();
  }

  function draw() {
    write();
    // Plotly writes the reader's zoom into the layout that it is given. It gets a copy each time: it keeps a
    // zoom (uirevision) only while the layout still says what it said before the reader zoomed.
    const layout = { ...structuredClone(drawn.layout), datarevision: ++revision };
    if (plot.layout?.uirevision === layout.uirevision) {
      for (const key of Object.keys(layout)) {
        // A camera is not covered by that: Plotly compares it as text, defaults filled in.
        if (key.startsWith("scene") && plot.layout[key]?.camera) layout[key].camera = plot.layout[key].camera;
      }
    }
    return Plotly.react(plot, drawn.data, layout, { displayModeBar: false, doubleClick: "reset" }).then(seat);
  }

  // Redraws the curves of these traces and leaves axes, labels and the rest alone: half the work of `draw`.
  function drawCurves(traces) {
    write();
    const instantly = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
    // A frame that the next one overtakes is rejected; there is nothing to do about it.
    Plotly.animate(plot, { data: traces.map(() => ({})), traces }, instantly).then(seat).catch(() => {});
  }

  // The traces that an arm moves if moving curves is all it does, else null.
  function curvesMovedBy(columns) {
    const traces = new Set();
    for (const [place, trace, key] of columns.flatMap(([paths]) => paths)) {
      if (place === "worked" || place === "takeaway" || place === "handles") continue;
      if (place !== "data" || spec.data[trace].type !== "scatter" || !MOVING.has(key)) return null;
      traces.add(trace);
    }
    return [...traces];
  }

  function theme() {
    const page = getComputedStyle(root);
    return luminance(page.color) > 127 ? "dark" : "light";
  }

  function repaint() {
    colours = data.snapshot.themes[theme()];
    drawn = painted(spec, colours);
    drawn.layout.font.family = getComputedStyle(root).fontFamily;
    drawn.layout.autosize = true;
    [narrow, short] = [isNarrow(plot), SHORT.matches];
    root.classList.toggle("lossviz-tall", narrow && Boolean(spec.narrow));
    if (narrow && spec.narrow) merge(drawn.layout, spec.narrow);
    if (short && spec.short) {
      merge(drawn.layout, spec.short.layout);
      for (const trace of spec.short.hidden) drawn.data[trace].visible = false;
    }
    return draw();
  }

  function show(snapshot) {
    spec = decoded(snapshot.figure);
    const before = fields;
    fields = { ...snapshot.query };
    for (const control of snapshot.controls) {
      if (control.kind === "numbers") fields[control.name] = text(control); // all of them: one alone may stand for equals
      else fields[control.name] ??= text(control);
    }
    gather(snapshot.controls);
    if (Object.keys({ ...before, ...fields }).some((key) => before[key] !== fields[key])) arms = new Map();
    arrange(snapshot.controls);
    const done = repaint();
    if (table.open) tabulate();
    return done;
  }

  // Values: the components of a vector are sliders of their own but one field of an address.

  function text(control) {
    if (control.kind === "several" || control.kind === "numbers") return control.value.join(",");
    return control.kind !== "slider" ? control.value : String(control.value);
  }

  function gather(controls) {
    const vectors = {};
    for (const control of controls) {
      const [name, component] = control.name.split(".");
      if (component === undefined) continue;
      delete fields[control.name];
      (vectors[name] ??= [])[component] = String(control.value);
    }
    for (const [name, parts] of Object.entries(vectors)) fields[name] = parts.join(",");
  }

  function setField(slider, value, into = fields) {
    const [name, component] = slider.split(".");
    if (component === undefined) { into[name] = value; return; }
    const parts = (into[name] ?? fields[name]).split(",");
    parts[component] = value;
    into[name] = parts.join(",");
  }

  // A slider's travel.

  function fetchArm(slider) {
    if (!arms.has(slider)) {
      const mine = arms;
      const promise = ask("arm", { slider }).then((answer) => {
        const columns = answer.columns.map(([paths, code]) => [paths, column(code)]);
        const arm = { steps: answer.steps, columns, curves: curvesMovedBy(columns) };
        mine.set(slider, arm);
        return arm;
      });
      promise.catch(() => mine.delete(slider));
      arms.set(slider, promise);
    }
    return arms.get(slider);
  }

  function place(arm, step) {
    for (const [paths, values] of arm.columns) {
      for (const path of paths) {
        put(spec, path, values[step]);
        put(drawn, path, painted(values[step], colours));
      }
    }
    if (arm.curves) drawCurves(arm.curves);
    else draw();
  }

  // Shows a slider's step at once if its travel is here, else as soon as it is.
  function move(row, step) {
    row.wanted = step;
    row.say(row.steps[step]);
    const arm = fetchArm(row.control.name);
    if (!(arm instanceof Promise)) return place(arm, step);
    arm.then((ready) => { if (held === row || row.wanted === step) place(ready, row.wanted); }).catch(unanswered);
  }

  // The reader has settled on values: the travels of other sliders are out of date, the host is told.
  function settle(changes) {
    for (const [name, value] of changes) setField(name, value);
    const [[name]] = changes;
    const own = changes.length === 1 && arms.get(name);
    arms = new Map(own ? [[name, own]] : []);
    turn += 1;
    commit({ turn, fields: { ...fields } });
    if (table.open) tabulate();
  }

  // Asks for the figure at the state in `fields`, for what no travel holds.
  let latest = 0;
  async function refresh() {
    const mine = ++latest;
    try {
      const snapshot = await ask("figure");
      if (mine === latest && !held) await show(snapshot);
    } catch (error) {
      unanswered(error);
    }
  }

  function set(name, value) {
    settle([[name, value]]);
    refresh();
  }

  // Controls.

  const makers = { slider: makeSlider, numbers: makeNumbers, choice: makeChoice, several: makeSeveral, painting: makePainting };

  function arrange(controls) {
    const wanted = controls.filter((control) => !data.hide.includes(control.name.split(".")[0]));
    const kept = new Set(wanted.map((control) => control.name));
    for (const [name, row] of rowsByName) {
      if (!kept.has(name)) { row.node.remove(); rowsByName.delete(name); }
    }
    let before = null;
    for (const control of wanted) {
      let row = rowsByName.get(control.name);
      if (!row || row.control.kind !== control.kind || row.shape !== shapeOf(control)) {
        row?.node.remove();
        row = makers[control.kind](control);
        row.shape = shapeOf(control);
        rowsByName.set(control.name, row);
      }
      row.update(control);
      // Moving a node that has the focus would take the focus from it.
      const expected = before ? before.nextSibling : panel.firstChild;
      if (row.node !== expected) panel.insertBefore(row.node, expected);
      before = row.node;
    }
    panel.hidden = wanted.length === 0;
    panel.classList.toggle("lossviz-dense", wanted.length > 4);
    panel.append(hint);
  }

  function shapeOf(control) {
    const { value, ...rest } = control;
    return JSON.stringify([rest, fields.loss]);
  }

  function makeSlider(control) {
    const own = `${id}-${control.name.replace(".", "-")}`;
    const { steps } = control;
    const [low, last] = [steps[0], steps.length - 1];
    const stride = (steps[last] - low) / last;
    const range = make("input", { type: "range", id: own, min: low, max: steps[last], step: shortest(stride), "aria-describedby": `${own}-meaning`, list: control.landmarks.length ? `${own}-marks` : null });
    const number = make("input", { type: "number", step: "any", id: `${own}-number`, "aria-label": `${control.label}, as a number`, "aria-describedby": `${own}-error` });
    const error = make("p", { class: "lossviz-error", id: `${own}-error`, role: "alert" });
    const marks = make("div", { class: "lossviz-marks" });
    const list = make("datalist", { id: `${own}-marks` });
    for (const [value, label] of control.landmarks) {
      const shownValue = Number.isFinite(real(value)) ? shortest(real(value)) : String(value).replace("inf", "∞").replace("-", "−");
      marks.append(make("button", { type: "button", text: `${shownValue}: ${label}`, onclick: () => choose(real(value)) }));
      if (Number.isFinite(real(value))) list.append(make("option", { value }));
    }
    const label = make("label", { for: own });
    if (control.symbol !== control.label) label.append(make("span", { class: "lossviz-symbol", text: control.symbol }), " ");
    label.append(control.label);
    const node = make("div", { class: "lossviz-control lossviz-slider", "data-name": control.name }, label, number, range, list,
      ...(control.landmarks.length ? [marks] : []),
      make("p", { class: "lossviz-meaning", id: `${own}-meaning`, text: control.unit ? `${control.meaning} (${control.unit})` : control.meaning }), error);

    const nearest = (value) => Math.min(last, Math.max(0, Math.round((value - low) / stride)));
    const wrong = (sentence) => {
      say(error, sentence);
      number.toggleAttribute("aria-invalid", sentence !== "");
      if (sentence) number.setAttribute("aria-invalid", "true");
    };
    const row = {
      node, control, range, steps, nearest,
      say(value) {
        const finite = Number.isFinite(value);
        number.value = finite ? shortest(value) : "";
        number.placeholder = finite ? "" : String(value).replace("Infinity", "∞").replace("-", "−");
        range.setAttribute("aria-valuetext", `${finite ? shortest(value) : number.placeholder} ${control.unit}`.trim());
        wrong("");
      },
      update(next) {
        if (held === row) return;
        const value = real(next.value);
        range.value = String(steps[nearest(value)]);
        // What a reader is typing is theirs until they leave the field.
        if (document.activeElement !== number || number.dataset.typed !== "yes") row.say(value);
      },
    };
    let timer = null;
    function release() {
      clearTimeout(timer);
      timer = null;
      held = null;
      settle([[control.name, shortest(steps[row.wanted])]]);
    }
    function choose(value) {
      row.say(value);
      range.value = String(steps[nearest(value)]);
      const text = Number.isFinite(value) ? String(value) : String(value).replace("Infinity", "inf");
      set(control.name, text);
    }
    const ready = () => { try { Promise.resolve(fetchArm(control.name)).catch(unanswered); } catch (error) { unanswered(error); } };
    range.onpointerenter = ready;
    range.onpointerdown = ready;
    range.onfocus = ready;
    range.oninput = () => { held = row; latest += 1; move(row, nearest(Number(range.value))); };
    // A held arrow key changes the value many times a second; the host hears of the last.
    range.onchange = () => {
      if (row.wanted === undefined) row.wanted = nearest(Number(range.value));
      clearTimeout(timer);
      timer = setTimeout(release, 80);
    };
    number.oninput = () => { number.dataset.typed = "yes"; };
    number.onchange = () => {
      number.dataset.typed = "no";
      const value = number.value.trim() === "" ? NaN : Number(number.value);
      const objection = objectionTo(value, number.value, control.label, control.domain);
      if (objection) { wrong(objection); return; }
      choose(value);
    };
    return row;
  }

  function makeChoice(control) {
    const own = `${id}-${control.name}`;
    const select = make("select", { id: own, onchange: () => set(control.name, select.value) },
      ...control.options.map(([value, label]) => make("option", { value, text: label })));
    const node = make("div", { class: "lossviz-control lossviz-choice", "data-name": control.name },
      make("label", { for: own, text: control.label }), select, make("p", { class: "lossviz-meaning", text: control.meaning }));
    return { node, control, update: (next) => { if (document.activeElement !== select || select.value !== next.value) select.value = next.value; } };
  }

  function makeSeveral(control) {
    const summary = make("summary");
    const boxes = control.options.map(([value, label]) => {
      const box = make("input", { type: "checkbox", value, onchange: () => set(control.name, chosen().join(",")) });
      return make("label", {}, box, " ", label);
    });
    const inputs = boxes.map((label) => label.firstChild);
    const chosen = () => inputs.filter((box) => box.checked).map((box) => box.value);
    const node = make("details", { class: "lossviz-control lossviz-several", "data-name": control.name, title: control.meaning },
      summary, make("div", { class: "lossviz-boxes", role: "group", "aria-label": control.label }, ...boxes));
    return {
      node, control,
      update(next) {
        for (const box of inputs) box.checked = next.value.includes(box.value);
        const names = control.options.filter(([value]) => next.value.includes(value)).map(([, label]) => label);
        say(summary, `${control.label}: ${names.join(", ") || "none"}`);
      },
    };
  }

  // Numbers that a handle sets, as a row of fields.
  function makeNumbers(control) {
    const own = `${id}-${control.name}`;
    const error = make("p", { class: "lossviz-error", id: `${own}-error`, role: "alert" });
    const inputs = control.components.map((component, place) => {
      const input = make("input", { type: "number", step: control.step, "aria-label": `${control.label}, ${component}`, title: component, "aria-describedby": `${own}-error` });
      input.onchange = () => {
        const value = input.value.trim() === "" ? NaN : Number(input.value);
        const objection = objectionTo(value, input.value, `${control.label}, ${component},`, control.domain);
        say(error, objection);
        if (objection) input.setAttribute("aria-invalid", "true");
        else {
          input.removeAttribute("aria-invalid");
          set(control.components.length > 1 ? `${control.name}.${place}` : control.name, String(value));
        }
      };
      return input;
    });
    const node = make("div", { class: `lossviz-control lossviz-numbers${control.components.length > 3 ? " lossviz-many" : ""}`, "data-name": control.name, role: "group", "aria-label": control.label },
      make("span", { text: control.label }), make("div", {}, ...inputs),
      make("p", { class: "lossviz-meaning", text: control.meaning }), error);
    const show = (values) => inputs.forEach((input, i) => {
      if (input !== document.activeElement) input.value = shortest(Number(values[i]));
    });
    return { node, control, show, update: (next) => show(next.value) };
  }

  // A picture to paint: stamps to choose from, and the pixels as a number to type or copy.
  function makePainting(control) {
    const own = `${id}-${control.name}`;
    const error = make("p", { class: "lossviz-error", id: `${own}-error`, role: "alert" });
    const input = make("input", { type: "text", "aria-label": `${control.label}, pixels as a hexadecimal number`, "aria-describedby": `${own}-error`, spellcheck: "false", autocomplete: "off" });
    input.onchange = () => {
      const typed = input.value.trim().toLowerCase();
      const fits = typed.length === control.digits && /^[0-9a-f]*$/.test(typed);
      say(error, fits ? "" : `${control.label} must be ${control.digits} hexadecimal digits; got ${typed.length}${/^[0-9a-f]*$/.test(typed) ? "" : ", not all of them digits"}. The figure still shows the pixels before.`);
      if (fits) set(control.name, typed);
    };
    const stamps = control.stamps.map(([value, label]) =>
      make("button", { type: "button", text: label, onclick: () => { say(error, ""); set(control.name, value); } }));
    const node = make("div", { class: "lossviz-control lossviz-painting", "data-name": control.name, role: "group", "aria-label": control.label },
      make("span", { text: control.label }), make("div", { class: "lossviz-marks" }, ...stamps), input,
      make("p", { class: "lossviz-meaning", text: control.meaning }), error);
    const show = (value) => {
      input.value = value;
      stamps.forEach((stamp, i) => stamp.setAttribute("aria-pressed", String(control.stamps[i][0] === value)));
    };
    return { node, control, show, update: (next) => { if (document.activeElement !== input) show(next.value); } };
  }

  // Handles: marks of the picture that can be dragged, focused and moved with the arrow keys. While one is held,
  // the figure follows by frames that the server draws, one request at a time, each the change since it was taken.

  let grip = null; // what is held: { to, undo } with the fields it sets, and the leaves as they were
  let chasing = null;

  const axisOf = (name) => plot._fullLayout?.[name];
  const pixel = (axis, value) => axis._offset + axis.l2p(value);

  // Puts every handle on its mark; a handle that is held is where the pointer is.
  function seat() {
    const wanted = [...(spec.handles ?? []).map((each) => ({ ...each, make: makeHandle })), ...(spec.canvases ?? []).map((each) => ({ ...each, make: makeCanvas }))];
    wanted.forEach((each, i) => {
      let node = handles.children[i];
      if (!node || node.kind !== each.make) {
        const fresh = each.make(i);
        fresh.kind = each.make;
        if (node) node.replaceWith(fresh);
        else handles.append(fresh);
        node = fresh;
      }
      const [x, y] = [axisOf(each.xaxis), axisOf(each.yaxis)];
      node.hidden = !x || !y;
      if (!node.hidden) node.seat(each, x, y);
    });
    while (handles.children.length > wanted.length) handles.lastChild.remove();
  }

  function take() {
    if (!grip) grip = { to: {}, undo: new Map(), turn: 0, shown: 0 };
    latest += 1;
    held = grip;
  }

  function apply(columns) {
    for (const [, [path, shown, painted_]] of grip.undo) { put(spec, path, shown); put(drawn, path, painted_); }
    const leafOf = (root, path) => path.reduce((node, key) => node?.[key], root);
    const touched = [...grip.undo.values()].map(([path]) => [[path]]);
    grip.undo = new Map();
    for (const [paths, [value]] of columns) {
      for (const path of paths) {
        grip.undo.set(path.join(), [path, leafOf(spec, path), leafOf(drawn, path)]);
        put(spec, path, value);
        put(drawn, path, painted(value, colours));
      }
    }
    const curves = curvesMovedBy([...columns, ...touched]);
    if (curves) drawCurves(curves);
    else draw();
  }

  async function chase() {
    if (chasing) return chasing;
    chasing = (async () => {
      while (grip && grip.shown !== grip.turn) {
        const mine = grip, turn_ = grip.turn;
        const to = Object.fromEntries(Object.entries(mine.to).map(([name, value]) => [`to.${name}`, value]));
        try {
          const answer = await ask("frame", to);
          if (grip !== mine) continue; // let go, and perhaps taken again since
          mine.shown = turn_;
          apply(answer.columns.map(([paths, code]) => [paths, column(code)]));
        } catch (error) {
          unanswered(error);
          return;
        }
      }
    })();
    await chasing;
    chasing = null;
  }

  function aim(changes) {
    for (const [name, value] of changes) {
      setField(name, value, grip.to);
      const row = rowsByName.get(name) ?? rowsByName.get(name.split(".")[0]);
      if (row?.say) { row.say(Number(value)); row.range.value = value; }
      else row?.show(name.includes(".") || row.control.kind === "numbers" ? grip.to[name.split(".")[0]].split(",") : value);
    }
    grip.turn += 1;
    chase();
  }

  // The reader let go: the state becomes the host's, and the exact figure is asked for.
  function release() {
    if (!grip) return;
    const changes = Object.entries(grip.to);
    grip = null;
    held = null;
    if (!changes.length) return;
    settle(changes);
    refresh();
  }

  // The nearest place at which a handle can be.
  const inReach = (value, { low, high, less, others }) =>
    others !== null ? Math.min(0.97, Math.max(0.005, value)) : Math.min(high + less, Math.max(low + less, value));

  const number = (value, motion) => {
    const { low, high, step, less, others } = motion;
    if (others !== null) {
      const share = inReach(value, motion);
      return shortest(Number(((others * share) / (1 - share)).toPrecision(4)));
    }
    const nearest = Math.round((value - less - low) / step) * step + low;
    return shortest(Math.min(high, Math.max(low, Number(nearest.toFixed(10)))));
  };

  function makeHandle() {
    const node = make("button", { type: "button", class: "lossviz-handle", "aria-roledescription": "handle" });
    let each = null, offset = [0, 0], timer = null, active = false;
    const now = (name) => {
      const [whole, component] = name.split(".");
      const text = grip.to[whole] ?? fields[whole];
      return component === undefined ? text : text.split(",")[component];
    };
    const moveTo = (at, ways) => {
      take(); // the keys of another handle may have let go of it
      const moved = [each.x, each.y].flatMap((motion, i) => (motion && ways[i] ? [[motion, at[i]]] : []));
      const changes = moved.map(([motion, value]) => [motion.name, number(value, motion)]);
      if (changes.some(([name, value]) => now(name) !== value)) aim(changes);
    };
    node.seat = (next, x, y) => {
      if (active || timer) {
        // It stays under the pointer, but for a way that it does not move by itself: an item's place in a list.
        each = { ...next, at: [each.x ? each.at[0] : next.at[0], each.y ? each.at[1] : next.at[1]] };
        if (!each.x) node.style.left = `${pixel(x, each.at[0])}px`;
        if (!each.y) node.style.top = `${pixel(y, each.at[1])}px`;
        return;
      }
      each = next;
      node.style.left = `${pixel(x, each.at[0])}px`;
      node.style.top = `${pixel(y, each.at[1])}px`;
      node.style.cursor = each.x && each.y ? "move" : each.x ? "ew-resize" : "ns-resize";
      const place = [each.x && `x ${shortest(Number(each.at[0].toPrecision(3)))}`, each.y && `y ${shortest(Number(each.at[1].toPrecision(3)))}`].filter(Boolean).join(", ");
      node.setAttribute("aria-label", `${each.label}, at ${place}; the arrow keys move it`);
      node.title = each.label;
    };
    const follow = (event) => {
      const box = plot.getBoundingClientRect();
      const [x, y] = [axisOf(each.xaxis), axisOf(each.yaxis)];
      const clamp = (axis, p) => Math.min(axis._offset + axis._length, Math.max(axis._offset, p));
      const [px, py] = [clamp(x, event.clientX - box.left - offset[0]), clamp(y, event.clientY - box.top - offset[1])];
      if (each.x) node.style.left = `${px}px`;
      if (each.y) node.style.top = `${py}px`;
      each.at = [each.x ? x.p2l(px - x._offset) : each.at[0], each.y ? y.p2l(py - y._offset) : each.at[1]];
      moveTo(each.at, [true, true]);
    };
    node.onpointerdown = (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      node.focus();
      node.setPointerCapture(event.pointerId);
      const own = node.getBoundingClientRect();
      offset = [event.clientX - own.left - own.width / 2, event.clientY - own.top - own.height / 2];
      clearTimeout(timer);
      timer = null;
      active = true;
      take();
      node.onpointermove = follow;
    };
    node.onpointerup = node.onpointercancel = node.onlostpointercapture = () => {
      if (!active) return;
      active = false;
      node.onpointermove = null;
      release();
    };
    node.onkeydown = (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      const motions = [each.x, each.y];
      if (!motions.some((motion, i) => motion && way[i])) return;
      event.preventDefault();
      take();
      const far = event.shiftKey ? 10 : 1;
      each.at = each.at.map((at, i) => (motions[i] && way[i] ? inReach(at + way[i] * far * (motions[i].others !== null ? 0.01 : motions[i].step), motions[i]) : at));
      moveTo(each.at, way);
      const [x, y] = [axisOf(each.xaxis), axisOf(each.yaxis)];
      node.style.left = `${pixel(x, each.at[0])}px`;
      node.style.top = `${pixel(y, each.at[1])}px`;
      clearTimeout(timer);
      timer = setTimeout(() => { timer = null; release(); }, 250);
    };
    return node;
  }

  // A picture whose pixels are painted: black or white, whichever the first pixel was not.
  function makeCanvas() {
    const node = make("div", { class: "lossviz-canvas", tabindex: "0", role: "application", "aria-roledescription": "painting" });
    const cursor = make("div", { class: "lossviz-cursor" });
    const told = make("span", { class: "lossviz-unseen", "aria-live": "polite" });
    node.append(cursor, told);
    let each = null, place = [0, 0], brush = null, timer = null;
    const size = () => each.side * each.side;
    const digits = () => -(-size() >> 2);
    const picture = () => {
      const text = grip?.to[each.name] ?? fields[each.name];
      const bits = [...text].map((digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
      return [...bits.slice(bits.length - size())];
    };
    const write = (bits) => {
      const all = bits.join("").padStart(digits() * 4, "0");
      return all.match(/.{4}/g).map((four) => parseInt(four, 2).toString(16)).join("");
    };
    const at = (column_, row_) => row_ * each.side + column_;
    const mark = () => {
      cursor.style.left = `${(100 * place[0]) / each.side}%`;
      cursor.style.top = `${(100 * place[1]) / each.side}%`;
      cursor.style.width = cursor.style.height = `${100 / each.side}%`;
    };
    const paint = (column_, row_, colour) => {
      const bits = picture();
      if (bits[at(column_, row_)] === colour) return;
      bits[at(column_, row_)] = colour;
      take();
      aim([[each.name, write(bits)]]);
    };
    const under = (event) => {
      const box = node.getBoundingClientRect();
      const cell = (share) => Math.min(each.side - 1, Math.max(0, Math.floor(share * each.side)));
      return [cell((event.clientX - box.left) / box.width), cell((event.clientY - box.top) / box.height)];
    };
    node.seat = (next, x, y) => {
      each = next;
      const edges = [pixel(x, -0.5), pixel(x, each.side - 0.5), pixel(y, -0.5), pixel(y, each.side - 0.5)];
      node.style.left = `${Math.min(edges[0], edges[1])}px`;
      node.style.width = `${Math.abs(edges[1] - edges[0])}px`;
      node.style.top = `${Math.min(edges[2], edges[3])}px`;
      node.style.height = `${Math.abs(edges[3] - edges[2])}px`;
      node.setAttribute("aria-label", `${each.label}, ${each.side} by ${each.side} pixels; the arrow keys move, the space bar paints`);
      mark();
    };
    node.onpointerdown = (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      node.focus();
      node.setPointerCapture(event.pointerId);
      clearTimeout(timer);
      place = under(event);
      mark();
      take();
      brush = picture()[at(...place)] === "1" ? "0" : "1";
      paint(...place, brush);
    };
    node.onpointermove = (event) => {
      if (brush === null) return;
      const [from, next] = [place, under(event)];
      const far = Math.max(Math.abs(next[0] - from[0]), Math.abs(next[1] - from[1]), 1);
      for (let i = 1; i <= far; i++) paint(...from.map((start, k) => Math.round(start + ((next[k] - start) * i) / far)), brush);
      place = next;
      mark();
    };
    node.onpointerup = node.onpointercancel = node.onlostpointercapture = () => {
      if (brush === null) return;
      brush = null;
      release();
    };
    node.onkeydown = (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (way) place = place.map((start, k) => Math.min(each.side - 1, Math.max(0, start + way[k])));
      else if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (!way) {
        take();
        paint(...place, picture()[at(...place)] === "1" ? "0" : "1");
        clearTimeout(timer);
        timer = setTimeout(release, 400);
      }
      mark();
      say(told, `row ${place[1] + 1}, column ${place[0] + 1}: ${picture()[at(...place)] === "1" ? "painted" : "empty"}`);
    };
    return node;
  }

  // A click on a picture with one handle puts the handle there.
  plot.addEventListener("click", (event) => {
    const full = plot._fullLayout;
    if (!full || !spec?.handles) return;
    const box = plot.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const inside = (axis, p) => axis && p >= axis._offset && p <= axis._offset + axis._length;
    const here = spec.handles.filter((each) => inside(full[each.xaxis], px) && (!each.y || inside(full[each.yaxis], py)));
    if (here.length !== 1 || handles.children.length !== spec.handles.length) return;
    const [{ x, y, xaxis, yaxis }] = here;
    take();
    aim([[x, full[xaxis], px], [y, full[yaxis], py]].filter(([motion]) => motion)
      .map(([motion, axis, p]) => [motion.name, number(axis.p2l(p - axis._offset), motion)]));
    release();
  });

  // The data as tables: curves side by side over their common positions, fields as grids; each a caption, a head
  // and a body. `all` asks for every place and digit, else there are some 20 places with four digits.
  function tables(all) {
    const told = (value) => (!Number.isFinite(value) ? "" : all ? String(value) : String(Number(value.toPrecision(4))).replace("-", "−"));
    const traces = spec.data.filter((trace) => trace.name && trace.meta?.table !== false);
    const found = [];
    for (const trace of traces.filter((trace) => trace.z)) {
      const every = all ? 1 : Math.max(1, Math.ceil(trace.x.length / 9));
      const pick = (list) => Array.from(list).filter((_, i) => i % every === 0);
      found.push([trace.name, ["", ...pick(trace.x).map(told)], pick(trace.y).map((y, i) => [told(y), ...pick(trace.z[i * every]).map(told)])]);
    }
    const curves = traces.filter((trace) => !trace.z);
    const placesOf = (trace) => trace.x.join();
    for (const places of new Set(curves.map(placesOf))) {
      const mine = curves.filter((trace) => placesOf(trace) === places);
      const [{ x }] = mine;
      const every = all ? 1 : Math.max(1, Math.floor(x.length / 20));
      const body = [];
      for (let i = 0; i < x.length; i += every) {
        const sorts = mine.map((trace) => (Array.isArray(trace.text) ? trace.text[i] : told(trace.y[i])));
        if (Number.isFinite(x[i])) body.push([told(x[i]), ...sorts]);
      }
      found.push([null, [mine[0].meta?.x ?? "x", ...mine.map((trace) => trace.name)], body]);
    }
    return found;
  }

  function tabulate() {
    table.lastChild.replaceChildren(...tables(false).map(([caption, head, body]) => make("table", {},
      ...(caption ? [make("caption", { text: caption })] : []),
      make("thead", {}, make("tr", {}, ...head.map((cell) => make(cell === "" ? "td" : "th", cell === "" ? {} : { text: cell, scope: "col" })))),
      make("tbody", {}, ...body.map(([first, ...rest]) => make("tr", {}, make("th", { text: first, scope: "row" }), ...rest.map((cell) => make("td", { text: cell }))))))));
  }

  // What is on screen, for a spreadsheet; where the browser withholds the clipboard, it is selected instead.
  async function copyTable() {
    const told = table.querySelector("[role=status]");
    const written = [...table.querySelectorAll("table")].map((each) =>
      [...each.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace("−", "-")).join("\t")).join("\n"));
    try {
      await navigator.clipboard.writeText(written.join("\n\n"));
      say(told, "Copied.");
    } catch {
      getSelection().selectAllChildren(table.lastChild);
      say(told, "The browser withholds the clipboard. The table is selected: copy it with Ctrl+C or Cmd+C.");
    }
  }

  function downloadTable() {
    const cell = (text) => (/[",\n]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : text);
    const written = tables(true).map(([caption, head, body]) =>
      [...(caption ? [[caption]] : []), head, ...body].map((row) => row.map(cell).join(",")).join("\r\n"));
    const link = make("a", { download: `${fields.loss}-${fields.figure}.csv`, href: URL.createObjectURL(new Blob([written.join("\r\n\r\n")], { type: "text/csv" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(table.querySelector("[role=status]"), `Saved as ${link.download}.`);
  }

  const watcher = new ResizeObserver(() => {
    if (!Plotly || !drawn || !plot.offsetWidth) return;
    if (narrow !== isNarrow(plot) || short !== SHORT.matches) repaint();
    else Plotly.Plots.resize(plot).then(seat);
  });

  return {
    // `next`: {snapshot, address, version, hide, turn}; `tell` is called with {turn, fields}.
    async receive(next, tell) {
      const first = data === null;
      commit = tell;
      const stale = !first && (next.turn !== turn || held !== null);
      data = { ...next, snapshot: stale ? data.snapshot : next.snapshot };
      if (first) turn = next.turn;
      for (const part of ["worked", "takeaway", "table"]) words.querySelector(`.lossviz-${part}`).hidden = data.hide.includes(part);
      try {
        Plotly ??= await plotly(`${data.address}/plotly.js?v=${data.version}`);
      } catch {
        plot.textContent = `This figure cannot be drawn: its drawing library did not load from ${data.address}/plotly.js. ` +
          "Reload the page; if that does not help, a proxy or a content blocker between you and the server withholds it.";
        plot.removeAttribute("role");
        plot.classList.add("lossviz-failed");
        return;
      }
      if (stale) { if (spec && colours !== data.snapshot.themes[theme()]) repaint(); return; }
      const other = first || next.snapshot.query.loss !== fields.loss || next.snapshot.query.figure !== fields.figure;
      await show(next.snapshot);
      if (first) { watcher.observe(plot); root.dataset.ready = "yes"; }
      if (other) idle(() => { const row = [...rowsByName.values()].find((row) => row.range); if (row) fetchArm(row.control.name); });
    },
    unmount() {
      watcher.disconnect();
      if (Plotly) Plotly.purge(plot);
      parent.replaceChildren();
    },
  };
}

const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));

const mounted = new WeakMap();

// Streamlit calls this anew whenever its data or the theme change.
export default function ({ data, parentElement, setStateValue }) {
  const place = parentElement.querySelector(".lossviz-mount");
  if (!mounted.has(place)) mounted.set(place, mount(place));
  const figure = mounted.get(place);
  figure.receive(data, (settled) => setStateValue("settled", settled));
  return () => { figure.unmount(); mounted.delete(place); };
}
