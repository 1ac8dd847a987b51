"""The lab of a network's surroundings: they come row by row, scenes, a finger, a small frame."""

from dataclasses import replace

from playwright.sync_api import expect

from tests.browser.live import await_fields, drawn, on_its_way

READY = ".lossviz[data-ready]"
PARTIAL = """document.querySelector(".lossviz-plot").data
  .some(({ type, y }) => type === "contour" && y.length === 10)"""


def _rows(page):
    return [len(trace["y"]) for trace in drawn(page) if trace["type"] == "contour"]


def _a_third(drawing):
    cut = [
        {**trace, "y": trace["y"][:10], "z": trace["z"][:10]} if trace["type"] == "contour" else trace
        for trace in drawing.data
    ]
    return replace(drawing, data=cut, done=0.3)


def test_the_surroundings_come_row_by_row_until_all_are_there(alone):
    page, path = alone("/network"), "**/network/figure?*plane=path*"
    page.route(path, on_its_way(_a_third))
    page.get_by_role("button", name="The path").click()
    expect(page.locator(".lossviz-progress")).to_have_attribute("value", "0.3")
    expect(page.locator(".lossviz-progress")).to_be_visible()
    page.wait_for_function(PARTIAL)
    page.unroute(path)
    expect(page.locator(".lossviz-progress")).to_be_hidden()
    assert _rows(page) == [31]


def test_scenes_go_from_two_networks_to_the_path_of_one(visit):
    page = visit("/network")
    expect(page.locator(".lossviz-preset-says")).to_contain_text("turns")
    page.get_by_role("button", name="The path").click()
    await_fields(page, plane="path", beside="none")
    expect(page.locator(".lossviz-preset-says")).to_contain_text("Two directions hold")
    assert _rows(page) == [31]
    path = next(trace for trace in drawn(page) if trace["meta"].get("tag") == "path of training")
    assert (path["x"][-1], path["y"][-1]) == (0, 0)


def test_it_fits_a_phone_and_a_small_frame(visit):
    page = visit("/network", width=360, height=740, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Size of a batch").tap()
    await_fields(page, beside="batch")
    framed = visit("/embed/network", ready=READY, width=500, height=300)
    plot = framed.locator(".lossviz-plot").bounding_box()
    assert plot["y"] + plot["height"] <= 300
