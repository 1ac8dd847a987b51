import { keepPlaceAtLinks } from "./links.js";

const /** @type {WeakSet<Element>} */ followed = new WeakSet();

/** Things to try: their links stand in the document already. @param {{ parentElement: ParentNode }} component */
export function attach({ parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".lossviz-things"));
  if (followed.has(root)) return;
  followed.add(root);
  keepPlaceAtLinks(root);
  root.querySelector("a[href='#lossviz-search']")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("lossviz-search")?.focus();
  });
}
