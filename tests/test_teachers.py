"""The pages for teachers: every course can be taught from its page, and every link on it leads where it says."""

import html
import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from starlette.applications import Starlette

from lossviz.content.guides import learn, teachers
from lossviz.drawing.words import said
from lossviz.hosts import guides
from lossviz.hosts.recipes import SANDBOX
from lossviz.lessons import COURSES, LESSONS
from lossviz.lessons.plans import CLASS, planned
from lossviz.lessons.record import Amount
from tests.asgi import ask

APP = Starlette(routes=guides.routes(""))
TAUGHT = {key: course for key, course in COURSES.items() if course.lessons}
every_course = pytest.mark.parametrize("course", TAUGHT.values(), ids=TAUGHT)
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


def _text(path, **fields):
    return ask(APP, path, urlencode(fields).encode(), host="localhost").body.decode()


def _told(text):
    return json.loads(re.search(r'id="lossviz-guide">(.*?)</script>', text)[1])


def _outside_folds(text):
    return re.sub(r"<details\b.*?</details>", "", text, flags=re.S)


def test_all_courses_are_there_with_or_without_lessons():
    text = _text("/teachers")
    for key, course in COURSES.items():
        assert f'href="teachers?course={key}"' in text
        page = _text("/teachers", course=key)
        assert html.escape(course.name) in page
        assert ("Its lessons are to come." in page) == (key not in TAUGHT)


@every_course
def test_a_course_tells_aims_assumptions_and_questions_where_it_has_some(course):
    full = replace(course, aims=("see <it>",), assumes=("means",), questions=(("Why?", "Because of the tails."),))
    told = teachers._course(full)
    assert told.words["aims"] == ["see &lt;it&gt;"]
    assert told.words["questions"] == [("Why?", "Because of the tails.")]
    bare = replace(course, aims=(), assumes=(), questions=())
    assert teachers._course(bare).words["lessons"]
    text = _text("/teachers", course=course.key)
    assert ("<h2>Aims</h2>" in text) == bool(course.aims)
    assert ("<h2>Questions for the room</h2>" in text) == bool(course.questions)


@every_course
def test_every_lesson_can_be_started_at_every_step_and_with_every_guess(course):
    text = _text("/teachers", course=course.key)
    links = [html.unescape(each) for each in re.findall(r'href="(learn\?[^"]*)"', text)]
    for lesson in course.lessons:
        mine = [dict(parse_qsl(urlsplit(each).query)) for each in links]
        mine = [fields for fields in mine if fields["lesson"] == lesson.key]
        assert {fields.get("step", "predict") for fields in mine} == {*lesson.steps}
        for fields in mine:
            told = learn.tells(fields)
            assert told.found
            assert not told.notices
        verdicts = {learn.answer(lesson, fields["guess"])["right"] for fields in mine if "guess" in fields}
        assert verdicts == {True, False}


@every_course
def test_answers_are_behind_folds_with_the_numbers_of_the_readings(course):
    text = _text("/teachers", course=course.key)
    open_to_all = _outside_folds(text)
    for lesson in course.lessons:
        known = learn.numbers(lesson)
        assert lesson.question in html.unescape(open_to_all)
        assert teachers.inline(lesson.misconception) in open_to_all
        for reveal in lesson.reveals:
            words = teachers.inline(said(reveal.says, known))
            assert words in text
            assert words not in open_to_all
        if isinstance(lesson.guess, Amount):
            assert f">{lesson.guess.truth(known)}<" in text
            assert f">{lesson.guess.truth(known)}<" not in open_to_all, "the page may be on a wall"
        for task in lesson.tasks:
            for value in task.solution.values():
                assert f"at {value}" in text
    for question, good in course.questions:
        assert f"<summary>{teachers.inline(question)}</summary>" in text
        assert teachers.inline(good) not in open_to_all


@every_course
def test_a_class_is_planned_to_the_minute(course):
    plan = planned(course)
    starts, ends = [slot.start for slot in plan.slots], [slot.end for slot in plan.slots]
    assert (starts[0], ends[-1]) == (0, CLASS)
    assert starts[1:] == ends[:-1]
    assert all(slot.end > slot.start for slot in plan.slots)
    taught = [slot.lesson for slot in plan.slots if slot.what == "guess"]
    assert [*taught, *plan.home] == [*course.lessons]
    for lesson in taught:
        assert [slot.what for slot in plan.slots if slot.lesson is lesson] == ["guess", "talk", "reveal", "task"]


def test_what_does_not_fit_a_class_is_left_for_home():
    lesson = next(iter(LESSONS.values()))
    long = replace(next(iter(TAUGHT.values())), lessons=tuple(replace(lesson, minutes=10) for _ in range(9)))
    plan = planned(long)
    assert 1 <= len(plan.home) < 9
    assert plan.slots[-1].end == CLASS
    assert planned(replace(long, lessons=())) is None
    assert planned(long, minutes=10) is None


@every_course
def test_each_lesson_has_its_frame(course):
    text = html.unescape(html.unescape(_text("/teachers", course=course.key)))  # a text that is HTML itself
    for lesson in course.lessons:
        assert f'<iframe src="http://localhost/embed/learn?lesson={lesson.key}&height=auto"' in text
    assert SANDBOX in text
    assert "allow-same-origin" not in text


@pytest.mark.parametrize("nasty", ["nowhere", '<script>alert("x")</script>', "erors"])
def test_a_course_that_there_is_not_is_a_sentence(nasty):
    answer = ask(APP, "/teachers", urlencode({"course": nasty}).encode(), host="localhost")
    assert answer.status == 404
    assert "There is no course" in answer.body.decode()
    assert "<script>alert" not in answer.body.decode()


@every_lesson
def test_what_a_link_hides_is_hidden_at_every_step(lesson):
    tasks = [task.exhibit for task in lesson.tasks if task.exhibit.free]
    name = tasks[0].free[0] if tasks else "role:loss"
    for step in lesson.steps:
        fields = {"lesson": lesson.key, "step": step, "hide": f"{name},worked"}
        told = _told(_text("/embed/learn", **fields))
        assert told["hide"] == f"{name},worked"
        answered = told["answered"] or learn._reveal(fields)
        shown = [answered, *answered["reveals"], *answered["tasks"]]
        exhibits = [each["exhibit"] for each in shown if "exhibit" in each]
        assert exhibits
        for each in exhibits:
            assert name not in each["free"]
            assert "worked" in each["fields"]["hide"].split(",")


@every_lesson
def test_what_cannot_be_hidden_is_a_sentence(lesson):
    for name, said_of in (("nothing", "“nothing”"), ("readings", "“readings”"), ("<b>", "“·b·”")):
        told = learn.tells({"lesson": lesson.key, "hide": f"worked,{name}"})
        assert told.browser["hide"] == "worked"
        (notice,) = told.notices
        assert notice.startswith(f"{said_of} cannot be hidden in this lesson.")


def test_a_task_that_can_no_longer_be_met_is_said_to_be_so():
    lesson = next(each for each in LESSONS.values() if each.tasks[0].exhibit.free)
    told = learn.tells({"lesson": lesson.key, "step": "task", "hide": ",".join(lesson.tasks[0].exhibit.free)})
    assert "All that the task moves is hidden: it cannot be met like this." in told.notices
