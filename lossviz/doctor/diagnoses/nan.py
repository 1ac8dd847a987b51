"""Losses that are no numbers."""

import numpy as np

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    row = int(np.argmin(np.isfinite(history.training)))
    what = "NaN" if np.isnan(history.training[row]) else "infinite"
    before = "; the row before said {before}" if row else ""
    numbers = {"step": signs.broken, "before": float(history.training[max(row - 1, 0)])}
    says = f"From step {{step:.0f}} on the training loss is {what}{before}."
    return (Stretch("training", signs.broken, float(history.step[-1]), what, says, numbers),)


DIAGNOSIS = Diagnosis(
    key="nan",
    name="NaN",
    says="The loss is no number any more: a logarithm of 0, a division by 0, or steps that ran away.",
    evidence=evidence,
    also=("rate_too_high", "exploding"),
    why_also="If the loss rose before it broke, the steps ran away; if not, look for a logarithm or a division.",
    tries=(
        "Compute the loss from logits, not from probabilities.",
        "Lower the learning rate, and clip the gradient.",
        "Look for missing values and divisions by 0 in the batch of that step.",
    ),
    see=(("clipped probabilities", "traps#clamped_probabilities"),),
    possible=lambda signs: signs.broken == signs.broken,
    fact=True,
    place=90,
)
