"""Lines that the figures of the lab share: models on their data, the front, the sum as arithmetic."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.drawing.theme import axis, ink
from lossviz.drawing.traces import trace
from lossviz.drawing.words import say
from lossviz.learning.combination import Combination, Points, Problem
from lossviz.learning.weighted_sums import Front

_MISSED = 41  # places of a dent that are drawn
_ALONE = ({"color": ink("other4"), "width": 1.5, "dash": "dash"}, {"color": ink("other4"), "width": 1.5, "dash": "dot"})
_SYMBOLS = ("circle", "square", "diamond")
_LEAST = 1e-30


def models(combination: Combination, problem: Problem, whole: Front, theta: np.ndarray) -> list[dict[str, Any]]:
    """The examples, the model of the chosen weights, and those of either term alone."""
    drawn = (
        [_line("frame", problem.x, problem.truth, {"color": ink("muted"), "width": 1}, "truth")]
        if (problem.truth is not None)
        else []
    )
    for end, name, style in zip((0, -1), combination.terms[1::-1], _ALONE, strict=True):
        drawn.append(_line("fit", problem.x, problem.predict(whole.thetas[end]), style, f"without {name}"))
    chosen = {"color": ink("minimiser"), "width": 4}
    drawn.append(_line("chosen", problem.x, problem.predict(theta), chosen, "the sum"))
    if problem.levels is not None:
        for place, height in enumerate(problem.levels(theta)):
            level = {"color": ink(f"class{place}"), "width": 2, "dash": "dashdot"}
            ends, name = np.array(combination.across[1:]), problem.points[place].name
            drawn.append(_line("prediction", ends, np.full(2, height), level, f"mean, {name}"))
    return [*drawn, *(_marks(combination, each) for each in problem.points)]


def _line(role: str, x: np.ndarray, y: np.ndarray, style: Mapping[str, Any], name: str) -> dict[str, Any]:
    return trace(role, table=True, tag=name, mode="lines", x=x, y=y, name=name, line=style, hoverinfo="skip")


def _marks(combination: Combination, points: Points) -> dict[str, Any]:
    return trace(
        "data",
        table=True,
        tag=points.name,
        mode="markers",
        x=points.x,
        y=points.y,
        name=points.name,
        marker={"color": ink(f"class{points.colour}"), "symbol": _SYMBOLS[points.colour], "size": 8, "opacity": 0.85},
        hovertemplate=f"{points.name}: %{{x:.3g}}, %{{y:.3g}}<extra></extra>",
    )


def fronts(combination: Combination, whole: Front, suffix: str = "2") -> list[dict[str, Any]]:
    """All that weights reach, and what they do not."""
    one, other = combination.terms[:2]
    dents = np.full((_MISSED, 2), np.nan)
    if len(whole.missed):
        dents = scaled(combination, whole.missed)[np.linspace(0, len(whole.missed) - 1, _MISSED).astype(int)]
    reached = _unbroken(scaled(combination, whole.values), dents)
    hover = f"{one} %{{x:.3g}}, {other} %{{y:.3g}}<extra></extra>"
    drawn = (
        ("front", "weights reach this", reached, {"color": ink("weight"), "width": 4}),
        ("dent", "no weight reaches this", dents, {"color": ink("outlier"), "width": 3, "dash": "dot"}),
    )
    return [
        trace(
            "front",
            table=True,
            tag=tag,
            mode="lines",
            x=places[:, 0],
            y=places[:, 1],
            name=name,
            line=style,
            connectgaps=False,
            hovertemplate=hover,
            xaxis=f"x{suffix}",
            yaxis=f"y{suffix}",
        )
        for name, tag, places, style in drawn
    ]


def scaled(combination: Combination, values: np.ndarray) -> np.ndarray:
    """The first two terms as the front's axes have them."""
    pair = values[:, :2]
    return np.log10(np.maximum(pair, _LEAST)) if combination.powers else pair


def _unbroken(places: np.ndarray, dents: np.ndarray) -> np.ndarray:
    """The places with one between each two, which is none where a dent lies between them."""
    left, right = (side(places[:-1, 0], places[1:, 0]) for side in (np.minimum, np.maximum))
    with np.errstate(invalid="ignore"):
        over = ((dents[:, 0] > left[:, None]) & (dents[:, 0] < right[:, None])).any(-1)
    between = np.where(over[:, None], np.nan, (places[:-1] + places[1:]) / 2)
    joined = np.empty((2 * len(places) - 1, 2))
    joined[::2], joined[1::2] = places, between
    return joined


def term_axis(combination: Combination, place: int, **settings: Any) -> dict[str, Any]:
    low, high = combination.spans[place]
    if combination.powers:
        ticks = np.arange(np.ceil(low), np.floor(high) + 1)[:: 2 if high - low > 6 else 1]
        settings |= {
            "tickvals": ticks.tolist(),
            "ticktext": [f"10<sup>{tick:.0f}</sup>".replace("-", "−") for tick in ticks],
        }
    else:
        settings |= {"nticks": 5}
    return axis(f"loss: {combination.terms[place]}", range=[low, high], **settings)


def short_front(combination: Combination) -> dict[str, Any]:
    """What changes in the front's horizontal axis on a short screen."""
    few: dict[str, Any] = {"nticks": 3, "tickangle": 0, "domain": [0.66, 1.0]}
    if combination.powers:
        own = term_axis(combination, 0)
        few |= {name: own[name][::2] for name in ("tickvals", "ticktext")}
    return few


def worked(
    combination: Combination,
    weights: np.ndarray,
    values: np.ndarray,
    when: str,
    pulled: tuple[np.ndarray, float],
) -> list[str]:
    """The sum as arithmetic, and who pulls how strongly ``when``: shares of the gradient, and a cosine."""
    shares, cosine = pulled
    parts = [f"{say(float(w))} × {say(float(v))}" for w, v in zip(weights, values, strict=True)]
    told = [f"{name} {say(float(share))}" for name, share in zip(combination.terms, shares, strict=True)]
    verdict = "none, one of them is 0"
    if np.isfinite(cosine):
        verdict = f"{say(cosine)}, they pull {'apart' if cosine < 0 else 'together'}"
    return [
        f"{' + '.join(parts)} = {say(float(weights @ values))}, the sum",
        f"shares of the gradient {when}: {', '.join(told) if np.isfinite(shares).all() else 'none, all are 0'}",
        f"cosine between the first two gradients {when}: {verdict}",
    ]
