"""Whether a loss can rise while no answer changes: yes, when mistakes become sure ones."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_VIEW = "binary?loss=binary_cross_entropy&figure=landscape"
START = exhibit(f"{_VIEW}&relief=alone&weight=2.4&intercept=-0.8", conceal=("role:fit",))
STEEP = exhibit(f"{_VIEW}&relief=alone&weight=6&intercept=-2", conceal=("role:fit",))
MAP = exhibit(f"{_VIEW}&weight=2.4&intercept=-0.8", "weight", "intercept", conceal=("steps",))


def numbers(read: Read) -> Numbers:
    """The mean losses and the right answers of a model and of one that is surer."""
    before, after = read(START), read(STEEP)
    return {
        "before": before["mean"],
        "after": after["mean"],
        "right": before["chosen_right"],
        "still": after["chosen_right"],
        "brier_before": read(START, loss="brier")["mean"],
        "brier_after": read(STEEP, loss="brier")["mean"],
        "wanted": 1.5 * before["mean"],
    }


LESSON = Lesson(
    key="rising_loss",
    words=("loss goes up while accuracy stays",),
    place=4,
    question="Can the loss rise while no answer changes?",
    misconception="If the loss rises, the model makes more mistakes.",
    start=START,
    asks="The curve is a model's probability of y = 1; where it is above one half, the answer is 1. Make it two and a "
    "half times as steep about the same border: no answer changes. Which way does the mean cross-entropy go?",
    guess=OneOf(
        options=(
            Option("rises", "up"),
            Option(
                "falls",
                "down, as the model is surer",
                "For the right answers it does fall. But the few wrong ones are surer, too, and outweigh them: "
                "{after} after {before}.",
            ),
            Option(
                "same",
                "nowhere, as the answers are the same",
                "That is accuracy, {right} right answers and then {still}. Cross-entropy asks how sure each was.",
            ),
        ),
        answer=lambda n: (
            "same" if abs(n["after"] - n["before"]) < 1e-6 else "rises" if n["after"] > n["before"] else "falls"
        ),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=STEEP,
            says="It rises from {before} to {after}, with {right} right answers before and {still} after. A point is "
            "as large as it pulls: the wrong ones have become sure mistakes, and they pay.",
        ),
        Reveal(
            exhibit=MAP.moved(weight="6", intercept="-2"),
            says="When the loss on new data rises and accuracy does not fall, look for sure mistakes first. Along a "
            "straight line from the origin of this map the answers stay the same, yet the loss does not.",
        ),
    ),
    tasks=(
        Task(
            exhibit=MAP,
            asks="Raise the mean loss by half, from {before} to at least {wanted}, and keep all {right} right answers.",
            bounds=(
                Bound("mean", "the mean loss", "wanted"),
                Bound("chosen_right", "the number of right answers", "right"),
            ),
            solution={"weight": "6", "intercept": "-2"},
            swept="intercept",
            met="As many right answers as before, and a much higher loss: confidence alone did that.",
            hint="Both parameters times the same number: the border stays where it is.",
        ),
    ),
    minutes=3,
    builds_on=("sure_and_wrong",),
)
