"""What the figures of this lab draw: losses over steps, gradients by layer, the model on its data."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.line_charts import in_window
from lossviz.drawing.theme import STEPS as SCALE
from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import PROBE, line, marks, trace
from lossviz.drawing.words import say
from lossviz.labs.train.history import Trained
from lossviz.learning.training_controls import EVERY, STEP, STEPS, said_at
from lossviz.maths.numerics import sigmoid

_PLACES = EVERY * np.arange(STEPS // EVERY + 1.0)
_ROOM = 0.08  # above the highest, as a share of the height
_TIMES = 3.0  # the loss at the start: what is higher is out of the picture
_DEEPEST = 8.0  # decades below the start that a logarithmic axis goes
_FAINTEST, _FARTHER, _DECADES = 1e-30, 1e4, 12  # of gradients: the least, and how much farther than at first
_FINE = 81  # places of a model's line
_CELLS = 33  # of a field, along either axis
_SYMBOLS = ("circle", "square", "diamond")


def window(shown: Trained, logarithmic: bool) -> tuple[float, float]:
    """The range of losses: from zero, or the lowest, to what the run needs, but not to where one explodes to."""
    history = shown.history
    losses = np.concatenate([history.training[: history.count], history.validation[: history.count]])
    first = max(history.training[0], history.validation[0])
    high = float(min(losses.max(), max(_TIMES * first, 1e-9)))
    if logarithmic:
        high = float(losses.max()) if history.end == "broken" else high
        above = losses[losses > 0]
        low = float(np.log10(above.min())) if above.size else 0.0
        top = float(np.log10(high)) if high > 0 else 0.0
        low = max(low, top - _DEEPEST) if history.end != "broken" else low
        return np.floor(low) - 0.1, np.ceil(top) + 0.1
    low = min(0.0, float(losses.min()))
    return low - 0.03 * (high - low), high + _ROOM * ((high - low) or 1.0)


def losses(shown: Trained, ends: tuple[float, float], logarithmic: bool) -> list[dict[str, Any]]:
    """Both losses over steps, the lowest validation loss, and the step that is shown."""
    history, row, step = shown.history, shown.row, float(shown.step)
    curves = (
        ("loss", "training", history.training, {"color": ink("loss"), "width": 3}),
        ("validation", "validation", history.validation, {"color": ink("validation"), "width": 3, "dash": "dash"}),
    )
    drawn = [
        trace(
            role,
            table=True,
            tag=name,
            mode="lines",
            x=_PLACES,
            y=_clear(values, ends, logarithmic),
            name=f"{name} loss",
            line={**style, "simplify": False},
            hovertemplate=f"step %{{x}}: {name} loss %{{y:.3g}}<extra></extra>",
        )
        for role, name, values, style in curves
    ]
    here = _clear(np.array([history.training[row], history.validation[row]]), ends, logarithmic)
    best = _clear(history.validation[history.best : history.best + 1], ends, logarithmic)
    star = {"symbol": "star", "size": 14, "color": ink("minimiser"), "line": {"color": ink("paper"), "width": 1}}
    edges = np.array([10.0**end for end in ends] if logarithmic else ends)
    return [
        line("frame", np.array([step, step]), edges, {"color": ink("muted"), "width": 1, "dash": "dot"}),
        *drawn,
        marks(
            "minimiser",
            mode="markers",
            x=np.array([float(history.best * EVERY)]),
            y=best,
            marker={**star, "opacity": 1},
        )
        | {"meta": {"role": "minimiser", "table": False, "tag": "lowest", "spots": []}},
        marks("probe", mode="markers", x=np.array([step, step]), y=here, marker={**PROBE, "size": 9}),
    ]


def _clear(values: np.ndarray, ends: tuple[float, float], logarithmic: bool) -> np.ndarray:
    """Values as a chart holds them: what is far out of its window goes straight out of it."""
    low, high = ends
    if logarithmic:
        return np.clip(values, 10.0 ** (low - 1), 10.0 ** (high + 1))
    return np.clip(values, low - (high - low), high + (high - low))


def grips(shown: Trained, step: float, ends: tuple[float, float], logarithmic: bool) -> list[dict[str, Any]]:
    """The step that was asked for, to be dragged along the curves; it is off the chart of a run that broke."""
    if shown.history.end == "broken":
        return []
    value = float(shown.history.training[shown.row])
    height = (np.log10(value) if value > 0 else ends[0]) if logarithmic else value
    return [handle("step of training", (step, float(np.clip(height, *ends))), x=along(STEP))]


def gradients(shown: Trained, layers: list[int], panel: str, names: list[str]) -> list[dict[str, Any]]:
    """The length of the gradient of these layers over steps; a layer that the network does not have is empty."""
    norms, ends = shown.history.norms, gradient_window(shown)
    shades = np.linspace(0, len(SCALE) - 1, max(2, len(layers))).round().astype(int)
    drawn = []
    for place, (layer, name) in enumerate(zip(layers, names, strict=True)):
        there = -norms.shape[1] <= layer < norms.shape[1]
        values = norms[:, layer] if there else np.full(len(norms), np.nan)
        middle = len(layers) > 2 and layer not in (0, norms.shape[1] - 1)
        dash = "dash" if place == 1 and len(layers) == 2 else "solid"
        style = {"color": ink(SCALE[shades[place]]), "width": 1.2 if middle else 2.5, "dash": dash}
        drawn.append(
            trace(
                "gradient",
                table=True,
                tag=name,
                mode="lines",
                x=_PLACES,
                y=_clear(values, ends, True),
                name=f"gradient, {name}",
                xaxis=f"x{panel}",
                yaxis=f"y{panel}",
                line={**style, "simplify": False},
                hovertemplate=f"step %{{x}}: gradient, {name} %{{y:.2e}}<extra></extra>",
            )
        )
    return drawn


def gradient_window(shown: Trained) -> tuple[float, float]:
    """The range of a logarithmic axis that holds the gradients, but not a few that are far from all others."""
    norms, broken = shown.history.norms[: shown.history.count], shown.history.end == "broken"
    highest = np.inf if broken else _FARTHER * max(float(norms[0].max()), _FAINTEST)
    there = norms[(norms > _FAINTEST) & (norms < highest)]
    if not there.size:
        return -1.0, 1.0
    low, high = float(np.log10(there.min())), float(np.log10(there.max()))
    low = low if broken else max(low, high - _DECADES)
    return float(np.floor(low)) - 0.1, float(np.ceil(high)) + 0.1


def powers(ends: tuple[float, float]) -> dict[str, Any]:
    """A logarithmic axis with a number at whole powers of ten, at most six of them."""
    apart = max(1, round((ends[1] - ends[0]) / 5))
    return {"type": "log", "range": list(ends), "dtick": apart, "exponentformat": "power", "zeroline": False}


def step_axis(shown: Trained, **settings: Any) -> dict[str, Any]:
    """The axis of steps: all of them, or those up to where the numbers ended."""
    last = max(shown.history.last, 1) * EVERY if shown.history.end == "broken" else STEPS
    return axis("step of training", range=[-0.01 * last, 1.01 * last], zeroline=False, nticks=6, **settings)


def short(*hidden: str) -> dict[str, Any]:
    """On a short screen the lower chart of the left side goes, with the traces of these roles."""
    gone = {"domain": [0, 0.002], "visible": False}
    title = axis("step of training")["title"]
    return {
        "layout": {
            "margin": {"t": 8, "b": 38},
            "xaxis": {"domain": [0, 0.52], "title": title, "showticklabels": True},
            "yaxis": {"domain": [0, 1]},
            "xaxis2": gone,
            "yaxis2": gone,
            "xaxis3": {"domain": [0.64, 1.0]},
            "yaxis3": {"title": axis("")["title"]},
        },
        "hidden": list(hidden),
    }


# The model on its data


def model(shown: Trained, panel: str) -> list[dict[str, Any]]:
    """What the network at the shown step makes of its data."""
    axes = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
    drawn = _line(shown) if shown.problem.inputs == 1 else _field(shown)
    return [{**each, **axes} for each in drawn]


def model_axes(shown: Trained) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes of that picture."""
    across, up = ("x", "y") if shown.problem.inputs == 1 else ("x₁", "x₂")
    plain: dict[str, Any] = {"zeroline": False, "nticks": 6, "tickangle": 0}
    return axis(across, range=list(shown.problem.across), **plain), axis(up, range=list(shown.problem.up), **plain)


def _line(shown: Trained) -> list[dict[str, Any]]:
    problem, x = shown.problem, np.linspace(*shown.problem.across, _FINE)
    said = said_at(shown.recipe, shown.history, shown.row, x[:, None])[:, 0]
    assert problem.truth is not None
    truth = {"color": ink("muted"), "width": 1.5}
    return [
        line("frame", x, problem.truth(x), truth, tag="truth"),
        _points(shown.judged.features[:, 0], shown.judged.labels, "to judge by", "validation", "circle-open", 5),
        line(
            "chosen",
            x,
            in_window(said, problem.up),
            {"color": ink("loss"), "width": 3.5, "simplify": False},
            tag="network",
        ),
        _points(shown.learnt.features[:, 0], shown.learnt.labels, "learnt from", "probe", "circle", 10),
    ]


def _field(shown: Trained) -> list[dict[str, Any]]:
    x, y, places = _cells(shown.problem.across, shown.problem.up)
    said = said_at(shown.recipe, shown.history, shown.row, places)
    classes = max(2, shown.problem.outputs)
    if classes == 2:
        shades = sigmoid(np.nan_to_num(said[:, 0]))
        colours: list[list[Any]] = [[0, ink("class0")], [0.5, ink("paper")], [1, ink("class1")]]
    else:
        shades = np.nan_to_num(said).argmax(-1) / (classes - 1)
        edges = np.repeat(np.arange(classes + 1) / classes, 2)[1:-1]
        colours = [[float(edge), ink(f"class{place // 2}")] for place, edge in enumerate(edges)]
    settings: dict[str, Any] = {
        "zsmooth": "fast",
        "zmin": 0.0,
        "zmax": 1.0,
        "showscale": False,
        "opacity": 0.4,
        "hoverinfo": "skip",
    }
    field = trace("field", "heatmap", x=x, y=y, z=shades.reshape(y.size, x.size), colorscale=colours, **settings)
    drawn = [field]
    for examples, name, size, open_ in (
        (shown.judged, "to judge by", 5, "-open"),
        (shown.learnt, "learnt from", 11, ""),
    ):
        for k in range(classes):
            own = examples.labels == k
            x_k, y_k = (np.where(own, examples.features[:, way], np.nan) for way in (0, 1))
            title = f"class {k}, {name}"
            symbol, tag = f"{_SYMBOLS[k]}{open_}", "" if open_ else f"class {k}"
            drawn.append(_points(x_k, y_k, title, f"class{k}", symbol, size, tag))
    return drawn


@lru_cache(maxsize=8)
def _cells(across: tuple[float, float], up: tuple[float, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = (np.linspace(*ends, _CELLS) for ends in (across, up))
    return x, y, np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def _points(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, symbol: str, size: int, tag: str | None = None
) -> dict[str, Any]:
    rim = {"color": ink(colour) if symbol.endswith("open") else ink("paper"), "width": 1}
    marker = {"symbol": symbol, "size": size, "color": ink(colour), "line": rim}
    return trace(
        "data",
        table=True,
        tag=name if tag is None else tag,
        mode="markers",
        x=x,
        y=y,
        name=name,
        marker={**marker, "opacity": 0.6 if symbol.endswith("open") else 1},
        hovertemplate=f"{name}: %{{x:.2f}}, %{{y:.2f}}<extra></extra>",
    )


def note(shown: Trained) -> dict[str, Any]:
    """What is written over the chart of a run that ended early."""
    where = {"x": 0.02, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "top", "showarrow": False}
    where |= {"xanchor": "left"}
    return {**where, "text": _ended(shown), "font": {"size": 13, "color": ink("outlier")}}


def _ended(shown: Trained) -> str:
    if shown.history.end == "broken":
        return f"no numbers any more from step {say(float(shown.history.count * EVERY))} on"
    return f"stopped at step {say(float(shown.history.last * EVERY))}" if shown.history.end else ""
