"""Who survives flipped labels: losses that give a hopeless example up."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_DATA = "binary?loss=hinge&figure=landscape&relief=alone&share=0.5&spread=1&label_noise=0&seed=1&weight=1&intercept=0"
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(_DATA, conceal=_LEFT_OUT)
FLIPPED = exhibit(_DATA, "label_noise", conceal=_LEFT_OUT).moved(label_noise="0.3")
LOSSES = ("hinge", "binary_cross_entropy", "exponential", "generalized_cross_entropy", "ramp")
CHARGES = exhibit("binary?loss=hinge&figure=curve&label=1&at_logit=-3&against=binary_cross_entropy", "at_logit")


def numbers(read: Read) -> Numbers:
    """The steepness with all labels right and with some flipped, and what a hopeless example costs."""
    return {
        "steepness": read(START)["lowest_weight"],
        "flipped": read(FLIPPED)["lowest_weight"],
        "near": read(CHARGES, at_logit="-1")["value"],
        "far": read(CHARGES)["value"],
        "at_near": -1.0,
        "at_far": -3.0,
    }


def _answer(n: Numbers) -> str:
    left = n["flipped"] / (n["steepness"] or 1.0)
    return "steeper" if left > 1.1 else ("same" if left > 0.8 else ("flatter" if left > 0.5 else "flat"))


LESSON = Lesson(
    key="flipped_labels",
    place=4,
    question="Who survives flipped labels?",
    misconception="The right labels are in the majority, so they outvote the wrong ones.",
    start=START,
    asks="All labels are right, and the hinge has fitted the dashed curve. "
    "Now flip three labels in ten, picked blindly. What becomes of the curve?",
    guess=OneOf(
        options=(
            Option(
                "steeper",
                "steeper: it has to insist",
                "A steeper curve is surer, and a sure model pays most for labels that contradict it.",
            ),
            Option(
                "same",
                "much the same: right labels outvote wrong ones",
                "In a vote each label would count once. Here a point counts by its cost, and far on the wrong side one "
                "costs as much as many.",
            ),
            Option("flatter", "somewhat flatter", "It falls by more than half: from {steepness} to {flipped}."),
            Option("flat", "less than half as steep", "It would then hardly tell the classes apart."),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=FLIPPED,
            says="The steepness $w$ falls from {steepness} to {flipped}. Flipped points are ringed: the surer the "
            "model, the more they cost. It is cheapest to be sure of nothing, and to say much the same of every point.",
        ),
        Reveal(
            exhibit=CHARGES,
            says="Here is why. A point on the wrong side costs {near} at a logit of {at_near}, and {far} at {at_far}. "
            "The charge grows without end, and so does cross-entropy’s (dashed): a hopeless label keeps pulling.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(_DATA, losses=LOSSES, conceal=_LEFT_OUT).moved(label_noise="0.3"),
            asks="Three labels in ten stay flipped. Choose a loss whose curve is steep again, with its border near the "
            "middle.",
            bounds=(
                Bound("lowest_weight", "the steepness", low=1),
                Bound(
                    "lowest_intercept",
                    "the border’s distance from the middle",
                    high=0.5,
                    per="lowest_weight",
                    size=True,
                ),
            ),
            solution={"loss": "ramp"},
            swept_why="It is a choice among losses.",
            met="Ramp is a hinge with a ceiling: a label that it cannot please costs a fixed sum, and is given up.",
            hint="Look for a loss whose charge for a hopeless point stops growing.",
        ),
        Task(
            exhibit=exhibit(
                "binary?loss=ramp&figure=landscape&relief=alone&share=0.5&spread=1&label_noise=0.3&seed=1&weight=1&intercept=0"
                "&second=hinge",
                "seed",
                conceal=_LEFT_OUT,
            ),
            asks="One data set proves nothing. Draw others with the seed, until ramp is led astray: a border more than "
            "one from the middle.",
            bounds=(
                Bound(
                    "lowest_intercept", "the border’s distance from the middle", low=1, per="lowest_weight", size=True
                ),
            ),
            solution={"seed": "6"},
            swept="seed",
            met="Giving labels up also gives up right ones, if enough wrong ones lie together. Ramp does well on many "
            "draws, not on all: try several before you praise a loss.",
            hint="Move the seed stop by stop and watch where the fitted curve crosses one half.",
        ),
    ),
    minutes=4,
    builds_on=("overlap_hides",),
)
