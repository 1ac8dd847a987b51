"""Softmax regression on two features, of which the weights of one class are free."""

import numpy as np

from lossviz.learning.data.knobs import SEED, SPREAD, label_noise, share
from lossviz.learning.data.three_classes import CENTRES, three_classes
from lossviz.learning.model import Model, Sketch, Task, free, linear, odd_ones
from lossviz.spaces.logits import CLASSES, LOGITS, LOGITS_AND_CLASS


def _task(one_hot: bool, **knobs: float) -> Task:
    """Classes 1 and 2 score by their centres, class 0 by the free weights."""
    data = three_classes(**knobs)
    base = data.features @ CENTRES.T
    base[:, 0] = 0.0
    along = data.features[:, :, None] * np.eye(CLASSES)[0]
    target = np.eye(CLASSES)[data.labels.astype(int)] if one_hot else data.labels
    return linear(base, (along[:, 0], along[:, 1]), target=target, data=data)


def _borders(task: Task, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rays along which two classes tie for the lead, with gaps between them."""
    weights = CENTRES.copy()
    weights[0] = theta
    t = np.linspace(0, 7, 2)
    rays = []
    for i, j in ((0, 1), (0, 2), (1, 2)):
        across = weights[i] - weights[j]
        along = np.array([-across[1], across[0]]) / (np.hypot(*across) or 1.0)
        other = weights[3 - i - j] - weights[i]
        for sign in (1, -1):
            leads = other @ (sign * along) <= 0
            ray = sign * along[:, None] * t
            rays.append(np.hstack([ray if leads else np.full_like(ray, np.nan), [[np.nan], [np.nan]]]))
    x, y = np.hstack(rays)
    return x, y


MODEL = Model(
    key="softmax",
    name="softmax regression on two features; the weights of classes 1 and 2 stay where they are good",
    tasks={
        LOGITS: lambda **knobs: _task(True, **knobs),
        LOGITS_AND_CLASS: lambda **knobs: _task(False, **knobs),
    },
    parameters=(
        free("weight_1", "w₁", 2.0, -4.0, 4.0, "weight of feature 1 for class 0"),
        free("weight_2", "w₂", -1.0, -4.0, 6.0, "weight of feature 2 for class 0"),
    ),
    knobs=(share("of class 0", 0.35), SPREAD, label_noise(0.1), SEED),
    sketch=Sketch(
        across=("feature 1", -4.0, 4.0),
        up=("feature 2", -4.0, 4.0),
        path=_borders,
        style="classes",
        points=lambda data: (data.features[:, 0], data.features[:, 1]),
    ),
    legend=odd_ones,
)
