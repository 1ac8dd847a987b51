"""Landscapes and descent: where the lowest place is, whether there is one, and who gets there."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="landscapes",
    name="Landscapes and descent",
    place=4,
    about="Where the lowest place is, whether there is one, and who gets there.",
)
