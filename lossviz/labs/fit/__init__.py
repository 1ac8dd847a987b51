"""Lines through points: what each loss makes of the same data."""

from lossviz.vocabulary import Lab

LAB = Lab(
    key="fit",
    name="Fit",
    question="What line does each loss make of the same points, and how many bad ones does it bear?",
    start="huber",
    place=10,
)
