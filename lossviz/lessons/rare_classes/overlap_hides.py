"""Whether rarity hides a class: it is overlap that does."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_DATA = (
    "binary?loss=binary_cross_entropy&figure=landscape&relief=alone&seed=1&share=0.1&label_noise=0&spread=2"
    "&weight=1&intercept=-2"
)
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(_DATA, conceal=_LEFT_OUT)
NARROW = exhibit(_DATA, "spread", conceal=_LEFT_OUT).moved(spread="0.4")
BALANCED = exhibit(_DATA, "share", conceal=_LEFT_OUT).moved(share="0.5")


def numbers(read: Read) -> Numbers:
    """What the fit finds where the classes are wide, where they are narrow, and where both are as frequent."""
    wide, narrow, balanced = read(START), read(NARROW), read(BALANCED)
    return {
        "wide": wide["lowest_finds_1"],
        "wide_false": wide["lowest_false_alarms_1"],
        "narrow": narrow["lowest_finds_1"],
        "narrow_false": narrow["lowest_false_alarms_1"],
        "narrow_cost": narrow["lowest"],
        "balanced": balanced["lowest_finds_1"],
        "balanced_false": balanced["lowest_false_alarms_1"],
    }


def _answer(n: Numbers) -> str:
    return "none" if n["narrow"] == 0 else ("all" if n["narrow"] == 3 else "some")


LESSON = Lesson(
    key="overlap_hides",
    place=1,
    question="Does rarity hide a class?",
    misconception="With few positives cross-entropy predicts the majority only.",
    start=START,
    asks="Three of these points have label 1, and the fitted curve (dashed) finds none of them: "
    "it stays below one half there. Now both classes become narrow, so that they hardly overlap; all else stays. "
    "How many of the three does the same loss find then?",
    guess=OneOf(
        options=(
            Option(
                "none",
                "none: three are too few",
                "Rarity alone would then hide a class. But where the classes stand apart a curve that climbs between "
                "them costs next to nothing, {narrow_cost} on average.",
            ),
            Option("some", "one or two of them", "Some would then still lie among the others; none does."),
            Option("all", "all three", "Each would then stand apart from the others; some do not."),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=NARROW,
            says="It finds {narrow}, all there are, with {narrow_false} false alarms. They are as rare as before, when "
            "it found {wide}. What hid them was the overlap: widen the classes again and watch them go under.",
        ),
        Reveal(
            exhibit=BALANCED,
            says="Here the classes are wide again, but half of all points are positive. The fit finds {balanced}, "
            "misses the others, and raises {balanced_false} false alarms where there were {wide_false}. "
            "Overlap makes the mistakes; rarity decides which class pays for them.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(_DATA, "spread", conceal=_LEFT_OUT),
            asks="How wide may the classes be? Find the largest spread at which two of the three positives are still "
            "found.",
            bounds=(Bound("lowest_finds_1", "the number of positives found", low=2),),
            solution={"spread": "1.1"},
            swept="spread",
            edge=("spread", 1),
            met="One stop more, and the negatives around a positive cost more than missing it. The share never moved.",
            hint="Narrow the classes until two are found, then widen them stop by stop.",
        ),
    ),
    minutes=3,
)
