"""All lessons, by course. A file in a course's folder with a ``LESSON``, named by its key, adds one."""

from dataclasses import replace

from lossviz.lessons.record import Course, Lesson
from lossviz.vocabulary import Registry, discovered


def _courses() -> list[Course]:
    found: list[Course] = discovered(__name__, "COURSE")
    filled = [
        replace(course, lessons=tuple(sorted(discovered(f"{__name__}.{course.key}", "LESSON"), key=_place)))
        for course in found
    ]
    return sorted(filled, key=lambda course: course.place)


def _place(lesson: Lesson) -> int:
    return lesson.place


COURSES = Registry("course", {course.key: course for course in _courses()})
LESSONS = Registry("lesson", {lesson.key: lesson for course in COURSES.values() for lesson in course.lessons})


def course_of(lesson: Lesson) -> Course:
    """The course that a lesson is part of."""
    return next(course for course in COURSES.values() if lesson in course.lessons)
