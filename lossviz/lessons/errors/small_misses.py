"""Which misses squared error cares about: the large ones."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=2", conceal=("role:gradient",))
MEETING = exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=0.5", "at_residual")
ABSOLUTE = exhibit("regression?loss=absolute&figure=curve")
_AT = {"tenth": 0.1, "half": 0.5, "one": 1.0, "two": 2.0}


def numbers(read: Read) -> Numbers:
    """The pulls of the two losses at a large miss, a small one, and where they meet."""

    def pull(key: str, at: float) -> float:
        return abs(read(ABSOLUTE if key == "absolute" else START, at_residual=f"{at:g}")["slope"])

    gap = {name: abs(pull("squared", at) - pull("absolute", at)) for name, at in _AT.items()}
    return {
        **{f"gap_{name}": value for name, value in gap.items()},
        "absolute": pull("absolute", 2),
        "half": pull("squared", 0.5),
        "one": pull("squared", 1),
        "two": pull("squared", 2),
        "tenth": pull("squared", 0.1),
    }


LESSON = Lesson(
    key="small_misses",
    place=1,
    question="Which misses does squared error care about?",
    misconception="Squared error punishes every miss harder than absolute error does.",
    start=START,
    asks="Two losses of a miss r: squared and absolute error. How hard a loss pulls at a miss is how steep its curve "
    "is there. At which size of the miss do the two pull alike?",
    guess=OneOf(
        options=(
            Option("tenth", "at 0.1", "There squared error pulls with {tenth} only, absolute error with {absolute}."),
            Option("half", "at 0.5"),
            Option(
                "one", "at 1", "There the two cost the same, but squared error pulls with {one} against {absolute}."
            ),
            Option("two", "at 2", "There squared error pulls with {two} against {absolute}."),
        ),
        answer=lambda n: min(_AT, key=lambda name: n[f"gap_{name}"]),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=MEETING,
            says="Here both pull with {half}. For larger misses squared error pulls harder, {two} against {absolute} "
            "at the miss you saw. For smaller ones it pulls softer: it is the loss that forgives them.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=2", "at_residual"),
            asks="Move the probe to a miss where squared error pulls less than half as hard as absolute error does, "
            "but still pulls.",
            bounds=(Bound("slope", "the pull", 0.05, 0.45, size=True),),
            solution={"at_residual": "0.2"},
            swept="at_residual",
            met="A miss this small hardly moves a model that is trained on squared error.",
            hint="The pull is the slope of the curve: look where it is nearly level.",
        ),
    ),
    minutes=2,
)
