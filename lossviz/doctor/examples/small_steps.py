"""A run that does not get there."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, curve

EXAMPLE = Example(
    key="small_steps",
    name="Small steps",
    idea="The learning rate is fifty times too small.",
    training=Training(
        data=curve(200, 0.15, 1),
        watched=curve(200, 0.15, 2),
        hidden=(12,),
        rate=0.002,
        steps=400,
        every=4,
    ),
    place=60,
)
