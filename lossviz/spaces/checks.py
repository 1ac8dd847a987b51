"""What several spaces refuse."""

import numpy as np

from lossviz.vocabulary import InvalidInput


def refuse(values: np.ndarray, wrong: np.ndarray, rule: str, advice: str = "") -> None:
    """`InvalidInput` with the rule, the first of the values that are wrong and the advice, if any is wrong."""
    if wrong.any():
        raise InvalidInput(f"{rule}; got {values[wrong].flat[0]:g}. {advice}".rstrip())


def check_shares(shares: np.ndarray, name: str, where: str = "", advice: str = "") -> None:
    """Refuse targets whose shares of one whole, called by a name, are below 0 or do not add up to 1."""
    if (shares < 0).any():
        raise InvalidInput(f"target must hold {name}, none below 0; got {shares.min():g}.")
    sums = shares.sum(-1)
    off = np.abs(sums - 1) > 1e-3  # in float32 or rounded to three decimals they still pass
    if off.any():
        raise InvalidInput(f"target must hold {name} that sum to 1{where}; got a sum of {sums[off].flat[0]:g}.{advice}")
