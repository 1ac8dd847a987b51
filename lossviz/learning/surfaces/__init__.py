"""All surfaces, found by looking."""

from lossviz.vocabulary import Registry, discovered

SURFACES = Registry(
    "surface", {each.key: each for each in sorted(discovered(__name__, "SURFACE"), key=lambda each: each.place)}
)
