"""A model that is too simple."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, curve

EXAMPLE = Example(
    key="straight",
    name="A straight line",
    idea="A straight line was to follow a wave.",
    training=Training(
        data=curve(200, 0.2, 1),
        watched=curve(200, 0.2, 2),
        hidden=(),
        rate=0.05,
        steps=200,
        every=2,
        seed=1,
    ),
    place=50,
)
