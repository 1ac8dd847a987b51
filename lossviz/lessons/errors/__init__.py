"""Errors and outliers: losses of a number's miss."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="errors",
    name="Errors and outliers",
    place=1,
    about="What a loss makes of small misses, large ones, and points that are plainly wrong.",
)
