"""Loss functions to compute with and to look at.

>>> import lossviz
>>> lossviz.LOSSES["huber"](2.5, 0.0, delta=1.0)
np.float64(2.0)
>>> lossviz.view("huber", figure="curve", delta=2).draw().readings["value"].value
2.0
"""

from lossviz.catalogue import CATALOGUE, compare, lab, view
from lossviz.figures import FIGURES
from lossviz.losses import FAMILIES, LOSSES
from lossviz.vocabulary import Drawing, InvalidInput, Loss, UnknownName, View

__version__ = "0.1.0"

__all__ = [
    "CATALOGUE",
    "FAMILIES",
    "FIGURES",
    "LOSSES",
    "Drawing",
    "InvalidInput",
    "Loss",
    "UnknownName",
    "View",
    "__version__",
    "compare",
    "lab",
    "view",
]
