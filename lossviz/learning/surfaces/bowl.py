"""A round bowl."""

from lossviz.learning.surface import Surface

SURFACE = Surface(
    key="bowl",
    name="Bowl",
    formula="x² + y²",
    shows="The gradient points straight at the lowest place: any sensible rate arrives.",
    value=lambda x, y: x**2 + y**2,
    gradient=lambda x, y: (2 * x, 2 * y),
    across=(-3.0, 3.0),
    up=(-3.0, 3.0),
    start=(-2.4, 1.6),
    minima=((0.0, 0.0),),
    place=2,
)
