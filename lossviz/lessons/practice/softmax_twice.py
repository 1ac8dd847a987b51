"""A softmax too many: a loss that takes logits, given probabilities, can never be small."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("multiclass?loss=cross_entropy&figure=field&z0=0&z1=0")
TWICE = exhibit("multiclass?loss=cross_entropy&figure=field&z0=1&z1=0")
_NEAR = {"zero": 0.0, "little": 0.05, "half": 0.5}


def numbers(read: Read) -> Numbers:
    """What the loss says of even logits, of a sure and right softmax taken for logits, and of large logits."""
    twice = read(TWICE)
    return {
        "even": read(START)["value"],
        "twice": twice["value"],
        "pull": abs(twice["descent_z0"]),
        "far": read(START, z0="4")["value"],
        "wrong": read(TWICE, z0="0", z1="1")["value"],
    }


LESSON = Lesson(
    key="softmax_twice",
    place=5,
    question="What is wrong with a softmax too many?",
    misconception="The last layer is a softmax, and then comes cross-entropy.",
    start=START,
    asks="Most libraries' cross-entropy takes logits and applies softmax itself. Yours is given a softmax's output: "
    "certain and right, 1, 0, 0. What does the loss say?",
    guess=OneOf(
        options=(
            Option(
                "zero",
                "0: certain and right",
                "So it would be if the loss took probabilities. Taken for logits, these three lie close together, and "
                "that costs {twice}.",
            ),
            Option(
                "little",
                "a few hundredths",
                "For that the first number would have to go up to about four: there the loss is {far}. A softmax ends "
                "at one.",
            ),
            Option("half", "more than a half"),
        ),
        answer=lambda n: min(_NEAR, key=lambda name: abs(_NEAR[name] - n["twice"])),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=TWICE,
            says="Taken for logits, the perfect answer costs {twice}, and the worst only {wrong}; knowing nothing "
            "costs {even}. All that such a model can say lies in a small square of this plane. Training runs, without "
            "an error message, and the loss sticks.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit("multiclass?loss=cross_entropy&figure=field&z0=1&z1=0", "z0"),
            asks="Leave that square: how far must the true class's logit go until the loss is at most a tenth?",
            bounds=(Bound("value", "the loss", high=0.1),),
            solution={"z0": "3.2"},
            swept="z0",
            met="Three times as far as any softmax reaches. Let the last layer be linear, and give the loss its "
            "logits.",
            hint="Move the mark to the right, into the dark.",
        ),
    ),
    minutes=2,
    note="See what each library takes on the page of [traps](traps#double_softmax).",
)
