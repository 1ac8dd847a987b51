"""Losses of a logit and a label."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="binary",
    name="Binary classification",
    question="How much should a confident mistake cost, and a narrow success?",
    start="binary_cross_entropy",
    place=20,
)
