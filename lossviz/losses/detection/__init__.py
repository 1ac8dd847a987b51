"""Losses of a predicted box and a true one."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="detection",
    name="Detection",
    question="What should a box be told that misses its target, covers it, or has the wrong shape?",
    start="iou",
    place=80,
)
