"""A model that may say how unsure it is pays least if it is as unsure as it is wrong."""

import math

import numpy as np

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_ADDRESS = "regression?loss=gaussian_nll&figure=field&mean=2"
START = exhibit(f"{_ADDRESS}&log_variance=-1")
BEST = exhibit(f"{_ADDRESS}&log_variance=1.4", "log_variance")
_TRIED = np.linspace(-1, 3, 41)


def numbers(read: Read) -> Numbers:
    """The cheapest spread for the miss on screen, and what others cost."""
    pulls = [read(START, log_variance=f"{s:.1f}")["descent_log_variance"] for s in _TRIED]
    sure, best = read(START), read(BEST)
    return {
        "spread": math.exp(float(np.interp(0.0, pulls[::-1], _TRIED[::-1])) / 2),
        "least": best["value"],
        "sure": sure["value"],
        "unsure": read(START, log_variance="3")["value"],
        "pull_sure": abs(sure["descent_mean"]),
        "pull_best": abs(best["descent_mean"]),
        "at_s": 1.4,
    }


LESSON = Lesson(
    key="stated_doubt",
    place=3,
    question="What if a model may say how unsure it is?",
    misconception="A model would always claim to be sure, or always to be unsure, if it could choose.",
    start=START,
    asks="A model states a number and a standard deviation σ; the Gaussian likelihood judges both. Its number is off "
    "by 2. Which σ would have cost it least?",
    guess=Amount(
        label="σ",
        low=0.1,
        high=10,
        step=0.1,
        answer=lambda n: n["spread"],
        within=0.25,
        below="That model is too sure. The smaller the σ, the dearer a miss of this size: far too sure, in the "
        "picture you saw, costs {sure}.",
        above="That model hides behind its doubt. Doubt costs too: at the top edge of the picture it is {unsure}, at "
        "the best place {least}.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=BEST,
            says="The vertical axis is s, the logarithm of σ². At s = {at_s} the cost is {least}, and s is hardly "
            "pulled: there σ is as large as the miss. Surer costs more, and so does vaguer.",
        ),
        Reveal(
            exhibit=exhibit(f"{_ADDRESS}&log_variance=-1", "log_variance"),
            says="Doubt does something else as well: it turns the pull on the number down. Here, far too sure, the "
            "number is pulled with {pull_sure}; with honest doubt it is {pull_best}. Points said to be uncertain are "
            "learned from less.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit("regression?loss=gaussian_nll&figure=field&mean=1.5&log_variance=1.4", "log_variance"),
            asks="Now the number is off by one and a half only. Move s to where it is not pulled any more.",
            bounds=(Bound("descent_log_variance", "the pull on s", high=0.05, size=True),),
            solution={"log_variance": "0.8"},
            swept="log_variance",
            met="A smaller miss wants less doubt: once more σ is as large as the miss.",
            hint="Look for the darkest place straight above or below the mark.",
        ),
    ),
    minutes=3,
    note="One miss is shown here. Over many, the best σ is the size that the misses usually have.",
)
