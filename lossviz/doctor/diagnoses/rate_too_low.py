"""A run that is not there yet."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    third = signs.start + 2 / 3 * (signs.end - signs.start)
    falls = "The last third of the run brought {late:.0%} of all that was gained; at {ended} it still falls."
    numbers = {"late": max(signs.late, 0.0), "ended": signs.ended}
    return (Stretch("training", third, signs.end, "still falls", falls, numbers),)


DIAGNOSIS = Diagnosis(
    key="rate_too_low",
    name="Rate too low",
    says="The loss still falls steadily at the end: the steps are too small, or too few.",
    evidence=evidence,
    also=("healthy", "plateau", "nothing_learnt"),
    why_also="A longer run shows where it would have settled.",
    tries=(
        "Multiply the learning rate by 3, then by 10, until the loss begins to swing; then go back by half.",
        "Train longer.",
        "Use momentum, or an optimiser that chooses a rate for each weight.",
    ),
    see=(("the learning rate", "pitfalls#rate_too_high"),),
    place=40,
)
