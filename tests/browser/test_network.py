"""The lab of a network's surroundings: they come row by row, scenes, a finger, a small frame."""

from playwright.sync_api import expect

from tests.browser.live import await_fields, drawn

READY = ".lossviz[data-ready]"
_WATCH = """window.__rows = new Set();
setInterval(() => {
  const bar = document.querySelector(".lossviz-progress"), plot = document.querySelector(".js-plotly-plot");
  if (bar && !bar.hidden) window.__rows.add(plot?.data?.find(({ type }) => type === "contour")?.y?.length ?? 0);
}, 5);"""


def _rows(page):
    return [len(trace["y"]) for trace in drawn(page) if trace["type"] == "contour"]


def test_the_surroundings_come_row_by_row_until_all_are_there(visit):
    page = visit("/network?size=200&seed=31", before=lambda page: page.add_init_script(_WATCH))
    expect(page.locator(".lossviz-progress")).to_be_hidden()
    assert len(page.evaluate("[...window.__rows]")) > 1, "something was seen on the way"
    assert _rows(page) == [31, 31]


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
