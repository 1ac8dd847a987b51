"""Batch: the mean of a long batch, summed one after the other, in pairs, and with the rounding kept."""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.drawing.line_charts import POINTED, curve, style_of
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, marks
from lossviz.drawing.words import say
from lossviz.learning.data.knobs import SEED
from lossviz.maths.computations import FORMATS, Computation
from lossviz.maths.sums import in_pairs, in_turn, kept
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Parameter, Preset, Reading, View

_MOST = 16  # of 2, the longest batch
_WAYS = {"in_turn": "one after the other", "in_pairs": "in pairs", "kept": "with the rounding kept"}
_LEAST = 1e-9  # the smallest error that is drawn; below it lies what the format cannot even write
_HIGH = 3.0

SIZE = Parameter(
    name="doublings",
    title="doublings",
    symbol="k",
    default=14.0,
    domain=Interval(0, _MOST),
    slider=(0.0, float(_MOST), 1.0),
    unit="doublings",
    meaning="the length of the batch, as a power of 2",
)
SPREAD = Parameter(
    name="spread",
    symbol="σ",
    default=2.0,
    domain=Interval(0, 10),
    slider=(0.0, 5.0, 0.5),
    unit="",
    meaning="how far the logits of the batch are spread",
    fold="Data",
)


def controls(computation: Computation, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    """The format, the length of the batch, its logits."""
    chosen = Choice(
        name="held_in",
        label="Summed in",
        options=tuple((each, each) for each in ("float16", "float32")),
        default="float16",
        meaning="what every sum on the way is rounded to",
    )
    return (chosen, SIZE, SPREAD, SEED)


@lru_cache(maxsize=32)
def _means(computation: Computation, kind: str, spread: float, seed: float) -> tuple[np.ndarray, np.ndarray]:
    """The exact means of the first 1, 2, 4, ... losses, and what each way makes of them, shape (ways, lengths)."""
    logits = np.random.default_rng(round(seed)).normal(0, spread, 2**_MOST)
    with np.errstate(all="ignore"):
        losses = computation.ways[0].value(logits).astype(FORMATS[kind])
        lengths = 2 ** np.arange(_MOST + 1)
        exact = np.cumsum(losses.astype(float))[lengths - 1] / lengths
        sums = [
            in_turn(losses)[lengths - 1],
            np.array([in_pairs(losses[:length]) for length in lengths]),
            kept(losses)[lengths - 1],
        ]
    return exact, np.array([each.astype(float) / lengths for each in sums])


def draw(view: View) -> Drawing:
    """The relative error of each way over the length of the batch."""
    computation, kind = view.subject, view.values["held_in"]
    assert isinstance(computation, Computation)
    exact, means = _means(computation, kind, view.values["spread"], view.values["seed"])
    at = round(view.values[SIZE.name])
    lengths = 2.0 ** np.arange(_MOST + 1)
    with np.errstate(all="ignore"):
        errors = np.abs(means - exact) / np.abs(exact)
    heights = np.where(np.isfinite(errors), np.clip(errors, _LEAST, _HIGH), np.nan)
    data = []
    for place, (name, row) in enumerate(zip(_WAYS.values(), heights, strict=True)):
        look = style_of(place)
        own = {"color": ink(look["ink"] or "loss"), "dash": look["dash"], "width": look["width"]}
        data.append(
            curve("rival" if place else "loss", "error", name, lengths, row, own, xaxis="x", yaxis="y", tag=name)
        )
    x, y = np.full(len(_WAYS), lengths[at]), heights[:, at]
    data.append(marks("probe", mode="markers", x=x, y=y, marker={**PROBE, "size": 9}))
    here, error = means[:, at], errors[:, at]
    readings = {"length": Reading(float(lengths[at]), "examples"), "exact": Reading(float(exact[at]))}
    for place, key in enumerate(_WAYS):
        readings |= {f"mean_{key}": Reading(float(here[place])), f"error_{key}": Reading(float(error[place]))}
    told = "; ".join(
        f"{name}: {_said(here[place])}, off by {_said(error[place])} of it" for place, name in enumerate(_WAYS.values())
    )
    return Drawing(
        data=data,
        layout=_layout(),
        readings=readings,
        worked=[f"the exact mean of {say(float(lengths[at]))} losses: {say(float(exact[at]))}"],
        takeaway=f"{computation.name}, summed in {kind}. {told[0].upper()}{told[1:]}.",
    )


def _said(number: float) -> str:
    return "no number" if np.isnan(number) else say(float(number))


@lru_cache(maxsize=1)
def _layout() -> dict[str, Any]:
    logarithmic = {"type": "log", "exponentformat": "power"}
    ticks = 2.0 ** np.arange(0, _MOST + 1, 4)
    return layout(
        xaxis=axis(
            "examples in the batch",
            range=[0.0, float(np.log10(2.0**_MOST)) + 0.15],
            type="log",
            tickvals=ticks.tolist(),
            ticktext=[f"{each:,.0f}" for each in ticks],
            unifiedhovertitle={"text": "%{x} examples"},
        ),
        yaxis=axis("relative error of the mean", range=[-9.2, 0.5], nticks=6, **logarithmic),
        uirevision="batch",
        **POINTED,
    )


FIGURE = Figure(
    key="batch",
    name="Over a long batch",
    meaning="How far off the mean of a batch is, by the way in which its losses are summed.",
    fits=lambda computation, rivals: True,
    controls=controls,
    draw=draw,
    most_steps=41,
    presets=(
        Preset(
            name="A sum that stands still",
            fields={},
            says="In float16 the mean of {length:,.0f} losses is {exact}. Summed one after the other it is "
            "{mean_in_turn}: beyond some sum, adding a loss changes nothing.",
            holds=lambda n: n["error_in_turn"] > 0.3 and n["error_in_pairs"] < 0.01,
        ),
        Preset(
            name="Single precision",
            fields={"held_in": "float32", "doublings": "16"},
            says="In float32 the mean of {length:,.0f} losses is off by {error_in_turn} of it one after the other, by "
            "{error_in_pairs} in pairs: too little to matter.",
            holds=lambda n: n["error_in_pairs"] <= n["error_in_turn"] < 1e-3,
        ),
    ),
    place=2,
)
