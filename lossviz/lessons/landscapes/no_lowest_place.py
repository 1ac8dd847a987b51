"""Whether there is always a lowest place: not for classes that a border separates."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_DATA = "figure=landscape&share=0.25&label_noise=0&seed=1"
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(f"binary?loss=binary_cross_entropy&{_DATA}&spread=1&weight=2&intercept=-0.4", conceal=_LEFT_OUT)
NARROW = exhibit(f"binary?loss=binary_cross_entropy&{_DATA}&spread=0.3&weight=2&intercept=-0.4", "weight", "intercept")
HINGE = exhibit(f"binary?loss=hinge&{_DATA}&spread=0.3&weight=4&intercept=-0.6", "weight", "intercept")


def numbers(read: Read) -> Numbers:
    """Where the lowest place lies, and what sharper and sharper curves cost."""
    narrow = read(NARROW)
    return {
        "overlapping": read(START)["lowest_weight"],
        "inside": narrow["lowest_inside"],
        "weight": narrow["lowest_weight"],
        "two": narrow["mean"],
        "four": read(NARROW, weight="4", intercept="-0.8")["mean"],
        "six": read(NARROW, weight="6", intercept="-1.2")["mean"],
        "hinge": read(HINGE)["mean"],
        "at_two": 2.0,
        "at_four": 4.0,
        "at_six": 6.0,
    }


def _answer(n: Numbers) -> str:
    if not n["inside"]:
        return "never"
    return "same" if abs(n["weight"] - n["overlapping"]) < 0.5 else "steeper"


LESSON = Lesson(
    key="no_lowest_place",
    place=2,
    question="Is there always a lowest place?",
    misconception="A convex loss has a best model, and descent finds it.",
    start=START,
    asks="The classes overlap, and the best curve has a steepness $w$ somewhere inside the map. Now the classes become "
    "narrow, so that one border parts them without a mistake. Where does the best steepness go?",
    guess=OneOf(
        options=(
            Option(
                "same",
                "nowhere: it stays about where it is",
                "It would then not gain from being surer. But where no point is on the wrong side, a surer curve costs "
                "less: {two} at w = {at_two}, {four} at {at_four}.",
            ),
            Option(
                "steeper",
                "up, until it settles at a larger w",
                "Settling would need a price on being too sure, and only points on the wrong side make one. "
                "There are none: {four} at w = {at_four}, {six} at {at_six}.",
            ),
            Option("never", "up without end", "It would then pay to be ever surer."),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=NARROW,
            says="The star sits on the edge of the map, and lower places lie beyond it. Along the valley the loss is "
            "{two} at w = {at_two}, {four} at {at_four} and {six} at {at_six}. The landscape is convex, and "
            "has no lowest place.",
        ),
        Reveal(
            exhibit=HINGE,
            says="The hinge has too many instead: it asks for a margin and no more. At the chosen model it is {hinge}, "
            "and so it is all over the dark plain: drag it about. Where descent stops depends on where it starts.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                f"binary?loss=binary_cross_entropy&{_DATA}&spread=0.3&weight=2&intercept=-0.4",
                "smoothing",
                conceal=_LEFT_OUT,
            ),
            asks="Label smoothing moves every label a little towards one half. Give cross-entropy a lowest place with "
            "a steepness between three and four.",
            bounds=(Bound("lowest_weight", "the best steepness", 3.0, 4.0),),
            solution={"smoothing": "0.06"},
            swept="smoothing",
            met="A label just short of certain puts a price on being too sure. A penalty on the weight would, too.",
            hint="More smoothing, flatter curve. It takes little.",
        ),
    ),
    minutes=3,
)
