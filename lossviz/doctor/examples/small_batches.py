"""Steps that follow a few examples each."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, curve

EXAMPLE = Example(
    key="small_batches",
    name="Small batches",
    idea="Each step looks at two examples, and the rate is large.",
    training=Training(
        data=curve(200, 0.3, 1),
        watched=curve(200, 0.3, 2),
        hidden=(12,),
        rate=0.2,
        batch=2,
        steps=600,
        every=3,
    ),
    place=70,
)
