"""What teachers hand on, in a browser: a course completed and its code checked, a task of their own, frames."""

import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lossviz.lessons import COURSES
from lossviz.lessons.codes import code
from tests.browser.test_pages import TAGS

COURSE = next(course for course in COURSES.values() if course.lessons)
NAME = "Ada <b>Lovelace</b>"
DONE = {
    each.key: {"met": [step for step in each.steps if step.startswith("task")], "guess": ""} for each in COURSE.lessons
}
TASK = {
    "page": "regression",
    "loss": "huber",
    "figure": "curve",
    "at_residual": "3",
    "ask": "Where does it pull <softly>?\nFind a place.",
    "reading": "slope",
    "low": "0.2",
    "high": "0.6",
    "free": "at_residual",
}
# The list marks what has been done whenever it comes back into sight.
KEEP = """(done) => {
  localStorage.setItem("lossviz-progress", JSON.stringify(done));
  dispatchEvent(new Event("pageshow"));
}"""
FORGET = """() => {
  localStorage.removeItem("lossviz-progress");
  dispatchEvent(new Event("pageshow"));
}"""
HIGHER = "() => document.querySelector('iframe').getBoundingClientRect().height > 505"
FRAME = """(address) => {
  addEventListener("message", ({ data }) => {
    if (data?.lossviz === "height") frame.style.height = `${data.height}px`;
  });
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, width: 700, height: 500, title: "framed" });
  frame.sandbox = "allow-scripts allow-popups";
  document.body.replaceChildren(frame);
}"""


def _faults(page):
    found = Axe().run(page, options={"runOnly": TAGS})
    return found.generate_report() if found.violations_count else ""


def test_who_has_met_all_tasks_gets_a_code_that_a_teacher_can_check(visit, troubles):
    page = visit("/learn", ready="main h1")
    page.evaluate(FORGET)
    section = page.locator(f"#{COURSE.key}")
    expect(section.locator(".lossviz-completion")).to_have_count(0)
    page.evaluate(KEEP, DONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    section.get_by_role("button", name="Get the code").click()
    expect(section.get_by_role("alert")).to_contain_text("There is no name.")
    troubles.forgive("400")
    field = section.get_by_label("Your name")
    expect(field).to_be_focused()
    field.fill(NAME)
    field.press("Enter")
    made = code(COURSE.key, COURSE.version, NAME)
    expect(section.get_by_role("status").last).to_contain_text(f"{made} is your code for the name “{NAME.lower()}”")
    expect(section.locator(".lossviz-completion")).to_contain_text("no proof of identity")
    assert not [address for address in asked if "Ada" in address or "ada" in address], "a name stands in an address"
    last = COURSE.lessons[-1]
    page.goto(f"{page.url.split('/learn')[0]}/learn?lesson={last.key}&step={last.steps[-1]}")
    expect(page.locator(".lossviz-completion").get_by_role("button")).to_be_visible()
    page.goto(f"{page.url.split('/learn')[0]}/codes?course={COURSE.key}")
    page.get_by_label("Names and codes").fill(f"{NAME}\t{made}\n{NAME} {made[:-1]}")
    page.get_by_role("button", name="Check").click()
    rows = page.locator(".lossviz-checked tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_have_text(re.compile(rf"1{re.escape(NAME)}{made}fits"))
    expect(rows.last).to_contain_text("A letter is missing.")
    expect(page.locator("main b")).to_have_count(0)
    assert not _faults(page)
    page.evaluate(FORGET)


def test_a_task_of_a_teachers_own_is_played_and_kept(visit):
    address = f"/task?{urlencode(TASK)}"
    page = visit(address, ready=".lossviz[data-ready]", width=360, height=740)
    expect(page.locator(".lossviz-own-question")).to_have_text("Where does it pull <softly>?\nFind a place.")
    far = page.locator(".lossviz-far li")
    expect(far).to_have_text("Slope (per r) is 1; wanted: 0.2 to 0.6.")
    expect(page.locator(".lossviz-control")).to_have_count(1)
    assert not _faults(page)
    probe = page.locator(".lossviz-control input[type=number]")
    probe.fill("0.5")
    probe.press("Enter")
    expect(far).to_have_text("Slope (per r) is 0.5, as wanted.")
    expect(page.locator(".lossviz-met")).to_have_text("Done.")
    page.goto(page.url)
    expect(page.locator(".lossviz-met")).to_have_text("Done before.")
    expect(far).to_have_text("Slope (per r) is 1; wanted: 0.2 to 0.6.")
    page.evaluate(FORGET)


@pytest.mark.parametrize("path", ["learn", "task"])
def test_a_frame_in_a_sandbox_starts_where_its_link_says_and_is_as_high_as_it_needs(visit, server, path, troubles):
    last = COURSE.lessons[0]
    hidden = last.tasks[0].exhibit.free[0]
    fields = TASK if path == "task" else {"lesson": last.key, "step": "task", "hide": hidden}
    page = visit("/codes", ready="main h1")
    page.evaluate(FRAME, f"{server.address}/embed/{path}?{urlencode(fields)}&height=auto")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".lossviz[data-ready]")).to_be_visible()
    expect(frame.locator(".lossviz-far li").first).to_contain_text("wanted")
    expect(frame.locator(".lossviz-pages")).to_have_count(0)
    page.wait_for_function(HIGHER)
    page.frames[-1].wait_for_function("() => document.documentElement.scrollHeight <= innerHeight + 1")
    if path == "learn":
        expect(frame.locator(f'.lossviz-control[data-name="{hidden}"]')).to_have_count(0)
        expect(frame.locator(".lossviz-notice")).to_contain_text("cannot be met like this")
        return
    probe = frame.locator(".lossviz-control input[type=number]")
    probe.fill("0.5")
    probe.press("Enter")
    expect(frame.locator(".lossviz-met")).to_have_text("Done.")


def test_a_teachers_page_hands_out_frames_and_opens_its_folds_on_paper(visit):
    page = visit(f"/teachers?course={COURSE.key}", ready="main h1")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fold = page.locator(".lossviz-taught details").filter(has_text="Put it into your course").first
    fold.locator("summary").click()
    fold.get_by_role("button", name="Copy").click()
    expect(fold.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == fold.locator("pre code").inner_text()
    answer = page.locator(".lossviz-taught details").filter(has_text="The answer").first
    expect(answer).not_to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(answer).to_have_attribute("open", "")
    assert not _faults(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(answer).not_to_have_attribute("open", "")
