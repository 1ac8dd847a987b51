"""A figure on a page without anything else: the same modules and routes, a tenth of the time."""

import json
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from lossviz.catalogue import CATALOGUE
from lossviz.live.assets import style, version

HTML = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A figure</title><link rel="icon" href="data:,">
<style>{style("live")} body {{ font-family: sans-serif; margin: 16px; padding-bottom: 3000px }}</style>
<div class="lossviz-mount"></div>"""

# Draws a figure anew; `window.figure` is it, `window.quiet()` resolves when all that was asked for has been drawn.
# The address follows as an app's page has it follow: it holds what was asked for and what the reader has changed.
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
    } while (asked.size || document.querySelector(".lossviz-progress:not([hidden])"));
  };
  const place = document.querySelector(".lossviz-mount");
  let first;
  const tell = (told) => {
    const changed = Object.entries(told.fields).filter(([name, text]) => text !== first[name]);
    history.replaceState(null, "", `?${new URLSearchParams({ ...fields, ...Object.fromEntries(changed) })}`);
  };
  window.figure = mount(place, { source, tell });
  await window.figure.show(fields);
  first = { ...window.figure.current().fields };
  await window.quiet();
}"""


def opened(page: Page, address: str, path: str = "/bare") -> None:
    """The empty page."""
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=HTML))
    page.goto(f"{address}{path}")
    page.unroute("**/*")  # what is looked at before it is asked for is not cached


def show(page: Page, key: str, **fields: str) -> None:
    """The figure of a loss, at its first view where nothing is said."""
    loss = CATALOGUE.losses[key]
    mounted(page, CATALOGUE.family_of(loss).key, {"loss": key, **fields})


def mounted(page: Page, key: str, fields: dict[str, str]) -> None:
    """The figure that an address of the page with this key asks for."""
    page.evaluate(SHOW, json.loads(json.dumps({"page": key, "fields": fields, "version": version()})))


def visited(page: Page, address: str, path: str) -> None:
    """A page that has the address of one of the app's, and nothing but its figure."""
    opened(page, address, path)
    parts = urlsplit(path)
    mounted(page, parts.path.strip("/"), dict(parse_qsl(parts.query, keep_blank_values=True)))
