"""One number for a column: each loss means something else by typical, and some hang on a single value."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_PLAIN = ("worked",)
_COVERED = ("role:loss", "role:rival", "role:minimiser", "role:frame")
START = exhibit("fit?loss=squared&figure=estimates&against=", conceal=(*_PLAIN, *_COVERED))
MEAN = exhibit("fit?loss=squared&figure=estimates&against=absolute", "largest", conceal=_PLAIN)
OTHERS = exhibit(
    "fit?loss=huber&figure=estimates&delta=2&against=quantile,cauchy,welsch&quantile-tau=0.8&cauchy-c=3&welsch-c=5",
    "largest",
    conceal=_PLAIN,
)
SPREADS = exhibit(
    "fit?loss=huber&figure=estimates&delta=3.1&measured=noise&against=absolute", "delta", "column", conceal=_PLAIN
)


def numbers(read: Read) -> Numbers:
    """What each loss calls typical, and how far the largest number sways Huber's answer."""
    mean, others, spreads = read(MEAN), read(OTHERS), read(SPREADS)
    return {
        "squared": mean["low_squared"],
        "low": mean["low_absolute"],
        "high": mean["high_absolute"],
        "largest": mean["largest"],
        "huber": others["low_huber"],
        "cauchy": others["low_cauchy"],
        "welsch": others["low_welsch"],
        "quantile_low": others["low_quantile"],
        "quantile_high": others["high_quantile"],
        "at_share": 0.8,
        "spread": spreads["spread"],
        "sway": spreads["sway"],
        "at_most": 3.1,
    }


LESSON = Lesson(
    key="your_numbers",
    place=9,
    question="Which number is typical of your numbers?",
    misconception="A column of numbers has one typical value.",
    start=START,
    asks="Ten salaries in thousands: 21, 23, 24, 25, 26, 27, 28, 30, 31 and 250. One number has to stand for all. "
    "Which one has the lowest mean squared error?",
    guess=Amount(
        label="The number",
        unit="thousand",
        low=20,
        high=100,
        step=0.5,
        answer=lambda n: n["squared"],
        within=2,
        below="That is nearer to most salaries. But the one of {largest} is squared, too, and pulls the answer up to "
        "{squared}.",
        above="So far up it would be too dear for the nine others: the answer is {squared}.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=MEAN,
            says="Squared error answers with the mean, {squared}, which nobody earns. Absolute error has no single "
            "answer: everything from {low} to {high} is as good. Move the largest and see which follows.",
        ),
        Reveal(
            exhibit=OTHERS,
            says="Huber says {huber}, Cauchy {cauchy}, Welsch {welsch}. The quantile loss at τ = {at_share} asks for "
            "something else: eight of ten below, from {quantile_low} to {quantile_high}.",
        ),
        Reveal(
            exhibit=SPREADS,
            says="Measured in σ, the spread of the good numbers, here {spread} thousand, δ suits any column: paste "
            "your own. At δ = {at_most} σ the largest number can still sway Huber's answer by {sway} %.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                "fit?loss=huber&figure=estimates&delta=3.1&measured=noise&against=absolute", "delta", conceal=_PLAIN
            ),
            asks="Find a δ for which the largest number, however far out, moves the answer by less than one per cent.",
            bounds=(Bound("sway", "how far the largest number moves the answer, in per cent", high=1.0),),
            solution={"delta": "1"},
            swept="delta",
            swept_why="Huber's answer is steady for every small δ: that is what it is for.",
            met="With δ near the spread one number has next to no say. The price: a smaller δ comes ever closer to the "
            "median, which looks at the order alone.",
            hint="Nearer to the spread of the good numbers.",
        ),
    ),
    minutes=3,
    words=("mean", "median", "average", "salary", "typical value"),
)
