"""The vocabulary in which losses, their parameters and the claims about them are written down."""

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike


class InvalidInput(ValueError):
    """An input that a loss or a figure cannot use; the message says which, why and what it may be."""


@dataclass(frozen=True, slots=True)
class Label:
    """A truth that a curve can be drawn for: its name in a link, its name on a page, the target."""

    key: str
    name: str
    target: float | tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight or curved path through the predictions, along which a loss is a curve.

    Parameters
    ----------
    key, name, symbol : str
        Its name in a link, on an axis, and in a formula.
    low, high : float
        The stretch that is drawn.
    probe : (start, step)
        Where a reader's probe starts, and the step it moves in.
    values, slopes : (low, high)
        The ranges of loss and of gradient that a chart shows.
    place : callable
        ``place(t, label)`` gives prediction and target at positions ``t``, an array.
    direction : callable
        ``direction(t, label)`` is the derivative of the prediction with respect to ``t``, so that a slope
        along the line is the gradient's inner product with it.
    reference : callable or None
        ``reference(t, label)`` is the slope along the line of the plain loss of the space, half the square
        or cross-entropy; a loss's slope divided by it is the weight that the loss gives an example.
    plain : callable or None
        ``plain(t, label)`` is the value of that plain loss.
    points : int
        At how many places a curve is computed: 161 are one for every 5 pixels of a wide chart, and kinks get
        places of their own; fewer where an event is a whole picture.
    """

    key: str
    name: str
    symbol: str
    low: float
    high: float
    probe: tuple[float, float]
    values: tuple[float, float]
    slopes: tuple[float, float]
    place: Callable
    direction: Callable
    reference: Callable | None = None
    plain: Callable | None = None
    points: int = 161


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A plane of predictions over which a loss is a field.

    Parameters
    ----------
    axes : pair of (key, name, symbol)
        The horizontal and the vertical coordinate: name in a link, on an axis, in a formula.
    low, high : float
        The stretch of either axis that is drawn.
    start : (x, y)
        Where a reader's probe starts.
    place : callable
        ``place(x, y, label)`` gives predictions and targets with one axis of events after those of ``x``
        and ``y``; the field is the sum of the loss over that axis.
    along : callable
        ``along(gradient)`` turns the gradients of those events into the field's slope along x and y.
    by_label : bool
        Whether the field depends on the label chosen.
    points : int
        At how many places along either axis a field is computed: fewer where an event is a whole picture.
    """

    axes: tuple[tuple[str, str, str], tuple[str, str, str]]
    low: float
    high: float
    start: tuple[float, float]
    place: Callable
    along: Callable
    by_label: bool
    points: int = 41


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What a prediction and a target are.

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
    sample : callable
        ``sample(rng, size)`` draws ``size`` legal predictions and targets. A straight line between two
        predictions that it draws holds predictions only.
    labels : tuple of Label
        The truths that curves are drawn for; the first is the one shown.
    lines : tuple of Line
        The first is the one shown.
    plane : Plane or None
        Where the field is drawn, if there is a plane that explains anything.
    free : bool
        Whether every array of real numbers of the right shape is a prediction.
    perfect : callable or None
        ``perfect(rng, size)`` draws events whose prediction is right, or as near to it as floats go.
    swaps : callable or None
        ``swaps(prediction, target)`` is a list of events that a symmetric loss cannot tell from these.
    hopeless : callable or None
        ``hopeless(rng, size)`` draws events whose prediction is wrong and certain, some 1e80 from the truth.
    figure : str
        The key of the figure that explains the space best, where that is not the first that fits.
    edges : callable or None
        ``edges()`` are events at the edge of the space: empty, tiny, touching, equal.
    beyond : tuple of Trait
        Traits that have a meaning here, besides those that follow from the fields above.
    """

    key: str
    prediction: str
    target: str
    prediction_axes: int
    target_axes: int
    check_event: Callable
    sample: Callable
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    plane: Plane | None = None
    free: bool = True
    perfect: Callable | None = None
    swaps: Callable | None = None
    hopeless: Callable | None = None
    edges: Callable | None = None
    figure: str = ""
    beyond: "tuple[Trait, ...]" = ()

    def check(self, prediction: ArrayLike, target: ArrayLike | None) -> tuple[np.ndarray, np.ndarray]:
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


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of real numbers between two ends.

    Parameters
    ----------
    low, high : float
        The ends; infinite ends are allowed.
    closed : {"both", "left", "right", "neither"}
        Which ends belong to the set. An infinite end that is closed admits infinity itself.
    """

    low: float
    high: float
    closed: Literal["both", "left", "right", "neither"] = "both"

    def __post_init__(self):
        if not self.low < self.high:
            raise ValueError(f"An interval needs low < high; got low={self.low}, high={self.high}.")

    def __contains__(self, value: float) -> bool:
        above = value >= self.low if self.closed in ("both", "left") else value > self.low
        below = value <= self.high if self.closed in ("both", "right") else value < self.high
        return bool(above and below)

    def __str__(self) -> str:
        parts = []
        if math.isfinite(self.low):
            parts.append(f"{'at least' if self.closed in ('both', 'left') else 'greater than'} {self.low:g}")
        if math.isfinite(self.high):
            parts.append(f"{'at most' if self.closed in ('both', 'right') else 'less than'} {self.high:g}")
        return " and ".join(parts) or "a number"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A parameter value worth stopping at, and why in two or three words."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number, or one number a component, that a loss or a figure depends on.

    Parameters
    ----------
    name : str
        The keyword in Python and in a link.
    symbol : str
        How mathematics writes it, as a Unicode string: ``"δ"``.
    default : float or tuple of float
        The value where none is given. A number given for a parameter with components holds for all.
    domain : Interval
        Every value that has a meaning.
    slider : (low, high, step)
        The part of the domain that a slider covers.
    unit : str
        What the number counts.
    meaning : str
        What more of it does, in words.
    landmarks : tuple of Landmark
        Values worth stopping at.
    components : tuple of str
        The names of the components a page shows, where the parameter is a vector; empty for a number.
    by_hand : bool
        Whether it is moved by a handle in the picture; a page then shows its numbers without sliders.
    """

    name: str
    symbol: str
    default: float | tuple[float, ...]
    domain: Interval
    slider: tuple[float, float, float]
    unit: str
    meaning: str
    landmarks: tuple[Landmark, ...] = ()
    components: tuple[str, ...] = ()
    by_hand: bool = False

    def steps(self, most: int) -> list[float]:
        """The values that the slider stops at, at most so many, each the shortest decimal for its place."""
        low, high, step = self.slider
        count = round((high - low) / step)
        stride = -(-count // (most - 1))
        digits = max(0, 2 - math.floor(math.log10(step)))
        return [round(low + i * step, digits) for i in range(0, count + 1, stride)]

    def check(self, value: ArrayLike) -> float | np.ndarray:
        """The value as a number or a vector.

        Raises
        ------
        InvalidInput
            If it is not numeric, has too many axes or lies outside the domain.
        """
        if type(value) is float and value in self.domain:  # the common case: once per slider step
            return value
        try:
            numbers = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            raise InvalidInput(f"{self.name} must be {self.domain}; got {value!r}.") from None
        if numbers.ndim > (1 if self.components else 0) or numbers.size == 0:
            wanted = "a number or a sequence of numbers" if self.components else "a single number"
            raise InvalidInput(f"{self.name} must be {wanted}; got an array of shape {numbers.shape}.")
        for number in numbers.ravel():
            if number not in self.domain:
                raise InvalidInput(f"{self.name} must be {self.domain}; got {number:g}.")
        return numbers if numbers.ndim else float(numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few named options of a figure.

    Parameters
    ----------
    name : str
        The keyword in Python and in a link.
    label : str
        What the page writes beside it.
    options : tuple of (value, label)
        What may be chosen, and how the page writes it.
    default : str
        The value where none is given.
    meaning : str
        What the choice changes.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    default: str
    meaning: str

    def check(self, value: str) -> str:
        """The value, if it is one of the options; `InvalidInput` names them otherwise."""
        if value not in dict(self.options):
            raise InvalidInput(f"{self.name} must be one of {listed(dict(self.options))}; got {value!r}.")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Any number of a few named options of a figure; fields as in `Choice`."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    default: tuple[str, ...]
    meaning: str

    def check(self, value: tuple[str, ...]) -> tuple[str, ...]:
        """The values in the order of the options, if all are options; `InvalidInput` otherwise."""
        known = dict(self.options)
        for item in value:
            if item not in known:
                raise InvalidInput(f"{self.name} may hold {listed(known)}; got {item!r}.")
        return tuple(option for option in known if option in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    """A small square picture of black and white pixels, painted by the reader.

    Parameters
    ----------
    name : str
        The keyword in Python and in a link.
    label : str
        What the page writes beside it.
    side : int
        How many pixels a side has.
    default : str
        The picture where none is given: its pixels row by row from the top, 1 for white, as a number of
        base 16 with all its leading zeros.
    stamps : tuple of (value, label)
        Pictures that may be chosen instead of painted.
    meaning : str
        What the picture is.
    """

    name: str
    label: str
    side: int
    default: str
    stamps: tuple[tuple[str, str], ...]
    meaning: str

    @property
    def digits(self) -> int:
        """How many hexadecimal digits a picture has."""
        return -(-(self.side**2) // 4)

    def check(self, value: str) -> str:
        """The value in lower case, if it is such a number; `InvalidInput` otherwise."""
        value = value.lower()
        if len(value) != self.digits or not set(value) <= set("0123456789abcdef"):
            raise InvalidInput(
                f"{self.name} must be {self.digits} hexadecimal digits for {self.side} by {self.side} pixels; "
                f"got {value[:40]!r}."
            )
        return value

    def pixels(self, value: str) -> np.ndarray:
        """The picture as an array of zeros and ones, shape (side, side), the top row first."""
        bits = bin(int(value, 16))[2:].zfill(4 * self.digits)[4 * self.digits - self.side**2 :]
        return np.array([float(bit) for bit in bits]).reshape(self.side, self.side)

    def text(self, pixels: np.ndarray) -> str:
        """The value for an array of zeros and ones: the inverse of `pixels`."""
        bits = "".join("1" if pixel else "0" for pixel in np.ravel(pixels))
        return f"{int(bits, 2):0{self.digits}x}"


Control = Parameter | Choice | Several | Painting


class Trait(Enum):
    """A property that a loss claims, and what the claim says.

    A claim is about every prediction and every label of the loss's space, at the parameters in use.
    """

    CONVEX = "convex", "Between two predictions the loss never rises above the straight line that joins them."
    SMOOTH = "smooth", "The slope has no jumps: nearby predictions get nearby gradients."
    NON_NEGATIVE = "never negative", "No prediction is ever rewarded with a loss below zero."
    ZERO_WHEN_RIGHT = "zero when right", "The loss goes to zero as the prediction becomes perfect."
    SYMMETRIC = "symmetric", "Swapping too high for too low (or one class for another) leaves the loss as it was."
    BOUNDED_INFLUENCE = "bounded influence", "However wrong a prediction, its pull on the model stays below a limit."
    REDESCENDING = (
        "redescending",
        "A prediction that is hopelessly wrong pulls less and less: its gradient fades to zero.",
    )
    BOUNDED = "bounded", "However wrong a prediction, the loss itself stays below a limit."
    PROPER = "proper", "On average, honesty is the best forecast: the true probabilities minimise the expected loss."
    UPPER_BOUND = "bounds the error rate", "Nowhere below the zero-one loss, so a small value guarantees few mistakes."
    SHIFT_INVARIANT = "shift-invariant", "Adding one constant to all logits or scores changes nothing."

    def __init__(self, label: str, claim: str):
        self.label = label
        self.claim = claim

    def applies_to(self, space: "Space") -> bool:
        """Whether the claim has a meaning for losses over the space."""
        if self in (Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE):
            return True
        needed = {
            Trait.ZERO_WHEN_RIGHT: space.perfect,
            Trait.SYMMETRIC: space.swaps,
            Trait.REDESCENDING: space.hopeless,
            Trait.BOUNDED_INFLUENCE: space.free,
            Trait.BOUNDED: space.free,
        }
        return bool(needed.get(self, self in space.beyond))

    def when(self, condition: str, holds: Callable[..., bool]) -> "Claim":
        """This trait, claimed only where ``holds(**parameters)``; ``condition`` says where in words."""
        return Claim(self, condition, holds)


@dataclass(frozen=True, slots=True)
class Claim:
    """A trait and the parameters at which a loss claims it."""

    trait: Trait
    condition: str
    holds: Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Kinks:
    """Where a loss is not smooth.

    Parameters
    ----------
    jump : {"value", "slope", "curvature"}
        The lowest derivative that jumps there.
    where : callable
        ``where(prediction, target, **parameters)`` is a sequence of arrays over the batch axes, each of
        which changes its sign exactly where the loss has a kink. A sign change, rather than a list of
        positions, works along every line, over every plane and for vectors, boxes and masks alike.
    """

    jump: Literal["value", "slope", "curvature"]
    where: Callable[..., list[np.ndarray]]


@dataclass(frozen=True, slots=True)
class Minimiser:
    """The constant prediction that makes the mean loss over a sample of targets smallest.

    Parameters
    ----------
    text : str
        Its name: "the median".
    of : callable
        ``of(targets, **parameters)`` computes it.
    """

    text: str
    of: Callable[..., float]


@dataclass(frozen=True, slots=True)
class Surrogate:
    """What a gradient is the derivative of, where on purpose that is not the value.

    Parameters
    ----------
    text : str
        What the gradient leaves out, in one sentence.
    value : callable
        ``value(prediction, held, target, **parameters)``: the loss with the parts that the gradient holds
        constant computed from ``held`` in place of ``prediction``. The gradient is its derivative with
        respect to ``prediction`` at ``prediction == held``, where it equals the loss.
    """

    text: str
    value: Callable[..., np.ndarray]


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication: who, what, when, and where to find it."""

    authors: str
    title: str
    year: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What a library computes where it is told as little as it accepts.

    Parameters
    ----------
    code : str
        The call as most people write it, with the library's own defaults: an expression over ``prediction``
        and ``target``, in which parameters that people do give stand as format fields.
    reduction : {"none", "elements", "samples", "weights", "sum"}
        How it makes one number of many, see `lossviz.conventions`.
    parameters : mapping
        What its defaults mean in this project's parameters; all that are no fields of `code`.
    factor : float
        What this project's values are multiplied by.
    differs : str
        Why its number is another than ours, in one sentence; empty where parameters and reduction say all.
    regroup : callable or None
        ``regroup(prediction, target)`` are the events that the library sees, where they are not those of
        the batch: see `lossviz.conventions.pooled`.
    """

    code: str
    reduction: Literal["none", "elements", "samples", "weights", "sum"]
    parameters: Mapping[str, float] = field(default_factory=dict)
    factor: float = 1.0
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    elsewhere : tuple of Equivalent
        The same loss in other libraries.
    beside : tuple of str
        Keys of the losses that it is best seen beside.
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
    elsewhere: tuple[Equivalent, ...] = ()
    beside: tuple[str, ...] = ()

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

    def bind(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters, checked, with defaults where ``parameters`` has none."""
        for name in parameters:
            if all(name != known.name for known in self.parameters):
                known = [p.name for p in self.parameters]
                has = f"its parameters are {listed(known)}" if known else "it has no parameters"
                raise InvalidInput(f"{self.key} has no parameter {name!r}; {has}.")
        return {p.name: p.check(parameters.get(p.name, p.default)) for p in self.parameters}

    def has(self, trait: Trait, **parameters: Any) -> bool:
        """Whether the loss claims the trait at these (bound) parameters."""
        return any(
            claim is trait or (isinstance(claim, Claim) and claim.trait is trait and claim.holds(**parameters))
            for claim in self.traits
        )

    def _checked(self, prediction, target, parameters):
        bound = self.bind(parameters)
        prediction, target = self.space.check(prediction, target)
        for parameter in self.parameters:
            self.space.check_components(parameter.name, bound[parameter.name], prediction)
        return prediction, target, bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A kind of picture of a loss: a pure function of the loss and of named values.

    Parameters
    ----------
    key, name : str
        Its name in a link, and for readers.
    meaning : str
        What it shows, in one sentence.
    fits : callable
        ``fits(loss)`` says whether the picture can be drawn of the loss.
    controls : callable
        ``controls(loss)`` are the parameters and choices that the picture depends on, the loss's own
        among them. Their names are the names in a link.
    shown : callable
        ``shown(loss, values)`` are the names of those that matter at these values.
    draw : callable
        ``draw(loss, values)`` is the specification: Plotly's ``data`` and ``layout``, with colours by
        meaning; ``worked``, lines of arithmetic; ``takeaway``, the point in words and numbers; and
        ``handles``, the marks that a reader can drag, see `lossviz.figures.handles`. Its shape stays the
        same while numbers change: only choices may add or remove traces. It may hold ``narrow``, changes of
        the layout for a phone, and ``short``, a ``layout`` and the places of ``hidden`` traces for a view of
        little height.
    most_steps : int
        How many stops a slider may have, so that its travel stays quick to build and to send.
    place : int
        Its place among the figures, smaller first.
    lab : bool
        Whether it has a page of its own and is not offered beside a loss.
    """

    key: str
    name: str
    meaning: str
    fits: Callable[["Loss"], bool]
    controls: Callable[["Loss"], tuple[Control, ...]]
    shown: Callable[["Loss", Mapping[str, Any]], tuple[str, ...]]
    draw: Callable[["Loss", Mapping[str, Any]], dict]
    most_steps: int
    place: int = 50
    lab: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
    lab : str
        The key of the only figure of its page, for what is no family but all losses that this figure can show.
    losses : mapping of str to Loss
        Filled in by discovery.
    """

    key: str
    name: str
    question: str
    start: str
    place: int = 50
    lab: str = ""
    losses: Mapping[str, Loss] = field(default_factory=dict)

    def with_losses(self, losses: Mapping[str, Loss]) -> "Family":
        """This family with its losses."""
        return replace(self, losses=Registry("loss", losses))


class UnknownName(KeyError):
    """A name that a registry does not hold; the message offers the nearest."""

    def __str__(self) -> str:
        return self.args[0]  # KeyError would show the repr, quotes and all


class Registry(Mapping):
    """A read-only mapping whose misses are explained in a sentence."""

    def __init__(self, kind: str, items: Mapping[str, Any]):
        self._kind = kind
        self._items = dict(items)

    def __getitem__(self, key: str) -> Any:
        try:
            return self._items[key]
        except (KeyError, TypeError):
            close = difflib.get_close_matches(str(key), self._items, n=1)
            hint = f"Did you mean {close[0]!r}? " if close else ""
            raise UnknownName(f"There is no {self._kind} {key!r}. {hint}Known: {', '.join(self._items)}.") from None

    def __contains__(self, key: object) -> bool:
        return key in self._items  # the inherited way would look for near misses first

    def __iter__(self):
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def listed(names) -> str:
    """Names as English lists them: ``a, b and c``."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else str(last)
