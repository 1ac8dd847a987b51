"""A run that went well, and blew up."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    bursts = "The training loss was down to {low}; at step {step:.0f} it is {high}."
    numbers = {"low": signs.jump_low, "high": signs.jump_high, "step": signs.jump_at}
    room = 0.02 * (signs.end - signs.start)
    return (Stretch("training", signs.jump_at - room, signs.jump_at + room, "blows up", bursts, numbers),)


DIAGNOSIS = Diagnosis(
    key="exploding",
    name="Exploding",
    says="The loss fell, then jumps up by a large factor: a gradient blew up, or a batch was broken.",
    evidence=evidence,
    also=("rate_too_high", "oscillating", "nan"),
    why_also="Look at the batch of that step; if it is sound, look at the size of the gradients before it.",
    tries=(
        "Clip the gradient to a largest size.",
        "Look for broken examples in the batches of these steps: wrong units, missing values.",
        "Lower the learning rate, or let it rise slowly at the start and no further.",
    ),
    see=(("slopes that run away", "pitfalls#rate_too_high"),),
    place=70,
)
