"""Temperature decides which negatives count: the nearest alone, or all of them."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("metric_learning?loss=info_nce&temperature=0.1", conceal=("role:field", "role:descent"))
WARM = exhibit("metric_learning?loss=info_nce&temperature=0.98", "temperature", conceal=("role:field", "role:descent"))
_NEGATIVES = ("pull_on_negative_1", "pull_on_negative_2", "pull_on_negative_3")


def _share(readings: Numbers) -> float:
    pulls = [readings[name] for name in _NEGATIVES]
    return pulls[0] / sum(pulls)


def numbers(read: Read) -> Numbers:
    """Which share of the negatives' pull the nearest one takes, and the pull on the query."""
    cold, warm = read(START), read(WARM)
    return {
        "share_cold": _share(cold),
        "share_warm": _share(warm),
        "query_cold": cold["pull_on_query"],
        "query_warm": warm["pull_on_query"],
    }


def _answer(n: Numbers) -> str:
    if n["share_warm"] > 0.9:
        return "all"
    return "most" if n["share_warm"] > 0.45 else "third"


LESSON = Lesson(
    key="temperature",
    place=4,
    question="What does a temperature change?",
    misconception="A temperature only rescales the loss.",
    start=START,
    asks="The query should lie in the direction of the positive, and not of the three negatives. At this temperature, "
    "0.1, only negative 1 is pushed. Raise it to about 1: which share of the push does negative 1 get?",
    guess=OneOf(
        options=(
            Option(
                "all",
                "still nearly all",
                "Then only the strengths would change. But the shares do: from {share_cold:.2%} to {share_warm:.0%}.",
            ),
            Option("most", "more than half, the others the rest"),
            Option(
                "third",
                "a third, like each of them",
                "That would need a temperature without end. At this one being nearest still counts: {share_warm:.0%}.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=WARM,
            says="The nearest gets {share_warm:.0%} of the push now, and the next one feels some too. Before, it got "
            "{share_cold:.2%}. A low temperature looks at the hardest negative alone, a high one at all.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit("metric_learning?loss=info_nce&temperature=0.1", "temperature", conceal=WARM.conceal),
            asks="Find a temperature at which the second negative is pushed a fifth to a quarter as hard as the "
            "nearest.",
            bounds=(
                Bound("pull_on_negative_2", "the second push beside the first", 0.2, 0.25, per="pull_on_negative_1"),
            ),
            solution={"temperature": "0.54"},
            swept="temperature",
            met="So temperature is a dial from the nearest negative to all of them; the points have not moved.",
            hint="Below the figure stands the pull on each point.",
        ),
    ),
    minutes=3,
)
