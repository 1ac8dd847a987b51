"""Which picture is worse: pixels charge a shift as much as heavy noise, filters do not."""

import math

from lossviz.lessons.exhibit import Numbers, Read, exhibit
from lossviz.lessons.record import Amount, Bound, Lesson, Reveal, Task

_PIXELS = "adversarial?loss=perceptual&image=stripes&blur=0&weight=0"
START = exhibit(f"{_PIXELS}&shift=1&noise=0", conceal=("role:measure", "role:pull"))
NOISY = exhibit(f"{_PIXELS}&shift=0&noise=0.34", "noise", conceal=("role:pull",))
BOTH = exhibit("adversarial?loss=perceptual&image=stripes&blur=0&weight=1&shift=1&noise=0.34", conceal=("role:pull",))


def numbers(read: Read) -> Numbers:
    """The noise that costs what the shift costs, in pixels; and what filters say of the two."""
    both, face = read(BOTH), read(BOTH, image="face", noise="0.28")  # where the face's pixels charge both alike
    return {
        "even": 0.34 * math.sqrt(both["shift_in_pixels"] / both["noise_in_pixels"]),
        "shift": both["shift_in_pixels"],
        "noise": both["noise_in_pixels"],
        "times": both["noise_in_filters"] / both["shift_in_filters"],
        "tenth": read(BOTH, noise="0.1")["noise_in_pixels"],
        "most": read(BOTH, noise="0.5")["noise_in_pixels"],
        "face_times": face["noise_in_filters"] / face["shift_in_filters"],
    }


LESSON = Lesson(
    key="shifted_picture",
    place=4,
    question="Which picture is worse?",
    misconception="Mean squared error of the pixels is what the eye sees.",
    start=START,
    asks="The left picture is the right one, moved by one pixel. Add noise instead, where black is 0 and white is 1. "
    "How much of it has the same mean squared error of the pixels?",
    guess=Amount(
        label="Spread of the noise",
        low=0,
        high=0.5,
        step=0.01,
        answer=lambda n: n["even"],
        within=0.05,
        below="That would be cheaper: noise of a tenth costs {tenth}, the shift {shift}. Along edges a shift makes "
        "dark pixels of bright ones, and pixels count nothing else.",
        above="That much would cost more: noise of a half costs {most}, the shift {shift}.",
    ),
    numbers=numbers,
    reveals=(
        Reveal(
            exhibit=NOISY,
            says="Noise of {even:.2f}, and the picture is hard to make out. In pixels it costs {noise}, the shift "
            "{shift}: the same. Your eye would not call them alike.",
        ),
        Reveal(
            exhibit=BOTH,
            says="Both at once, judged two ways. A perceptual loss compares what filters find, edges and averages of "
            "small regions. For them the noise costs {times:.0f} times as much as the shift.",
        ),
    ),
    tasks=(
        Task(
            exhibit=exhibit(
                "adversarial?loss=perceptual&image=stripes&blur=0&weight=1&shift=1&noise=0.34",
                "noise",
                conceal=("role:pull",),
            ),
            asks="Lower the noise until the filters find it about as bad as the shift.",
            bounds=(Bound("noise_in_filters", "the noise beside the shift", 0.8, 1.25, per="shift_in_filters"),),
            solution={"noise": "0.12"},
            swept="noise",
            met="To the filters the shift is worth little noise; to the pixels it was worth noise of {even:.2f}.",
            hint="Compare the two bars called filters, of the shift and of the noise.",
        ),
    ),
    minutes=3,
    note="How much it forgives hangs on the picture. For the face, where pixels charge both alike, the filters charge "
    "the noise {face_times} times as much.",
)
