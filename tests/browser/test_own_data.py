"""Data of a reader's own: points that are added, moved and taken away, tables that are pasted and opened."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import await_fields, await_told, control, drawn, fields, settled, told

FIT = "/regression?loss=huber&figure=landscape"


def _aimed(page):
    """Asks for a place of a new point; gives where its panel is."""
    control(page, "moved").get_by_role("button", name="Add a point").click()
    return page.locator(".lossviz-aim").bounding_box()


def _example(page, number):
    return page.locator(f'.lossviz-handle[title="example {number}"]')


def test_a_point_is_added_by_a_click_moved_and_removed_and_all_is_undone(alone):
    page = alone(FIT)
    before = drawn(page)
    box = _aimed(page)
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    page.wait_for_url(lambda url: "moved=30%3A" in url)
    added = fields(page)["moved"]
    assert [float(part) for part in added.split(":")] == pytest.approx([30, -1.2, 1.75], abs=0.1)
    settled(page)
    expect(control(page, "moved")).to_contain_text("1 point added")
    ring = _example(page, 30).locator(".lossviz-ring").bounding_box()
    page.mouse.move(ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 3 / 4, steps=5)
    page.mouse.up()
    page.wait_for_function("(w) => new URLSearchParams(location.search).get('moved') !== w", arg=added)
    dragged = fields(page)["moved"]
    assert [float(part) for part in dragged.split(":")] == pytest.approx([30, 0, -3.75], abs=0.1)
    settled(page)
    page.get_by_role("button", name="Remove example 30").click()
    page.wait_for_url(lambda url: "moved=30%3A" not in url)
    settled(page)
    assert drawn(page) == before
    for wanted in (dragged, added, None):
        page.get_by_role("button", name="Undo").click()
        page.wait_for_function("(w) => new URLSearchParams(location.search).get('moved') === w", arg=wanted)
        settled(page)
    assert drawn(page) == before


def test_points_are_added_and_removed_by_the_keyboard_alone(alone):
    page = alone(FIT)
    control(page, "moved").get_by_role("button", name="Add a point").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lossviz-aim")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".lossviz-aim [aria-live]")).to_have_text("x 0.5, y -0.95")
    page.keyboard.press("Enter")
    await_fields(page, moved="30:0.5:-0.95")
    settled(page)
    expect(control(page, "moved").get_by_role("button", name="Add a point")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".lossviz-aim")).to_be_hidden()
    _example(page, 3).focus()
    page.keyboard.press("Delete")
    await_fields(page, moved="3:out,30:0.5:-0.95")
    settled(page)
    expect(_example(page, 4)).to_be_focused()
    page.keyboard.press("Backspace")
    await_fields(page, moved="3:out,4:out,30:0.5:-0.95")
    settled(page)


def test_a_tap_adds_a_point_and_another_takes_it_away(visit):
    page = visit(FIT, alone=True, touch=True, width=360, height=740)
    more = control(page, "moved").get_by_role("button", name="Add a point")
    more.tap()
    box = page.locator(".lossviz-aim").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    page.wait_for_url(lambda url: "moved=30%3A" in url)
    settled(page)
    assert [float(part) for part in fields(page)["moved"].split(":")] == pytest.approx([30, 0, 1.75], abs=0.1)
    ring = _example(page, 30).locator(".lossviz-ring").bounding_box()
    page.touchscreen.tap(ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    page.get_by_role("button", name="Remove example 30").tap()
    page.wait_for_url(lambda url: "moved=30%3A" not in url)
    settled(page)


def test_points_are_a_table_of_numbers_that_can_be_typed(alone):
    page = alone("/multiclass?loss=cross_entropy&figure=landscape")
    own = control(page, "moved")
    own.get_by_text("Points as a table").click()
    y = own.get_by_label("y of point 5", exact=True)
    y.fill("9")
    page.keyboard.press("Tab")
    expect(own.locator("[role=alert]")).to_contain_text("must be from")
    y.fill("1.5")
    page.keyboard.press("Tab")
    page.wait_for_url(lambda url: "moved=5%3A%3A1.5" in url)
    settled(page)
    own.get_by_label("Label of point 5", exact=True).select_option("class 2")
    page.wait_for_url(lambda url: "moved=5%3A%3A1.5%3A2" in url)
    settled(page)
    own.get_by_label("x of a new point").fill("0.5")
    own.get_by_label("y of a new point").fill("-1")
    own.get_by_label("Label of a new point").last.select_option("class 1")
    own.get_by_role("button", name="Add", exact=True).click()
    await_fields(page, moved="5::1.5:2,24:0.5:-1:1")
    settled(page)
    own.get_by_role("button", name="Remove point 7", exact=True).click()
    await_fields(page, moved="5::1.5:2,7:out,24:0.5:-1:1")
    settled(page)
    expect(own.locator("tbody tr")).to_have_count(25)


def test_the_last_points_cannot_be_removed(alone):
    page = alone(f"{FIT}&moved={','.join(f'{k}:out' for k in range(28))}")
    expect(page.locator('.lossviz-handle[data-group="data"]')).to_have_count(2)
    _example(page, 29).focus()
    page.keyboard.press("Delete")
    expect(page.locator(".lossviz-remove")).to_be_hidden()
    settled(page)
    expect(page.locator('.lossviz-handle[data-group="data"]')).to_have_count(2)


# Tables.

ROWS = "time; weight; dose\n1; 2,5; 7\n2; 4,1; 8\n3; n/a; 9\n4; 7,9; 1\n"


def _own(page):
    """The control for a table, opened."""
    own = control(page, "own")
    if own.get_attribute("open") is None:
        own.locator("summary").first.click()
    return own


def _use(page, rows):
    own = _own(page)
    own.locator("textarea").fill(rows)
    own.get_by_role("button", name="Use these rows").click()
    return own


def test_pasted_rows_are_drawn_columns_chosen_and_the_example_comes_back(alone):
    page = alone("/fit?loss=huber")
    before = drawn(page)
    own = _own(page)
    own.locator("textarea").focus()
    page.evaluate(
        """(rows) => { const text = document.activeElement;
          text.value = rows; text.dispatchEvent(new ClipboardEvent("paste", { bubbles: true })); }""",
        ROWS,
    )
    await_fields(page, own="1:2.5,2:4.1,4:7.9")
    settled(page)
    expect(own.locator(".lossviz-read")).to_have_text("3 of 4 rows used; line 4: “n/a” is no number.")
    expect(own.get_by_label("Column for y")).to_have_value("weight")
    (points,) = [each["x"] for each in drawn(page) if each.get("name") == "data"]
    assert points == [1, 2, 4]
    own.get_by_label("Column for y").select_option("dose")
    await_fields(page, own="1:7,2:8,3:9,4:1")
    settled(page)
    expect(own.locator("textarea")).to_have_value(ROWS)
    page.get_by_role("button", name="Undo").click()
    await_fields(page, own="1:2.5,2:4.1,4:7.9")
    settled(page)
    own.get_by_role("button", name="Back to the example").click()
    page.wait_for_url(lambda url: "own=" not in url)
    settled(page)
    assert drawn(page) == before


def test_a_file_is_opened_and_one_that_is_no_table_is_refused_in_a_sentence(alone):
    page = alone("/fit?loss=huber")
    own, before = _own(page), drawn(page)
    refused = own.locator("[role=alert]")
    for name, content, sentence in (
        ("book.xlsx", b"PK\x03\x04", "This is a zipped file"),
        ("long.csv", b"1,2\n" * 60_000, "long.csv has 240 kB; at most 200 kB are read. Leave out rows or columns."),
        ("open.csv", b'x,y\n"1,2\n', "Line 2 opens a quotation mark that is not closed."),
    ):
        own.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
        expect(refused).to_contain_text(sentence)
    assert drawn(page) == before
    content = "<img src=x onerror=alert(1)>,y\n1,2\n3,5\n4,6\n".encode("utf-16")
    own.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
    await_fields(page, own="1:2,3:5,4:6")
    expect(refused).to_be_empty()
    expect(own.get_by_label("Column for x")).to_have_value("<img src=x onerror=alert(1)>")
    settled(page)


def _again(page):
    """The address of a page, without its server."""
    return "/fit?" + page.url.partition("?")[2]


def test_a_short_table_is_in_the_link(alone):
    page = alone("/fit?loss=huber")
    _use(page, "1 2\n3 5\n4 7\n")
    await_fields(page, own="1:2,3:5,4:7")
    settled(page)
    other = alone(_again(page), another=True)
    expect(control(other, "own").locator("summary").first).to_have_text("Your own data: 3 rows")
    expect(_own(other).locator("textarea")).to_have_value("x, y\n1, 2\n3, 5\n4, 7")
    assert told(other) == told(page)


def test_a_long_table_stays_in_the_browser_and_another_is_told_so(alone, visit):
    page = alone("/fit?loss=huber")
    own = _use(page, "\n".join(f"{k} {k / 7:.5f}" for k in range(500)))
    page.wait_for_url(lambda url: "own=kept%3A" in url)
    expect(own).to_contain_text("they stay in this browser")
    await_told(page, "500 points are your own")
    settled(page)
    again = visit(_again(page))
    await_told(again, "500 points are your own")
    assert "own=kept%3A" in again.url
    other = alone(_again(page), another=True)
    expect(control(other, "own")).to_contain_text("This browser does not have the data of this link any more")
    expect(other.locator(".lossviz-takeaway")).not_to_contain_text("your own")


def test_a_table_is_typed_and_chosen_by_the_keyboard_alone(alone):
    page = alone("/fit?loss=huber")
    control(page, "own").locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("1 2\n3 5\n4 7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    await_fields(page, own="1:2,3:5,4:7")
    settled(page)
    expect(control(page, "own").get_by_role("button", name="Use these rows")).to_be_focused()
