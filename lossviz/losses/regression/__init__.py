"""Losses of a residual."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="regression",
    name="Regression",
    question="How hard should a point that is far off pull on the fit?",
    start="huber",
    place=10,
)
