"""All combinations of losses, found by looking: a file here with a ``COMBINATION``."""

from lossviz.vocabulary import Registry, discovered

COMBINATIONS = Registry(
    "combination",
    {each.key: each for each in sorted(discovered(__name__, "COMBINATION"), key=lambda each: each.place)},
)
