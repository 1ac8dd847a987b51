"""Gestures: what looks movable moves, by all of itself; a drag beside it does nothing; a swipe scrolls the page."""

import pytest

from lossviz.catalogue import CATALOGUE
from tests.browser.bare import opened, show

FAR = 44  # pixels between a drag that is beside a mark and the mark

STATE = """() => {
  const node = document.querySelector(".lossviz-plot"), axes = node._fullLayout, range = {};
  for (const key of Object.keys(axes)) if (/^[xy]axis\\d*$/.test(key)) range[key] = axes[key].range.map(Number);
  return { fields: figure.current().fields, range, scroll: scrollY };
}"""

# The middle of every handle, and where in its body a finger may land besides.
HANDLES = """() => [...document.querySelectorAll(".lossviz-handle:not([hidden])")].map((node) => {
  const ring = node.querySelector(".lossviz-ring").getBoundingClientRect(), body = node.getBoundingClientRect();
  const middle = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  const inside = node.classList.contains("lossviz-bodied")
    ? [body.x + body.width / 2, body.y + body.height * 0.7] : middle;
  return { label: node.getAttribute("aria-label"), group: node.dataset.group, ways: node.dataset.ways, middle, inside };
})"""

# Where in their panels the names stand.
NAMES = """() => document.querySelector(".lossviz-plot").data.filter(({ meta }) => meta?.role === "name")
  .flatMap(({ x, y }) => [...x, ...y])"""

# Places in the panels that are far from every handle and canvas.
BESIDE = """(far) => {
  const node = document.querySelector(".lossviz-plot"), box = node.getBoundingClientRect(), axes = node._fullLayout;
  const marks = [...document.querySelectorAll(".lossviz-handles > :not([hidden])")].map((each) => {
    const own = each.getBoundingClientRect();
    const ring = each.querySelector(".lossviz-ring")?.getBoundingClientRect() ?? own;
    return [Math.min(own.left, ring.left), Math.min(own.top, ring.top), Math.max(own.right, ring.right),
      Math.max(own.bottom, ring.bottom)];
  });
  const free = ([x, y]) => marks.every(([l, t, r, b]) => x < l - far || x > r + far || y < t - far || y > b + far);
  const found = [];
  for (const id of axes._subplots.cartesian) {
    const [x, y] = [axes._plots[id].xaxis, axes._plots[id].yaxis];
    for (const across of [0.3, 0.7, 0.5, 0.1, 0.9]) for (const up of [0.5, 0.25, 0.75]) {
      const at = [box.left + x._offset + across * x._length, box.top + y._offset + up * y._length];
      if (free(at) && found.every((other) => other.id !== id)) found.push({ id, at });
    }
  }
  return found.map(({ at }) => at);
}"""


def _kinds():
    """For each kind of figure a loss that is shown in it, one that opens on it if there is one."""
    found = {}
    for loss in CATALOGUE.losses.values():
        for place, kind in enumerate(CATALOGUE.kinds(loss)):
            if kind not in found or (place == 0 and not found[kind][1]):
                found[kind] = (loss.key, place == 0)
    return {kind: key for kind, (key, _) in found.items()}


KINDS = _kinds()
OWN_SCALE = ("bars", "actions")  # the panel of pulls has one that goes with them
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def desk(browser, server):
    """An empty page with a mouse."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    opened(page, server.address)
    yield page
    page.close()


@pytest.fixture(scope="module")
def phone(browser, server):
    """An empty page with a touch screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    opened(page, server.address)
    page.fingers = context.new_cdp_session(page)
    yield page
    context.close()


def _state(page):
    page.evaluate("() => quiet()")
    return page.evaluate(STATE)


def _drag(page, at, by):
    page.mouse.move(*at)
    page.mouse.down()
    for share in (0.4, 0.8, 1.0):
        page.mouse.move(at[0] + share * by[0], at[1] + share * by[1])
    page.mouse.up()


def _swipe(page, at, by):
    def touch(kind, *points):
        page.fingers.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    touch("touchStart", at)
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        touch("touchMove", (at[0] + share * by[0], at[1] + share * by[1]))
        page.wait_for_timeout(16)
    page.wait_for_timeout(120)  # a finger that comes to rest leaves no momentum, which would scroll the next figure
    touch("touchEnd")


def _shown(page, kind):
    page.evaluate("() => scrollTo(0, 0)")
    show(page, KINDS[kind], figure=kind)


def _towards_the_middle(page, handle, by):
    """A way that leads into the picture, along the ways that the handle has."""
    box = page.locator(".lossviz-plot").bounding_box()
    centre = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return [
        (by if handle["middle"][way] < centre[way] else -by) if "xy"[way] in handle["ways"] else 0 for way in (0, 1)
    ]


@every_kind
def test_a_drag_that_starts_on_a_mark_moves_it_and_nothing_zooms(desk, kind):
    _shown(desk, kind)
    handles = desk.evaluate(HANDLES)
    crowd = {handle["group"] for handle in handles if handle["group"]}
    once = [next(each for each in handles if each["group"] == group) for group in sorted(crowd)]
    for handle in [each for each in handles if not each["group"]] + once:
        for place in ("middle", "inside"):
            _shown(desk, kind)
            before = _state(desk)
            now = next(each for each in desk.evaluate(HANDLES) if each["label"] == handle["label"])
            _drag(desk, now[place], _towards_the_middle(desk, now, 30))
            after = _state(desk)
            assert after["fields"] != before["fields"], f"{handle['label']} did not move by its {place}"
            assert after["range"].keys() == before["range"].keys()
            if kind not in OWN_SCALE:
                assert after["range"] == before["range"], handle["label"]


@every_kind
def test_a_drag_between_the_marks_and_a_wheel_do_nothing_to_the_figure(desk, kind):
    _shown(desk, kind)
    places = desk.evaluate(BESIDE, FAR)
    before = _state(desk)
    for at in places:
        _drag(desk, at, (60, 40))
        after = _state(desk)
        assert (after["fields"], after["range"]) == (before["fields"], before["range"]), at
    desk.mouse.move(*(places or [(400, 300)])[0])
    desk.mouse.wheel(0, 200)
    desk.wait_for_function("() => scrollY > 0")
    after = _state(desk)
    assert (after["fields"], after["range"]) == (before["fields"], before["range"])


@every_kind
def test_a_thumb_that_swipes_up_between_the_marks_scrolls_the_page(phone, kind):
    _shown(phone, kind)
    before = _state(phone)
    places = [at for at in phone.evaluate(BESIDE, 30) if at[1] < 700]
    for at in places[:2]:
        phone.evaluate("() => scrollTo(0, 0)")
        _swipe(phone, at, (0, -150))
        phone.wait_for_function("() => scrollY > 40")
    after = _state(phone)
    assert (after["fields"], after["range"]) == (before["fields"], before["range"])


@every_kind
def test_a_finger_moves_a_mark(phone, kind):
    _shown(phone, kind)
    for handle in phone.evaluate(HANDLES)[-1:]:
        before = _state(phone)
        _swipe(phone, handle["middle"], _towards_the_middle(phone, handle, 40))
        assert _state(phone)["fields"] != before["fields"], handle["label"]


def test_a_closer_look_is_asked_for_and_left_again_without_moving_anything(desk):
    show(desk, "huber", figure="curve")
    before, names = _state(desk), desk.evaluate(NAMES)
    assert len(names) > 2
    desk.get_by_role("button", name="Zoom by drawing").click()
    (at, *_) = desk.evaluate(BESIDE, FAR)
    _drag(desk, at, (120, 60))
    zoomed = _state(desk)
    assert zoomed["range"] != before["range"]
    assert zoomed["fields"] == before["fields"]
    desk.get_by_role("button", name="whole picture").click()
    after = _state(desk)
    assert (after["fields"], after["range"]) == (before["fields"], before["range"])
    assert desk.evaluate(NAMES) == pytest.approx(names, abs=0.05), "names stand where they stood"


def test_undo_redo_and_reset(desk):
    show(desk, "huber", figure="curve")
    first = _state(desk)["fields"]
    handle = next(each for each in desk.evaluate(HANDLES) if each["label"] == "probe")
    _drag(desk, handle["middle"], (-60, 0))
    moved = _state(desk)["fields"]
    desk.get_by_role("button", name="Undo").click()
    assert _state(desk)["fields"] == first
    desk.get_by_role("button", name="Redo").click()
    assert _state(desk)["fields"] == moved
    show(desk, "huber", figure="curve", delta="2", at_residual="-1")
    desk.get_by_role("button", name="Reset").click()
    assert _state(desk)["fields"] == first


def test_a_burst_of_keys_is_settled_on_once(desk):
    show(desk, "huber", figure="curve")
    before = desk.evaluate("() => figure.current().turn")
    desk.locator(".lossviz-handle[aria-label=probe]").focus()
    for _ in range(6):
        desk.keyboard.press("ArrowRight")
    desk.wait_for_function("(turn) => figure.current().turn > turn", arg=before)
    assert desk.evaluate("() => figure.current().turn") == before + 1
    assert _state(desk)["fields"]["at_residual"] == "2.6"


def test_what_came_of_it_is_told_once_after_settling(desk):
    show(desk, "huber", figure="curve")
    heard = desk.locator(".lossviz-unseen[role=status]")
    assert heard.text_content() == ""
    handle = next(each for each in desk.evaluate(HANDLES) if each["label"] == "probe")
    _drag(desk, handle["middle"], (-60, 0))
    desk.wait_for_function("() => document.querySelector('.lossviz-unseen[role=status]').textContent")
    assert heard.text_content() == desk.locator(".lossviz-takeaway").text_content()


def test_pointing_anywhere_tells_all_curves_there(desk):
    show(desk, "huber", figure="curve")
    box = desk.locator(".lossviz-plot").bounding_box()
    desk.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.15 * box["height"], steps=3)
    desk.wait_for_function("() => document.querySelectorAll('.hoverlayer text').length > 3")
    told = " ".join(desk.locator(".hoverlayer text").all_text_contents())
    assert "r = " in told
    for name in ("loss: Huber", "loss: ½ × Squared error", "gradient: Huber"):
        assert name in told, told


def test_a_wheel_over_a_surface_scrolls_the_page_and_leaves_the_camera(desk):
    desk.evaluate("() => scrollTo(0, 0)")
    show(desk, "huber", figure="landscape", relief="surface")
    eye = "() => Object.values(document.querySelector('.lossviz-plot')._fullLayout.scene._scene.getCamera().eye)"
    before = desk.evaluate(eye)
    box = desk.locator(".lossviz-plot").bounding_box()
    desk.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.5 * box["height"])
    desk.mouse.wheel(0, 200)
    desk.wait_for_function("() => scrollY > 0")
    assert desk.evaluate(eye) == pytest.approx(before)


def test_a_handle_is_a_slider_to_those_who_do_not_see_it(desk):
    show(desk, "giou", figure="boxes")
    for handle in desk.locator(".lossviz-handle").all():
        assert handle.get_attribute("role") == "slider"
        assert handle.get_attribute("aria-label")
        low, now, high = (float(handle.get_attribute(f"aria-value{each}")) for each in ("min", "now", "max"))
        assert low <= now <= high
        assert "x " in handle.get_attribute("aria-valuetext")
