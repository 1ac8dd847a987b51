"""An empty target: without smoothing, Dice charges a right empty mask in full, and pulls at nothing."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_ONE, _NONE = "000000000000000020000000000000000000", "000000000000000000000000000000000000"
_DISC = "0000000000f01f81f81f81f80f0000000000"
_EMPTY = f"segmentation?loss=dice&target={_NONE}&certainty=0.99"
CROSS = exhibit(f"segmentation?loss=pixel_cross_entropy&target={_NONE}&painted={_NONE}&certainty=0.99")
START = exhibit(f"{_EMPTY}&painted={_NONE}&smooth=0", conceal=("role:measure", "role:pull"))
RIGHT = exhibit(f"{_EMPTY}&painted={_NONE}&smooth=0", conceal=("role:pull",))
PAINTED = exhibit(f"{_EMPTY}&painted={_DISC}&smooth=0", "painted", conceal=("role:pull",))


def numbers(read: Read) -> Numbers:
    """What a right empty mask costs and a wrong one, and what smoothing does to a missed pixel."""
    right, painted = read(RIGHT), read(PAINTED)
    return {
        "right": right["value"],
        "painted": painted["value"],
        "alarms": painted["false_alarms"],
        "pull": painted["strongest_pull"],
        "cross": read(CROSS)["value"],
        "missed": read(RIGHT, target=_ONE)["value"],
        "missed_smooth": read(RIGHT, target=_ONE, smooth="5")["value"],
    }


def _answer(n: Numbers) -> str:
    where = {"nothing": 0.0, "half": 0.5, "all": 1.0}
    return min(where, key=lambda name: abs(where[name] - n["right"]))


LESSON = Lesson(
    key="empty_mask",
    place=3,
    question="What if there is nothing to find?",
    misconception="An overlap loss is the right one for every mask.",
    start=START,
    asks="A healthy patient: the target is empty. The model paints nothing and is 99% sure. What does Dice charge, "
    "between 0 for all right and 1 for all wrong?",
    guess=OneOf(
        options=(
            Option(
                "nothing",
                "close to 0: the mask is right",
                "So it is for cross-entropy, {cross}. Dice asks which part of the object is overlapped, and there is "
                "no object: {right}.",
            ),
            Option(
                "half",
                "about one half: there is nothing to tell",
                "It is no compromise: an overlap of nothing counts as none at all, and costs {right}.",
            ),
            Option("all", "1: as for a mask that is all wrong"),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=RIGHT,
            says="The overlap is zero, and so Dice is {right}, as if all were wrong. Cross-entropy, which counts each "
            "pixel for itself, says {cross}.",
        ),
        Reveal(
            exhibit=PAINTED,
            says="Now {alarms} false alarms, and Dice is {painted} still. Paint whatever you like: it stays, and the "
            "strongest pull is {pull}. From healthy patients such a model learns nothing.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_EMPTY}&painted={_NONE}&smooth=0", "smooth", conceal=("role:pull",)),
            asks="The usual remedy is a number s, added above and below the fraction line. Raise it until the right "
            "empty mask costs a third at most.",
            bounds=(Bound("value", "the loss", high=0.33),),
            solution={"smooth": "3"},
            swept="smooth",
            met="It has a price: with the largest s, a missed lesion of one pixel costs {missed_smooth} instead of "
            "{missed}.",
            hint="Far to the right.",
        ),
    ),
    minutes=2,
    builds_on=("small_object",),
)
