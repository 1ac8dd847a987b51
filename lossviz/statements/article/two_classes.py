"""Of losses for two classes: what they need, what they promise, what noise does to them."""

import numpy as np

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN, of_each, right_answers
from lossviz.statements.record import Source, Statement, ran

_KINK = exhibit("binary?loss=hinge&figure=curve&at_logit=1", "at_logit", "margin")
_FLIPPED = exhibit(
    "binary?loss=hinge&figure=landscape&share=0.5&label_noise=0.3&second=ramp&weight=0&intercept=-1",
    "label_noise",
    "margin",
    conceal=WITHOUT_CHOSEN,
)
_STEPS = exhibit("binary?loss=hinge&figure=landscape&steps=40", "steps", "rate")
_SAMPLES = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&weight=2.4&intercept=-0.8",
    "seed",
    "spread",
    conceal=WITHOUT_CHOSEN,
)
_BRIER = exhibit(
    "binary?loss=brier&figure=landscape&weight=2&intercept=-0.6&second=binary_cross_entropy",
    "spread",
    "share",
    conceal=WITHOUT_CHOSEN,
)
_APART = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&spread=0.3&label_noise=0&weight=2&intercept=-0.4",
    "weight",
    "intercept",
)
_SURER = exhibit("binary?loss=binary_cross_entropy&figure=landscape&weight=6&intercept=-2", "weight", "intercept")
_FAR = exhibit("binary?loss=binary_cross_entropy&figure=curve&at_logit=-6&label=1", "at_logit")
_MOST = 10  # samples that are fitted


def _kink(read: Read) -> Numbers:
    slopes = {
        name: read(_KINK, at_logit=at)["slope"] for name, at in (("left", "-0.5"), ("right", "0.5"), ("beyond", "1.5"))
    }
    return {"at_left": -0.5, "at_right": 0.5, "at_beyond": 1.5, "at_margin": 1.0, **slopes}


def _flipped(read: Read) -> Numbers:
    positive, _ = of_each(read, _FLIPPED)
    noisy, clean = read(_FLIPPED), read(_FLIPPED, label_noise="0")
    return {
        "at_flipped": 0.3,
        "clean": clean["lowest_weight"],
        "noisy": noisy["lowest_weight"],
        "found": noisy["lowest_finds_1"],
        "positive": positive,
    }


def _steps(read: Read) -> Numbers:
    here = read(_STEPS)
    return {"at_steps": 40.0, "before": here["mean"], "after": here["mean_after_descent"], "lowest": here["lowest"]}


def _samples(read: Read) -> Numbers:
    fitted, fresh = [], []
    for seed in range(1, _MOST + 1):
        best = read(_SAMPLES, seed=f"{seed}")
        place = {"weight": f"{best['lowest_weight']:.4f}", "intercept": f"{best['lowest_intercept']:.4f}"}
        fitted.append(best["lowest"])
        fresh.append(read(_SAMPLES, seed=f"{seed + _MOST}", **place)["mean"])
    return {"fitted": float(np.mean(fitted)), "fresh": float(np.mean(fresh))}


def _brier(read: Read) -> Numbers:
    positive, negative = of_each(read, _BRIER)
    entropy = _BRIER.moved(loss="binary_cross_entropy", second="brier")
    curve, other = (exhibit(f"binary?loss={loss}&figure=curve&label=1") for loss in ("brier", "binary_cross_entropy"))
    return {
        "right": right_answers(read(_BRIER), negative),
        "other_right": right_answers(read(entropy), negative),
        "all": positive + negative,
        "at_logit": -6.0,
        "pull": abs(read(curve, at_logit="-6")["slope"]),
        "other_pull": abs(read(other, at_logit="-6")["slope"]),
    }


def _apart(read: Read) -> Numbers:
    ends = {"at_two": 2.0, "at_four": 4.0, "at_six": 6.0}
    means = {
        name: read(_APART, weight=f"{weight:g}", intercept=f"{-weight / 5:g}")["mean"]
        for name, weight in (("two", 2), ("four", 4), ("six", 6))
    }
    return {**ends, **means, "inside": read(_APART)["lowest_inside"]}


def _surer(read: Read) -> Numbers:
    positive, negative = of_each(read, _SURER)
    low, high = read(_SURER, weight="2.4", intercept="-0.8"), read(_SURER)
    return {
        "low": low["mean"],
        "high": high["mean"],
        "low_right": right_answers(low, negative, "chosen"),
        "high_right": right_answers(high, negative, "chosen"),
        "all": positive + negative,
    }


def _far(read: Read) -> Numbers:
    here = read(_FAR)
    return {"cost": here["value"], "pull": abs(here["slope"]), **ran("clamped_probabilities")}


STATEMENTS = (
    Statement(
        key="kink_at_zero",
        place=21,
        says="The hinge loss has its kink at zero.",
        exhibit=_KINK,
        numbers=_kink,
        holds=lambda n: abs(n["left"] - n["right"]) > 1e-9,
        told="At {at_left} and at {at_right} the slope is the same, {left} and {right}: nothing happens at zero. It "
        "jumps at the margin of {at_margin}, and at {at_beyond} it is {beyond}.",
        otherwise="Were it so, the slope would change at zero, and it is {left} before and {right} after it.",
    ),
    Statement(
        key="hinge_and_noise",
        place=15,
        says="The hinge loss copes well with noisy labels.",
        exhibit=_FLIPPED,
        numbers=_flipped,
        holds=lambda n: n["noisy"] > 0.5 * n["clean"],
        told="With {at_flipped:.0%} of the labels turned round its best weight falls from {clean} to {noisy}. It now "
        "finds {found} of {positive} positives. Each wrong label costs more the further it lies, without end.",
        otherwise="Were it so, the weight would stay near {clean}, and it falls to {noisy}.",
    ),
    Statement(
        key="must_be_differentiable",
        place=4,
        says="Gradient descent needs a loss that is differentiable everywhere.",
        exhibit=_STEPS,
        numbers=_steps,
        holds=lambda n: n["after"] > 0.5 * (n["before"] + n["lowest"]),
        told="The hinge has a kink, and {at_steps} steps take its mean from {before} to {after}. The lowest place has "
        "{lowest}. What descent needs is a slope that says where to go.",
        otherwise="Were it so, the hinge, which has a kink, would stay at {before}; it comes down to {after}.",
    ),
    Statement(
        key="calibrated",
        place=17,
        says="A model trained with cross-entropy gives well calibrated probabilities.",
        exhibit=_SAMPLES,
        numbers=_samples,
        holds=lambda n: n["fresh"] < 1.03 * n["fitted"],
        told="Fitted to one small sample after the other, it is surprised by {fitted} on average. The same models meet "
        "fresh samples with a surprise of {fresh}. They promise more than they keep.",
        otherwise="Were it so, fresh samples would surprise it no more than those it was fitted to: {fresh} "
        "against {fitted}.",
        sources=(
            Source(
                "Guo et al. 2017, On calibration of modern neural networks", "https://arxiv.org/abs/1706.04599", False
            ),
        ),
    ),
    Statement(
        key="squared_error_for_classes",
        place=10,
        says="Squared error must not be used to tell classes apart.",
        exhibit=_BRIER,
        numbers=_brier,
        holds=lambda n: n["right"] < n["other_right"] - 1,
        told="Fitted with squared error the model is right about {right} of {all} examples, with cross-entropy about "
        "{other_right}. Its fault is another one. At a logit of {at_logit} it pulls with {pull} only, cross-entropy "
        "with {other_pull}.",
        otherwise="Were it so, it would be right about fewer examples, and it is right about {right}, against "
        "{other_right}.",
    ),
    Statement(
        key="convex_has_optimum",
        place=11,
        says="A convex loss guarantees that training reaches the best model.",
        exhibit=_APART,
        numbers=_apart,
        holds=lambda n: n["inside"] > 0.5,
        told="Cross-entropy is convex, and these classes can be told apart. As the weight grows from {at_two} to "
        "{at_four} to {at_six}, the mean falls from {two} to {four} to {six}. It falls without end: there is no "
        "lowest place to reach.",
        otherwise="Were it so, the mean would rise again somewhere, and it only falls: {two}, {four}, {six}.",
        seed="Where two classes of a sample overlap by chance, there is a lowest place.",
    ),
    Statement(
        key="lowest_validation_loss",
        place=2,
        says="Of two models, the one with the lower validation loss answers better.",
        exhibit=_SURER,
        numbers=_surer,
        holds=lambda n: (n["high"] - n["low"]) * (n["low_right"] - n["high_right"]) > 0,
        told="These weights cost {high}; weights of less than half their size cost {low}. Their border is the same: "
        "they are right about {high_right} and {low_right} of {all} examples.",
        otherwise="Were it so, one of the two would be right more often, and it is {low_right} against "
        "{high_right} of {all}.",
    ),
    Statement(
        key="clip_the_logarithm",
        place=13,
        says="To be safe, clip what goes into the logarithm of a cross-entropy.",
        exhibit=_FAR,
        numbers=_far,
        holds=lambda n: n["pull"] < 0.5,
        told="By its logit, a mistake this sure costs {cost} and pulls with {pull}, and so it goes on. From clipped "
        "probabilities libraries made {run_wrong_1}, {run_wrong_2} and {run_wrong_3} of what costs {run_right}. "
        "Beyond the clip nothing pulls: compute from logits.",
        otherwise="Were it so, clipping would leave the cost as it is, and it makes {run_wrong_3} of {run_right}.",
        sources=(Source("The program that was run", "traps#clamped_probabilities"),),
    ),
)
