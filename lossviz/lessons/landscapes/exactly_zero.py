"""Which penalty makes a weight exactly zero: the one with a kink there."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_BOWL = "figure=landscape&second=none&optimum_1=1.8&optimum_2=0.6&correlation=0.3"
_LEFT_OUT = ("role:chosen", "worked", "takeaway")
START = exhibit(f"penalties?loss=l2&strength=0.5&{_BOWL}", conceal=_LEFT_OUT)
SQUARES = exhibit(f"penalties?loss=l2&strength=3&{_BOWL}", "strength", conceal=_LEFT_OUT)
SIZES = exhibit(f"penalties?loss=l1&strength=0.8&{_BOWL}", "strength", conceal=_LEFT_OUT)
_ZERO = 0.01


def numbers(read: Read) -> Numbers:
    """The second weight under either penalty, as it grows."""
    one, other = "lowest_weight_1", "lowest_weight_2"
    zeroed = read(SIZES)
    return {
        "start": read(START)[other],
        "twice": read(START, strength="1")[other],
        "end": read(SQUARES)[other],
        "beyond": read(START, strength="10")[other],
        "zeroed": zeroed[other],
        "kept": zeroed[one],
        "at_twice": 1.0,
        "at_end": 3.0,
        "at_beyond": 10.0,
        "at_zeroed": 0.8,
    }


def _answer(n: Numbers) -> str:
    found = (name for name in ("twice", "end") if abs(n[name]) < _ZERO)
    return next(found, "never")


LESSON = Lesson(
    key="exactly_zero",
    place=4,
    question="Which penalty makes a weight exactly zero?",
    misconception="Any penalty does, if it is strong enough.",
    start=START,
    asks="The data alone want the weights of the wide bars; an L2 penalty of strength λ = 0.5 makes them smaller. "
    "At which strength is the second weight exactly zero?",
    guess=OneOf(
        options=(
            Option("twice", "at λ = 1, twice as strong", "At λ = {at_twice} it is {twice}: smaller, but there."),
            Option(
                "end",
                "at λ = 3, six times as strong",
                "At λ = {at_end} it is still {end}, and {beyond} at λ = {at_beyond}.",
            ),
            Option("never", "at no strength", "A strength would then be found at which nothing is left of it."),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=SQUARES,
            says="The second weight is {start} at first, {twice} at λ = {at_twice}, {end} at λ = {at_end} and {beyond} "
            "at {at_beyond}. A square is level at zero: the nearer a weight, the weaker the push. It never arrives.",
        ),
        Reveal(
            exhibit=SIZES,
            says="L1 charges the size itself, so it pushes as hard near zero as far away. At λ = {at_zeroed} the "
            "second weight is {zeroed}, the first still {kept}. See the crease in the contours: the star lies in it.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                f"penalties?loss=l2&strength=0.5&{_BOWL}",
                "strength",
                losses=("l2", "l1", "elastic_net"),
                conceal=_LEFT_OUT,
            ),
            asks="Make the second weight zero, and keep the first above one.",
            bounds=(
                Bound("lowest_weight_2", "the second weight", high=_ZERO, size=True),
                Bound("lowest_weight_1", "the first weight", low=1),
            ),
            solution={"loss": "l1", "strength": "0.8"},
            swept="strength",
            met="That is how the lasso drops a feature. More strength goes on shrinking what is left.",
            hint="Choose the penalty first, then raise its strength slowly.",
        ),
    ),
    minutes=3,
)
