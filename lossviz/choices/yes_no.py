"""Yes or no."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

_NOISY = "share=0.5&label_noise=0.3&spread=1&second=none"
PROBABILITY = exhibit("binary?loss=binary_cross_entropy&figure=curve&against=brier&at_logit=-4", "at_logit")
BRIER = exhibit("binary?loss=brier&figure=curve")
RARE = exhibit(
    "binary?loss=binary_cross_entropy&figure=landscape&share=0.1&label_noise=0&spread=1.5&pos_weight=5",
    "pos_weight",
    "spread",
)
EASY = exhibit(
    "binary?loss=focal&figure=spectrum&line=probability&at_probability=0.9&alpha=0.5", "gamma", "at_probability"
)
WRONG = exhibit(f"binary?loss=generalized_cross_entropy&figure=landscape&{_NOISY}", "label_noise", "q")
TRUSTING = exhibit(f"binary?loss=binary_cross_entropy&figure=landscape&{_NOISY}")
BORDER = exhibit("binary?loss=hinge&figure=curve&against=binary_cross_entropy&at_logit=2&label=1", "at_logit", "margin")
LOGISTIC = exhibit("binary?loss=binary_cross_entropy&figure=curve&at_logit=2&label=1")
DOUBT = exhibit(
    "binary?loss=binary_cross_entropy&figure=curve&smoothing=0.1&label=1&at_logit=6&against=", "smoothing", "at_logit"
)
DEAR = exhibit(
    "binary?loss=binary_cross_entropy&figure=curve&pos_weight=4&label=all&at_logit=0&against=",
    "pos_weight",
    "at_logit",
)


def probability(read: Read) -> Numbers:
    """The pulls on a mistake that was made with certainty."""
    at = f"{PROBABILITY.view().values['at_logit']:g}"
    return {"logarithm": abs(read(PROBABILITY)["slope"]), "brier": abs(read(BRIER, at_logit=at)["slope"])}


def rare(read: Read) -> Numbers:
    """What of the rare class is found with a weight and without."""
    plain, weighted = read(RARE, pos_weight="1"), read(RARE)
    return {
        "plain": plain["lowest_finds_1"],
        "weighted": weighted["lowest_finds_1"],
        "quiet": plain["lowest_false_alarms_1"],
        "alarms": weighted["lowest_false_alarms_1"],
    }


def easy(read: Read) -> Numbers:
    """What an easy example costs with its weight and without."""
    return {"plain": read(EASY, gamma="0")["value"], "focal": read(EASY)["value"], "at_none": 0.0}


def wrong(read: Read) -> Numbers:
    """How steep the lowest place of either loss is where labels are wrong."""
    return {"letting_go": read(WRONG)["lowest_weight"], "trusting": read(TRUSTING)["lowest_weight"]}


def border(read: Read) -> Numbers:
    """The pulls on an example that is right with room to spare."""
    return {"hinge": abs(read(BORDER)["slope"]), "logistic": abs(read(LOGISTIC)["slope"])}


def doubt(read: Read) -> Numbers:
    """What being right costs, more and less surely."""
    return {"sure": read(DOUBT)["value"], "near": read(DOUBT, at_logit="3")["value"]}


def dear(read: Read) -> Numbers:
    """The pulls of either answer on a model that says one half."""
    return {"yes": abs(read(DEAR, label="1")["slope"]), "no": abs(read(DEAR, label="0")["slope"])}


RARITY = Fork(
    "What makes the rare ones hard?",
    (
        Option(
            "overlap",
            "They look like the others",
            Leaf(
                start=Candidate("binary_cross_entropy", "and move the threshold afterwards"),
                against=Candidate("binary_cross_entropy", "with a weight w₊ on the rare answer"),
                exhibit=RARE,
                says="Without a weight the lowest place finds {plain:.0f} of the rare ones, with w₊ = {at_pos_weight} "
                "it finds {weighted:.0f}, and {alarms:.0f} false alarms. A lower threshold buys the same.",
                numbers=rare,
                shows=lambda n: n["weighted"] > n["plain"] and n["alarms"] > n["quiet"],
                price="A weight spoils the probabilities; a threshold leaves them as they are.",
            ),
            "few ill among many well, with the same symptoms",
        ),
        Option(
            "easy",
            "Nearly all others are easy",
            Leaf(
                start=Candidate("focal", "with α and γ tuned together"),
                against=Candidate("asymmetric_focal"),
                exhibit=EASY,
                says="An example that is right with {at_probability} costs {plain} at γ = {at_none} and {focal} at "
                "γ = {at_gamma}. A great many easy ones no longer drown the few hard ones.",
                numbers=easy,
                shows=lambda n: n["plain"] > 20 * n["focal"],
                price="Its outputs are no probabilities any more, and there are two numbers to tune.",
            ),
            "a hundred thousand boxes of sky and one of a bird",
        ),
    ),
)

KIND = Option(
    "yes_no",
    "Yes or no",
    Fork(
        "What is special about the answers, or about the mistakes?",
        (
            Option(
                "plain",
                "Nothing: I want probabilities",
                Leaf(
                    start=Candidate("binary_cross_entropy"),
                    against=Candidate("brier"),
                    exhibit=PROBABILITY,
                    says="Sure of itself and wrong, at a score of {at_logit}: cross-entropy pulls with {logarithm}, "
                    "Brier's score with {brier}. The first gets a bad start moving.",
                    numbers=probability,
                    shows=lambda n: n["logarithm"] > 10 * n["brier"],
                    price="A mistake made with certainty costs without bound, a wrong label too.",
                    beside=("exponential", "zero_one"),
                ),
            ),
            Option("rare", "One answer is rare", RARITY, "a fraud, a defect, a disease"),
            Option(
                "wrong",
                "Some labels are wrong",
                Leaf(
                    start=Candidate("generalized_cross_entropy"),
                    against=Candidate("ramp"),
                    exhibit=WRONG,
                    says="With {at_label_noise} of all labels turned round, the lowest place has a weight of "
                    "{letting_go}, that of cross-entropy {trusting}. It lets go of what contradicts it.",
                    numbers=wrong,
                    shows=lambda n: n["letting_go"] > 2 * n["trusting"],
                    price="It is not convex, and starts slowly on what it gets quite wrong.",
                ),
                "labels from a crowd, from rules, from clicks",
            ),
            Option(
                "border",
                "Only the answer counts, no probability",
                Leaf(
                    start=Candidate("hinge"),
                    against=Candidate("squared_hinge"),
                    exhibit=BORDER,
                    says="An example that is right at a score of {at_logit} pulls with {hinge}, under cross-entropy "
                    "still with {logistic}. The hinge spends itself on the border.",
                    numbers=border,
                    shows=lambda n: n["hinge"] == 0 < n["logistic"],
                    price="It gives no probability, and a few wrong labels turn the border.",
                    beside=("perceptron", "modified_huber"),
                ),
            ),
            Option(
                "doubt",
                "No label is ever certain",
                Leaf(
                    start=Candidate("binary_cross_entropy", "with label smoothing"),
                    against=Candidate("binary_cross_entropy", "without it, and a temperature after training"),
                    exhibit=DOUBT,
                    says="With smoothing a right answer at a score of {at_logit} costs {sure}, and {near} at half of "
                    "it. Being surer than the labels is no longer paid for.",
                    numbers=doubt,
                    shows=lambda n: n["sure"] > n["near"],
                    price="The same doubt is put on every example, those that are certain too.",
                ),
                "experts who disagree, borderline cases",
            ),
            Option(
                "dear",
                "A missed yes is dear",
                Leaf(
                    start=Candidate("binary_cross_entropy", "with w₊ = what a miss costs / what a false alarm costs"),
                    against=Candidate("binary_cross_entropy", "without a weight, and a lower threshold"),
                    exhibit=DEAR,
                    says="Undecided between the two, a yes pulls with {yes} and a no with {no}. "
                    "So the model says yes as soon as that is the cheaper mistake.",
                    numbers=dear,
                    shows=lambda n: n["yes"] > 2 * n["no"],
                    price="A moved threshold does the same and keeps the probabilities.",
                ),
                "a tumour that is overlooked, an alarm that stays silent",
            ),
        ),
    ),
    "ill or well, fraud or not",
    "binary_cross_entropy",
    2,
)
