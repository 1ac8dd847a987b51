"""The curve: a loss and its gradient along a line, with a probe that shows the arithmetic."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.drawing import line_charts as charts
from lossviz.drawing.handles import along as moves
from lossviz.drawing.handles import handle
from lossviz.drawing.rivals import of_family
from lossviz.drawing.theme import axis, ink, layout
from lossviz.drawing.traces import PROBE, marks, trace
from lossviz.drawing.truths import ALL, label_choice, label_of
from lossviz.drawing.words import named, say
from lossviz.maths.lines import STOPS, Profile, probe_of, probed, profile
from lossviz.vocabulary import Choice, Control, Drawing, Figure, Line, Loss, Several, View

# What the third panel may show, beside gradients; see the control's meaning.
_THIRD = (("influence", "gradient and weight"), ("factor", "gradient and factor"))
_FOCUS = ("loss", "gradient", "weight")


def controls(loss: Loss, rivals: tuple[Loss, ...]) -> tuple[Control, ...]:
    """What the curve depends on: the loss's parameters, a probe for each line, and how it is shown."""
    lines = loss.space.lines
    known = {"influence": all(line.reference for line in lines), "factor": all(line.plain for line in lines)}
    below = Choice(
        name="below",
        label="Lower panel",
        options=(("gradient", "gradient"), *(option for option in _THIRD if known[option[0]])),
        default="gradient",
        meaning="the weight is the gradient divided by that of the plain loss, which is half the square or "
        "cross-entropy; the factor is the loss divided by the plain loss",
    )
    against = Several(
        name="against",
        label="Compared with",
        options=tuple((other.key, other.name) for other in rivals),
        default=tuple(other.key for other in rivals if other.key in loss.rivals),
        meaning="other losses of the family, drawn thinner",
    )
    return (
        *loss.parameters,
        *(probe_of(line) for line in lines),
        *charts.line_choice(lines),
        *label_choice(loss.space.labels, loss.space.label_name, more=((ALL, "all of them"),)),
        *([below] if len(below.options) > 1 else []),
        *([against] if rivals else []),
    )


def draw(view: View) -> Drawing:
    """The curves of the loss and its rivals, panel by panel, and the probe on the loss's own."""
    line, below = charts.line_of(view), view.values.get("below", "gradient")
    labels = view.loss.space.labels if view.values.get("label") == ALL else (label_of(view),)
    at = view.values[probe_of(line).name]
    chosen = view.values.get("against", ())
    bound = view.bound
    lot = [bound, *(other.at({}) for other in view.rivals if other.key in chosen)]
    strands = tuple(
        Strand(charts.course_of(own, line, label), place, turn, f", {label.name}" if len(labels) > 1 else "")
        for place, own in enumerate(lot)
        for turn, label in enumerate(labels)
    )
    drawn = [_curves(strand, below, line) for strand in strands]
    data = [curve for curves, _ in drawn for curve in curves]
    said = [
        (strand.course.bound.loss.name if strand.place else named(bound), *probed(*strand.course, at), fading)
        for strand, (_, fading) in zip(strands, drawn, strict=True)
        if strand.turn == 0
    ]
    focus = strands[0].course
    (_, value, slope, _), kinks = said[0], profile(*focus).kinks
    panels = _panels(below)
    lower = [slope, *(float(third[0]) for third in _third(below, np.array([at]), np.array(value), slope, focus))]
    data.append(_kinks_and_names(strands, line))
    data.append(_tangent_and_probe(line, at, value, slope))
    data += [_kinks_and_probe(kinks, at, height, panel) for (panel, _), height in zip(panels[1:], lower, strict=False)]
    return Drawing(
        data=data,
        layout=_layout(line, below),
        readings=charts.probe_readings(line, at, value, slope),
        worked=charts.arithmetic(focus, at, value, slope),
        takeaway=_takeaway(charts.where(view, line, labels[0], at), said),
        events=charts.probed_events(view.loss.space, line, at),
        handles=[handle("probe", (at, value), x=moves(probe_of(line)))],
    )


def _panels(below: str) -> list[tuple[str, tuple[float, float]]]:
    """For each panel its vertical axis and the part of the height it takes."""
    if below in dict(_THIRD):
        return [("y", (0.5, 1.0)), ("y2", (0.25, 0.46)), ("y3", (0.0, 0.21))]
    return [("y", (0.42, 1.0)), ("y2", (0.0, 0.36))]


class Strand(NamedTuple):
    """A loss for a label, as one of the curves: its place among the losses, its turn among the labels."""

    course: charts.Course
    place: int
    turn: int
    suffix: str

    @property
    def name(self) -> str:
        """What is written beside it."""
        return self.course.bound.loss.name + self.suffix


@lru_cache(maxsize=1024)
def _curves(strand: Strand, below: str, shown: Line) -> tuple[list[dict[str, Any]], str]:
    """A loss's curves in the panels, and where it fades; those of rivals stay as they are while a slider moves."""
    course, place, turn, _ = strand
    line, name, whole = course.line, strand.name, profile(*course)
    heights = [charts.in_window(whole.value, line.values), charts.in_window(whole.slope, line.slopes)]
    heights += [
        charts.in_window(third, charts.WEIGHTS) for third in _third(below, whole.t, whole.value, whole.slope, course)
    ]
    style, traces = charts.style_of(place, turn), []
    for what, (panel, _), height in zip(_FOCUS, _panels(below), heights, strict=False):
        pointed: dict[str, Any] = {"hovertemplate": f"{name}: %{{y:.4g}}<extra></extra>", "hoverinfo": None}
        passed: dict[str, Any] = {"hovertemplate": None, "hoverinfo": "skip"}
        traces.append(
            trace(
                "rival" if place else what,
                table=True,
                mode="lines",
                x=whole.t,
                y=height,
                xaxis="x",
                yaxis=panel,
                name=f"{what}: {name}",
                line={"color": ink(style["ink"] or what), "dash": style["dash"], "width": style["width"]},
                **(passed if place else pointed),
            )
        )
    return traces, _fading(shown, whole)


def _third(below: str, t: np.ndarray, value: np.ndarray, slope: Any, course: charts.Course) -> list[np.ndarray]:
    """The heights of the third panel's curve, if there is one, in a list."""
    _, line, label = course
    if below == "influence":
        return [charts.weight_of(t, slope, line, label)]
    if below == "factor" and line.plain:
        plain = line.plain(t, label)
        with np.errstate(divide="ignore", invalid="ignore"):
            return [np.where(plain > 1e-9, value / plain, np.nan)]
    return []


def _verticals(kinks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions and heights of vertical lines, each followed by a gap."""
    heights = np.full((kinks.size, 3), np.nan)
    heights[:, :2] = (-1e3, 1e3)
    return np.repeat(kinks, 3), heights.ravel()


_KINK_LINE = {"color": ink("kink"), "dash": "dot", "width": 1}


@lru_cache(maxsize=256)
def _kinks_and_names(strands: tuple[Strand, ...], line: Line) -> dict[str, Any]:
    """The kinks of the loss in focus, and every curve's name; they stay as they are while the probe moves."""
    wholes = [profile(*strand.course) for strand in strands]
    x, y = _verticals(wholes[0].kinks)
    tags = [
        charts.Named(each.name, whole.t, whole.value, charts.style_of(each.place, each.turn))
        for each, whole in zip(strands, wholes, strict=True)
    ]
    names = charts.name_places(tags, (line.low, line.high), line.values)
    # A gap after each name, or the kinks' line would run from name to name.
    places = np.array([[[at, height], [np.nan, np.nan]] for at, height, *_ in names]).reshape(-1, 2)
    return marks(
        "name",
        mode="lines+text",
        x=np.concatenate([places[:, 0], x]),
        y=np.concatenate([places[:, 1], y]),
        text=_with_gaps([name for _, _, _, name, _ in names]),
        textposition=_with_gaps([f"top {side}" for _, _, side, _, _ in names]),
        textfont={"color": _with_gaps([ink(style["ink"] or "loss") for *_, style in names]), "size": 13},
        line=_KINK_LINE,
        connectgaps=False,
        cliponaxis=False,
    )


def _with_gaps(items: list[str]) -> list[str]:
    return [entry for item in items for entry in (item, item)]


def _kinks_and_probe(kinks: np.ndarray, at: float, height: float, panel: str) -> dict[str, Any]:
    x, y = _verticals(kinks)
    return marks(
        "probe",
        panel,
        mode="lines+markers",
        x=np.concatenate([[at, np.nan], x]),
        y=np.concatenate([[height, np.nan], y]),
        marker={**PROBE, "size": np.concatenate([[11.0], np.zeros(1 + x.size)])},
        line=_KINK_LINE,
    )


def _tangent_and_probe(line: Line, at: float, value: float, slope: float) -> dict[str, Any]:
    reach = 0.14 * (line.high - line.low)
    x = np.array([at - reach, at, at + reach])
    return marks(
        "tangent",
        mode="lines+markers",
        x=x,
        y=np.clip(value + slope * (x - at), -1e3, 1e3),
        marker={**PROBE, "size": [0, 11, 0]},
        line={"color": ink("gradient"), "width": 2},
    )


@lru_cache(maxsize=256)
def _layout(line: Line, below: str) -> dict[str, Any]:
    panels = _panels(below)
    titles = ("loss", "gradient", "factor" if below == "factor" else "weight")
    ranges = (line.values, line.slopes, charts.WEIGHTS)
    axes = {
        ("yaxis" if y == "y" else f"yaxis{y[1:]}"): axis(title, domain=list(domain), range=list(span), nticks=6)
        for (y, domain), title, span in zip(panels, titles, ranges, strict=False)
    }
    return layout(
        xaxis=axis(line.name, range=[line.low, line.high], anchor=panels[-1][0], domain=[0, 1]),
        uirevision=f"{line.key} {below}",
        **axes,
    )


_FADED = 0.05  # of the steepest slope that is drawn
_STRETCH = 0.05  # of the line that a loss must be flat on, at either end, to be called so


def _fading(line: Line, whole: Profile) -> str:
    """Where, towards an end of the line, the loss hardly pulls; nothing where it does."""
    size = np.abs(whole.slope[np.isfinite(whole.slope)])
    pulls = np.flatnonzero(size >= _FADED * size.max(initial=0.0))
    if not pulls.size or size.max() == 0:
        return ""
    t = whole.t[np.isfinite(whole.slope)]
    first, last = t[pulls[0]], t[pulls[-1]]
    least = _STRETCH * (line.high - line.low)
    below = [f"below {line.symbol} = {say(float(first))}"] if first - line.low > least else []
    above = [f"above {line.symbol} = {say(float(last))}"] if line.high - last > least else []
    return f", and hardly pulls {' or '.join(below + above)}" if below or above else ""


def _takeaway(here: str, said: list[tuple[str, float, float, str]]) -> str:
    costs = [f"{name} costs {say(value)} and has slope {say(slope)}{fade}" for name, value, slope, fade in said]
    return f"At {here}, {'; '.join(costs)}."


def _same_keys(loss: Loss, other: Loss) -> bool:
    return [line.key for line in loss.space.lines] == [line.key for line in other.space.lines]


FIGURE = Figure(
    key="curve",
    name="Curve",
    meaning="The loss and its gradient along a line of predictions, with a probe that shows the arithmetic.",
    fits=lambda loss, rivals: bool(loss.space.lines),
    rivals=of_family(_same_keys),
    controls=controls,
    shown=charts.without_other_probes,
    draw=draw,
    most_steps=STOPS,
    place=10,
)
