"""Distributions: losses between what is believed and what is so."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="distributions",
    name="Distributions",
    place=5,
    about="Losses between what is believed and what is so.",
)
