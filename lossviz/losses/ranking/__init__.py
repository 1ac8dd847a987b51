"""Losses of scores that put things in order."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="ranking",
    name="Ranking and preferences",
    question="By how much should the better of two be ahead, and what does one in the wrong place cost?",
    start="pairwise_logistic",
    place=60,
)
