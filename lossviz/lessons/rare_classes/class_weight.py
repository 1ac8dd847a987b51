"""What a class weight does: it moves the border, as another threshold would."""

import math

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

# The chosen model is the fit without a weight, so that both can be seen.
_DATA = (
    "binary?loss=binary_cross_entropy&figure=landscape&relief=alone&seed=1&share=0.1&label_noise=0&spread=1.5"
    "&weight=1.11&intercept=-2.1"
)
_LEFT_OUT = ("worked", "takeaway")
START = exhibit(_DATA, conceal=_LEFT_OUT)
WEIGHTED = exhibit(_DATA, "pos_weight", conceal=_LEFT_OUT).moved(pos_weight="3")


def numbers(read: Read) -> Numbers:
    """Both fits, what they find, and where the one without a weight stands at the border of the other."""
    plain, weighted = read(START), read(WEIGHTED)
    border = -weighted["lowest_intercept"] / (weighted["lowest_weight"] or math.nan)
    score = plain["lowest_weight"] * border + plain["lowest_intercept"]
    return {
        "steepness": plain["lowest_weight"],
        "intercept": plain["lowest_intercept"],
        "weighted_steepness": weighted["lowest_weight"],
        "weighted_intercept": weighted["lowest_intercept"],
        "found": plain["lowest_finds_1"],
        "weighted_found": weighted["lowest_finds_1"],
        "weighted_false": weighted["lowest_false_alarms_1"],
        "mean": plain["lowest_mean_probability"],
        "weighted_mean": weighted["lowest_mean_probability"],
        "threshold": 1 / (1 + math.exp(-score)),
    }


def _answer(n: Numbers) -> str:
    steeper, shifted = (abs(n[f"weighted_{name}"] - n[name]) for name in ("steepness", "intercept"))
    return "shift" if shifted > 3 * steeper else ("steeper" if steeper > 3 * shifted else "both")


LESSON = Lesson(
    key="class_weight",
    place=2,
    question="What does a class weight do?",
    misconception="A weight makes the model look harder at the class.",
    start=START,
    asks="The fitted curve calls positive where it rises above one half, and finds none of the three positives. "
    "Now let every positive count as three negatives. What becomes of the curve?",
    guess=OneOf(
        options=(
            Option(
                "steeper",
                "steeper: the model tells the classes apart more sharply",
                "A sharper curve would mean that the model knows more about the feature. It knows what it knew: the "
                "steepness goes from {steepness} to {weighted_steepness} only.",
            ),
            Option("shift", "shifted to the left, hardly steeper", "It would then tell them apart as well as before."),
            Option(
                "both",
                "both: shifted, and steeper about as much",
                "The steepness only goes from {steepness} to {weighted_steepness}; nearly all of it is a slide.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=WEIGHTED,
            says="Solid is the fit without a weight, dashed the one with it. The intercept $b$ went from {intercept} "
            "to {weighted_intercept}, the steepness $w$ stayed near {steepness}. The border slid left, and the fit now "
            "finds {weighted_found}, with {weighted_false} false alarms.",
        ),
        Reveal(
            exhibit=WEIGHTED,
            says="Look where the dashed curve crosses one half: there the solid one stands at {threshold:.2f}. Calling "
            "positive from {threshold:.2f} on decides the same without any weight. The weight has a price: it believes "
            "in {weighted_mean:.0%} positives, where {mean:.0%} are.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(_DATA, "pos_weight", conceal=_LEFT_OUT),
            asks="Find at least two of the three positives with at most two false alarms, by the weight alone.",
            bounds=(
                Bound("lowest_finds_1", "the number of positives found", low=2),
                Bound("lowest_false_alarms_1", "the number of false alarms", high=2),
            ),
            solution={"pos_weight": "3"},
            swept="pos_weight",
            met="More weight buys finds with false alarms. How many a find is worth is yours to say, not the data’s.",
            hint="Raise the weight slowly and watch both numbers: the second climbs, too.",
        ),
    ),
    minutes=3,
    builds_on=("overlap_hides",),
)
