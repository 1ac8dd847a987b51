"""Losses of several logits, one a class, and a distribution over the classes."""

from lossviz.vocabulary import Family

FAMILY = Family(
    key="multiclass",
    name="Multiclass classification",
    question="When several classes compete, which of them should an example push, and how hard?",
    start="cross_entropy",
    place=30,
)
