"""Marks of a picture in the hand: dragged, moved by keys, typed, painted; on a connection that takes its time."""

import itertools
import math

import numpy as np
import pytest
from playwright.sync_api import expect

from lossviz import FIGURES, LOSSES
from lossviz.figures.mask import PAINTED
from lossviz.vocabulary import Painting
from tests.browser.bare import opened, show
from tests.browser.live import await_fields, await_told, control, drawn, fields, settled, told
from tests.pictures import OFFERED, page_of, view_of

# Counts what is different on screen after each change of the figure, and the frames that are asked for at a time.
WATCH = """() => {
  const plot = document.querySelector(".lossviz-plot");
  const seen = window.seen = new Set();
  const look = () => seen.add([...plot.querySelectorAll("path, image")]
    .map((mark) => mark.getAttribute("d") ?? mark.getAttribute("href")).join());
  new MutationObserver(look).observe(plot, { subtree: true, childList: true, attributeFilter: ["d", "href"] });
  const flying = window.flying = { now: 0, most: 0, all: 0 };
  const ask = window.fetch;
  window.fetch = async (address, ...rest) => {
    if (!String(address).includes("/frame?")) return ask(address, ...rest);
    flying.most = Math.max(flying.most, ++flying.now);
    flying.all += 1;
    try { return await ask(address, ...rest); } finally { flying.now -= 1; }
  };
}"""
FRAME = "() => new Promise(requestAnimationFrame)"


def _scenes():
    """For every figure that is moved by hand: a loss, and the handle that sets the first of its numbers."""
    found = {}
    for loss, figure in OFFERED:
        view = view_of(loss, figure)
        by_hand = [each.name for each in view.controls if getattr(each, "by_hand", False)]
        held = []
        for each in view.draw().handles:
            names = {motion["name"].partition(".")[0] for motion in (each["x"], each["y"]) if motion}
            if names <= set(by_hand):
                held.append((min(map(by_hand.index, names)), len(held), each))
        if held:
            found.setdefault(figure.key, (loss, figure, min(held)[2]))
    return found


@pytest.fixture(scope="module")
def desk(browser, server):
    """A page without anything but a figure."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    opened(page, server.address)
    yield page
    page.close()


SCENES = _scenes()
every_scene = pytest.mark.parametrize("scene", SCENES)


@pytest.fixture
def opens(visit, alone, scene):
    """The first scene is moved in the app, whose address follows, the others alone."""
    return visit if scene == next(iter(SCENES)) else alone


def _path(loss, figure):
    return f"/{page_of(loss, figure).key}?loss={loss.key}&figure={figure.key}"


def _handle(page, each):
    return page.locator(f'.lossviz-handle[title="{each["label"]}"]')


def _names(each):
    """The fields of an address that the handle sets."""
    return {motion["name"].partition(".")[0] for motion in (each["x"], each["y"]) if motion}


def _centre(place):
    """The middle of a handle's ring."""
    box = place.locator(".lossviz-ring").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _slow(page, latency=50):
    """A connection on which every answer takes so many milliseconds longer."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def _far_side(page, each):
    """Where on the screen the farther side of the handle's axes is, of those that it moves along."""
    (left, across), (top, down) = page.evaluate(
        """([x, y]) => { const plot = document.querySelector(".lossviz-plot"), box = plot.getBoundingClientRect();
           const [a, b] = [plot._fullLayout[x], plot._fullLayout[y]];
           return [[box.x + a._offset, a._length], [box.y + b._offset, b._length]]; }""",
        [each["xaxis"], each["yaxis"]],
    )
    now = _centre(_handle(page, each))
    ends = [
        max((start + 0.15 * length, start + 0.85 * length), key=lambda end: abs(end - at)) if moves else at
        for start, length, at, moves in ((left, across, now[0], each["x"]), (top, down, now[1], each["y"]))
    ]
    return now, ends


def _wander(page, each, moves):
    """Takes the handle to the farther side in so many frames, and holds it there."""
    start, end = _far_side(page, each)
    page.mouse.move(*start)
    page.mouse.down()
    for i in range(1, moves + 1):
        page.mouse.move(*(a + (b - a) * i / moves for a, b in zip(start, end, strict=True)))
        page.evaluate(FRAME)


@every_scene
def test_a_scene_follows_the_hand_and_the_address_waits_for_the_release(opens, scene):
    loss, figure, each = SCENES[scene]
    page = opens(_path(loss, figure))
    settled(page)
    _slow(page)
    before, words = page.url, told(page)
    page.evaluate(WATCH)
    _wander(page, each, 24)
    assert page.evaluate("window.seen.size") >= 5, page.evaluate("window.flying")
    assert page.evaluate("window.flying.most") == 1, "one question at a time"
    assert told(page) != words, "the sentence moves with the figure"
    assert page.url == before, "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: url != before)
    assert set(fields(page)) - {"loss", "figure"} <= _names(each)
    settled(page)
    page.wait_for_function("window.flying.now === 0")
    held = _centre(_handle(page, each))
    fresh = opens(_path(loss, figure).partition("?")[0] + "?" + page.url.partition("?")[2])
    await_told(page, told(fresh))
    assert drawn(fresh) == drawn(page)
    assert _centre(_handle(fresh, each)) == pytest.approx(held, abs=1)
    assert page.locator(".lossviz-status").text_content() == ""


@every_scene
def test_every_handle_stands_on_the_mark_that_it_moves(desk, scene):
    loss, figure, _ = SCENES[scene]
    page = desk
    show(page, loss.key, figure=figure.key)
    wanted = view_of(loss, figure).draw().handles
    expect(page.locator(".lossviz-handle")).to_have_count(len(wanted))
    for each in wanted:
        place = page.evaluate(
            """([x, y, at]) => {
              const plot = document.querySelector(".lossviz-plot"), box = plot.getBoundingClientRect();
              const [a, b] = [plot._fullLayout[x], plot._fullLayout[y]];
              return [box.x + a._offset + a.l2p(at[0]), box.y + b._offset + b.l2p(at[1])]; }""",
            [each["xaxis"], each["yaxis"], each["at"]],
        )
        assert _centre(_handle(page, each)) == pytest.approx(place, abs=1), each["label"]
        room = _handle(page, each).evaluate("(node) => parseFloat(getComputedStyle(node, '::before').width)")
        assert room >= 20 if each["group"] else room >= 24


@every_scene
def test_arrow_keys_move_a_handle_by_steps_none_of_which_is_lost(opens, scene):
    loss, figure, each = SCENES[scene]
    page = opens(_path(loss, figure))
    settled(page)
    _slow(page)
    page.evaluate(WATCH)
    way, motion, at = ("x", each["x"], each["at"][0]) if each["x"] else ("y", each["y"], each["at"][1])
    forward, back = {"x": ("ArrowRight", "ArrowLeft"), "y": ("ArrowUp", "ArrowDown")}[way]
    name, _, place = motion["name"].partition(".")
    numbers, place = np.atleast_1d(view_of(loss, figure).values[name]), place or "0"
    start = numbers.copy()
    _handle(page, each).focus()
    for _ in range(7):
        page.keyboard.press(forward)
    page.keyboard.press(f"Shift+{back}")
    if motion["others"] is None:
        numbers[int(place)] += (7 - 10) * motion["step"]
    else:  # a bar's top moves by hundredths of the whole
        share = at + 0.07 - 0.10
        numbers[int(place)] = motion["others"] * share / (1 - share)
    page.wait_for_url(lambda url: f"{name}=" in url)
    told_numbers = [float(number) for number in fields(page)[name].split(",")]
    assert told_numbers == pytest.approx(numbers.tolist(), rel=1e-3)
    assert told_numbers[: int(place)] + told_numbers[int(place) + 1 :] == [
        *start[: int(place)],
        *start[int(place) + 1 :],
    ], "the other numbers stay"
    settled(page)
    expect(_handle(page, each)).to_be_focused()
    assert page.evaluate("window.flying.most") == 1
    assert set(fields(page)) - {"loss", "figure"} == {name}


def test_a_handle_of_equal_numbers_moves_one_of_them(alone):
    loss, figure, each = SCENES["boxes"]
    page = alone(f"{_path(loss, figure)}&corner=2,2")
    _handle(page, each).focus()
    page.keyboard.press("ArrowUp")
    await_fields(page, corner="2,2.1")
    expect(control(page, "corner").locator("input").first).to_have_value("2")
    settled(page)


def test_a_handle_keeps_a_typed_number_that_its_keys_do_not_move(alone):
    loss, figure, each = SCENES["boxes"]
    page = alone(f"{_path(loss, figure)}&corner=2.345,3")
    _handle(page, each).focus()
    page.keyboard.press("ArrowUp")
    await_fields(page, corner="2.345,3.1")
    settled(page)


def test_typed_numbers_move_what_a_hand_moves(alone):
    loss, figure, each = SCENES["boxes"]
    page = alone(_path(loss, figure))
    before = _centre(_handle(page, each))
    numbers = control(page, "corner").locator("input[type=number]")
    numbers.nth(0).fill("5.25")
    page.keyboard.press("Enter")
    await_fields(page, corner="5.25,6.2")
    page.wait_for_function(
        "([title, x]) => document.querySelector(`.lossviz-handle[title='${title}']`).getBoundingClientRect().x > x",
        arg=[each["label"], before[0] + 20],
    )
    settled(page)
    expect(numbers.nth(1)).to_have_value("6.2")
    fresh = alone(_path(loss, figure).partition("?")[0] + "?" + page.url.partition("?")[2])
    assert drawn(fresh) == drawn(page)


def test_a_typed_number_that_is_none_is_refused_in_words(alone):
    loss, figure, _ = SCENES["boxes"]
    page = alone(_path(loss, figure))
    before, url = drawn(page), page.url
    width = control(page, "size").locator("input[type=number]").first
    for text, reason in (("-1", "must be greater than 0; got -1"), ("", "this is not a number")):
        width.fill(text)
        page.keyboard.press("Tab")
        expect(control(page, "size").locator("[role=alert]")).to_contain_text(reason)
        expect(width).to_have_attribute("aria-invalid", "true")
    assert drawn(page) == before
    assert page.url == url
    width.fill("2")
    page.keyboard.press("Tab")
    await_fields(page, size="2,1.8")
    expect(control(page, "size").locator("[role=alert]")).to_be_empty()
    settled(page)


def test_a_reload_in_mid_drag_shows_what_the_address_says(visit):
    loss, figure, each = SCENES["boxes"]
    page = visit(f"{_path(loss, figure)}&corner=2,3")
    before, url = drawn(page), page.url
    page.evaluate(WATCH)
    _wander(page, each, 10)
    page.wait_for_function("window.seen.size > 1")
    page.reload()
    page.wait_for_selector(".lossviz[data-ready]")
    page.mouse.up()
    settled(page)
    assert page.url == url
    assert drawn(page) == before


def test_a_server_that_goes_away_in_mid_drag_is_told_in_words_and_nothing_is_lost(alone, troubles):
    loss, figure, each = SCENES["boxes"]
    page = alone(_path(loss, figure))
    settled(page)
    page.evaluate(WATCH)
    _wander(page, each, 10)
    page.wait_for_function("window.seen.size > 1")
    page.route("**/live/*/frame**", lambda route: route.abort())
    left, top = _centre(_handle(page, each))
    page.mouse.move(left + 25, top - 25, steps=4)
    expect(page.locator(".lossviz-status")).to_contain_text("The server did not answer")
    page.unroute("**/live/*/frame**")
    page.mouse.move(left + 30, top - 30)
    expect(page.locator(".lossviz-status")).to_be_empty()
    page.mouse.up()
    page.wait_for_url(lambda url: "corner=" in url)
    settled(page)
    fresh = alone(_path(loss, figure).partition("?")[0] + "?" + page.url.partition("?")[2])
    await_told(page, told(fresh))
    assert drawn(fresh) == drawn(page)
    troubles.forgive("/frame?", "ERR_FAILED")


def test_a_handle_that_is_let_go_and_taken_again_at_once_is_followed(visit):
    loss, figure, each = SCENES["boxes"]
    page = visit(_path(loss, figure))
    settled(page)
    _slow(page, 150)
    page.evaluate(WATCH)
    _wander(page, each, 6)
    page.mouse.up()
    _wander(page, each, 6)
    corner = control(page, "corner").locator("input[type=number]")
    held = ",".join(number.input_value() for number in corner.all())
    fresh = visit(f"{_path(loss, figure)}&corner={held}")
    await_told(page, told(fresh))  # before it is let go
    page.mouse.up()
    await_fields(page, corner=held)
    settled(page)
    assert told(page) == told(fresh)
    assert drawn(page) == drawn(fresh)


# Pictures that are painted.

MASK = "/segmentation?loss=dice&figure=mask"


def _canvas(page, name="painted"):
    label = control(page, name).get_attribute("aria-label")
    return page.locator(f'.lossviz-canvas[aria-label^="{label},"]')


def _as_text(page):
    """The pixels as a number, which are folded away."""
    own = control(page, "painted")
    expect(own.locator("input")).to_be_hidden()
    own.get_by_text("As text").click()
    return own.locator("input")


def _pixel(place, column, row):
    box, side = place.bounding_box(), PAINTED.side
    return box["x"] + box["width"] * (column + 0.5) / side, box["y"] + box["height"] * (row + 0.5) / side


def _changed(page, name="painted"):
    """Which pixels, as (row, column), are not as they were at the start, by the address."""
    before = PAINTED.pixels(PAINTED.default)
    return set(map(tuple, np.argwhere(PAINTED.pixels(fields(page)[name]) != before).tolist()))


def test_a_picture_is_painted_by_the_pointer_while_the_figure_follows(alone):
    page = alone(MASK)
    settled(page)
    _slow(page)
    before, words = page.url, told(page)
    page.evaluate(WATCH)
    side = PAINTED.side
    start = PAINTED.pixels(PAINTED.default)
    page.mouse.move(*_pixel(_canvas(page), 0, 0))
    page.mouse.down()
    stroke = [(0, row) for row in range(side)] + [(column, side - 1) for column in range(side)]
    for column, row in itertools.chain.from_iterable([place] * 4 for place in stroke):
        page.mouse.move(*_pixel(_canvas(page), column, row))
        page.evaluate(FRAME)
    page.wait_for_function("window.seen.size >= 8")
    assert page.evaluate("window.flying.most") == 1
    assert told(page) != words
    assert page.url == before, "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: "painted=" in url)
    colour = 1 - start[0, 0]
    assert _changed(page) == {(row, column) for column, row in stroke if start[row, column] != colour}
    settled(page)
    fresh = alone("/segmentation?" + page.url.partition("?")[2])
    await_told(page, told(fresh))
    assert drawn(fresh) == drawn(page)


def test_a_fast_stroke_leaves_no_gaps(alone):
    page = alone(MASK)
    page.mouse.move(*_pixel(_canvas(page, "target"), 0, 0))
    page.mouse.down()
    page.mouse.move(*_pixel(_canvas(page, "target"), PAINTED.side - 1, 0))
    page.mouse.up()
    page.wait_for_url(lambda url: "target=" in url)
    pixels = PAINTED.pixels(fields(page)["target"])
    assert len(set(pixels[0].tolist())) == 1
    assert set(fields(page)) - {"loss", "figure"} == {"target"}
    settled(page)


def test_a_picture_is_painted_by_the_keyboard_and_says_where_it_is(alone):
    page = alone(MASK)
    canvas = _canvas(page)
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(canvas.locator("[aria-live]")).to_contain_text("row 3, column 2: ")
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: "painted=" in url)
    assert _changed(page) == {(2, 1)}
    settled(page)
    expect(canvas).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: "painted=" not in url)
    settled(page)


def test_a_picture_is_typed_or_stamped(alone):
    page = alone(MASK)
    text = _as_text(page)
    full = PAINTED.value_of(np.ones((PAINTED.side, PAINTED.side)))
    text.fill(full.upper())
    page.keyboard.press("Enter")
    await_fields(page, painted=full)
    stamp, label = next(each for each in PAINTED.stamps if each[0] != PAINTED.default)
    control(page, "painted").get_by_role("button", name=label, exact=True).click()
    await_fields(page, painted=stamp)
    expect(text).to_have_value(stamp)
    expect(control(page, "painted").get_by_role("button", name=label, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    settled(page)


def test_typed_pixels_that_are_none_are_refused_in_words(alone):
    page = alone(MASK)
    before, url = drawn(page), page.url
    text = _as_text(page)
    for wrong in ("12", "g" * PAINTED.digits):
        text.fill(wrong)
        page.keyboard.press("Tab")
        expect(control(page, "painted").locator("[role=alert]")).to_contain_text(
            f"must be {PAINTED.digits} hexadecimal digits"
        )
    assert drawn(page) == before
    assert page.url == url


def test_every_painting_has_its_canvas_on_its_picture(alone):
    loss, figure = next((loss, figure) for loss, figure in OFFERED if figure.key == "mask")
    page = alone(_path(loss, figure))
    paintings = [each for each in view_of(loss, figure).controls if isinstance(each, Painting)]
    expect(page.locator(".lossviz-canvas")).to_have_count(len(paintings))
    for each in paintings:
        box = _canvas(page, each.name).bounding_box()
        assert box["width"] == pytest.approx(box["height"], abs=2)
        assert box["width"] >= 24 * math.sqrt(each.side)


@pytest.mark.parametrize("key", ["squared", "poisson_nll", "binary_cross_entropy", "cross_entropy"])
def test_an_example_in_the_hand_moves_the_landscape_and_is_put_back_by_a_button(alone, key):
    loss, figure = LOSSES[key], FIGURES["landscape"]
    page = alone(_path(loss, figure))
    settled(page)
    each = next(mark for mark in view_of(loss, figure).draw().handles if mark["label"] == "example 12")
    before, words, picture = page.url, told(page), drawn(page)
    page.evaluate(WATCH)
    _wander(page, each, 20)
    page.wait_for_function("window.seen.size >= 5")
    assert told(page) != words, "the lowest place follows while the point is held"
    assert page.url == before, "the address waits for the release"
    page.mouse.up()
    page.wait_for_url(lambda url: "moved=" in url)  # of points that lie over each other it may be the neighbour
    settled(page)
    expect(control(page, "moved")).to_contain_text("1 point moved")
    fresh = alone(f"{_path(loss, figure).partition('?')[0]}?{page.url.partition('?')[2]}")
    await_told(page, told(fresh))
    assert drawn(fresh) == drawn(page)
    control(page, "moved").get_by_role("button", name="put them back").click()
    page.wait_for_url(lambda url: "moved=" not in url)
    await_told(page, words)
    assert drawn(page) == picture


def test_an_example_is_moved_by_keys_one_way_at_a_time(alone):
    page = alone("/binary?loss=hinge&figure=landscape")
    page.locator('.lossviz-handle[title="example 3"]').focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "moved=3%3A" in url)
    assert fields(page)["moved"].count(":") == 2
    assert fields(page)["moved"].endswith(":"), "its label stays"
