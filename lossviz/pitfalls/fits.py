"""Lines through points, some of which are wrong."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Task
from lossviz.pitfalls.record import Pitfall

_LOWEST = ("role:chosen", "worked", "takeaway")  # the fit alone
_CLEAN = exhibit("regression?loss=squared&figure=landscape&outliers=0&slope=1&intercept=0", "outliers")
_HUBER = exhibit("regression?loss=huber&figure=landscape&outliers=6&second=none", "delta", conceal=_LOWEST)
_ABSOLUTE = exhibit("regression?loss=absolute&figure=landscape&outliers=4&second=none", "outliers", conceal=_LOWEST)
_SMOOTH = exhibit("regression?loss=smooth_l1&figure=landscape&outliers=6&second=none&beta=2", "beta", conceal=_LOWEST)
_HINGE = exhibit("binary?loss=hinge&figure=landscape&share=0.5&label_noise=0.3", "seed", conceal=_LOWEST)
_SEEDS = 20


def _one_bad_point(read: Read) -> Numbers:
    clean, one = read(_CLEAN)["mean"], read(_CLEAN, outliers="1")["mean"]
    return {"clean": clean, "one": one, "times": one / clean, "limit": 5 * clean}


def _delta_left_alone(read: Read) -> Numbers:
    return {
        "at_start": 1.0,
        "at_small": 0.3,
        "start": read(_HUBER)["lowest_slope"],
        "small": read(_HUBER, delta="0.3")["lowest_slope"],
        "clean": read(_HUBER, outliers="0")["lowest_slope"],
    }


def _leverage(read: Read) -> Numbers:
    return {
        "at_before": 7.0,
        "before": read(_ABSOLUTE, outliers="7")["lowest_slope"],
        "after": read(_ABSOLUTE, outliers="8")["lowest_slope"],
    }


def _losses_compared(read: Read) -> Numbers:
    before, after = read(_SMOOTH), read(_SMOOTH, beta="0.3")
    return {
        "loss_before": before["lowest"],
        "loss_after": after["lowest"],
        "slope_before": before["lowest_slope"],
        "slope_after": after["lowest_slope"],
        "clean": read(_SMOOTH, outliers="0")["lowest_slope"],
    }


def _one_seed(read: Read) -> Numbers:
    weights = [read(_HINGE, seed=str(seed))["lowest_weight"] for seed in range(_SEEDS + 1)]
    return {"flat": float(sum(weight < 0.5 for weight in weights)), "at_last": float(_SEEDS), "least": min(weights)}


PITFALLS = (
    Pitfall(
        key="one_bad_point",
        name="One bad point owns the mean square",
        place=1,
        habit="Squared error is the first choice, and the data have hardly been looked at.",
        numbers=_one_bad_point,
        task=Task(
            exhibit=_CLEAN,
            asks="The model shown is the true line, and all points are good. How few bad points make the mean loss "
            "more than five times as large?",
            bounds=(Bound("mean", "the mean loss", low="limit"),),
            edge=("outliers", -1),
            met="",
            solution={"outliers": "1"},
            swept="outliers",
        ),
        sees="A single bad point takes the mean loss of the true line from {clean} to {one}, {times} times as much. "
        "Descent now works for this point.",
        instead="Plot the residuals first. Where bad points cannot be removed, take a loss that bounds their pull, "
        "such as [Huber](regression?loss=huber&figure=landscape).",
    ),
    Pitfall(
        key="delta_left_alone",
        name="δ left at one",
        place=2,
        habit="Huber's loss is switched on to cope with outliers, and its δ stays where the library has put it.",
        numbers=_delta_left_alone,
        task=Task(
            exhibit=_HUBER,
            asks="A fifth of the points is bad. Move δ until the slope of the fit comes near that of the good points.",
            bounds=(Bound("lowest_slope", "the slope of the fit", low=0.65),),
            met="",
            solution={"delta": "0.3"},
            swept="delta",
        ),
        sees="At δ = {at_start} the slope is {start}, at δ = {at_small} it is {small}. Without the bad points it would "
        "be {clean}.",
        instead="δ is a number in the units of y: choose it from the scatter of the good points, not from habit.",
    ),
    Pitfall(
        key="leverage",
        name="Robust against outliers, helpless against leverage",
        place=3,
        habit="Absolute error is said to be robust, so the bad points are left in.",
        numbers=_leverage,
        task=Task(
            exhibit=_ABSOLUTE,
            asks="The bad points all lie at one end of x. Find the number of them at which the fitted line turns "
            "round.",
            bounds=(Bound("lowest_slope", "the slope of the fit", high=0.0),),
            edge=("outliers", -1),
            met="",
            solution={"outliers": "8"},
            swept="outliers",
        ),
        sees="With {at_before:.0f} bad points the slope is {before}, with one more it is {after}. The line does not "
        "bend a little: it falls over.",
        instead="Look at where the bad points lie. At the end of x only a loss that gives points up, such as "
        "[Tukey's biweight](regression?loss=tukey_biweight&figure=landscape), stays with the others for long.",
    ),
    Pitfall(
        key="losses_compared",
        name="Two losses compared by their value",
        place=15,
        habit="Two settings are trained, and the one with the smaller loss is kept.",
        numbers=_losses_compared,
        task=Task(
            exhibit=_SMOOTH,
            asks="Move β until the slope of the fit comes near that of the good points. Watch the lowest mean loss as "
            "you do.",
            bounds=(Bound("lowest_slope", "the slope of the fit", low=0.65),),
            met="",
            solution={"beta": "0.3"},
            swept="beta",
        ),
        sees="The fit got better: its slope went from {slope_before} to {slope_after}, and the good points alone give "
        "{clean}. The loss went up, from {loss_before} to {loss_after}.",
        instead="A loss compares models, never losses. Judge two settings by one metric, on data that neither has "
        "seen.",
        trap="smooth_l1_huber",
    ),
    Pitfall(
        key="one_seed",
        name="A verdict from one seed",
        place=16,
        habit="One run decides which loss is better.",
        numbers=_one_seed,
        task=Task(
            exhibit=_HINGE,
            asks="Three labels in ten are wrong, and on these data the hinge learns nothing: its weight is zero. Find "
            "data on which it does learn.",
            bounds=(Bound("lowest_weight", "the weight at the lowest place", low=0.5),),
            met="",
            solution={"seed": "0"},
            swept="seed",
            swept_why="most data sets are kinder to it: that is what it shows",
        ),
        sees="On {flat:.0f} of the seeds up to {at_last:.0f} the weight stays below a half; on the others it does not. "
        "One run could have told either story.",
        instead="Run several seeds, and report their spread beside their mean.",
    ),
)
