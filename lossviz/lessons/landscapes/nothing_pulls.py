"""What happens where nothing pulls: boxes apart, and a loss that only sees their overlap."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_BOXES = "steps=20&rate=2&corner=1.2,6.2&size=2.4,1.8&true_corner=4.5,3&true_size=3"
_LEFT_OUT = ("role:measure", "role:frame", "takeaway")
START = exhibit(f"detection?loss=iou&figure=boxes&{_BOXES}", conceal=("role:field", "role:descent", *_LEFT_OUT))
FLAT = exhibit(f"detection?loss=iou&figure=boxes&{_BOXES}", "corner", conceal=_LEFT_OUT)
PULLED = exhibit(f"detection?loss=giou&figure=boxes&{_BOXES}", "corner", "rate", conceal=("role:measure", "takeaway"))


def numbers(read: Read) -> Numbers:
    """The overlap before and after the steps, under three losses."""
    flat, giou = read(FLAT), read(PULLED)
    return {
        "before": flat["overlap"],
        "after": flat["overlap_after_descent"],
        "value": flat["value"],
        "value_after": flat["value_after_descent"],
        "pull": (flat["pull_right"] ** 2 + flat["pull_up"] ** 2) ** 0.5,
        "giou": giou["overlap_after_descent"],
        "giou_pull": (giou["pull_right"] ** 2 + giou["pull_up"] ** 2) ** 0.5,
        "diou": read(PULLED, loss="diou")["overlap_after_descent"],
    }


def _answer(n: Numbers) -> str:
    if n["value_after"] == n["value"]:
        return "nowhere"
    return "all" if n["after"] > 0.9 else "half"


LESSON = Lesson(
    key="nothing_pulls",
    place=3,
    question="Nothing pulls: what now?",
    misconception="What is reported is also the best to train on.",
    start=START,
    asks="Detectors are judged by IoU, the area that both boxes share over the area of both together. So take one "
    "minus IoU as the loss, and let descent move the predicted box. How far does it get in twenty steps?",
    guess=OneOf(
        options=(
            Option("all", "onto the true box", "Descent would then know the way. It only knows the slope where it is."),
            Option(
                "half",
                "part of the way",
                "It would then have felt the true box from afar. The loss is {value} here, and {value} in every place "
                "around.",
            ),
            Option("nowhere", "nowhere", "Then no step would change the loss."),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=FLAT,
            says="The pull is {pull}, and after all the steps the overlap is {after}, as before. Without a common area "
            "the loss is the same wherever the box is: the field is flat. Drag the box until it touches the true one.",
        ),
        Reveal(
            exhibit=PULLED,
            says="GIoU also charges the empty part of the smallest box around both. So it pulls from afar, with "
            "{giou_pull}, and the same steps end at an overlap of {giou}. DIoU charges the distance of the centres "
            "and ends at {diou}.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                f"detection?loss=iou&figure=boxes&{_BOXES}", "rate", losses=("iou", "giou", "diou"), conceal=_LEFT_OUT
            ),
            asks="Choose a loss and a step size, so that twenty steps end at an overlap of seven tenths or more.",
            bounds=(Bound("overlap_after_descent", "the overlap after the steps", low=0.7),),
            solution={"loss": "giou", "rate": "3"},
            swept="rate",
            met="A loss that pulls, and steps of the right size: too small do not arrive, too large swing past.",
            hint="First a loss with arrows where the box is. Then more than two, but not the largest steps.",
        ),
    ),
    minutes=3,
)
