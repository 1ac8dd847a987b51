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
        fields={"optimiser": "gradient_descent", "rate": "1", "scale": "log", **_PLENTY},
        says="Each step overshoots farther than the last. Training loss goes from {start} to {training_end}, and after "
        "step {last_step} no number is left.",
        holds=lambda n: n["broken"] == 1 and n["training_end"] > 1e6 * n["start"],
    ),
)

GRADIENTS = (
    Preset(
        name="Vanishing",
        fields={"activation": "sigmoid"},
        says="Sigmoid layers pass on a quarter of a slope at most. The gradient is {gradient_last} in the last layer, "
        "{gradient_first} in the first. Training loss stands still at {training_end}.",
        holds=lambda n: n["gradient_first"] < 0.01 * n["gradient_last"] and n["training_end"] > 0.3,
    ),
    Preset(
        name="A way around",
        fields={"activation": "sigmoid", "skips": "yes"},
        says="The same network with skip connections: {gradient_first} arrives in the first layer. Training loss "
        "reaches {training_end}.",
        holds=lambda n: n["gradient_first"] > 0.05 and n["training_end"] < 0.3,
    ),
    Preset(
        name="Plateau",
        fields={
            "rate": "0.03",
            "optimiser": "momentum",
            "depth": "5",
            "width": "32",
            "batch": "200",
            "init": "0.2",
            "step": "200",
        },
        says="Small starting weights leave the first layer a gradient of {gradient_first}. For {stood} steps training "
        "loss stands at {stood_at}, as if it were done; then it falls to {training_end}.",
        holds=lambda n: n["stood"] > 200 and n["stood_at"] > 0.9 * n["start"] > 2 * n["training_end"],
    ),
    Preset(
        name="Even",
        fields={},
        says="Tanh layers whose weights keep signals at their size: the gradient is {gradient_first} in the first "
        "layer, {gradient_last} in the last. All of them learn.",
        holds=lambda n: 0.03 < n["gradient_first"] / n["gradient_last"] < 10 and n["training_end"] < 0.3,
    ),
    Preset(
        name="Exploding",
        fields={"activation": "relu", "init": "2", "optimiser": "gradient_descent"},
        says="Weights twice as large double a signal at every layer. The gradient of the first is {gradient_first}, "
        "and after step {last_step} no number is left.",
        holds=lambda n: n["gradient_first"] > 1e3 and n["broken"] == 1,
    ),
)

CAPACITY = (
    Preset(
        name="Degree 9",
        fields={},
        says="Ten points, ten coefficients: the curve goes through them all, and training error is {training}. On the "
        "twenty others it is {validation}.",
        holds=lambda n: n["training"] < 1e-6 and n["validation"] > 10 * n["best_validation"],
    ),
    Preset(
        name="A line",
        fields={"degree": "1"},
        says="A line misses the ten points by {training}, and the others by no more than they scatter: {validation}.",
        holds=lambda n: n["validation"] < 1.3 * n["best_validation"],
    ),
    Preset(
        name="A price on bends",
        fields={"strength": "0.03"},
        says="Degree 9 again, but its coefficients cost something. Training error rises to {training}, validation "
        "error falls to {validation}.",
        holds=lambda n: n["validation"] < 3 * n["best_validation"] and n["training"] > 0.01,
    ),
)
