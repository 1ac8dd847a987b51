"""How large a step may be: up to two divided by the steepest curvature, and no further."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_BOWL = "optimise?optimiser=gradient_descent&figure=scaling"
_CHART = ("role:loss", "role:frame", "role:probe")
START = exhibit(f"{_BOWL}&rate=0.35", conceal=_CHART)
RATES = exhibit(f"{_BOWL}&rate=0.71", "rate")
SHIFTED = exhibit(f"{_BOWL}&rate=0.036&shift=5", "rate", "shift")
_NEAR = 0.05


def numbers(read: Read) -> Numbers:
    """The slope after a hundred steps at rates about the limit, and the limit after x is shifted or losses summed."""
    shifted = read(SHIFTED)
    return {
        "fit": read(START)["fit_slope"],
        "start": read(START)["slope"],
        "curvature": read(START)["curvature_high"],
        "limit": read(START)["limit"],
        "below": read(START, rate="0.69")["slope"],
        "edge": read(START, rate="0.7")["slope"],
        "above": read(RATES)["slope"],
        "far": read(START, rate="0.75")["slope"],
        "shifted": shifted["limit"],
        "condition": shifted["condition"],
        "summed": read(START, reduce="sum")["limit"],
        "at_start": 0.35,
        "at_below": 0.69,
        "at_edge": 0.7,
        "at_above": 0.71,
        "at_far": 0.75,
        "at_shift": 5.0,
        "at_steps": 200.0,
    }


def _answer(n: Numbers) -> str:
    off = abs(n["above"] - n["fit"])
    return "same" if off < _NEAR else "near" if off < 1 else "away"


LESSON = Lesson(
    key="step_size",
    place=5,
    question="How large a step?",
    misconception="A small rate is safer, a large one faster; in between it is a matter of patience.",
    start=START,
    asks="A line is fitted by squared error. At a rate of 0.35 a hundred steps arrive at the fitted slope. What do a "
    "hundred steps at 0.71 give?",
    guess=OneOf(
        options=(
            Option(
                "same",
                "the same slope, sooner",
                "So it is up to the limit of {limit}. At {at_above} the slope is {above}.",
            ),
            Option(
                "near",
                "a slope that is a little off",
                "At {at_below} that is so: {below}, where the points want {fit}. Beyond {limit} it is not.",
            ),
            Option("away", "a slope that has nothing to do with the points"),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=RATES,
            says="At {at_below} the slope ends at {below}, at {at_edge} at {edge}, at {at_above} at {above}, at "
            "{at_far} at {far}. Large steps land beyond the lowest place, on the other side. Once the rate exceeds two "
            "over the curvature {curvature}, which is {limit}, they land farther out each time.",
        ),
        Reveal(
            exhibit=SHIFTED,
            says="The same points, x shifted by {at_shift:.0f}: the bowl is {condition:.0f} times as steep across as "
            "along, and the limit {shifted}. Along the bottom such steps crawl. Shift x back and sum the losses "
            "instead: the limit is {summed}.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_BOWL}&rate=0.036&shift=5&steps=200", "rate", "prepared"),
            asks="x is shifted by {at_shift:.0f}. Within {at_steps:.0f} steps, bring the slope to less than a "
            "twentieth from the fit.",
            bounds=(Bound("off", "how far the slope is off", high=_NEAR),),
            solution={"prepared": "standardised"},
            swept_why="what meets it is a choice: of a standardised input nearly every rate will do",
            met="That is why inputs are standardised: the bowl is round, and one rate suits every direction.",
            hint="No rate is small enough for the steep way and large enough for the gentle one. Change the input.",
        ),
    ),
    minutes=4,
    words=("learning rate", "step size", "divergence", "standardise", "condition number"),
)
