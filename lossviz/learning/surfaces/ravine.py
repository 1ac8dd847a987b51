"""A ravine: a hundred times as steep across as along."""

from lossviz.learning.surface import Surface

SURFACE = Surface(
    key="ravine",
    name="Ravine",
    formula="0.09 x² + 9 y²",
    shows="It curves a hundred times as much across as along, so one rate is too large and too small at once.",
    value=lambda x, y: 0.09 * x**2 + 9 * y**2,
    gradient=lambda x, y: (0.18 * x, 18 * y),
    across=(-3.0, 3.0),
    up=(-1.5, 1.5),
    start=(-2.6, 1.0),
    minima=((0.0, 0.0),),
    place=1,
)
