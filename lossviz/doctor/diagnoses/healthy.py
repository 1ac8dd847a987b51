"""A run that learns what there is to learn, and settles."""

from lossviz.doctor.history import History
from lossviz.doctor.record import Diagnosis, Stretch
from lossviz.doctor.signs import Signs


def evidence(history: History, signs: Signs) -> tuple[Stretch, ...]:
    end, settles = signs.end, signs.settles_at
    fell = "The training loss fell from {began} to {ended} and settles."
    found = [Stretch("training", settles, end, "settles", fell, {"began": signs.began, "ended": signs.ended})]
    if signs.watched:
        numbers = {"last": signs.last, "best": signs.best}
        near = "The validation loss ends at {last}; its lowest was {best}."
        found.append(Stretch("validation", settles, end, "goes with it", near, numbers))
    return tuple(found)


DIAGNOSIS = Diagnosis(
    key="healthy",
    name="Healthy",
    says="The loss falls fast, then slower, and settles; the validation loss goes with it.",
    evidence=evidence,
    also=("underfitting", "rate_too_low"),
    why_also="A curve cannot tell how low the loss could go; a larger model or a longer run can.",
    tries=("Stop here, or train a larger model to see whether it ends lower.",),
    see=(("early stopping", "glossary#early_stopping"),),
    well=True,
    place=0,
)
