"""Rare classes and wrong labels: what overlap, rarity, weights and flipped labels do to a classifier."""

from lossviz.lessons.record import Course

COURSE = Course(
    key="rare_classes",
    name="Rare classes and wrong labels",
    place=3,
    about="What overlap, rarity, weights and flipped labels do to a classifier.",
)
