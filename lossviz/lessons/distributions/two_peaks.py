"""Which peak: reverse KL drops one of two, suddenly, where KL covers both."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_REVERSE = "distributions?loss=reverse_kl&figure=landscape&second=none"
_CHOSEN = ("role:chosen", "worked")
START = exhibit(f"{_REVERSE}&gap=1.8", conceal=_CHOSEN)
CHOOSING = exhibit(f"{_REVERSE}&gap=3", "gap", conceal=_CHOSEN)
COVERING = exhibit("distributions?loss=kl_divergence&figure=landscape&second=none&gap=3", "gap", conceal=_CHOSEN)


def numbers(read: Read) -> Numbers:
    """Where the best Gaussian lies, and how wide it is, as the peaks move apart."""
    near, before, after, cover = read(START), read(START, gap="2.7"), read(CHOOSING), read(COVERING)
    return {
        "near": near["lowest_width"],
        "before": before["lowest_width"],
        "after": after["lowest_width"],
        "mean_before": before["lowest_mean"],
        "mean_after": after["lowest_mean"],
        "cover": cover["lowest_width"],
        "cover_mean": cover["lowest_mean"],
        "alike": read(START, gap="3.6", left_share="0.5")["lowest_width"],
    }


def _answer(n: Numbers) -> str:
    if n["after"] >= n["before"]:
        return "covers"
    return "drops" if n["before"] > n["near"] else "slides"


LESSON = Lesson(
    key="two_peaks",
    place=2,
    question="Two peaks, one bell: which does it choose?",
    misconception="KL divergence is a distance, so the order of p and q does not matter.",
    start=START,
    asks="The truth p has two peaks. The model q, dashed, is one bell, placed and shaped to make the reverse KL "
    "divergence lowest. The peaks move apart: what comes of the bell?",
    guess=OneOf(
        options=(
            Option(
                "covers",
                "ever more width, over both peaks",
                "That is what KL divergence, the other order, makes of it: {cover} wide when the gap is three.",
            ),
            Option("drops", "a sudden leap to one peak"),
            Option(
                "slides",
                "a slow slide to the higher peak",
                "At first it does not slide but widen, from {near} to {before}. Then it leaps.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=CHOOSING,
            says="One stop earlier the bell covered both, {before} wide. Now it sits on one peak, {after} wide: its "
            "middle has jumped from {mean_before} to {mean_after}. Reverse KL charges for what q believes where p is "
            "almost nothing, as in the valley.",
        ),
        Reveal(
            exhibit=COVERING,
            says="The same truth, in the other order: KL divergence covers both peaks with a bell {cover} wide. It "
            "charges for what p has and q leaves out.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_REVERSE}&gap=1.2", "gap", conceal=_CHOSEN),
            asks="Find the smallest gap at which the bell of reverse KL drops a peak.",
            bounds=(Bound("lowest_mean", "the distance of the bell's middle from 0", low=1.0, size=True),),
            edge=("gap", -1),
            solution={"gap": "3"},
            swept="gap",
            met="One stop back it still covers both. Losses with two valleys decide in jumps.",
            hint="Watch the star, the lowest place: it leaps when it happens.",
        ),
        Task(
            exhibit=exhibit(f"{_REVERSE}&gap=3.6", "left_share", conceal=_CHOSEN),
            asks="Here it sits on the left peak. Make it take the right one instead.",
            bounds=(Bound("lowest_mean", "the bell's middle", low=1.0),),
            solution={"left_share": "0.4"},
            swept="left_share",
            swept_why="from half and half on, every smaller share will do",
            met="It takes the larger peak. Even of two peaks alike it takes only one, with a width of {alike}.",
            hint="How much of p lies in the left peak?",
        ),
    ),
    minutes=4,
)
