"""All optimisers, found by looking."""

from lossviz.learning.optimiser import Optimiser
from lossviz.vocabulary import Registry, discovered

OPTIMISERS = Registry(
    "optimiser",
    {
        each.key: each
        for each in sorted(discovered(__name__, "OPTIMISER"), key=lambda each: each.place)
        if isinstance(each, Optimiser)
    },
)
