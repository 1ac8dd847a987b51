"""The landscape: the mean loss of a small model over two of its parameters, and the fit it means."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz import landscape as core
from lossviz.figures.fit import FITS
from lossviz.figures.handles import along, handle
from lossviz.figures.marks import PEN, arrow_places, arrows, contours, point
from lossviz.figures.theme import axis, ink, layout
from lossviz.figures.words import hashable, named, parameters_of, say, unhashed
from lossviz.losses import LOSSES, family_of
from lossviz.models import MODELS
from lossviz.spec import Choice, Figure, Loss

NONE = "none"
_CEILING = 0.97  # the share of the landscape that a surface shows; the highest corner would flatten the rest
_ARROWS_3D = 7


def fits(loss: Loss) -> bool:
    """Whether there is a model whose predictions are of the space."""
    return loss.space.key in MODELS


def controls(loss: Loss) -> tuple:
    """The loss's parameters, the data's knobs, the chosen model, and how the landscape is shown."""
    return _controls(loss.key)


@lru_cache(maxsize=256)
def _controls(key):
    loss = LOSSES[key]
    model = core.model_of(loss)
    return (
        *loss.parameters,
        *model.knobs,
        *model.parameters,
        Choice(
            name="relief",
            label="Shown as",
            options=(("contours", "contours"), ("surface", "surface")),
            default="contours",
            meaning="from above, or as a surface to turn",
        ),
        Choice(
            name="second",
            label="Beside it",
            options=((NONE, "nothing"), *((other.key, other.name) for other in rivals(loss))),
            default=NONE,
            meaning="the landscape of another loss on the same data",
        ),
    )


def rivals(loss: Loss) -> list[Loss]:
    """The other losses of the family whose landscape is over the same model."""
    model = core.model_of(loss).key
    family = family_of(loss.key).losses.values()
    return [other for other in family if other is not loss and fits(other) and core.model_of(other).key == model]


def shown(loss: Loss, values: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them."""
    return tuple(control.name for control in controls(loss))


def draw(loss: Loss, values: Mapping[str, Any]) -> dict:
    """The specification of the landscape; see `lossviz.spec.Figure`."""
    model = core.model_of(loss)
    knobs = tuple((knob.name, values[knob.name]) for knob in model.knobs)
    chosen = tuple(values[parameter.name] for parameter in model.parameters)
    task = core.task(loss.space.key, knobs)
    panels = [loss] if values["second"] == NONE else [loss, LOSSES[values["second"]]]
    surface = values["relief"] == "surface"
    data, minima = [], []
    for place, own in enumerate(panels):
        parameters = parameters_of(own, loss, values)
        relief, lowest = _relief(own.key, hashable(parameters), knobs, surface)
        minima.append((own, parameters, lowest))
        axes = (
            {"scene": ("scene", "scene2")[place]}
            if surface
            else {"xaxis": ("x", "x2")[place], "yaxis": ("y", "y2")[place]}
        )
        marks = _marks_on_surface if surface else _marks_on_contours
        mean = float(core.mean_loss(own, parameters, core.task(own.space.key, knobs), *map(np.array, chosen)))
        data += [{**trace, **axes} for trace in (*relief, *marks(lowest, chosen, mean))]
    parameters = parameters_of(loss, loss, values)
    pull = loss.gradient(task.predict(*chosen), task.target, **parameters)
    pull = np.abs(pull).sum(-1) if pull.ndim > 1 else pull
    models = {"minimiser: lowest": (minima[0][2].a, minima[0][2].b), "chosen: chosen": chosen}
    reference = _reference(loss, panels)
    if reference is not None:
        lowest = _reference_minimum(reference.key, knobs)
        models = {"other: other": (lowest.a, lowest.b), **models}
    fit, x_axis, y_axis = FITS[model.key](task, pull, models)
    fit_axes = ("x3", "y3")
    data += [{**trace, "xaxis": fit_axes[0], "yaxis": fit_axes[1]} for trace in fit]
    mean = float(core.mean_loss(loss, parameters, task, *map(np.array, chosen)))
    slopes = [float(part) for part in core.slope(loss, parameters, task, *map(np.array, chosen))]
    names = [parameter.symbol for parameter in model.parameters]
    return {
        "data": data,
        "layout": _layout(model, panels, surface, x_axis, y_axis),
        "narrow": _narrow(len(panels), surface),
        "worked": [
            f"mean L = {say(mean)} at {names[0]} = {say(chosen[0])}, {names[1]} = {say(chosen[1])}",
            *(f"−dL/d{name} = {say(-part + 0.0)}" for name, part in zip(names, slopes, strict=True)),
        ],
        "takeaway": _takeaway(minima, names, mean, reference, task),
        "handles": [] if surface else [handle("chosen model", chosen, *map(along, model.parameters))],
    }


@lru_cache(maxsize=128)
def _relief(key, parameters, knobs, surface):
    """The landscape with its arrows, and its lowest place; it stays as it is while the chosen model moves."""
    loss, parameters = LOSSES[key], unhashed(parameters)
    task = core.task(loss.space.key, knobs)
    a, b = core.axes(core.model_of(loss))
    heights = core.heights(loss, parameters, knobs)
    lowest = core.minimum(loss, parameters, task, heights)
    name = f"mean loss, {loss.name}"
    if surface:
        ceiling = float(np.quantile(heights, _CEILING))
        traces = (_surface(a, b, np.minimum(heights, ceiling), name), _descent(loss, parameters, task, a, b, ceiling))
    else:
        starts = np.meshgrid(arrow_places(a[0], a[-1]), arrow_places(b[0], b[-1]))
        slopes = core.slope(loss, parameters, task, *starts)
        traces = (contours(a, b, heights, name), *arrows(*starts, *slopes, (a[-1] - a[0], b[-1] - b[0])))
    return traces, lowest


def _marks_on_contours(lowest, chosen, mean):
    return [
        point(lowest.a, lowest.b, f"lowest: {say(lowest.value)}", "minimiser", "star"),
        point(*chosen, "chosen model", "loss"),
    ]


def _marks_on_surface(lowest, chosen, mean):
    return [
        {
            "type": "scatter3d",
            "mode": "markers",
            "x": np.array([x]),
            "y": np.array([y]),
            "z": np.array([z]),
            "marker": {"symbol": symbol, "size": 6, "color": ink(meaning), "line": {"color": "#ffffff", "width": 2}},
            "hoverinfo": "skip",
            "meta": {"table": False},
        }
        for x, y, z, meaning, symbol in (
            (lowest.a, lowest.b, lowest.value, "minimiser", "diamond"),
            (*chosen, mean, "loss", "circle"),
        )
    ]


def _surface(a, b, heights, name):
    return {
        "type": "surface",
        "x": a,
        "y": b,
        "z": heights,
        "name": name,
        "colorscale": "Viridis",
        "showscale": False,
        "contours": {"z": {"show": True, "color": "rgba(255,255,255,0.4)", "width": 1}},
        "hovertemplate": "%{x:.3g}, %{y:.3g}: %{z:.4g}<extra></extra>",
    }


def _descent(loss, parameters, task, a, b, ceiling):
    """Short strokes on the surface, each running downhill from its dot."""
    starts = np.meshgrid(*(np.linspace(axis[2], axis[-3], _ARROWS_3D) for axis in (a, b)))
    at_a, at_b = (grid.ravel() for grid in starts)
    _, strokes = arrows(at_a, at_b, *core.slope(loss, parameters, task, at_a, at_b), (a[-1] - a[0], b[-1] - b[0]))
    x, y = (strokes[key].reshape(-1, PEN)[:, [0, 1, -1]].ravel() for key in "xy")  # without the barbs
    there = ~np.isnan(x)
    z = np.full(x.size, np.nan)
    z[there] = core.mean_loss(loss, parameters, task, x[there], y[there])
    return {
        "type": "scatter3d",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "z": np.where(z <= ceiling, z, np.nan),
        "line": {"color": "#ffffff", "width": 4},
        "marker": {"size": np.tile([3.0, 0.0, 0.0], at_a.size), "color": "#ffffff", "opacity": 1},
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _reference(loss, panels):
    """The loss whose fit is drawn for comparison: the one that this loss is best seen beside, or the second."""
    if len(panels) > 1:
        return panels[1]
    return next((other for other in rivals(loss) if other.key == (loss.beside or [None])[0]), None)


@lru_cache(maxsize=256)
def _reference_minimum(key, knobs):
    loss = LOSSES[key]
    parameters = loss.bind({})
    heights = core.heights(loss, parameters, knobs, stride=2)  # it is not drawn: half the grid will do
    return core.minimum(loss, parameters, core.task(loss.space.key, knobs), heights)


def _layout(model, panels, surface, fit_x, fit_y):
    (a, b), count = model.parameters, len(panels)
    width = 0.58 if count == 1 else 0.68
    gap = 0.06
    each = (width - gap * (count - 1)) / count
    settings = {}
    for place in range(count):
        across = [place * (each + gap), place * (each + gap) + each]
        suffix = "" if place == 0 else "2"
        if surface:
            settings[f"scene{suffix}"] = {
                "domain": {"x": across, "y": [0, 1]},
                "xaxis": _side(a),
                "yaxis": _side(b),
                "zaxis": {**_side(None), "title": {"text": "mean loss", "font": {"size": 12}}},
                "camera": {"eye": {"x": -1.15, "y": -1.5, "z": 1.35}, "center": {"x": 0, "y": 0, "z": -0.12}},
                "aspectmode": "cube",
            }
        else:
            plain = {"showgrid": False, "zeroline": False}
            settings[f"xaxis{suffix}"] = axis(
                f"{a.symbol}, {a.name.replace('_', ' ')}",
                range=list(a.slider[:2]),
                domain=across,
                anchor=f"y{suffix}",
                **plain,
            )
            settings[f"yaxis{suffix}"] = axis(
                f"{b.symbol}, {b.name.replace('_', ' ')}" if place == 0 else "",
                range=list(b.slider[:2]),
                anchor=f"x{suffix}",
                **plain,
            )
    settings["xaxis3"] = {**fit_x, "domain": [width + 0.09, 1.0], "anchor": "y3"}
    settings["yaxis3"] = {**fit_y, "anchor": "x3"}
    if count > 1:
        settings["margin"] = {"l": 52, "r": 14, "t": 28, "b": 44}
        settings["annotations"] = [
            {
                "text": loss.name,
                "x": place * (each + gap) + each / 2,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 13},
            }
            for place, loss in enumerate(panels)
        ]
    return layout(uirevision=f"{count} {surface}", **settings)


def _side(parameter):
    """One axis of a surface's box."""
    named_side = (
        {}
        if parameter is None
        else {
            "title": {"text": parameter.symbol, "font": {"size": 14}},
            "range": list(parameter.slider[:2]),
        }
    )
    return {
        "gridcolor": ink("axis"),
        "color": ink("text"),
        "backgroundcolor": "rgba(0,0,0,0)",
        "nticks": 5,
        "tickfont": {"size": 11},
        **named_side,
    }


def _narrow(count, surface):
    """Where the panels go on a narrow screen: the fit below the landscapes."""
    landscapes = [0.46, 1.0]
    each = [[0, 1]] if count == 1 else [[0, 0.46], [0.54, 1]]
    moved = {"xaxis3": {"domain": [0, 1]}, "yaxis3": {"domain": [0, 0.33]}}
    for suffix, across in zip(("", "2"), each, strict=False):
        if surface:
            moved[f"scene{suffix}"] = {"domain": {"x": across, "y": landscapes}}
        else:
            moved |= {f"xaxis{suffix}": {"domain": across}, f"yaxis{suffix}": {"domain": landscapes}}
    return moved


def _takeaway(minima, names, mean, reference, task):
    loss, parameters, lowest = minima[0]
    sentences = [f"{named(loss, parameters)}: {_lowest(lowest, names)}; {say(mean)} at the chosen model"]
    sentences += [f"{named(own, bound)}: {_lowest(where, names)}" for own, bound, where in minima[1:]]
    fits = "On the right: the chosen model (solid), the lowest (dashed)"
    fits += f", the lowest of {reference.name} (dotted)" if reference else ""
    return ". ".join(sentences) + f". {fits}. {core.model_of(loss).legend(task.data)}"


def _lowest(lowest, names):
    where = f"{names[0]} = {say(lowest.a)}, {names[1]} = {say(lowest.b)}"
    more = "" if lowest.inside else ", on the edge, with lower places beyond it"
    more += ", on a plateau of equals" if lowest.tied else ""
    return f"mean loss lowest, {say(lowest.value)}, at {where}{more}"


FIGURE = Figure(
    key="landscape",
    name="Landscape",
    meaning="The mean loss of a small model over two of its parameters, and the fit that a place on it means.",
    fits=fits,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=41,
    place=30,
)
