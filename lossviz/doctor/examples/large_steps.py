"""Steps that jump over the valley."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, slope

EXAMPLE = Example(
    key="large_steps",
    name="Large steps",
    idea="The learning rate lies above what the data allow.",
    training=Training(
        data=slope(12, 0.3, 1),
        watched=slope(150, 0.3, 9),
        hidden=(),
        rate=0.6,
        start=0.3,
        steps=44,
        every=1,
    ),
    place=10,
)
