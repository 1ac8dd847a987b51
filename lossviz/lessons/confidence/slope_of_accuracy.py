"""Why models are not trained on accuracy: it has no slope to follow."""

from math import hypot

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

START = exhibit("binary?loss=binary_cross_entropy&figure=landscape")
BESIDE = exhibit("binary?loss=zero_one&figure=landscape&second=binary_cross_entropy", "weight", "intercept")


def numbers(read: Read) -> Numbers:
    """How the two losses pull at the chosen model, and whether towards the lowest place."""
    mistakes, smooth, start = read(BESIDE), read(START), BESIDE.view().values
    names = ("weight", "intercept")
    return {
        "pull": hypot(*(mistakes[f"descent_{name}"] for name in names)),
        "towards": sum((mistakes[f"lowest_{name}"] - start[name]) * mistakes[f"descent_{name}"] for name in names),
        "smooth": hypot(*(smooth[f"descent_{name}"] for name in names)),
        "best": mistakes["lowest_right"],
    }


LESSON = Lesson(
    key="slope_of_accuracy",
    place=1,
    question="Why not train on accuracy?",
    misconception="What I want is accuracy, so accuracy is what I should train on.",
    start=START,
    asks="Every place of this map is a model; its colour is the mean cross-entropy, and arrows lead downhill. "
    "Now draw it anew, with the share of wrong answers as its height. "
    "Where do the arrows point?",
    guess=OneOf(
        options=(
            Option(
                "lowest",
                "to the place with the fewest mistakes",
                "Training would be easy then. But an arrow is a slope, and the slope here is {pull}.",
            ),
            Option(
                "away",
                "here and there, as each mistake pulls its own way",
                "Each mistake has no pull of its own either: a small move leaves it a mistake, at slope {pull}.",
            ),
            Option("none", "nowhere: there are none"),
        ),
        answer=lambda n: "none" if n["pull"] == 0 else "lowest" if n["towards"] > 0 else "away",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=BESIDE,
            says="A small move changes no answer, so the number of mistakes stays and the slope is {pull}. "
            "Only at the steps between plateaus does it jump. Cross-entropy, beside it, pulls the same model with "
            "{smooth}.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                "binary?loss=zero_one&figure=landscape",
                "weight",
                "intercept",
                conceal=("role:minimiser", "role:fit", "steps"),
            ),
            asks="No arrow helps you, so do it by hand. Drag the chosen model, or move its sliders, until it is right "
            "as often as any model here can be.",
            bounds=(Bound("chosen_right", "the number of right answers", "best"),),
            solution={"weight": "2.4", "intercept": "-0.8"},
            swept="intercept",
            met="You looked at the points; descent sees a slope or nothing. So a model is trained on a loss that has "
            "slopes, and accuracy is what is reported.",
            hint="On the right, move the curve until it crosses between the two kinds of points, rising.",
        ),
    ),
    minutes=3,
)
