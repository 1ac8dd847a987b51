"""Loss functions to compute with and to look at.

>>> import lossviz
>>> lossviz.LOSSES["huber"](2.5, 0.0, delta=1.0)
np.float64(2.0)
"""

from lossviz.losses import FAMILIES, LOSSES
from lossviz.spec import InvalidInput, Loss, UnknownName

__all__ = ["FAMILIES", "LOSSES", "InvalidInput", "Loss", "UnknownName"]
