"""Of rare classes: what they do to losses, and what is said to help."""

from lossviz.lessons.exhibit import Exhibit, Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN, of_each
from lossviz.statements.record import Source, Statement

_RARE = "figure=landscape&share=0.1&label_noise=0"
_NARROW = exhibit(
    f"binary?loss=binary_cross_entropy&{_RARE}&spread=0.4&weight=6&intercept=-1.4", "spread", conceal=WITHOUT_CHOSEN
)
_GAMMA = exhibit(
    f"binary?loss=focal&{_RARE}&spread=1.5&alpha=0.5&gamma=5&weight=0.4&intercept=-0.8",
    "gamma",
    "alpha",
    conceal=WITHOUT_CHOSEN,
)
_DEFAULTS = exhibit(
    f"binary?loss=focal&{_RARE}&spread=1.5&alpha=0.25&gamma=2&weight=0.4&intercept=-0.8",
    "alpha",
    "gamma",
    conceal=WITHOUT_CHOSEN,
)
_FAIR = exhibit(
    f"binary?loss=focal&{_RARE}&spread=1.5&alpha=0.5&gamma=2&weight=0.4&intercept=-0.8",
    "spread",
    "alpha",
    conceal=WITHOUT_CHOSEN,
)
_WEIGHTS = exhibit("multiclass?loss=class_balanced&figure=costs&counts=990,10,10&beta=0.9999", "beta")


def _found(read: Read, at: Exhibit, **changes: str) -> float:
    return read(at, **changes)["lowest_finds_1"]


def _narrow(read: Read) -> Numbers:
    return {
        "rare": of_each(read, _NARROW)[0],
        "at_narrow": 0.4,
        "at_wide": 2.0,
        "narrow": _found(read, _NARROW),
        "wide": _found(read, _NARROW, spread="2"),
    }


def _gamma(read: Read) -> Numbers:
    return {
        "rare": of_each(read, _GAMMA)[0],
        "at_low": 0.0,
        "at_high": 5.0,
        "at_alpha": 0.85,
        "low": _found(read, _GAMMA, gamma="0"),
        "high": _found(read, _GAMMA),
        "weighted": _found(read, _GAMMA, alpha="0.85", gamma="0"),
    }


def _defaults(read: Read) -> Numbers:
    return {
        "rare": of_each(read, _DEFAULTS)[0],
        "at_alpha": 0.25,
        "at_other": 0.85,
        "default": _found(read, _DEFAULTS),
        "weighted": _found(read, _DEFAULTS, alpha="0.85"),
    }


def _fair(read: Read) -> Numbers:
    positive, negative = of_each(read, _FAIR)
    here = read(_FAIR)
    return {
        "rare": positive,
        "common": negative,
        "found": here["lowest_finds_1"],
        "kept": negative - here["lowest_false_alarms_1"],
    }


def _weights(read: Read) -> Numbers:
    here = read(_WEIGHTS)
    return {"at_many": 990.0, "at_few": 10.0, "ratio": here["weight_of_class_1"] / here["weight_of_class_0"]}


STATEMENTS = (
    Statement(
        key="majority_only",
        place=5,
        says="With rare positives, cross-entropy learns to answer “no” to everything.",
        exhibit=_NARROW,
        numbers=_narrow,
        holds=lambda n: n["narrow"] < 0.5 * n["rare"],
        told="Of {rare} positives it finds {narrow} while the classes are narrow, and {wide} where they overlap. What "
        "loses them is the overlap. They are as rare in both.",
        otherwise="Were it so, it would find none of the {rare} here, and it finds {narrow}.",
    ),
    Statement(
        key="focal_cures",
        place=6,
        says="Focal loss cures imbalance: raise γ, and rare positives are found.",
        exhibit=_GAMMA,
        numbers=_gamma,
        holds=lambda n: n["high"] > n["low"],
        told="From γ = {at_low} to γ = {at_high} the positives found go from {low} to {high}, of {rare}. Here γ hardly "
        "moves the border. α does: at {at_alpha} it finds {weighted}.",
        otherwise="Were it so, γ would find more of the {rare}: it goes from {low} to {high}.",
        sources=(
            Source("Lin et al. 2017, where γ works on a deep detector", "https://arxiv.org/abs/1708.02002", False),
        ),
    ),
    Statement(
        key="focal_defaults",
        place=14,
        says="For rare positives, α = 0.25 and γ = 2 are a good start with focal loss.",
        exhibit=_DEFAULTS,
        numbers=_defaults,
        holds=lambda n: n["default"] > 0.5 * n["rare"],
        told="With them it finds {default} of {rare} positives; with α = {at_other} instead it finds {weighted}. "
        "An α of {at_alpha} weighs positives less than negatives.",
        otherwise="Were it so, it would find most of the {rare}, and it finds {default}.",
    ),
    Statement(
        key="fair_treatment",
        place=22,
        says="Focal loss makes a model treat all classes fairly.",
        exhibit=_FAIR,
        numbers=_fair,
        holds=lambda n: n["found"] / n["rare"] > 0.9 * n["kept"] / n["common"],
        told="It is right about {kept} of {common} negatives and {found} of {rare} positives. It weighs errors by how "
        "large they are; who makes them it does not see.",
        otherwise="Were it so, the rare class would fare as the common one does, and {found} of {rare} are found.",
    ),
    Statement(
        key="weights_for_one_percent",
        place=19,
        says="With 1 % positives, class weights of 0.1 and 0.9 balance the classes.",
        exhibit=_WEIGHTS,
        numbers=_weights,
        holds=lambda n: 8 < n["ratio"] < 10,
        told="With {at_many} examples of one class and {at_few} of another, this weighting asks for {ratio} to one. "
        "The weights above make nine to one.",
        otherwise="Were it so, nine to one would be enough; by these counts it takes {ratio} to one.",
    ),
)
