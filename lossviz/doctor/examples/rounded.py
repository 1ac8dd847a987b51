"""The logarithm of a probability that was rounded to 0."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, ring

EXAMPLE = Example(
    key="rounded",
    name="Probabilities",
    idea="The loss was computed from probabilities in single precision.",
    training=Training(
        data=ring(120, 0.05, 1),
        watched=ring(150, 0.05, 2),
        hidden=(16,),
        loss="naive",
        rate=4.0,
        momentum=0.9,
        steps=600,
        every=3,
    ),
    place=30,
)
