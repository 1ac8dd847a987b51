"""One valley or two: the lowest place can jump."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_DATA = "regression?loss=barron&figure=landscape&outliers=8&noise=0.4&seed=1"
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(f"{_DATA}&alpha=2", conceal=_LEFT_OUT)
FAR = exhibit(f"{_DATA}&alpha=-2", "alpha", conceal=_LEFT_OUT)
BOTH = exhibit(f"{_DATA}&alpha=-0.5&slope=2&intercept=1&steps=40&rate=0.3", "slope", "intercept")


def numbers(read: Read) -> Numbers:
    """The fitted slope as α falls, and how deep the two valleys are where both are there."""
    both = read(BOTH)
    return {
        "squared": read(START)["lowest_slope"],
        "half": read(START, alpha="0")["lowest_slope"],
        "far": read(FAR)["lowest_slope"],
        "ended": both["mean_after_descent"],
        "lowest": both["lowest"],
        "lowest_slope": both["lowest_slope"],
        "at_half": 0.0,
        "at_far": -2.0,
        "at_both": -0.5,
    }


LESSON = Lesson(
    key="two_valleys",
    place=1,
    question="One valley or two?",
    misconception="Change a loss a little and its fit changes a little.",
    start=START,
    asks="Eight bad points (ringed) have turned the fitted line over. The slider α makes large misses count ever less: "
    "at 2, as here, the loss is squared error. What is the slope $a$ of the fitted line at α = −2?",
    guess=Amount(
        label="Slope of the line",
        low=-2.0,
        high=3.0,
        step=0.05,
        answer=lambda n: n["far"],
        within=0.25,
        below="The line would then still be bound to the bad points. So it looks down to α = {at_half}, where its "
        "slope is {half}; then it leaves them at a jump.",
        above="The line would then be steeper than the good points are.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=FAR,
            says="From {squared} the slope first sinks a little, to {half} at α = {at_half}. Then the lowest place "
            "jumps to the good points: {far} at α = {at_far}. Move α to and fro, and watch the star.",
        ),
        Reveal(
            exhibit=BOTH,
            says="At α = {at_both} there are two valleys, and the star is in the other one. Descent from the chosen "
            "model ends at {ended} in the valley it starts in, though {lowest} is the lowest. Drag the chosen model "
            "to see which start leads where.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_DATA}&alpha=2", "alpha", conceal=_LEFT_OUT),
            asks="Find the edge: the largest α at which the fitted line still climbs with the good points.",
            bounds=(Bound("lowest_slope", "the slope of the fitted line", low=0.5),),
            solution={"alpha": "-0.75"},
            swept="alpha",
            edge=("alpha", 1),
            met="One stop more and the line falls over. Near such an edge a tiny change of loss or data decides.",
            hint="Go down until the line climbs, then back up, stop by stop.",
        ),
    ),
    minutes=3,
)
