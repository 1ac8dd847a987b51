"""Names in the picture: after a step of every slider of every first view the same ones stand, free of each other."""

from collections import Counter

import pytest

from lossviz.catalogue import CATALOGUE
from tests.browser.bare import opened, show

# What stands in the picture, and what is wrong with it.
NAMES = """() => {
  const node = document.querySelector(".lossviz-plot"), whole = node.getBoundingClientRect(), found = [];
  const wanted = node.data.filter((trace) => trace.meta?.role === "name").flatMap(({ text }) => text);
  const boxOf = (each) => each.getBoundingClientRect();
  const texts = [...node.querySelectorAll(".textpoint text")].filter((each) => wanted.includes(each.textContent))
    .filter((each) => boxOf(each).width > 0).map((each) => ({ text: each.textContent, box: boxOf(each) }));
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
  texts.forEach((one, i) => {
    if (one.box.left < whole.left - 1 || one.box.right > whole.right + 1 || one.box.top < whole.top - 1 ||
      one.box.bottom > whole.bottom + 1) found.push(`${one.text} leaves the picture`);
    for (const other of texts.slice(i + 1)) if (over(one.box, other.box)) found.push(`${one.text} over ${other.text}`);
    for (const tick of node.querySelectorAll(".xtick text, .ytick text, .xtitle, .ytitle"))
      if (over(one.box, boxOf(tick))) found.push(`${one.text} over the axis at ${tick.textContent}`);
  });
  return { names: texts.map(({ text }) => text).sort(), found };
}"""

STEP = """async (name) => {
  const range = document.querySelector(`.lossviz-control[data-name="${name}"] input[type=range]`);
  const before = range.value;
  range.stepUp();
  if (range.value === before) range.stepDown();
  range.dispatchEvent(new Event("input", { bubbles: true }));
  await quiet();
}"""

SLIDERS = """() => [...document.querySelectorAll(".lossviz-control:has(input[type=range])")]
  .map((each) => each.dataset.name)"""

FAMILIES = {key: list(family.losses) for key, family in CATALOGUE.families.items()}


@pytest.fixture(scope="module")
def desk(browser, server):
    """An empty page."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    opened(page, server.address)
    yield page
    page.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_names_stand_after_a_step_of_every_slider_none_over_another(desk, family):
    wrong = []
    for key in FAMILIES[family]:
        show(desk, key)
        first = desk.evaluate(NAMES)
        wrong += [f"{key}: {each}" for each in first["found"]]
        before = first
        for name in desk.evaluate(SLIDERS):
            desk.evaluate(STEP, name)
            after = desk.evaluate(NAMES)
            wrong += [f"{key}, {name}: {each}" for each in after["found"] if each not in first["found"]]
            lost = Counter(_plain(before["names"])) - Counter(_plain(after["names"]))
            wrong += [f"{key}, {name}: {', '.join(lost)} went"] if lost else []
            before = after
    assert not wrong, "\n".join(wrong)


def _plain(names):
    """Names without the numbers in them, and one step as many."""
    plain = ("".join(sign for sign in name if not sign.isdigit() and sign not in ".−") for name in names)
    return [name.removesuffix("s") for name in plain]


def test_names_that_are_to_be_hidden_are(desk):
    show(desk, "huber", figure="curve", hide="role:name")
    assert desk.evaluate(NAMES)["names"] == []
    assert desk.locator(".textpoint").count() == 0


@pytest.mark.parametrize("key", ["huber", "hinge", "crammer_singer", "percentage"])
def test_a_curve_with_kinks_keeps_its_names_while_its_probe_is_held(desk, key):
    show(desk, key, figure="curve")
    before = desk.evaluate(NAMES)["names"]
    assert before
    box = desk.locator(".lossviz-handle[aria-label=probe]").bounding_box()
    desk.mouse.move(box["x"], box["y"])
    desk.mouse.down()
    desk.mouse.move(box["x"] + 40, box["y"])
    desk.evaluate("() => quiet()")
    assert desk.evaluate(NAMES)["names"] == before
    desk.mouse.up()
