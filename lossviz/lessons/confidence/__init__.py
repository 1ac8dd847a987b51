"""Classes and confidence: what it costs to be wrong, and to be sure and wrong."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="confidence",
    name="Classes and confidence",
    place=2,
    about="What it costs to be wrong, and to be sure and wrong.",
)
