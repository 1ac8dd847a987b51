"""A small object missed: the mean over all pixels hardly shows it."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_ONE, _NONE = "000000000000000020000000000000000000", "000000000000000000000000000000000000"
_DISC = "0000000000f01f81f81f81f80f0000000000"
_MISSED = f"target={_ONE}&painted={_NONE}&certainty=0.99"
START = exhibit(f"segmentation?loss=pixel_cross_entropy&{_MISSED}", conceal=("role:measure", "role:pull"))
MISSED = exhibit(f"segmentation?loss=pixel_cross_entropy&{_MISSED}", conceal=("role:pull",))
DICE = exhibit(f"segmentation?loss=dice&{_MISSED}", conceal=("role:pull",))


def numbers(read: Read) -> Numbers:
    """What the missed pixel costs, beside a missed disc and a perfect mask."""
    return {
        "missed": read(MISSED)["value"],
        "found": read(MISSED, painted=_ONE)["value"],
        "disc": read(MISSED, target=_DISC)["value"],
        "object": read(MISSED, target=_DISC)["object"],
        "dice": read(DICE)["value"],
        "dice_found": read(DICE, painted=_ONE)["value"],
    }


def _answer(n: Numbers) -> str:
    where = {"same": n["disc"], "half": n["disc"] / 2, "hardly": n["found"]}
    return min(where, key=lambda name: abs(where[name] - n["missed"]))


LESSON = Lesson(
    key="small_object",
    place=2,
    question="Does the loss notice what is small?",
    misconception="A low mean loss means that nothing important was missed.",
    start=START,
    asks="The target holds one pixel of a lesion, of 144. The model paints nothing and is 99% sure. What does "
    "cross-entropy, as a mean over all pixels, charge?",
    guess=OneOf(
        options=(
            Option(
                "same",
                "as much as for any object that is wholly missed",
                "A missed disc of {object} pixels costs {disc}. This costs {missed}: a mean counts pixels, not "
                "objects.",
            ),
            Option(
                "half",
                "about half as much as for a large object",
                "Half of what a missed disc of {object} pixels costs would be far more: the disc costs {disc}, the "
                "lesion {missed}.",
            ),
            Option("hardly", "hardly more than for a perfect mask"),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=MISSED,
            says="All that mattered was missed, and cross-entropy is {missed}; a perfect mask would cost {found}. All "
            "the empty pixels are right, and the mean is mostly theirs. The bars are other losses of the same picture.",
        ),
        Reveal(
            exhibit=DICE,
            says="Dice asks how much of the object and of the paint overlap; empty pixels that are right hardly "
            "count. Missed it is {dice}, found {dice_found}. It notices.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"segmentation?loss=pixel_cross_entropy&{_MISSED}", "target", conceal=("role:pull",)),
            asks="Back to cross-entropy. Paint in the target: make the missed object so large that missing it costs a "
            "half.",
            bounds=(Bound("value", "the cross-entropy", low=0.5),),
            solution={"target": _DISC},
            swept_why="pixels are painted, no slider is moved",
            met="So large must an object be before the mean over all pixels tells of it.",
            hint="Draw over the picture of the target; each missed pixel adds the same.",
        ),
        Task(
            exhibit=exhibit(
                f"segmentation?loss=pixel_cross_entropy&{_MISSED}",
                losses=("pixel_cross_entropy", "dice", "tversky", "combo", "generalized_dice"),
                conceal=("role:pull", "role:measure"),
            ),
            asks="One pixel again. Choose a loss to which missing it is almost as bad as can be.",
            bounds=(Bound("value", "the loss", low=0.9),),
            solution={"loss": "generalized_dice"},
            swept_why="a loss is chosen, no slider is moved",
            met="It weighs object and background by the inverse square of their sizes: the smaller, the weightier.",
            hint="Which of them looks at how large the object is?",
        ),
    ),
    minutes=3,
)
