"""Losses of a probability for every pixel and a mask."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="segmentation",
    name="Segmentation",
    question="When the object is a few pixels in a large background, what should a missed pixel cost, and a false one?",
    start="dice",
    place=70,
)
