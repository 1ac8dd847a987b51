"""Runs to start from."""

from collections.abc import Mapping

from lossviz.vocabulary import Preset

Numbers = Mapping[str, float]
_PLENTY = {"batch": "16", "size": "100"}


def _healthy(n: Numbers) -> bool:
    return n["validation_end"] < 1.35 * n["training_end"] and n["training_end"] < 0.4 * n["start"]


RUN = (
    Preset(
        name="Overfitting",
        fields={},
        says="Training loss falls to {training_end}. Validation loss is lowest at step {best_step}, {best_validation}, "
        "and ends at {validation_end}: from there on the network learns the noise.",
        holds=lambda n: (
            n["training_end"] < 0.3 * n["best_validation"] and n["validation_end"] > 1.1 * n["best_validation"]
        ),
    ),
    Preset(
        name="Healthy",
        fields={"rate": "0.003", **_PLENTY},
        says="With more examples both losses fall and stay together: {training_end} in training, {validation_end} in "
        "validation. What is left is the noise.",
        holds=_healthy,
    ),
    Preset(
        name="Underfitting",
        fields={"width": "1", "depth": "1", **_PLENTY},
        says="One hidden unit cannot bend often enough. Both losses stay high, {training_end} and "
        "{validation_end}, and close to each other.",
        holds=lambda n: n["training_end"] > 0.28 and abs(n["validation_end"] / n["training_end"] - 1) < 0.35,
    ),
    Preset(
        name="Rate too low",
        fields={"rate": "0.0001", **_PLENTY},
        says="After {last_step} steps training loss is still {training_end}, and falling: the lowest validation loss "
        "is at step {best_step}. It is on its way, and slow.",
        holds=lambda n: n["best_step"] > 0.9 * n["last_step"] and n["training_end"] > 0.15 and n["rises"] < 30,
    ),
    Preset(
        name="Oscillation",
        fields={"rate": "0.1", **_PLENTY},
        says="Steps are too large to settle: in the later half training loss still goes up and down between {late_low} "
        "and {late_high}.",
        holds=lambda n: n["late_high"] > 2 * n["late_low"] and n["rises"] > 35 and not n["broken"],
    ),
    Preset(
        name="Rate too high",
        fields={"optimiser": "gradient_descent", "rate": "1", **_PLENTY},
        says="Each step overshoots farther than the last. Training loss goes from {start} to {training_end}, and after "
        "step {last_step} no number is left.",
        holds=lambda n: n["broken"] == 1 and n["training_end"] > 1e6 * n["start"],
    ),
)
