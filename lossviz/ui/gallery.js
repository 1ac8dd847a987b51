// The gallery: losses as small drawn curves with a search. A card is a link; a plain click on it stays in
// the session instead of loading the page anew.

function make(tag, settings = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "text") node.textContent = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function picture({ width, height, paths }, colours) {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  for (const [part, d] of Object.entries(paths)) {
    const path = document.createElementNS(name, "path");
    path.setAttribute("d", d);
    path.dataset.part = part;
    path.setAttribute("stroke", colours[part]);
    if (part === "slope") path.setAttribute("stroke-dasharray", "4 3");
    svg.append(path);
  }
  return svg;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".lossviz-gallery");
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const colours = data.themes[0.299 * r + 0.587 * g + 0.114 * b > 127 ? "dark" : "light"];
  if (root.dataset.drawn) {
    for (const path of root.querySelectorAll("path")) path.setAttribute("stroke", colours[path.dataset.part]);
    return;
  }
  root.dataset.drawn = "yes";
  const search = make("input", { type: "search", id: "lossviz-search", placeholder: "robust, margin, proper, imbalance …" });
  const found = make("p", { role: "status" });
  const sections = data.families.map((family) => {
    const cards = family.losses.map((loss) => {
      const link = make("a", { href: loss.href },
        picture(loss, colours), make("strong", { text: loss.name }), make("span", { text: loss.idea }));
      link.onclick = (event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        setTriggerValue("opened", loss.key);
      };
      return { node: make("li", {}, link), words: loss.words };
    });
    const section = make("section", {}, make("h2", { text: family.name }), make("p", { class: "lossviz-gallery-question", text: family.question }),
      make("ul", { class: "lossviz-cards" }, ...cards.map((card) => card.node)));
    return { section, cards, name: family.name };
  });
  search.oninput = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, cards } of sections) {
      let here = 0;
      for (const { node, words } of cards) {
        node.hidden = !wanted.every((word) => words.includes(word));
        if (!node.hidden) here += 1;
      }
      section.hidden = here === 0;
      count += here;
    }
    found.textContent = wanted.length === 0 ? "" : count === 0 ? `No loss matches “${search.value}”. Try a property such as convex, or a use such as outlier.` : `${count} of ${data.count} losses`;
  };
  const jumps = sections.map(({ section, name }) => {
    const button = make("button", { type: "button", text: name });
    button.onclick = () => {
      section.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      section.querySelector("a").focus({ preventScroll: true });
    };
    return button;
  });
  root.replaceChildren(
    make("div", { class: "lossviz-gallery-search" }, make("label", { for: "lossviz-search", text: "Search" }), search, found),
    make("div", { class: "lossviz-gallery-jumps", role: "group", "aria-label": "Families" }, ...jumps),
    ...sections.map(({ section }) => section));
}
