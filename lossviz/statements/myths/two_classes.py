"""Of losses for two classes and more."""

import math

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN, of_each, right_answers
from lossviz.statements.record import Source, Statement

_STEP = exhibit("binary?loss=zero_one&figure=landscape&steps=40", "steps", "rate")
_PLATEAU = exhibit(
    "binary?loss=hinge&figure=landscape&spread=0.3&label_noise=0&weight=4&intercept=-0.8", "weight", "intercept"
)
_HALF = exhibit(
    "binary?loss=focal&gamma=0&alpha=0.5&figure=landscape&weight=2.4&intercept=-0.8&second=binary_cross_entropy",
    "alpha",
    "label_noise",
    conceal=WITHOUT_CHOSEN,
)
_WHOLE = exhibit("binary?loss=binary_cross_entropy&figure=landscape")
_RARE = exhibit(
    "multiclass?loss=cross_entropy&figure=landscape&share=0.1&label_noise=0&spread=0.4&weight_1=0.4&weight_2=6",
    "spread",
    "share",
    conceal=WITHOUT_CHOSEN,
)
_MEAN = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&weight=2.4&intercept=-0.8",
    "share",
    "spread",
    conceal=WITHOUT_CHOSEN,
)
_ALPHA = exhibit("binary?loss=focal&figure=curve&gamma=0&alpha=0.25&line=logit&at_logit=0&label=1", "alpha", "label")
_WEIGHT = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&share=0.1&label_noise=0&spread=1.5&pos_weight=3&weight=1.2&intercept=-1",
    "pos_weight",
    conceal=WITHOUT_CHOSEN,
)
_LOWER = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&spread=1.5&seed=3&weight=0.6&intercept=-0.8&second=zero_one",
    "seed",
    "spread",
    conceal=WITHOUT_CHOSEN,
)


def _step(read: Read) -> Numbers:
    here = read(_STEP)
    return {
        "at_steps": 40.0,
        "before": here["mean"],
        "after": here["mean_after_descent"],
        "lowest": here["lowest"],
        "slope": abs(here["descent_weight"]),
    }


def _plateau(read: Read) -> Numbers:
    one, other = read(_PLATEAU)["mean"], read(_PLATEAU, weight="6", intercept="-1.2")["mean"]
    return {"at_one": 4.0, "at_other": 6.0, "one": one, "other": other}


def _half(read: Read) -> Numbers:
    half, whole = read(_HALF), read(_WHOLE)
    return {
        "half": half["lowest"],
        "whole": whole["lowest"],
        "half_weight": half["lowest_weight"],
        "whole_weight": whole["lowest_weight"],
    }


def _rare(read: Read) -> Numbers:
    here = read(_RARE)
    return {"found": here["lowest_finds_0"], "common": here["lowest_finds_1"], "wrong": here["lowest_false_alarms_0"]}


def _mean(read: Read) -> Numbers:
    positive, negative = of_each(read, _MEAN)
    return {"mean": read(_MEAN)["lowest_mean_probability"], "share": positive / (positive + negative)}


def _alpha(read: Read) -> Numbers:
    positive, negative = abs(read(_ALPHA)["slope"]), abs(read(_ALPHA, label="0")["slope"])
    return {"at_alpha": 0.25, "positive": positive, "negative": negative}


def _weight(read: Read) -> Numbers:
    weighted, plain = read(_WEIGHT), read(_WEIGHT, pos_weight="1")
    shifted = plain["lowest_intercept"] + math.log(3)
    moved = read(_WEIGHT, weight=f"{plain['lowest_weight']:.6f}", intercept=f"{shifted:.6f}")
    return {
        "at_weight": 3.0,
        "rare": of_each(read, _WEIGHT)[0],
        "plain": plain["lowest_finds_1"],
        "found": weighted["lowest_finds_1"],
        "wrong": weighted["lowest_false_alarms_1"],
        "moved_found": moved["chosen_finds_1"],
        "moved_wrong": moved["chosen_false_alarms_1"],
    }


def _lower(read: Read) -> Numbers:
    _, negative = of_each(read, _LOWER)
    least = read(_LOWER.moved(loss="zero_one", second="none"))
    place = {"weight": f"{least['lowest_weight']:.4f}", "intercept": f"{least['lowest_intercept']:.4f}"}
    here, there = read(_LOWER), read(_LOWER, **place)
    return {
        "low": here["lowest"],
        "high": there["mean"],
        "low_right": right_answers(here, negative),
        "high_right": right_answers(there, negative, "chosen"),
    }


STATEMENTS = (
    Statement(
        key="nearly_everywhere",
        place=1,
        says="A loss with a derivative nearly everywhere can be trained on by gradient descent.",
        exhibit=_STEP,
        numbers=_step,
        holds=lambda n: n["after"] < 0.5 * (n["before"] + n["lowest"]),
        told="The zero-one loss has one but at a single point, and it is {slope}. After {at_steps} steps the mean is "
        "{after}, as it was; the lowest place has {lowest}. Descent needs a slope that says something.",
        otherwise="Were it so, the steps would lead down to {lowest}, and they stay at {after}.",
    ),
    Statement(
        key="single_best",
        place=3,
        says="A convex loss has a single best model.",
        exhibit=_PLATEAU,
        numbers=_plateau,
        holds=lambda n: abs(n["one"] - n["other"]) > 1e-3,
        told="The hinge is convex. With a weight of {at_one} its mean is {one} here, and with {at_other} it is "
        "{other}: a plain of best models. Convex only says that there is no second valley.",
        otherwise="Were it so, one of the two models would be better, and they have {one} and {other}.",
        seed="Where the two classes of a sample overlap by chance, the hinge has no plain at zero.",
    ),
    Statement(
        key="half_the_loss",
        place=4,
        says="Half of cross-entropy fits the same model as cross-entropy.",
        exhibit=_HALF,
        numbers=_half,
        holds=lambda n: abs(n["half_weight"] - n["whole_weight"]) < 0.02 * abs(n["whole_weight"]),
        told="Focal loss at these settings is half of cross-entropy. Its lowest mean is {half} against {whole}, and "
        "both have it at a weight of {half_weight}. A factor moves no minimum, only the length of steps.",
        otherwise="Were it not so, the best weights would differ, and they are {half_weight} and {whole_weight}.",
    ),
    Statement(
        key="rare_is_ignored",
        place=5,
        says="Cross-entropy ignores a class that is rare.",
        exhibit=_RARE,
        numbers=_rare,
        holds=lambda n: n["found"] < 0.5 or n["wrong"] > n["found"],
        told="Of the rare class it finds {found}, of a common one {common}, with {wrong} taken for the rare one "
        "wrongly. A class that lies apart is found, however rare.",
        otherwise="Were it so, it would find none of the rare class, and it finds {found}.",
    ),
    Statement(
        key="mean_probability",
        place=6,
        says="On its training data, cross-entropy makes the mean probability equal the share of positives.",
        exhibit=_MEAN,
        numbers=_mean,
        holds=lambda n: abs(n["mean"] - n["share"]) < 0.01,
        told="The mean probability is {mean}, the share of positives {share}. An intercept is all it takes: at the "
        "lowest place its slope is zero.",
        otherwise="Were it not so, the two would differ, and they are {mean} and {share}.",
    ),
    Statement(
        key="alpha_favours_positives",
        place=7,
        says="Focal loss with α = 0.25 favours the positives.",
        exhibit=_ALPHA,
        numbers=_alpha,
        holds=lambda n: n["positive"] > n["negative"],
        told="At even odds a positive example pulls with {positive}, a negative one with {negative}. With α = "
        "{at_alpha} it is the negatives that weigh more.",
        otherwise="Were it so, a positive would pull harder than a negative, and it is {positive} against {negative}.",
    ),
    Statement(
        key="weight_is_threshold",
        place=8,
        says="For a model like this one, weighting a class does what moving the threshold does.",
        exhibit=_WEIGHT,
        numbers=_weight,
        holds=lambda n: abs(n["found"] - n["moved_found"]) + abs(n["wrong"] - n["moved_wrong"]) <= 1,
        told="With a weight of {at_weight} on positives it finds {found} of {rare}, with {wrong} false alarms. The "
        "unweighted model, its threshold moved by as much, finds {moved_found} with {moved_wrong}. Unmoved it finds "
        "{plain}.",
        otherwise="Were it not so, the moved threshold would find others, and it finds {moved_found}, against {found}.",
        sources=(
            Source(
                "Byrd and Lipton 2019, on deep networks, where weights fade as training goes on",
                "https://arxiv.org/abs/1812.03372",
                False,
            ),
        ),
    ),
    Statement(
        key="lower_is_better",
        place=12,
        says="On the same data, the model with the lower cross-entropy makes fewer mistakes.",
        exhibit=_LOWER,
        numbers=_lower,
        holds=lambda n: n["high_right"] <= n["low_right"],
        told="The lowest place of cross-entropy has {low} and is right {low_right} times. That of the zero-one loss "
        "has a cross-entropy of {high} and is right {high_right} times.",
        otherwise="Were it so, none with more than {low} would be right more often than {low_right} times.",
    ),
)
