"""How much a model can bend: polynomials of every degree, fitted to ten points and judged by twenty others."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lossviz.drawing.line_charts import in_window
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, marks, tagged, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.train.presets import CAPACITY
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.record import Data
from lossviz.learning.data.split import learnt_and_judged
from lossviz.learning.ridge import evaluated, fitted
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Interval, Loss, Parameter, Reading, View

_MOST = 9
_DEGREES = np.arange(1.0, _MOST + 1)
_ERRORS = (-3.3, 2.3)  # powers of ten: the range of the chart
_LEAST = 1e-6  # what is below is drawn here, far out of the chart
_ROUNDING = 1e-12  # what is left of a curve that goes through its points
_WINDOW = (-4.2, 4.2)
_FINE = 161

DEGREE = Parameter(
    name="degree",
    symbol="degree",
    default=float(_MOST),
    domain=Interval(1, _MOST),
    slider=(1.0, float(_MOST), 1.0),
    unit="",
    meaning="the highest power of x; a higher one can bend more often",
    plays=True,
)
STRENGTH = Parameter(
    name="strength",
    symbol="λ",
    default=0.0,
    domain=Interval(0, 10),
    slider=(0.0, 0.2, 0.005),
    unit="per unit²",
    meaning="what the squares of the coefficients cost; more of it bends less",
)
_OVER = Choice(
    name="over",
    label="Errors over",
    options=(("degree", "degree"), ("strength", "λ")),
    default="degree",
    meaning="what the chart of errors runs over",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """How much the polynomial can bend, the data, and the parameters of the loss that judges."""
    judge = (replace(each, fold="Loss") for each in loss.parameters)
    return (DEGREE, STRENGTH, _OVER, NOISE, SEED, *judge)


@dataclass(frozen=True, slots=True, eq=False)
class _Errors:
    """The errors on both parts of the data, of a polynomial for each place along the chart."""

    places: np.ndarray
    learnt: np.ndarray
    judged: np.ndarray

    @property
    def best(self) -> int:
        return int(self.judged.argmin())


def _error(bound: BoundLoss, coefficients: np.ndarray, data: Data) -> float:
    error = float(bound.value(evaluated(coefficients, data.features), data.labels).mean())
    return error if abs(error) > _ROUNDING else 0.0


def _errors(view: View, parts: tuple[Data, Data], over: str) -> _Errors:
    """Over the degree, or over λ, the other as it is set."""
    degree, strength = round(view.values["degree"]), view.values["strength"]
    places = _DEGREES if over == "degree" else np.array(STRENGTH.steps(41))
    x, y = parts[0].features, parts[0].labels
    found = [
        fitted(x, y, round(place), strength) if over == "degree" else fitted(x, y, degree, place)
        for place in places.tolist()
    ]
    learnt, judged = (np.array([_error(view.bound, each, part) for each in found]) for part in parts)
    return _Errors(places, learnt, judged)


def draw(view: View) -> Drawing:
    """The errors of all degrees, and the chosen polynomial on its data."""
    parts = learnt_and_judged(noise=view.values["noise"], seed=view.values["seed"])
    over, degree = view.values["over"], round(view.values["degree"])
    errors = _errors(view, parts, over)
    free = errors if over == "degree" and view.values["strength"] == 0 else _free(view, parts)
    chosen = fitted(parts[0].features, parts[0].labels, degree, view.values["strength"])
    here = [_error(view.bound, chosen, part) for part in parts]
    numbers = {
        "degree_shown": Reading(float(degree)),
        "training": Reading(here[0]),
        "validation": Reading(here[1]),
        "best_degree": Reading(float(free.places[free.best])),
        "best_validation": Reading(float(free.judged[free.best])),
    }
    return Drawing(
        data=[*_chart(errors, float(view.values[over]), here), *_fit(parts, chosen)],
        layout=_layout(over),
        narrow={
            "xaxis": {"domain": [0, 1]},
            "yaxis": {"domain": [0.56, 1.0]},
            "xaxis2": {"domain": [0, 1]},
            "yaxis2": {"domain": [0.0, 0.42]},
        },
        short={"layout": {"margin": {"t": 8, "b": 38}, "yaxis2": {"title": {"text": ""}}}, "hidden": []},
        readings=numbers,
        worked=_worked(numbers),
        takeaway=_takeaway(view, numbers),
    )


def _free(view: View, parts: tuple[Data, Data]) -> _Errors:
    """The errors over the degree without a price."""
    return _errors(view.moved(strength=0.0), parts, "degree")


def _worked(numbers: dict[str, Reading]) -> list[str]:
    n = {name: say(each.value) for name, each in numbers.items()}
    return [
        f"degree {n['degree_shown']}: training error {n['training']}, validation error {n['validation']}",
        f"without a price validation error is lowest at degree {n['best_degree']}: {n['best_validation']}",
    ]


def _takeaway(view: View, numbers: dict[str, Reading]) -> str:
    n = {name: say(each.value) for name, each in numbers.items()}
    price = view.values["strength"]
    paid = f" at λ = {say(price)}" if price else ""
    return (
        f"{subject_at(view)}: a polynomial of degree {n['degree_shown']}{paid}, fitted to ten points by least squares, "
        f"has an error of {n['training']} on them and of {n['validation']} on twenty others. "
        f"The lowest of all degrees is {n['best_validation']}, at degree {n['best_degree']}."
    )


def _chart(errors: _Errors, at: float, here: list[float]) -> list[dict[str, Any]]:
    """Both errors, the lowest, and where the chosen polynomial is."""
    curves = (
        ("loss", "training", errors.learnt, {"color": ink("loss"), "width": 3}),
        ("validation", "validation", errors.judged, {"color": ink("validation"), "width": 3, "dash": "dash"}),
    )
    drawn = [
        trace(
            role,
            table=True,
            tag=name,
            mode="lines+markers" if errors.places.size < 20 else "lines",
            x=errors.places,
            y=np.maximum(values, _LEAST),
            name=f"{name} error",
            line={**style, "simplify": False},
            marker={"size": 7, "color": style["color"], "opacity": 1},
            hovertemplate=f"%{{x:.3g}}: {name} error %{{y:.3g}}<extra></extra>",
        )
        for role, name, values, style in curves
    ]
    star = {"symbol": "star", "size": 15, "color": ink("minimiser"), "line": {"color": ink("paper"), "width": 1}}
    lowest = errors.places[[errors.best]], errors.judged[[errors.best]]
    edges, upright = 10.0 ** np.array(_ERRORS), {"color": ink("muted"), "width": 1, "dash": "dot"}
    best = marks("minimiser", mode="markers", x=lowest[0], y=lowest[1], marker={**star, "opacity": 1})
    probe = marks("probe", mode="markers", x=np.full(2, at), y=np.maximum(here, _LEAST), marker={**PROBE, "size": 11})
    return [line("frame", np.full(2, at), edges, upright), *drawn, tagged(best, "lowest"), probe]


def _fit(parts: tuple[Data, Data], chosen: np.ndarray) -> list[dict[str, Any]]:
    x = np.linspace(-2.2, 2.2, _FINE)
    curve = in_window(evaluated(chosen, x), _WINDOW)
    drawn = [
        line("frame", x, x, {"color": ink("muted"), "width": 1.5}, tag="truth"),
        line("fit", x, curve, {"color": ink("loss"), "width": 3.5, "simplify": False}, tag="polynomial"),
    ]
    looks = (("to judge by", "validation", "circle-open", 8), ("learnt from", "probe", "circle", 11))
    for data, (name, colour, symbol, size) in zip(parts[::-1], looks, strict=True):
        rim = {"color": ink(colour) if symbol.endswith("open") else ink("paper"), "width": 1.5}
        points = trace(
            "data",
            table=True,
            tag=name,
            mode="markers",
            x=data.features,
            y=data.labels,
            name=name,
            marker={"symbol": symbol, "size": size, "color": ink(colour), "line": rim, "opacity": 1},
            hovertemplate=f"{name}: %{{x:.2f}}, %{{y:.2f}}<extra></extra>",
        )
        drawn.append(points)
    return [{**each, "xaxis": "x2", "yaxis": "y2"} for each in drawn]


def _layout(over: str) -> dict[str, Any]:
    across = (
        axis("degree", range=[0.6, _MOST + 0.4], dtick=1, zeroline=False)
        if over == "degree"
        else axis("λ", range=[-0.005, STRENGTH.slider[1] + 0.005], zeroline=False)
    )
    powers = {"type": "log", "range": list(_ERRORS), "dtick": 1, "zeroline": False}
    return layout(
        xaxis={**across, "domain": [0, 0.52], "anchor": "y"},
        yaxis=axis("mean loss", anchor="x", **powers),
        xaxis2=axis("x", range=[-2.2, 2.2], domain=[0.61, 1.0], anchor="y2", zeroline=False),
        yaxis2=axis("y", range=list(_WINDOW), anchor="x2", zeroline=False, nticks=6),
        margin={"l": 60, "r": 14, "t": 10, "b": 44},
        uirevision=over,
    )


FIGURE = Figure(
    key="capacity",
    name="Capacity",
    meaning="Training and validation error of polynomials against their degree, and the chosen one on its data.",
    fits=lambda loss, rivals: loss.space is REAL,
    controls=controls,
    draw=draw,
    most_steps=41,
    place=30,
    presets=CAPACITY,
)
