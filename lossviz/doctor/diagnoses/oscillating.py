"""A loss that swings."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    rows = signs.history.training[len(signs.history.step) // 2 :]
    swings = "In the second half the training loss swings between {low} and {high}."
    numbers = {"low": float(rows.min()), "high": float(rows.max())}
    return (Stretch("training", (signs.start + signs.end) / 2, signs.end, "swings", swings, numbers),)


DIAGNOSIS = Diagnosis(
    key="oscillating",
    name="Oscillating",
    says="The loss swings up and down: the batches are too small, the rate or the momentum too large.",
    evidence=evidence,
    also=("rate_too_high", "healthy", "exploding"),
    why_also="If the swings fade when batches are larger, it was noise and no fault of the rate.",
    tries=(
        "Take larger batches, or average the loss over more of them before you write it down.",
        "Halve the learning rate, or let it shrink over the run.",
        "Lower the momentum.",
    ),
    see=(("batches", "glossary#batch"),),
    place=50,
)
