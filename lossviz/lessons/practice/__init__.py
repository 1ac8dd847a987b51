"""Choosing in practice: orders, small objects, pictures, and a softmax too many."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="practice",
    name="Choosing in practice",
    place=6,
    about="Orders, small objects, pictures, and a softmax too many.",
)
