"""An accident on the way."""

from lossviz.doctor.record import Example
from lossviz.doctor.trainings import Training, slope

EXAMPLE = Example(
    key="broken_batch",
    name="A broken batch",
    idea="One batch on the way came in wrong units.",
    training=Training(
        data=slope(150, 0.2, 1),
        watched=slope(150, 0.2, 2),
        hidden=(12,),
        rate=0.1,
        batch=32,
        steps=400,
        every=2,
        units=lambda step: 40.0 if step == 260 else 1.0,
    ),
    place=90,
)
