"""The same loss in other libraries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What a library computes where it is told as little as it accepts.

    Parameters
    ----------
    code : str
        The call as most people write it, with the library's own defaults: an expression over ``prediction``
        and ``target``, in which parameters that people do give stand as format fields.
    reduction : {"none", "elements", "samples", "weights", "sum"}
        How it makes one number of many, see `lossviz.libraries.reductions`.
    parameters : mapping
        What its defaults mean in this project's parameters; all that are no fields of `code`.
    factor : float
        What this project's values are multiplied by.
    offset : callable or None
        ``offset(target, **parameters)`` is what is added to this project's value of each event besides.
    differs : str
        Why its number is another than ours, in one sentence; empty where parameters and reduction say all.
    regroup : callable or None
        ``regroup(prediction, target)`` are the events that the library sees, where they are not those of
        the batch: see `lossviz.libraries.reductions.pooled`.
    """

    code: str
    reduction: Literal["none", "elements", "samples", "weights", "sum"]
    parameters: Mapping[str, float] = field(default_factory=dict)
    factor: float = 1.0
    offset: Callable[..., np.ndarray] | None = None
    differs: str = ""
    regroup: Callable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """The same loss in another library.

    Parameters
    ----------
    library : {"PyTorch", "Keras", "optax", "scikit-learn"}
        Whose it is.
    code : str
        An expression over ``prediction`` and ``target`` with the parameters as format fields,
        ``"F.huber_loss(prediction, target, delta={delta}, reduction='none')"``. It must give the
        values of this loss (divided by `factor`), unreduced or for a single event.
    factor : str
        What its value must be multiplied by to give this loss's, as a format field expression:
        ``"1"``, ``"0.5"``, ``"1 / {delta}"``.
    note : str
        What differs: the default reduction, a constant, what it expects as input.
    only : callable or None
        ``only(**parameters)`` is False where the library has no such setting.
    default : Default or None
        What it computes by default.
    """

    library: str
    code: str
    factor: str = "1"
    note: str = ""
    only: Callable[..., bool] | None = None
    default: Default | None = None
