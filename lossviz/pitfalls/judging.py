"""What a model is judged by."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Task
from lossviz.pitfalls.record import Pitfall

_TEN = exhibit(
    "train?figure=capacity&noise=0.4&seed=1&strength=0&degree=1",
    "degree",
    conceal=("role:validation", "role:minimiser"),
)


def _no_validation(read: Read) -> Numbers:
    line, all_through = read(_TEN), read(_TEN, degree="9")
    return {
        "at_line": 1.0,
        "at_all": 9.0,
        "line": line["validation"],
        "training": all_through["training"],
        "validation": all_through["validation"],
        "limit": line["training"] / 1000,
    }


PITFALLS = (
    Pitfall(
        key="no_validation",
        name="No validation",
        place=18,
        habit="A model is chosen by its error on the points that it was fitted to.",
        numbers=_no_validation,
        task=Task(
            exhibit=_TEN,
            asks="A line misses the ten black points by a little. Raise the degree, until training error is "
            "a thousand times smaller, or nothing.",
            bounds=(Bound("training", "training error", high="limit"),),
            met="",
            solution={"degree": "9"},
            swept="degree",
        ),
        sees="Training error is {training} now. On twenty points that the fit has not seen the error is {validation}; "
        "the line of degree {at_line:.0f} has {line} there.",
        instead="Keep some points back, and choose by the error on them. [A network](train) that "
        "is trained for too long shows the same.",
    ),
)
