"""The targets of a batch: the one that a label names, none at all, or those of two examples side by side."""

import numpy as np

from lossviz.vocabulary import Label, Plane

NO_LABELS = (Label("none", "no target", ()),)


def at_label(prediction: np.ndarray, label: Label, axes: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Predictions, each with the label's target; ``axes`` is how many trailing axes make one prediction."""
    target = np.array(label.target, float)
    return prediction, np.broadcast_to(target, (*prediction.shape[: prediction.ndim - axes], *target.shape))


def no_target(prediction: np.ndarray, axes: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Predictions, each with a target of no numbers; ``axes`` is how many trailing axes make one prediction."""
    return prediction, np.empty((*prediction.shape[: prediction.ndim - axes], 0))


def over_two_examples(
    across: tuple[str, str, str],
    up: tuple[str, str, str],
    *,
    targets: tuple[float | tuple[float, ...], ...],
    start: tuple[float, float],
    span: tuple[float, float] = (-4.0, 4.0),
) -> Plane:
    """The plane over the predictions, single numbers, of two examples with these targets."""
    return Plane(
        axes=(across, up),
        low=span[0],
        high=span[1],
        start=start,
        place=lambda x, y, label: (
            np.stack([x, y], -1),
            np.broadcast_to(targets, (*np.shape(x), *np.shape(targets))),
        ),
        along=lambda gradient: (gradient[..., 0], gradient[..., 1]),
        by_label=False,
    )
