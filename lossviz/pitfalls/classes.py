"""Answers that are classes, and what is read from their probabilities."""

from lossviz.lessons.exhibit import Exhibit, Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Task
from lossviz.pitfalls.printed import printed
from lossviz.pitfalls.record import Pitfall

_LOWEST = ("role:chosen", "worked", "takeaway")  # the fit alone
_RARE = exhibit("binary?figure=landscape&share=0.1&label_noise=0&spread=0.4", "spread", conceal=_LOWEST)
_WEIGHTED = exhibit("binary?figure=landscape", "pos_weight", conceal=_LOWEST)
_BRIER = exhibit("binary?loss=brier&figure=landscape", "weight", "intercept")
_CROSS_ENTROPY = exhibit("binary?figure=landscape")
_LOGITS = exhibit("multiclass?figure=field&z0=0&z1=0", "z0", "z1")
_CURVE = exhibit("binary?at_logit=0&against=", "at_logit")
_APART = exhibit("binary?figure=landscape&label_noise=0", "spread", conceal=_LOWEST)


def _counts(read: Read, exhibit: Exhibit) -> tuple[float, float]:
    """How many cases are a yes, and how many there are: a model that says yes to everything tells both."""
    everything = read(exhibit, weight="0", intercept="4")
    found = everything["chosen_finds_1"]
    return found, found + everything["chosen_false_alarms_1"]


def _rare(read: Read) -> Numbers:
    (rare, number), wide = _counts(read, _RARE), read(_RARE, spread="2")
    return {"rare": rare, "found": wide["lowest_finds_1"], "right": wide["lowest_right"] / number}


def _weighted(read: Read) -> Numbers:
    (yes, number), plain = _counts(read, _WEIGHTED), read(_WEIGHTED)["lowest_mean_probability"]
    weighted = read(_WEIGHTED, pos_weight="6")["lowest_mean_probability"]
    return {"at_weight": 6.0, "share": yes / number, "plain": plain, "weighted": weighted, "limit": 1.4 * plain}


def _brier(read: Read) -> Numbers:
    place = {"weight": "-2", "intercept": "4"}
    here, other = read(_BRIER, **place), read(_CROSS_ENTROPY, **place)
    return {
        "mean": here["mean"],
        "at_weight": -2.0,
        "at_intercept": 4.0,
        "pull": abs(here["descent_weight"]),
        "other": abs(other["descent_weight"]),
    }


def _softmax_twice(read: Read) -> Numbers:
    return {
        **printed("double_softmax"),
        "best": read(_LOGITS, z0="1")["value"],
        "free": read(_LOGITS, z0="4", z1="-4")["value"],
    }


def _clipped(read: Read) -> Numbers:
    far = read(_CURVE, at_logit="-6")
    return {**printed("clamped_probabilities"), "far": far["value"], "pull": abs(far["slope"])}


def _apart(read: Read) -> Numbers:
    return {"before": read(_APART)["lowest_weight"], "edge": read(_APART, spread="0.3")["lowest_weight"]}


PITFALLS = (
    Pitfall(
        key="accuracy_on_rare_classes",
        name="Accuracy on rare classes",
        place=4,
        habit="One case in ten is a yes, and the model is judged by its accuracy.",
        numbers=_rare,
        task=Task(
            exhibit=_RARE,
            asks="Let the two classes overlap more and more, until the best model finds none of the rare cases.",
            bounds=(Bound("lowest_finds_1", "the number of rare cases found", high=0.0),),
            met="",
            solution={"spread": "2"},
            swept="spread",
        ),
        sees="It finds {found:.0f} of {rare:.0f} rare cases, and is right {right:.0%} of the time. The accuracy says "
        "nothing of it.",
        instead="Count what is found and what is a false alarm, each for itself. Then choose the decision threshold by "
        "what either costs.",
    ),
    Pitfall(
        key="weights_and_probabilities",
        name="Class weights, and probabilities read from the same model",
        place=5,
        habit="The rare class gets a weight in the loss, and the outputs are still read as probabilities.",
        numbers=_weighted,
        task=Task(
            exhibit=_WEIGHTED,
            asks="A model's mean probability should be the share of the yes cases. Raise their weight until it is far "
            "above that: by two fifths.",
            bounds=(Bound("lowest_mean_probability", "the mean probability", low="limit"),),
            met="",
            solution={"pos_weight": "6"},
            swept="pos_weight",
        ),
        sees="Of the cases {share:.0%} are a yes, and the plain loss gives a mean probability of {plain:.0%}. With a "
        "weight of {at_weight:.0f} it is {weighted:.0%}, on the same data.",
        instead="Train without weights and move the decision threshold, or undo the weight before a number is called a "
        "probability.",
    ),
    Pitfall(
        key="squared_error_on_a_sigmoid",
        name="Squared error on a sigmoid, from a bad start",
        place=6,
        habit="Squared error is used on probabilities, as it is used on everything else.",
        numbers=_brier,
        task=Task(
            exhibit=_BRIER,
            asks="Put the chosen model where it is surely wrong about most points: a mean loss close to the most "
            "possible, which is one.",
            bounds=(Bound("mean", "the mean loss", low=0.7),),
            met="",
            solution={"weight": "-2", "intercept": "4"},
            swept="intercept",
        ),
        sees="At w = {at_weight:.0f} and b = {at_intercept:.0f} the mean loss is {mean}, yet the pull on w is only "
        "{pull}. Cross-entropy pulls there with {other}.",
        instead="Let a loss of probabilities take the logits, and be [cross-entropy](binary) unless there is a reason.",
    ),
    Pitfall(
        key="softmax_twice",
        name="Softmax before a loss that has its own",
        place=7,
        habit="The last layer is a softmax, and the library's cross-entropy applies one too.",
        numbers=_softmax_twice,
        task=Task(
            exhibit=_LOGITS,
            asks="What comes out of a softmax lies between zero and one. Give the loss the best such answer there is: "
            "z₀ near one for the right class, z₁ at zero for another.",
            bounds=(Bound("value", "the loss", 0.46, 0.65),),
            met="",
            solution={"z0": "0.8", "z1": "0"},
            swept="z0",
        ),
        sees="With z₀ just at one a perfect answer costs {best}, and no training can lower that. As logits, z₀ and z₁ "
        "could have gone on to {free} and beyond.",
        instead="Leave the last layer linear, and let the loss take logits.",
        trap="double_softmax",
    ),
    Pitfall(
        key="clipped_probabilities",
        name="Probabilities that were rounded to zero",
        place=8,
        habit="A sigmoid is applied first, and the loss takes the logarithm of what comes out.",
        numbers=_clipped,
        task=Task(
            exhibit=_CURVE,
            asks="Move the probe to a sure mistake, until the pull is as strong as it gets: almost one.",
            bounds=(Bound("slope", "the pull", low=0.99, size=True),),
            met="",
            solution={"at_logit": "-6"},
            swept="at_logit",
        ),
        sees="Here the loss is {far} and pulls with {pull}, and so it goes on. Much further out, libraries that were "
        "given probabilities print {printed_least} to {printed_most} instead of {printed_right}, and no longer pull.",
        instead="Give the loss logits: from them the logarithm is exact at any distance.",
        trap="clamped_probabilities",
    ),
    Pitfall(
        key="separable_classes",
        name="Separable classes without a penalty",
        place=12,
        habit="The loss keeps falling, so training goes on.",
        numbers=_apart,
        task=Task(
            exhibit=_APART,
            asks="Draw the two classes apart, until the lowest place lies on the edge of the map.",
            bounds=(Bound("lowest_weight", "the w of the lowest place", low="edge"),),
            met="",
            solution={"spread": "0.3"},
            swept="spread",
        ),
        sees="The lowest place went from w = {before} to {edge}, where the map ends. With classes apart a larger "
        "weight always costs less: there is no lowest place at all.",
        instead="Add a [penalty](penalties) on the weights, or stop early.",
    ),
)
