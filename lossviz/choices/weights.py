"""Nothing more: the weights themselves should be kept in order."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

FEW = exhibit("penalties?loss=l1&figure=landscape&second=l2", "strength", "correlation")
SMALL = exhibit("penalties?loss=l2&figure=landscape&second=l1", "strength")
ALIKE = exhibit("penalties?loss=elastic_net&figure=landscape&correlation=0.9&second=l1", "correlation", "ratio")
PICKING = exhibit("penalties?loss=l1&figure=landscape&correlation=0.9")
OLD = exhibit("penalties?loss=elastic_weight_consolidation&figure=landscape&second=none", "strength")


def few(read: Read) -> Numbers:
    """The lesser weight under both penalties."""
    return {"few": read(FEW)["lowest_weight_2"], "small": read(SMALL)["lowest_weight_2"]}


def small(read: Read) -> Numbers:
    """The larger weight under a weak penalty and a strong one."""
    return {
        "weak": read(SMALL, strength="0.1")["lowest_weight_1"],
        "strong": read(SMALL, strength="3")["lowest_weight_1"],
    }


def alike(read: Read) -> Numbers:
    """How many times the one weight is the other where two features tell the same."""
    net, picking = read(ALIKE), read(PICKING)
    return {
        "net": net["lowest_weight_1"] / net["lowest_weight_2"],
        "picking": picking["lowest_weight_1"] / picking["lowest_weight_2"],
    }


def old(read: Read) -> Numbers:
    """Where the weight that an earlier task depends on ends, held and hardly held."""
    return {"held": read(OLD)["lowest_weight_1"], "free": read(OLD, strength="0.1")["lowest_weight_1"]}


KIND = Option(
    "weights",
    "Nothing more: I want to tame the weights",
    Fork(
        "What should the weights be like?",
        (
            Option(
                "few",
                "Few that are not zero",
                Leaf(
                    start=Candidate("l1"),
                    against=Candidate("l2"),
                    exhibit=FEW,
                    says="The lesser weight ends at {few}, under L2 at {small}: the corner of L1 sets weights to "
                    "nothing, L2 only makes them small.",
                    numbers=few,
                    shows=lambda n: abs(n["few"]) < 0.01 < n["small"],
                    price="Of features that tell the same it keeps one, by chance; what it keeps is too small.",
                ),
            ),
            Option(
                "small",
                "Small, all of them",
                Leaf(
                    start=Candidate("l2"),
                    against=Candidate("elastic_net"),
                    exhibit=SMALL,
                    says="From the weakest penalty to the strongest the larger weight goes from {weak} to {strong}. "
                    "None is ever set to nothing.",
                    numbers=small,
                    shows=lambda n: 0 < n["strong"] < 0.5 * n["weak"],
                    price="Every feature stays, and all weights are too small: bring the inputs to one scale first.",
                ),
            ),
            Option(
                "alike",
                "Shared where features tell the same",
                Leaf(
                    start=Candidate("elastic_net"),
                    against=Candidate("l1"),
                    exhibit=ALIKE,
                    says="With two features this alike one weight is {net} times the other, under L1 {picking} times. "
                    "The round part of the penalty shares.",
                    numbers=alike,
                    shows=lambda n: n["net"] < 0.5 * n["picking"],
                    price="Two strengths to choose.",
                ),
            ),
            Option(
                "old",
                "Near those of an earlier task",
                Leaf(
                    start=Candidate("elastic_weight_consolidation"),
                    against=Candidate("l2", "around the old weights"),
                    exhibit=OLD,
                    says="The weight that the earlier task leans on ends at {held}; hardly held, at {free}. "
                    "Weights that it does not need are left to move.",
                    numbers=old,
                    shows=lambda n: abs(n["held"] - 1) < abs(n["free"] - 1),
                    price="What matters to the old task is guessed from one place, and adds up with every task.",
                ),
            ),
        ),
    ),
    "a penalty beside the loss of the data",
    "l1",
    11,
)
