"""Every lesson is played from its question to the met task: by pointer, by keyboard alone, on a touch screen."""

import re
from typing import ClassVar

import pytest
from playwright.sync_api import expect

from lossviz.content.guides import learn
from lossviz.drawing.words import said
from lossviz.lessons import COURSES, LESSONS
from lossviz.lessons.record import Amount
from tests.test_lessons import met_stops

PAGE = ".lossviz-lesson[data-step]"
FIGURE = ".lossviz[data-ready]"
MOST = 80  # presses of a key until something is reached

THUMB = """(range, share) => {
  range.scrollIntoView({ block: "center" });
  const box = range.getBoundingClientRect();
  return [box.left + 8 + share * (box.width - 16), box.top + box.height / 2];
}"""

COVERED = """[...document.querySelectorAll(".lossviz-control")].some((control) => {
  const info = control.querySelector(".lossviz-info"), field = control.querySelector("input[type=number]");
  const [one, other] = [info, field].map((node) => node.getBoundingClientRect());
  return one.width && one.left < other.right && one.right > other.left && one.top < other.bottom;
})"""


class Hand:
    """A reader with a mouse."""

    settings: ClassVar[dict] = {}

    def __init__(self, page):
        self.page = page

    def press(self, node):
        """Presses a button or follows a link."""
        node.click()

    def set(self, name, text):
        """Sets a control to a value."""
        control = self.page.locator(f'.lossviz-control[data-name="{name}"]')
        if name == "loss":
            self.choose(self.page.locator(".lossviz-lesson-losses select"), text)
        elif control.locator("input[type=range]").count():
            self.slide(control.locator("input[type=range]"), float(text))
        elif control.locator("select").count():
            self.choose(control.locator("select"), text)
        elif control.locator(".lossviz-as-text").count():
            self.press(control.locator(".lossviz-as-text summary"))
            self.fill(control.locator(".lossviz-as-text input"), text)
        else:
            for node, number in zip(control.locator("input[type=number]").all(), text.split(","), strict=True):
                self.fill(node, number)

    def choose(self, node, value):
        """Chooses from a list."""
        node.select_option(value)

    def fill(self, node, text):
        """Writes into a field and leaves it."""
        node.fill(text)
        node.press("Enter")

    def slide(self, node, value):
        """Takes a thumb to a value, once more if another loss has just brought another slider."""
        for _ in range(3):
            low, high, now = (float(node.evaluate(f"(range) => range.{name}")) for name in ("min", "max", "value"))
            self.take(node.evaluate(THUMB, (now - low) / (high - low)))
            self.carry(node, value, low, high)
            self.drop()
            if float(node.evaluate("(range) => range.value")) == pytest.approx(value):
                return
        raise AssertionError(f"the thumb does not come to {value}")

    def carry(self, node, value, low, high):
        """Moves what has been taken to a value, a stop to either side mended."""
        share = (value - low) / (high - low)
        for _ in range(8):
            self.move(node.evaluate(THUMB, share))
            there = float(node.evaluate("(range) => range.value"))
            if abs(there - value) < 1e-9:
                return
            share += (value - there) / (high - low) / 2

    def take(self, at):
        self.page.mouse.move(*at)
        self.page.mouse.down()

    def move(self, at):
        self.page.mouse.move(*at)

    def drop(self):
        self.page.mouse.up()


class Finger(Hand):
    """A reader with a telephone."""

    settings: ClassVar[dict] = {"width": 360, "height": 740, "touch": True}

    def press(self, node):
        node.tap()

    def take(self, at):
        """A finger does not take hold: it taps where the thumb shall be."""

    def move(self, at):
        self.page.touchscreen.tap(*at)

    def drop(self):
        """It is up already."""


class Keys(Hand):
    """A reader with a keyboard and nothing else."""

    def reach(self, node):
        """Goes there with the Tab key."""
        for _ in range(MOST):
            if node.evaluate("(node) => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the Tab key does not lead there")

    def press(self, node):
        self.reach(node)
        self.page.keyboard.press("Enter")

    def choose(self, node, value):
        self.reach(node)
        values = node.evaluate("(node) => [...node.options].map((each) => each.value)")
        steps = values.index(value) - values.index(node.input_value())
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")

    def fill(self, node, text):
        self.reach(node)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def slide(self, node, value):
        self.reach(node)
        low, step = (float(node.evaluate(f"(range) => range.{name}")) for name in ("min", "step"))
        there = float(node.evaluate("(range) => range.value"))
        steps = round((value - low) / step) - round((there - low) / step)
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
        assert float(node.evaluate("(range) => range.value")) == pytest.approx(value)


def guess(hand, lesson, text):
    if isinstance(lesson.guess, Amount):
        hand.fill(hand.page.locator(".lossviz-options input"), text)
    else:
        hand.press(hand.page.locator(f'.lossviz-options button[data-value="{text}"]'))
    expect(hand.page.locator(PAGE)).to_have_attribute("data-step", "reveal")


def wrong(lesson):
    """A guess that is not the answer."""
    known = learn.numbers(lesson)
    if isinstance(lesson.guess, Amount):
        ends = (f"{lesson.guess.low:g}", f"{lesson.guess.high:g}")
        return next(text for text in ends if not lesson.guess.is_right(text, known))
    return next(each.value for each in lesson.guess.options if each.value != lesson.guess.answer(known))


def solve(hand, lesson, task):
    expect(hand.page.locator(".lossviz-far li").first).not_to_be_empty()
    solution = dict(task.solution)
    if task.swept and solution[task.swept] not in (met := met_stops(lesson, task)[0]):
        solution[task.swept] = met[0]
    for name, text in sorted(solution.items(), key=lambda field: field[0] != "loss"):
        hand.set(name, text)
    expect(hand.page.locator(".lossviz-met")).to_be_visible()


def plain(text):
    return re.sub(r"<[^>]*>", "", text)


@pytest.mark.parametrize("hand", [Hand, Keys, Finger])
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_it_is_played_from_its_question_to_the_met_task(visit, lesson, hand):
    ready = ".lossviz-covered" if lesson.covered else FIGURE
    bodies = []

    def watched(page):
        page.on("response", lambda answer: bodies.append(answer) if answer.request.resource_type != "script" else None)

    page = visit(f"/learn?lesson={lesson.key}", ready=ready, before=watched, **hand.settings)
    hand = hand(page)
    answer = learn.answer(lesson, lesson.guess.read(wrong(lesson)))
    secrets = [plain(part) for part in (answer["meant"], *(each["says"] for each in answer["reveals"]))]
    before = [page.content(), *(each.text() for each in bodies if each.ok)]
    for secret in secrets:
        assert not any(secret in plain(text) for text in before), "the answer is in the page before the guess"
    guess(hand, lesson, lesson.guess.read(wrong(lesson)))
    for place, reveal in enumerate(lesson.reveals):
        expect(page.locator(".lossviz-lesson-step")).to_contain_text(plain(answer["reveals"][place]["says"])[:60])
        assert said(reveal.says, learn.numbers(lesson))
        page.wait_for_selector(FIGURE)
        hand.press(page.locator(".lossviz-lesson-step .lossviz-next"))
    for place, task in enumerate(lesson.tasks):
        expect(page.locator(PAGE)).to_have_attribute("data-step", f"task-{place + 1}" if place else "task")
        page.wait_for_selector(FIGURE)
        solve(hand, lesson, task)
        if task is not lesson.tasks[-1]:
            hand.press(page.locator(".lossviz-lesson-end .lossviz-next"))
    expect(page.locator(".lossviz-lesson-end .lossviz-next")).to_have_attribute("href", re.compile("^learn"))


def test_reload_back_and_another_window_lose_nothing(visit):
    lesson = next(each for each in LESSONS.values() if not each.covered and each.tasks[0].swept)
    page = visit(f"/learn?lesson={lesson.key}", ready=FIGURE)
    hand, task = Hand(page), lesson.tasks[0]
    guess(hand, lesson, wrong(lesson))
    verdict = page.locator(".lossviz-verdict").text_content()
    page.reload()
    expect(page.locator(".lossviz-verdict")).to_have_text(verdict)
    for _ in lesson.reveals:
        page.wait_for_selector(FIGURE)
        hand.press(page.locator(".lossviz-lesson-step .lossviz-next"))
    page.wait_for_selector(FIGURE)
    solve(hand, lesson, task)
    page.wait_for_function("(name) => location.search.includes(name)", arg=f"{task.swept}=")
    far = page.locator(".lossviz-far").text_content()
    page.reload()
    expect(page.locator(".lossviz-far")).to_have_text(far)
    expect(page.locator(".lossviz-met")).to_be_visible()
    page.go_back()
    expect(page.locator(".lossviz-lesson-step .lossviz-next")).to_be_visible()
    page.go_forward()
    expect(page.locator(".lossviz-far")).to_have_text(far)
    expect(page.locator(".lossviz-far + [role=status]")).not_to_be_empty()  # the state has been judged once more
    other = visit("/learn", ready=f'li[data-lesson="{lesson.key}"][data-state]:not([data-state=""])')
    other.get_by_role("button", name="Start again").click()
    expect(other.locator(f'li[data-lesson="{lesson.key}"]')).to_have_attribute("data-state", "")


@pytest.mark.parametrize(("way", "let_go"), [(Hand, "late"), (Hand, "early"), (Keys, "early"), (Finger, "early")])
def test_what_is_moved_while_another_loss_is_on_its_way_is_kept(visit, way, let_go):
    """The thumb is let go before the figure of the loss that was chosen is there, or after."""
    lesson, held = LESSONS["exactly_zero"], []
    value = float(lesson.tasks[0].solution["strength"])
    address = f"/embed/learn?lesson={lesson.key}&step=task&guess={wrong(lesson)}"
    page = visit(address, ready=FIGURE, **way.settings)
    hand, thumb = way(page), page.locator("[data-name=strength] input[type=range]")
    page.route("**/figure?*loss=l1&*", lambda route: held.append(route))
    with page.expect_request("**/figure?*loss=l1&*"):
        hand.choose(page.locator(".lossviz-lesson-losses select"), "l1")
    if let_go == "early":
        hand.slide(thumb, value)
        page.wait_for_function("location.search.includes('strength=')")
    else:
        low, high, now = (float(thumb.evaluate(f"(range) => range.{name}")) for name in ("min", "max", "value"))
        hand.take(thumb.evaluate(THUMB, (now - low) / (high - low)))
        hand.carry(thumb, value, low, high)
    page.unroute("**/figure?*loss=l1&*")  # lets go of what was held
    expect(page.locator(".lossviz-far li").first).to_contain_text("as wanted")
    hand.drop()
    expect(page.locator(".lossviz-met")).to_be_visible()
    expect(thumb).to_have_value(str(value))
    assert "strength=0.8" in page.url
    assert "loss=l1" in page.url


def test_an_embedded_lesson_is_played_in_a_small_frame_without_a_session(visit, troubles):
    lesson = next(each for each in LESSONS.values() if not each.covered)
    sockets = []
    page = visit(
        f"/embed/learn?lesson={lesson.key}",
        ready=FIGURE,
        width=500,
        height=300,
        before=lambda page: page.on("websocket", lambda socket: sockets.append(socket)),
    )
    assert page.locator(".lossviz-pages").count() == 0
    guess(Hand(page), lesson, wrong(lesson))
    page.wait_for_selector(FIGURE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.evaluate(COVERED), "the button that tells a meaning lies on the field"
    assert not sockets


@pytest.mark.parametrize("address", ["/learn?lesson=gone", "/learn?lesson=<b>x", "/embed/learn?lesson=gone"])
def test_a_lesson_that_is_gone_is_a_sentence_and_the_list(visit, troubles, address):
    page = visit(address, ready=".lossviz-notice")
    expect(page.locator(".lossviz-notice")).to_contain_text("There is no lesson")
    assert page.locator("[data-course]").count() == len(COURSES)
    troubles.forgive("404")


def test_a_guess_that_is_none_is_refused_and_kept(visit):
    lesson = next(each for each in LESSONS.values() if isinstance(each.guess, Amount))
    page = visit(f"/learn?lesson={lesson.key}", ready=".lossviz-options input")
    page.locator(".lossviz-options input").fill("a few")
    page.keyboard.press("Enter")
    expect(page.locator(".lossviz-options .lossviz-error")).to_contain_text("must be a number from")
    expect(page.locator(".lossviz-options input")).to_have_value("a few")
