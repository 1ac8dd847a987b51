"""The points of the lab, and what losses make of them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.rivals import of_family
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.record import Data
from lossviz.learning.data.scatter import BAD_END, BAD_MIDDLE, SKEW, scatter
from lossviz.learning.fitting import ROUNDING, Best, best, spread
from lossviz.learning.landscape import POINTS, Terrain
from lossviz.learning.model import Model, Sketch, Task, free, linear, odd_ones
from lossviz.learning.models.line import MODEL as LINE
from lossviz.learning.polynomials import Basis, basis_of
from lossviz.vocabulary import BoundLoss, Choice, Interval, Loss, Parameter, Several, Table, View

UNITS, SPREADS = "y", "noise"

SLOPE = replace(free("slope", "a", -0.5, -2.0, 3.0, "slope of the chosen line"), fold="Chosen line")
INTERCEPT = replace(free("intercept", "b", 1.0, -3.0, 2.0, "intercept of the chosen line"), fold="Chosen line")

SCATTER = Model(
    key="scatter",
    name="a line",
    data=scatter,
    tasks={},
    parameters=(SLOPE, INTERCEPT),
    knobs=(replace(BAD_END, fold=""), BAD_MIDDLE, NOISE, SKEW, SEED),
    rate=0.1,
    sketch=Sketch(
        across=("x", -2.4, 2.4),
        up=("y", -7.0, 4.5),
        path=lambda task, theta: (np.empty(0), np.empty(0)),
        steps=(0.05, 0.05),
        odd="outlier",
    ),
    legend=odd_ones,
)

DEGREE = Parameter(
    name="degree",
    symbol="degree",
    default=1.0,
    domain=Interval(1, 5),
    slider=(1.0, 5.0, 1.0),
    unit="highest power of x",
    meaning="1 is a line; more of it bends the curve to the points",
    fold="Curve",
)

MEASURED = Choice(
    name="measured",
    label="Residuals are measured in",
    options=((UNITS, "units of y"), (SPREADS, "σ, the spread of the good points")),
    default=UNITS,
    meaning="in units of σ a δ of 1.345 means the same whatever y is measured in",
    fold="Curve",
)


OWN = Table(
    name="own",
    label="Your own data",
    columns=("x", "y"),
    meaning="paste two columns of numbers, or open a file with them; they stand for the example's points",
)
_FAR_OFF = 3.0  # of the points' width: zero is then no place to tell a height at
_ROOM = 0.06  # of the points' width and height, around them


def alike(loss: Loss, other: Loss) -> bool:
    """Whether both are losses of a residual, as the lab's are."""
    return all(any(each.space is space for space in LINE.tasks) for each in (loss, other))


rivals = of_family(alike)


def fits(loss: Loss, others: tuple[Loss, ...]) -> bool:
    """Whether it is a loss of a residual."""
    return alike(loss, loss)


def against(loss: Loss, others: tuple[Loss, ...]) -> Several:
    """The choice of losses beside the one in focus."""
    usual = tuple(other.key for other in others if other.key in loss.rivals)
    return Several(
        name="against",
        label="Compared with",
        options=tuple((other.key, other.name) for other in others),
        default=usual or tuple(other.key for other in others[:1]),
        meaning="other losses on the same points",
    )


@lru_cache(maxsize=256)
def theirs(other: Loss) -> dict[str, Parameter]:
    """The parameters of another loss by their own names; a link sets Huber's by ``huber-delta``."""
    return {
        each.name: replace(each, name=f"{other.key}-{each.name}", title=f"{each.label} of {other.name}", fold="Others")
        for each in other.parameters
    }


def matters(view: View, name: str) -> bool:
    """Whether a control is of no loss, or of one that is drawn."""
    owner, hyphen, _ = name.partition("-")
    return not hyphen or owner in view.values["against"]


def lot(view: View) -> list[BoundLoss]:
    """The loss in focus and those beside it, each at its parameters."""
    beside = [other for other in view.rivals if other.key in view.values["against"]]
    return [view.bound, *(_at_its_own(other, view) for other in beside)]


def _at_its_own(other: Loss, view: View) -> BoundLoss:
    return other.at({name: view.values[own.name] for name, own in theirs(other).items()})


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Points and the curves that are fitted to them.

    Parameters
    ----------
    data : Data
        The points.
    basis : Basis
        The powers of x.
    columns : ndarray, shape (n, degree + 1)
        The powers at the points.
    spread : float
        That of the good points.
    farthest : float
        The largest residual of the absolute fit.
    sketch : Sketch
        The axes that they are drawn on.
    is_own : bool
        Whether the points are the reader's own.
    """

    data: Data
    basis: Basis
    columns: np.ndarray
    spread: float
    farthest: float
    sketch: Sketch
    is_own: bool

    @property
    def x(self) -> np.ndarray:
        """Where the points are."""
        return self.data.features

    @property
    def y(self) -> np.ndarray:
        """How high they are."""
        return self.data.labels


def scene_of(view: View) -> Scene:
    """The points of a view; the same for the same data."""
    assert SCATTER.moves is not None
    names = (*(knob.name for knob in SCATTER.knobs), SCATTER.moves.name)
    own, degree = OWN.rows(view.values[OWN.name]), round(view.values["degree"])
    return _scene(own, () if own else tuple((name, view.values[name]) for name in names), degree)


@lru_cache(maxsize=64)
def _scene(own: tuple[tuple[float | None, ...], ...], values: tuple[tuple[str, Any], ...], degree: int) -> Scene:
    if own:
        x, y = np.array(own, float).T
        data, sketch = Data(x, y, np.zeros(x.size, bool)), _around(x, y)
    else:
        data, sketch = SCATTER.examples(dict(values)), SCATTER.sketch
    basis = basis_of(data.features, degree)
    columns = basis.columns(data.features)
    scattered, farthest = spread(columns, data.labels)
    return Scene(data, basis, columns, scattered, farthest, sketch, bool(own))


def _around(x: np.ndarray, y: np.ndarray) -> Sketch:
    """Axes with room for all points."""
    ends = []
    for along in (x, y):
        room = _ROOM * float(np.ptp(along)) or max(1.0, 0.1 * abs(float(along[0])))
        ends.append((float(along.min()) - room, float(along.max()) + room))
    return replace(SCATTER.sketch, across=("x", *ends[0]), up=("y", *ends[1]))


def unit_of(view: View, scene: Scene) -> float:
    """What residuals are measured in; in units of y where nothing is scattered.

    A reader's own are measured by their spread: whatever their units, a parameter then means the same.
    """
    by_spread = scene.is_own or view.values["measured"] == SPREADS
    return scene.spread if by_spread and scene.spread > 0 else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A loss's curve through the points of a scene.

    Parameters
    ----------
    bound : BoundLoss
        The loss.
    best : Best
        Its coefficients, residuals measured in ``unit``.
    basis : Basis
        What they are coefficients of.
    theta : ndarray
        The coefficients in units of y.
    origin : float
        Where the powers are counted from: the middle of a reader's points, which may be far from 0.
    powers : ndarray
        The coefficients of 1, x − origin, its square and so on.
    residuals : ndarray
        Fitted minus true, in ``unit``.
    valleys : tuple of (slope, intercept)
        Other places of the landscape that are lowest nearby.
    """

    bound: BoundLoss
    best: Best
    basis: Basis
    theta: np.ndarray
    origin: float
    powers: np.ndarray
    residuals: np.ndarray
    valleys: tuple[tuple[float, float], ...]

    @property
    def value(self) -> float:
        """The mean loss."""
        return float(self.bound.value(self.residuals, np.zeros_like(self.residuals)).mean())

    @property
    def intercept(self) -> float:
        """The height at the origin."""
        return float(self.powers[0])

    @property
    def slope(self) -> float:
        """The slope at the origin; 0 where only a height can be fitted."""
        return float(self.powers[1]) if self.powers.size > 1 else 0.0

    def at(self, x: np.ndarray) -> np.ndarray:
        """The curve at these places."""
        return self.basis.columns(x) @ self.theta


@lru_cache(maxsize=1024)
def fitted(bound: BoundLoss, scene: Scene, unit: float) -> Fitted:
    """The curve of the lowest mean loss."""
    found = best(bound, scene.columns, scene.y / unit)
    residuals = scene.columns @ found.theta - scene.y / unit
    most = float(np.abs(scene.y).max())
    residuals[np.abs(residuals) <= ROUNDING * most / unit] = 0.0
    is_far = scene.is_own and min(abs(scene.basis.low), abs(scene.basis.high)) > _FAR_OFF * np.ptp(scene.x)
    origin = scene.basis.middle if scene.is_own and (is_far or scene.basis.degree > 1) else 0.0
    powers = scene.basis.powers(unit * found.theta, origin)
    reach = np.abs(scene.x - origin).max() ** np.arange(powers.size)
    powers[np.abs(powers) * reach <= ROUNDING * most] = 0.0
    others = [scene.basis.powers(unit * other) for other, _ in found.others] if powers.size == 2 else []
    valleys = tuple((float(slope), float(intercept)) for intercept, slope in others)
    return Fitted(bound, found, scene.basis, unit * found.theta, origin, powers, residuals, valleys)


@lru_cache(maxsize=64)
def ground(scene: Scene, unit: float, higher: tuple[float, ...]) -> Terrain:
    """The plane over slope and intercept, the coefficients of higher powers held."""
    task = _task(scene, unit, higher)
    a, b = (np.linspace(*each.slider[:2], POINTS) for each in (SLOPE, INTERCEPT))
    bare = Terrain(task, np.zeros(2), np.eye(2), a, b, np.empty(0), np.empty(0))
    return replace(bare, predictions=task.predict(bare.at(a[None, :], b[:, None])), target=task.target)


def _task(scene: Scene, unit: float, higher: tuple[float, ...]) -> Task:
    base = sum((each * scene.x ** (2 + k) for k, each in enumerate(higher)), np.zeros_like(scene.x))
    along = scene.x / unit, np.full_like(scene.x, 1 / unit)
    return linear(base / unit, along, target=scene.y / unit, data=scene.data)
