"""Races to start from."""

from lossviz.vocabulary import Preset

PRESETS = (
    Preset(
        name="A ravine",
        fields={},
        says="Plain descent swings from side to side of the ravine and hardly gets along. Momentum adds up what points "
        "along it, and arrives at step {arrived}.",
        holds=lambda n: n["arrived"] <= 60 and n["height_gradient_descent"] > 10 * n["height"],
        seed="",
    ),
    Preset(
        name="Too large a rate",
        fields={"rate": "0.5"},
        says="At this rate each step jumps across the ravine and lands higher: it diverges at step {diverges}.",
        holds=lambda n: n["diverges"] > 0,
        seed="",
    ),
)
