"""The same loss in three number formats and by several ways of computing it."""

from lossviz.maths.computations import COMPUTATIONS
from lossviz.vocabulary import Lab

LAB = Lab(
    key="numerics",
    name="Numerics",
    question="On paper one loss, in a computer several: where does it become 0, infinite or flat, and its gradient?",
    start="positive",
    of="computation",
    noun="Computation",
    subjects=lambda lab, catalogue: COMPUTATIONS,
    place=80,
    words=(
        "float16",
        "float32",
        "half precision",
        "overflow",
        "underflow",
        "mixed precision",
        "log-sum-exp",
        "nan loss",
    ),
)
