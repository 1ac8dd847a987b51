"""What libraries print for a trap, as numbers that sentences can say."""

import numpy as np

from lossviz.lessons.exhibit import Numbers
from lossviz.traps import numbers


def printed(trap: str) -> Numbers:
    """The wrong number and the right one; of several wrong ones the least and the most."""
    found = numbers()["traps"][trap]
    wrong, right = np.ravel(found["wrong"]), float(np.ravel(found["right"])[0])
    return {"printed_least": float(wrong.min()), "printed_most": float(wrong.max()), "printed_right": right}
