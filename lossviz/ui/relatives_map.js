// The map of relatives: losses as dots with names, limits and equalities as curves between them. Every dot and
// every curve is a link; a plain click on it stays in the session instead of loading the page anew.

const SVG = "http://www.w3.org/2000/svg";

function make(tag, settings = {}, ...children) {
  const node = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "text") node.textContent = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".lossviz-map");
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const colours = data.themes[0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light"];
  for (const [name, colour] of Object.entries(colours)) root.style.setProperty(`--map-${name}`, colour);
  if (root.dataset.drawn) return;
  root.dataset.drawn = "yes";

  const open = (link, key) => {
    link.onclick = (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setTriggerValue("opened", key);
    };
    return link;
  };
  const told = new Map(data.statements.flatMap((family) => family.items.map((item) => [item.key, item])));
  const hint = "Point at a curve to read what it says; click it to see the two laid over each other.";
  const caption = make("p", { class: "lossviz-map-said", "aria-hidden": "true", text: hint });

  const nodes = new Map(data.nodes.map(({ key, text, name, x, y, href }) => [key, open(
    make("svg:a", { href, class: "lossviz-map-node", "aria-label": name },
      make("svg:title", { text: name }), make("svg:circle", { cx: x, cy: y, r: 3.5 }),
      make("svg:text", { x: x + 9, y: y + 4.5, text })), key)]));
  const edges = data.edges.map(({ key, one, other, path, limit }) => {
    const { statement, href } = told.get(key);
    const link = open(make("svg:a", { href, class: `lossviz-map-edge${limit ? " lossviz-map-limit" : ""}`, "aria-label": statement },
      make("svg:title", { text: statement }), make("svg:path", { d: path, class: "lossviz-map-near" }), make("svg:path", { d: path })), key);
    return { link, statement, ends: [one, other] };
  });

  const svg = make("svg:svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": "Losses by family; every curve between two is a limit or an equality" },
    ...data.blocks.map(({ x, y, width, height }) => make("svg:rect", { x, y, width, height, rx: 6 })),
    make("svg:g", {}, ...edges.map((edge) => edge.link)),
    ...data.blocks.map(({ name, x, y }) => make("svg:text", { class: "lossviz-map-family", x: x + 10, y: y + 18, text: name })),
    make("svg:g", {}, ...nodes.values()));

  function light(lit, text) {
    svg.classList.toggle("lossviz-map-dim", lit !== null);
    for (const { link } of edges) link.classList.toggle("lossviz-map-lit", lit?.has(link) ?? false);
    for (const link of nodes.values()) link.classList.toggle("lossviz-map-lit", lit?.has(link) ?? false);
    caption.textContent = text;
  }
  function watch(link, lit, text) {
    link.addEventListener("pointerenter", () => light(lit, text));
    link.addEventListener("pointerleave", () => light(null, hint));
    link.addEventListener("focus", () => light(lit, text));
    link.addEventListener("blur", () => light(null, hint));
  }
  for (const { link, statement, ends } of edges) watch(link, new Set([link, ...ends.map((key) => nodes.get(key))]), statement);
  for (const [key, link] of nodes) {
    const mine = edges.filter((edge) => edge.ends.includes(key));
    const lit = new Set([link, ...mine.flatMap((edge) => [edge.link, ...edge.ends.map((end) => nodes.get(end))])]);
    const name = data.nodes.find((node) => node.key === key).name;
    watch(link, lit, `${name}: ${mine.length === 0 ? "no relative known here" : mine.length === 1 ? "1 relative" : `${mine.length} relatives`}.`);
  }

  const sample = (limit, text) => make("span", {}, make("svg:svg", { viewBox: "0 0 34 8", width: "34", height: "8", "aria-hidden": "true" },
    make("svg:g", { class: `lossviz-map-edge${limit ? " lossviz-map-limit" : ""}` }, make("svg:path", { d: "M1 4H33" }))), ` ${text}`);
  root.replaceChildren(
    make("div", { class: "lossviz-map-picture" },
      make("p", { class: "lossviz-map-key" }, sample(false, "equal"), sample(true, "equal in a limit")),
      caption, make("div", { class: "lossviz-map-scroll" }, svg)),
    ...data.statements.filter((family) => family.items.length).map((family) => make("section", {},
      make("h2", { text: family.family }),
      make("ul", {}, ...family.items.map((item) => make("li", {}, open(make("a", { href: item.href, text: item.statement }), item.key)))))));
}
