"""Steps that jump over the valley."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    start = signs.lowest_at if signs.lowest_at < signs.end else signs.start
    rose = "The training loss began at {began} and ends at {ended}; from step {step:.0f} on it goes no lower."
    numbers = {"began": signs.began, "ended": signs.ended, "step": start}
    return (Stretch("training", start, signs.end, "does not fall", rose, numbers),)


DIAGNOSIS = Diagnosis(
    key="rate_too_high",
    name="Rate too high",
    says="The steps are so large that the loss rises, or never comes down.",
    evidence=evidence,
    also=("exploding", "oscillating", "nan"),
    why_also="A run that first went well and then broke had an accident on the way.",
    tries=(
        "Divide the learning rate by 3, then by 10, until the loss falls.",
        "Scale the inputs to a mean of 0 and a spread of 1.",
        "Check the sign of the loss, and whether it is a sum where you meant a mean.",
    ),
    see=(("steps that are too large", "pitfalls#rate_too_high"),),
    place=30,
)
