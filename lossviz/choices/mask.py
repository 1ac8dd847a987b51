"""A mask."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

_NOTHING = "0" * 36
_SMALL = f"{'000' * 5}{'060' * 2}{'000' * 5}"
PLAIN = exhibit("segmentation?loss=pixel_cross_entropy&figure=mask", "painted", "certainty")
SMALL = exhibit(f"segmentation?loss=dice&figure=mask&target={_SMALL}&painted={_NOTHING}", "painted")
PIXELS = exhibit(f"segmentation?loss=pixel_cross_entropy&figure=mask&target={_SMALL}&painted={_NOTHING}")
MISSES = exhibit("segmentation?loss=tversky&figure=mask&alpha=0.3&beta=0.7", "alpha", "beta")
IOU = exhibit("segmentation?loss=jaccard&figure=mask", "painted")
DICE = exhibit("segmentation?loss=dice&figure=mask")
EMPTY = exhibit(f"segmentation?loss=combo&figure=mask&target={_NOTHING}", "painted", "smooth")
BARE = exhibit(f"segmentation?loss=dice&figure=mask&smooth=0&target={_NOTHING}")


def plain(read: Read) -> Numbers:
    """The pulls on both kinds of mistake."""
    here = read(PLAIN)
    return {"missed": here["pull_on_missed"], "alarms": here["pull_on_false_alarms"]}


def small(read: Read) -> Numbers:
    """What missing a small object altogether costs."""
    here = read(SMALL)
    return {"dice": here["value"], "pixels": read(PIXELS)["value"], "object": here["object"]}


def misses(read: Read) -> Numbers:
    """How many times as hard a missed pixel pulls as a false alarm, weighed and alike."""
    here, alike = read(MISSES), read(MISSES, alpha="0.5", beta="0.5")
    return {
        "times": here["pull_on_missed"] / here["pull_on_false_alarms"],
        "alike": alike["pull_on_missed"] / alike["pull_on_false_alarms"],
    }


def iou(read: Read) -> Numbers:
    """What the same mask costs by both ratios."""
    return {"jaccard": read(IOU)["value"], "dice": read(DICE)["value"]}


def empty(read: Read) -> Numbers:
    """The pulls on false alarms where there is nothing to be found."""
    return {"combo": read(EMPTY)["pull_on_false_alarms"], "dice": read(BARE)["pull_on_false_alarms"]}


KIND = Option(
    "mask",
    "A mask: which pixels",
    Fork(
        "What is special about the objects, or about the mistakes?",
        (
            Option(
                "plain",
                "Object and background take similar room",
                Leaf(
                    start=Candidate("pixel_cross_entropy"),
                    against=Candidate("dice"),
                    exhibit=PLAIN,
                    says="A missed pixel pulls with {missed}, a false alarm with {alarms}: every pixel counts alike. "
                    "Paint, and the pulls stay as they are.",
                    numbers=plain,
                    shows=lambda n: abs(n["missed"] - n["alarms"]) < 1e-6,
                    price="Background outvotes a small object.",
                ),
            ),
            Option(
                "small",
                "The object is small",
                Leaf(
                    start=Candidate("dice"),
                    against=Candidate("combo", "for steadier pulls"),
                    exhibit=SMALL,
                    says="An object of {object:.0f} pixels is missed altogether: that costs {dice} of at most one, and "
                    "the mean over pixels only {pixels}. Dice weighs it against its own size.",
                    numbers=small,
                    shows=lambda n: n["dice"] > 3 * n["pixels"],
                    price="Its pulls jump when a few pixels change, and it says little of probabilities.",
                    beside=("generalized_dice",),
                ),
                "a lesion, a distant car",
            ),
            Option(
                "misses",
                "Missing is dearer than a false alarm",
                Leaf(
                    start=Candidate("tversky", "with β above α"),
                    against=Candidate("dice"),
                    exhibit=MISSES,
                    says="At β = {at_beta} a missed pixel pulls {times} times as hard as a false alarm; with both "
                    "alike it is {alike} times. Masks grow.",
                    numbers=misses,
                    shows=lambda n: n["times"] > 1.3 * n["alike"],
                    price="More false alarms, and two numbers to tune.",
                    beside=("focal_tversky",),
                ),
                "a tumour that is cut too small",
            ),
            Option(
                "iou",
                "The result is judged by IoU",
                Leaf(
                    start=Candidate("jaccard"),
                    against=Candidate("dice"),
                    exhibit=IOU,
                    says="This mask costs {jaccard} by Jaccard and {dice} by Dice. Masks come in the same order by "
                    "both; only the pulls differ.",
                    numbers=iou,
                    shows=lambda n: n["jaccard"] > n["dice"],
                    price="Hardly a pull where nothing overlaps yet.",
                ),
            ),
            Option(
                "empty",
                "Many pictures show no object",
                Leaf(
                    start=Candidate("combo", "with s above zero"),
                    against=Candidate("dice", "with s above zero"),
                    exhibit=EMPTY,
                    says="Nothing is to be found here. A false alarm pulls with {combo}; with Dice at s = {at_bare} it "
                    "pulls with {dice}, and the mistake stays.",
                    numbers=lambda read: {**empty(read), "at_bare": BARE.view().values["smooth"]},
                    shows=lambda n: n["combo"] > 0 == n["dice"],
                    price="A weight between its two parts, which have different scales.",
                ),
                "healthy patients, empty frames",
            ),
        ),
    ),
    "an organ in a scan, a road",
    "dice",
    6,
)
