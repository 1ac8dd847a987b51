"""Codes of completion: given to those who have met all tasks of a course, and checked by who teaches it."""

from collections.abc import Mapping
from typing import Any

from lossviz.content.guides.record import Fields, Guide, Told
from lossviz.lessons import COURSES, codes
from lossviz.lessons.record import Course
from lossviz.vocabulary import InvalidInput
from lossviz.vocabulary.errors import hint, quoted

NO_PROOF = "A code is no proof of identity and none of work: how it is made is public."


def tells(fields: Fields) -> Told:
    """The form in which codes are checked."""
    key = fields.get("course", "")
    missing = f"There is no course {quoted(key)} here. {hint(key, COURSES)}Choose one."
    return Told(
        template="codes.html",
        title="Check codes of completion",
        about="Whether a code fits a name and a course, alone or as a list.",
        words={
            "courses": [course for course in COURSES.values() if course.lessons],
            "chosen": key,
            "no_proof": NO_PROOF,
            "most_lines": codes.MOST_LINES,
        },
        notices=(missing,) if key not in {*COURSES, ""} else (),
        styles=("teachers",),
    )


def _course(fields: Fields) -> Course:
    course = COURSES[fields.get("course", "")]
    if not course.lessons:
        raise InvalidInput(f"The course {course.name} has no lessons yet, and so no codes.")
    return course


def _code(fields: Fields) -> Mapping[str, Any]:
    course, name = _course(fields), codes.checked_name(fields.get("name", ""))
    return {"code": codes.code(course.key, course.version, name), "name": codes.normalised(name), "note": NO_PROOF}


def _check(fields: Fields) -> Mapping[str, Any]:
    course = _course(fields)
    others = [each for each in COURSES.values() if each is not course]
    found = codes.checked(course, others, codes.lines(fields.get("list", "")))
    fitting = sum(each.fits for each in found)
    return {
        "summary": f"{fitting} of {len(found)} fit {course.name}, version {course.version}.",
        "rows": [
            {
                "line": each.line.number,
                "name": each.line.name,
                "code": each.line.code,
                "fits": each.fits,
                "why": each.why,
            }
            for each in found
        ],
    }


def _row(found: codes.Verdict) -> Mapping[str, Any]:
    line = found.line
    return {"line": line.number, "name": line.name, "code": line.code, "fits": found.fits, "why": found.why}


GUIDE = Guide(
    key="codes",
    name="Check codes",
    about="Whether a code of completion fits a name and a course.",
    place=11,
    tells=tells,
    answers={"code": _code, "check": _check},
    posted=("code", "check"),
    listed=False,
)
