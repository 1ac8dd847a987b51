"""When something between reader and server fails, the page says so in words, and nothing is lost."""

from playwright.sync_api import expect

from tests.browser.live import await_told, drag, drawn, fields, settled, told


def test_a_figure_without_its_drawing_library_says_so(visit, troubles):
    page = visit(
        "/regression?loss=huber&figure=curve",
        ready=None,
        before=lambda page: page.route("**/plotly.js*", lambda route: route.abort()),
    )
    failed = page.locator(".lossviz-plot")
    expect(failed).to_contain_text("cannot be drawn")
    expect(failed).to_contain_text("/live/plotly.js")
    expect(failed).to_contain_text("Reload the page")
    assert failed.get_attribute("role") != "img", "a screen reader reads the words too"
    troubles.forgive("plotly.js", "ERR_FAILED")


def test_a_page_reloaded_after_a_restart_of_the_server_shows_the_same(visit, start_server, troubles):
    own = start_server()
    page = visit("/regression?loss=huber&figure=landscape", at=own)
    drag(page, "delta", 0.2, 0.7, 5)
    page.mouse.up()
    page.wait_for_url(lambda url: "delta=" in url)
    settled(page)
    before, words, url = drawn(page), told(page), page.url
    own.stop()
    drag(page, "noise", 0.2, 0.5, 3)
    page.mouse.up()
    own.start()
    page.goto(url)
    page.wait_for_selector(".lossviz[data-ready]")
    troubles.clear()
    await_told(page, words)
    assert drawn(page) == drawn(visit(url.removeprefix(own.address), at=own, another=True))
    assert page.url == url
    assert [trace["type"] for trace in drawn(page)] == [trace["type"] for trace in before]
    assert "Traceback" not in own.said()


def test_the_app_works_below_another_path(visit, start_server):
    own = start_server("teach/losses")
    home = visit("/", at=own, ready=".lossviz-gallery a")
    home.locator('.lossviz-gallery a[href*="loss=focal"]').first.click()
    home.wait_for_url("**/teach/losses/binary?loss=focal")
    home.wait_for_selector(".lossviz[data-ready]")
    page = visit("/regression?loss=huber&figure=curve", at=own)
    drag(page, "delta", 0.2, 0.7, 10)
    page.mouse.up()
    page.wait_for_url(lambda url: "/teach/losses/regression" in url and "delta=" in url)
    settled(page)
    page.get_by_role("button", name="Share").click()
    expect(page.frame_locator(".lossviz-preview iframe").locator(".lossviz[data-ready]")).to_be_visible()
    link = page.get_by_role("dialog").get_by_test_id("stCode").first.inner_text().strip()
    other = visit(link.removeprefix(own.address), at=own, another=True)
    assert told(other) == told(page)
    assert fields(other)["delta"] == fields(page)["delta"]
    assert "Traceback" not in own.said()
