"""The floor of cross-entropy: a perfect model of an uncertain truth still pays the truth's entropy."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_P = "0.75,0.15,0.1,0,0,0"
_ADDRESS = f"distributions?loss=kl_divergence&figure=bars&bars=3&p={_P}"
START = exhibit(f"{_ADDRESS}&q=0.1,0.3,0.6,0,0,0", conceal=("role:measure", "role:pull"))
MATCHED = exhibit(f"{_ADDRESS}&q={_P}", "q", conceal=("role:pull",))
CERTAIN = exhibit(f"{_ADDRESS}&q={_P}", "p", conceal=("role:pull",))


def numbers(read: Read) -> Numbers:
    """Both measures before and after q is laid over p."""
    before, matched = read(START), read(MATCHED)
    return {
        "before": before["cross_entropy"],
        "fault": before["value"],
        "floor": matched["cross_entropy"],
        "entropy": matched["entropy"],
        "left": matched["value"],
        "even": read(MATCHED, q="1,1,1,0,0,0")["cross_entropy"],
    }


def _answer(n: Numbers) -> str:
    where = {"zero": 0.0, "even": n["even"], "floor": n["entropy"]}
    return min(where, key=lambda name: abs(where[name] - n["floor"]))


LESSON = Lesson(
    key="loss_floor",
    place=1,
    question="Can cross-entropy reach zero?",
    misconception="A perfect model has a loss of zero.",
    start=START,
    asks="Hatched bars: how often each of three outcomes really happens, p. Full bars: what a model believes, q. Lay "
    "q exactly over p, and what is the cross-entropy then?",
    guess=OneOf(
        options=(
            Option(
                "zero",
                "0: the model is right about everything",
                "It knows every probability, and still not what comes next. For that it pays {floor} on average.",
            ),
            Option(
                "even",
                "that of a pure guess: log 3",
                "Who believes all three to be equally likely pays {even}. Here one outcome is far likelier than the "
                "others, and {floor} is enough.",
            ),
            Option("floor", "more than 0, but less than log 3"),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=MATCHED,
            says="Cross-entropy is {floor} now: just the entropy of p, the price of not knowing what comes next. "
            "Before, it was {before}: {entropy} for that and {fault} for wrong beliefs. The second part is the KL "
            "divergence, and only it can reach zero.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_ADDRESS}&q=0.1,0.3,0.6,0,0,0", "q"),
            asks="Drag the full bars until hardly anything is left of the KL divergence. Watch what is left of the "
            "cross-entropy.",
            bounds=(Bound("value", "the KL divergence", high=0.01),),
            solution={"q": "0.74,0.16,0.1,0,0,0"},
            swept_why="three bars are dragged, and no single slider does it",
            met="The beliefs are right, and cross-entropy stands on its floor.",
            hint="Each full bar wants to be as high as the hatched one beside it.",
        ),
        Task(
            exhibit=CERTAIN,
            asks="Now change the truth: drag the hatched bars until the floor itself, the entropy of p, is close to "
            "zero.",
            bounds=(Bound("entropy", "the entropy of p", high=0.2),),
            solution={"p": "1,0.01,0.01,0,0,0"},
            swept_why="three bars are dragged, and no single slider does it",
            met="Only where one outcome always happens can a perfect model pay nothing.",
            hint="Which truth holds no surprise?",
        ),
    ),
    minutes=3,
    note="A loss above zero says little by itself: compare it with the entropy, or with the best constant guess.",
)
