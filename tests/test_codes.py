"""Codes of completion: who gets which, what is said of one that does not fit, and that no name is kept."""

import json
import time
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from lossviz.content.guides import GUIDES
from lossviz.hosts import guides
from lossviz.lessons import COURSES, codes
from lossviz.lessons.codes import LENGTH, LETTERS, checked, code, lines
from lossviz.vocabulary import InvalidInput
from tests.asgi import ask

APP = Starlette(routes=guides.routes(""))
COURSE = replace(next(course for course in COURSES.values() if course.lessons), version=3)
OTHERS = [course for course in COURSES.values() if course.key != COURSE.key]
NAME = "Ada Lovelace"
NASTY = ['<script>alert("x")</script>', "'; DROP TABLE names; --", "\ud800", "a\x00b", "‮evil", "𝓐𝓭𝓪 🙂", "=1+1"]


def _code(name=NAME, course=COURSE, version=None):
    return code(course.key, version or course.version, name)


def _found(text):
    return checked(COURSE, OTHERS, lines(text))


def _one(text):
    (found,) = _found(text)
    return found


def _posted(name, /, body=b"", kind="application/x-www-form-urlencoded", **fields):
    return ask(APP, f"/codes/{name}", method="POST", body=body or urlencode(fields).encode(), content_type=kind)


def test_a_code_is_eight_letters_of_course_version_and_name():
    assert len(_code()) == LENGTH
    assert set(_code()) <= set(LETTERS)
    made = [_code(), _code("Ada Lovelac"), _code(course=OTHERS[0]), _code(version=2)]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("same", ["ada lovelace", "  Ada \t Lovelace ", "ADA LOVELACE", "Ａｄａ Lovelace"])
def test_case_spaces_and_encoding_of_a_name_do_not_matter(same):
    assert _code(same) == _code()
    assert _code("José") == _code("José")


def test_letters_are_spread_evenly():
    first = [_code(str(number))[place] for number in range(500) for place in range(LENGTH)]
    shares = [first.count(letter) / len(first) for letter in LETTERS]
    assert max(shares) < 1.3 / len(LETTERS)
    assert min(shares) > 0.7 / len(LETTERS)


@pytest.mark.parametrize("between", ["\t", ",", ";", " ", " , ", "\t\t"])
@pytest.mark.parametrize("gap", ["", " ", "-"])
def test_a_line_is_a_name_and_a_code_in_either_order(between, gap):
    written = f"{_code()[:4]}{gap}{_code()[4:]}"
    for parts in ((NAME, written), (written, NAME), (NAME, _code().lower())):
        found = _one(between.join(parts))
        assert found.fits, found
        assert found.line.name == NAME


def test_empty_lines_are_left_out_and_counted():
    found = _found(f"\n{NAME},{_code()}\r\n\n , \nGrace Hopper,{_code('Grace Hopper')}\n")
    assert [(each.line.number, each.fits) for each in found] == [(2, True), (5, True)]


def _swapped(text):
    return text[1] + text[0] + text[2:]


def _another(text):
    return text[:2] + next(letter for letter in LETTERS if letter != text[2]) + text[3:]


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        (NAME, _code(course=OTHERS[0]), f"of another course: {OTHERS[0].name}."),
        (NAME, _code(version=1), "version 1 of the course, which has version 3 now."),
        (NAME, _another(_code()), "All letters but number 3 fit"),
        (NAME, f"{_code()[:3]}O{_code()[4:]}", "All letters but number 4 fit"),
        (NAME, _swapped(_code()), "Letters 1 and 2 are swapped"),
        (NAME, _code()[:-1], "A letter is missing."),
        (NAME, f"{_code()}B", "a letter too many"),
        ("Lovelace, Ada", _code(), "another spelling of the name: ada lovelace."),
        ("Ada King Lovelace", _code(), "another spelling of the name: ada lovelace."),
        ("Ada Lovelac", _code("Ada Lovelacc"), "another spelling"),
        ("Jose Nunez", _code("José Nunez"), "another spelling of the name: josé nunez."),
        ("Jürgen Müller", _code("Juergen Mueller"), "another spelling of the name: juergen mueller."),
        ("Mueller", _code("Müller"), "another spelling of the name: müller."),
        (NAME, "BCDFGHJK", "no likely slip"),
        (NAME, "", f"no code of {LENGTH} letters"),
        ("", _code(), "no name"),
    ],
)
def test_a_code_that_does_not_fit_comes_with_the_nearest_guess(name, given, why):
    found = _one(f"{name}\t{given}")
    assert not found.fits
    assert why in found.why


def test_a_code_of_another_line_is_told_with_the_line():
    first, second = _found(f"{NAME},{_code()}\nGrace Hopper,{_code()}")
    assert first.fits
    assert second.why == f"It is the code of line 1, {NAME}."


def test_a_list_is_bounded_and_long_ones_do_not_take_long():
    line = "Some Body With A Name BCDFGHJK"
    with pytest.raises(InvalidInput, match="at most 20000 fit"):
        lines("x" * (codes.MOST_TEXT + 1))
    with pytest.raises(InvalidInput, match="501 lines; at most 500"):
        lines("a,b\n" * (codes.MOST_LINES + 1))
    with pytest.raises(InvalidInput, match="nothing to check"):
        lines(" \n,;\t\n")
    start = time.process_time()
    _found("\n".join([line] * codes.MOST_LINES))
    assert time.process_time() - start < 5


def test_what_is_posted_is_answered_and_kept_by_nobody():
    key = COURSE.key
    answer = _posted("code", course=key, name=NAME)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    told = json.loads(answer.body)
    assert told["code"] == code(key, COURSES[key].version, NAME)
    assert "no proof" in told["note"]
    body = json.dumps({"course": key, "list": f"{NAME}\t{told['code']}\nNobody\tBCDFGHJK"}).encode()
    answer = _posted("check", body, "application/json; charset=utf-8")
    told = json.loads(answer.body)
    assert [row["fits"] for row in told["rows"]] == [True, False]
    assert told["summary"].startswith("1 of 2 fit")


@pytest.mark.parametrize("name", GUIDES["codes"].posted)
def test_names_are_not_taken_from_an_address(name):
    answer = ask(APP, f"/codes/{name}", urlencode({"course": COURSE.key, "name": NAME}).encode())
    assert answer.status == 405
    assert b"POST" in answer.body


@pytest.mark.parametrize(
    ("name", "fields", "status", "said"),
    [
        ("code", {"course": "nowhere", "name": NAME}, 404, "nowhere"),
        ("code", {"name": NAME}, 404, "course"),
        ("code", {"course": COURSE.key}, 400, "There is no name"),
        ("code", {"course": COURSE.key, "name": "x" * 101}, 400, "101 characters; at most 100"),
        ("check", {"course": COURSE.key}, 400, "nothing to check"),
        ("check", {"course": COURSE.key, "list": "x" * 20_001}, 400, "at most 20000"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(name, fields, status, said):
    answer = _posted(name, **fields)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert said in answer.body.decode()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 200_000, "application/x-www-form-urlencoded", 413),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"name=%ff", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 50), "application/x-www-form-urlencoded", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"course": 3}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
    ],
)
def test_a_body_that_is_none_is_refused_in_a_sentence(body, kind, status):
    answer = _posted("code", body, kind)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.body.decode().endswith(".")


@pytest.mark.parametrize("nasty", NASTY)
def test_hostile_names_get_codes_that_fit_and_come_back_as_data(nasty):
    made = json.loads(
        _posted("code", json.dumps({"course": COURSE.key, "name": nasty}).encode(), "application/json").body
    )
    body = json.dumps({"course": COURSE.key, "list": f"{nasty}\t{made['code']}"}).encode()
    answer = _posted("check", body, "application/json")
    assert answer.headers["content-type"].startswith("application/json")
    (row,) = json.loads(answer.body)["rows"]
    assert row["fits"] or ";" in nasty  # what parts names from codes is no part of a name
    assert b"<script" not in answer.body.replace(b'"name":"<script', b""), "only as the name that was sent"


def test_both_sides_are_told_that_a_code_proves_nothing():
    for path, query in (("/codes", b""), ("/teachers", b""), ("/teachers", f"course={COURSE.key}".encode())):
        assert "no proof of identity" in ask(APP, path, query, host="localhost").body.decode()


def test_a_course_that_there_is_not_is_a_sentence():
    text = ask(APP, "/codes", b"course=<b>nowhere", host="localhost").body.decode()
    assert "There is no course “·b·nowhere” here." in text
    assert "<b>" not in text
