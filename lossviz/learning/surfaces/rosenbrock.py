"""Rosenbrock's valley, divided by 100."""

from lossviz.learning.surface import Surface

SURFACE = Surface(
    key="rosenbrock",
    name="Rosenbrock",
    formula="((1 − x)² + 100 (y − x²)²) / 100",
    shows="The valley is found at once; along its bent, nearly level floor every step is hard won.",
    value=lambda x, y: 0.01 * (1 - x) ** 2 + (y - x**2) ** 2,
    gradient=lambda x, y: (-0.02 * (1 - x) - 4 * x * (y - x**2), 2 * (y - x**2)),
    across=(-2.0, 2.0),
    up=(-1.0, 3.0),
    start=(-1.2, 1.0),
    minima=((1.0, 1.0),),
    place=3,
)
