"""What a place on a landscape means: the model there, drawn on its data, one drawing for each model."""

from collections.abc import Callable, Mapping

import numpy as np

from lossviz.datasets import CENTRES
from lossviz.figures.theme import axis, ink
from lossviz.models import Task
from lossviz.numerics import log_softmax, sigmoid
from lossviz.spaces.logits import CLASSES

Place = tuple[float, float]


def line(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """Points and fitted lines."""
    x, data = np.array([-2.4, 2.4]), task.data
    fits = [_fit(x, a * x + b, name) for name, (a, b) in models.items()]
    points = _points(data.features, data.labels, pull, np.where(data.odd, ink("outlier"), ink("target")), data.odd)
    return [*fits, points], axis("x", range=[-2.4, 2.4]), axis("y", range=[-6.5, 4.5])


def counts(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """Counts and fitted rates."""
    x, data = np.linspace(-2.2, 2.2, 45), task.data
    fits = [_fit(x, np.exp(a * x + b), name) for name, (a, b) in models.items()]
    points = _points(data.features, data.labels, pull, np.where(data.odd, ink("outlier"), ink("target")), data.odd)
    return [*fits, points], axis("x", range=[-2.2, 2.2]), axis("count and rate", range=[-0.6, 13.0])


def logistic(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """Labels and fitted probabilities."""
    x, data = np.linspace(-4.5, 4.5, 91), task.data
    fits = [_fit(x, sigmoid(a * x + b), name) for name, (a, b) in models.items()]
    apart = 0.05 * np.sin(12.9898 * np.arange(data.labels.size))  # so that points do not hide each other
    colours = np.where(data.odd, ink("outlier"), ink("target"))
    points = _points(data.features, data.labels + apart, pull, colours, data.odd)
    return (
        [*fits, points],
        axis("feature x", range=[-4.5, 4.5]),
        axis("probability of y = 1", range=[-0.15, 1.15]),
    )


def softmax(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """Points and the borders between classes."""
    data = task.data
    fits = [_fit(*_borders(a, b), name) for name, (a, b) in models.items()]
    colours = np.array([ink(f"class{k}") for k in range(CLASSES)])[data.labels.astype(int)]
    symbols = np.array(["circle", "square", "diamond"])[data.labels.astype(int)]
    points = _points(*data.features.T, pull, colours, data.odd)
    points["marker"]["symbol"] = symbols.tolist()
    return [*fits, points], axis("feature 1", range=[-4.0, 4.0]), axis("feature 2", range=[-4.0, 4.0])


def gaussian(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """The distribution with two peaks, shaded, and fitted Gaussians, as densities."""
    x, data = task.data.features, task.data
    density = 1.0 / (x[1] - x[0])
    p = data.labels * density
    fits = [_fit(x, np.exp(log_softmax(task.predict(*place)[0])) * density, name) for name, place in models.items()]
    shaded = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": p,
        "name": "p",
        "fill": "tozeroy",
        "fillcolor": "rgba(0,121,90,0.25)",
        "line": {"color": ink("target"), "width": 1.5},
        "hovertemplate": "p: %{y:.3g}<extra></extra>",
    }
    return [shaded, *fits], axis("outcome x", range=[-6.0, 6.0]), axis("density", range=[0.0, 0.75])


def weights(task: Task, pull: np.ndarray, models: Mapping[str, Place]) -> tuple[list[dict], dict, dict]:
    """The two weights as bars: fitted to the data alone, then one narrower bar for each model."""
    places = np.array([1.0, 2.0])
    data_alone = _stems(places, task.data.labels, "data alone", {"color": ink("target"), "width": 34})
    shifted = np.linspace(-0.12, 0.12, len(models))
    fits = []
    for shift, (name, place) in zip(shifted, models.items(), strict=True):
        kind, _, label = name.partition(": ")
        fits.append(_stems(places + shift, np.array(place), label, {**_STYLES[kind], "width": 6}))
    return (
        [data_alone, *fits],
        axis("weight", range=[0.4, 2.6], tickvals=[1, 2], ticktext=["w₁", "w₂"]),
        axis("value", range=[-3.2, 3.2]),
    )


def _stems(x, heights, name, line):
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.repeat(x, 3),
        "y": np.stack([np.zeros_like(heights), heights, np.full_like(heights, np.nan)], -1).ravel(),
        "name": name,
        "line": {**line, "dash": "solid", "simplify": False},
        "hovertemplate": f"{name}: %{{y:.3g}}<extra></extra>",
    }


FITS: Mapping[str, Callable] = {
    "line": line,
    "counts": counts,
    "logistic": logistic,
    "softmax": softmax,
    "gaussian": gaussian,
    "weights": weights,
}

_STYLES = {
    "chosen": {"color": ink("loss"), "width": 3},
    "minimiser": {"color": ink("minimiser"), "width": 2.5, "dash": "dash"},
    "other": {"color": ink("other4"), "width": 2, "dash": "dot"},
}


def _fit(x, y, name):
    kind, _, label = name.partition(": ")
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": label,
        "line": _STYLES[kind],
        "connectgaps": False,
        "hoverinfo": "skip",
        "meta": {"table": False},
    }


def _points(x, y, pull, colours, odd):
    size = np.abs(pull) / (np.abs(pull).max() or 1.0)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "name": "data",
        "marker": {
            "color": colours.tolist(),
            "size": 5 + 11 * np.sqrt(size),
            "opacity": 0.85,
            "line": {"color": np.where(odd, ink("outlier"), ink("paper")).tolist(), "width": np.where(odd, 2.0, 0.5)},
        },
        "hovertemplate": "%{x:.3g}, %{y:.3g}<extra></extra>",
    }


def _borders(a, b):
    """The rays along which two classes tie for the lead, with gaps between them."""
    weights = CENTRES.copy()
    weights[0] = (a, b)
    t = np.linspace(0, 7, 2)
    rays = []
    for i, j in ((0, 1), (0, 2), (1, 2)):
        across = weights[i] - weights[j]
        along = np.array([-across[1], across[0]]) / (np.hypot(*across) or 1.0)
        other = weights[3 - i - j] - weights[i]
        for sign in (1, -1):
            leads = other @ (sign * along) <= 0
            ray = sign * along[:, None] * t
            rays.append(np.hstack([ray if leads else np.full_like(ray, np.nan), [[np.nan], [np.nan]]]))
    return np.hstack(rays)
