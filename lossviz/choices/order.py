"""An order or a preference."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

PAIRS = exhibit("ranking?loss=pairwise_logistic&figure=curve&against=margin_ranking&at_difference=-2", "at_difference")
LIST = exhibit("ranking?loss=list_softmax&figure=ranking", "scores")
AUC = exhibit("ranking?loss=auc_margin&figure=ranking&scores=0.4,1.6,-0.8,0.9,-1.7,-0.2", "scores", "margin")
CHOICES = exhibit("ranking?loss=dpo&figure=curve&against=&at_difference=-5&beta=0.1", "beta", "at_difference")


def pairs(read: Read) -> Numbers:
    """The pulls on a pair in the wrong order and on one in the right order."""
    return {"wrong": abs(read(PAIRS)["slope"]), "right": abs(read(PAIRS, at_difference="2")["slope"])}


def of_list(read: Read) -> Numbers:
    """What a list costs as it is, and with the wanted items on top."""
    here, best = read(LIST), read(LIST, scores="1.6,0.4,0.9,-0.8,-1.7,-0.2")
    return {"cost": here["value"], "best": best["value"], "share": here["pairs_in_order"]}


def auc(read: Read) -> Numbers:
    """What the same order costs, and with every score raised alike."""
    here, raised = read(AUC), read(AUC, scores="3.4,4.6,2.2,3.9,1.3,2.8")
    return {"auc": here["auc"], "cost": here["value"], "raised": raised["value"]}


def choices(read: Read) -> Numbers:
    """The pulls at two strengths of the reference."""
    other = CHOICES.moved(beta="0.5")
    tight = abs(read(other)["slope"])
    return {"loose": abs(read(CHOICES)["slope"]), "tight": tight, "at_other": float(other.fields["beta"])}


KIND = Option(
    "order",
    "An order or a preference",
    Fork(
        "What do you know of the order?",
        (
            Option(
                "pairs",
                "Which of two is better",
                Leaf(
                    start=Candidate("pairwise_logistic"),
                    against=Candidate("margin_ranking"),
                    exhibit=PAIRS,
                    says="A pair that is the wrong way round by {at_difference} pulls with {wrong}, one that is right "
                    "by as much with {right}. Only the difference of the scores counts.",
                    numbers=pairs,
                    shows=lambda n: n["wrong"] > 5 * n["right"],
                    price="Pairs grow with the square of the list, and a mistake at the top costs as one at the end.",
                ),
            ),
            Option(
                "list",
                "Which few of a list are wanted",
                Leaf(
                    start=Candidate("list_softmax"),
                    against=Candidate("pairwise_logistic"),
                    exhibit=LIST,
                    says="With {share} % of the pairs in order the list costs {cost}; with the wanted items on top it "
                    "costs {best}. What stands above the wanted ones is pressed down.",
                    numbers=of_list,
                    shows=lambda n: n["best"] < n["cost"],
                    price="It needs whole lists in a batch, and takes grades of relevance for shares.",
                ),
                "search, recommendations",
            ),
            Option(
                "auc",
                "The result is judged by AUC",
                Leaf(
                    start=Candidate("auc_margin"),
                    against=Candidate("pairwise_logistic"),
                    exhibit=AUC,
                    says="This order has an AUC of {auc} and costs {cost}. Raise every score alike and it still costs "
                    "{raised}: it sees differences alone.",
                    numbers=auc,
                    shows=lambda n: abs(n["raised"] - n["cost"]) < 0.001,
                    price="No probability can be read off its scores, and a batch needs both labels.",
                ),
            ),
            Option(
                "choices",
                "People chose between two texts",
                Leaf(
                    start=Candidate("dpo"),
                    against=Candidate("ppo_clip", "with a reward model"),
                    exhibit=CHOICES,
                    says="The rejected text leads by {at_difference}: at β = {at_beta} that pulls with {loose}, at "
                    "β = {at_other} with {tight}. β says how dearly one leaves the reference.",
                    numbers=choices,
                    shows=lambda n: n["tight"] > 1.5 * n["loose"],
                    price="It needs a reference model, and learns from the pairs that there are: none is tried anew.",
                ),
            ),
        ),
    ),
    "a ranking, people's choices",
    "pairwise_logistic",
    4,
)
