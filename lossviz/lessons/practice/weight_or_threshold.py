"""Weight or threshold: the same decisions, but only one of the two leaves the probabilities true."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

# The data of the lesson on class weights.
_DATA = (
    "classify?loss=binary_cross_entropy&figure=thresholds&data=line&seed=1&share=0.1&label_noise=0&spread=1.5"
    "&threshold=0.5"
)
_LEFT_OUT = ("worked", "takeaway")
START = exhibit(_DATA, conceal=_LEFT_OUT)
LOWERED = START.moved(threshold="0.25")
WEIGHTED = START.moved(pos_weight="3")
_HALF = 0.5  # of the base rate, by which a mean is off


def numbers(read: Read) -> Numbers:
    """What both ways find, and what both models say on average."""
    lowered, weighted = read(LOWERED), read(WEIGHTED)
    return {
        "found": lowered["found"],
        "false": lowered["false_alarms"],
        "at_threshold": 0.25,
        "mean": lowered["mean_probability"],
        "base": lowered["base_rate"],
        "auc": lowered["auc"],
        "weighted_found": weighted["found"],
        "weighted_false": weighted["false_alarms"],
        "weighted_mean": weighted["mean_probability"],
        "weighted_auc": weighted["auc"],
        "most_mean": 1.1 * lowered["base_rate"],
    }


def _answer(n: Numbers) -> str:
    if abs(n["weighted_auc"] - n["auc"]) > 0.02:
        return "ranking"
    return "chances" if n["weighted_mean"] - n["mean"] > _HALF * n["base"] else "nothing"


LESSON = Lesson(
    key="weight_or_threshold",
    place=8,
    question="Weight or threshold?",
    misconception="Rare classes need a weight in the loss.",
    start=START,
    asks="Called at one half, none of the three positives is found. Two things help: calling from a quarter on, or a "
    "weight of three in the loss. What is different between the two models?",
    guess=OneOf(
        options=(
            Option(
                "ranking",
                "the weighted one ranks the positives higher",
                "Its ROC curve would then enclose more. The area is {weighted_auc} with the weight and {auc} without: "
                "both rank alike.",
            ),
            Option("chances", "the weighted one says that positives are more frequent than they are"),
            Option(
                "nothing",
                "nothing: whoever decides alike is alike",
                "They decide alike. But the weighted one says {weighted_mean:.1%} on average, the other {mean:.1%}.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=LOWERED,
            says="Called from {at_threshold} on, the unweighted model finds {found}, with {false} false alarms. "
            "Nothing was trained anew. The diamond stays on the line: it says {mean:.1%} on average, and "
            "{base:.1%} are positive.",
        ),
        Reveal(
            exhibit=WEIGHTED,
            says="With the weight, all probabilities slide to the right, some past one half. It finds {weighted_found} "
            "with {weighted_false} false alarms, too. The diamond left the line: it says {weighted_mean:.1%} on "
            "average.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(_DATA, "pos_weight", conceal=_LEFT_OUT),
            asks="By the weight alone: find two positives with at most two false alarms.",
            bounds=(
                Bound("found", "the number of positives found", low=2),
                Bound("false_alarms", "the number of false alarms", high=2),
            ),
            solution={"pos_weight": "3"},
            swept="pos_weight",
            met="The same decisions as from a lower threshold, and another model trained for it.",
            hint="Raise the weight until two squares are right of the line.",
        ),
        Task(
            exhibit=exhibit(_DATA, "threshold", "pos_weight", conceal=_LEFT_OUT).moved(pos_weight="3"),
            asks="Now the same finds with true probabilities: on average at most a tenth above the share of positives.",
            bounds=(
                Bound("found", "the number of positives found", low=2),
                Bound("false_alarms", "the number of false alarms", high=2),
                Bound("mean_probability", "the mean probability", high="most_mean"),
            ),
            solution={"pos_weight": "1", "threshold": "0.25"},
            swept="threshold",
            met="The loss can stay honest, and the threshold says what a find is worth. Turn to weights where a model "
            "must decide by itself.",
            hint="Take the weight back to one, then drag the line to the left.",
        ),
    ),
    minutes=4,
    builds_on=("class_weight",),
    words=("class imbalance", "calibration", "ROC", "cost of a false alarm"),
)
