"""What is computed in several ways and number formats, found by looking: a file here with a ``COMPUTATION``."""

from lossviz.maths.computations.record import FORMATS, Computation, Way
from lossviz.vocabulary import Registry, discovered

_FOUND = sorted(discovered(__name__, "COMPUTATION"), key=lambda each: each.place)

COMPUTATIONS = Registry("computation", {each.key: each for each in _FOUND})

__all__ = ["COMPUTATIONS", "FORMATS", "Computation", "Way"]
