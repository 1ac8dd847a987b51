// The gallery: losses as small drawn curves with a search. A card is a link; a plain click on it stays in
// the session instead of loading the page anew.

function make(tag, { text = "", ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  node.append(...children);
  return node;
}

function card({ key, name, idea, href, words, width, height, paths }, open) {
  const link = make("a", { href }, make("strong", { text: name }), make("span", { text: idea }));
  const curves = Object.entries(paths).map(([part, d]) =>
    `<path d="${d}" data-part="${part}" ${part === "slope" ? 'stroke-dasharray="4 3"' : ""}/>`);
  link.insertAdjacentHTML("afterbegin", `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"
    aria-hidden="true">${curves.join("")}</svg>`);
  link.onclick = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(key);
  };
  return { node: make("li", {}, link), words };
}

function draw(root, { families, count }, open) {
  const placeholder = "robust, margin, proper, imbalance …";
  const search = make("input", { type: "search", id: "lossviz-search", placeholder });
  const found = make("p", { role: "status" });
  const cards = families.map((family) => family.losses.map((loss) => card(loss, open)));
  const sections = families.map(({ name, question }, i) => make("section", {}, make("h2", { text: name }),
    make("p", { class: "lossviz-gallery-question", text: question }),
    make("ul", { class: "lossviz-cards" }, ...cards[i].map(({ node }) => node))));
  search.oninput = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { node, words } of cards.flat()) node.hidden = !wanted.every((word) => words.includes(word));
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    const left = cards.flat().filter(({ node }) => !node.hidden).length;
    const none = `No loss matches “${search.value}”. Try a property such as convex, or a use such as outlier.`;
    found.textContent = wanted.length === 0 ? "" : left === 0 ? none : `${left} of ${count} losses`;
  };
  const jumps = sections.map((section, i) => {
    const button = make("button", { type: "button", text: families[i].name });
    button.onclick = () => {
      section.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      section.querySelector("a").focus({ preventScroll: true });
    };
    return button;
  });
  const label = make("label", { for: "lossviz-search", text: "Search" });
  root.replaceChildren(make("div", { class: "lossviz-gallery-search" }, label, search, found),
    make("div", { class: "lossviz-gallery-jumps", role: "group", "aria-label": "Families" }, ...jumps), ...sections);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".lossviz-gallery");
  if (!root.dataset.drawn) draw(root, data, (key) => setTriggerValue("opened", key));
  root.dataset.drawn = "yes";
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const colours = data.themes[0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light"];
  for (const path of root.querySelectorAll("path")) path.setAttribute("stroke", colours[path.dataset.part]);
}
