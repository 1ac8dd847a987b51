"""Of distributions, masks, scores, weights and boxes."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.statements.readings import WITHOUT_CHOSEN
from lossviz.statements.record import Source, Statement, ran

_BARS = exhibit("distributions?loss=kl_divergence&figure=bars", "q", "p")
_OTHER_Q = "0.1,0.4,0.1,0.3,0.1,0.05"
_NEAR = exhibit(
    "distributions?loss=reverse_kl&figure=relatives&relative=reverse_kl_kl_divergence_2&closer=3", "closer", "at_logit"
)
_MASKS = exhibit("segmentation?loss=jaccard&figure=mask", "painted", "certainty")
_TARGET = "0000000000f01f81f81f81f80f0000000000"
_NAME = exhibit("segmentation?loss=tversky&figure=mask&alpha=0.7&beta=0.3&smooth=0", "alpha", "beta")
_GENERATOR = exhibit(
    "adversarial?loss=gan_minimax_generator&figure=curve&at_score=-4&against=gan_non_saturating_generator", "at_score"
)
_SQUEEZED = exhibit("ranking?loss=auc_margin&scores=0.2,0.8,-0.4,0.45,-0.85,-0.1", "scores")
_WEIGHTS = exhibit(
    "penalties?loss=l2&strength=3&second=l1&l1_strength=3", "strength", "l1_strength", conceal=WITHOUT_CHOSEN
)
_LASSO = exhibit("penalties?loss=l1&strength=3")
_BOXES = exhibit("detection?loss=iou&figure=boxes&steps=40", "rate", "corner")


def _ranked(read: Read) -> Numbers:
    one, other = read(_BARS), read(_BARS, q=_OTHER_Q)
    return {
        "one": one["value"],
        "other": other["value"],
        "one_perplexity": one["perplexity"],
        "other_perplexity": other["perplexity"],
    }


def _near(read: Read) -> Numbers:
    near, far = read(_NEAR), read(_NEAR, closer="1")
    return {"near": near["value"] / near["other"], "far": far["value"] / far["other"]}


def _masks(read: Read) -> Numbers:
    here, better = read(_MASKS), read(_MASKS, painted=_TARGET)
    dice = _MASKS.moved(loss="dice")
    return {
        "jaccard": here["value"],
        "better_jaccard": better["value"],
        "dice": read(dice)["value"],
        "better_dice": read(dice, painted=_TARGET)["value"],
    }


def _name(read: Read) -> Numbers:
    one, other = read(_NAME)["value"], read(_NAME, alpha="0.3", beta="0.7")["value"]
    return {"at_alpha": 0.7, "at_beta": 0.3, "one": one, "other": other, **ran("tversky_swapped")}


def _generator(read: Read) -> Numbers:
    other = _GENERATOR.moved(loss="gan_non_saturating_generator", against="gan_minimax_generator")
    return {"at_score": -4.0, "first": abs(read(_GENERATOR)["slope"]), "other": abs(read(other)["slope"])}


def _squeezed(read: Read) -> Numbers:
    wide = read(_SQUEEZED, scores="0.4,1.6,-0.8,0.9,-1.7,-0.2")
    return {"wide": wide["pairs_in_order"], "squeezed": read(_SQUEEZED)["pairs_in_order"]}


def _weights(read: Read) -> Numbers:
    ridge, lasso = read(_WEIGHTS), read(_LASSO)
    return {
        "at_strength": 3.0,
        "weight": abs(ridge["lowest_weight_2"]),
        "lasso": abs(lasso["lowest_weight_2"]),
    }


def _boxes(read: Read) -> Numbers:
    here, other = read(_BOXES), read(_BOXES.moved(loss="giou"))
    return {
        "at_steps": 40.0,
        "before": here["value"],
        "after": here["value_after_descent"],
        "other": other["value"],
        "other_after": other["value_after_descent"],
    }


STATEMENTS = (
    Statement(
        key="same_ranking",
        place=13,
        says="Perplexity and cross-entropy put models in the same order.",
        exhibit=_BARS,
        numbers=_ranked,
        holds=lambda n: (n["one"] > n["other"]) == (n["one_perplexity"] > n["other_perplexity"]),
        told="This q has a divergence of {one} and a perplexity of {one_perplexity}. One nearer to p has {other} and "
        "{other_perplexity}. One is the other’s exponential, and so the order is the same.",
        otherwise="Were it not so, the other would be worse by its perplexity, and it has {other_perplexity} against "
        "{one_perplexity}.",
    ),
    Statement(
        key="near_the_truth",
        place=14,
        says="Near the truth, both directions of the Kullback–Leibler divergence say nearly the same.",
        exhibit=_NEAR,
        numbers=_near,
        holds=lambda n: 0.9 < n["near"] < 1.1,
        told="Far off, one is {far} times the other. Near the truth it is {near:.2f} times. What sets them apart "
        "is how they see large misses.",
        otherwise="Were it not so, they would differ here as they do far off, and one is {near:.2f} times the other.",
    ),
    Statement(
        key="dice_and_jaccard",
        place=15,
        says="Dice and Jaccard always agree which of two masks is better.",
        exhibit=_MASKS,
        numbers=_masks,
        holds=lambda n: (n["jaccard"] > n["better_jaccard"]) == (n["dice"] > n["better_dice"]),
        told="This mask costs {jaccard} by Jaccard and {dice} by Dice. One painted on the object costs "
        "{better_jaccard} and {better_dice}. Each is a growing function of the other.",
        otherwise="Were it not so, the mask on the object would be worse by Dice, and it costs {better_dice} "
        "against {dice}.",
    ),
    Statement(
        key="same_name",
        place=16,
        says="A loss of the same name is the same function in every library.",
        exhibit=_NAME,
        numbers=_name,
        holds=lambda n: abs(n["one"] - n["other"]) < 1e-3,
        told="This mask costs {one} with α = {at_alpha} and β = {at_beta}, and {other} with the two swapped. One "
        "library did swap them: a program that was run gave {run_wrong} for {run_right}.",
        otherwise="Were it so, the swap would change nothing, and it makes {other} of {one}.",
        sources=(Source("The program that was run", "traps#tversky_swapped"),),
    ),
    Statement(
        key="generator_pulls",
        place=17,
        says="The generator loss that GANs were first derived with hardly pulls when it is needed most.",
        exhibit=_GENERATOR,
        numbers=_generator,
        holds=lambda n: n["first"] < 0.1 * n["other"],
        told="A poor sample gets a score of {at_score}. There the first loss pulls with {first}, the one that is used "
        "instead with {other}. Both want the same, and only one gets started.",
        otherwise="Were it not so, both would pull alike at the start, and it is {first} against {other}.",
    ),
    Statement(
        key="auc_makes_probabilities",
        place=18,
        says="A high AUC means that a model’s scores are good probabilities.",
        exhibit=_SQUEEZED,
        numbers=_squeezed,
        holds=lambda n: abs(n["wide"] - n["squeezed"]) > 1e-9,
        told="All scores have been halved. Of the pairs {wide} % were in order before, and {squeezed} % are now. The "
        "AUC sees the order alone; a probability is more than that.",
        otherwise="Were it so, halving the scores would change the AUC, and it is {squeezed} % as before.",
    ),
    Statement(
        key="l2_makes_zeros",
        place=19,
        says="With a strength that is large enough, an L2 penalty sets weights to zero.",
        exhibit=_WEIGHTS,
        numbers=_weights,
        holds=lambda n: n["weight"] < 1e-6,
        told="At a strength of {at_strength} the second weight is still {weight}. An L1 penalty has it at {lasso}. The "
        "pull of L2 fades with the weight; that of L1 does not.",
        otherwise="Were it so, the weight would be at zero, and it is {weight}.",
    ),
    Statement(
        key="descent_finds_it",
        place=20,
        says="Gradient descent with small steps always gets to the lowest place.",
        exhibit=_BOXES,
        numbers=_boxes,
        holds=lambda n: n["after"] < 0.5 * n["before"],
        told="Two boxes that do not touch have an IoU loss of {before}, and after {at_steps} steps it is {after}. All "
        "around it is level. GIoU has a slope there and goes from {other} to {other_after}.",
        otherwise="Were it so, the steps would bring the boxes together, and the loss stays at {after}.",
    ),
)
