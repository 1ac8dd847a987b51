"""A loss with everything the project knows of it, and a family of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.vocabulary.controls import Parameter
from lossviz.vocabulary.errors import InvalidInput, listed
from lossviz.vocabulary.hosting import catalogue
from lossviz.vocabulary.libraries import Equivalent
from lossviz.vocabulary.registry import Registry
from lossviz.vocabulary.spaces import Space
from lossviz.vocabulary.traits import Claim, Kinks, Minimiser, Surrogate, Trait


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication: who, what, when, where to find it, and what it has to do with the loss.

    ``gives`` is a sentence without a subject: "Defines the loss." Where it defines something else, or in another
    convention, it says so. ``since`` is the year that it tells of, where it tells of earlier work.
    """

    authors: str
    title: str
    year: int
    url: str
    gives: str
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """The first view of a loss, chosen for its one point.

    Parameters
    ----------
    figure : str
        The key of the figure that its page opens on; that of its space where empty.
    values : mapping
        What controls start at where that is not their own default: parameters, rivals, line, label, data. They hold in
        every figure of the loss that has a control of the name.
    scales : mapping
        By what rivals, by their keys, are multiplied where it makes them agree with the loss: half the square beside
        Huber's. Their names in the picture say so.
    heights, slopes : (low, high) or None
        The ranges of loss and of gradient that its charts show, where those of the line would leave it a thin strip.
    """

    figure: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    heights: tuple[float, float] | None = None
    slopes: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """A loss function with everything the project knows of it.

    Calling the record gives values, `grad` gives gradients; both bind defaults and check their input.
    Residuals are prediction minus target throughout, and nothing is ever averaged.

    Parameters
    ----------
    key : str
        Its name in Python, in links and as the file's name.
    name : str
        Its name for readers.
    space : Space
        What predictions and targets are.
    latex, gradient_latex : str
        The formula of the value and of its gradient, in LaTeX.
    value, gradient : callable
        ``value(prediction, target, **parameters)`` consumes the event axes and keeps the batch axes;
        ``gradient`` is with respect to the prediction and has its shape.
    worked : callable
        ``worked(prediction, target, **parameters)`` is, for a single event, the formula with the
        numbers filled in, as a Python expression over numbers, ``abs max exp log sqrt``.
    idea : str
        What the loss does, in one sentence.
    use_when, avoid_when, pros, cons : tuple of str
        Conditions and consequences, one sentence each.
    references : tuple of Reference
        At least one.
    place : int
        Its place among its family's losses, smaller first; ties by name.
    parameters : tuple of Parameter
        What it depends on besides prediction and target.
    traits : tuple of Trait or Claim
        What it claims; each claim is tested, and so is each silence.
    kinks : Kinks or None
        Where it is not smooth.
    surrogate : Surrogate or None
        What the gradient is the derivative of, where that is not the value.
    minimiser : Minimiser or None
        Which statistic of the targets minimises its mean.
    equivalents : tuple of Equivalent
        The same loss in other libraries.
    rivals : tuple of str
        Keys of the losses that it is best held against.
    aliases : tuple of str
        What else people call it or type to find it: ``"MSE"``, ``"L2"``.
    opening : Opening
        Its first view.
    """

    key: str
    name: str
    space: Space
    latex: str
    gradient_latex: str
    value: Callable[..., np.ndarray]
    gradient: Callable[..., np.ndarray]
    worked: Callable[..., str]
    idea: str
    use_when: tuple[str, ...]
    avoid_when: tuple[str, ...]
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    references: tuple[Reference, ...]
    place: int = 50
    parameters: tuple[Parameter, ...] = ()
    traits: tuple[Trait | Claim, ...] = ()
    kinks: Kinks | None = None
    surrogate: Surrogate | None = None
    minimiser: Minimiser | None = None
    equivalents: tuple[Equivalent, ...] = ()
    rivals: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    opening: Opening = field(default_factory=Opening)

    def __call__(self, prediction: ArrayLike, target: ArrayLike | None = None, **parameters: Any) -> np.ndarray:
        """The loss of each event.

        Parameters
        ----------
        prediction, target : array_like
            As the loss's space says; their batch axes broadcast. A loss without targets needs none.
        **parameters
            Values for `parameters`; defaults where left out.

        Returns
        -------
        ndarray
            One number an event, never averaged, with the broadcast batch axes.

        Raises
        ------
        InvalidInput
            If a parameter is unknown or outside its domain, an input is not finite or not of the
            space, or the shapes do not broadcast.
        """
        prediction, target, bound = self._checked(prediction, target, parameters)
        return self.value(prediction, target, **bound)

    def grad(self, prediction: ArrayLike, target: ArrayLike | None = None, **parameters: Any) -> np.ndarray:
        """The gradient with respect to the prediction; arguments and errors as in calling.

        Returns
        -------
        ndarray
            Of the prediction's shape, its batch axes broadcast with the target's.
        """
        prediction, target, bound = self._checked(prediction, target, parameters)
        return self.gradient(prediction, target, **bound)

    def plot(self, figure: str = "", **values: Any) -> Any:
        """A view of the loss, which a notebook shows live.

        Parameters
        ----------
        figure : str
            The kind of figure; the loss's first where none is named.
        **values
            What differs from the defaults, by the names in links.

        Returns
        -------
        View
            As `lossviz.view` gives, with the same errors.
        """
        return catalogue().view(self, figure, **values)

    def bind(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters, checked, with defaults where ``parameters`` has none."""
        for name in parameters:
            if all(name != known.name for known in self.parameters):
                known = [p.name for p in self.parameters]
                has = f"its parameters are {listed(known)}" if known else "it has no parameters"
                raise InvalidInput(f"{self.key} has no parameter {name!r}; {has}.")
        return {p.name: p.check(parameters.get(p.name, p.default)) for p in self.parameters}

    def at(self, values: Mapping[str, Any]) -> "BoundLoss":
        """The loss with its parameters set to those of these values that are its own, or else to its defaults."""
        return BoundLoss(self, tuple(_frozen(values.get(p.name, p.default)) for p in self.parameters))

    def has(self, trait: Trait, **parameters: Any) -> bool:
        """Whether the loss claims the trait at these (bound) parameters."""
        return any(
            claim is trait or (isinstance(claim, Claim) and claim.trait is trait and claim.holds(**parameters))
            for claim in self.traits
        )

    def _checked(
        self, prediction: ArrayLike, target: ArrayLike | None, parameters: Mapping[str, Any]
    ) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
        bound = self.bind(parameters)
        prediction, target = self.space.check(prediction, target)
        for parameter in self.parameters:
            self.space.check_components(parameter.name, bound[parameter.name], prediction)
        return prediction, target, bound


@dataclass(frozen=True, slots=True)
class BoundLoss:
    """A loss with its parameters set: what figures compute with and what caches remember.

    Two are equal if they are the same loss, not only one of the same name, at the same values.

    Parameters
    ----------
    loss : Loss
        The loss.
    values : tuple
        A number, or a tuple of numbers, for each of its parameters.
    parameters : dict
        The same by name, as the loss's functions take them.
    """

    loss: Loss
    values: tuple[Any, ...]
    parameters: dict[str, Any] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        named = zip((parameter.name for parameter in self.loss.parameters), self.values, strict=True)
        arrays = {name: np.array(value) if isinstance(value, tuple) else value for name, value in named}
        object.__setattr__(self, "parameters", arrays)

    def value(self, prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
        """The loss of each event, unchecked."""
        return self.loss.value(prediction, target, **self.parameters)

    def gradient(self, prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
        """The gradient with respect to the prediction, unchecked."""
        return self.loss.gradient(prediction, target, **self.parameters)

    def worked(self, prediction: np.ndarray, target: np.ndarray) -> str:
        """The formula of a single event with its numbers filled in."""
        return self.loss.worked(prediction, target, **self.parameters)

    def kinks(self, prediction: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
        """What changes its sign at the loss's kinks; nothing where it has none."""
        return self.loss.kinks.where(prediction, target, **self.parameters) if self.loss.kinks else []

    def turned(self, name: str, place: int | None, number: float) -> "BoundLoss":
        """The same with another number for a parameter, or for one component of it."""
        values = list(self.values)
        for turn, parameter in enumerate(self.loss.parameters):
            if parameter.name != name:
                continue
            if place is None:
                values[turn] = number
            else:
                components = np.broadcast_to(values[turn], len(parameter.components)).tolist()
                values[turn] = (*components[:place], number, *components[place + 1 :])
        return BoundLoss(self.loss, tuple(values))


def _frozen(value: Any) -> Any:
    return value if isinstance(value, float | tuple) or not np.ndim(value) else tuple(np.asarray(value, float).tolist())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """Losses of one kind, shown on one page.

    Parameters
    ----------
    key, name : str
        The folder and the page's address; the page's title.
    question : str
        What a reader can settle on the page, as a question.
    start : str
        The key of the loss that the page opens on.
    place : int
        Its place among the families, smaller first.
    losses : mapping of str to Loss
        Filled in by discovery.
    """

    key: str
    name: str
    question: str
    start: str
    place: int = 50
    losses: Mapping[str, Loss] = field(default_factory=dict)

    def with_losses(self, losses: Mapping[str, Loss]) -> "Family":
        """This family with its losses."""
        return replace(self, losses=Registry("loss", losses))
