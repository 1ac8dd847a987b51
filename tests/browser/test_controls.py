"""Controls without a mouse: keys, typed numbers, landmarks, lists and boxes."""

import re

from playwright.sync_api import expect

from tests.browser.live import await_fields, await_told, control, drawn, fields, number, settled, slider, told


def test_arrow_keys_move_the_figure_and_the_address(alone):
    page = alone("/regression?loss=huber&figure=curve")
    before = drawn(page)
    slider(page, "delta").focus()
    step = float(slider(page, "delta").get_attribute("step"))
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    delta = f"{1 + 10 * step:g}"
    await_fields(page, delta=delta)
    await_told(page, f"δ = {delta})")
    assert drawn(page) != before
    expect(slider(page, "delta")).to_be_focused()
    expect(number(page, "delta")).to_have_value(delta)
    page.keyboard.press("Home")
    await_fields(page, delta="0.1")
    page.keyboard.press("End")
    page.wait_for_url(lambda url: "delta=0.1" not in url)


def test_every_control_can_be_reached_with_the_tab_key(alone):
    page = alone("/regression?loss=barron")
    page.locator(".lossviz").evaluate("(root) => { root.tabIndex = -1; root.focus(); }")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.lossviz-control')?.dataset.name"))
    names = page.locator(".lossviz-control").evaluate_all("(nodes) => nodes.map((node) => node.dataset.name)")
    assert reached >= set(names)


def test_a_typed_number_need_not_be_a_step_of_the_slider(visit):
    page = visit("/regression?loss=huber&figure=curve")
    number(page, "delta").fill("1.234")
    page.keyboard.press("Enter")
    await_fields(page, delta="1.234")
    await_told(page, "δ = 1.23")
    settled(page)
    expect(number(page, "delta")).to_have_value("1.234")
    expect(number(page, "delta")).to_be_focused()
    fresh = visit("/regression?loss=huber&figure=curve&delta=1.234", another=True)
    assert drawn(fresh) == drawn(page)
    expect(number(fresh, "delta")).to_have_value("1.234")


def test_a_typed_number_outside_the_domain_is_refused_in_words_and_stays(alone):
    page = alone("/regression?loss=huber&figure=curve")
    before, url = drawn(page), page.url
    number(page, "delta").fill("-1")
    page.keyboard.press("Tab")
    error = control(page, "delta").locator("[role=alert]")
    expect(error).to_contain_text("delta must be greater than 0; got -1")
    expect(number(page, "delta")).to_have_value("-1")
    expect(number(page, "delta")).to_have_attribute("aria-invalid", "true")
    assert drawn(page) == before
    assert page.url == url
    number(page, "delta").fill("2")
    page.keyboard.press("Tab")
    await_fields(page, delta="2")
    expect(error).to_be_empty()
    assert number(page, "delta").get_attribute("aria-invalid") in (None, "false")


def test_an_emptied_number_is_refused_in_words(alone):
    page = alone("/regression?loss=huber&figure=curve")
    number(page, "delta").fill("")
    page.keyboard.press("Tab")
    expect(control(page, "delta").locator("[role=alert]")).to_contain_text("not a number")


def test_a_landmark_sets_its_value_infinity_too(alone):
    page = alone("/regression?loss=barron")
    control(page, "alpha").get_by_role("button", name="Cauchy").click()
    await_fields(page, alpha="0")
    await_told(page, "α = 0")
    control(page, "alpha").get_by_role("button", name="Welsch").click()
    await_fields(page, alpha="-inf")
    await_told(page, "α = −∞")


def test_a_component_of_a_vector_is_set_alone(alone):
    page = alone("/multiclass?loss=cross_entropy")
    number(page, "class_weights.1").fill("3")
    page.keyboard.press("Enter")
    await_fields(page, class_weights="1,3,1")
    await_told(page, "w = 1, 3, 1")


def test_a_choice_changes_figure_controls_and_address(alone):
    page = alone("/binary?loss=binary_cross_entropy")
    before = told(page)
    names = "(nodes) => nodes.map((node) => node.dataset.name)"
    probes = page.locator(".lossviz-control").evaluate_all(names)
    control(page, "line").locator("select").focus()
    page.keyboard.press("ArrowDown")
    await_fields(page, line="probability")
    page.wait_for_function("(before) => document.querySelector('.lossviz-takeaway').textContent !== before", arg=before)
    assert page.locator(".lossviz-control").evaluate_all(names) != probes
    settled(page)
    expect(control(page, "line").locator("select")).to_be_focused()


def test_another_loss_can_be_laid_over(alone):
    page = alone("/regression?loss=huber&figure=curve&against=")
    count = len(drawn(page))
    control(page, "against").locator("summary").click()
    control(page, "against").get_by_label("Cauchy").check()
    await_fields(page, against="cauchy")
    await_told(page, "Cauchy")
    assert len(drawn(page)) == count + 2
    settled(page)
    expect(control(page, "against").get_by_label("Cauchy")).to_be_checked()


def test_the_data_can_be_read_as_a_table(alone):
    page = alone("/regression?loss=huber&figure=curve")
    table = page.locator(".lossviz-table")
    table.locator("summary").click()
    expect(table.locator("th", has_text="loss: Huber")).to_have_count(1)
    rows = table.locator("tbody tr")
    assert rows.count() >= 15
    assert re.search(r"\d", rows.nth(3).inner_text())


def test_the_picture_tells_its_point_to_those_who_do_not_see_it(alone):
    page = alone("/regression?loss=huber&figure=curve")
    plot = page.locator(".lossviz-plot")
    expect(plot).to_have_attribute("aria-label", told(page))
    assert plot.get_attribute("role") in ("img", "figure")
    assert re.search(r"\d", told(page))
    for each in page.locator(".lossviz input[type=range]").all():
        assert each.get_attribute("aria-valuetext")


def test_choosing_a_loss_keeps_what_it_shares(visit):
    page = visit("/regression?loss=huber&figure=curve&delta=2")
    page.get_by_role("combobox", name="Loss").click()
    page.get_by_role("option", name="Pseudo-Huber").click()
    await_fields(page, loss="pseudo_huber", delta="2")
    await_told(page, "Pseudo-Huber (δ = 2)")
    settled(page)


def test_a_slider_that_is_moved_while_the_page_changes_its_loss_keeps_both(visit):
    held, wire = [], {"holds": False}

    def slow(page):
        def connect(reader):
            app = reader.connect_to_server()
            wire["reader"] = reader
            app.on_message(lambda said: held.append(said) if wire["holds"] else reader.send(said))

        page.route_web_socket("**/_stcore/stream", connect)

    page = visit("/regression?loss=huber&figure=curve", before=slow)
    settled(page)
    wire["holds"] = True
    page.get_by_role("combobox", name="Loss").click()
    page.get_by_role("option", name="Pseudo-Huber").click()
    thumb = slider(page, "delta")
    thumb.focus()
    thumb.press("End")
    thumb.blur()
    most = thumb.get_attribute("max")
    page.wait_for_timeout(300)  # the app has answered both
    wire["holds"] = False
    for said in held:
        wire["reader"].send(said)
    await_told(page, f"Pseudo-Huber (δ = {most})")
    await_fields(page, loss="pseudo_huber", delta=most)
    settled(page)
    await_fields(page, loss="pseudo_huber", delta=most)


def test_choosing_a_figure_keeps_the_loss(visit):
    page = visit("/regression?loss=pseudo_huber&delta=2")
    page.get_by_role("radio", name="Fit to data").click()
    await_fields(page, figure="landscape", loss="pseudo_huber", delta="2")
    await_told(page, "lowest mean loss")
    page.get_by_role("radio", name="Curve").click()
    page.wait_for_url(lambda url: "figure=" not in url)
    await_told(page, "Pseudo-Huber (δ = 2) costs")
    settled(page)
    assert fields(page) == {"loss": "pseudo_huber", "delta": "2"}
