"""Slopes that vanish on their way back."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, ring

EXAMPLE = Example(
    key="many_layers",
    name="Eight layers",
    idea="Eight layers of sigmoids stand between the inputs and the answer.",
    training=Training(
        data=ring(200, 0.1, 1),
        watched=ring(150, 0.1, 2),
        hidden=(10,) * 8,
        activation="sigmoid",
        start=0.6,
        loss="logistic",
        rate=0.1,
        batch=64,
        steps=300,
        every=3,
    ),
    place=20,
)
