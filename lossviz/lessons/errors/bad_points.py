"""How many bad points bend a line: fewer than most think, for any loss that pulls at all misses."""

from bisect import bisect_left

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_DATA = "figure=landscape&relief=alone&slope=1&intercept=0"  # points are as large as they pull at the true line
_PLAIN = ("role:chosen", "worked")
START = exhibit(f"regression?loss=squared&{_DATA}&outliers=0", conceal=_PLAIN)
BENT = exhibit(f"regression?loss=squared&{_DATA}&outliers=5", "outliers", conceal=_PLAIN)
BESIDE = exhibit(f"regression?loss=absolute&{_DATA}&outliers=8&second=squared", "outliers", "moved", conceal=_PLAIN)
_MOST = 12  # points that can be dropped


def numbers(read: Read) -> Numbers:
    """At how many dropped points the line of either loss slopes down, and its slopes before and then."""

    def broken(of: str) -> dict[str, float]:
        def slope(count: int) -> float:
            return read(START, loss=of, outliers=str(count))["lowest_slope"]

        first = bisect_left(range(_MOST), True, key=lambda count: slope(count) < 0)
        before, then = slope(max(first - 1, 0)), slope(first)
        return {f"at_{of}": float(first), f"at_{of}_before": first - 1.0, f"{of}_before": before, f"{of}_then": then}

    return {"none": read(START)["lowest_slope"], **broken("squared"), **broken("absolute")}


LESSON = Lesson(
    key="bad_points",
    place=2,
    question="How many bad points bend a line?",
    misconception="A few bad points drown among many good ones; and with absolute error none of them matters.",
    start=START,
    asks="The dashed line is fitted to 30 points by squared error. Now points drop by 5 units, one after the other "
    "from the right-hand end. How many must drop before the fitted line slopes down?",
    guess=Amount(
        label="Number of points",
        low=1,
        high=15,
        step=1,
        answer=lambda n: n["at_squared"],
        within=0,
        below="With {at_squared_before} dropped the line still rises, with slope {squared_before}.",
        above="Fewer are enough: with {at_squared} the slope is {squared_then}.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=BENT,
            says="The slope was {none} and is {squared_then}. A point pulls with twice its miss, so a few far ones "
            "outweigh many near ones. Move the slider and watch the line tip.",
        ),
        Reveal(
            exhibit=BESIDE,
            says="Under absolute error every point pulls alike, and the line holds longer: with {at_absolute_before} "
            "dropped its slope is {absolute_before}. With {at_absolute} it jumps to {absolute_then}. "
            "Points at the end of x have a long lever: drag one there, then one in the middle.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                f"regression?loss=squared&{_DATA}&outliers=7",
                losses=("squared", "absolute", "huber", "log_cosh", "cauchy", "welsch", "tukey_biweight"),
                conceal=_PLAIN,
            ),
            asks="Seven points have dropped, and they stay. Choose a loss that follows the others: bring the slope "
            "back to nearly what it was.",
            bounds=(Bound("lowest_slope", "the slope of the fitted line", 0.9),),
            solution={"loss": "tukey_biweight"},
            swept_why="the loss is chosen, no slider is moved",
            met="This loss stops pulling at far misses, so far points have no say. The price: it would ignore them "
            "just the same if they were right.",
            hint="Absolute error still pulls at every miss. Look for losses that pull less the further off a point is.",
        ),
    ),
    minutes=3,
    builds_on=("small_misses",),
)
