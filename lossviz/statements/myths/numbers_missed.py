"""Of losses for numbers."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN
from lossviz.statements.record import Statement

_HALF = exhibit("regression?loss=squared&figure=curve&against=absolute&at_residual=0.5", "at_residual")
_PULL = exhibit("regression?loss=absolute&figure=curve&against=squared&at_residual=3", "at_residual")
_LINE = exhibit(
    "regression?loss=absolute&figure=landscape&outliers=8&slope=-0.75&intercept=-1.5",
    "outliers",
    "noise",
    conceal=WITHOUT_CHOSEN,
)
_CLEAN = exhibit(
    "regression?loss=welsch&figure=landscape&outliers=0&slope=1&intercept=0&second=squared",
    "noise",
    "seed",
    conceal=WITHOUT_CHOSEN,
)
_ELABORATE = ("absolute", "huber", "cauchy", "welsch", "tukey_biweight")


def _half(read: Read) -> Numbers:
    absolute = read(_HALF.moved(loss="absolute", against="squared"))
    return {"at_miss": 0.5, "squared": read(_HALF)["value"], "absolute": absolute["value"]}


def _pull(read: Read) -> Numbers:
    return {
        "at_near": 1.0,
        "at_far": 3.0,
        "near": read(_PULL, at_residual="1")["slope"],
        "far": read(_PULL)["slope"],
    }


def _line(read: Read) -> Numbers:
    clean, bent = read(_LINE, outliers="0")["lowest_slope"], read(_LINE)["lowest_slope"]
    return {"at_bad": 8.0, "clean": clean, "bent": bent}


def _clean(read: Read) -> Numbers:
    slopes = [read(_CLEAN.moved(loss=loss))["lowest_slope"] for loss in _ELABORATE]
    plain = read(_CLEAN.moved(loss="squared", second="welsch"))["lowest_slope"]
    return {"plain": plain, "least": min(slopes), "most": max(slopes)}


STATEMENTS = (
    Statement(
        key="below_one",
        place=2,
        says="For a miss below 1, squared error charges less than absolute error.",
        exhibit=_HALF,
        numbers=_half,
        holds=lambda n: n["squared"] < n["absolute"],
        told="At a miss of {at_miss} squared error charges {squared}, absolute error {absolute}. A square of less than "
        "one is smaller than what is squared.",
        otherwise="Were it not so, squared error would charge more here, and it charges {squared} against {absolute}.",
    ),
    Statement(
        key="further_off",
        place=9,
        says="To absolute error, a bad point pulls no harder the further off it is.",
        exhibit=_PULL,
        numbers=_pull,
        holds=lambda n: abs(n["far"] - n["near"]) < 1e-9,
        told="At a miss of {at_near} it pulls with {near}, at {at_far} with {far}. The pull of squared error "
        "grows with the miss. That is why medians bear bad points better than means do.",
        otherwise="Were it not so, it would pull harder at {at_far} than at {at_near}: it has {far} and {near}.",
    ),
    Statement(
        key="median_line",
        place=10,
        says="A line fitted with absolute error bears bad points, as a median does, up to half of the data.",
        exhibit=_LINE,
        numbers=_line,
        holds=lambda n: n["bent"] > 0.5 * n["clean"],
        told="With {at_bad} of the points bad the slope goes from {clean} to {bent}. A line can be turned by points "
        "far out in x, which a median does not have.",
        otherwise="Were it so, fewer than half would leave the slope near {clean}, and it is {bent}.",
    ),
    Statement(
        key="elaborate_fits_better",
        place=11,
        says="On clean data a more elaborate loss fits better.",
        exhibit=_CLEAN,
        numbers=_clean,
        holds=lambda n: n["most"] - n["least"] > 0.2 or abs(n["plain"] - n["most"]) > 0.2,
        told="Without outliers squared error draws a slope of {plain}. Absolute error, Huber, Cauchy, Welsch and Tukey "
        "draw slopes from {least} to {most}. What they are for does not occur here.",
        otherwise="Were it so, their lines would lie apart, and their slopes go from {least} to {most} only.",
    ),
)
