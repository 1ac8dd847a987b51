"""Precision: one loss over a logit, computed in several ways in one number format, and what comes back as slope."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.handles import along, handle
from lossviz.drawing.line_charts import POINTED, curve, in_window, style_of, verticals
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, line, marks
from lossviz.drawing.words import say
from lossviz.maths.computations import FORMATS, Computation, Way
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Parameter, Preset, Reading, View

# How far logits are drawn in each format: beyond where its exponential overflows.
_REACH = {"float64": 800.0, "float32": 120.0, "float16": 24.0}
_STEP = {"float64": 10.0, "float32": 1.0, "float16": 0.25}
_FIRST = {"float64": -720.0, "float32": -100.0, "float16": -18.0}
_POINTS = 1501
_PANELS = {"y": (0.4, 1.0), "y2": (0.0, 0.27)}
_SLOPES = (-1.25, 1.25)
_BISECTIONS = 60


def controls(computation: Computation, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    """The number format, and a logit within what it can hold."""
    chosen = Choice(
        name="format",
        label="Number format",
        options=tuple((each, f"{each}, {np.dtype(kind).itemsize} bytes") for each, kind in FORMATS.items()),
        default="float32",
        meaning="what every number on the way is rounded to",
    )
    return (chosen, *(_logit(each, computation.down) for each in FORMATS))


@lru_cache(maxsize=16)
def _logit(kind: str, down: bool) -> Parameter:
    reach, step, first = _REACH[kind], _STEP[kind], _FIRST[kind]
    return Parameter(
        name=f"logit_{kind}",
        title="logit",
        symbol="z",
        default=first if down else -first,
        domain=Interval(-10 * reach, 10 * reach),
        slider=(-reach, reach / 4, step) if down else (-reach / 4, reach, step),
        unit="",
        meaning="what the model says before it becomes a probability",
    )


def shown(view: View) -> tuple[str, ...]:
    """The format, and the logit that goes with it."""
    assert isinstance(view.subject, Computation)
    return ("format", _logit(view.values["format"], view.subject.down).name)


def draw(view: View) -> Drawing:
    """Every way's value above, its slope below, and the chosen logit on each."""
    computation, kind = view.subject, view.values["format"]
    assert isinstance(computation, Computation)
    probe = _logit(kind, computation.down)
    at = view.values[probe.name]
    (left, right), heights = _window(computation, kind)
    found = [_at(way, kind, at) for way in computation.ways]
    x = float(np.clip(at, left, right))
    data = [each for place, way in enumerate(computation.ways) for each in _curves(computation, way, place, kind)]
    for panel, window, numbers in (("y", heights, [v for v, _ in found]), ("y2", _SLOPES, [s for _, s in found])):
        y = np.array([np.clip(number, *window) if np.isfinite(number) else np.nan for number in numbers])
        sizes = np.where(np.arange(y.size) == 0, 11.0, 7.0)
        data.append(marks("probe", panel, mode="markers", x=np.full(y.size, x), y=y, marker={**PROBE, "size": sizes}))
    readings = {"logit": Reading(at)}
    for way, (value, slope) in zip(computation.ways, found, strict=True):
        readings |= {f"value_{way.key}": Reading(value), f"slope_{way.key}": Reading(slope)}
        for what, place in _limits(computation, way, kind).items():
            readings[f"{what}_{way.key}"] = Reading(place)
    top = float(np.clip(found[0][0], *heights)) if np.isfinite(found[0][0]) else heights[1]
    return Drawing(
        data=data,
        layout=_layout(computation, kind),
        readings=readings,
        worked=[f"z = {say(at)}: {'; '.join(map(_worked, computation.ways, found))}"],
        takeaway=f"{computation.name} in {kind} at z = {say(at)}. {_told(computation, kind)}",
        short={"layout": {"margin": {"t": 8, "b": 38}}, "hidden": []},
        handles=[handle("logit", (x, top), x=along(probe), axes=("xaxis", "yaxis"))],
    )


def _worked(way: Way, found: tuple[float, float]) -> str:
    value, slope = found
    return f"{way.name} {_said(value)}" + (f", slope {_said(slope)}" if way.slope else "")


def _said(number: float) -> str:
    return "no number" if np.isnan(number) else say(number)


def _at(way: Way, kind: str, at: float) -> tuple[float, float]:
    value, slope = way(np.array([at], FORMATS[kind]))
    return float(value[0]), float(slope[0]) + 0.0


@lru_cache(maxsize=16)
def _window(computation: Computation, kind: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """The logits and the values that are drawn."""
    reach = _REACH[kind]
    across = (-reach, 0.25 * reach) if computation.down else (-0.25 * reach, reach)
    return across, (-0.08 * reach, 1.08 * reach)


@lru_cache(maxsize=256)
def _curves(computation: Computation, way: Way, place: int, kind: str) -> list[dict[str, Any]]:
    (left, right), window = _window(computation, kind)
    z = np.linspace(left, right, _POINTS)
    value, slope = (each.astype(float) for each in way(z.astype(FORMATS[kind])))
    look = style_of(place)
    traces = []
    for role, panel, numbers, span in (("loss", "y", value, window), ("gradient", "y2", slope, _SLOPES)):
        if role == "gradient" and not way.slope:
            continue
        drawn = in_window(np.where(np.isfinite(numbers), numbers, np.nan), span)
        own = {"color": ink(look["ink"] or role), "dash": look["dash"], "width": look["width"]}
        tag = way.name if panel == "y" else ""
        part = "rival" if place else role
        traces.append(curve(part, role, way.name, z, drawn, own, xaxis="x", yaxis=panel, tag=tag))
    limit = _limits(computation, way, kind).get("infinite_from")
    if limit is not None:
        gone = {"color": ink("kink"), "dash": "dot", "width": 1.5}
        upright = verticals(np.array([limit]))
        name = f"∞: {way.name}"
        traces.append(line("kink", *upright, gone, xaxis="x", yaxis="y", name=name, tag="∞ beyond"))
    return traces


@lru_cache(maxsize=64)
def _limits(computation: Computation, way: Way, kind: str) -> dict[str, float]:
    """From which logit on, towards where the loss is dear, the value is infinite and the slope 0 or no number."""
    reach = _REACH[kind] * (-1.0 if computation.down else 1.0)
    tests = {
        "infinite_from": lambda z: ~np.isfinite(way(z)[0]),
        "flat_from": lambda z: way(z)[1] == 0 if way.slope else np.zeros_like(z, bool),
        "lost_from": lambda z: np.isnan(way(z)[1]) if way.slope else np.zeros_like(z, bool),
    }
    found = {}
    for what, test in tests.items():
        if not test(np.array([reach], FORMATS[kind]))[0]:
            continue
        low, high = 0.0, reach
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            if test(np.array([middle], FORMATS[kind]))[0]:
                high = middle
            else:
                low = middle
        found[what] = high
    return found


_WORDS = {"infinite_from": "∞", "flat_from": "slope 0", "lost_from": "slope no number"}


def _told(computation: Computation, kind: str) -> str:
    """From where on which way fails."""
    told = []
    for way in computation.ways:
        limits = _limits(computation, way, kind)
        parts = [f"{_WORDS[what]} from {say(place)} on" for what, place in limits.items()]
        if parts:
            told.append(f"{way.name}: {', '.join(parts)}")
    return f"Where it fails: {'; '.join(told)}." if told else "No way fails here."


@lru_cache(maxsize=16)
def _layout(computation: Computation, kind: str) -> dict[str, Any]:
    across, window = _window(computation, kind)
    heading = {"text": "z = %{x:.4g}"}
    return layout(
        xaxis=axis("logit z", range=list(across), anchor="y2", unifiedhovertitle=heading),
        yaxis=axis("loss", range=list(window), domain=list(_PANELS["y"]), nticks=6),
        yaxis2=axis("slope", range=list(_SLOPES), domain=list(_PANELS["y2"]), nticks=5),
        uirevision=f"{computation.key} {kind}",
        **POINTED,
    )


PRESETS = (
    Preset(
        name="A certain mistake",
        fields={},
        says="A positive example at logit {logit}: from the logit it costs {value_logits}, through a probability "
        "{value_probability}. Keras' clip stops at {value_keras:.1f} with slope {slope_keras}: nothing is learnt.",
        holds=lambda n: (
            n["value_logits"] == -n["logit"]
            and np.isinf(n["value_probability"])
            and n["value_keras"] < 17
            and n["slope_keras"] == 0 == n["slope_torch"] != n["slope_logits"]
        ),
        seed="",
    ),
    Preset(
        name="Half precision",
        fields={"format": "float16"},
        says="In float16 exp overflows at 11: from z = {infinite_from_probability:.1f} on the loss through a "
        "probability is infinite. From the logit it costs {value_logits}.",
        holds=lambda n: -12 < n["infinite_from_probability"] < -11 and n["value_logits"] == -n["logit"],
        seed="",
    ),
    Preset(
        name="Nearly 1",
        fields={"computation": "negative", "logit_float32": "20"},
        says="A negative example at logit {logit}: in float32 p rounds to 1, so the loss as written is "
        "{value_probability}. From the logit it costs {value_logits}. Numbers near 1 lie far apart.",
        holds=lambda n: np.isinf(n["value_probability"]) and abs(n["value_logits"] - 20) < 1e-6,
        seed="",
    ),
    Preset(
        name="A sum that overflows",
        fields={"computation": "log_sum_exp"},
        says="Numbers up to {logit}: as written the exponentials overflow from {infinite_from_written:.1f} on. With "
        "the maximum taken out the answer is {value_shifted:.2f}.",
        holds=lambda n: np.isinf(n["value_written"]) and abs(n["value_shifted"] - n["logit"]) < 1,
        seed="",
    ),
)

FIGURE = Figure(
    key="precision",
    name="Over the logit",
    meaning="One loss computed in several ways in one number format, and the slope that comes back to the logit.",
    fits=lambda computation, rivals: True,
    controls=controls,
    shown=shown,
    draw=draw,
    most_steps=241,
    presets=PRESETS,
    place=1,
)
