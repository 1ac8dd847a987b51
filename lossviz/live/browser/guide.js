// A guide's document: what of it is played, shown or kept here.
import { checking } from "./codes.js";
import { play } from "./lesson.js";
import { overview } from "./overview.js";
import { paper } from "./paper.js";
import { showing } from "./showing.js";
import { tried } from "./task.js";

const told = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

export function begin() {
  const site = told("lossviz-guide"), first = told("lossviz-told")?.snapshot ?? null;
  const lesson = document.querySelector(".lossviz-lesson[data-lesson]"), courses = document.querySelector(".lossviz-course");
  if (lesson) play(/** @type {HTMLElement} */ (lesson), site, first);
  if (courses) overview(site);
  paper();
  const own = document.querySelector(".lossviz-own");
  if (own) tried(/** @type {HTMLElement} */ (own), site, first);
  const codes = document.querySelector(".lossviz-codes");
  if (codes) checking(/** @type {HTMLFormElement} */ (codes), site);
  if (site.exhibits) showing(site, first);
}
