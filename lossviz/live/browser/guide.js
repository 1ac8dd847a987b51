// A guide's document: what of it is played, shown or kept here.
import { claims } from "./claims.js";
import { checking } from "./codes.js";
import { play } from "./lesson.js";
import { overview } from "./overview.js";
import { tried } from "./task.js";

const told = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

export function begin() {
  const site = told("lossviz-guide"), first = told("lossviz-told")?.snapshot ?? null;
  const lesson = document.querySelector(".lossviz-lesson[data-lesson]"), courses = document.querySelector(".lossviz-course");
  if (lesson) play(/** @type {HTMLElement} */ (lesson), site, first);
  if (courses) overview(site);
  const own = document.querySelector(".lossviz-own");
  if (own) tried(/** @type {HTMLElement} */ (own), site, first);
  const codes = document.querySelector(".lossviz-codes");
  if (codes) checking(/** @type {HTMLFormElement} */ (codes), site);
  const judged = document.querySelector(".lossviz-claims");
  if (judged) claims(/** @type {HTMLElement} */ (judged), site, first);
}
