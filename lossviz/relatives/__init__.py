"""Which losses become which: limits and equalities between them, as data that pages show and tests check.

A file here with ``RELATIVES`` adds its own; nothing is listed by hand.
"""

from lossviz.relatives.statement import Relative
from lossviz.vocabulary import discovered

RELATIVES: dict[str, Relative] = {each.key: each for found in discovered(__name__, "RELATIVES") for each in found}
