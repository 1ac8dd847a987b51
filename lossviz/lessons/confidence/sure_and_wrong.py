"""What it costs to be sure and wrong: under cross-entropy, more without end."""

from bisect import bisect_left

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_VIEW = "binary?line=probability&figure=curve"
START = exhibit(f"{_VIEW}&at_probability=0.5&against=")
TWICE = exhibit(f"{_VIEW}&at_probability=0.25&against=", "at_probability")
SURE = exhibit(f"{_VIEW}&at_probability=0.01&against=brier,zero_one", "at_probability")


def numbers(read: Read) -> Numbers:
    """What cross-entropy charges at some probabilities of the truth, and where it charges twice a coin's guess."""

    def cost(per_cent: int, loss: str = "binary_cross_entropy") -> float:
        return read(SURE, loss=loss, at_probability=f"{per_cent / 100:g}", against="")["value"]

    coin = cost(50)
    twice = bisect_left(range(1, 99), -2 * coin - 1e-9, key=lambda per_cent: -cost(per_cent)) + 1
    return {
        "at_twice": twice / 100,
        "at_tenth": 0.1,
        "at_third": 0.33,
        "at_sure": 0.01,
        "coin": coin,
        "twice": cost(twice),
        "added": cost(twice) - coin,
        "tenth": cost(10),
        "third": cost(33),
        "sure": cost(1),
        "slope": abs(read(SURE)["slope"]),
        "brier": cost(1, "brier"),
        "zero_one": cost(1, "zero_one"),
        "five_low": 4.8 * coin,
        "five_high": 5.2 * coin,
    }


LESSON = Lesson(
    key="sure_and_wrong",
    place=2,
    question="What does it cost to be sure and wrong?",
    misconception="A mistake is a mistake, however sure the model was.",
    start=START,
    asks="The curve is the cost under cross-entropy, by the probability that the model gave to what is true. The dot "
    "is a coin's guess: one half. At which probability does the truth cost twice as much?",
    guess=Amount(
        label="Probability",
        low=0,
        high=1,
        step=0.01,
        answer=lambda n: n["at_twice"],
        within=0.02,
        below="Lower costs more than that: at {at_tenth} the cost is {tenth}, more than three times the coin's {coin}.",
        above="There it costs less than twice the coin's {coin}: at {at_third}, for one, {third}.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=TWICE,
            says="One half costs {coin}, half of that {twice}. Each time the probability is halved, the cost grows by "
            "the same {added}. There is no limit to what a mistake can cost.",
        ),
        Reveal(
            exhibit=SURE,
            says="At {at_sure} the truth costs {sure}, and the slope has grown to {slope}. Brier's score charges "
            "{brier}, zero-one {zero_one}: for them, sure and wrong is hardly worse than wrong.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_VIEW}&at_probability=0.5&against=", "at_probability"),
            asks="Find the probability at which the truth costs about five times the coin's {coin}.",
            bounds=(Bound("value", "the cost", "five_low", "five_high"),),
            solution={"at_probability": "0.03"},
            swept="at_probability",
            met="Five coins wrong in a row cost as much as this one answer. A model trained so learns not to be sure "
            "without reason.",
            hint="Go on halving: one half, a quarter, and three times more.",
        ),
    ),
    minutes=3,
)
