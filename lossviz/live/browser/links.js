// Links between the pages of the app, and where a page was scrolled to.

/** Where a page was scrolled to stands in its entry of the history: {place}. */
const KEPT = "place";
const REST = 150; // milliseconds without scrolling after which the place is kept
const PATIENCE = 5000; // milliseconds in which the parts of a page that comes back may arrive

/** Goes to an address of the app from a node of a page, as any link does: told by the history, Streamlit may still
 * answer for the page before, under the new page's fields.
 * @param {string} address @param {Element} from */
function go(address, from) {
  history.replaceState({ ...history.state, [KEPT]: scroller(from).scrollTop }, "");
  location.assign(address);
}

/** Keeps where the page is scrolled to before a plain click on a link below a node is followed.
 * @param {Element} root */
export function followLinks(root) {
  root.addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey, altKey, target } = /** @type {MouseEvent} */ (event);
    if (event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey) return;
    const link = /** @type {Element} */ (target).closest("a[href]");
    const address = link && new URL(link.getAttribute("href") ?? "", document.baseURI);
    if (!address || address.hash || address.origin !== location.origin) return;
    event.preventDefault();
    go(address.href, root);
  });
}

/** What scrolls when a node does. @param {Element} node @returns {Element} */
function scroller(node) {
  for (let each = node.parentElement; each; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
  }
  return document.documentElement;
}

/** Keeps where the page is scrolled to, and takes the reader back there when they come back; tells whether they do.
 * @param {Element} root */
export function keepPlace(root) {
  const box = scroller(root), page = location.pathname, wanted = history.state?.[KEPT] ?? null;
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    if (!root.isConnected || location.pathname !== page) return box.removeEventListener("scroll", keep);
    timer = setTimeout(() => {
      if (root.isConnected && location.pathname === page) {
        history.replaceState({ ...history.state, [KEPT]: box.scrollTop }, "");
      }
    }, REST);
  };
  const watch = () => box.addEventListener("scroll", keep, { passive: true });
  if (wanted === null) {
    watch();
    return false;
  }
  // The page grows while its parts arrive, above the reader too; whoever scrolls meanwhile is left alone.
  const growth = new ResizeObserver(() => box.scrollTop = wanted);
  const hands = ["wheel", "touchstart", "keydown", "pointerdown"];
  const done = () => {
    growth.disconnect();
    for (const hand of hands) box.removeEventListener(hand, done);
    watch();
  };
  for (const hand of hands) box.addEventListener(hand, done, { passive: true });
  setTimeout(done, PATIENCE);
  for (const part of box.children) growth.observe(part);
  return true;
}
