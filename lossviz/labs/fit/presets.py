"""States of the lab to start from."""

from lossviz.vocabulary import Preset

FITS = (
    Preset(
        name="A few bad points",
        fields={},
        says="{bad} of 30 points have dropped, and squared error follows them: slope {slope_squared}. "
        "Huber keeps {slope_huber}, absolute error {slope_absolute} of the true slope 1.",
        holds=lambda n: n["slope_squared"] < 0.4 * n["slope_huber"] < 0.6 * n["slope_absolute"],
    ),
    Preset(
        name="Leverage",
        fields={"loss": "absolute", "bad_end": "8", "against": "squared,huber,welsch"},
        says="{bad} bad points at the end of x turn even absolute error's line: slope {slope_absolute}. "
        "Welsch, which lets go of far points, keeps {slope_welsch}.",
        holds=lambda n: n["slope_absolute"] < 0.2 < 0.7 < n["slope_welsch"],
    ),
    Preset(
        name="The same in the middle",
        fields={"loss": "absolute", "bad_end": "0", "bad_middle": "8", "against": "squared,welsch"},
        says="{bad} bad points in the middle have no leverage. Absolute error keeps slope {slope_absolute} and "
        "intercept {intercept_absolute}; squared error sinks to {intercept_squared}.",
        holds=lambda n: n["intercept_squared"] < -1 < -0.6 < n["intercept_absolute"] and n["slope_absolute"] > 0.7,
    ),
    Preset(
        name="Lopsided noise",
        fields={"loss": "squared", "bad_end": "0", "skew": "1", "noise": "1.5", "seed": "4"},
        says="Lopsided noise, nothing bad: squared error aims at the mean, intercept {intercept_squared}, absolute "
        "error at the median, {intercept_absolute}. Both are right.",
        holds=lambda n: n["intercept_squared"] > n["intercept_absolute"] + 0.1,
    ),
)

ESTIMATES = (
    Preset(
        name="One large salary",
        fields={},
        says="Nine salaries below 32, and one of {largest}. Squared error calls {low_squared} typical, which nobody "
        "earns; absolute error anything from {low_absolute} to {high_absolute}.",
        holds=lambda n: n["low_squared"] > 40 and n["low_absolute"] > 25.9 and n["high_absolute"] < 27.1,
        seed="",
    ),
    Preset(
        name="Quantiles",
        fields={"loss": "quantile", "tau": "0.8", "against": "absolute,expectile", "expectile-tau": "0.8"},
        says="The quantile loss at τ = 0.8 takes any number from {low_quantile} to {high_quantile}: eight of ten lie "
        "below. The expectile looks at distances too: {low_expectile}.",
        holds=lambda n: n["low_quantile"] > 29.9 and n["high_quantile"] < 31.1 and n["low_expectile"] > 60,
        seed="",
    ),
    Preset(
        name="Letting go",
        fields={"loss": "welsch", "c": "3", "against": "squared,huber"},
        says="Welsch lets go of {largest} altogether: {low_welsch}. Huber still counts it, once: {low_huber}.",
        holds=lambda n: n["low_welsch"] < 27 and n["low_huber"] < 28,
        seed="",
    ),
)

BREAKDOWN = (
    Preset(
        name="At the end",
        fields={},
        says="Bad points at the end have leverage: squared error gives way at {gives_way_squared} of 30, Huber at "
        "{gives_way_huber}, absolute error at {gives_way_absolute}. None waits for half of them.",
        holds=lambda n: n["gives_way_squared"] < n["gives_way_huber"] <= n["gives_way_absolute"] < 12,
    ),
    Preset(
        name="Letting go",
        fields={"loss": "welsch", "against": "squared,absolute,huber"},
        says="Welsch lets go of far points: it bears leverage until {gives_way_welsch}, absolute error until "
        "{gives_way_absolute}. Then it goes over to the others all at once.",
        holds=lambda n: n["gives_way_absolute"] < n["gives_way_welsch"] - 2,
    ),
    Preset(
        name="In the middle",
        fields={"loss": "welsch", "where": "middle", "against": "squared,absolute,huber"},
        says="In the middle the same points only lower the line. At {bad} of 30 absolute error is at {now_absolute}, "
        "squared error at {now_squared}.",
        holds=lambda n: n["now_absolute"] > -0.6 and n["now_squared"] < -0.6,
    ),
    Preset(
        name="A smaller δ",
        fields={"delta": "0.1"},
        says="A small δ makes Huber all but absolute error: they give way at {gives_way_huber} and "
        "{gives_way_absolute}. Leverage beats both.",
        holds=lambda n: abs(n["gives_way_huber"] - n["gives_way_absolute"]) <= 1,
    ),
)
