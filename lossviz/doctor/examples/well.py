"""A run as it should be."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, curve

EXAMPLE = Example(
    key="well",
    name="A good run",
    idea="Enough examples, a network that fits them, a rate that suits both.",
    training=Training(
        data=curve(300, 0.15, 1),
        watched=curve(300, 0.15, 2),
        hidden=(12,),
        rate=0.05,
        momentum=0.9,
        batch=64,
        steps=900,
        every=5,
    ),
    place=40,
)
