"""Histories to start from."""

from lossviz.vocabulary import Preset

PRESETS = (
    Preset(
        name="Learnt by heart",
        fields={},
        says="The training loss falls to {last}. The validation loss was lowest after {validation_lowest_at:.0f} % of "
        "the run, {validation_lowest}, and ends at {validation_last}: overfitting.",
        holds=lambda n: (
            n["sure_overfitting"] > 80
            and n["validation_last"] > 1.2 * n["validation_lowest"]
            and n["last"] < n["validation_lowest"] < n["first"]
        ),
        seed="",
    ),
    Preset(
        name="Rate too high",
        fields={"history": "large_steps"},
        says="The loss rises from {first} to {last}. Each step jumps over the valley, and lands higher.",
        holds=lambda n: n["sure_rate_too_high"] > 80 and n["last"] > 100 * n["first"],
        seed="",
    ),
    Preset(
        name="Nothing learnt",
        fields={"history": "many_layers"},
        says="The loss is {first} at first and {last} at last. "
        "Through eight layers of sigmoids hardly any slope arrives.",
        holds=lambda n: n["sure_nothing_learnt"] > 80 and abs(n["last"] / n["first"] - 1) < 0.05,
        seed="",
    ),
    Preset(
        name="NaN",
        fields={"history": "rounded"},
        says="The loss falls from {first} to {last}, and is no number from then on. "
        "A probability was rounded to 0, and its logarithm taken.",
        holds=lambda n: n["sure_nan"] > 80 and n["last"] < n["first"],
        seed="",
    ),
    Preset(
        name="A good run",
        fields={"history": "well"},
        says="The training loss falls from {first} to {last}, the validation loss to {validation_last}. "
        "Both settle, side by side.",
        holds=lambda n: n["sure_healthy"] > 60 and n["validation_last"] < 1.5 * n["last"] < 0.3 * n["first"],
        seed="",
    ),
)
