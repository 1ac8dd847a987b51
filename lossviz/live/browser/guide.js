// A guide's document: what of it is played, shown or kept here.
import { claims } from "./claims.js";
import { checking } from "./codes.js";
import { speaking } from "./embedded.js";
import { wear } from "./exhibit.js";
import { glossary } from "./glossary.js";
import { play } from "./lesson.js";
import { opened } from "./opened.js";
import { overview } from "./overview.js";
import { paper } from "./paper.js";
import { showing } from "./showing.js";
import { tried } from "./task.js";
import { begin as explain } from "./terms.js";

const told = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

export function begin() {
  const site = told("lossviz-guide"), first = told("lossviz-told")?.snapshot ?? null;
  const lesson = document.querySelector(".lossviz-lesson[data-lesson]");
  const courses = document.querySelector(".lossviz-course");
  if (lesson) play(/** @type {HTMLElement} */ (lesson), site, first);
  if (courses) overview(site);
  paper();
  if (document.documentElement.classList.contains("lossviz-embedded")) speaking({ wear, show() {}, go() {} });
  const own = document.querySelector(".lossviz-own");
  if (own) tried(/** @type {HTMLElement} */ (own), site, first);
  const codes = document.querySelector(".lossviz-codes");
  if (codes) checking(/** @type {HTMLFormElement} */ (codes), site);
  const entries = document.querySelectorAll("details.lossviz-opened");
  if (entries.length) opened(/** @type {NodeListOf<HTMLDetailsElement>} */ (entries), site);
  const sought = document.getElementById("lossviz-sought");
  if (sought) glossary(/** @type {HTMLInputElement} */ (sought));
  explain(document.querySelector("main") ?? document.body, site);
  const shown = document.querySelector(".lossviz-shown");
  if (shown) showing(/** @type {HTMLElement} */ (shown), site, first);
  const judged = document.querySelector(".lossviz-claims");
  if (judged) claims(/** @type {HTMLElement} */ (judged), site, first);
}
