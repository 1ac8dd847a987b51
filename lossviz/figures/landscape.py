"""The landscape: the mean loss of a small model over two of its parameters, and the fit it means."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import PEN, arrow_places, arrows, contours
from lossviz.drawing.fit import fit, fit_axes
from lossviz.drawing.handles import along, handle
from lossviz.drawing.rivals import of_family
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import point, trace
from lossviz.drawing.words import named, say
from lossviz.learning.landscape import Minimum, Terrain, gradient, heights, mean_loss, minimum, pulled_back, terrain
from lossviz.learning.model import Model
from lossviz.learning.models import model_of
from lossviz.vocabulary import BoundLoss, Choice, Control, Drawing, Figure, Loss, Parameter, Reading, View

NONE = "none"
_CEILING = 0.97  # the share of the landscape that a surface shows; the highest corner would flatten the rest
_ARROWS_3D = 7


def _model(loss: Loss) -> Model:
    model = model_of(loss.space)
    assert model is not None
    return model


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the data's knobs, the chosen model, and how the landscape is shown."""
    model = _model(loss)
    relief = Choice(
        name="relief",
        label="Shown as",
        options=(("contours", "contours"), ("surface", "surface")),
        default="contours",
        meaning="from above, or as a surface to turn",
    )
    second = Choice(
        name="second",
        label="Beside it",
        options=((NONE, "nothing"), *((other.key, other.name) for other in rivals)),
        default=NONE,
        meaning="the landscape of another loss on the same data",
    )
    return (*loss.parameters, *model.knobs, *model.parameters, relief, second)


def draw(view: View) -> Drawing:
    """The landscape, and the one beside it, with the chosen model; on the right the models on their data."""
    model, bound, surface = _model(view.loss), view.bound, view.values["relief"] == "surface"
    land = terrain(view.loss.space, view.values)
    chosen = np.array([view.values[parameter.name] for parameter in model.parameters])
    beside = next((other for other in view.rivals if other.key == view.values["second"]), None)
    panels = [bound] if beside is None else [bound, beside.at({})]
    data: list[dict[str, Any]] = []
    minima = []
    mean = float(mean_loss(bound, land.task, chosen))
    for own, suffix in zip(panels, ("", "2"), strict=False):
        ground = terrain(own.loss.space, view.values)
        relief, lowest = _relief(own, ground, surface, suffix)
        minima.append((own, lowest))
        if surface:
            height = mean if own is bound else float(mean_loss(own, ground.task, chosen))
            data += [*relief, _chosen_on_surface(chosen, height, suffix)]
        else:
            data += [*relief, point("chosen", chosen[0], chosen[1], "chosen model", "loss", **_axes(surface, suffix))]
    reference = beside or _best_rival(view)
    models = {"minimiser": ("lowest", land.at(minima[0][1].a, minima[0][1].b)), "chosen": ("chosen", chosen)}
    if reference is not None:
        best = _lowest(reference.at({}), terrain(reference.space, view.values))
        models = {"other": ("other", land.at(best.a, best.b)), **models}
    events = land.task.predict(chosen), land.task.target
    gradients = bound.gradient(*events)
    pull = np.abs(gradients).sum(-1) if gradients.ndim > 1 else gradients
    data += [{**each, "xaxis": "x3", "yaxis": "y3"} for each in fit(model.sketch, land.task, pull, models)]
    slopes = pulled_back(land.task, chosen, gradients).tolist()
    names, (one, other) = [parameter.symbol for parameter in model.parameters], model.parameters[:2]
    lowest = minima[0][1]
    return Drawing(
        data=data,
        layout=_layout(model, tuple(own.loss.name for own in panels), surface),
        narrow=_narrow(len(panels), surface),
        readings={
            "mean": Reading(mean),
            "lowest": Reading(lowest.value),
            **{f"lowest_{p.name}": Reading(at) for p, at in zip(model.parameters, (lowest.a, lowest.b), strict=False)},
            **{f"descent_{p.name}": Reading(-s + 0.0) for p, s in zip(model.parameters, slopes, strict=True)},
        },
        worked=[
            f"mean L = {say(mean)} at {names[0]} = {say(chosen[0])}, {names[1]} = {say(chosen[1])}",
            *(f"−dL/d{name} = {say(-part + 0.0)}" for name, part in zip(names, slopes, strict=True)),
        ],
        takeaway=_takeaway(minima, names, mean, reference, model.legend(land.task.data)),
        events=events,
        handles=[] if surface else [handle("chosen model", (chosen[0], chosen[1]), along(one), along(other))],
    )


@lru_cache(maxsize=128)
def _relief(bound: BoundLoss, land: Terrain, surface: bool, suffix: str) -> tuple[tuple[dict[str, Any], ...], Minimum]:
    """The landscape with its arrows and its lowest place; it stays as it is while the chosen model moves."""
    height = heights(bound, land)
    lowest = minimum(bound, land, height)
    a, b, name = land.a, land.b, f"mean loss, {bound.loss.name}"
    if surface:
        ceiling = float(np.quantile(height, _CEILING))
        star = _mark_on_surface("minimiser", lowest.a, lowest.b, lowest.value, "minimiser", "diamond")
        traces = [_surface(a, b, np.minimum(height, ceiling), name), _descent(bound, land, ceiling), star]
    else:
        x, y = np.meshgrid(arrow_places(a[0], a[-1]), arrow_places(b[0], b[-1]))
        slopes = gradient(bound, land.task, land.at(x, y))
        spans = a[-1] - a[0], b[-1] - b[0]
        star = point("minimiser", lowest.a, lowest.b, f"lowest: {say(lowest.value)}", "minimiser", "star")
        traces = [contours(a, b, height, name), *arrows(x, y, slopes[..., 0], slopes[..., 1], spans), star]
    return tuple({**each, **_axes(surface, suffix)} for each in traces), lowest


def _axes(surface: bool, suffix: str) -> dict[str, str]:
    return {"scene": f"scene{suffix}"} if surface else {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def _chosen_on_surface(chosen: np.ndarray, mean: float, suffix: str) -> dict[str, Any]:
    return {**_mark_on_surface("chosen", chosen[0], chosen[1], mean, "loss", "circle"), **_axes(True, suffix)}


def _mark_on_surface(role: str, x: float, y: float, z: float, meaning: str, symbol: str) -> dict[str, Any]:
    return trace(
        role,
        "scatter3d",
        mode="markers",
        x=np.array([x]),
        y=np.array([y]),
        z=np.array([z]),
        marker={"symbol": symbol, "size": 6, "color": ink(meaning), "line": {"color": "#ffffff", "width": 2}},
        hoverinfo="skip",
    )


def _surface(a: np.ndarray, b: np.ndarray, height: np.ndarray, name: str) -> dict[str, Any]:
    return trace(
        "field",
        "surface",
        table=True,
        x=a,
        y=b,
        z=height,
        name=name,
        colorscale="Viridis",
        showscale=False,
        contours={"z": {"show": True, "color": "rgba(255,255,255,0.4)", "width": 1}},
        hovertemplate="%{x:.3g}, %{y:.3g}: %{z:.4g}<extra></extra>",
    )


def _descent(bound: BoundLoss, land: Terrain, ceiling: float) -> dict[str, Any]:
    """Short strokes on the surface, each running downhill from its dot."""
    starts = np.meshgrid(*(np.linspace(axis[2], axis[-3], _ARROWS_3D) for axis in (land.a, land.b)))
    at_a, at_b = (grid.ravel() for grid in starts)
    slopes = gradient(bound, land.task, land.at(at_a, at_b))
    spans = land.a[-1] - land.a[0], land.b[-1] - land.b[0]
    _, strokes = arrows(at_a, at_b, slopes[:, 0], slopes[:, 1], spans)
    x, y = (strokes[key].reshape(-1, PEN)[:, [0, 1, -1]].ravel() for key in "xy")  # without the barbs
    there = ~np.isnan(x)
    z = np.full(x.size, np.nan)
    z[there] = mean_loss(bound, land.task, land.at(x[there], y[there]))
    return trace(
        "descent",
        "scatter3d",
        mode="lines+markers",
        x=x,
        y=y,
        z=np.where(z <= ceiling, z, np.nan),
        line={"color": "#ffffff", "width": 4},
        marker={"size": np.tile([3.0, 0.0, 0.0], at_a.size), "color": "#ffffff", "opacity": 1},
        hoverinfo="skip",
    )


def _best_rival(view: View) -> Loss | None:
    """The loss whose fit is drawn for comparison where no other landscape stands beside this one."""
    return next((other for other in view.rivals if other.key == (view.loss.rivals or [None])[0]), None)


@lru_cache(maxsize=256)
def _lowest(bound: BoundLoss, land: Terrain) -> Minimum:
    return minimum(bound, land, heights(bound, land, stride=2))  # it is not drawn: half the grid will do


@lru_cache(maxsize=64)
def _layout(model: Model, names: tuple[str, ...], surface: bool) -> dict[str, Any]:
    fit_x, fit_y = fit_axes(model.sketch)
    count = len(names)
    width = 0.58 if count == 1 else 0.68
    gap = 0.06
    each = (width - gap * (count - 1)) / count
    settings: dict[str, Any] = {}
    for place in range(count):
        across = [place * (each + gap), place * (each + gap) + each]
        settings |= _panel(model, surface, across, "" if place == 0 else "2")
    settings["xaxis3"] = {**fit_x, "domain": [width + 0.09, 1.0], "anchor": "y3"}
    settings["yaxis3"] = {**fit_y, "anchor": "x3"}
    if count > 1:
        settings["margin"] = {"l": 52, "r": 14, "t": 28, "b": 44}
        settings["annotations"] = [
            {
                "text": name,
                "x": place * (each + gap) + each / 2,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 13},
            }
            for place, name in enumerate(names)
        ]
    return layout(uirevision=f"{count} {surface}", **settings)


def _panel(model: Model, surface: bool, across: list[float], suffix: str) -> dict[str, Any]:
    """The axes of one landscape."""
    a, b = model.parameters[:2]
    if surface:
        scene = {
            "domain": {"x": across, "y": [0, 1]},
            "xaxis": _side(a),
            "yaxis": _side(b),
            "zaxis": {**_side(None), "title": {"text": "mean loss", "font": {"size": 12}}},
            "camera": {"eye": {"x": -1.15, "y": -1.5, "z": 1.35}, "center": {"x": 0, "y": 0, "z": -0.12}},
            "aspectmode": "cube",
        }
        return {f"scene{suffix}": scene}
    plain = {"showgrid": False, "zeroline": False}
    names = f"{a.symbol}, {a.label}", "" if suffix else f"{b.symbol}, {b.label}"
    across_axis = axis(names[0], range=list(a.slider[:2]), domain=across, anchor=f"y{suffix}", **plain)
    return {
        f"xaxis{suffix}": across_axis,
        f"yaxis{suffix}": axis(names[1], range=list(b.slider[:2]), anchor=f"x{suffix}", **plain),
    }


def _side(parameter: Parameter | None) -> dict[str, Any]:
    """One axis of a surface's box."""
    side = {
        "gridcolor": ink("axis"),
        "color": ink("text"),
        "backgroundcolor": "rgba(0,0,0,0)",
        "nticks": 5,
        "tickfont": {"size": 11},
    }
    if parameter is None:
        return side
    return {**side, "title": {"text": parameter.symbol, "font": {"size": 14}}, "range": list(parameter.slider[:2])}


def _narrow(count: int, surface: bool) -> dict[str, Any]:
    """Where the panels go on a narrow screen: the fit below the landscapes."""
    landscapes = [0.46, 1.0]
    each = [[0, 1]] if count == 1 else [[0, 0.46], [0.54, 1]]
    moved: dict[str, Any] = {"xaxis3": {"domain": [0, 1]}, "yaxis3": {"domain": [0, 0.33]}}
    for suffix, across in zip(("", "2"), each, strict=False):
        if surface:
            moved[f"scene{suffix}"] = {"domain": {"x": across, "y": landscapes}}
        else:
            moved |= {f"xaxis{suffix}": {"domain": across}, f"yaxis{suffix}": {"domain": landscapes}}
    return moved


def _takeaway(
    minima: list[tuple[BoundLoss, Minimum]], names: list[str], mean: float, reference: Loss | None, legend: str
) -> str:
    told = [f"{named(own)}: {_where_lowest(lowest, names)}" for own, lowest in minima]
    told[0] += f"; {say(mean)} at the chosen model"
    fits = "On the right: the chosen model (solid), the lowest (dashed)"
    fits += f", the lowest of {reference.name} (dotted)" if reference else ""
    return f"{'. '.join(told)}. {fits}. {legend}"


def _where_lowest(lowest: Minimum, names: list[str]) -> str:
    where = f"{names[0]} = {say(lowest.a)}, {names[1]} = {say(lowest.b)}"
    more = "" if lowest.inside else ", on the edge, with lower places beyond it"
    more += ", on a plateau of equals" if lowest.tied else ""
    return f"mean loss lowest, {say(lowest.value)}, at {where}{more}"


def _same_model(loss: Loss, other: Loss) -> bool:
    model = model_of(loss.space)
    return model is not None and model is model_of(other.space)


FIGURE = Figure(
    key="landscape",
    name="Fit to data",
    meaning="The mean loss of a small model over two of its parameters, and the fit that a place on it means.",
    fits=lambda loss, rivals: model_of(loss.space) is not None,
    rivals=of_family(_same_model),
    controls=controls,
    draw=draw,
    most_steps=41,
    place=30,
)
