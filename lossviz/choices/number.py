"""A number."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

PLAIN = exhibit("regression?loss=squared&figure=landscape&outliers=0&second=huber", "outliers")
ROBUST = exhibit("regression?loss=huber&figure=landscape&outliers=0")
FEW = exhibit("regression?loss=huber&figure=landscape&outliers=2&second=squared", "outliers", "delta")
MANY = exhibit("regression?loss=tukey_biweight&figure=landscape&outliers=7&second=absolute", "outliers", "c")
UNKNOWN = exhibit("regression?loss=barron&figure=spectrum&alpha=-2&at_residual=3", "alpha", "at_residual")
TYPICAL = exhibit("regression?loss=absolute&figure=landscape&outliers=3&second=squared", "outliers")
SQUARED = exhibit("regression?loss=squared&figure=landscape")
ABSOLUTE = exhibit("regression?loss=absolute&figure=landscape")
SIDES = exhibit("regression?loss=quantile&figure=landscape&tau=0.8&outliers=0&second=none", "tau", "noise")
PINBALL = exhibit("regression?loss=quantile&figure=curve")
LINEX = exhibit("regression?loss=linex&figure=curve&a=-1&at_residual=-2", "a", "at_residual")
TUBE = exhibit("regression?loss=epsilon_insensitive&figure=curve&at_residual=0.4", "epsilon", "at_residual")
LOGS = exhibit("regression?loss=squared_log&figure=curve&at_residual=2", "at_residual", "label")
PERCENT = exhibit("regression?loss=percentage&figure=curve&label=all&at_residual=2", "at_residual")
COUNTS = exhibit("regression?loss=poisson_nll&figure=landscape&missed=0", "missed", "seed")
ZEROS = exhibit("regression?loss=tweedie&figure=spectrum&label=0&at_log_rate=2", "power", "at_log_rate")
BARS = exhibit("regression?loss=gaussian_nll&figure=field&mean=2&log_variance=-1", "mean", "log_variance")


def plain(read: Read) -> Numbers:
    """The slopes of both lines where nothing is off."""
    return {"squared": read(PLAIN)["lowest_slope"], "huber": read(ROBUST)["lowest_slope"]}


def few(read: Read) -> Numbers:
    """The slopes of both lines where a few points are off, and where none is."""
    outliers = f"{FEW.view().values['outliers']:g}"
    return {
        "huber": read(FEW)["lowest_slope"],
        "squared": read(SQUARED, outliers=outliers)["lowest_slope"],
        "clean": read(FEW, outliers="0")["lowest_slope"],
    }


def many(read: Read) -> Numbers:
    """The slopes of both lines where many points at the end of x are off."""
    outliers = f"{MANY.view().values['outliers']:g}"
    return {
        "biweight": read(MANY)["lowest_slope"],
        "absolute": read(ABSOLUTE, outliers=outliers)["lowest_slope"],
        "clean": read(MANY, outliers="0")["lowest_slope"],
    }


def unknown(read: Read) -> Numbers:
    """The pull of a large miss at either end of α."""
    return {"deep": read(UNKNOWN)["slope"], "square": read(UNKNOWN, alpha="2")["slope"], "at_high": 2.0}


def typical(read: Read) -> Numbers:
    """The slopes of the lines through the medians and through the means."""
    outliers = f"{TYPICAL.view().values['outliers']:g}"
    return {
        "absolute": read(TYPICAL)["lowest_slope"],
        "squared": read(SQUARED, outliers=outliers)["lowest_slope"],
        "clean": read(TYPICAL, outliers="0")["lowest_slope"],
    }


def sides(read: Read) -> Numbers:
    """What a point above the line costs beside one below it, and where that puts the line."""
    tau = f"{SIDES.view().values['tau']:g}"
    short, over = (read(PINBALL, tau=tau, at_residual=at)["value"] for at in ("-1", "1"))
    middle = read(SIDES, tau="0.5")["lowest_intercept"]
    return {"ratio": short / over, "high": read(SIDES)["lowest_intercept"], "middle": middle}


def explodes(read: Read) -> Numbers:
    """What the same miss costs on either side."""
    return {"low": read(LINEX)["value"], "high": read(LINEX, at_residual="2")["value"]}


def small(read: Read) -> Numbers:
    """The pull within the tube and beyond it."""
    return {"inside": read(TUBE)["slope"], "outside": read(TUBE, at_residual="2")["slope"]}


def logs(read: Read) -> Numbers:
    """What the same miss costs on either side."""
    return {"high": read(LOGS)["value"], "low": read(LOGS, at_residual="-2")["value"]}


def percent(read: Read) -> Numbers:
    """What the same miss costs at a small target and at a large one."""
    return {"small": read(PERCENT, label="20")["value"], "large": read(PERCENT, label="100")["value"]}


def counts(read: Read) -> Numbers:
    """How fast the rate grows in the data, with and without counts that were lost."""
    return {"clean": read(COUNTS)["lowest_growth"], "lost": read(COUNTS, missed="6")["lowest_growth"]}


def zeros(read: Read) -> Numbers:
    """What expecting an amount costs where there was none, at two powers."""
    return {"gamma": read(ZEROS, power="1.95")["value"], "poisson": read(ZEROS, power="1.05")["value"]}


def bars(read: Read) -> Numbers:
    """What the same miss costs when the model is sure, and when it is not."""
    return {"sure": read(BARS)["value"], "unsure": read(BARS, log_variance="1")["value"]}


OUTLIERS = Fork(
    "How bad are they?",
    (
        Option(
            "few",
            "A few gross errors",
            Leaf(
                start=Candidate("huber", "with δ near 1.345 times the noise of the good points"),
                against=Candidate("log_cosh", "which is nearly the same and has nothing to set"),
                exhibit=FEW,
                says="With {at_outliers:.0f} points moved far off, Huber's line has slope {huber} and squared error's "
                "has {squared}. Without them Huber finds {clean}.",
                numbers=few,
                shows=lambda n: abs(n["huber"] - n["clean"]) < 0.5 * abs(n["squared"] - n["clean"]),
                price="δ is in units of y. One that is too large gives the outliers their pull back.",
                beside=("pseudo_huber", "smooth_l1"),
            ),
            "a wrong unit, a typing error, a sensor that failed twice",
        ),
        Option(
            "many",
            "Many, or at the ends of x",
            Leaf(
                start=Candidate("tukey_biweight", "from the line of a convex loss, with c for the good points"),
                against=Candidate("welsch"),
                exhibit=MANY,
                says="With {at_outliers:.0f} points off at one end, the biweight's line has slope {biweight}, absolute "
                "error's {absolute}. Without them the biweight finds {clean}. It lets go of what is far off.",
                numbers=many,
                shows=lambda n: abs(n["biweight"] - n["clean"]) < 0.2 * abs(n["absolute"] - n["clean"]),
                price="There are several valleys. Start near the right one, or a wrong line is the answer.",
                beside=("geman_mcclure",),
            ),
            "whole groups of wrong values, points with leverage",
        ),
        Option(
            "unknown",
            "I do not know",
            Leaf(
                start=Candidate("barron", "and try several α on data held back"),
                against=Candidate("cauchy", "which is one of its members"),
                exhibit=UNKNOWN,
                says="A miss of {at_residual} pulls with {square} where α = {at_high}, and with {deep} where α = "
                "{at_alpha}. One slider goes from trusting every point to letting go of the far ones.",
                numbers=unknown,
                shows=lambda n: n["deep"] < 0.3 * n["square"],
                price="One more number to choose, and several valleys once α is low.",
            ),
        ),
    ),
)
SIDE = Fork(
    "How do the two sides differ?",
    (
        Option(
            "ratio",
            "Each unit has its price",
            Leaf(
                start=Candidate("quantile", "with τ = cost of too low / (cost of too low + cost of too high)"),
                against=Candidate("expectile"),
                exhibit=SIDES,
                says="At τ = {at_tau} a prediction that is too low costs {ratio} times one that is as far too high. "
                "So the line moves up: its intercept goes from {middle} to {high}.",
                numbers=sides,
                shows=lambda n: n["ratio"] > 1.5 and n["high"] > n["middle"],
                price="It says where a share of the cases lies, not how far off the others are.",
            ),
            "an empty shelf costs more than one thing too many",
        ),
        Option(
            "explodes",
            "One side gets dangerous",
            Leaf(
                start=Candidate("linex", "with the sign of a for the dangerous side"),
                against=Candidate("asymmetric_peak"),
                exhibit=LINEX,
                says="A miss of {at_residual} costs {low}, one as far to the other side {high}. "
                "One side grows like an exponential, the other like a straight line.",
                numbers=explodes,
                shows=lambda n: n["low"] > 3 * n["high"],
                price="Bring y to a sensible scale first: an exponential overflows with units that are too small.",
            ),
            "a dam that is built too low, a dose that is too high",
        ),
    ),
)
POSITIVE = Fork(
    "What will be reported?",
    (
        Option(
            "logs",
            "A ratio, over several orders of size",
            Leaf(
                start=Candidate("squared_log"),
                against=Candidate("percentage"),
                exhibit=LOGS,
                says="At a target of {at_label}, {at_residual} too high costs {high}, and as much too low {low}. "
                "It weighs the ratio, so too low is the dearer side.",
                numbers=logs,
                shows=lambda n: n["low"] > n["high"],
                price="Too low costs more than too high, and it must not meet a negative number.",
            ),
            "prices, populations, run times",
        ),
        Option(
            "percent",
            "Per cent off",
            Leaf(
                start=Candidate("percentage"),
                against=Candidate("absolute", "as a baseline, and on the logarithm of y"),
                exhibit=PERCENT,
                says="The same miss of {at_residual} costs {small} per cent at the smallest target drawn and {large} "
                "at the largest. Small targets decide what is learnt.",
                numbers=percent,
                shows=lambda n: n["small"] > 3 * n["large"],
                price="A target near zero owns the whole sum, and predictions come out too low.",
            ),
        ),
    ),
)
AMOUNTS = Fork(
    "Which kind?",
    (
        Option(
            "counts",
            "Whole numbers from zero on",
            Leaf(
                start=Candidate("poisson_nll"),
                against=Candidate("tweedie"),
                exhibit=COUNTS,
                says="The model predicts the logarithm of a rate, so the rate stays positive: here it grows with "
                "{clean}. Lose the last few counts and the growth falls to {lost}.",
                numbers=counts,
                shows=lambda n: n["lost"] < 0.8 * n["clean"],
                price="The output is a log rate. It takes for granted that the scatter grows like the mean.",
            ),
            "calls an hour, goals, accidents",
        ),
        Option(
            "zeros",
            "Often exactly zero, else an amount",
            Leaf(
                start=Candidate("tweedie", "with the power chosen on data held back"),
                against=Candidate("poisson_nll"),
                exhibit=ZEROS,
                says="A large amount was expected and nothing came: that costs {poisson} at the lowest power and "
                "{gamma} at the highest. The power says how often zeros are to be expected.",
                numbers=zeros,
                shows=lambda n: abs(n["gamma"] - n["poisson"]) > 0.5 * min(n["gamma"], n["poisson"]),
                price="A power to choose, which the data hardly tell when they are few.",
            ),
            "rain, insurance claims, spending",
        ),
    ),
)

KIND = Option(
    "number",
    "A number",
    Fork(
        "What is special about the data, or about the misses?",
        (
            Option(
                "plain",
                "Nothing that I know of",
                Leaf(
                    start=Candidate("squared"),
                    against=Candidate("huber"),
                    exhibit=PLAIN,
                    says="With no point far off, squared error finds the slope {squared} and Huber {huber}. "
                    "Forgiving losses gain nothing here; add outliers and watch the two part.",
                    numbers=plain,
                    shows=lambda n: abs(n["squared"] - n["huber"]) < 0.05,
                    price="Outliers: a single bad one can turn the line.",
                ),
            ),
            Option("outliers", "Some values are far off", OUTLIERS, "typing errors, broken sensors, rare events"),
            Option(
                "typical",
                "I want the typical case",
                Leaf(
                    start=Candidate("absolute"),
                    against=Candidate("quantile", "for other shares than one half"),
                    exhibit=TYPICAL,
                    says="It looks for the median. With {at_outliers:.0f} points off its line has slope {absolute}, "
                    "squared error's, which looks for the mean, {squared}. Without them it has {clean}.",
                    numbers=typical,
                    shows=lambda n: abs(n["absolute"] - n["clean"]) < 0.5 * abs(n["squared"] - n["clean"]),
                    price="A kink where it is right, and no defence against bad points at the ends of x.",
                ),
                "the usual salary, not the average one",
            ),
            Option("sides", "Too low and too high cost differently", SIDE, "stock, budgets, safety"),
            Option(
                "small",
                "Small misses are free",
                Leaf(
                    start=Candidate("epsilon_insensitive", "with ε as large as a miss that nobody minds"),
                    against=Candidate("huber"),
                    exhibit=TUBE,
                    says="A miss of {at_residual} lies within ε = {at_epsilon} and pulls with {inside}. "
                    "Beyond it every miss pulls with {outside}.",
                    numbers=small,
                    shows=lambda n: n["inside"] == 0 and n["outside"] > 0,
                    price="Within ε nothing pulls, so many models are equally good.",
                ),
                "a tolerance that is part of the order",
            ),
            Option("positive", "All values are positive, and ratios count", POSITIVE),
            Option("amounts", "Counts, or amounts with many zeros", AMOUNTS),
            Option(
                "bars",
                "I want error bars",
                Leaf(
                    start=Candidate("gaussian_nll"),
                    against=Candidate("quantile", "twice, for a low share and for a high one"),
                    exhibit=BARS,
                    says="A miss of {at_mean} costs {sure} when the model is sure of itself, and {unsure} when it says "
                    "that it is not. So it learns how sure it may be.",
                    numbers=bars,
                    shows=lambda n: n["sure"] > 1.5 * n["unsure"],
                    price="Two outputs, and an easy way out: the variance grows where the mean should have improved.",
                ),
                "a range as well as a value",
            ),
        ),
    ),
    "a price, a temperature, a duration",
    "huber",
    1,
)
