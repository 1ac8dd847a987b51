"""A distribution."""

from lossviz.choices.record import Candidate, Fork, Leaf, Option
from lossviz.lessons.exhibit import Numbers, Read, exhibit

_APART = "bars=4&p=0.97,0.01,0.01,0.01,0,0&q=0.01,0.01,0.01,0.97,0,0"
COVERING = exhibit("distributions?loss=kl_divergence&figure=landscape&second=reverse_kl", "gap", "left_share")
CHOOSING = exhibit("distributions?loss=reverse_kl&figure=landscape&second=kl_divergence", "gap", "left_share")
BOUNDED = exhibit(f"distributions?loss=jensen_shannon&figure=bars&{_APART}", "p", "q")
UNBOUNDED = exhibit(f"distributions?loss=kl_divergence&figure=bars&{_APART}")
CODE = exhibit("distributions?loss=gaussian_kl&figure=field&mean=2&log_variance=-1.5", "mean", "log_variance")


def widths(read: Read) -> Numbers:
    """How wide the Gaussian is that each of both directions ends with."""
    return {"covering": read(COVERING)["lowest_width"], "choosing": read(CHOOSING)["lowest_width"]}


def bounded(read: Read) -> Numbers:
    """What two shapes with hardly anything in common cost."""
    bound = read(BOUNDED, p="1,0,0,0,0,0", q="0,0,0,1,0,0")["value"]
    return {"bounded": read(BOUNDED)["value"], "unbounded": read(UNBOUNDED)["value"], "bound": bound}


def code(read: Read) -> Numbers:
    """What a code costs away from the prior, and on it."""
    return {"away": read(CODE)["value"], "there": read(CODE, mean="0", log_variance="0")["value"]}


KIND = Option(
    "distribution",
    "A distribution",
    Fork(
        "What should the fit be like?",
        (
            Option(
                "all",
                "It should cover all of it",
                Leaf(
                    start=Candidate("kl_divergence"),
                    against=Candidate("reverse_kl"),
                    exhibit=COVERING,
                    says="One Gaussian for two peaks: KL ends with a width of {covering} and covers both, reverse KL "
                    "with {choosing} on one of them.",
                    numbers=widths,
                    shows=lambda n: n["covering"] > 2 * n["choosing"],
                    price="It puts probability where there is nothing, and without bound where q is zero.",
                ),
            ),
            Option(
                "one",
                "One good peak will do",
                Leaf(
                    start=Candidate("reverse_kl"),
                    against=Candidate("kl_divergence"),
                    exhibit=CHOOSING,
                    says="One Gaussian for two peaks: reverse KL ends with a width of {choosing} on one of them, KL "
                    "with {covering} over both.",
                    numbers=widths,
                    shows=lambda n: n["covering"] > 2 * n["choosing"],
                    price="The other peak is forgotten, and which one wins depends on where it started.",
                ),
            ),
            Option(
                "bounded",
                "A distance with a bound, alike both ways",
                Leaf(
                    start=Candidate("jensen_shannon"),
                    against=Candidate("kl_divergence"),
                    exhibit=BOUNDED,
                    says="These two have hardly anything in common: that costs {bounded} by Jensen–Shannon, which can "
                    "cost no more than {bound}, and {unbounded} by KL.",
                    numbers=bounded,
                    shows=lambda n: n["bounded"] <= n["bound"] < n["unbounded"],
                    price="Where two shapes do not overlap it is flat, and teaches nothing.",
                ),
            ),
            Option(
                "code",
                "A code near a prior",
                Leaf(
                    start=Candidate("gaussian_kl"),
                    against=Candidate("kl_divergence"),
                    exhibit=CODE,
                    says="A code at {at_mean} costs {away}, one that says nothing {there}. It is the price of "
                    "information beside the error of reconstruction.",
                    numbers=code,
                    shows=lambda n: n["away"] > 1 and n["there"] == 0,
                    price="Too much of it and the code says nothing at all.",
                ),
                "a variational autoencoder",
            ),
        ),
    ),
    "topics, a belief, a code",
    "kl_divergence",
    8,
)
