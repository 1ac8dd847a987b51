"""Fits: the same points, and the line or curve that each loss makes of them, with the landscape they are found on."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.fields import arrow_places, arrows, coloured, nearby, scale, shade_of
from lossviz.drawing.fit import fit_axes, points
from lossviz.drawing.handles import along, examples, handle
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, point, trace
from lossviz.drawing.words import named, say
from lossviz.labs.fit.presets import FITS
from lossviz.labs.fit.scene import (
    DEGREE,
    INTERCEPT,
    MEASURED,
    OWN,
    SCATTER,
    SLOPE,
    Fitted,
    Scene,
    against,
    fits,
    fitted,
    ground,
    lot,
    matters,
    rivals,
    scene_of,
    theirs,
    unit_of,
)
from lossviz.learning.landscape import Terrain, descended, descent_knobs, heights, mean_loss, pulled_back
from lossviz.learning.model import Sketch
from lossviz.vocabulary import (
    BoundLoss,
    Choice,
    Control,
    Drawing,
    Figure,
    Loss,
    Reading,
    View,
)

NOTHING = "nothing"
_EFFICIENT = 1.345  # in units of the noise: where Huber's loss is 95 % as good as the mean for normal noise
_TILT = 1.5  # where on the x axis the chosen line can be tilted
_FAR = 5.5  # a residual that a bad point has
_PLACES = 97  # of a curve
_SUPERSCRIPTS = "²³⁴⁵"
_STAR = {"symbol": "star", "size": 15}

BELOW = Choice(
    name="below",
    label="Each point's",
    options=(
        (NOTHING, "nothing below"),
        ("residual", "residual"),
        ("loss", "loss"),
        ("pull", "influence: its pull"),
        ("weight", "weight: pull by residual"),
    ),
    default=NOTHING,
    meaning="what each point is to the fits, below the points; a point's size is its pull on the fit in focus",
)
LANDSCAPE = Choice(
    name="landscape",
    label="Landscape",
    options=(("beside", "beside the points"), ("without", "not shown")),
    default="beside",
    meaning="the mean loss over slope and intercept, of the loss in focus",
    fold="Chosen line",
)
STEPS_TAKEN, RATE = descent_knobs(SCATTER.rate, (0.02, 1.0, 0.02), "Chosen line")


def controls(loss: Loss, others: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, what stands beside it, the points, and the line chosen by hand."""
    bad, *knobs = SCATTER.knobs
    assert SCATTER.moves is not None
    own = (*loss.parameters, against(loss, others), bad, BELOW, STEPS_TAKEN, OWN)
    rest = (SLOPE, INTERCEPT, RATE, LANDSCAPE, DEGREE, MEASURED, *knobs, SCATTER.moves)
    return (*own, *rest, *(each for other in others for each in theirs(other).values()))


_EXAMPLES = (
    SLOPE,
    INTERCEPT,
    STEPS_TAKEN,
    RATE,
    LANDSCAPE,
    MEASURED,
    *SCATTER.knobs,
)  # what one's own points have no use for


def shown(view: View) -> tuple[str, ...]:
    """All but the parameters of losses that are not drawn, and but for the example's where the points are one's own."""
    hidden = set()
    if OWN.rows(view.values[OWN.name]):
        assert SCATTER.moves is not None
        hidden = {SCATTER.moves.name, *(each.name for each in _EXAMPLES)}
    return tuple(each.name for each in view.controls if matters(view, each.name) and each.name not in hidden)


# What is drawn


def draw(view: View) -> Drawing:
    """The points with a curve for each loss; what each point is to them below; the landscape beside."""
    scene = scene_of(view)
    unit = unit_of(view, scene)
    curves = [fitted(bound, scene, unit) for bound in lot(view)]
    first, below = curves[0], view.values["below"]
    beside = view.values["landscape"] == "beside" and not scene.is_own
    land = ground(scene, unit, tuple(first.powers[2:].tolist()))
    chosen = np.array([view.values[SLOPE.name], view.values[INTERCEPT.name]])
    path, means = _walk(view, first.bound, land, chosen)
    events = scene.columns @ first.best.theta, scene.y / unit
    pull = first.bound.gradient(*events)
    data = [*_curves(curves, scene), *points(scene.sketch, scene.data, pull)]
    if not scene.is_own:
        data += _chosen_lines(first, path)
    if below != NOTHING:
        data += _measured(curves, scene, below)
    settings = _layout(below, _window(view.loss, below, _far(scene, unit)), beside, scene.sketch)
    if beside:
        drawn, colours = _land(first.bound, land)
        data += [*drawn, *_marks(curves, path, len(first.powers) > 2)]
        settings = {**settings, **colours}
    return Drawing(
        data=data,
        layout=settings,
        narrow=_narrow(below, beside),
        short=_short(beside),
        readings=_readings(curves, scene, means),
        worked=_worked(curves, scene, chosen, means, view),
        takeaway=_takeaway(view, curves, scene, means),
        events=events,
        handles=[] if scene.is_own else [*_grips(scene), *_line_handles(chosen, first.powers[2:], beside)],
    )


def _walk(view: View, bound: BoundLoss, land: Terrain, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The chosen line and where descent leads from it, slope and intercept, with the mean losses."""
    path, steps = chosen[None], round(view.values["steps"])
    if steps:
        within = tuple((each.domain.low, each.domain.high) for each in (SLOPE, INTERCEPT))
        whole = descended(bound, land.task, tuple(chosen.tolist()), view.values["rate"], within)
        path = whole[: steps + 1]
    return path, mean_loss(bound, land.task, path)


def _style(place: int) -> dict[str, Any]:
    """How a curve is drawn; the first colour of others is that of the points."""
    return charts.style_of(place + 1 if place else 0)


def _look(place: int) -> dict[str, Any]:
    style = _style(place)
    return {"color": ink(style["ink"] or "loss"), "dash": style["dash"], "width": 2.5 if place else 4}


def _curves(curves: list[Fitted], scene: Scene) -> list[dict[str, Any]]:
    """The fitted curves, the one in focus over the others."""
    x = np.linspace(*scene.sketch.across[1:], _PLACES if scene.basis.degree > 1 else 2)
    drawn = []
    for place, each in enumerate(curves):
        y = each.at(x)
        name = each.bound.loss.name
        drawn.append(line("rival" if place else "fit", x, y, _look(place), tag=name, name=name))
    return drawn[1:] + drawn[:1]


def _chosen_lines(first: Fitted, path: np.ndarray) -> list[dict[str, Any]]:
    """The line chosen by hand, and the one that descent has come to."""
    x = np.linspace(*SCATTER.sketch.across[1:], _PLACES if first.powers.size > 2 else 2)
    higher = np.polynomial.polynomial.polyval(x, np.append([0.0, 0.0], first.powers[2:]))
    style = {"color": ink("probe"), "width": 1.75}
    after = {"color": ink("gradient"), "width": 2.5, "dash": "dashdot"}
    there = path[-1] if len(path) > 1 else np.full(2, np.nan)
    return [
        line("chosen", x, path[0, 0] * x + path[0, 1] + higher, style, tag="your line"),
        line("descent", x, there[0] * x + there[1] + higher, after, tag="after the steps"),
    ]


def _quantity(each: Fitted, quantity: str) -> np.ndarray:
    """What each point is to a fit."""
    residual = each.residuals
    if quantity == "residual":
        return -residual + 0.0
    truth = np.zeros_like(residual)
    if quantity == "loss":
        return each.bound.value(residual, truth)
    slope = each.bound.gradient(residual, truth)
    if quantity == "pull":
        return np.abs(slope)
    return charts.weight_of(residual, slope, each.bound.loss.space.lines[0], each.bound.loss.space.labels[0])


_BELOW_ROLES = {"residual": "difference", "loss": "loss", "pull": "pull", "weight": "weight"}
_BELOW_TITLES = {"residual": "residual", "loss": "loss", "pull": "pull", "weight": "weight"}


def _measured(curves: list[Fitted], scene: Scene, quantity: str) -> list[dict[str, Any]]:
    """A stem for each point under the loss in focus, a dot under each other."""
    first, *others = curves
    amount, nothing = _quantity(first, quantity), np.full(scene.x.size, np.nan)
    name = first.bound.loss.name
    hover = f"{quantity}, {name}: %{{y:.3g}}<extra></extra>"
    stems = trace(
        _BELOW_ROLES[quantity],
        table=True,
        mode="lines",
        x=np.repeat(scene.x, 3),
        y=np.stack([np.where(np.isnan(amount), np.nan, 0.0), amount, nothing], -1).ravel(),
        name=f"{quantity}, {name}",
        line={"color": ink("loss"), "width": 4, "simplify": False},
        yaxis="y3",
        hovertemplate=hover,
    )
    symbols = ("diamond", "square", "triangle-up", "cross", "x")
    dots = [
        trace(
            "rival",
            table=True,
            mode="markers",
            x=scene.x,
            y=_quantity(each, quantity),
            name=f"{quantity}, {each.bound.loss.name}",
            marker={"symbol": symbols[place % 5], "size": 6, "color": _look(place + 1)["color"], "opacity": 1},
            yaxis="y3",
            hovertemplate=f"{quantity}, {each.bound.loss.name}: %{{y:.3g}}<extra></extra>",
        )
        for place, each in enumerate(others)
    ]
    return [stems, *dots]


def _far(scene: Scene, unit: float) -> float:
    """How far residuals go, in the unit that they are measured in."""
    return (1.2 * scene.farthest if scene.is_own else _FAR) / unit or 1.0


@lru_cache(maxsize=128)
def _window(loss: Loss, quantity: str, most: float) -> tuple[float, float]:
    """The range of what is shown of each point, which stays while parameters move."""
    if quantity == "weight":
        return charts.WEIGHTS
    if quantity in ("residual", NOTHING):
        return -1.2 * most, 1.2 * most
    bound, far = loss.at({}), np.linspace(-most, most, _PLACES)
    sizes = bound.value(far, 0 * far) if quantity == "loss" else np.abs(bound.gradient(far, 0 * far))
    top = float(min(max(sizes.max(), 1e-6), max(60.0, 2 * most**2)))
    return -0.06 * top, 1.1 * top


@lru_cache(maxsize=128)
def _land(bound: BoundLoss, land: Terrain) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """The landscape in colours with arrows of descent, and its scale."""
    height = heights(bound, land)
    shade = shade_of(height)
    x, y = np.meshgrid(*(arrow_places(each[0], each[-1]) for each in (land.a, land.b)))
    theta = land.at(x, y)
    slopes = pulled_back(land.task, theta, bound.gradient(land.task.predict(theta), land.task.target))
    name = f"mean loss, {bound.loss.name}"
    field = coloured(land.a, land.b, height, name, shade, (SLOPE.symbol, INTERCEPT.symbol), place="2")
    flow = arrows(x, y, (slopes[..., 0], slopes[..., 1]), shade.rise(nearby(height)), land.spans)
    place: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    parts = (field, *({**each, "meta": {**each["meta"], "role": "field"}} for each in flow))
    traces = tuple({**each, **place} for each in parts)
    return traces, scale(shade, _LAND, "2")


def _marks(curves: list[Fitted], path: np.ndarray, held: bool) -> list[dict[str, Any]]:
    """On the landscape: the lowest place, the fits of the others, the chosen line and its descent."""
    place: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    first, *others = curves
    trail = path.T if len(path) > 1 else np.full((2, 1), np.nan)
    way = line("descent", trail[0], trail[1], {"color": ink("gradient"), "width": 2}, **place)
    dots = {"color": ink("gradient"), "size": 6, "opacity": 1, "line": {"color": "#ffffff", "width": 1}}
    marks = [{**way, "mode": "lines+markers", "marker": dots}]
    for turn, each in enumerate(others):
        meaning = _style(turn + 1)["ink"]
        name = each.bound.loss.name
        at = (np.nan, np.nan) if held else (each.slope, each.intercept)  # of other curves another plane
        marks.append(point("rival", *at, name, meaning, "diamond", tag=name, **place))
    at = float(path[0, 0]), float(path[0, 1])
    lowest = f"lowest: {say(first.value)}"
    valleys = np.array(first.valleys).reshape(-1, 2)
    marks.append(_hollow(valleys[:, 0], valleys[:, 1]))
    marks.append(point("minimiser", first.slope, first.intercept, lowest, "loss", "star", tag="lowest", **place))
    marks.append(point("chosen", *at, "your line", "probe", tag="your line", **place))
    return marks


def _hollow(x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    """Other valleys of the landscape: a hollow star at the bottom of each; where there is none, nothing."""
    marker = {"symbol": "star-open", "size": 13, "color": "#ffffff", "line": {"width": 2}, "opacity": 1}
    there = (x, y) if x.size else (np.full(1, np.nan),) * 2
    place: dict[str, Any] = {"x": there[0], "y": there[1], "xaxis": "x2", "yaxis": "y2"}
    return trace("minimiser", tag="another valley", mode="markers", marker=marker, hoverinfo="skip", **place)


# Handles


def _grips(scene: Scene) -> tuple[dict[str, Any], ...]:
    """A handle for each point."""
    assert SCATTER.moves is not None
    return examples(SCATTER.moves, scene.data, (scene.x, scene.y))


def _line_handles(chosen: np.ndarray, higher: np.ndarray, beside: bool) -> list[dict[str, Any]]:
    """The chosen line is moved at its middle, tilted further right, and set on the landscape."""
    slope, intercept = chosen.tolist()
    rest = intercept + float(np.polynomial.polynomial.polyval(_TILT, np.append([0.0, 0.0], higher)))
    tilt = along(SLOPE, less=rest / _TILT, times=1 / _TILT)
    marks = [
        handle("your line, up and down", (0.0, intercept), y=along(INTERCEPT)),
        handle("your line, tilt", (_TILT, slope * _TILT + rest), y=tilt),
    ]
    if beside:
        axes = ("xaxis2", "yaxis2")
        marks.append(handle("your line, on the landscape", chosen.tolist(), along(SLOPE), along(INTERCEPT), axes))
    return marks


# Layout


_LAND = (0.66, 1.0)  # across: the landscape, where it stands beside


@lru_cache(maxsize=64)
def _layout(below: str, window: tuple[float, float], beside: bool, sketch: Sketch) -> dict[str, Any]:
    across, up = fit_axes(sketch)
    bottom = below != NOTHING
    settings: dict[str, Any] = {
        "xaxis": {**across, "domain": [0.0, _LAND[0] - 0.09 if beside else 1.0], "anchor": "y3" if bottom else "y"},
        "yaxis": {**up, "domain": [0.36 if bottom else 0.0, 1.0], "anchor": "x"},
        "margin": {"l": 52, "r": 14, "t": 36 if beside else 10, "b": 44},
    }
    if bottom:
        title = _BELOW_TITLES[below]
        settings["yaxis3"] = axis(title, range=list(window), domain=[0.0, 0.29], anchor="x", nticks=5)
    if beside:
        plain = {"showgrid": False, "zeroline": False}
        names = f"{SLOPE.symbol}, slope", f"{INTERCEPT.symbol}, intercept"
        settings["xaxis2"] = axis(names[0], range=list(SLOPE.slider[:2]), domain=list(_LAND), anchor="y2", **plain)
        settings["yaxis2"] = axis(names[1], range=list(INTERCEPT.slider[:2]), anchor="x2", **plain)
    return layout(uirevision=f"{below} {beside} {sketch.across} {sketch.up}", **settings)


@lru_cache(maxsize=16)
def _narrow(below: str, beside: bool) -> dict[str, Any]:
    """On a narrow screen the landscape is below the points."""
    if not beside:
        return {}
    bottom = below != NOTHING
    return {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.66 if bottom else 0.5, 1.0]},
        **({"yaxis3": {"domain": [0.48, 0.62]}} if bottom else {}),
        "xaxis2": {"domain": [0.0, 1.0]},
        "yaxis2": {"domain": [0.0, 0.36]},
        "coloraxis2": {"showscale": False},
        "margin": {"t": 10},
    }


@lru_cache(maxsize=4)
def _short(beside: bool) -> dict[str, Any]:
    """A short screen has room for the points alone."""
    moved: dict[str, Any] = {"margin": {"t": 8, "b": 38}}
    if beside:
        gone = {"visible": False}
        moved |= {
            "xaxis": {"domain": [0.0, 0.997]},
            "xaxis2": {"domain": [0.998, 1.0], "range": [99.0, 100.0], **gone},
            "yaxis2": gone,
            "coloraxis2": {"showscale": False},
        }
    return {"layout": moved, "hidden": ["field", "minimiser"] if beside else []}


# Words


def _readings(curves: list[Fitted], scene: Scene, means: np.ndarray) -> dict[str, Reading]:
    told = {}
    for each in curves:
        told[f"slope_{each.bound.loss.key}"] = Reading(each.slope)
        told[f"intercept_{each.bound.loss.key}"] = Reading(each.intercept)
    if not scene.is_own:
        told |= {"mean": Reading(float(means[0])), "mean_after_descent": Reading(float(means[-1]))}
        told["bad"] = Reading(float(scene.data.odd.sum()), f"of {scene.y.size}")
    return told | {
        "mean_lowest": Reading(curves[0].value),
        "spread": Reading(scene.spread),
        "efficient": Reading(_EFFICIENT * scene.spread),
        "minima": Reading(1.0 + len(curves[0].best.others)),
        "flat": Reading(float(curves[0].best.flat), "yes or no"),
    }


def _formula(each: Fitted) -> str:
    """The curve in powers of x, or of x from its origin where zero is far from the points."""
    x = "x" if not each.origin else f"(x − {say(each.origin)})".replace("− −", "+ ")
    powers = ["", f" {x}", *(f" {x}{mark}" for mark in _SUPERSCRIPTS)]
    parts = [f"{say(number)}{power}" for number, power in zip(each.powers, powers, strict=False)]
    return " + ".join(reversed(parts)).replace("+ −", "− ")


def _worked(curves: list[Fitted], scene: Scene, chosen: np.ndarray, means: np.ndarray, view: View) -> list[str]:
    lines = [f"{named(each.bound)}: y = {_formula(each)}" for each in curves]
    a, b = chosen.tolist()
    if not scene.is_own:
        lines.append(f"your line: a = {say(a)}, b = {say(b)}: mean L = {say(float(means[0]))}")
    sigma = say(scene.spread)
    ours = f"{_EFFICIENT} σ = {say(_EFFICIENT * scene.spread)}"
    return [*lines, f"σ = 1.4826 × median |r| of the absolute fit = {sigma}; {ours}"]


def _takeaway(view: View, curves: list[Fitted], scene: Scene, means: np.ndarray) -> str:
    first = curves[0]
    height = "height" if first.origin else "intercept"
    slopes = [f"{named(each.bound)}: slope {say(each.slope)}, {height} {say(each.intercept)}" for each in curves]
    at = f" at x = {say(first.origin)}" if first.origin else ""
    told = ["; ".join(slopes) + at, f"Mean loss: {say(first.value)} at the lowest"]
    if not scene.is_own:
        told[-1] += f", {say(float(means[0]))} at your line"
        if len(means) > 1:
            told[-1] += f", {say(float(means[-1]))} after {len(means) - 1} steps"
    if first.best.flat:
        told.append("Other curves are exactly as good")
    count = 1 + len(first.best.others)
    told.append("There is 1 lowest place" if count == 1 else f"There are {count} valleys; the line is of the lowest")
    if scene.basis.degree < round(view.values["degree"]):
        places = scene.basis.degree + 1
        where = "All points have one x" if places == 1 else f"The points have {places} different x"
        told.append(f"{where}: nothing beyond degree {scene.basis.degree} is determined")
    own = f"A point's size is its pull; {scene.y.size} points are your own, residuals are measured in σ."
    return f"{'. '.join(told)}. {own if scene.is_own else SCATTER.legend(scene.data)}"


FIGURE = Figure(
    key="fits",
    name="Lines and curves",
    meaning="The same points, and the line or curve that each loss makes of them, with the landscape they lie on.",
    fits=fits,
    rivals=rivals,
    controls=controls,
    draw=draw,
    shown=shown,
    most_steps=41,
    place=10,
    presets=FITS,
)
