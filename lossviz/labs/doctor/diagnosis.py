"""The diagnosis of a loss history, with the evidence marked on its curves.

On the left stand the losses over the steps, with the stretches shaded that speak for the likeliest diagnosis; on the
right how sure the doctor is of each. ``seen`` covers the end of the run: what would have been said then.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.doctor import DIAGNOSES, FEWEST, Finding, History, Stretch, diagnose, signs_of
from lossviz.doctor.record import Example
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import tagged, trace
from lossviz.drawing.words import said, say
from lossviz.labs.doctor.presets import PRESETS
from lossviz.labs.doctor.subjects import OWN, shown
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Interval, Parameter, Reading, View

MOST_STRETCHES = 2
SHADE = 0.16  # the opacity of a stretch
FLATTEST = 0.3  # decades, or of the largest loss, that a picture shows at least: noise is not to look like a fall
COVER = 0.82  # of what has not been seen
_CURVES, _BARS, _HEAD = (0.0, 0.66), (0.83, 0.97), (0.89, 1.0)
_LOOKS = {"training": ("loss", "loss", "solid"), "validation": ("validation", "validation", "dash")}

SEEN = Parameter(
    name="seen",
    symbol="t",
    title="Seen of the run, in %",
    default=100.0,
    domain=Interval(5, 100),
    slider=(10.0, 100.0, 2.0),
    unit="% of the steps",
    meaning="how much of the run the doctor sees: play it to find out when the fault could have been known",
    plays=True,
)
SCALE = Choice(
    name="scale",
    label="Loss on a scale",
    options=(("log", "logarithmic"), ("linear", "linear")),
    default="log",
    meaning="a logarithmic scale shows ratios: small losses are seen as well as large ones",
)


def controls(example: Example, rivals: tuple[Any, ...]) -> tuple[Control, ...]:
    """How much is seen, the scale, and a history of the reader's own."""
    return (SEEN, SCALE, OWN)


def offered(view: View) -> tuple[str, ...]:
    """All controls, but for the scale where a loss below 0 leaves no choice."""
    history = shown(view)[0]
    free = _window(history, "log")[2]
    return tuple(each.name for each in view.controls if free or each is not SCALE)


def draw(view: View) -> Drawing:
    """The curves, the stretches that speak for the likeliest diagnosis, and how sure the doctor is of each."""
    history, name, refused = shown(view)
    now = _until(history, view.values["seen"])
    findings = diagnose(now)
    window = _window(history, view.values["scale"])
    first = findings[0]
    data = [
        *_stretches(first.evidence, window),
        *_curves(history, window[2]),
        _cover(history, now, window),
        *_bars(findings),
        _headline(first, bool(refused)),
    ]
    readings = _told(now) | {f"sure_{each.diagnosis.key}": Reading(_percent(each), "%") for each in findings}
    return Drawing(
        data=data,
        layout=_layout(history, window),
        readings={"sure": Reading(_percent(first), "%"), **readings},
        worked=[f"{refused} {_facts(now)}".strip(), _seen(first), _else(findings, now), _tries(first)],
        takeaway=f"{name}: {first.diagnosis.name}, {say(_percent(first))} % sure. {first.diagnosis.says}",
        narrow=_narrow(),
        short=_short(),
    )


@lru_cache(maxsize=512)
def _until(history: History, seen: float) -> History:
    start, end = history.step[0], history.step[-1]
    return history if seen >= 100 else history.until(float(start + seen / 100 * (end - start)))


def _percent(finding: Finding) -> float:
    return float(round(100 * finding.sureness))


# Words


@lru_cache(maxsize=512)
def _told(history: History) -> dict[str, Reading]:
    """The losses that a reader sees: the first and the last, the lowest of validation and when."""
    signs = signs_of(history)
    span = float(history.step[-1] - history.step[0])
    when = 100 * (signs.best_at - float(history.step[0])) / span
    return {
        "first": Reading(signs.began),
        "last": Reading(signs.ended),
        "validation_lowest": Reading(signs.best),
        "validation_last": Reading(signs.last),
        "validation_lowest_at": Reading(float(np.round(when)), "% of the steps"),
    }


def _facts(history: History) -> str:
    numbers = {name: each.value for name, each in _told(history).items()}
    text = said("Training loss: {first} at first, {last} at last.", numbers)
    if signs_of(history).watched:
        text += said(
            " Validation loss: lowest after {validation_lowest_at:.0f} % of the steps, {validation_lowest}; "
            "{validation_last} at last.",
            numbers,
        )
    return " ".join([text, *history.notes])


def _seen(first: Finding) -> str:
    sentences = (said(each.says, each.numbers).replace("%", " %") for each in first.evidence)
    return f"What speaks for it: {' '.join(sentences)}"


def _else(findings: tuple[Finding, ...], history: History) -> str:
    first, *others = findings
    signs = signs_of(history)
    if first.diagnosis.fact and signs.history.step.size >= FEWEST and signs.end < signs.broken:
        then = diagnose(signs.history)[0]
        return f"Until it broke: {then.diagnosis.name} ({_percent(then):.0f} %). {first.diagnosis.why_also}"
    near = [each for each in others[:3] if _percent(each) > 0]
    listed = ", ".join(f"{each.diagnosis.name} ({_percent(each):.0f} %)" for each in near)
    return f"What else it could be: {listed or 'hardly anything (under 1 %)'}. {first.diagnosis.why_also}"


def _tries(first: Finding) -> str:
    return "What to try: " + " ".join(f"({place}) {each}" for place, each in enumerate(first.diagnosis.tries, 1))


# The picture


@lru_cache(maxsize=64)
def _window(history: History, scale: str) -> tuple[float, float, bool]:
    """The lowest and the highest loss that is shown, and whether on a logarithmic scale."""
    series = [history.training] if history.validation is None else [history.training, history.validation]
    losses = np.concatenate([each[np.isfinite(each)] for each in series])
    low, high = float(losses.min()), float(losses.max())
    if scale == "log" and high > 0 and low >= 0:
        low = float(losses[losses > 0].min())
        missing = max(0.0, FLATTEST - np.log10(high / low)) / 2
        room = missing + 0.06 * np.log10(high / low)
        return low * 10**-room, high * 10**room, True
    missing = max(0.0, FLATTEST * max(abs(high), abs(low)) - (high - low)) / 2
    room = missing + 0.06 * (high - low) or 1.0
    return low - room, high + room, False


@lru_cache(maxsize=64)
def _curves(history: History, log: bool) -> list[dict[str, Any]]:
    found = []
    for name, losses in (("training", history.training), ("validation", history.validation)):
        if losses is None:
            continue
        role, colour, dash = _LOOKS[name]
        there = np.isfinite(losses) & ((losses > 0) | (not log))
        found.append(
            trace(
                role,
                table=True,
                tag=name,
                mode="lines",
                x=history.step,
                y=np.where(there, losses, np.nan),
                name=f"{name} loss",
                line={"color": ink(colour), "width": 2.5, "dash": dash, "simplify": False},
                hovertemplate=f"{name} %{{y:.4g}}<extra></extra>",
                connectgaps=bool(there.sum() < len(losses) and there[-1]),
            )
        )
    return found


def _box(start: float, end: float, window: tuple[float, float, bool]) -> dict[str, Any]:
    low, high = window[:2]
    return {"x": np.array([start, start, end, end, start]), "y": np.array([low, high, high, low, low])}


def _stretches(evidence: tuple[Stretch, ...], window: tuple[float, float, bool]) -> list[dict[str, Any]]:
    """As many at every number; what is not needed is nowhere."""
    found = []
    for place in range(MOST_STRETCHES):
        part = evidence[place] if place < len(evidence) else None
        start, end = (part.start, part.end) if part else (np.nan, np.nan)
        same = place and evidence[1:] and (evidence[0].start, evidence[0].end) == (start, end)
        colour = ink(_LOOKS[part.series if part else "training"][1])
        low, high, log = window
        heights = [(1 - share) * np.log10(low) + share * np.log10(high) for share in _TAGS] if log else []
        spots = [10**height for height in heights] or [low + share * (high - low) for share in _TAGS]
        shade = trace(
            "evidence",
            mode="lines",
            **_box(np.nan if same else start, end, window),
            fill="toself",
            fillcolor=colour,
            opacity=SHADE / (1 + place),
            line={"width": 0, "color": colour},
            hoverinfo="skip",
        )
        middle = (start + end) / 2 if part else 0.0
        found.append(tagged(shade, f"{part.series} {part.tag}" if part else "", [(middle, spot) for spot in spots]))
    return found


_TAGS = (0.95, 0.86, 0.05, 0.14, 0.7, 0.3, 0.5)  # of the height, where a stretch's name may stand


def _cover(history: History, now: History, window: tuple[float, float, bool]) -> dict[str, Any]:
    """A veil over what has not been seen."""
    hidden = now is not history
    start, end = (float(now.step[-1]), float(history.step[-1])) if hidden else (np.nan, np.nan)
    return trace(
        "frame",
        mode="lines",
        **_box(start, end, window),
        fill="toself",
        fillcolor=ink("paper"),
        opacity=COVER,
        line={"width": 0, "color": ink("paper")},
        hoverinfo="skip",
    )


def _bars(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """How sure the doctor is of each diagnosis, in their usual order, the likeliest in its colour."""
    sure = {each.diagnosis.key: each.sureness for each in findings}
    shares = np.array([sure[key] for key in DIAGNOSES])
    places = np.arange(len(shares), dtype=float)
    most = int(shares.argmax())
    colours = [ink(_colour(findings[0]) if place == most else "kink") for place in range(len(shares))]
    bars = trace(
        "measure",
        "bar",
        table=True,
        orientation="h",
        x=shares,
        y=places,
        xaxis="x2",
        yaxis="y2",
        name="how sure",
        width=0.6,
        marker={"color": colours},
        hovertemplate="%{x:.0%}<extra></extra>",
    )
    texts = [f" {round(100 * share)} %" for share in shares]
    numbers = trace(
        "measure",
        mode="text",
        x=shares,
        y=places,
        xaxis="x2",
        yaxis="y2",
        text=texts,
        textposition="middle right",
        textfont={"color": ink("text"), "size": 12},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return [bars, numbers]


def _colour(finding: Finding) -> str:
    return "target" if finding.diagnosis.well else "outlier"


def _headline(first: Finding, refused: bool) -> dict[str, Any]:
    aside = "an example; yours is not used" if refused else f"{_percent(first):.0f} % sure"
    return trace(
        "name",
        mode="text",
        x=np.zeros(1),
        y=np.zeros(1),
        xaxis="x3",
        yaxis="y3",
        text=[f"<b>{first.diagnosis.name}</b> <span style='font-size:15px'>{aside}</span>"],
        textposition="middle right",
        textfont={"color": ink(_colour(first)), "size": 24},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _marks(low: float, high: float) -> list[float]:
    """About six round numbers between two, for a logarithmic axis."""
    first, last = int(np.floor(np.log10(low))), int(np.ceil(np.log10(high)))
    for digits in ((1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 5), (1, 2, 5), (1, 3)):
        marks = [digit * 10.0**power for power in range(first, last + 1) for digit in digits]
        marks = [mark for mark in marks if low <= mark <= high]
        if len(marks) <= 7:
            return marks
    powers = list(range(first, last + 1))
    powers = [power for power in powers[:: -(-len(powers) // 6)] if low <= 10.0**power <= high]
    return [10.0**power for power in powers]


def _written(mark: float) -> str:
    """A round number on an axis."""
    return (
        f"{mark:g}"
        if 1e-4 <= mark < 1e5
        else f"{mark:.0e}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e−").replace("e-", "e−")
    )


@lru_cache(maxsize=64)
def _layout(history: History, window: tuple[float, float, bool]) -> dict[str, Any]:
    low, high, log = window
    up: dict[str, Any] = {"range": [low, high], "nticks": 6}
    if log:
        marks = _marks(low, high)
        up = {"type": "log", "range": [float(np.log10(low)), float(np.log10(high))]}
        up |= {"tickvals": marks, "ticktext": [_written(mark) for mark in marks]}
    start, end = float(history.step[0]), float(history.step[-1])
    names = [each.name for each in DIAGNOSES.values()]
    bare = {"showgrid": False, "zeroline": False, "fixedrange": True}
    gone = {**bare, "showticklabels": False, "showline": False, "range": [0, 1]}
    return layout(
        xaxis=axis("step", range=[start, end], domain=list(_CURVES), anchor="y"),
        yaxis=axis("loss", domain=[0.0, _HEAD[0] - 0.02], anchor="x", **up),
        xaxis2=axis("how sure", domain=list(_BARS), anchor="y2", **bare | {"range": [0, 1], "showticklabels": False}),
        yaxis2=axis(
            "",
            domain=[0.0, _HEAD[0] - 0.02],
            anchor="x2",
            **bare,
            range=[len(names) - 0.4, -0.6],
            tickvals=list(range(len(names))),
            ticktext=names,
        ),
        xaxis3=axis("", domain=[0, 1], anchor="y3", **gone),
        yaxis3=axis("", domain=list(_HEAD), anchor="x3", **gone | {"range": [-1, 1]}),
        uirevision=f"{history.step.size} {log}",
        hovermode="x unified",
    )


def _narrow() -> dict[str, Any]:
    """On a phone the bars stand below."""
    return {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.5, _HEAD[0]]},
        "xaxis2": {"domain": [0.2, 0.88]},
        "yaxis2": {"domain": [0.0, 0.38]},
    }


def _short() -> dict[str, Any]:
    """Where there is little height, without the bars."""
    gone = {"visible": False}
    moved = {
        "xaxis": {"domain": [0.0, 1.0]},
        "yaxis": {"domain": [0.0, 0.84]},
        "xaxis2": gone,
        "yaxis2": gone,
        "margin": {"t": 10, "b": 38},
    }
    return {"layout": moved, "hidden": ["measure"]}


FIGURE = Figure(
    key="diagnosis",
    name="Diagnosis",
    meaning="A loss history, the stretches that speak for what is wrong with it, and how sure that is.",
    fits=lambda example, rivals: True,
    controls=controls,
    shown=offered,
    draw=draw,
    most_steps=46,
    place=0,
    presets=PRESETS,
)
