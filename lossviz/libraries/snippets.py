"""The same loss in another library: its code, with the parameters filled in."""

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.vocabulary import Equivalent, Loss

# Written as a list even where one number stands for all classes: the libraries want one number each.
_PER_CLASS = "class_weights"

_TORCH, _NUMPY = "torch.tensor({values}, dtype=torch.float64)", "numpy.array({values})"
_ARRAYS = {
    "PyTorch": _TORCH,
    "Keras": _NUMPY,
    "optax": "jax.numpy.array({values})",
    "scikit-learn": _NUMPY,
    "torchvision": _TORCH,
    "MONAI": _TORCH,
}
LIBRARIES = tuple(_ARRAYS)
_MODULES = (
    "torch",
    "torchvision.ops",
    "monai.losses",
    "keras",
    "optax",
    "jax",
    "numpy",
    "scipy.special",
    "sklearn.metrics",
)


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


def _source(name: str, value: Any, classes: int) -> str:
    if name == _PER_CLASS:
        value = np.broadcast_to(value, np.shape(value) or classes)
    if np.ndim(value):
        return f"[{', '.join(map(_number, value))}]"
    return _number(value)


def _number(value: float) -> str:
    value = float(value)
    return repr(value) if math.isfinite(value) else f"float('{value}')"


def snippet(
    loss: Loss, equivalent: Equivalent, parameters: Mapping[str, Any], prediction: np.ndarray, target: np.ndarray
) -> str | None:
    """A program that computes the loss in the other library and says what it will print.

    Parameters
    ----------
    loss : Loss
        The loss.
    equivalent : Equivalent
        One of its `equivalents`.
    parameters : mapping
        Bound parameters.
    prediction, target : ndarray
        A batch of events.

    Returns
    -------
    str or None
        None where the library has no such setting.
    """
    code = rendered(equivalent, parameters, classes=prediction.shape[-1] if prediction.ndim > 1 else 1)
    if code is None:
        return None
    values = loss.value(prediction, target, **parameters)
    if equivalent.library == "scikit-learn":  # whose metrics are means
        values = values.mean()
    array = _ARRAYS[equivalent.library]
    given = {"prediction": prediction} | ({"target": target} if loss.space.target else {})
    lines = [f"{name} = {array.format(values=_listed(numbers))}" for name, numbers in given.items()]
    body = "\n".join([*lines, f"loss = {code}", f"print(loss)  # {_expected(values)}"])
    imports = [f"import {module}" for module in _MODULES if re.search(rf"(?<![\w.]){re.escape(module)}\.", body)]
    return "\n".join([*imports, "", body])


def native(loss: Loss, parameters: Mapping[str, Any], prediction: np.ndarray, target: np.ndarray) -> str:
    """The same with this project's own core."""
    named = "".join(
        f", {name}={_listed(value) if np.ndim(value) else _number(value)}" for name, value in parameters.items()
    )
    values = loss.value(prediction, target, **parameters)
    given = {"prediction": _listed(prediction)} | ({"target": _listed(target)} if loss.space.target else {})
    names = ", ".join(given)
    return "\n".join(
        [
            "import lossviz",
            "",
            f"loss = lossviz.LOSSES[{loss.key!r}]",
            f"{names} = {', '.join(given.values())}",
            f"print(loss({names}{named}))  # {_expected(values)}",
            f"print(loss.grad({names}{named}))",
        ]
    )


def _listed(array: np.ndarray) -> str:
    """An array as Python writes a list, each number to twelve digits, more than enough for what is printed."""
    return repr(np.vectorize(lambda number: float(f"{number:.12g}"))(array).tolist())


def _expected(values: np.ndarray) -> str:
    return np.array2string(np.asarray(values), precision=5, suppress_small=False, separator=", ")
