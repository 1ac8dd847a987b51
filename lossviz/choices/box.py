"""A box."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

_INSIDE = "corner=4.8,3.2&size=1,1"
_FLAT = "corner=4,4&size=4,1"
PLAIN = exhibit("detection?loss=giou&figure=boxes", "steps", "rate")
IOU = exhibit("detection?loss=iou&figure=boxes")
INSIDE = exhibit(f"detection?loss=diou&figure=boxes&{_INSIDE}", "steps", "corner")
BLIND = exhibit(f"detection?loss=giou&figure=boxes&{_INSIDE}")
SHAPE = exhibit(f"detection?loss=ciou&figure=boxes&{_FLAT}", "steps", "size")
CENTRES = exhibit(f"detection?loss=diou&figure=boxes&{_FLAT}")
ALIKE = exhibit("detection?loss=box_smooth_l1&figure=boxes", "steps", "beta")


def plain(read: Read) -> Numbers:
    """Where descent takes a box that does not touch the true one."""
    here = read(PLAIN)
    return {"before": here["value"], "after": here["value_after_descent"], "iou": read(IOU)["value_after_descent"]}


def inside(read: Read) -> Numbers:
    """The pulls to the side on a box within the true one."""
    return {"diou": abs(read(INSIDE)["pull_right"]), "giou": abs(read(BLIND)["pull_right"])}


def shape(read: Read) -> Numbers:
    """What a box of another shape around the same centre costs."""
    return {"ciou": read(SHAPE)["value"], "diou": read(CENTRES)["value"]}


def alike(read: Read) -> Numbers:
    """Where descent takes a box by its four numbers."""
    here = read(ALIKE)
    return {"before": here["value"], "after": here["value_after_descent"]}


KIND = Option(
    "box",
    "A box around something",
    Fork(
        "Where does it go wrong?",
        (
            Option(
                "plain",
                "I do not know yet",
                Leaf(
                    start=Candidate("giou"),
                    against=Candidate("diou"),
                    exhibit=PLAIN,
                    says="The boxes do not touch. After {at_steps:.0f} steps GIoU has come from {before} to {after}; "
                    "plain IoU stays at {iou}, for it is flat there.",
                    numbers=plain,
                    shows=lambda n: n["after"] < n["before"] and n["iou"] > 0.99,
                    price="A large detour: it first grows the box until the two touch.",
                    beside=("iou",),
                ),
            ),
            Option(
                "inside",
                "One box lies within the other",
                Leaf(
                    start=Candidate("diou"),
                    against=Candidate("giou"),
                    exhibit=INSIDE,
                    says="Within the true box DIoU pulls to the side with {diou}, GIoU with {giou}: wherever the small "
                    "box lies there, GIoU is the same.",
                    numbers=inside,
                    shows=lambda n: n["giou"] < 1e-6 < n["diou"],
                    price="It is content once the centres agree, whatever the shape.",
                ),
            ),
            Option(
                "shape",
                "Shapes matter",
                Leaf(
                    start=Candidate("ciou"),
                    against=Candidate("eiou"),
                    exhibit=SHAPE,
                    says="The centres agree, the shapes do not. CIoU costs {ciou} where DIoU costs {diou}: the "
                    "difference is the price of the shape.",
                    numbers=shape,
                    shows=lambda n: n["ciou"] > n["diou"],
                    price="More terms with scales of their own, and a gain that is small once boxes are nearly right.",
                    beside=("effici_ciou",),
                ),
                "long ships, tall people",
            ),
            Option(
                "alike",
                "All boxes are of one size",
                Leaf(
                    start=Candidate("box_smooth_l1"),
                    against=Candidate("giou"),
                    exhibit=ALIKE,
                    says="It sees four numbers and pulls from any distance: {at_steps:.0f} steps bring it from "
                    "{before} to {after}.",
                    numbers=alike,
                    shows=lambda n: n["after"] < 0.2 * n["before"],
                    price="The same miss costs a small box no more than a large one.",
                ),
            ),
        ),
    ),
    "a car, a face, a word",
    "giou",
    7,
)
