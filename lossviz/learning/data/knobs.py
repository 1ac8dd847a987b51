"""Knobs that several data sets have."""

from lossviz.vocabulary import Interval, Landmark, Parameter

NOISE = Parameter(
    name="noise",
    symbol="noise",
    default=0.4,
    domain=Interval(0, 10),
    slider=(0.0, 2.0, 0.1),
    unit="standard deviations of a point about its place",
    meaning="scatter of the points; more of it hides the pattern",
    fold="Data",
)

SPREAD = Parameter(
    name="spread",
    symbol="spread",
    default=1.0,
    domain=Interval(0, 10),
    slider=(0.2, 2.0, 0.1),
    unit="standard deviation of a class",
    meaning="width of each class; more of it makes them overlap",
    fold="Data",
)

SEED = Parameter(
    name="seed",
    symbol="seed",
    default=1.0,
    domain=Interval(0, 999),
    slider=(0.0, 20.0, 1.0),
    unit="",
    meaning="another draw of the same kind of data",
    fold="Data",
)


def of_thirty(name: str, default: float, meaning: str) -> Parameter:
    """The knob of how many points are off, of 30."""
    return Parameter(
        name=name,
        symbol=name,
        default=default,
        domain=Interval(0, 15),
        slider=(0.0, 12.0, 1.0),
        unit="of 30 points",
        meaning=meaning,
        fold="Data",
    )


def share(of: str, default: float) -> Parameter:
    """The knob of class imbalance."""
    return Parameter(
        name="share",
        symbol="share",
        default=default,
        domain=Interval(0.02, 0.98),
        slider=(0.05, 0.95, 0.05),
        unit="share of the examples",
        meaning=f"how many of the examples are {of}",
        fold="Data",
        landmarks=(Landmark(0.1, "rare"),),
    )


def label_noise(default: float) -> Parameter:
    """The knob of wrong labels."""
    return Parameter(
        name="label_noise",
        symbol="label noise",
        default=default,
        domain=Interval(0, 0.5),
        slider=(0.0, 0.4, 0.02),
        unit="share of the examples",
        meaning="examples whose label is wrong",
        fold="Data",
    )
