"""A figure on a page without anything else: the same modules and routes, a tenth of the time."""

import json

from playwright.sync_api import Page

from lossviz.catalogue import CATALOGUE
from lossviz.live.assets import style, version

HTML = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A figure</title><link rel="icon" href="data:,">
<style>{style("live")} body {{ font-family: sans-serif; margin: 16px; padding-bottom: 3000px }}</style>
<div class="lossviz-mount"></div>"""

# Draws a figure anew; `window.figure` is it, `window.quiet()` resolves when all that was asked for has been drawn.
SHOW = """async ({ page, fields, version }) => {
  const { mount: { mount }, source: { httpSource } } = await import(`/live/browser/${version}/lossviz.js`);
  window.figure?.unmount();
  const source = httpSource({ address: "/live", page, version }), asked = new Set();
  for (const kind of ["figure", "arm", "frame"]) {
    const ask = source[kind];
    source[kind] = (...given) => {
      const answer = ask(...given);
      asked.add(answer);
      answer.finally(() => asked.delete(answer)).catch(() => {});
      return answer;
    };
  }
  const paint = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.quiet = async () => {
    do {
      await Promise.allSettled([...asked]);
      await paint();
    } while (asked.size);
  };
  const place = document.querySelector(".lossviz-mount");
  window.figure = mount(place, { source, tell: () => {} });
  await window.figure.show(fields);
  await window.quiet();
}"""


def opened(page: Page, address: str) -> None:
    """The empty page."""
    page.route("**/bare", lambda route: route.fulfill(content_type="text/html", body=HTML))
    page.goto(f"{address}/bare")


def show(page: Page, key: str, **fields: str) -> None:
    """The figure of a loss, at its first view where nothing is said."""
    loss = CATALOGUE.losses[key]
    place = {"page": CATALOGUE.family_of(loss).key, "fields": {"loss": key, **fields}, "version": version()}
    page.evaluate(SHOW, json.loads(json.dumps(place)))
