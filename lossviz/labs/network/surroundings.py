"""The loss around a trained network, and around the same network with one thing changed."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lossviz.drawing.fields import Shade, coloured, scale, shade_of, strip
from lossviz.drawing.reliefs import raised
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import line, point, trace
from lossviz.drawing.words import say, subject_at
from lossviz.labs.network.presets import SURROUNDINGS
from lossviz.learning.problems import examples_of, problem_of
from lossviz.learning.runs import Run, shared
from lossviz.learning.surroundings import Plane, Surroundings, survey
from lossviz.learning.training import Recipe
from lossviz.learning.training_controls import RECIPE, recipe_of, with_each_stop_trained
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Loss, Reading, Space, View

_STEPS, _EVERY = 400, 4
_KEPT = 32
_SCALE = 26  # pixels above a panel for its colours
_HIGHEST = 1e300  # what is beyond a float is drawn as high as that
_SMALL, _NARROW, _WIDE = 4, 4, 32
_FIRST: dict[str, Any] = {
    "depth": 8.0,
    "width": 11.0,
    "activation": "relu",
    "batch": 16.0,
    "rate": "0.003",
    "size": 60.0,
    "noise": 0.3,
    "seed": 9.0,
}
_UNFOLDED = ("depth", "width", "skips", "batch")

_PLANE = Choice(
    name="plane",
    label="Along",
    options=(("random", "random directions"), ("path", "its own path")),
    default="random",
    meaning="random directions are as long as the weights of each unit; the path's are its principal directions",
)
_BESIDE = Choice(
    name="beside",
    label="Beside it",
    options=(("none", "nothing"), ("skips", "skips or none"), ("batch", "batch size"), ("width", "width")),
    default="skips",
    meaning="the same network with this one thing changed",
)
_RELIEF = Choice(
    name="relief",
    label="Shown as",
    options=(("contours", "contours"), ("surface", "surface")),
    default="contours",
    meaning="from above, or as a surface to turn",
)


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """What is looked at, and what the network and its training are."""
    own = [replace(each, default=_FIRST.get(each.name, each.default)) for each in RECIPE]
    first = [
        replace(each, fold="") if each.name in _UNFOLDED else replace(each, fold=each.fold or "Training")
        for each in own
    ]
    ordered = sorted(first, key=lambda each: each.name not in _UNFOLDED)
    return (_BESIDE, _PLANE, _RELIEF, *ordered, *with_each_stop_trained(loss.parameters))


@shared(_KEPT)
def _run(recipe: Recipe, space: Space, size: int, noise: float, plane: Plane) -> Run[Surroundings]:
    return Run(lambda: survey(recipe, *examples_of(space, size, noise, recipe.seed), plane))


@dataclass(frozen=True, slots=True, eq=False)
class _Panel:
    """One network: what it is called, the number of its axes, and what is known around it."""

    name: str
    suffix: str
    found: Surroundings
    finished: bool


def _panels(view: View) -> list[_Panel]:
    own = view.values
    asked = [(_named(own, own["beside"]), own)]
    if own["beside"] != "none":
        other = {**own, **_changed(own)}
        asked.append((_named(other, own["beside"]), other))
    panels = []
    for (name, values), suffix in zip(asked, ("", "2"), strict=False):
        recipe = replace(recipe_of(view.bound, values), steps=_STEPS, every=_EVERY)
        run = _run(recipe, view.loss.space, round(values["size"]), values["noise"], values["plane"])
        panels.append(_Panel(name, suffix, *run.look()))
    return panels


def _changed(values: Any) -> dict[str, Any]:
    """The one thing that is changed beside it."""
    if values["beside"] == "skips":
        return {"skips": "no" if values["skips"] == "yes" else "yes"}
    if values["beside"] == "batch":
        return {"batch": float(values["size"] if values["batch"] < values["size"] else _SMALL)}
    return {"width": float(_WIDE if values["width"] < (_NARROW + _WIDE) / 2 else _NARROW)}


def _named(values: Any, what: str) -> str:
    """What a panel is called: by what tells it from the other."""
    if what == "none":
        return "trained network"
    if what == "batch":
        whole = values["batch"] >= values["size"]
        return "batches of all examples" if whole else f"batches of {say(values['batch'])}"
    if what == "width":
        return f"{say(values['width'])} units a layer"
    return "with skip connections" if values["skips"] == "yes" else "without skip connections"


def draw(view: View) -> Drawing:
    """The loss around either network, in the same colours."""
    panels, whole = _panels(view), view.values["relief"] == "surface"
    shade = _shade(panels)
    numbers, names = _readings(panels), tuple(each.name for each in panels)
    plane = view.values["plane"]
    return Drawing(
        data=[trace_ for each in panels for trace_ in _drawn(each, shade, whole, plane)],
        layout=_layout(panels, names, shade, whole, plane),
        narrow=_narrow(panels, whole),
        short=_short(panels, whole),
        readings=numbers,
        worked=_worked(panels, numbers),
        takeaway=_takeaway(view, panels, numbers),
        done=sum(1.0 if each.finished else min(each.found.done, 0.99) for each in panels) / len(panels),
    )


def _shade(panels: list[_Panel]) -> Shade:
    """One for both, so that colours can be compared."""
    heights = np.concatenate([each.found.heights[: each.found.rows].ravel() for each in panels])
    known = heights[np.abs(heights) < _HIGHEST]
    ends = [float(each.found.history.training[each.found.history.last]) for each in panels]
    return shade_of(known if known.size else np.array([0.0, 1.0]), min(ends))


def _symbols(plane: str) -> tuple[str, str]:
    return ("random direction 1", "random direction 2") if plane == "random" else ("along the path", "across it")


def _drawn(panel: _Panel, shade: Shade, whole: bool, plane: str) -> list[dict[str, Any]]:
    """The field, the network at its end, and the path where the plane is its own."""
    found, axes = panel.found, _symbols(plane)
    heights = np.minimum(np.nan_to_num(found.heights[: found.rows], nan=_HIGHEST), _HIGHEST)
    name = f"mean loss, {panel.name}"
    end = float(found.history.training[found.history.last])
    if whole:
        scene = {"scene": f"scene{panel.suffix}"}
        star: dict[str, Any] = {
            "symbol": "diamond",
            "size": 6,
            "color": ink("minimiser"),
            "line": {"color": "#ffffff", "width": 2},
        }
        place: dict[str, Any] = {"x": np.zeros(1), "y": np.zeros(1), "z": np.array([float(shade(end))])}
        mark = trace("chosen", "scatter3d", mode="markers", **place, marker=star, hoverinfo="skip")
        ground = [raised(found.a, found.b[: found.rows], heights, shade, name, axes)] if found.rows > 1 else []
        return [{**each, **scene} for each in (*ground, *_walked(found, shade, plane), mark)]
    flat = {"xaxis": f"x{panel.suffix}", "yaxis": f"y{panel.suffix}"}
    field = [coloured(found.a, found.b[: found.rows], heights, name, shade, axes)] if found.rows > 1 else []
    mark = point("chosen", 0.0, 0.0, f"trained: {say(end)}", "minimiser", "star", tag="trained")
    return [{**each, **flat} for each in (*field, *_trail(found, plane), mark)]


def _trail(found: Surroundings, plane: str) -> list[dict[str, Any]]:
    if plane != "path":
        return []
    places = np.full((2, _STEPS // _EVERY + 1), np.nan)
    if found.path is not None:
        places[:, : len(found.path.places)] = found.path.places.T
    dots = {"color": ink("gradient"), "size": 4, "opacity": 1, "line": {"color": "#ffffff", "width": 0.5}}
    way = line("descent", places[0], places[1], {"color": ink("gradient"), "width": 2}, tag="path of training")
    return [{**way, "mode": "lines+markers", "marker": dots}]


def _walked(found: Surroundings, shade: Shade, plane: str) -> list[dict[str, Any]]:
    """The path over a surface, at the losses that the network had: they lie off it where the path left the plane."""
    if plane != "path":
        return []
    (way,) = _trail(found, plane)
    z = shade(np.where(np.isfinite(way["x"]), found.history.training, np.nan))
    colour = ink("gradient")
    settings: dict[str, Any] = {"line": {"color": colour, "width": 5}, "marker": {"color": colour, "size": 2}}
    path: dict[str, Any] = {"x": way["x"], "y": way["y"], "z": z}
    return [trace("descent", "scatter3d", mode="lines+markers", **path, hoverinfo="skip", **settings)]


# Numbers


def _readings(panels: list[_Panel]) -> dict[str, Reading]:
    numbers = {"size": Reading(float(panels[0].found.history.weights.shape[1]), "numbers")}
    for panel in panels:
        found, beside = panel.found, "_beside" if panel.suffix else ""
        shares = found.path.shares if found.path is not None else np.full(2, np.nan)
        last = found.history.last
        numbers |= {
            f"trained{beside}": Reading(float(found.history.training[last])),
            f"validation{beside}": Reading(float(found.history.validation[last])),
            f"rise{beside}": Reading(found.rise),
            f"turns{beside}": Reading(found.turns),
            f"explained{beside}": Reading(100 * float(shares.sum()), "%"),
        }
    return numbers


def _told(number: float) -> str:
    return say(number) if np.isfinite(number) else "…"


def _worked(panels: list[_Panel], numbers: dict[str, Reading]) -> list[str]:
    lines = [f"the network has {say(numbers['size'].value)} numbers: its weights and biases"]
    for panel in panels:
        beside = "_beside" if panel.suffix else ""
        n = {name: _told(numbers[f"{name}{beside}"].value) for name in ("trained", "validation", "explained")}
        lines.append(
            f"{panel.name}: training loss {n['trained']}, validation loss {n['validation']}; two directions hold "
            f"{n['explained']} % of the path"
        )
    return lines


def _takeaway(view: View, panels: list[_Panel], numbers: dict[str, Reading]) -> str:
    told = []
    for panel in panels:
        beside = "_beside" if panel.suffix else ""
        rise, turns = (_told(numbers[f"{name}{beside}"].value) for name in ("rise", "turns"))
        told.append(f"{panel.name} the loss rises by {rise} half the weights away, and turns {turns} times")
    return f"{subject_at(view)}, {_STEPS} steps of training: {'; '.join(told)}. All along random directions."


# Where panels lie


def _spans(count: int) -> list[tuple[float, float]]:
    return [(0.0, 1.0)] if count == 1 else [(0.0, 0.46), (0.54, 1.0)]


def _layout(panels: list[_Panel], names: tuple[str, ...], shade: Shade, whole: bool, plane: str) -> dict[str, Any]:
    spans, symbols = _spans(len(panels)), _symbols(plane)
    settings: dict[str, Any] = {}
    for panel, across in zip(panels, spans, strict=True):
        if whole:
            settings[f"scene{panel.suffix}"] = _scene(across, symbols, panel.found)
            continue
        plain = {"zeroline": False, "showgrid": False, "nticks": 5}
        ends = [[float(each[0]), float(each[-1])] for each in (panel.found.a, panel.found.b)]
        title = "" if panel.suffix else symbols[1]
        settings |= {
            f"xaxis{panel.suffix}": axis(
                symbols[0], range=ends[0], domain=list(across), anchor=f"y{panel.suffix}", **plain
            ),
            f"yaxis{panel.suffix}": axis(title, range=ends[1], anchor=f"x{panel.suffix}", **plain),
        }
    above = 0 if whole else _SCALE
    if not whole:
        settings |= scale(shade, (0.0, 1.0))
    return layout(
        **settings,
        margin={"l": 58, "r": 14, "t": 30 + above, "b": 44},
        annotations=[_title(name, across, above) for name, across in zip(names, spans, strict=True)],
        uirevision=f"{len(panels)} {whole} {plane}",
    )


def _title(name: str, across: tuple[float, float], above: int, top: float = 1.0) -> dict[str, Any]:
    where = {"y": top, "yshift": above, "xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
    return {"text": name, "x": sum(across) / 2, **where, "showarrow": False, "font": {"size": 15}}


def _scene(across: tuple[float, float], symbols: tuple[str, str], found: Surroundings) -> dict[str, Any]:
    side = {"gridcolor": ink("axis"), "color": ink("text"), "backgroundcolor": "rgba(0,0,0,0)", "showticklabels": False}
    titled = [{**side, "title": {"text": symbol, "font": {"size": 12}}} for symbol in symbols]
    ends = [[float(each[0]), float(each[-1])] for each in (found.a, found.b)]
    return {
        "domain": {"x": list(across), "y": [0, 1]},
        "xaxis": {**titled[0], "range": ends[0]},
        "yaxis": {**titled[1], "range": ends[1]},
        "zaxis": {**side, "title": {"text": "loss", "font": {"size": 12}}, "range": [0.0, 1.0]},
        "camera": {"eye": {"x": -1.25, "y": -1.45, "z": 1.2}, "center": {"x": 0, "y": 0, "z": -0.12}},
        "aspectmode": "cube",
    }


def _narrow(panels: list[_Panel], whole: bool) -> dict[str, Any]:
    """One panel above the other on a phone."""
    if len(panels) == 1:
        return {}
    rows: list[tuple[float, float]] = [(0.56, 1.0), (0.0, 0.42)]
    moved: dict[str, Any] = {}
    for panel, up in zip(panels, rows, strict=True):
        if whole:
            moved[f"scene{panel.suffix}"] = {"domain": {"x": [0, 1], "y": list(up)}}
        else:
            moved |= {f"xaxis{panel.suffix}": {"domain": [0, 1]}, f"yaxis{panel.suffix}": {"domain": list(up)}}
    moved["annotations"] = [
        _title(panel.name, (0.0, 1.0), 0 if whole or panel.suffix else _SCALE, up[1])
        for panel, up in zip(panels, rows, strict=True)
    ]
    if not whole:
        moved |= {"coloraxis": {"colorbar": strip((0.0, 1.0))}, "xaxis": {"domain": [0, 1], "title": {"text": ""}}}
    return moved


def _short(panels: list[_Panel], whole: bool) -> dict[str, Any]:
    """A short screen has no height for the colours' scale and for what axes are called."""
    spans = _spans(len(panels))
    moved: dict[str, Any] = {
        "margin": {"l": 34, "t": 26, "b": 24},
        "annotations": [
            {**_title(panel.name, across, 0), "font": {"size": 12}} for panel, across in zip(panels, spans, strict=True)
        ],
    }
    if not whole:
        moved["coloraxis"] = {"showscale": False}
        for panel in panels:
            moved[f"xaxis{panel.suffix}"] = {"title": {"text": ""}}
            moved[f"yaxis{panel.suffix}"] = {"title": {"text": ""}, "showticklabels": not panel.suffix}
    return {"layout": moved, "hidden": []}


FIGURE = Figure(
    key="surroundings",
    name="Surroundings",
    meaning="The loss over a plane through a trained network's weights, with and without one thing that makes it so.",
    fits=lambda loss, rivals: problem_of(loss.space) is not None,
    controls=controls,
    draw=draw,
    most_steps=41,
    place=10,
    presets=SURROUNDINGS,
)
