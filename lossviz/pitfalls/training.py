"""Slopes that vanish, steps that are too large, masks, and what calls do to shapes."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Task
from lossviz.pitfalls.printed import printed
from lossviz.pitfalls.record import Pitfall

_NOTHING = "0" * 36
_SPOT = "0" * 16 + "4" + "0" * 19
_MINIMAX = exhibit("adversarial?loss=gan_minimax_generator&figure=curve&at_score=0&against=", "at_score")
_OTHER = exhibit("adversarial?loss=gan_non_saturating_generator&figure=curve&at_score=-4")
_PIXELS = exhibit(f"segmentation?loss=pixel_cross_entropy&painted={_NOTHING}&target={_SPOT}&certainty=0.5", "certainty")
_DICE = exhibit(f"segmentation?loss=dice&painted={_NOTHING}&target={_NOTHING}&smooth=1", "smooth")
_MISSED = exhibit(f"segmentation?loss=dice&painted={_NOTHING}&target={_SPOT}&certainty=0.99")
_INPUTS = exhibit("optimise?optimiser=gradient_descent&figure=scaling&rate=0.03", "shift")
_BOX = exhibit("detection?loss=giou&rate=3", "rate")


def _flat_start(read: Read) -> Numbers:
    return {
        "start": abs(read(_MINIMAX)["slope"]),
        "far": abs(read(_MINIMAX, at_score="-4")["slope"]),
        "other": abs(read(_OTHER)["slope"]),
    }


def _small_objects(read: Read) -> Numbers:
    return {"mean": read(_PIXELS, certainty="0.99")["value"], "dice": read(_MISSED)["value"]}


def _empty_masks(read: Read) -> Numbers:
    bare, smooth = read(_DICE, smooth="0"), read(_DICE)
    return {"cost": bare["value"], "pull": bare["strongest_pull"], "smoothed": smooth["strongest_pull"]}


def _inputs(read: Read) -> Numbers:
    near, far = read(_INPUTS), read(_INPUTS, shift="8")
    return {
        "at_rate": 0.03,
        "limit": near["limit"],
        "off": near["off"],
        "far_limit": far["limit"],
        "condition": near["condition"],
        "far_condition": far["condition"],
    }


def _rate(read: Read) -> Numbers:
    return {
        "at_start": 3.0,
        "at_high": 6.0,
        "start": read(_BOX)["value_after_descent"],
        "high": read(_BOX, rate="6")["value_after_descent"],
        "limit": 3 * read(_BOX)["value_after_descent"],
    }


PITFALLS = (
    Pitfall(
        key="column_against_row",
        name="A column against a row",
        place=9,
        habit="Predictions come as a column, targets as a row, and the call runs.",
        numbers=lambda read: printed("broadcast_shapes"),
        sees="A perfect model gets a loss of {printed_most} where {printed_right} is right. Every prediction was "
        "compared with every target.",
        instead="Compare the two shapes before the loss sees them.",
        trap="broadcast_shapes",
    ),
    Pitfall(
        key="which_mean",
        name="Sum, mean, weighted mean",
        place=10,
        habit="Class weights are given to the loss, and its number is compared with that of another library.",
        numbers=lambda read: printed("weighted_mean"),
        sees="The same batch gives {printed_most} or {printed_right}: one divides by the sum of the weights, the "
        "other by the number of examples.",
        instead="Take the losses of the examples, and write the mean yourself.",
        trap="weighted_mean",
    ),
    Pitfall(
        key="flat_start",
        name="A loss that is flat where you start",
        place=11,
        habit="A loss is chosen for what it is at its minimum.",
        numbers=_flat_start,
        task=Task(
            exhibit=_MINIMAX,
            asks="At first a generator's samples are easily told from real ones: their score is low. Move the score "
            "there, until the pull has all but gone.",
            bounds=(Bound("slope", "the pull", high=0.05, size=True),),
            met="",
            solution={"at_score": "-4"},
            swept="at_score",
        ),
        sees="The pull fell from {start} to {far}, just where most is to be learnt. The loss that does not saturate "
        "pulls there with {other}.",
        instead="Look at the slope where training begins. [IoU](detection?loss=iou) is flat there too, as long as two "
        "boxes do not touch.",
    ),
    Pitfall(
        key="small_objects",
        name="A small object under a mean over pixels",
        place=13,
        habit="Every pixel counts alike, and the loss is low.",
        numbers=_small_objects,
        task=Task(
            exhibit=_PIXELS,
            asks="The object is one pixel, and the model says nothing is there. Make it more and more certain, until "
            "the loss looks good: below a twentieth.",
            bounds=(Bound("value", "the loss", high=0.05),),
            met="",
            solution={"certainty": "0.99"},
            swept="certainty",
        ),
        sees="The object is missed altogether, and the mean over pixels is {mean}. Dice says {dice} of the same "
        "answer.",
        instead="Add a loss of overlap, such as [Dice](segmentation?loss=dice), or weigh the rare pixels.",
    ),
    Pitfall(
        key="empty_masks",
        name="Masks that are empty",
        place=14,
        habit="A loss of overlap is used on pictures, of which some show nothing.",
        numbers=_empty_masks,
        task=Task(
            exhibit=_DICE,
            asks="Nothing is there, and nothing is painted: the answer is right. Take the smoothing s away, until "
            "nothing pulls any more.",
            bounds=(Bound("strongest_pull", "the strongest pull", high=0.0),),
            met="",
            solution={"smooth": "0"},
            swept="smooth",
        ),
        sees="Without smoothing the right answer costs {cost}, the most there is, and pulls with {pull}. With it, it "
        "pulls with {smoothed}, towards more certainty.",
        instead="Keep some smoothing, or leave empty masks to a loss of pixels.",
        trap="empty_mask",
    ),
    Pitfall(
        key="inputs_not_scaled",
        name="Inputs that are not scaled",
        place=17,
        habit="A year, a price, a temperature in kelvin: numbers far from zero go into a model as they are.",
        numbers=_inputs,
        task=Task(
            exhibit=_INPUTS,
            asks="A line is fitted at a rate of {at_rate}, far below the limit of {limit}. Shift its x away from zero, "
            "until that rate is above the limit.",
            bounds=(Bound("limit", "the largest rate that converges", high="at_rate"),),
            met="",
            solution={"shift": "8"},
            swept="shift",
        ),
        sees="The points are the same, but the limit fell from {limit} to {far_limit}. The bowl is now {far_condition} "
        "times as steep one way as the other; it was {condition} times.",
        instead="Take the mean off every input and divide by its standard deviation, both of the training data.",
    ),
    Pitfall(
        key="rate_too_high",
        name="Steps that are too large",
        place=19,
        habit="Training is slow, so the learning rate is raised.",
        numbers=_rate,
        task=Task(
            exhibit=_BOX,
            asks="Twenty steps bring the box to a loss of {start}. Make the steps larger, until they end at more than "
            "three times that.",
            bounds=(Bound("value_after_descent", "the loss after the steps", low="limit"),),
            met="",
            solution={"rate": "6"},
            swept="rate",
            swept_why="steps that are too small end badly as well, and the reader starts between the two",
        ),
        sees="At a rate of {at_high:.0f} the same number of steps ends at {high}, at {at_start:.0f} it ended at "
        "{start}. Each step jumps over the valley.",
        instead="Raise the rate until it hurts, then go back by half. A rate that is too small ends badly as well: it "
        "does not arrive.",
    ),
)
