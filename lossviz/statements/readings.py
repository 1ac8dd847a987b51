"""What several statements read from the same kind of figure."""

from lossviz.lessons.exhibit import Exhibit, Numbers, Read

WITHOUT_CHOSEN = ("role:chosen", "worked")  # where the point is the lowest place
_ALL_POSITIVE = {"weight": "0", "intercept": "4"}  # a model that says yes to everything


def of_each(read: Read, exhibit: Exhibit, **changes: str) -> tuple[float, float]:
    """How many examples of a two-class figure are positive and how many negative."""
    everything = read(exhibit, **changes, **_ALL_POSITIVE)
    return everything["chosen_finds_1"], everything["chosen_false_alarms_1"]


def right_answers(readings: Numbers, negatives: float, which: str = "lowest") -> float:
    """How many examples of a two-class figure a model is right about, by what it finds and what it takes for it."""
    return readings[f"{which}_finds_1"] + negatives - readings[f"{which}_false_alarms_1"]
