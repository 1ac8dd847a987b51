// The map of relatives: losses as dots with names, limits and equalities as curves between them. Every dot and
// every curve is a link; a plain click on it stays in the session instead of loading the page anew.

function fill(node, { text = "", ...attributes } = {}, ...children) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  node.append(...children);
  return node;
}
const make = (tag, ...given) => fill(document.createElement(tag), ...given);
const svg = (tag, ...given) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), ...given);

const HINT = "Point at a curve to read what it says; click it to see the two laid over each other.";
const edgeClass = (limit) => `lossviz-map-edge${limit ? " lossviz-map-limit" : ""}`;

function picture({ nodes, edges, blocks, statements, width, height }, opening, caption) {
  const told = new Map(statements.flatMap((family) => family.items.map((item) => [item.key, item])));
  const dots = new Map(nodes.map(({ key, text, name, x, y, href }) => [key, opening(key,
    svg("a", { href, class: "lossviz-map-node", "aria-label": name }, svg("title", { text: name }),
      svg("circle", { cx: x, cy: y, r: 3.5 }), svg("text", { x: x + 9, y: y + 4.5, text })))]));
  const curves = edges.map(({ key, one, other, path, limit }) => {
    const { statement, href } = told.get(key);
    const link = opening(key, svg("a", { href, class: edgeClass(limit), "aria-label": statement },
      svg("title", { text: statement }), svg("path", { d: path, class: "lossviz-map-near" }),
      svg("path", { d: path })));
    return { link, statement, ends: [one, other] };
  });
  const links = [...curves.map(({ link }) => link), ...dots.values()];
  const whole = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group",
    "aria-label": "Losses by family; every curve between two is a limit or an equality" },
    ...blocks.map(({ x, y, width, height }) => svg("rect", { x, y, width, height, rx: 6 })),
    svg("g", {}, ...links.slice(0, curves.length)),
    ...blocks.map(({ name, x, y }) => svg("text", { class: "lossviz-map-family", x: x + 10, y: y + 18, text: name })),
    svg("g", {}, ...dots.values()));
  const light = (lit, text) => {
    whole.classList.toggle("lossviz-map-dim", lit.length > 0);
    for (const link of links) link.classList.toggle("lossviz-map-lit", lit.includes(link));
    caption.textContent = text;
  };
  const watch = (link, lit, text) => {
    for (const event of ["pointerenter", "focus"]) link.addEventListener(event, () => light(lit, text));
    for (const event of ["pointerleave", "blur"]) link.addEventListener(event, () => light([], HINT));
  };
  for (const { link, statement, ends } of curves) watch(link, [link, ...ends.map((end) => dots.get(end))], statement);
  for (const { key, name } of nodes) {
    const mine = curves.filter(({ ends }) => ends.includes(key));
    const lit = mine.flatMap(({ link, ends }) => [link, ...ends.map((end) => dots.get(end))]);
    const words = ["no relative known here", "1 relative"][mine.length] ?? `${mine.length} relatives`;
    watch(dots.get(key), [dots.get(key), ...lit], `${name}: ${words}.`);
  }
  return whole;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".lossviz-map");
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const colours = data.themes[0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light"];
  for (const [name, colour] of Object.entries(colours)) root.style.setProperty(`--map-${name}`, colour);
  if (root.dataset.drawn) return;
  root.dataset.drawn = "yes";
  const opening = (key, link) => {
    link.onclick = (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setTriggerValue("opened", key);
    };
    return link;
  };
  const caption = make("p", { class: "lossviz-map-said", "aria-hidden": "true", text: HINT });
  const sample = (limit, text) => make("span", {},
    svg("svg", { viewBox: "0 0 34 8", width: "34", height: "8", "aria-hidden": "true" },
      svg("g", { class: edgeClass(limit) }, svg("path", { d: "M1 4H33" }))), ` ${text}`);
  const lists = data.statements.filter(({ items }) => items.length).map(({ family, items }) => make("section", {},
    make("h2", { text: family }), make("ul", {}, ...items.map(({ key, href, statement }) =>
      make("li", {}, opening(key, make("a", { href, text: statement })))))));
  root.replaceChildren(make("div", { class: "lossviz-map-picture" },
    make("p", { class: "lossviz-map-key" }, sample(false, "equal"), sample(true, "equal in a limit")), caption,
    make("div", { class: "lossviz-map-scroll" }, picture(data, opening, caption))), ...lists);
}
