"""Where a lopsided cost puts the line: at a quantile, not at the average."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_VIEW = "regression?loss=quantile&figure=landscape&relief=alone&outliers=0&noise=1&slope=1&intercept=0"
_PLAIN = ("role:chosen", "role:frame", "worked")
START = exhibit(f"{_VIEW}&tau=0.5", conceal=_PLAIN)
RAISED = exhibit(f"{_VIEW}&tau=0.8&second=absolute", "tau", conceal=_PLAIN)
CURVE = exhibit("regression?loss=quantile&figure=curve&tau=0.8&at_residual=-1&against=", "at_residual")


def numbers(read: Read) -> Numbers:
    """What a unit short and a unit left over cost where shortage is dear, and how many points lie below the line."""

    def slope(tau: str, at: str) -> float:
        return abs(read(CURVE, tau=tau, at_residual=at)["slope"])

    short, over = slope("0.8", "-1"), slope("0.8", "1")
    return {
        "at_tau": 0.8,
        "at_even": 0.5,
        "at_high": 0.9,
        "short": short,
        "over": over,
        "share": short / (short + over),
        "dear": slope("0.9", "-1") / slope("0.9", "1"),
        "below": read(RAISED)["lowest_below"],
        "even": read(START)["lowest_below"],
    }


LESSON = Lesson(
    key="dear_shortage",
    place=4,
    question="Where does a lopsided cost put the line?",
    misconception="A forecast is an average; what misses cost is thought of afterwards.",
    start=START,
    asks="Each point is a day's demand, above or below the usual. The dashed line is what you stock: a unit short "
    "costs you 4, a unit left over 1. On what share of days should the stock suffice?",
    guess=Amount(
        label="Share of days",
        unit="%",
        low=0,
        high=100,
        step=1,
        answer=lambda n: 100 * n["share"],
        within=2,
        below="Half of the days, {even} points, is right if both cost alike. "
        "Shortage costs more here, so it must be rarer.",
        above="Stock left over costs, too. To go up to τ = {at_high}, a unit short would have to cost {dear} times one "
        "left over.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=RAISED,
            says="At τ = {at_tau} the quantile loss charges in your proportion. Its line has {below} points below it; "
            "that of absolute error, dotted, has {even}. Move τ: the line moves through the cloud.",
        ),
        Reveal(
            exhibit=CURVE,
            says="A unit short costs {short}, a unit left over {over}. So hard each day above the line pulls it up, "
            "and each day below pulls it down. They balance once {share:.0%} of the days lie below.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_VIEW}&tau=0.8", "tau", conceal=_PLAIN),
            asks="You sell fish now: a unit left over costs three times a unit short. Set τ so that the stock suffices "
            "on about as many of the thirty days as it should.",
            bounds=(Bound("lowest_below", "the number of days on which it suffices", 6, 9),),
            solution={"tau": "0.26"},
            swept="tau",
            met="One day in four: the share is the cost of a unit short, divided by both costs together.",
            hint="Of both costs together, which part falls on a unit short?",
        ),
    ),
    minutes=3,
)
