"""Whether the worst mistake gets the strongest pull: not under squared error of a probability."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("binary?loss=binary_cross_entropy&figure=curve&at_logit=-4.8&against=")
BESIDE = exhibit("binary?loss=brier&figure=curve&against=binary_cross_entropy&at_logit=-4.8", "at_logit")
MODELS = exhibit("binary?loss=brier&figure=landscape&second=binary_cross_entropy", "weight", "intercept")


def numbers(read: Read) -> Numbers:
    """How hard either loss pulls at a sure mistake, and how often its lowest place is right."""
    entropy, brier = abs(read(START)["slope"]), abs(read(BESIDE)["slope"])
    return {
        "entropy": entropy,
        "brier": brier,
        "ratio": entropy / brier,
        "cost": read(BESIDE)["value"],
        "brier_right": read(MODELS)["lowest_right"],
        "entropy_right": read(MODELS, loss="binary_cross_entropy", second="brier")["lowest_right"],
    }


LESSON = Lesson(
    key="worst_mistake",
    place=3,
    question="Does the worst mistake get the strongest pull?",
    misconception="The more a prediction is wrong, the harder any loss pulls at it.",
    start=START,
    asks="The true class is 1, and the model is sure of 0: its logit is z = −4.8. Cross-entropy pulls at z with nearly "
    "1. How hard does squared error of the probability, the Brier score, pull there?",
    guess=OneOf(
        options=(
            Option(
                "harder",
                "harder, as the miss is squared",
                "The squared miss is large, {cost}. But a pull is a slope, not a height, and it is only {brier}.",
            ),
            Option(
                "alike", "about as hard", "It would follow cross-entropy then, at {entropy}. It pulls with {brier}."
            ),
            Option("half", "about half as hard", "Half of {entropy} would be much more: it pulls with {brier}."),
            Option("hardly", "more than fifty times less"),
        ),
        answer=lambda n: (
            "hardly" if n["ratio"] > 50 else "half" if n["ratio"] > 1.4 else "alike" if n["ratio"] > 0.8 else "harder"
        ),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=BESIDE,
            says="It pulls with {brier}, cross-entropy with {entropy}: {ratio} times as hard. The probability is "
            "squeezed flat near zero, so moving z hardly moves it. The logarithm of cross-entropy undoes that.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit("binary?loss=brier&figure=curve&against=binary_cross_entropy&at_logit=-4.8", "at_logit"),
            asks="Find the logit at which squared error of the probability pulls hardest.",
            bounds=(Bound("slope", "the pull", 0.295, size=True),),
            solution={"at_logit": "-0.6"},
            swept="at_logit",
            met="It pulls hardest at a model that is a little wrong and unsure. Cross-entropy pulls the harder, the "
            "more wrong the model is.",
            hint="Where is its curve steepest? The lower panel shows the slope.",
        ),
        Task(
            exhibit=exhibit(
                "binary?loss=brier&figure=landscape&second=binary_cross_entropy",
                "weight",
                "intercept",
                conceal=("steps",),
            ),
            asks="Now a whole model. Find one that the Brier score charges a lot, at least three fifths, and yet "
            "hardly pulls at.",
            bounds=(
                Bound("mean", "the mean loss", 0.6),
                Bound("descent_weight", "the pull on w", 0, 0.03, size=True),
                Bound("descent_intercept", "the pull on b", 0, 0.03, size=True),
            ),
            solution={"weight": "-2", "intercept": "4"},
            swept="intercept",
            met="Descent would start very slowly from here. Under cross-entropy, beside it, the place is steep.",
            hint="Look for a model that is sure of the wrong answer nearly everywhere.",
        ),
    ),
    minutes=4,
    builds_on=("sure_and_wrong",),
    note="Slow to start is not wrong: at its lowest place squared error is right on "
    "{brier_right} examples, as cross-entropy is on {entropy_right}.",
)
