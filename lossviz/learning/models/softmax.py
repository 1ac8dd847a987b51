"""Softmax regression on two features, of which the weights of one class are free."""

import numpy as np

from lossviz.learning.data.knobs import SEED, SPREAD, label_noise, share
from lossviz.learning.data.record import Data
from lossviz.learning.data.three_classes import CENTRES, three_classes
from lossviz.learning.model import Model, Sketch, Task, free, linear, odd_ones
from lossviz.spaces.logits import CLASSES, LOGITS, LOGITS_AND_CLASS

_SIDE = 4.0  # of the picture, from its middle


def _task(data: Data, one_hot: bool) -> Task:
    """Classes 1 and 2 score by their centres, class 0 by the free weights."""
    base = data.features @ CENTRES.T
    base[:, 0] = 0.0
    along = data.features[:, :, None] * np.eye(CLASSES)[0]
    target = np.eye(CLASSES)[data.labels.astype(int)] if one_hot else data.labels
    return linear(base, (along[:, 0], along[:, 1]), target=target, data=data)


def _weights(theta: np.ndarray) -> np.ndarray:
    weights = CENTRES.copy()
    weights[0] = theta
    return weights


def _borders(task: Task, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rays along which two classes tie for the lead, with gaps between them."""
    weights = _weights(theta)
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


def _sectors(theta: np.ndarray) -> list[np.ndarray]:
    """The part of the picture in which each class leads."""
    weights = _weights(theta)
    whole = np.array([[-_SIDE, -_SIDE], [_SIDE, -_SIDE], [_SIDE, _SIDE], [-_SIDE, _SIDE]])
    sectors = []
    for own in range(CLASSES):
        sector = whole
        for other in range(CLASSES):
            sector = _cut(sector, weights[own] - weights[other])
        sectors.append(sector)
    return sectors


def _cut(corners: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """The part of a convex polygon that does not lie against a direction."""
    ahead = (corners @ towards).tolist()
    kept = []
    for place, corner in enumerate(corners):
        if ahead[place - 1] * ahead[place] < 0:
            share = ahead[place - 1] / (ahead[place - 1] - ahead[place])
            kept.append(corners[place - 1] + share * (corner - corners[place - 1]))
        if ahead[place] >= 0:
            kept.append(corner)
    return np.array(kept).reshape(-1, 2)


MODEL = Model(
    key="softmax",
    name="softmax regression on two features; the weights of classes 1 and 2 stay where they are good",
    data=three_classes,
    tasks={
        LOGITS: lambda data: _task(data, one_hot=True),
        LOGITS_AND_CLASS: lambda data: _task(data, one_hot=False),
    },
    parameters=(
        free("weight_1", "w₁", 2.0, -4.0, 4.0, "weight of feature 1 for class 0"),
        free("weight_2", "w₂", -1.0, -4.0, 6.0, "weight of feature 2 for class 0"),
    ),
    knobs=(share("of class 0", 0.35), SPREAD, label_noise(0.1), SEED),
    rate=0.5,
    sketch=Sketch(
        across=("feature 1", -_SIDE, _SIDE),
        up=("feature 2", -_SIDE, _SIDE),
        path=_borders,
        style="classes",
        points=lambda data: (data.features[:, 0], data.features[:, 1]),
        steps=(0.05, 0.05),
        odd="wrong label",
        classes=tuple(f"class {k}" for k in range(CLASSES)),
        called=lambda prediction: prediction.argmax(-1),
        regions=_sectors,
    ),
    legend=odd_ones,
)
