"""One of several classes."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

PLAIN = exhibit("multiclass?loss=cross_entropy&figure=curve&at_logit=-4&label=0", "at_logit")
BRIER = exhibit("multiclass?loss=multiclass_brier&figure=curve&at_logit=-4&label=0")
TAIL = exhibit("multiclass?loss=class_balanced&figure=costs", "beta")
ORDERED = exhibit("multiclass?loss=class_distance_weighted&figure=costs", "alpha", "confidence")
EARTH = exhibit("multiclass?loss=earth_mover&figure=costs")
DOUBT = exhibit("multiclass?loss=cross_entropy&figure=curve&smoothing=0.1&label=0&at_logit=6", "smoothing", "at_logit")
SEVERAL = exhibit("multiclass?loss=multilabel_cross_entropy&figure=curve&at_logit=-3", "at_logit", "label")
TEACHER = exhibit("distributions?loss=distillation&figure=bars&temperature=4", "temperature")


def plain(read: Read) -> Numbers:
    """The pulls on a mistake that was made with certainty."""
    return {"logarithm": abs(read(PLAIN)["slope"]), "brier": abs(read(BRIER)["slope"])}


def tail(read: Read) -> Numbers:
    """How many times an example of the rarest class counts as much as one of the commonest."""
    weights = [value for name, value in read(TAIL).items() if name.startswith("weight_of_class_")]
    return {"times": max(weights) / min(weights)}


def ordered(read: Read) -> Numbers:
    """How many times as much the farthest mistake costs as the nearest, by both losses."""
    return {"weighted": read(ORDERED)["times"], "earth": read(EARTH)["times"]}


def doubt(read: Read) -> Numbers:
    """What being right costs, more and less surely."""
    return {"sure": read(DOUBT)["value"], "near": read(DOUBT, at_logit="3")["value"]}


def several(read: Read) -> Numbers:
    """The pull on a label that is there and was missed, and on one that was found."""
    return {"missed": abs(read(SEVERAL)["slope"]), "found": abs(read(SEVERAL, at_logit="3")["slope"])}


def teacher(read: Read) -> Numbers:
    """What the student's answer costs, softened and as it is."""
    return {"soft": read(TEACHER)["value"], "plain": read(TEACHER, temperature="1")["value"]}


KIND = Option(
    "classes",
    "One of several classes",
    Fork(
        "What is special about the classes?",
        (
            Option(
                "plain",
                "Nothing that I know of",
                Leaf(
                    start=Candidate("cross_entropy", "on logits, with no softmax before it"),
                    against=Candidate("multiclass_brier"),
                    exhibit=PLAIN,
                    says="Sure of itself and wrong, at a score of {at_logit} for the true class: cross-entropy pulls "
                    "with {logarithm}, Brier's score with {brier}. The first gets a bad start moving.",
                    numbers=plain,
                    shows=lambda n: n["logarithm"] > 10 * n["brier"],
                    price="Sure mistakes and wrong labels cost without bound, and deep nets come out too sure.",
                    beside=("sparse_cross_entropy", "poly1", "multiclass_hinge", "crammer_singer"),
                ),
            ),
            Option(
                "tail",
                "A few classes have nearly all examples",
                Leaf(
                    start=Candidate("class_balanced"),
                    against=Candidate("cross_entropy", "with class weights"),
                    exhibit=TAIL,
                    says="At β = {at_beta} an example of the rarest class counts {times} times as much as one of the "
                    "commonest. Move β: plain counts stand at one end, no weights at the other.",
                    numbers=tail,
                    shows=lambda n: n["times"] > 5,
                    price="Probabilities shift towards the rare classes, and a wrong label among them weighs as much.",
                    beside=("multiclass_focal",),
                ),
                "species, products, intents",
            ),
            Option(
                "ordered",
                "The classes stand in an order",
                Leaf(
                    start=Candidate("class_distance_weighted"),
                    against=Candidate("earth_mover"),
                    exhibit=ORDERED,
                    says="The farthest mistake costs {weighted} times as much as the nearest, by the earth mover's "
                    "distance {earth} times. Cross-entropy makes no difference between the two.",
                    numbers=ordered,
                    shows=lambda n: min(n["weighted"], n["earth"]) > 2,
                    price="It takes the steps between grades for equal, and α is one more number to choose.",
                ),
                "grades, stars, stages of a disease",
            ),
            Option(
                "doubt",
                "The model is too sure of itself",
                Leaf(
                    start=Candidate("cross_entropy", "with label smoothing"),
                    against=Candidate("cross_entropy", "without it, and a temperature after training"),
                    exhibit=DOUBT,
                    says="With smoothing a right answer at a score of {at_logit} costs {sure}, and {near} at half of "
                    "it. Being surer than the labels is no longer paid for.",
                    numbers=doubt,
                    shows=lambda n: n["sure"] > n["near"],
                    price="The same doubt is put on every example; a temperature is set afterwards and costs nothing.",
                ),
                "labels that are in doubt, probabilities that are acted on",
            ),
            Option(
                "several",
                "Several can be true at once",
                Leaf(
                    start=Candidate("multilabel_cross_entropy"),
                    against=Candidate("asymmetric_focal", "where most labels are absent from most examples"),
                    exhibit=SEVERAL,
                    says="Each label is a yes or no of its own. One that is there pulls with {missed} at a score of "
                    "{at_logit} and with {found} at the opposite one, whatever the others say.",
                    numbers=several,
                    shows=lambda n: n["missed"] > 5 * n["found"],
                    price="It knows nothing of labels that exclude each other, and absent labels outnumber the others.",
                ),
                "tags of a picture, topics of a text",
            ),
            Option(
                "teacher",
                "A larger model can teach",
                Leaf(
                    start=Candidate("distillation", "beside cross-entropy on the true labels"),
                    against=Candidate("cross_entropy", "on the labels alone"),
                    exhibit=TEACHER,
                    says="The student pays {soft} at a temperature of {at_temperature}, and {plain} without one. "
                    "A temperature lets it learn from what the teacher thinks of the wrong answers.",
                    numbers=teacher,
                    shows=lambda n: n["soft"] > n["plain"],
                    price="It learns the teacher's mistakes as well, and each batch asks two models.",
                ),
            ),
        ),
    ),
    "a species, a digit, a word",
    "cross_entropy",
    3,
)
