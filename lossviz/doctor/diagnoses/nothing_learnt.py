"""Flat from the start."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    flat = (
        "The training loss begins at {began} and ends at {ended}; in between it keeps within {moved:.1%} of its size."
    )
    numbers = {"began": signs.began, "ended": signs.ended, "moved": min(signs.moved, 9.99)}
    return (Stretch("training", signs.start, signs.end, "flat", flat, numbers),)


DIAGNOSIS = Diagnosis(
    key="nothing_learnt",
    name="Nothing learnt",
    says="The loss is flat from the start: hardly any gradient arrives, or it is not used.",
    evidence=evidence,
    also=("underfitting", "rate_too_low", "plateau"),
    why_also="Print the size of the gradient of each layer: if it is near 0, the slopes vanish.",
    tries=(
        "Print the gradients: if they are 0, something cuts them off; if not, the rate is far too small.",
        "Use another activation than the sigmoid, fewer layers, or layers that are normalised.",
        "Check that labels belong to their inputs, and that the optimiser has the parameters.",
    ),
    see=(
        ("a loss that is flat where you start", "pitfalls#flat_start"),
        ("vanishing gradients", "glossary#vanishing_gradient"),
    ),
    place=80,
)
