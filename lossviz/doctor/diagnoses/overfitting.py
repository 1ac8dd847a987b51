"""Learning the training data by heart."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    best, end = signs.best_at, signs.end
    rose = "The validation loss was lowest at step {step:.0f}, {best}; it ends at {last}."
    numbers = {"step": best, "best": signs.best, "last": signs.last}
    fell = "Meanwhile the training loss went on to {ended}."
    return (
        Stretch("validation", best, end, "rises", rose, numbers),
        Stretch("training", best, end, "still falls", fell, {"ended": signs.ended}),
    )


DIAGNOSIS = Diagnosis(
    key="overfitting",
    name="Overfitting",
    says="The training loss goes on falling while the validation loss rises: the model learns its data by heart.",
    evidence=evidence,
    also=("healthy", "rate_too_high"),
    why_also="A validation loss that rises with the training loss has another cause.",
    tries=(
        "Keep the model of the step at which the validation loss was lowest.",
        "Train on more data, or on data that are varied at random.",
        "Put a price on the weights, use dropout, or take a smaller model.",
    ),
    see=(("a price on the weights", "penalties"), ("overfitting", "glossary#overfitting")),
    possible=lambda signs: signs.watched,
    place=10,
)
