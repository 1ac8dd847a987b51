import { make } from "./dom.js";

/** Hands a file to the reader. @param {string} name @param {Blob} content */
export function save(name, content) {
  const link = make("a", { download: name, href: URL.createObjectURL(content) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
