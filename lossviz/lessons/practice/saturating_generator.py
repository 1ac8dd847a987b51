"""The generator that is furthest behind is hardly pulled by the loss that the game gives it."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_CURVE = "adversarial?loss=gan_minimax_generator&figure=curve&at_score=-4"
START = exhibit(f"{_CURVE}&against=", conceal=("role:gradient", "role:tangent", "role:probe"))
RIVAL = "gan_non_saturating_generator"
BESIDE = exhibit(f"{_CURVE}&against={RIVAL}", "at_score")
OTHER = exhibit(f"adversarial?loss={RIVAL}&figure=curve&at_score=-4")


def numbers(read: Read) -> Numbers:
    """The pulls of the two losses on a fake that is spotted at once, and on one that fools."""
    return {
        "behind": abs(read(BESIDE)["slope"]),
        "even": abs(read(BESIDE, at_score="0")["slope"]),
        "ahead": abs(read(BESIDE, at_score="4")["slope"]),
        "other": abs(read(OTHER)["slope"]),
    }


def _answer(n: Numbers) -> str:
    where = {"hard": n["ahead"], "half": n["even"], "hardly": 0.0}
    return min(where, key=lambda name: abs(where[name] - n["behind"]))


LESSON = Lesson(
    key="saturating_generator",
    place=7,
    question="What moves a generator that is far behind?",
    misconception="The worse the output, the stronger the pull.",
    start=START,
    asks="A generator's fake is spotted at once: score −4, where real examples score above 0. The curve is the loss "
    "that it minimises. How strong is its pull there, beside its strongest?",
    guess=OneOf(
        options=(
            Option(
                "hard",
                "its full strength: there is most to gain",
                "It pulls with its slope, and the curve is nearly level there: {behind}. It has its strength, "
                "{ahead}, where the fake already fools.",
            ),
            Option(
                "half",
                "half its strength",
                "It has half its strength, {even}, at a score of zero. At this one it is {behind}.",
            ),
            Option("hardly", "next to none"),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=BESIDE,
            says="The pull is {behind}; the other curve, the non-saturating loss, pulls with {other}. Both want the "
            "fake to be taken for real, both fall to the right. Only the second pulls hardest where the need is "
            "greatest.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_CURVE}&against={RIVAL}", "at_score"),
            asks="Find the score at which the two losses pull alike.",
            bounds=(Bound("slope", "the pull of the first", 0.44, 0.56, size=True),),
            solution={"at_score": "0"},
            swept="at_score",
            met="Where the discriminator cannot tell, both pull with {even}. Further left the second is the stronger.",
            hint="Below the curves are their slopes: look where these cross.",
        ),
    ),
    minutes=2,
)
