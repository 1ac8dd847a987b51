"""A model that is too simple, or held down."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    end, settles = signs.end, signs.settles_at
    high = "The training loss began at {began} and stays near {ended} for the last {settled:.0%} of the run."
    numbers = {"began": signs.began, "ended": signs.ended, "settled": signs.settled}
    found = [Stretch("training", settles, end, "stays high", high, numbers)]
    if signs.watched:
        near = "The validation loss ends beside it, at {last}."
        found.append(Stretch("validation", settles, end, "beside it", near, {"last": signs.last}))
    return tuple(found)


DIAGNOSIS = Diagnosis(
    key="underfitting",
    name="Underfitting",
    says="The loss falls a little, then stays high, on training and validation data alike.",
    evidence=evidence,
    also=("nothing_learnt", "healthy", "plateau"),
    why_also="If a larger model ends no lower, the rest is noise, and the run was healthy.",
    tries=(
        "Take a larger model, or give it inputs that say more.",
        "Lower the price on the weights, and the dropout.",
        "See whether it can learn ten examples by heart; if not, look for an error in the code.",
    ),
    see=(("underfitting", "glossary#underfitting"),),
    place=20,
)
