"""An embedding."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

PAIRS = exhibit("metric_learning?loss=contrastive&figure=points&label=same", "label", "margin")
TRIPLETS = exhibit("metric_learning?loss=triplet&figure=points", "margin", "negative")
BATCHES = exhibit("metric_learning?loss=info_nce&figure=points&temperature=0.1", "temperature")
FEW = exhibit("metric_learning?loss=prototypical&figure=points", "label")
MANY = exhibit("metric_learning?loss=arcface&figure=circle&margin=0.5", "margin", "scale")


def pairs(read: Read) -> Numbers:
    """What the same two points cost, alike and not."""
    return {"same": read(PAIRS)["value"], "different": read(PAIRS, label="different", margin="3")["value"]}


def triplets(read: Read) -> Numbers:
    """What a triplet costs, and one whose negative is far away."""
    return {"hard": read(TRIPLETS)["value"], "easy": read(TRIPLETS, negative="-3,-3")["value"]}


def batches(read: Read) -> Numbers:
    """The strongest pull in a cold softmax and in a warm one."""
    return {"cold": read(BATCHES)["strongest_pull"], "warm": read(BATCHES, temperature="0.5")["strongest_pull"]}


def few(read: Read) -> Numbers:
    """What a query costs where it is, and on the prototype of its class."""
    prototype = ",".join(f"{each:g}" for each in FEW.view().values["prototype_0"])
    return {"far": read(FEW)["value"], "near": read(FEW, query=prototype)["value"]}


def many(read: Read) -> Numbers:
    """What an embedding costs with a margin of the angle and without."""
    here = read(MANY)
    return {"margin": here["value"], "plain": here["value_without_margin"], "angle": here["angle"]}


KIND = Option(
    "embedding",
    "An embedding: near if alike",
    Fork(
        "What do you know of the examples?",
        (
            Option(
                "pairs",
                "Pairs, alike or not",
                Leaf(
                    start=Candidate("contrastive"),
                    against=Candidate("triplet"),
                    exhibit=PAIRS,
                    says="As a pair of one kind these two cost {same} and are drawn together. As a pair of different "
                    "kinds they cost {different} at the widest margin, and are driven apart as far as that.",
                    numbers=pairs,
                    shows=lambda n: n["same"] > 0 and n["different"] > 0,
                    price="One distance has to fit all kinds, and most pairs that are not alike are far apart already.",
                    beside=("cosine_embedding",),
                ),
            ),
            Option(
                "triplets",
                "Triplets that can be picked",
                Leaf(
                    start=Candidate("triplet"),
                    against=Candidate("contrastive"),
                    exhibit=TRIPLETS,
                    says="With the negative as near as here the triplet costs {hard}. With one far away it costs "
                    "{easy} and teaches nothing: which triplets are picked decides.",
                    numbers=triplets,
                    shows=lambda n: n["easy"] == 0 < n["hard"],
                    price="Most triplets are too easy; the hardest ones are often wrong labels.",
                ),
                "faces, products",
            ),
            Option(
                "batches",
                "Two views of each, in large batches",
                Leaf(
                    start=Candidate("info_nce"),
                    against=Candidate("clip", "where the two views are of two sorts, as text and picture"),
                    exhibit=BATCHES,
                    says="At a temperature of {at_temperature} the strongest pull is {cold}, in a warmer softmax "
                    "{warm}. The colder it is, the more the nearest others count.",
                    numbers=batches,
                    shows=lambda n: n["cold"] > 2 * n["warm"],
                    price="Large batches, and examples that are alike by chance are driven apart.",
                ),
                "no labels, many examples",
            ),
            Option(
                "few",
                "New classes with a few examples each",
                Leaf(
                    start=Candidate("prototypical"),
                    against=Candidate("cross_entropy", "on a last layer that is trained anew"),
                    exhibit=FEW,
                    says="A query far from the mean of its class costs {far}, on that mean {near}. "
                    "A new class needs no training, only its mean.",
                    numbers=few,
                    shows=lambda n: n["near"] < 0.1 * n["far"],
                    price="One mean a class: a class of two groups is badly told by the place between them.",
                ),
            ),
            Option(
                "many",
                "Very many known classes",
                Leaf(
                    start=Candidate("arcface"),
                    against=Candidate("cross_entropy"),
                    exhibit=MANY,
                    says="At {angle}° from its class an embedding costs {margin} with the margin, {plain} without. "
                    "So it is drawn closer than being right asks for.",
                    numbers=many,
                    shows=lambda n: n["margin"] > 10 * n["plain"],
                    price="Margin and scale have to be tuned together; too much of either and training stalls.",
                ),
                "thousands of people or products",
            ),
        ),
    ),
    "faces, search by picture",
    "triplet",
    5,
)
