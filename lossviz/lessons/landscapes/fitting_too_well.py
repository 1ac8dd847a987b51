"""When fitting too well begins: training error cannot tell."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_DATA = "train?figure=capacity&noise=0.4&seed=1&strength=0"
_LEFT_OUT = ("worked", "takeaway")
START = exhibit(f"{_DATA}&degree=1", conceal=("role:loss", "role:validation", "role:minimiser", *_LEFT_OUT))
ALL = exhibit(f"{_DATA}&degree=9", "degree", conceal=_LEFT_OUT)
PRICED = exhibit(f"{_DATA}&degree=9&over=strength&strength=0.03", "strength", conceal=_LEFT_OUT)
_NEAR = 1.05


def numbers(read: Read) -> Numbers:
    """Both errors as the degree grows, and what a price on the coefficients makes of the highest."""
    found = {
        f"{part}_{degree}": read(START, degree=f"{degree}")[part]
        for part in ("training", "validation")
        for degree in (1, 4, 6, 9)
    }
    priced = read(PRICED)
    return {
        **found,
        "priced": priced["validation"],
        "priced_training": priced["training"],
        "limit": _NEAR * read(START)["best_validation"],
        "at_line": 1.0,
        "at_four": 4.0,
        "at_six": 6.0,
        "at_all": 9.0,
        "at_price": 0.03,
    }


def _answer(n: Numbers) -> str:
    return min(("1", "6", "9"), key=lambda degree: n[f"validation_{degree}"])


LESSON = Lesson(
    key="fitting_too_well",
    place=6,
    question="When does fitting too well begin?",
    misconception="The model with the lowest training loss is the best one.",
    start=START,
    asks="Ten points (black) to learn from; the twenty rings are kept back to judge by. A polynomial of higher degree "
    "comes closer to the black points. Which degree has the lowest error on the rings?",
    guess=OneOf(
        options=(
            Option("1", "degree 1, a line"),
            Option(
                "6",
                "degree 6, which comes closer to the black points",
                "It does come closer to them: {training_6} after {training_1}. On the rings it is {validation_6} "
                "after {validation_1}.",
            ),
            Option(
                "9",
                "degree 9, which goes through all of them",
                "It does go through all of them. On the rings its error is {validation_9}: between points it is free.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=ALL,
            says="Training error only falls: {training_1}, {training_4}, {training_6} and {training_9} at degrees "
            "{at_line}, {at_four}, {at_six} and {at_all}. Validation error goes {validation_1}, {validation_4}, "
            "{validation_6} and {validation_9}. Where the two curves part, the model begins to learn the noise.",
        ),
        Reveal(
            exhibit=PRICED,
            says="A high degree need not be given up. With a price of λ = {at_price} on its coefficients training "
            "error rises to {priced_training}, and validation error falls from {validation_9} to {priced}. How much to "
            "pay, only validation can tell.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_DATA}&degree=9", "degree", conceal=("role:validation", "role:minimiser", *_LEFT_OUT)),
            asks="Choose a degree whose validation error is at most a twentieth above the lowest of all.",
            bounds=(Bound("validation", "the validation error", high="limit"),),
            solution={"degree": "4"},
            swept="degree",
            met="Several degrees do as well. Of models that judge alike, take the simplest.",
            hint="Look at the curve between the black points: does it pass near the rings?",
        ),
    ),
    minutes=4,
)
