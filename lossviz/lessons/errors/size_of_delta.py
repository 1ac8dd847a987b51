"""What Huber's δ is measured in: the units of what is predicted, so that no value of it is neutral."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_VIEW = "regression?loss=huber&figure=landscape&relief=alone&second=squared&outliers=6&slope=1&intercept=0"
_PLAIN = ("role:chosen", "worked")
START = exhibit(f"{_VIEW}&delta=1", conceal=_PLAIN)
FREE = exhibit(f"{_VIEW}&delta=0.3", "delta", conceal=_PLAIN)
LARGE = exhibit(f"{_VIEW}&delta=3", "delta", conceal=_PLAIN)
SQUARED, ABSOLUTE = (exhibit(f"regression?loss={key}&figure=landscape&outliers=6") for key in ("squared", "absolute"))


def numbers(read: Read) -> Numbers:
    """The slope of the fitted line at three values of δ, and of the two losses that Huber's lies between."""
    small, one, large = (read(START, delta=f"{at:g}")["lowest_slope"] for at in (0.3, 1.0, 3.0))
    return {
        "at_small": 0.3,
        "at_one": 1.0,
        "at_large": 3.0,
        "at_noise": 0.4,
        "small": small,
        "one": one,
        "large": large,
        "squared": read(SQUARED)["lowest_slope"],
        "absolute": read(ABSOLUTE)["lowest_slope"],
    }


LESSON = Lesson(
    key="size_of_delta",
    place=3,
    question="What is δ = 1 measured in?",
    misconception="δ = 1 is the neutral setting of Huber's loss.",
    start=START,
    asks="Huber's loss squares misses up to δ, and charges larger ones in proportion. At δ = 1, six dropped points "
    "still bend its dashed line. Which δ brings it back to the other points?",
    guess=OneOf(
        options=(
            Option("fall", "a smaller δ"),
            Option(
                "rise",
                "a larger δ",
                "A larger δ squares more misses: at {at_large} the slope is {large}, nearly that of squared error, "
                "{squared}.",
            ),
            Option(
                "neither",
                "no δ does",
                "It hangs on δ: the slope is {small} at {at_small}, and {large} at {at_large}.",
            ),
        ),
        answer=lambda n: (
            "neither" if abs(n["small"] - n["large"]) < 0.1 else "fall" if n["small"] > n["large"] else "rise"
        ),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=FREE,
            says="At δ = {at_small} the slope is {small}; at {at_one} it was {one}. Misses beyond δ pull no harder "
            "than one of size δ. A smaller δ gives the dropped points less.",
        ),
        Reveal(
            exhibit=LARGE,
            says="At δ = {at_large} nearly every miss is squared, and the two lines nearly meet. δ is in the units of "
            "y: measure y in other units, and it must change with them. Hold it against the scatter of the good "
            "points, here {at_noise}.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_VIEW}&delta=3", "delta", conceal=_PLAIN),
            asks="Keep the six dropped points. With δ alone, get at least two thirds of the true slope back.",
            bounds=(Bound("lowest_slope", "the slope of Huber's line", 0.65),),
            solution={"delta": "0.2"},
            swept="delta",
            met="This δ lies below the scatter of the good points, so nearly every miss counts by its size alone. "
            "More than absolute error's {absolute} is not to be had in this way.",
            hint="The good points scatter by {at_noise}: what is a large miss to them?",
        ),
    ),
    minutes=3,
    builds_on=("bad_points",),
)
