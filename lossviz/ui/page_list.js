// The navigation: links in lists. A plain click stays in the session instead of loading the page anew. The lists are
// one stop of the Tab key, so that a figure is not behind fifteen; the arrow keys go from link to link.

const WAYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

const PATIENCE = 4000; // milliseconds
let waiting = 0, shown = null;

function listen(nav, links, open) {
  const reach = (link) => {
    for (const each of links) each.tabIndex = each === link ? 0 : -1;
    link.focus();
  };
  nav.onkeydown = (event) => {
    const at = links.indexOf(event.target.closest("a")), last = links.length - 1;
    const to = { Home: 0, End: last }[event.key] ?? (event.key in WAYS ? at + WAYS[event.key] : -1);
    if (at < 0 || !links[to] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    reach(links[to]);
  };
  nav.onclick = (event) => {
    const link = event.target.closest("a");
    const isKept = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isKept || "document" in link.dataset) return;
    event.preventDefault();
    clearTimeout(waiting);
    // A click can be lost among other news that the session is told at the same moment; the link is then followed.
    if (!link.ariaCurrent) waiting = setTimeout(() => location.assign(link.href), PATIENCE);
    open(link.dataset.page);
  };
}

/** Once the page has come to rest: its terms are explained where they stand. */
function explain(nav, { address, base, version }) {
  const script = new URL(`${address}/browser/${version}/lossviz.js`, document.baseURI).href;
  const begin = () => import(script).then(({ terms }) => terms.begin(nav, { base, version }), () => {}); // links still lead
  (globalThis.requestIdleCallback ?? setTimeout)(begin);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector(".lossviz-pages"), all = [...nav.querySelectorAll("a")];
  // The figure that the document has drawn is of the page that was asked for, not of the one gone to since.
  document.querySelector(`#lossviz-early:not([data-page="${data.current}"])`)?.remove();
  if (shown !== data.current) clearTimeout(waiting);
  shown = data.current;
  explain(nav, data);
  const [families, labs] = ["Families", "Labs"].map((part) => nav.querySelector(`ul[aria-label="${part}"]`));
  labs.hidden = !labs.querySelector(`a[data-page="${data.current}"]`);
  families.hidden = !labs.hidden;
  const links = all.filter((link) => !link.closest("ul").hidden);
  listen(nav, links, (page) => setTriggerValue("opened", page));
  for (const link of all) {
    const isHere = link.dataset.page === data.current;
    link.tabIndex = isHere ? 0 : -1;
    if (!isHere) link.removeAttribute("aria-current");
    else if (!link.ariaCurrent) {
      link.setAttribute("aria-current", "page");
      nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
    }
  }
}
