"""A long stretch in which nothing seems to happen."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    flat = "For {share:.0%} of the run the training loss stays near {level}."
    numbers = {"share": signs.flat, "level": signs.flat_loss}
    falls = "From step {step:.0f} on it falls, to {ended}."
    return (
        Stretch("training", signs.flat_from, signs.flat_to, "flat", flat, numbers),
        Stretch(
            "training", signs.flat_to, signs.end, "then falls", falls, {"step": signs.flat_to, "ended": signs.ended}
        ),
    )


DIAGNOSIS = Diagnosis(
    key="plateau",
    name="Plateau",
    says="The loss stays level for long, then falls again: slopes are small there, or the rate was cut.",
    evidence=evidence,
    also=("rate_too_low", "underfitting", "nothing_learnt"),
    why_also="A rate that was cut shows as a drop at the step of the cut.",
    tries=(
        "Do not stop too early: wait longer than such a stretch takes.",
        "Begin with larger weights, or normalise the layers.",
        "Use momentum, which carries steps over flat ground.",
    ),
    see=(("where nothing pulls", "pitfalls#flat_start"),),
    place=60,
)
