"""A start from which nothing seems to move."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, slope

EXAMPLE = Example(
    key="small_weights",
    name="Small weights",
    idea="All weights begin near 0 and have to grow before anything is learnt.",
    training=Training(
        data=slope(150, 0.1, 1),
        watched=slope(150, 0.1, 2),
        hidden=(12, 12),
        rate=0.02,
        momentum=0.8,
        start=0.03,
        steps=500,
        every=4,
    ),
    place=80,
)
