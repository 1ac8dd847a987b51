"""What optimisers do with a gradient."""

from lossviz.learning.optimisers import OPTIMISERS
from lossviz.vocabulary import Lab

LAB = Lab(
    key="optimise",
    name="Optimise",
    question="How optimisers go downhill: which arrives, which swings, and which rate is too large.",
    start="momentum",
    of="optimiser",
    noun="Optimiser",
    subjects=lambda lab, catalogue: OPTIMISERS,
    place=30,
)
