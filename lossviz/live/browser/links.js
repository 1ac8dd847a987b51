// Where a page was scrolled to, for those who come back to it.

/** Where a page was scrolled to stands in its entry of the history: {place}. */
const KEPT = "place";
const REST = 150; // milliseconds without scrolling after which the place is kept
const PATIENCE = 5000; // milliseconds in which the parts of a page that comes back may arrive

/** Keeps where the page is scrolled to when a link below a node is followed, as any link is: told by the history alone,
 * Streamlit may still answer for the page before, under the new page's fields.
 * @param {Element} root */
export const keepPlaceAtLinks = (root) => root.addEventListener("click", () =>
  history.replaceState({ ...history.state, [KEPT]: scroller(root).scrollTop }, ""));

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
