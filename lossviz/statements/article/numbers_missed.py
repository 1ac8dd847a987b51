"""Of losses for numbers: small misses, bad points, what is assumed, what a loss counts."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN, of_each
from lossviz.statements.record import Statement

_SMALL = exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=0.1", "at_residual")
_LEVERAGE = exhibit(
    "regression?loss=absolute&figure=landscape&outliers=8&slope=-0.75&intercept=-1.5",
    "outliers",
    conceal=WITHOUT_CHOSEN,
)
_HUBER = exhibit(
    "regression?loss=huber&figure=landscape&outliers=6&delta=2&slope=-0.125&intercept=-1",
    "delta",
    "outliers",
    conceal=WITHOUT_CHOSEN,
)
_LABELS = exhibit(
    "binary?loss=brier&figure=landscape&weight=2&intercept=-0.6", "share", "spread", conceal=WITHOUT_CHOSEN
)
_VALLEYS = exhibit(
    "regression?loss=welsch&figure=landscape&outliers=8&slope=-0.75&intercept=-2&steps=40&rate=0.5",
    "slope",
    "intercept",
)
_SCALE = exhibit(
    "regression?loss=smooth_l1&beta=0.5&figure=landscape&outliers=4&slope=0.625&intercept=-0.25&second=huber&huber_delta=0.5",
    "outliers",
    "noise",
    conceal=WITHOUT_CHOSEN,
)
_OTHER_SCALE = exhibit("regression?loss=huber&delta=0.5&figure=landscape&outliers=4")


def _small(read: Read) -> Numbers:
    absolute = read(_SMALL.moved(loss="absolute", against="squared"))
    return {"at_miss": 0.1, "squared": abs(read(_SMALL)["slope"]), "absolute": abs(absolute["slope"])}


def _leverage(read: Read) -> Numbers:
    welsch = read(_LEVERAGE.moved(loss="welsch"))["lowest_slope"]
    clean, bent = read(_LEVERAGE, outliers="0")["lowest_slope"], read(_LEVERAGE)["lowest_slope"]
    return {"at_bad": 8.0, "clean": clean, "bent": bent, "welsch": welsch}


def _huber(read: Read) -> Numbers:
    slopes = {
        name: read(_HUBER, delta=delta)["lowest_slope"]
        for name, delta in (("narrow", "0.5"), ("middle", "1"), ("wide", "2"))
    }
    clean = read(_HUBER, outliers="0")["lowest_slope"]
    return {"at_bad": 6.0, "at_narrow": 0.5, "at_middle": 1.0, "at_wide": 2.0, "clean": clean, **slopes}


def _labels(read: Read) -> Numbers:
    positive, negative = of_each(read, _LABELS)
    return {"mean": read(_LABELS)["lowest_mean_probability"], "share": positive / (positive + negative)}


def _valleys(read: Read) -> Numbers:
    here = read(_VALLEYS)
    return {"at_steps": 40.0, "caught": here["mean_after_descent"], "lowest": here["lowest"]}


def _scale(read: Read) -> Numbers:
    one, other = read(_SCALE), read(_OTHER_SCALE)
    return {
        "one": one["lowest"],
        "other": other["lowest"],
        "one_slope": one["lowest_slope"],
        "other_slope": other["lowest_slope"],
    }


STATEMENTS = (
    Statement(
        key="small_deviations",
        place=1,
        says="Squared error is the loss to take where small deviations matter.",
        exhibit=_SMALL,
        numbers=_small,
        holds=lambda n: n["squared"] > n["absolute"],
        told="At a miss of {at_miss} squared error pulls with {squared}, absolute error with {absolute}. "
        "Of the two it is squared error that lets small misses go.",
        otherwise="Were it so, squared error would have to pull harder at a small miss, and it does not: {squared} "
        "against "
        "{absolute}.",
    ),
    Statement(
        key="absolute_is_robust",
        place=3,
        says="Absolute error is robust: however bad the outliers are, the fit stays.",
        exhibit=_LEVERAGE,
        numbers=_leverage,
        holds=lambda n: n["bent"] > 0.5 * n["clean"],
        told="With {at_bad} bad points at one end of x the slope falls from {clean} to {bent}. A point far out in x "
        "turns the line most. Welsch's loss, which lets go of points, still has {welsch}.",
        otherwise="Were it so, the slope would stay near {clean}, and here it is {bent}.",
    ),
    Statement(
        key="best_of_both",
        place=7,
        says="Huber's loss with a δ between 0.5 and 2 is the best of both worlds.",
        exhibit=_HUBER,
        numbers=_huber,
        holds=lambda n: min(n["narrow"], n["middle"], n["wide"]) > 0.75 * n["clean"],
        told="With {at_bad} bad points the slope is {narrow} at δ = {at_narrow}, {middle} at {at_middle} and {wide} at "
        "{at_wide}; without them it is {clean}. δ is measured in units of y: what is small depends on the noise.",
        otherwise="Were it so, all these δ would keep the slope near {clean}; the widest gives {wide}.",
    ),
    Statement(
        key="gaussian_errors",
        place=16,
        says="Squared error only makes sense if errors are Gaussian.",
        exhibit=_LABELS,
        numbers=_labels,
        holds=lambda n: abs(n["mean"] - n["share"]) > 0.05,
        told="Here every truth is a plain yes or no, so no error is Gaussian. Squared error still arrives at a mean "
        "probability of {mean}, beside a share of {share}. It estimates means; Gaussian errors only make it a "
        "likelihood.",
        otherwise="Were it so, its mean probability would miss the share of {share}, and it is {mean}.",
    ),
    Statement(
        key="several_optima",
        place=18,
        says="Local minima are several solutions that are equally good.",
        exhibit=_VALLEYS,
        numbers=_valleys,
        holds=lambda n: n["caught"] < 1.02 * n["lowest"],
        told="Descent from here ends in a valley with a mean of {caught}. The lowest place has {lowest}. Both are "
        "minima, and one is worse.",
        otherwise="Were it so, both valleys would be as deep, and they are not: {caught} and {lowest}.",
    ),
    Statement(
        key="loss_in_percent",
        place=9,
        says="A loss of 0.12 means that the model is 12 % off.",
        exhibit=_SCALE,
        numbers=_scale,
        holds=lambda n: abs(n["one"] / n["other"] - 1) < 0.01,
        told="Smooth L1 and Huber here draw the same line, with slopes of {one_slope} and {other_slope}. One calls "
        "its mean {one}, the other {other}. A loss has no scale of its own.",
        otherwise="Were it so, the same line could not have two losses, {one} and {other}.",
    ),
)
