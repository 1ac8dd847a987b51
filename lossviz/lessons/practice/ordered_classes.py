"""Classes in an order: cross-entropy does not know it, other losses do."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("multiclass?loss=cross_entropy&figure=costs", conceal=("role:measure",))
MOVER = exhibit("multiclass?loss=earth_mover&figure=costs")
_TIMES = {"same": 1.0, "twice": 2.0, "four": 4.0}


def numbers(read: Read) -> Numbers:
    """What a mistake by two classes costs beside one by one, and what orders make of it."""
    blind = read(START)
    return {
        "near": blind["near_mistake"],
        "far": blind["far_mistake"],
        "ratio": blind["far_mistake"] / blind["near_mistake"],
        "mover": read(MOVER)["times"],
    }


LESSON = Lesson(
    key="ordered_classes",
    place=1,
    question="Is every wrong class equally wrong?",
    misconception="Cross-entropy is the loss for classes, whatever the classes mean.",
    start=START,
    covered=True,
    asks="An illness is graded: 0 none, 1 mild, 2 severe. Two models see a healthy patient, each 90% sure: one says "
    "mild, one says severe. What does cross-entropy charge the second, beside the first?",
    guess=OneOf(
        options=(
            Option("same", "the same"),
            Option(
                "twice",
                "twice as much: it is two grades off",
                "Then the loss would have to count grades. It sees only the probability of the true class: {near} for "
                "mild and {far} for severe.",
            ),
            Option(
                "four",
                "four times as much: two grades off, squared",
                "Squared error on the grade would do that. Cross-entropy sees only the probability of the true class: "
                "{near} for mild and {far} for severe.",
            ),
        ),
        answer=lambda n: min(_TIMES, key=lambda name: abs(_TIMES[name] - n["ratio"])),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=START,
            says="Each row is a true class, each column the class that a model trusts in. The healthy patient is the "
            "top row: mild and severe cost the same. To cross-entropy, classes are names without an order.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                "multiclass?loss=multiclass_brier&figure=costs",
                losses=("multiclass_brier", "poly1", "multiclass_focal", "multiclass_hinge", "earth_mover"),
            ),
            asks="Five grades now. Choose a loss to which a mistake by four grades costs at least twice as much as "
            "one by one.",
            bounds=(Bound("times", "the farthest mistake beside the nearest", low=2.0),),
            solution={"loss": "earth_mover"},
            swept_why="a loss is chosen, no slider is moved",
            met="It counts how far probability has to be carried: four grades off costs {mover} times as much as one.",
            hint="In most of them every wrong cell has the same colour. In one the colours grow away from the "
            "diagonal.",
        ),
        Task(
            exhibit=exhibit("multiclass?loss=class_distance_weighted&figure=costs&alpha=0.4", "alpha"),
            asks="Another one lets you say how much distance counts, by α. A mistake by four grades shall cost about "
            "ten times as much as one by one.",
            bounds=(Bound("times", "the farthest mistake beside the nearest", 9.0, 11.0),),
            solution={"alpha": "1.8"},
            swept="alpha",
            met="How much worse is far off? The data do not tell: whoever chooses α decides it.",
            hint="α is the power to which the distance between two classes is raised.",
        ),
    ),
    minutes=3,
)
