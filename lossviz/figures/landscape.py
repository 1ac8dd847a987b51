"""The landscape: the mean loss of a small model over two of its parameters, and the fit that a place on it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.fields import strip
from lossviz.drawing.fit import fit, fit_axes
from lossviz.drawing.handles import along, examples, handle
from lossviz.drawing.reliefs import Relief, jumps, relief_of, walk
from lossviz.drawing.rivals import of_family
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.words import named, say
from lossviz.learning.landscape import (
    POINTS,
    Bounds,
    Found,
    Minimum,
    Terrain,
    below,
    descended,
    descent_knobs,
    found,
    mean_loss,
    pulled_back,
    terrain,
)
from lossviz.learning.model import Model, Task
from lossviz.learning.models import model_of
from lossviz.vocabulary import (
    BoundLoss,
    Choice,
    Control,
    Drawing,
    Figure,
    Loss,
    Parameter,
    Reading,
    View,
)

NONE = "none"
_ALONE = "alone"
_SCALE = 26  # pixels above a landscape for its colours
_FINE = 49  # points of either axis of a landscape that is drawn in cells, because its loss jumps


def _model(loss: Loss) -> Model:
    model = model_of(loss.space)
    assert model is not None
    return model


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """The loss's parameters, the data, the chosen model and its descent, and how the landscape is shown."""
    model = _model(loss)
    relief = Choice(
        name="relief",
        label="Shown as",
        options=(("contours", "contours"), ("surface", "surface"), (_ALONE, "the fit alone")),
        default="contours",
        meaning="from above, as a surface to turn, or not at all: only the models on their data",
    )
    second = Choice(
        name="second",
        label="Beside it",
        options=((NONE, "nothing"), *((other.key, other.name) for other in rivals)),
        default=NONE,
        meaning="the landscape of another loss on the same data",
    )
    moves = (model.moves,) if model.moves else ()
    theirs = (own for other in rivals for own in _parameters_of(other).values())
    descent = descent_knobs(model.rate, (model.rate / 5, model.rate * 5, model.rate / 5), "Descent")
    return (*loss.parameters, *model.knobs, *moves, *model.parameters, *descent, relief, second, *theirs)


@lru_cache(maxsize=256)
def _parameters_of(other: Loss) -> dict[str, Parameter]:
    """The parameters of a loss that stands beside, by their own names; a link sets Huber's by ``huber_delta``."""
    return {
        each.name: replace(
            each, name=f"{other.key}_{each.name}", title=f"{each.label} of {other.name}", fold="Beside it"
        )
        for each in other.parameters
    }


def shown(view: View) -> tuple[str, ...]:
    """All controls, but for the parameters of losses that do not stand beside."""
    hidden = {
        own.name
        for other in view.rivals
        if other.key != view.values["second"]
        for own in _parameters_of(other).values()
    }
    return tuple(control.name for control in view.controls if control.name not in hidden)


def _at_its_own(other: Loss, view: View) -> BoundLoss:
    return other.at({name: view.values[own.name] for name, own in _parameters_of(other).items()})


@dataclass(frozen=True, slots=True)
class _Panel:
    """One landscape: of which loss, on which axes, and where descent leads from the chosen model."""

    bound: BoundLoss
    suffix: str
    land: Terrain
    relief: Relief
    path: np.ndarray  # of parameters, shape (steps + 1, P)
    heights: np.ndarray  # the mean loss along it

    @property
    def task(self) -> Task:
        return self.land.task

    @property
    def lowest(self) -> np.ndarray:
        """The parameters of the lowest place."""
        return self.land.at(self.relief.lowest.a, self.relief.lowest.b)


def _panels(view: View, model: Model, chosen: np.ndarray) -> list[_Panel]:
    beside = next((other for other in view.rivals if other.key == view.values["second"]), None)
    shown = [view.bound, *([_at_its_own(beside, view)] if beside else [])]
    one, other = model.parameters[:2]
    within: Bounds = tuple((each.domain.low, each.domain.high) for each in model.parameters)
    steps, surface = round(view.values["steps"]), view.values["relief"] == "surface"
    panels = []
    for bound, suffix, across in zip(shown, ("", "2"), _spans(len(shown)), strict=False):
        land = terrain(bound.loss.space, view.values, _FINE if jumps(bound.loss) else POINTS)
        path = chosen[None]
        if steps:
            whole = descended(bound, land.task, tuple(chosen.tolist()), view.values["rate"], within)
            path = whole[: steps + 1]
        relief = relief_of(bound, land, (one.symbol, other.symbol), surface, suffix, across)
        panels.append(_Panel(bound, suffix, land, relief, path, mean_loss(bound, land.task, path)))
    return panels


def draw(view: View) -> Drawing:
    """The landscape, and the one beside it, with the chosen model; on the right the models on their data."""
    model, surface = _model(view.loss), view.values["relief"] == "surface"
    chosen = np.array([view.values[parameter.name] for parameter in model.parameters])
    panels = _panels(view, model, chosen)
    first, drawn = panels[0], [] if view.values["relief"] == _ALONE else panels
    task, lowest = first.task, first.relief.lowest
    data: list[dict[str, Any]] = []
    for each in drawn:
        data += [*each.relief.traces, *walk(each.path, each.heights, each.relief.shade, surface, each.suffix)]
    events = task.predict(chosen), task.target
    gradients = first.bound.gradient(*events)
    pull = np.abs(gradients).sum(-1) if gradients.ndim > 1 else gradients
    models = _models(panels)
    data += [{**each, "xaxis": "x3", "yaxis": "y3"} for each in fit(model.sketch, task, pull, models)]
    slopes = pulled_back(task, chosen, gradients).tolist()
    mean, end = (float(first.heights[place]) for place in (0, -1))
    judged = {"lowest": found(model, task, first.lowest), "chosen": found(model, task, chosen)}
    names, named_panels = [each.symbol for each in model.parameters], tuple(each.bound.loss.name for each in drawn)
    return Drawing(
        data=data,
        layout={**_layout(model, named_panels, surface), **_scales(drawn, surface)},
        narrow=_narrow(named_panels, surface),
        short=_short(named_panels, surface),
        readings={
            "mean": Reading(mean),
            "mean_after_descent": Reading(end),
            "lowest": Reading(lowest.value),
            "lowest_inside": Reading(float(lowest.inside), "yes or no"),
            **{f"lowest_{p.name}": Reading(at) for p, at in zip(model.parameters, (lowest.a, lowest.b), strict=False)},
            **{f"descent_{p.name}": Reading(-s + 0.0) for p, s in zip(model.parameters, slopes, strict=True)},
            **dict(_counted(judged)),
            **dict(_below(model, task, first.lowest)),
            **dict(_believed(model, task, first.lowest)),
        },
        worked=[
            f"mean L = {say(mean)} at {names[0]} = {say(chosen[0])}, {names[1]} = {say(chosen[1])}",
            *(f"−dL/d{name} = {say(-part + 0.0)}" for name, part in zip(names, slopes, strict=True)),
        ],
        takeaway=_takeaway(model, panels, judged),
        events=events,
        handles=[*_grips(model, task), *(() if surface else _chosen_handles(model, drawn, chosen))],
    )


def _models(panels: list[_Panel]) -> dict[str, tuple[str, np.ndarray | None]]:
    """The models that are drawn on their data, by style: name and parameters."""
    first = panels[0]
    models: dict[str, tuple[str, np.ndarray | None]] = {
        "minimiser": (first.bound.loss.name, first.lowest),
        "descent": ("after the steps", first.path[-1] if len(first.path) > 1 else None),
        "chosen": ("chosen model", first.path[0]),
    }
    if len(panels) > 1:
        models = {"other": (panels[1].bound.loss.name, panels[1].lowest), **models}
    return models


def _scales(panels: list[_Panel], surface: bool) -> dict[str, Any]:
    """What the shades mean: strips of colour, or the upright axes of surfaces."""
    scales = {key: each for panel in panels for key, each in panel.relief.scale.items()}
    if not surface:
        return scales
    model = _model(panels[0].bound.loss)
    scenes = _layout(model, tuple(each.bound.loss.name for each in panels), True)
    return {
        f"scene{each.suffix}": {**scenes[f"scene{each.suffix}"], "zaxis": _upright(each.relief.scale)}
        for each in panels
    }


def _chosen_handles(model: Model, panels: list[_Panel], chosen: np.ndarray) -> list[dict[str, Any]]:
    one, other = model.parameters[:2]
    at = chosen[:2].tolist()
    names = ("chosen model", "chosen model, beside")
    return [
        handle(name, at, along(one), along(other), axes=(f"xaxis{each.suffix}", f"yaxis{each.suffix}"))
        for name, each in zip(names, panels, strict=False)
    ]


@lru_cache(maxsize=32)
def _grips(model: Model, task: Task) -> tuple[dict[str, Any], ...]:
    """A handle for each example; they stay as they are while the data do."""
    if model.moves is None:
        return ()
    return examples(model.moves, task.data, model.sketch.points(task.data), ("xaxis3", "yaxis3"))


def _spans(count: int) -> list[tuple[float, float]]:
    """Where the panels of so many landscapes lie, from left to right."""
    width, gap = (0.58, 0.0) if count == 1 else (0.68, 0.06)
    each = (width - gap * (count - 1)) / count
    return [(place * (each + gap), place * (each + gap) + each) for place in range(count)]


@lru_cache(maxsize=64)
def _layout(model: Model, names: tuple[str, ...], surface: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    fit_x, fit_y = fit_axes(model.sketch)
    spans = _spans(len(names)) if names else []
    for across, suffix in zip(spans, ("", "2"), strict=False):
        settings |= _panel(model, surface, across, suffix)
    settings["xaxis3"] = {**fit_x, "domain": [spans[-1][1] + 0.09 if spans else 0.0, 1.0], "anchor": "y3"}
    settings["yaxis3"] = {**fit_y, "anchor": "x3"}
    above, titled = 0 if surface or not names else _SCALE, len(names) > 1
    settings["margin"] = {"l": 52, "r": 14, "t": 10 + above + (18 if titled else 0), "b": 44}
    if titled:
        settings["annotations"] = _titles(names, spans, surface)
    return layout(uirevision=f"{len(names)} {surface}", **settings)


def _titles(names: tuple[str, ...], spans: list[tuple[float, float]], surface: bool) -> list[dict[str, Any]]:
    """The names of losses above their landscapes."""
    where = {
        "y": 1,
        "yshift": 0 if surface else _SCALE,
        "xref": "paper",
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "center",
    }
    return [
        {"text": name, "x": sum(span) / 2, **where, "showarrow": False, "font": {"size": 13}}
        for name, span in zip(names, spans, strict=True)
    ]


def _panel(model: Model, surface: bool, across: tuple[float, float], suffix: str) -> dict[str, Any]:
    """The axes of one landscape."""
    a, b = model.parameters[:2]
    if surface:
        scene = {
            "domain": {"x": list(across), "y": [0, 1]},
            "xaxis": _side(a),
            "yaxis": _side(b),
            "camera": {"eye": {"x": -1.15, "y": -1.5, "z": 1.35}, "center": {"x": 0, "y": 0, "z": -0.12}},
            "aspectmode": "cube",
        }
        return {f"scene{suffix}": scene}
    plain = {"showgrid": False, "zeroline": False}
    names = f"{a.symbol}, {a.label}", "" if suffix else f"{b.symbol}, {b.label}"
    across_axis = axis(names[0], range=list(a.slider[:2]), domain=list(across), anchor=f"y{suffix}", **plain)
    return {
        f"xaxis{suffix}": across_axis,
        f"yaxis{suffix}": axis(names[1], range=list(b.slider[:2]), anchor=f"x{suffix}", **plain),
    }


def _upright(scale: dict[str, Any]) -> dict[str, Any]:
    """The axis of a surface's height: shades, that tell mean losses."""
    (bar,) = (each["colorbar"] for each in scale.values())
    ticks = {"tickvals": bar["tickvals"], "ticktext": bar["ticktext"], "range": [0.0, 1.0]}
    return {**_side(None), **ticks, "title": {"text": "mean loss", "font": {"size": 12}}}


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


@lru_cache(maxsize=8)
def _narrow(names: tuple[str, ...], surface: bool) -> dict[str, Any]:
    """Where the panels go on a narrow screen: the fit below the landscapes."""
    if not names:
        return {}
    landscapes = [0.46, 1.0]
    each = [(0.0, 1.0)] if len(names) == 1 else [(0.0, 0.46), (0.54, 1.0)]
    moved: dict[str, Any] = {"xaxis3": {"domain": [0, 1]}, "yaxis3": {"domain": [0, 0.33]}}
    for suffix, across in zip(("", "2"), each, strict=False):
        if surface:
            moved[f"scene{suffix}"] = {"domain": {"x": list(across), "y": landscapes}}
        else:
            moved |= {f"xaxis{suffix}": {"domain": list(across)}, f"yaxis{suffix}": {"domain": landscapes}}
            moved[f"coloraxis{suffix}"] = {"colorbar": strip(across)}
    if len(names) > 1:
        moved["annotations"] = _titles(names, each, surface)
    return moved


@lru_cache(maxsize=8)
def _short(names: tuple[str, ...], surface: bool) -> dict[str, Any]:
    """A short screen has no height for the colours' scales, and no width for more than one landscape beside the fit."""
    if not names:
        return {"layout": {"margin": {"t": 8, "b": 38}}, "hidden": []}
    spans = [(0.0, 0.46), (0.0, 0.002)][: len(names)]
    moved: dict[str, Any] = {"xaxis3": {"domain": [0.66, 1.0]}, "margin": {"t": 22 if len(names) > 1 else 8, "b": 38}}
    for suffix, across in zip(("", "2"), spans, strict=False):
        if surface:
            moved[f"scene{suffix}"] = {"domain": {"x": list(across), "y": [0.0, 1.0]}}
        else:
            moved |= {f"xaxis{suffix}": {"domain": list(across)}, f"coloraxis{suffix}": {"showscale": False}}
    if len(names) > 1:
        if not surface:
            gone = {"visible": False}
            moved |= {"xaxis2": {**moved["xaxis2"], **gone}, "yaxis2": gone}
        moved["annotations"] = [{**_titles(names, spans, surface)[0], "yshift": 0}]
    return {"layout": moved, "hidden": []}


def _counted(judged: dict[str, list[Found]]) -> Iterator[tuple[str, Reading]]:
    """What each model finds of each class that is looked for, and on how many examples of all it is right."""
    for which, classes in judged.items():
        if classes:
            yield f"{which}_right", Reading(float(_right(classes)), f"of {sum(each.of for each in classes)}")
        for k, each in _looked(list(enumerate(classes))):
            yield f"{which}_finds_{k}", Reading(float(each.right), f"of {each.of}")
            yield f"{which}_false_alarms_{k}", Reading(float(each.false))


def _right(classes: list[Found]) -> int:
    """The examples that are decided as they are."""
    return sum(each.right for each in classes)


def _below(model: Model, task: Task, lowest: np.ndarray) -> Iterator[tuple[str, Reading]]:
    """How many examples lie below the line that is fitted."""
    count = below(model, task, lowest)
    if count is not None:
        yield "lowest_below", Reading(float(count), f"of {task.data.labels.size}")


def _believed(model: Model, task: Task, lowest: np.ndarray) -> Iterator[tuple[str, Reading]]:
    """How probable the class that is looked for is to the lowest place's model, on average over the examples."""
    if model.sketch.probability is not None:
        yield "lowest_mean_probability", Reading(float(model.sketch.probability(task.predict(lowest)).mean()))


def _takeaway(model: Model, panels: list[_Panel], judged: dict[str, list[Found]]) -> str:
    names, first = [parameter.symbol for parameter in model.parameters], panels[0]
    told = [f"{named(each.bound)}: {_where_lowest(each.relief.lowest, names)}" for each in panels]
    told[0] += f"; {say(first.heights[0])} at the chosen model"
    if len(first.path) > 1:
        told[0] += f", {say(first.heights[-1])} after {len(first.path) - 1} steps of descent"
    told += _found(model.sketch.classes, judged)
    looked = ", ".join(_looked(model.sketch.classes))
    told += [
        f"To {looked} the lowest gives {say(each.value)} on average"
        for _, each in _believed(model, first.task, first.lowest)
    ]
    told += [f"{say(each.value)} {each.unit} lie below its line" for _, each in _below(model, first.task, first.lowest)]
    return f"{'. '.join(told)}. {model.legend(first.task.data)}"


def _looked(classes: Sequence[Any]) -> Sequence[Any]:
    """Those that are looked for: of two the second, else all."""
    return classes[1:] if len(classes) == 2 else classes


def _found(classes: tuple[str, ...], judged: dict[str, list[Found]]) -> list[str]:
    """How many of each class that is looked for the models find."""
    if not classes:
        return []
    parts = []
    for which, each in judged.items():
        tallies = _looked(each)
        right = ", ".join(f"{one.right} of {one.of}" for one in tallies)
        false = ", ".join(str(one.false) for one in tallies)
        parts.append(f"the {which} finds {right} (false alarms: {false}) and is right {_right(each)} times")
    return [f"Of {', '.join(_looked(classes))} {'; '.join(parts)}"]


def _where_lowest(lowest: Minimum, names: list[str]) -> str:
    where = f"{names[0]} = {say(lowest.a)}, {names[1]} = {say(lowest.b)}"
    more = "" if lowest.inside else ", on the edge, with lower places beyond it"
    more += ", on a plateau of equals" if lowest.tied else ""
    return f"lowest mean loss {say(lowest.value)}, at {where}{more}"


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
    shown=shown,
    most_steps=41,
    place=30,
)
