"""The doctor's page: own histories by pointer and by keyboard, bad lines, scrubbing, small screens."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.live import await_told, control, drawn, fields, settled, slider

STEPS = np.arange(60)
FALLS = np.exp(-STEPS / 8) + 0.1
LOG = "epoch,loss,val_loss\n" + "\n".join(
    f"{step},{loss:.4f},{loss + step / 40:.4f}" for step, loss in zip(STEPS, FALLS, strict=True)
)


def _headline(page):
    return next(trace["text"][0] for trace in _traces(page) if trace["meta"]["role"] == "name")


def _traces(page):
    return page.evaluate("() => document.querySelector('.lossviz-plot').data.map(({ meta, text }) => ({ meta, text }))")


def _paste(page, text):
    own = control(page, "own")
    if not own.locator("textarea").is_visible():
        own.locator("summary").first.click()
    own.locator("textarea").fill(text)
    own.get_by_role("button", name="Use these rows").click()
    return own


def test_a_pasted_history_is_diagnosed_kept_over_a_bad_one_and_given_back(visit):
    page = visit("/doctor")
    assert "Overfitting" in _headline(page)
    own = _paste(page, LOG)
    await_told(page, "Your history: Overfitting")
    expect(own).to_contain_text("60 of 60 rows used.")
    expect(own.get_by_label("Column for validation loss")).to_have_value("val_loss")
    before, text = fields(page)["own"], LOG.replace("\n20,", "\ntwenty,").replace("\n30,", "\n30,=1+")
    _paste(page, "\n".join(str(each) for each in FALLS[:3]))
    expect(own.locator("[role=alert]")).to_contain_text("Add rows")
    assert fields(page)["own"] == before, "what was there is lost"
    _paste(page, text)
    expect(own).to_contain_text("58 of 60 rows used; line 22: “twenty” is no number")
    expect(own).to_contain_text("line 32")
    page.reload()
    await_told(page, "Your history: Overfitting")
    page.get_by_role("button", name="A good run").click()
    await_told(page, "A good run: Healthy")


def test_a_history_with_nan_is_typed_and_judged_by_the_keyboard_alone(alone):
    page = alone("/doctor")
    control(page, "own").locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("\n".join([*(f"{loss:.3f}" for loss in FALLS[:30]), *["nan"] * 10]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    await_told(page, "Your history: NaN")
    settled(page)
    assert "NaN" in _headline(page)
    expect(page.locator(".lossviz-worked")).to_contain_text("From step 31 on the training loss is NaN")


def test_what_the_doctor_would_have_said_earlier_follows_the_slider(alone):
    page = alone("/doctor?history=broken_batch")
    assert "Exploding" in _headline(page)
    thumb = slider(page, "seen")
    thumb.focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => !document.querySelector('.lossviz-takeaway').textContent.includes('Exploding')")
    cover = next(trace for trace in drawn(page) if trace["meta"]["role"] == "frame")
    assert min(cover["x"]) <= 42
    page.keyboard.press("End")
    await_told(page, "Exploding")


def test_it_fits_an_embed_and_a_phone(visit):
    page = visit("/embed/doctor?history=many_layers", alone=False, width=500, height=300, ready=".lossviz[data-ready]")
    assert "Nothing learnt" in _headline(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 500
    phone = visit("/doctor", alone=True, touch=True, width=360, height=740)
    phone.get_by_role("button", name="Nothing learnt").tap()
    await_told(phone, "Nothing learnt")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
