"""What a prediction and a target are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from lossviz.vocabulary.errors import InvalidInput
from lossviz.vocabulary.slices import Label, Line, Plane
from lossviz.vocabulary.traits import Trait

Events = tuple[np.ndarray, np.ndarray]  # predictions and targets, a batch of them


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """Events of a space on which its losses are tried; nothing that is drawn needs them.

    Parameters
    ----------
    draw : callable
        ``draw(rng, size)`` gives ``size`` legal predictions and targets. A straight line between two predictions that
        it draws holds predictions only.
    perfect : callable or None
        ``perfect(rng, size)`` draws events whose prediction is right, or as near to it as floats go.
    hopeless : callable or None
        ``hopeless(rng, size)`` draws events whose prediction is wrong and certain, some 1e80 from the truth.
    edges : callable or None
        ``edges()`` are events at the edge of the space: empty, tiny, touching, equal.
    refused : tuple of (prediction, target, message)
        Events that the space refuses, each with a pattern of the sentence that says why.
    """

    draw: Callable[[np.random.Generator, int], Events]
    perfect: Callable[[np.random.Generator, int], Events] | None = None
    hopeless: Callable[[np.random.Generator, int], Events] | None = None
    edges: Callable[[], Events] | None = None
    refused: tuple[tuple[ArrayLike, ArrayLike, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Symmetry:
    """What may be exchanged for what, and how a loss is called to which that makes no difference.

    Parameters
    ----------
    label, claim : str
        In a word or two: "treats classes alike"; and in a sentence.
    of : callable
        ``of(prediction, target)`` is a list of events that such a loss cannot tell from these.
    """

    label: str
    claim: str
    of: Callable[[np.ndarray, np.ndarray], list[Events]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Points on a plane that stand for the rows of a prediction.

    Parameters
    ----------
    names : tuple of str
        The names of the rows.
    starts : tuple of (x, y)
        Where they are at first.
    moving : int
        The row over whose place a field is drawn.
    """

    names: tuple[str, ...]
    starts: tuple[tuple[float, float], ...]
    moving: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decision:
    """A choice among a few actions by a policy, the softmax of logits, and what is known of each action.

    Parameters
    ----------
    action, known : str
        What is chosen, and what is known of it: ``"action"``, ``"reward"``.
    policy, start : tuple of float
        The weights of the policy, and what is known, at first.
    reach : (low, high)
        The stretch of what is known that is drawn.
    shares : bool
        Whether what is known are shares of a whole, which the policy should come to, not rewards.
    recalls : bool
        Whether the loss is of how the policy has changed since the actions were taken.
    steps : int
        How many steps of descent are shown at first.
    events : callable
        ``events(logits, before, known, chances)`` are predictions, targets and how often each is met, where ``before``
        is the policy by which actions were taken, and ``chances`` how often each was.
    back : callable
        ``back(gradients, logits, before, chances)`` turns the gradients of those events into slopes along the logits.
    """

    action: str
    known: str
    policy: tuple[float, ...]
    start: tuple[float, ...]
    reach: tuple[float, float]
    events: Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]
    back: Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    shares: bool = False
    recalls: bool = False
    steps: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Space:
    """What a prediction and a target are, and the ways to picture them.

    Parameters
    ----------
    key : str
        Its name.
    prediction, target : str
        What each is, in words and with its shape; an empty ``target`` says that there is none.
    prediction_axes, target_axes : int
        How many trailing axes make one event. A space without targets has one target axis, of length 0, so
        that a batch of no targets has a shape like every other.
    check_event : callable
        ``check_event(prediction, target)`` refuses what is finite and of the right shape but not of the space.
    samples : Samples
        Events for tests.
    labels : tuple of Label
        The truths that curves are drawn for; the first is the one shown.
    label_name : str
        What a page calls the choice of one: ``"True class"``.
    lines : tuple of Line
        The first is the one shown.
    plane : Plane or None
        Where the field is drawn, if there is a plane that explains anything.
    free : bool
        Whether every array of real numbers of the right shape is a prediction.
    figure : str
        The key of the figure that explains the space best, where that is not the first that fits.
    traits : tuple of Trait
        Traits that have a meaning here, besides those that follow from the other fields.
    symmetry : Symmetry or None
        What `Trait.SYMMETRIC` means here: errors of opposite kinds, or classes, exchanged.
    exchange : Symmetry or None
        What `Trait.EXCHANGEABLE` means here: prediction and target exchanged.
    scene : Scene or None
        Points to drag that stand for the rows of a prediction.
    decision : Decision or None
        Actions to choose among, of which the events are made.
    side : {"", "critic", "generator"}
        Whose score it is, in a game of a critic, who scores real examples and fakes, and a generator of fakes.
    of_list : callable or None
        ``of_list(scores, relevance)`` are the events by which a list of scored items is judged.
    of_distribution : callable or None
        ``of_distribution(p)`` is how a target says a distribution; predictions are logits of another.
    of_class : callable or None
        ``of_class(numbers, count)`` is how targets say the true class of so many, given its number; predictions
        are a logit a class.
    """

    key: str
    prediction: str
    target: str
    prediction_axes: int
    target_axes: int
    check_event: Callable[[np.ndarray, np.ndarray], None]
    samples: Samples
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    plane: Plane | None = None
    label_name: str = "True label"
    free: bool = True
    figure: str = ""
    traits: tuple[Trait, ...] = ()
    symmetry: Symmetry | None = None
    exchange: Symmetry | None = None
    scene: Scene | None = None
    decision: Decision | None = None
    side: Literal["", "critic", "generator"] = ""
    of_list: Callable[[np.ndarray, np.ndarray], Events] | None = None
    of_distribution: Callable[[np.ndarray], np.ndarray] | None = None
    of_class: Callable[[np.ndarray, int], np.ndarray] | None = None

    def can_claim(self, trait: Trait) -> bool:
        """Whether a trait has a meaning for losses over the space."""
        if trait in (Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE):
            return True
        needed = {
            Trait.ZERO_WHEN_RIGHT: self.samples.perfect,
            Trait.SYMMETRIC: self.symmetry,
            Trait.EXCHANGEABLE: self.exchange,
            Trait.REDESCENDING: self.samples.hopeless,
            Trait.BOUNDED_INFLUENCE: self.free,
            Trait.BOUNDED: self.free,
        }
        return bool(needed.get(trait, trait in self.traits))

    def wording(self, trait: Trait) -> tuple[str, str]:
        """What a trait is called here, and what its claim says: a symmetry is worded by what is exchanged."""
        symmetry = {Trait.SYMMETRIC: self.symmetry, Trait.EXCHANGEABLE: self.exchange}.get(trait)
        return (symmetry.label, symmetry.claim) if symmetry else (trait.label, trait.claim)

    def check(self, prediction: ArrayLike, target: ArrayLike | None) -> Events:
        """Prediction and target as float arrays that fit together, or `InvalidInput`."""
        prediction = finite("prediction", prediction, self.prediction, self.prediction_axes)
        if not self.target:  # whatever was given plays no part: the two sides of a game are called alike
            target = np.empty((*prediction.shape[: prediction.ndim - self.prediction_axes], 0))
        elif target is None:
            raise InvalidInput(f"target must be {self.target}; none was given.")
        else:
            target = finite("target", target, self.target, self.target_axes)
        try:
            np.broadcast_shapes(
                prediction.shape[: prediction.ndim - self.prediction_axes],
                target.shape[: target.ndim - self.target_axes],
            )
        except ValueError:
            raise InvalidInput(
                f"prediction of shape {prediction.shape} and target of shape {target.shape} do not broadcast; "
                "give them the same batch axes, or axes of length 1."
            ) from None
        self.check_event(prediction, target)
        return prediction, target

    def check_components(self, name: str, value: float | np.ndarray, prediction: np.ndarray) -> None:
        """Refuse a vector parameter whose length is not that of the prediction's last axis."""
        if np.ndim(value) and np.size(value) != prediction.shape[-1]:
            raise InvalidInput(
                f"{name} has {np.size(value)} values but the prediction has {prediction.shape[-1]} components; "
                "give one value for each, or a single number for all."
            )


def finite(name: str, values: ArrayLike, meaning: str, axes: int) -> np.ndarray:
    """The values as floats, or `InvalidInput` if one is not a finite number or an event axis is missing."""
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise InvalidInput(f"{name} must be {meaning}; got {type(values).__name__} that is not numeric.") from None
    if array.ndim < axes:
        raise InvalidInput(f"{name} must be {meaning}; got an array of shape {array.shape}.")
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        where = f" at index {place}" if place else ""
        raise InvalidInput(f"{name} must be finite; got {array[place]}{where}. Remove or replace such values first.")
    return array
