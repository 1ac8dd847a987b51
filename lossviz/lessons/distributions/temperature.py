"""Temperature decides which negatives count: the nearest alone, or all of them."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_POINTS = "query=1.5,0.5&positive=0.4,1.5&negative_1=1.2,-0.5&negative_2=-0.7,1.1&negative_3=-0.1,-1.3"
_ADDRESS = f"metric_learning?loss=info_nce&{_POINTS}"
_PLAIN = ("role:field", "role:descent")
START = exhibit(f"{_ADDRESS}&temperature=0.1", conceal=_PLAIN)
WARM = exhibit(f"{_ADDRESS}&temperature=0.98", "temperature", conceal=_PLAIN)
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
    return "half" if n["share_warm"] > 0.4 else "third"


LESSON = Lesson(
    key="temperature",
    place=4,
    question="What does a temperature change?",
    misconception="A temperature only rescales the loss.",
    start=START,
    asks="The query is pulled towards the positive, and the negatives are pushed away from it. At this temperature, "
    "0.1, negative 1 gets all of the push: it is nearest. How much of it does it get at a temperature of about 1?",
    guess=OneOf(
        options=(
            Option(
                "all",
                "still nearly all of it",
                "Then all strengths would change alike. But the shares change: from {share_cold:.2%} to "
                "{share_warm:.0%}.",
            ),
            Option("half", "about half of it"),
            Option(
                "third",
                "a third of it, like the others",
                "For that the temperature would have to rise further still. At this one being nearest counts: "
                "{share_warm:.0%}.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=WARM,
            says="The nearest gets {share_warm:.0%} of the push now, and the others the rest. Before, it got "
            "{share_cold:.2%}. A low temperature looks at the hardest negative alone, a high one at all.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_ADDRESS}&temperature=0.1", "temperature", conceal=_PLAIN),
            asks="Find a temperature at which the second negative is pushed a fifth to a third as hard as the nearest.",
            bounds=(
                Bound(
                    "pull_on_negative_2",
                    "the push on negative 2 beside that on negative 1",
                    0.2,
                    0.33,
                    per="pull_on_negative_1",
                ),
            ),
            solution={"temperature": "0.54"},
            swept="temperature",
            met="So temperature is a dial from the nearest negative to all of them; the points have not moved.",
            hint="Below the figure stands the pull on each point.",
        ),
    ),
    minutes=3,
)
