/** @import { Figure, Library, Snapshot, Taken } from "./types.d.ts" */
// What a reader takes away: the figure as a picture, and texts of the host, such as a formula or a citation.
import { make, say } from "./dom.js";
import { Plot } from "./plot.js";
import { save } from "./saving.js";

export const WIDTH = 880, HEIGHT = 495; // pixels of a picture, which is drawn for paper
const MARGIN = 20, LINE = 18;
const FACE = "Arial, Helvetica, sans-serif"; // a picture cannot bring the page's own type with it
const SHARP = 3; // pixels of a PNG to one of these

const SPECIAL = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (sign) => SPECIAL[/** @type {keyof typeof SPECIAL} */ (sign)]);

/** Lines no longer than a width; a word that is longer, such as an address, is broken.
 * @param {string} text @param {(text: string) => boolean} fits */
export function wrapped(text, fits) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1], longer = last ? `${last} ${word}` : word;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else {
      let rest = word;
      while (!fits(rest)) {
        let cut = rest.length - 1;
        while (cut > 1 && !fits(rest.slice(0, cut))) cut -= 1;
        lines.push(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      lines.push(rest);
    }
  }
  return lines.filter(Boolean);
}

/** A drawing between its title and what is to be read below, as one SVG.
 * @param {string} drawing @param {string} title @param {string[]} words */
export function framed(drawing, title, words) {
  const pen = /** @type {CanvasRenderingContext2D} */ (make("canvas").getContext("2d"));
  pen.font = `13px ${FACE}`;
  const fits = (/** @type {string} */ text) => pen.measureText(text).width <= WIDTH;
  const lines = words.flatMap((text) => wrapped(text, fits)), top = MARGIN + 30, below = top + HEIGHT + LINE;
  const width = WIDTH + 2 * MARGIN, height = below + lines.length * LINE + MARGIN - 4;
  const inner = drawing.replace(/^<svg /, `<svg x="${MARGIN}" y="${top}" `);
  const caption = lines.map((text, i) =>
    `<text x="${MARGIN}" y="${below + i * LINE}" font-size="13">${escaped(text)}</text>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" ` +
    `height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FACE}" fill="#17202a">` +
    `<rect width="100%" height="100%" fill="#ffffff"/><text x="${MARGIN}" y="${MARGIN + 14}" font-size="18" ` +
    `font-weight="bold">${escaped(title)}</text>${inner}${caption}</svg>`;
}

/** The figure drawn anew, out of sight: at the size of print and in the light theme, whatever the screen's are, or in
 * that of a colour of type. @param {Library} library @param {Figure} figure @param {Snapshot["themes"]} themes
 * @param {boolean} named @param {string} [color] */
export async function drawn(library, figure, themes, named, color = "") {
  const plot = new Plot(() => {});
  const stage = document.body.appendChild(make("div", { class: "lossviz-stage", "aria-hidden": "true", inert: "",
    style: `width: ${WIDTH}px; height: ${HEIGHT}px; font-family: ${FACE}; color: ${color}` }, plot.node));
  plot.node.style.height = `${HEIGHT}px`;
  try {
    await plot.show(library, figure, themes, named);
    return await library.toImage(plot.node, { format: "svg", width: WIDTH, height: HEIGHT, imageDataOnly: true });
  } finally {
    plot.remove();
    stage.remove();
  }
}

/** An SVG as a picture in pixels.
 * @param {string} svg @param {number} [sharp] @param {string} [type] @param {number} [quality]
 * @returns {Promise<Blob>} */
export async function raster(svg, sharp = SHARP, type = "image/png", quality = 0.8) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = make("img", { src: address });
    await image.decode();
    const canvas = make("canvas", { width: image.width * sharp, height: image.height * sharp });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => blob ? done(blob) : fail(new Error(`no ${type}`)), type, quality));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A menu of what can be taken away. @param {() => Taken} taken what the host adds
 * @param {() => Promise<Library>} library @param {() => Figure} figure @param {() => string} file */
export function takeaway(taken, library, figure, file) {
  const told = make("span", { role: "status" }), texts = make("span");
  let /** @type {Pick<Snapshot, "themes" | "conceal">} */ shown = { themes: {}, conceal: [] };
  const picture = async () => {
    const own = figure(), { title, link } = taken(), hidden = shown.conceal;
    const words = [hidden.includes("worked") ? "" : own.worked.join("\u2003"),
      hidden.includes("takeaway") ? "" : own.takeaway, link];
    return framed(await drawn(await library(), own, shown.themes, !hidden.includes("role:name")), title, words);
  };
  const saved = async (/** @type {string} */ kind) => {
    say(told, "The picture is being drawn.");
    const svg = await picture();
    save(`${file()}.${kind}`, kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await raster(svg));
    say(told, `Saved as ${file()}.${kind}.`);
  };
  const tried = (/** @type {Promise<void>} */ done) => done.catch((error) =>
    say(told, `This did not work (${error.message}).`));
  const copied = async (/** @type {string} */ what, /** @type {string} */ text) => {
    await navigator.clipboard.writeText(text).catch(() => {
      throw new Error("the browser withholds the clipboard");
    });
    say(told, `Copied the ${what}.`);
  };
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    make("button", { type: "button", text, onclick });
  const open = () => texts.replaceChildren(...taken().texts.map(([what, text]) =>
    button(`Copy ${what}`, () => tried(copied(what, text)))));
  const node = make("details", { class: "lossviz-take", ontoggle: open }, make("summary", { text: "Take away" }),
    make("p", { class: "lossviz-marks" }, button("Picture as PNG", () => tried(saved("png"))),
      button("Picture as SVG", () => tried(saved("svg"))), texts, told));
  const follow = (/** @type {Snapshot} */ snapshot) => void (shown = snapshot);
  return { node, follow };
}
