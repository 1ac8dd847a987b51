"""What the two sliders of focal loss do: one moves the border, the other plays down the easy examples."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_DATA = (
    "binary?loss=focal&figure=landscape&relief=alone&seed=1&share=0.1&label_noise=0&spread=1.5&alpha=0.25&gamma=2"
    "&weight=0.4&intercept=-1.2"
)
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(_DATA, conceal=_LEFT_OUT)
MORE = exhibit(_DATA, "alpha", "gamma", conceal=_LEFT_OUT).moved(alpha="0.77")
EASY = exhibit(
    "binary?loss=focal&figure=curve&label=1&alpha=0.5&gamma=2&line=probability&at_probability=0.9"
    "&against=binary_cross_entropy",
    "gamma",
)
# What is tried, the likelier find first.
_MOVES = {
    "alpha_up": {"alpha": "0.95"},
    "gamma_up": {"gamma": "5"},
    "gamma_down": {"gamma": "0"},
    "alpha_down": {"alpha": "0.05"},
}


def numbers(read: Read) -> Numbers:
    """What is found at the end of each slider, and what γ makes of an example that is right already."""
    easy, plain = read(EASY), read(EASY, gamma="0")
    more = read(MORE)

    def border(readings: Numbers) -> float:
        return -readings["lowest_intercept"] / (readings["lowest_weight"] or 1.0)

    return {
        **{name: read(START, **move)["lowest_finds_1"] for name, move in _MOVES.items()},
        "border": border(read(START)),
        "border_gamma": border(read(START, gamma="5")),
        "border_alpha": border(more),
        "found": more["lowest_finds_1"],
        "false": more["lowest_false_alarms_1"],
        "cost": plain["value"] / (easy["value"] or 1.0),
        "pull": plain["slope"] / (easy["slope"] or 1.0),
        "at_gamma": 2.0,
        "at_easy": 0.9,
        "at_alpha": 0.77,
    }


LESSON = Lesson(
    key="focal_sliders",
    place=3,
    question="Which slider of focal loss finds the rare class?",
    misconception="Focal loss cures imbalance through γ.",
    start=START,
    asks="Focal loss has two sliders: γ plays down examples that are already right, α shares the weight between the "
    "classes. At their usual values (α = 0.25, γ = 2) the fitted curve finds none of the three positives. "
    "Which slider finds one?",
    guess=OneOf(
        options=(
            Option(
                "gamma_up",
                "γ up",
                "At its far end γ finds {gamma_up}. It plays down easy examples of both classes alike: "
                "their border only goes from x = {border} to {border_gamma}.",
            ),
            Option(
                "gamma_down",
                "γ down",
                "At its near end γ finds {gamma_down}: what is left is cross-entropy, with the same weights.",
            ),
            Option("alpha_up", "α up", "It finds {alpha_up} then."),
            Option(
                "alpha_down",
                "α down",
                "α is the positives’ part of the weight: less of it makes them count less, and finds {alpha_down}.",
            ),
        ),
        answer=lambda n: max(_MOVES, key=lambda name: n[name]),
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=MORE,
            says="At α = {at_alpha} the fit finds {found}, with {false} false alarms. α is a class weight: it took the "
            "border from x = {border} to {border_alpha}. With the usual α, γ finds {gamma_down} at one end and "
            "{gamma_up} at the other.",
        ),
        Reveal(
            exhibit=EASY,
            says="This is what γ is for. An example that is right with p = {at_easy} costs a {cost:.0f}th at "
            "γ = {at_gamma}, but still pulls with a {pull:.0f}th. That matters where a crowd of easy examples "
            "would drown the few hard ones.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(_DATA, "alpha", "gamma", conceal=_LEFT_OUT),
            asks="Find at least two of the three positives with at most two false alarms, with either slider.",
            bounds=(
                Bound("lowest_finds_1", "the number of positives found", low=2),
                Bound("lowest_false_alarms_1", "the number of false alarms", high=2),
            ),
            solution={"alpha": "0.77"},
            swept="alpha",
            met="It was α that moved the border; γ changes how steep the curve is.",
            hint="One slider turns the curve, the other moves it. Which of the two finds points?",
        ),
    ),
    minutes=3,
    builds_on=("class_weight",),
    note="Focal loss was made for detectors that see a hundred thousand easy negatives in every picture. "
    "One feature and a few points hold no such crowd, so what γ earns there cannot be seen here.",
)
