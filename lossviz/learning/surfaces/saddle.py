"""A saddle between two valleys."""

from lossviz.learning.surface import Surface

SURFACE = Surface(
    key="saddle",
    name="Saddle",
    formula="x² − y² + y⁴ / 2",
    shows="In the middle the slope is zero and nothing is lowest: a walk slows down there, and leaves late.",
    value=lambda x, y: x**2 - y**2 + 0.5 * y**4,
    gradient=lambda x, y: (2 * x, 2 * y**3 - 2 * y),
    across=(-2.0, 2.0),
    up=(-1.6, 1.6),
    start=(-1.7, 0.01),
    minima=((0.0, 1.0), (0.0, -1.0)),
    place=6,
)
