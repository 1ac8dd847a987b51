"""The same loss in another library: its code, with the parameters filled in."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.spec import Equivalent

# Written as a list even where one number stands for all classes: the libraries want one number each.
_PER_CLASS = "class_weights"


def rendered(equivalent: Equivalent, parameters: Mapping[str, Any], classes: int = 3) -> str | None:
    """An expression over ``prediction`` and ``target`` that gives the values of this project's loss.

    Parameters
    ----------
    equivalent : Equivalent
        The loss in the other library.
    parameters : mapping
        Bound parameters.
    classes : int
        How many class weights one number stands for.

    Returns
    -------
    str or None
        None where the library has no such setting.
    """
    if equivalent.only is not None and not equivalent.only(**parameters):
        return None
    fields = {name: _source(name, value, classes) for name, value in parameters.items()}
    code, factor = equivalent.code.format(**fields), equivalent.factor.format(**fields)
    if factor == "1":
        return code
    return f"{factor} * {code}" if factor.replace(".", "", 1).isdigit() else f"({factor}) * {code}"


def _source(name, value, classes):
    if name == _PER_CLASS:
        value = np.broadcast_to(value, np.shape(value) or classes)
    if np.ndim(value):
        return f"[{', '.join(map(_number, value))}]"
    return _number(value)


def _number(value):
    value = float(value)
    return repr(value) if math.isfinite(value) else f"float('{value}')"
