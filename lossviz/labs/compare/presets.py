"""States of the comparison to start from."""

from lossviz.vocabulary import Preset

PRESETS = (
    Preset(
        name="An outlier's pull",
        fields={"quantity": "gradient", "at_residual": "3.5", "against": "squared,absolute,cauchy"},
        says="A point 3.5 off: squared error pulls it with {gradient_squared}, absolute error with "
        "{gradient_absolute}, Cauchy with {gradient_cauchy}, the less the farther off.",
        holds=lambda n: n["gradient_squared"] > n["gradient_absolute"] > n["gradient_cauchy"] > 0,
        seed="",
    ),
    Preset(
        name="A small miss",
        fields={"quantity": "gradient", "at_residual": "0.25", "against": "squared,absolute,log_cosh"},
        says="A point 0.25 off: squared error pulls with {gradient_squared}, absolute error with {gradient_absolute}. "
        "The square cares least about small misses.",
        holds=lambda n: n["gradient_absolute"] > 1.5 * n["gradient_squared"],
        seed="",
    ),
    Preset(
        name="Wrong and certain",
        fields={"loss": "binary_cross_entropy", "quantity": "gradient", "at_logit": "-4"},
        says="A positive example with logit −4: cross-entropy pulls with "
        "{gradient_binary_cross_entropy}, the 0-1 loss with {gradient_zero_one}. "
        "A model learns from a slope, not from a count.",
        holds=lambda n: n["gradient_binary_cross_entropy"] < -0.9 and n["gradient_zero_one"] == 0,
        seed="",
    ),
)
