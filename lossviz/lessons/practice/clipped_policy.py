"""What PPO's clip does: it lets go, it does not hold."""

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Bound, Lesson, OneOf, Option, Reveal, Task

_CURVE = "reinforcement?loss=ppo_clip&figure=curve&epsilon=0.1&at_ratio=1.15"
GOOD = exhibit(f"{_CURVE}&label=1", "at_ratio")
BAD = exhibit(f"{_CURVE}&label=-1", "at_ratio")


def numbers(read: Read) -> Numbers:
    """The slope outside the band and inside it, for an action better than expected and for a worse one."""
    return {
        "outside": read(GOOD)["slope"],
        "inside": read(GOOD, at_ratio="1")["slope"],
        "bad": read(BAD)["slope"],
    }


def _answer(n: Numbers) -> str:
    if abs(n["outside"]) < 0.05:
        return "none"
    return "back" if n["outside"] > 0 else "on"


LESSON = Lesson(
    key="clipped_policy",
    place=6,
    question="What does PPO's clip hold?",
    misconception="Clipping keeps the new policy within the band around the old one.",
    start=GOOD,
    covered=True,
    asks="An action did better than expected. The new policy takes it 1.15 times as often as the old one; PPO clips "
    "that ratio at 0.9 and 1.1. Which pull does the ratio feel?",
    guess=OneOf(
        options=(
            Option(
                "back",
                "a pull back to 1.1",
                "Nothing pulls it back: the slope there is {outside}. What has left the band stays outside, until "
                "another example moves it.",
            ),
            Option("none", "none at all"),
            Option(
                "on",
                "a pull further up",
                "So it does inside the band, where the slope is {inside}. Outside it is {outside}: the clip is there "
                "against that greed.",
            ),
        ),
        answer=_answer,
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=GOOD,
            says="Inside the band the slope is {inside}: the action is made likelier. Beyond it the curve is level, "
            "slope {outside}. PPO lets go there, and does not pull back.",
        ),
        Reveal(
            exhibit=BAD,
            says="The same ratio, but now the action did worse than expected: slope {bad}. The clip works on one side "
            "only, so a move in the wrong direction is always put right.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(f"{_CURVE}&label=-1", "at_ratio"),
            asks="Stay with the bad action. At which ratios does PPO let go of that one?",
            bounds=(Bound("slope", "the pull", high=0.05, size=True),),
            solution={"at_ratio": "0.49"},
            swept="at_ratio",
            met="It lets go once the action has become rare enough, on the other side of the band.",
            hint="Where is the curve level?",
        ),
    ),
    minutes=2,
)
