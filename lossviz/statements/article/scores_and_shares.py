"""Of several classes, scores, masks and distributions."""

import math

import numpy as np

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.record import Source, Statement, ran

_RAISED = exhibit("ranking?loss=auc_margin&scores=2.4,3.6,1.2,2.9,0.3,1.8", "scores")
_SCORES = "0.4,1.6,-0.8,0.9,-1.7,-0.2"
_TWICE = exhibit("multiclass?loss=cross_entropy&figure=field&z0=1&z1=0", "z0", "z1")
_DICE = exhibit("segmentation?loss=dice&figure=curve&label=disc", "at_confidence", "smooth")
_NOTHING = exhibit("segmentation?loss=dice&figure=mask&smooth=0&target=" + "0" * 36)
_BARS = exhibit("distributions?loss=kl_divergence&figure=bars", "q", "p")
_TRUTH = "0.08,0.42,0.06,0.36,0.08,0.05"  # p as the figure first shows it


def _raised(read: Read) -> Numbers:
    before, after = read(_RAISED, scores=_SCORES), read(_RAISED)
    return {"before": before["value"], "after": after["value"]}


def _twice(read: Read) -> Numbers:
    return {"floor": read(_TWICE)["value"], "logits": read(_TWICE, z0="4", z1="-4")["value"], **ran("double_softmax")}


def _dice(read: Read) -> Numbers:
    slopes = np.array([read(_DICE, at_confidence=f"{at / 100:g}")["slope"] for at in range(1, 100, 2)])
    nothing = read(_NOTHING)
    return {
        "first": slopes[0],
        "last": slopes[-1],
        "largest": float(np.abs(np.diff(slopes)).max()),
        "empty": nothing["value"],
        "pull": nothing["strongest_pull"],
    }


def _perplexity(read: Read) -> Numbers:
    here = read(_BARS)
    return {
        "perplexity": here["perplexity"],
        "least": here["least_perplexity"],
        "cross_entropy": math.log(max(here["perplexity"], 1e-9)),
        "entropy": math.log(max(here["least_perplexity"], 1e-9)),
        "divergence": here["value"],
    }


def _perfect(read: Read) -> Numbers:
    perplexity = read(_BARS, q=_TRUTH)["perplexity"]
    return {"perplexity": perplexity, "entropy": math.log(max(perplexity, 1e-9))}


STATEMENTS = (
    Statement(
        key="softmax_at_the_end",
        place=8,
        says="A network for cross-entropy ends in a softmax.",
        exhibit=_TWICE,
        numbers=_twice,
        holds=lambda n: n["floor"] < 2 * n["logits"],
        told="PyTorch’s cross-entropy applies a softmax itself. After another one, the surest right answer is what is "
        "set here and costs {floor}; as a logit it costs less than {logits}. A program that was run gave "
        "{run_wrong:.3f} in place of {run_right:.4f}.",
        otherwise="Were it so, a sure and right answer would still cost next to nothing, and it costs {floor}.",
        sources=(Source("The program that was run", "traps#double_softmax"),),
    ),
    Statement(
        key="auc_is_calibrated",
        place=12,
        says="A model trained with an AUC loss gives probabilities that can be trusted.",
        exhibit=_RAISED,
        numbers=_raised,
        holds=lambda n: abs(n["before"] - n["after"]) > 1e-6,
        told="All scores have been raised by the same amount, and the loss stays: {before} before, {after} after. It "
        "sees differences of scores only. A probability cannot be moved like that.",
        otherwise="Were it so, raising all scores would cost something; it costs {before} before and {after} after.",
    ),
    Statement(
        key="dice_is_rough",
        place=23,
        says="The Dice loss is not smooth.",
        exhibit=_DICE,
        numbers=_dice,
        holds=lambda n: n["largest"] > 0.5 * abs(n["last"] - n["first"]),
        told="On its way the slope goes from {first} to {last}, and from stop to stop by no more than {largest}: there "
        "is no kink. What is hard is an empty mask without smoothing. It costs {empty} and pulls with {pull}.",
        otherwise="Were it so, the slope would jump somewhere, and it changes by no more than {largest} at a time.",
    ),
    Statement(
        key="perplexity_losses",
        place=24,
        says="Perplexity-based losses are a kind of their own.",
        exhibit=_BARS,
        numbers=_perplexity,
        holds=lambda n: abs(n["cross_entropy"] - n["entropy"] - n["divergence"]) > 1e-3,
        told="The perplexity is {perplexity}, and its logarithm {cross_entropy} is the cross-entropy. Take away the "
        "entropy, {entropy}, and the {divergence} of the figure is left. One grows with the other.",
        otherwise="Were it so, its logarithm less the entropy would not be the {divergence} that the figure shows.",
    ),
    Statement(
        key="perfect_is_zero",
        place=20,
        says="A perfect model has a cross-entropy of zero.",
        exhibit=_BARS.moved(q=_TRUTH),
        numbers=_perfect,
        holds=lambda n: n["entropy"] < 0.01,
        told="Here q is p itself. Its perplexity is still {perplexity}, whose logarithm {entropy} is its "
        "cross-entropy. Where truths are uncertain, that much always stays.",
        otherwise="Were it so, q = p would leave nothing, and {entropy} is left.",
    ),
)
