"""The examples and the model that the figures of the lab share, and the controls that these depend on."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.learning.classifiers import Classifier, Ending, for_classes, trained
from lossviz.learning.data.by_hand import by_hand
from lossviz.learning.data.groups import ACROSS, UP, groups
from lossviz.learning.data.knobs import SEED, SPREAD, label_noise, share
from lossviz.learning.data.record import Data
from lossviz.learning.data.two_classes import two_classes
from lossviz.learning.heads import HEADS, Head
from lossviz.learning.scorers import LINEAR, SCORERS
from lossviz.spaces.class_numbers import CLASSES
from lossviz.vocabulary import BoundLoss, Choice, Control, Interval, Loss, Moves, Parameter, View

PLANE, LINE, RING = "plane", "line", "ring"
_SIZES = ("32", "64", "128")
MOST = int(_SIZES[-1])
_DATA = "Data"

_ARRANGED = (
    (PLANE, "side by side, two features"),
    (RING, "one inside the others, two features"),
)
_ON_A_LINE = (LINE, "one feature, as on the page Binary")
_MODEL = Choice(
    name="model",
    label="Model",
    options=tuple((each.key, each.name) for each in SCORERS.values()),
    default=LINEAR.key,
    meaning="the model that the loss trains, with all examples at every step, until nothing gets better",
)
_SIZE = Choice(
    name="points",
    label="Points",
    options=tuple((each, each) for each in _SIZES),
    default="64",
    meaning="how many examples there are",
    fold=_DATA,
)
_PENALTY = Parameter(
    name="penalty",
    symbol="λ",
    title="penalty on weights",
    default=0.0,
    domain=Interval(0, 1e3, "left"),
    slider=(0.0, 0.1, 0.002),
    unit="per squared weight, halved",
    meaning="holds the weights small; more of it makes the model less sure",
    travel="chased",
    fold="Training",
)
_COUNT = Choice(
    name="classes",
    label="Classes",
    options=(("3", "three"), ("2", "two")),
    default="3",
    meaning="how many classes there are; of a loss's parameters, those of classes that are not there do nothing",
    fold=_DATA,
)
_MOVED = Moves(
    name="moved",
    label="Points changed by hand",
    default=(),
    meaning="Drag a point of the data, add one or take one away to see what it does.",
    count=MOST,
    across=(-ACROSS, ACROSS, 0.05),
    up=(-UP, UP, 0.05),
    most=40,
)


@lru_cache(maxsize=4)
def _moves(classes: int) -> Moves:
    return replace(_MOVED, labels=_names(classes))


def _names(classes: int) -> tuple[str, ...]:
    return tuple(f"class {k}" for k in range(classes))


def fits(loss: Loss, rivals: tuple[Any, ...]) -> bool:
    """Whether a classifier can be trained under the loss."""
    return loss.space in HEADS


@lru_cache(maxsize=128)
def controls(loss: Loss, with_line: bool) -> tuple[Control, ...]:
    """The loss's parameters, the model and the data; ``with_line`` says whether one feature will do, too."""
    arranged = Choice(
        name="data",
        label="Classes lie",
        options=(*_ARRANGED, *((_ON_A_LINE,) if with_line and HEADS[loss.space].single else ())),
        default=PLANE,
        meaning="how the classes lie to each other",
        fold=_DATA,
    )
    knobs = (share("of the rare class", 0.1), SPREAD, label_noise(0.0), SEED)
    several = () if HEADS[loss.space].single else (_COUNT,)
    return (
        *(replace(each, travel="chased") for each in loss.parameters),
        _MODEL,
        *(replace(each, travel="chased") for each in knobs),
        arranged,
        *several,
        _SIZE,
        _PENALTY,
        _moves(2 if HEADS[loss.space].single else CLASSES),
    )


def shown(view: View) -> tuple[str, ...]:
    """All controls, but for those that the examples on a line do not have."""
    hidden = (_SIZE.name, _MOVED.name) if view.values["data"] == LINE else ()
    return tuple(each.name for each in view.controls if each.name not in hidden)


def without_moves(view: View) -> tuple[str, ...]:
    """The same for a figure in which there is no example to take hold of."""
    return tuple(name for name in shown(view) if name != _MOVED.name)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A loss, the examples, and what a model makes of these.

    Parameters
    ----------
    bound : BoundLoss
        The loss, for as many classes as there are.
    head : Head
        What the loss takes.
    data : Data
        The examples.
    classes : int
        How many there are; the last is the one whose share can be set.
    model : Classifier
        The model that the loss has trained.
    moves : Moves or None
        The control by which examples are moved, where they can be.
    """

    bound: BoundLoss
    head: Head
    data: Data
    classes: int
    model: Classifier
    moves: Moves | None

    @property
    def names(self) -> tuple[str, ...]:
        """What the classes are called."""
        return _names(self.classes)

    @property
    def rare(self) -> int:
        """The class whose share can be set."""
        return self.classes - 1

    @property
    def is_rare(self) -> bool:
        """Whether it has less than half an even share of the examples."""
        return bool((self.labels == self.rare).mean() < 0.5 / self.classes)

    @property
    def labels(self) -> np.ndarray:
        """The class of each example, as whole numbers."""
        return self.data.labels.astype(int)


def scene_of(view: View) -> Scene:
    """The examples and the trained model of a view."""
    values = view.values
    head = HEADS[view.loss.space]
    classes = 2 if head.single else int(values["classes"])
    knobs = (values["share"], values["spread"], values["label_noise"], values["seed"])
    data = _examples(values["data"], classes, int(values["points"]), knobs, values["moved"])
    moves = _moves(2 if head.single else CLASSES)
    bound, scorer = for_classes(view.bound, classes), SCORERS[values["model"]]
    model = trained(bound, head, scorer, data, classes, values["penalty"], int(values["seed"]))
    return Scene(bound, head, data, classes, model, None if values["data"] == LINE else moves)


def plain_of(view: View, scene: Scene) -> Classifier:
    """The model that plain cross-entropy makes of the same examples."""
    values = view.values
    penalty, seed = values["penalty"], int(values["seed"])
    return trained(None, scene.head, scene.model.scorer, scene.data, scene.classes, penalty, seed)


@lru_cache(maxsize=64)
def _examples(arranged: str, classes: int, size: int, knobs: tuple[float, ...], moved: tuple[Any, ...]) -> Data:
    share, spread, noise, seed = knobs
    if arranged == LINE:
        data = two_classes(share=share, spread=spread, label_noise=noise, seed=seed)
        return Data(data.features[:, None], data.labels, data.odd)
    own = {"share": share, "spread": spread, "label_noise": noise, "seed": seed}
    data = groups(classes=classes, size=size, inside=arranged == RING, **own)
    return _changed(data, moved, classes)


def _changed(data: Data, moved: tuple[Any, ...], classes: int) -> Data:
    """The data after what a reader has done by hand; examples that are added are numbered from `MOST` on."""
    size = data.labels.size
    shift = MOST - size
    own = tuple((each[0] - shift if each[0] >= MOST else each[0], *each[1:]) for each in moved)
    own = tuple(after for before, after in zip(moved, own, strict=True) if before[0] < size or before[0] >= MOST)
    after = by_hand(data, own)
    if after.labels.size < _MOVED.least:  # the control counts the examples of the largest set
        after = by_hand(data, tuple(each for each in own if len(each) > 1))
    which = None if after.which is None else np.where(after.which < size, after.which, after.which + shift)
    return replace(after, labels=np.minimum(after.labels, classes - 1.0), which=which)


_ENDINGS: dict[Ending, str] = {
    "settled": "",
    "flat": "No step from the start lowers this loss, so that nothing was learned.",
    "off": "The weights never settle: larger scores always cost less. Training was stopped after {steps} steps.",
    "stopped": "Training was stopped after {steps} steps, before it had settled.",
}


def remarks(scene: Scene) -> list[str]:
    """What is to be said of the training and of the examples, if anything."""
    told = [_ENDINGS[scene.model.ending].format(steps=scene.model.steps)]
    for k, name in enumerate(scene.names):
        if not (scene.labels == k).any():
            told.append(f"No example is of {name}, so that nothing is known of it.")
    if scene.data.by_hand is not None and (moved := int(scene.data.by_hand.sum())):
        told.append(f"Points moved or added by hand: {moved}.")
    return [each for each in told if each]
