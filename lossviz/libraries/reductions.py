"""How one number is made of many losses: one half or none, a reduction, and what each library does by default.

The core never averages. Everything here is a pure function of its values; no library is needed at run time.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from lossviz.vocabulary import Choice, Default, Loss, Parameter

CONTROLS = (
    Choice(
        name="factor",
        label="Factor",
        options=(("defined", "as defined"), ("half", "one half")),
        default="defined",
        meaning="whether the loss is halved, which halves its gradient too",
    ),
    Choice(
        name="reduction",
        label="Reduction",
        options=(
            ("none", "none"),
            ("elements", "mean over elements"),
            ("samples", "mean over samples"),
            ("weights", "mean over weights"),
            ("sum", "sum"),
        ),
        default="none",
        meaning="how one number is made of the losses of a batch",
    ),
)
REDUCTIONS = dict(CONTROLS[1].options)
FACTORS = {"defined": 1.0, "half": 0.5}

_PER_CLASS = "class_weights"
_FORMULAS = {
    "none": r"L_i",
    "elements": r"\frac{1}{N D} \sum_{i=1}^{N} L_i",
    "samples": r"\frac{1}{N} \sum_{i=1}^{N} L_i",
    "weights": r"\frac{\sum_i w_i L_i}{\sum_i w_i}",
    "sum": r"\sum_{i=1}^{N} L_i",
}


def reduced(values: np.ndarray, reduction: str, *, size: int = 1, weights: np.ndarray | None = None) -> np.ndarray:
    """One number made of many.

    Parameters
    ----------
    values : ndarray
        The losses of a batch, one an event; its first axis counts the samples. Where the events have
        weights, they are multiplied in already.
    reduction : str
        A key of `REDUCTIONS`.
    size : int
        How many elements an event has: 1 for a residual, the number of classes for a row of logits.
    weights : ndarray or None
        The events' weights; 1 for each where there are none.

    Returns
    -------
    ndarray
        The values themselves where nothing is reduced, else a number.
    """
    values = np.asarray(values, dtype=float)
    if reduction == "none":
        return values
    divisor = {
        "sum": 1.0,
        "elements": values.size * size,
        "samples": len(values) if values.ndim else 1,
        "weights": values.size if weights is None else np.sum(weights),
    }[reduction]
    return values.sum() / divisor


def formula(factor: str, reduction: str) -> str:
    """What is computed under the two choices, in LaTeX: N samples of D elements, weights w."""
    half = r"\frac{1}{2} \cdot " if FACTORS[factor] == 0.5 else ""
    return half + _FORMULAS[reduction]


def element_count(loss: Loss, prediction: np.ndarray) -> int:
    """How many elements one event of the prediction has."""
    return int(np.prod(prediction.shape[prediction.ndim - loss.space.prediction_axes :]))


def truth_weights(loss: Loss, parameters: Mapping[str, Any], target: np.ndarray) -> np.ndarray | None:
    """The class weight of each event's truth; None where the loss has no class weights.

    A target that is spread over classes weighs what its classes do, each by its share.
    """
    if _PER_CLASS not in parameters:
        return None
    classes = target.shape[-1] if loss.space.target_axes else int(np.max(target)) + 1
    weights = np.broadcast_to(parameters[_PER_CLASS], np.shape(parameters[_PER_CLASS]) or classes)
    return target @ weights if loss.space.target_axes else weights[target.astype(int)]


def pooled(prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A batch of masks as one mask, all rows below one another."""
    width = prediction.shape[-1]
    return prediction.reshape(1, -1, width), target.reshape(1, -1, width)


def settings(default: Default, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a library's default call computes with, where the page is at these."""
    return {**parameters, **default.parameters}


def number(
    loss: Loss, default: Default, parameters: Mapping[str, Any], prediction: np.ndarray, target: np.ndarray
) -> np.ndarray:
    """What a library prints for a batch by default, computed from the core's own values.

    Parameters
    ----------
    loss : Loss
        The loss.
    default : Default
        That of one of its `equivalents`.
    parameters : mapping
        The page's bound parameters; those that the call leaves out do not matter.
    prediction, target : ndarray
        A batch of events.

    Returns
    -------
    ndarray
        A number, or one number an event where the library does not reduce.
    """
    used = loss.bind(settings(default, parameters))
    if default.regroup is not None:
        prediction, target = default.regroup(prediction, target)
    values = default.factor * loss(prediction, target, **used)
    return reduced(
        values if default.offset is None else values + default.offset(target, **used),
        default.reduction,
        size=element_count(loss, prediction),
        weights=truth_weights(loss, used, target),
    )


def defaults(loss: Loss, default: Default) -> str:
    """The library's defaults as values of this project's parameters: ``δ = 1``."""
    return ", ".join(f"{_symbol(loss, name)} = {value:g}" for name, value in default.parameters.items())


def reasons(loss: Loss, default: Default, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Why a library's number is another than this project's at these parameters, a sentence each."""
    for name, value in default.parameters.items():
        symbol, here = _symbol(loss, name), parameters[name]
        if not np.all(np.asarray(here) == value):
            yield f"It has {symbol} = {value:g}, this page {symbol} = {_text(here)}."
    if default.differs:
        yield default.differs


def _symbol(loss: Loss, name: str) -> str:
    parameter: Parameter = next(parameter for parameter in loss.parameters if parameter.name == name)
    return parameter.symbol


def _text(value: Any) -> str:
    return f"({', '.join(f'{item:g}' for item in value)})" if np.ndim(value) else f"{value:g}"
