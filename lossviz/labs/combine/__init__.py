"""Several losses on one model: what a weighted sum of them can reach."""

from lossviz.learning.combinations import COMBINATIONS
from lossviz.vocabulary import Lab

LAB = Lab(
    key="combine",
    name="Combine",
    question="What does a weighted sum of losses make a model do, and what can no weights make it do?",
    start="two_tasks",
    of="combination",
    noun="Combination",
    subjects=lambda lab, catalogue: dict(COMBINATIONS),
    place=60,
)
