"""Races and bowls to start from."""

from lossviz.vocabulary import Preset

# Named in each, so that its sentence is of whom it names, whoever was in focus before.
_PLAIN = {"optimiser": "gradient_descent"}
_MOVING = {"optimiser": "momentum"}

PRESETS = (
    Preset(
        name="A ravine",
        fields=_MOVING,
        says="Plain descent swings from side to side of the ravine, then crawls. Momentum adds up what points along "
        "it, and arrives at step {arrived}.",
        holds=lambda n: n["arrived"] <= 80 and n["height_gradient_descent"] > 5 * n["height"],
        seed="",
    ),
    Preset(
        name="Too large a rate",
        fields={**_PLAIN, "rate": "0.12", "against": "adam", "steps": "40"},
        says="Plain descent lands higher with every step, and diverges at step {diverges}. Adam's steps are bounded by "
        "its rate: it is {height_adam} high.",
        holds=lambda n: 0 < n["diverges"] <= 40 and n["height_adam"] < 1,
        seed="",
    ),
    Preset(
        name="A saddle",
        fields={**_PLAIN, "surface": "saddle", "against": "adam", "steps": "14"},
        says="In the middle the slope is zero: plain descent is still at a height of {height}. Adam's steps do not "
        "shrink with the slope, and it is at {height_adam}.",
        holds=lambda n: n["height"] > -0.1 and n["height_adam"] < -0.2,
        seed="",
    ),
    Preset(
        name="Many pits",
        fields={**_MOVING, "surface": "rastrigin", "against": "gradient_descent,adam,lbfgs"},
        says="All of them go downhill, and end in the pit beside their start: momentum at a height of {height}. "
        "Zero is the lowest.",
        holds=lambda n: min(n["height"], n["height_gradient_descent"], n["height_adam"], n["height_lbfgs"]) > 0.05,
        seed="",
    ),
    Preset(
        name="Never at rest",
        fields={
            **_PLAIN,
            "surface": "loss",
            "loss": "absolute",
            "rate": "0.5",
            "against": "",
            "steps": "150",
            "line-outliers": "0",
        },
        says="The slope of absolute error does not shrink towards its lowest place. At a constant rate, a goes on "
        "swinging between {swing_low} and {swing_high}.",
        holds=lambda n: n["swing_high"] - n["swing_low"] > 0.02,
        seed="line-seed",
    ),
)

SCALED = (
    Preset(
        name="Just below the limit",
        fields=_PLAIN,
        says="The bowl curves by {curvature_high} at most, so the limit is {limit}. Just below it the steps swing, and "
        "end {off} from the fitted slope.",
        holds=lambda n: n["off"] < 0.2 and n["error"] < 0.1,
    ),
    Preset(
        name="Just above it",
        fields={**_PLAIN, "rate": "0.71"},
        says="A rate a little above {limit}: every step lands farther out. The slope is {slope}; the data want "
        "{fit_slope}.",
        holds=lambda n: n["off"] > 3,
    ),
    Preset(
        name="x far from zero",
        fields={**_PLAIN, "rate": "0.036", "shift": "5"},
        says="The same points, their x shifted: the bowl is a ravine, condition number {condition}. The limit falls to "
        "{limit}, and the slope is still off by {off}.",
        holds=lambda n: n["condition"] > 500 and n["limit"] < 0.04 and n["off"] > 0.05,
    ),
    Preset(
        name="Standardised",
        fields={**_PLAIN, "shift": "5", "prepared": "standardised"},
        says="x standardised: the bowl is round again, condition number {condition}. The limit is {limit}, and the "
        "slope is off by {off}.",
        holds=lambda n: n["condition"] < 1.001 and n["off"] < 1e-6,
    ),
    Preset(
        name="Sum, not mean",
        fields={**_PLAIN, "rate": "0.1", "reduce": "sum"},
        says="A sum of the losses is as many times as steep as their mean as there are points. The limit falls to "
        "{limit}; a rate that was small runs away.",
        holds=lambda n: n["limit"] < 0.03 and n["error"] > 1e6,
    ),
)
