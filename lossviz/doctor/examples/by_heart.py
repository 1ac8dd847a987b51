"""Too few examples for so large a network."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, ring

EXAMPLE = Example(
    key="by_heart",
    name="Few examples",
    idea="A large network was trained for long on 60 examples, of which an eighth had wrong labels.",
    training=Training(
        data=ring(60, 0.12, 3),
        watched=ring(300, 0.12, 4),
        hidden=(40, 20),
        loss="logistic",
        rate=0.03,
        start=0.5,
        momentum=0.9,
        steps=900,
        every=3,
    ),
    place=0,
)
